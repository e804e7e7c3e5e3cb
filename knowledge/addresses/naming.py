"""Gathers every organization named for an address: path, query, words beside it, field."""

from typing import Final

from knowledge.addresses import wording
from knowledge.addresses.characters import skeleton
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.names import is_organization_name, usable_name
from knowledge.addresses.parsing import Parsed, parse
from knowledge.addresses.paths import path_organization
from knowledge.addresses.prose import COMMON
from knowledge.addresses.reading import Context, Named, Reading, Source

# Where sign-in and error pages keep the page they came from.
RETURN_PARAMETERS: Final = ("returnurl", "backuri", "retrieve")
# Words that may stand between an address and its organization.
JOINING: Final = frozenset(("for", "in", "org", "organization", "organisation", "and", "für", ""))


def organizations_named(reading: Reading, context: Context) -> list[Named]:
    """Give what was named, the weightiest source first (rule 3)."""
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
    found += [_returning(query.get(parameter, ""), parsed) for parameter in RETURN_PARAMETERS]
    if known is not None:
        bare = (parsed.search[1:].strip("/"), parsed.fragment[1:].strip("/"))
        found += [name for name in bare if known.places(name)]
    listed = known.places if known is not None else usable_name
    return [name for name in found if usable_name(name) or listed(name)][:1]


def _returning(target: str, parsed: Parsed) -> str:
    """Take the organization from the page that a sign-in page returns to."""
    if target.startswith("/"):
        return path_organization(target) or ""
    page = parse(target) if target.lower().startswith("http") else None
    if page is not None and page.host == parsed.host:
        return path_organization(page.raw_path) or ""
    return ""


def _tail_name(reading: Reading, context: Context) -> list[Named]:
    """Take the word behind an address for its organization, when it can be nothing else."""
    words = (word.strip("/\\.,;:!\"'()-") for word in reading.spot.after)
    name = next((word for word in words if word.lower() not in JOINING), "")
    if not usable_name(name) or reading.path.page or name.lower() in COMMON:
        return []
    known = context.known
    if echoes_host(name, reading) if known is None else bool(known.places(name)):
        reading.tell(wording.SLASH_MISSING)
        return [Named(Source.PATH, name)]
    return []


def echoes_host(name: str, reading: Reading) -> bool:
    """Tell whether the host bears a name; a word that nothing else confirms may be a verb."""
    return name.lower() in reading.parsed.host.split(".")


def _lookalike_name(reading: Reading, context: Context) -> list[Named]:
    """Read an organization in look-alike letters or with a space inside; the directory confirms."""
    unusable = reading.path.unusable
    if unusable and context.known is not None and context.known.places(unusable):
        return [Named(Source.PATH, unusable)]
    name = skeleton(unusable).replace(" ", "") if unusable else reading.path.joined
    return [Named(Source.PATH, name)] if name and is_organization_name(name) else []
