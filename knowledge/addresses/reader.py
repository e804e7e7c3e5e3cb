"""Takes one address apart: mended, parsed, out of its wrappers, with all that was named for it."""

import re
from typing import Final

from knowledge.addresses import wording
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.matching import match_host
from knowledge.addresses.mending import Mended, mend
from knowledge.addresses.names import PLACEHOLDER, is_template_host
from knowledge.addresses.naming import organizations_named
from knowledge.addresses.noticing import notice
from knowledge.addresses.parsing import Parsed, parse
from knowledge.addresses.paths import read_path
from knowledge.addresses.reading import Context, Reading, Unread
from knowledge.addresses.safety import FILE_LINK, HIDDEN_HOST, OTHER_LINK, encoded_at
from knowledge.addresses.spotting import Spot
from knowledge.addresses.wrappers import wrapped_address

MOST_WRAPPERS: Final = 3
# A host has 253 characters; percent codes make them three times as many.
LONGEST_AUTHORITY: Final = 1_000
HOST: Final = re.compile(r"[a-z0-9_.-]*[a-z0-9][a-z0-9_.-]*")


def read(spot: Spot, context: Context) -> Reading | Unread:
    """Mend and parse one address, and gather the organizations named for it."""
    unread = _unfit(spot.text, context.known)
    if unread is not None:
        return unread
    mended = mend(spot.text)
    if mended.refusal in (FILE_LINK, OTHER_LINK) and context.known is not None:
        mended = _as_web_address(spot.text, mended, context.known)
    if mended.refusal is not None:
        return Unread(mended.refusal)
    parsed = parse(mended.text)
    if parsed is None or "%00" in parsed.raw_path or not _plausible(parsed, context.known):
        hidden = HIDDEN_HOST if encoded_at(mended.text) else None
        return Unread(hidden, credentials="@" in spot.text)
    return _unwrap(spot, mended, parsed, context)


def _plausible(parsed: Parsed, known: KnownHosts | None) -> bool:
    """Tell whether a host could be a server's; browsers take more marks in it than DNS does."""
    if parsed.is_ip or HOST.fullmatch(parsed.host):
        return True
    return known is not None and match_host(parsed, known).known is not None


def _unfit(text: str, known: KnownHosts | None) -> Unread | None:
    """Say early what no mending helps: a template not filled in, a host without end."""
    authority = text.rpartition("://")[2].partition("/")[0]
    first, _, rest = authority.partition(".")
    if PLACEHOLDER in authority:
        only_first = first == PLACEHOLDER and "." in rest and PLACEHOLDER not in rest
        return Unread(template=True, only_organization=only_first)
    if len(authority) > LONGEST_AUTHORITY and "@" not in authority:
        return Unread()
    if is_template_host(authority) and not (known is not None and known.has(authority)):
        return Unread(template=True)
    return None


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
    if context.known is not None:
        reading.match = match_host(parsed, context.known)
    notice(reading, context, changes)
    reading.named.extend(organizations_named(reading, context))
    return reading
