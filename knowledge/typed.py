"""Reads the addresses typed in a thread: the one that stands now, and what they show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.bearing import Bearing, bearing
from knowledge.directory import Directory
from knowledge.doctor import addresses_in
from knowledge.finding import Finding

LOOKED_AT: Final = 20_000  # characters of a message; what is beyond was written by programs
_FRAME: Final = re.compile(r"\w\(")  # its dotted names are no host
_ONE_WORD: Final = re.compile(r"[\w-]{2,30}")


def is_one_word(text: str) -> bool:
    """Whether a message is a single word, as an organization's name is told."""
    return bool(_ONE_WORD.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class Typed:
    """The finding for the address that was said last, and what all of them show."""

    findings: tuple[Finding, ...] = ()
    bearing: Bearing = Bearing.NOT_TYPED


def typed_in(texts: Sequence[str], directory: Directory | None) -> Typed:
    """Examine the address that was said last; its organization may have been told at any time."""
    texts = [text[:LOOKED_AT] for text in texts]
    each = [addresses_in(text, None, directory) for text in texts]
    held = [at for at, findings in enumerate(each) if findings]
    if not held:
        return Typed()
    if len(texts) == 1:
        return Typed(each[0], bearing(each[0]))
    newest = texts[held[-1] :] if len(held) > 1 else texts
    whole = "\n".join(newest)
    organization = _lone_organization(whole, newest, directory)
    findings = addresses_in(whole, organization, directory)
    return Typed(findings, bearing([finding for said in each for finding in said]))


def _lone_organization(whole: str, texts: Sequence[str], directory: Directory | None) -> str | None:
    """Take a one-word reply for the organization only where it cannot be a mere `thanks`.

    The directory must list it, or the address typed must hold it as one of its parts.
    """
    known = {
        organization.name.casefold()
        for deployment in (directory.deployments if directory else ())
        for organization in deployment.organizations
    }
    shown = "\n".join(line for line in whole.splitlines() if not _FRAME.search(line))
    for word in (text.strip() for text in reversed(texts)):
        if is_one_word(word) and (
            word.casefold() in known or re.search(rf"[./]{re.escape(word)}\b", shown, re.IGNORECASE)
        ):
            return word
    return None
