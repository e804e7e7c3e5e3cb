"""What is known of one address before anybody decides what it means."""

from dataclasses import dataclass, field
from enum import Enum

from knowledge.addresses.known import KnownHosts
from knowledge.addresses.matching import NO_MATCH, Match
from knowledge.addresses.parsing import Parsed
from knowledge.addresses.paths import PathReading
from knowledge.addresses.safety import Refusal
from knowledge.addresses.spotting import Spot
from knowledge.addresses.unfolding import NOTHING_SEEN, Seen
from knowledge.finding import Change


class Source(Enum):
    """Where an organization was named, in the order of weight."""

    HOST = 0
    PATH = 1
    QUERY = 2
    WORDS = 3
    ARGUMENT = 4


@dataclass(frozen=True, slots=True)
class Named:
    """An organization somebody named, and where."""

    source: Source
    name: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the address itself."""

    known: KnownHosts | None
    words: tuple[str, ...] = ()  # organizations named in words
    argument: str | None = None
    argument_unusable: bool = False
    seen: Seen = NOTHING_SEEN


@dataclass(slots=True)
class Reading:
    """One address, taken apart; `changes` are those made so far."""

    spot: Spot
    parsed: Parsed
    path: PathReading
    meant_http: bool
    changes: list[Change] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    raw: str = ""
    match: Match = NO_MATCH  # the company's server that is meant

    @property
    def names(self) -> tuple[str, ...]:
        """All organizations named, without repetition, the weightiest first."""
        return tuple({each.name.lower(): each.name for each in reversed(self.named)}.values())[::-1]

    def tell(self, *changes: Change) -> None:
        """Note changes, each once."""
        self.changes.extend(change for change in changes if change not in self.changes)


@dataclass(frozen=True, slots=True)
class Unread:
    """A word that does not lead to a web page, and why."""

    refusal: Refusal | None = None
    template: bool = False
    only_organization: bool = False  # of the template only the organization is left
    credentials: bool = False
