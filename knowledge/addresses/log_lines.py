"""Tells the addresses a person typed into a paste from those a program wrote into a log."""

import re
from collections.abc import Iterable
from typing import Final

from knowledge.addresses.hosts import is_online, looks_like_server
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.spotting import Spot

# Lines written by programs begin with time stamps, stack frames, exceptions or XML.
BEGUN_BY_PROGRAM: Final = re.compile(
    r"\s*(?:\[?\d{1,4}[-:./]\d{1,2}[-:./]\d{1,4}|(?-i:at\s+[A-Z]\w*[.`(])|at\s+[\w.`]+\(|<\?"
    r"|<[/\w]+[\s:>]|>?\s*Crm\s+Exception"
    r"|Inner\s*Exception|Server stack trace|Exception rethrown|System\.|Microsoft\.\w+\.\w)",
    re.IGNORECASE,
)
# Or they hold an exception or a log level.
HOLDS_PROGRAM: Final = re.compile(
    r"\|\s*(?:Error|Info|Warning|Verbose|Exception)\b|Exception(?:Details|Type)?\b\s*[:(]"
    r"|(?<=\w)Exception\b|endpoint listening",
    re.IGNORECASE,
)
MACHINE_ADDRESS: Final = re.compile(
    r"schemas\.|www\.w3\.org|oasis-open|microsoftonline|/fwlink|\.svc\b|\.asmx\b|/adfs/|tempuri\.org"
    r"|/FederationMetadata/",
    re.IGNORECASE,
)
# A program's own sentence leads up to the address: nobody typed it, so nobody wants it mended.
SAID_BY_PROGRAM: Final = re.compile(
    r"\b(?:cannot be resolved|connecting to url|request(?:ed)? (?:url|resource)|resource"
    r"|verify that url|listening at)\W*$",
    re.IGNORECASE,
)
INTRODUCED: Final = re.compile(
    r"\b(?:crm|server|url|address|adresse?|link|org|dirección|indirizzo|connect|verbind|outlook)",
    re.IGNORECASE,
)
# Mistyped ones too; a short host before a slash is none.
SCHEME: Final = re.compile(r"^\W*(?:[a-z]{2,9}[:;.]+[/\\]{1,3}|[a-z]{2,9}[/\\]{2,3}|https?[/\\])*")
# What the setup of CRM proposes by itself, and no other product's web pages.
CRM_PORT: Final = re.compile(r":5555(?!\d)")
LOOKED_AT: Final = 2_000  # characters of a line; what it is shows at its beginning
SHORT_MESSAGE: Final = 120  # characters; a message this short that holds an address is about it


def written_by_people(text: str) -> str:
    """Give a paste without the lines of logs and stack traces."""
    return "\n".join(line for line in text.splitlines() if not _by_program(line[:LOOKED_AT]))


def _by_program(line: str) -> bool:
    if BEGUN_BY_PROGRAM.match(line):
        return True
    if "|" not in line:  # what has none of these is not worth the search
        lower = line.lower()
        if "xception" not in lower and "listening" not in lower:
            return False
    return bool(HOLDS_PROGRAM.search(line))


def worth_telling(
    spots: Iterable[Spot], known: KnownHosts | None, *, short: bool
) -> tuple[Spot, ...]:
    """Give the addresses that may be CRM's; in a short message any of them may."""
    return tuple(each for each in spots if _may_be_crm(each, known, short=short))


def _may_be_crm(each: Spot, known: KnownHosts | None, *, short: bool) -> bool:
    if MACHINE_ADDRESS.search(each.text) or SAID_BY_PROGRAM.search(each.before):
        return False
    host = SCHEME.sub("", each.text.lower())
    host = re.split(r"[/\\?#:]", host, maxsplit=1)[0]
    if known is not None and (known.host(host, None) or known.near(host, None)):
        return True
    return (
        short
        or looks_like_server(host)
        or is_online(host)
        or bool(CRM_PORT.search(each.text) or INTRODUCED.search(each.before))
    )
