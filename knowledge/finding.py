"""What the URL doctor says of one typed address."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The outcome for one typed address."""

    CORRECTED = "corrected"
    ALREADY_CORRECT = "already_correct"
    NEEDS_ORG = "needs_org"
    AMBIGUOUS = "ambiguous"
    ONLINE = "online"
    NOT_CRM = "not_crm"
    NOT_A_URL = "not_a_url"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was mended, and the reason told to the person who typed it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one typed address; no field ever holds credentials or a query string.

    `url` and `ifd_url` are set only when the status is corrected or already_correct; `options`
    are whole addresses where they can be built, else organization names. `for_windows` is set for
    an address with an organization that is in doubt since only Windows signs people in there.
    """

    status: Status
    url: str | None
    ifd_url: str | None
    options: tuple[str, ...]
    changes: tuple[Change, ...]
    message: str
    for_windows: bool = False
