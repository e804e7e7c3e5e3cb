"""Reads one address completely, before anybody decides what it means."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from knowledge.addresses import wording
from knowledge.addresses.characters import CleanText, skeleton
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.matching import NO_MATCH, Match, match_host
from knowledge.addresses.mending import Mended, mend
from knowledge.addresses.names import (
    PLACEHOLDER,
    is_organization_name,
    is_template_host,
    usable_name,
)
from knowledge.addresses.parsing import Parsed, parse, shown_host
from knowledge.addresses.paths import PathReading, path_organization, read_path
from knowledge.addresses.prose import COMMON
from knowledge.addresses.safety import FILE_LINK, HIDDEN_HOST, OTHER_LINK, Refusal, encoded_at
from knowledge.addresses.spotting import Spot
from knowledge.addresses.wrappers import wrapped_address
from knowledge.finding import Change

MOST_WRAPPERS: Final = 3
# A host has 253 characters; percent codes make them three times as many.
LONGEST_AUTHORITY: Final = 1_000
JOINING: Final = frozenset(
    ("for", "in", "org", "organization", "organisation", "and", "fr", "f\u00fcr", "")
)
RETURN_PARAMETERS: Final = ("returnurl", "backuri", "retrieve")


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
    clean: CleanText = CleanText("")
    two_words: bool = False  # the whole text is an address and one word more
    gaps_closed: bool = False
    spelled_out: bool = False
    brackets_removed: bool = False


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


def read(spot: Spot, context: Context) -> Reading | Unread:
    """Mend and parse one address, and gather the organizations named for it."""
    authority = spot.text.split("://")[-1].split("/")[0]
    if PLACEHOLDER in authority:
        first, _, rest = authority.partition(".")
        return Unread(
            template=True,
            only_organization="." in rest and PLACEHOLDER not in rest and first == PLACEHOLDER,
        )
    if len(authority) > LONGEST_AUTHORITY and "@" not in authority:
        return Unread()
    mended = mend(spot.text)
    if mended.refusal in (FILE_LINK, OTHER_LINK) and context.known is not None:
        mended = _as_web_address(spot.text, mended, context.known)
    if mended.refusal is not None:
        return Unread(mended.refusal)
    if is_template_host(authority) and not (context.known and context.known.host(authority, None)):
        return Unread(template=True)
    parsed = parse(mended.text)
    if parsed is None or "\x00" in parsed.segments or "%00" in parsed.raw_path:
        if encoded_at(mended.text):
            return Unread(HIDDEN_HOST)
        return Unread(credentials="@" in spot.text)
    return _unwrap(spot, mended, parsed, context)


def _as_web_address(typed: str, refused: Mended, known: KnownHosts) -> Mended:
    """Take another scheme's address for a web address when it names one of the company's hosts."""
    scheme, _, rest = typed.partition(":")
    if not rest.startswith("//"):
        return refused
    mended = mend(f"https:{rest}")
    parsed = parse(mended.text) if mended.refusal is None else None
    if parsed is None or known.host(parsed.host, parsed.port) is None or not scheme.isalnum():
        return refused
    mended.tell(wording.SCHEME_MISTYPED)
    return mended


def _unwrap(spot: Spot, mended: Mended, parsed: Parsed, context: Context) -> Reading | Unread:
    changes = list(mended.changes)
    for _ in range(MOST_WRAPPERS):
        inside = wrapped_address(parsed)
        if inside is None:
            break
        changes = [change for change in changes if change is not wording.SCHEME_MISSING]
        inner = mend(inside)
        if inner.refusal is not None:
            return Unread(inner.refusal)
        unwrapped = parse(inner.text)
        if unwrapped is None:
            return Unread()
        mended, parsed = inner, unwrapped
        changes += [wording.WRAPPER, *inner.changes]
    reading = Reading(spot, parsed, read_path(parsed), mended.scheme == "http", raw=mended.text)
    reading.tell(*_whole_text(context), *changes)
    if context.known is not None:
        reading.match = match_host(parsed, context.known)
    _note_marks(reading)
    reading.named.extend(_names(reading, context))
    return reading


def _whole_text(context: Context) -> list[Change]:
    clean = context.clean
    noticed = (
        (clean.overridden, wording.OVERRIDE),
        (clean.invisible and not clean.overridden, wording.INVISIBLE),
        (clean.unusual, wording.UNUSUAL),
        (context.spelled_out, wording.SPELLED_OUT),
        (context.brackets_removed, wording.BRACKETS),
        (context.gaps_closed and not context.spelled_out, wording.SPACES),
    )
    return [change for seen, change in noticed if seen]


def _note_marks(reading: Reading) -> None:
    """Note what the parser itself put right."""
    parsed, spot = reading.parsed, reading.spot
    if spot.trimmed and spot.alone:
        reading.tell(wording.MARKS)
    if parsed.has_credentials or "@" in reading.raw.split("?")[0].split("#")[0]:
        reading.tell(wording.CREDENTIALS)
    elif parsed.host not in reading.raw and parsed.host in reading.raw.lower():
        reading.tell(wording.LOWER_CASE)
    elif parsed.host not in reading.raw and shown_host(parsed.host) not in reading.raw.lower():
        reading.tell(wording.UNUSUAL)
    if (
        f":{'80' if reading.meant_http else '443'}" in reading.raw.split("@")[-1]
        and not parsed.port
    ):
        reading.tell(wording.PORT_DEFAULT)
    if "//" in parsed.raw_path:
        reading.tell(wording.DOUBLE_SLASH)
    if reading.path.names and reading.path.names[0] not in parsed.raw_path:
        reading.tell(wording.ENCODED)
    if reading.path.trimmed:
        reading.tell(wording.PATH_MARKS)
    if any(PLACEHOLDER in segment for segment in parsed.segments):
        reading.tell(wording.PLACEHOLDER)


def _names(reading: Reading, context: Context) -> list[Named]:
    named = [Named(Source.PATH, name) for name in reading.path.names[:1]]
    named += [Named(Source.QUERY, name) for name in _query_names(reading.parsed, context.known)]
    if not named:
        named += _tail_name(reading, context)
    if not named and context.known is not None:
        named += _lookalike_name(reading, context)
    named += [Named(Source.WORDS, name) for name in context.words]
    if context.argument is not None:
        named.append(Named(Source.ARGUMENT, context.argument))
    return named


def _query_names(parsed: Parsed, known: KnownHosts | None) -> list[str]:
    query = parsed.query
    found = [query.get("orgname", "").strip()]
    for parameter in RETURN_PARAMETERS:
        path = query.get(parameter, "")
        target = parse(path) if path.lower().startswith("http") else None
        if path.startswith(("/", "%2f", "%2F")):
            found.append(path_organization(path) or "")
        elif target is not None and target.host == parsed.host:
            found.append(path_organization(target.raw_path) or "")
    for bare in (parsed.search[1:].strip("/"), parsed.fragment[1:].strip("/")):
        if known is not None and known.places(bare):
            found.append(bare)
    return [name for name in found if usable_name(name)][:1]


def _tail_name(reading: Reading, context: Context) -> list[Named]:
    """Take the word behind an address for its organization, when it can be nothing else."""
    words = (word.strip("/\\.,;:!\"'()-") for word in reading.spot.after)
    name = next((word for word in words if word.lower() not in JOINING), "")
    if not usable_name(name) or reading.path.page or name.lower() in COMMON:
        return []
    known = context.known
    if context.two_words if known is None else bool(known.places(name)):
        reading.tell(wording.SLASH_MISSING)
        return [Named(Source.PATH, name)]
    return []


def _lookalike_name(reading: Reading, context: Context) -> list[Named]:
    """Read an organization in look-alike letters or with a space inside; the directory confirms."""
    unusable = reading.path.unusable
    if unusable and context.known is not None and context.known.places(unusable):
        return [Named(Source.PATH, unusable)]
    name = skeleton(unusable).replace(" ", "") if unusable else reading.path.joined
    return [Named(Source.PATH, name)] if name and is_organization_name(name) else []
