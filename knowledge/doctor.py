"""Makes any CRM address a person typed right, asks what is missing, or refuses it with a reason."""

import re
from typing import Final

from knowledge.addresses import outcome, wording
from knowledge.addresses.argument import read_argument
from knowledge.addresses.choice import choose
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.log_lines import SHORT_MESSAGE, worth_telling, written_by_people
from knowledge.addresses.names import PLACEHOLDER
from knowledge.addresses.prose import beside_the_word, organization_in, organizations_in
from knowledge.addresses.reading import Context
from knowledge.addresses.safety import SCRIPT_LINK, is_script
from knowledge.addresses.spotting import Kind
from knowledge.addresses.unfolding import Unfolded, unfold
from knowledge.directory import Directory
from knowledge.finding import Finding, Status

__all__ = ["addresses_in", "examine", "organization_in"]

# What every address has at least one of; chat without them costs nothing.
ADDRESS_MARK: Final = re.compile(r"[./\\]\S|%3A", re.IGNORECASE)
# Answers worth adding to a diagnosis; other products' addresses are part of every log.
WORTH_TELLING: Final = frozenset(
    (Status.CORRECTED, Status.ALREADY_CORRECT, Status.NEEDS_ORG, Status.AMBIGUOUS, Status.ONLINE)
)
KINDS: Final = {
    Kind.EMAIL: wording.EMAIL,
    Kind.FILE: wording.FILE_PATH,
    Kind.USER: wording.USER_NAME,
}


def examine(typed: str, org: str | None = None, directory: Directory | None = None) -> Finding:
    """Answer for what one person typed; `typed` may hold a sentence, a log line or Slack markup.

    Never raises; nothing of the answer holds credentials, a query or a refused address.
    """
    known = directory.known if directory is not None else None
    unfolded = unfold(typed, known)
    if is_script(unfolded.seen.clean.text):
        return outcome.refused(SCRIPT_LINK)
    finding = choose(unfolded.spotted.spots, _context(unfolded, org, known))
    if unfolded.seen.deceiving_link and (finding is None or finding.status is not Status.NOT_CRM):
        return outcome.ambiguous(wording.DECEIVING_LINK)
    return finding or _without_address(unfolded, known)


def addresses_in(
    text: str, org: str | None = None, directory: Directory | None = None
) -> tuple[Finding, ...]:
    """Answer for the CRM addresses a person typed in a longer paste; empty when there is none.

    Addresses that programs wrote into log lines and stack traces are left out.
    """
    if not ADDRESS_MARK.search(text):
        return ()
    known = directory.known if directory is not None else None
    unfolded = unfold(written_by_people(text), known)
    spots = worth_telling(unfolded.spotted.spots, known, short=len(text) <= SHORT_MESSAGE)
    if not spots:
        return ()
    if unfolded.seen.deceiving_link:
        return (outcome.ambiguous(wording.DECEIVING_LINK),)
    finding = choose(spots, _context(unfolded, org, known))
    return (finding,) if finding is not None and finding.status in WORTH_TELLING else ()


def _context(unfolded: Unfolded, org: str | None, known: KnownHosts | None) -> Context:
    name, unusable = read_argument(org, known)
    words = _named_in_words(unfolded.text, known)
    return Context(known, words, name, unusable, unfolded.seen)


def _named_in_words(text: str, known: KnownHosts | None) -> tuple[str, ...]:
    """Give organizations named in a sentence; those of the directory by their full names too."""
    if known is None:
        return organizations_in(text)
    named = organizations_in(text, known.places)
    listed = known.named_in(text) or beside_the_word(text, known.places)
    return tuple(dict.fromkeys((*(name for name in named if known.places(name)), *listed))) or named


def _without_address(unfolded: Unfolded, known: KnownHosts | None) -> Finding:
    for kind, message in KINDS.items():
        if kind in unfolded.spotted.kinds:
            return outcome.no_address(message)
    if PLACEHOLDER in unfolded.text:
        return outcome.no_address(wording.PLACEHOLDERS)
    if known is not None:
        alone = _organization_alone(unfolded.text, known)
        if alone is not None:
            return alone
    return outcome.no_address(wording.NO_ADDRESS)


def _organization_alone(text: str, known: KnownHosts) -> Finding | None:
    """Answer for the mere name of an organization: its server is in the directory."""
    places = known.places(text.strip().strip("\"'.,;!?/\\"))
    if not places:
        return None
    if len(places) > 1:
        return outcome.ambiguous(wording.SEVERAL_SERVERS, None, (each.address for each in places))
    (place,) = places
    url, ifd_url = place.address, place.deployment.ifd_address(place.organization)
    change = wording.server_written(url.split("/")[2], wording.ORGANIZATION_ALONE)
    message = f"{wording.CORRECTED.format(url=url)}."
    return Finding(Status.CORRECTED, url, ifd_url, (), (change,), message)
