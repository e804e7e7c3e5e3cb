"""Recognises addresses that lead somewhere else than they seem to; these are never repeated."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from knowledge.addresses.hosts import carries_online, has_known_ending, is_online, looks_like_server
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.parsing import Parsed

SCRIPT: Final = re.compile(r"(?:java|vb|live)script(?::|&colon;|%3a)|data:[a-z]+/", re.IGNORECASE)
SCRIPT_HEAD: Final = re.compile(
    r"^[\W_]*(?:view-source:)?[\W_]*(?:(?:java|vb|live)script:|data:)", re.IGNORECASE
)
HEAD_LENGTH: Final = 200
BLANKS: Final = re.compile(r"[\s\x00-\x20\x7f]+")
HOST_LIKE: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
ADDRESS_INSIDE: Final = re.compile(r"https?:[/\\]{2}([^/?#\\\s&]+)", re.IGNORECASE)
AT_BEHIND_HOST: Final = re.compile(r"^[/\\?#]+[^/@]{0,60}@[a-z0-9-]+(?:\.|%2e)", re.IGNORECASE)
FOREIGN_LABELS: Final = 2
LONGEST_LOOKED_AT: Final = 4_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address is not repeated; `is_address` tells not_crm from not_a_url."""

    reason: str
    is_address: bool


SCRIPT_LINK: Final = Refusal("script", is_address=False)
FILE_LINK: Final = Refusal("file", is_address=False)
OTHER_LINK: Final = Refusal("scheme", is_address=False)
HIDDEN_HOST: Final = Refusal("hidden_host", is_address=True)
CARRIES_KNOWN: Final = Refusal("carries_known", is_address=True)
FAKE_ONLINE: Final = Refusal("fake_online", is_address=True)


def refused_scheme(scheme: str) -> Refusal:
    """Give the refusal of a scheme that is no web page's."""
    if scheme in ("data", "javascript", "vbscript", "livescript"):
        return SCRIPT_LINK
    return FILE_LINK if scheme in ("file", "smb", "ftp", "ftps", "sftp") else OTHER_LINK


def is_script(text: str) -> bool:
    """Tell whether a text is or holds a link that runs code, however it is broken up."""
    if "cript" not in text and "CRIPT" not in text and ":" not in text[:HEAD_LENGTH]:
        return "%3a" in text[:HEAD_LENGTH].lower() and is_script(unquote(text[:HEAD_LENGTH]))
    if SCRIPT.search(text):
        return True
    head = BLANKS.sub("", text[:HEAD_LENGTH])
    return SCRIPT_HEAD.match(head) is not None or SCRIPT_HEAD.match(unquote(head)) is not None


def hides_host(raw: str, parsed: Parsed, *, trusted: bool) -> bool:
    """Tell whether user information, or what follows the host, shows another host."""
    shown = f"{parsed.user} {parsed.password}"
    if parsed.has_credentials and not trusted and _shows_other_host(shown, parsed):
        return True
    behind = f"{parsed.raw_path}{parsed.search}{parsed.fragment}"[:LONGEST_LOOKED_AT]
    if "@" not in behind and "%40" not in behind:
        return False
    return "@" in raw and AT_BEHIND_HOST.match(unquote(behind)) is not None


def encoded_at(text: str) -> bool:
    """Tell whether an address that cannot be read hides user information behind %40."""
    authority = text.partition("://")[2].split("/")[0]
    return re.search(r"\.[a-z]{2,}%(?:25)*40", authority, re.IGNORECASE) is not None


def carries_known(parsed: Parsed, known: KnownHosts | None) -> bool:
    """Tell whether a foreign host carries one of the company's hosts around it."""
    if known is None:
        return False
    if _labels_carry(parsed.host, known):
        return True
    behind = unquote(
        unquote(f"{parsed.raw_path}{parsed.search}{parsed.fragment}"[:LONGEST_LOOKED_AT])
    )
    return any(known.host(host.lower(), None) for host in HOST_LIKE.findall(behind))


def carries_foreign(parsed: Parsed) -> bool:
    """Tell whether, without a directory, a whole other address stands in query or fragment."""
    behind = unquote(unquote(f"{parsed.search}{parsed.fragment}"[:LONGEST_LOOKED_AT]))
    if looks_like_server(parsed.host):
        return False
    inside = [host.partition(":")[0].lower() for host in ADDRESS_INSIDE.findall(behind)]
    foreign = [host for host in inside if _domain(host) != _domain(parsed.host)]
    segments = [each.lower() for each in parsed.segments if each.count(".") > 1]
    carried = foreign + [each for each in segments if has_known_ending(each)]
    return any(looks_like_server(host) for host in carried) or bool(foreign and not parsed.segments)


def pretends_online(parsed: Parsed) -> bool:
    """Tell whether a host that is not CRM Online carries its name."""
    if is_online(parsed.host):
        return False
    if carries_online(parsed.host):
        return True
    behind = unquote(f"{parsed.raw_path}{parsed.search}{parsed.fragment}"[:LONGEST_LOOKED_AT])
    return not looks_like_server(parsed.host) and carries_online(behind)


def _shows_other_host(shown: str, parsed: Parsed) -> bool:
    for match in HOST_LIKE.finditer(shown[:LONGEST_LOOKED_AT]):
        host = match[0].lower()
        is_mail = match.start() > 0 and shown[match.start() - 1] == "@"
        if is_mail and _domain(host) == _domain(parsed.host):
            continue
        if has_known_ending(host):
            return True
    return False


def _labels_carry(host: str, known: KnownHosts) -> bool:
    """Tell whether a known host stands in front of or inside a foreign one, hyphens for dots too.

    One label more may be a slip (contoso.com.com); two are a domain of somebody's own.
    """
    for form in (host, host.replace("-", ".")):
        labels = form.split(".")
        for start in range(len(labels)):
            for end in range(len(labels) - FOREIGN_LABELS, start + 1, -1):
                if known.host(".".join(labels[start:end]), None):
                    return True
    return False


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])
