"""Finds which of the company's servers a typed host means, and says how it was told."""

from dataclasses import dataclass
from typing import Final

from knowledge.addresses import wording
from knowledge.addresses.characters import skeleton
from knowledge.addresses.known import Known, KnownHosts, Role
from knowledge.addresses.parsing import Parsed, shown_host
from knowledge.finding import Change

WWW: Final = "www."
JOINTS: Final = ".-_&,;"


@dataclass(frozen=True, slots=True)
class Match:
    """The server that is meant. `several` when slips lead to more than one."""

    known: Known | None = None
    why: str | None = None  # the reason told when the host is written anew
    joined: str | None = None  # an organization written into the host
    several: tuple[Known, ...] = ()


NO_MATCH: Final = Match()


def match_host(parsed: Parsed, known: KnownHosts) -> Match:
    """Match a host exactly, by look, by its beginning, with its organization, then by slips."""
    host, port = parsed.host, parsed.port
    exact = known.host(host, port)
    if exact is not None:
        return Match(exact)
    if parsed.is_ip:
        return NO_MATCH
    shown = shown_host(host)
    if not shown.isascii():
        return _by_look(shown, port, known)
    bare = known.host(host.removeprefix(WWW), port)
    if bare is not None:
        return Match(bare, wording.SERVER_WWW)
    cut = known.cut(host, port)
    if cut is not None:
        return Match(cut, wording.SERVER_SHORT)
    return _joined(host, port, known) or _by_slips(host, port, known)


def host_change(match: Match, parsed: Parsed, written: str) -> Change | None:
    """Tell how the host was rewritten, if it was."""
    if match.known is None or parsed.host == written:
        return None
    why = match.why
    if why is None:
        short = match.known.role is Role.ALIAS
        why = wording.SERVER_SHORT if short else wording.SERVER_SERVICE
    return wording.server_written(written, why)


def _by_look(shown: str, port: int | None, known: KnownHosts) -> Match:
    plain = skeleton(shown)
    found = known.host(plain, port)
    near = (found,) if found else known.near(plain, port)
    return Match(near[0], wording.SERVER_LOOKALIKE) if len(near) == 1 else Match(several=near)


def _joined(host: str, port: int | None, known: KnownHosts) -> Match | None:
    """Take a host apart into one of the company's and an organization on it, mark or no mark."""
    for cut in range(1, len(host)):
        for server, name in ((host[cut:], host[:cut]), (host[:cut], host[cut:])):
            found = known.host(server, port) if known.has(server) else None
            place = known.place_on(found.deployment, name.strip(JOINTS)) if found else None
            if place is not None:
                return Match(found, wording.SERVER_JOINED, joined=place.organization.name)
    return None


def _by_slips(host: str, port: int | None, known: KnownHosts) -> Match:
    near = known.near(host, port)
    if len(near) == 1:
        return Match(near[0], wording.SERVER_TYPO)
    return Match(several=near)
