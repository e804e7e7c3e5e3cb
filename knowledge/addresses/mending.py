"""Mends what people mistype around the separators of an address, and tells each slip."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from knowledge.addresses import wording
from knowledge.addresses.hosts import has_known_ending
from knowledge.addresses.safety import OTHER_LINK, Refusal, refused_scheme
from knowledge.addresses.words import words
from knowledge.finding import Change

# A short word and the marks that may stand between a scheme and a host.
SCHEME: Final = re.compile(
    r"^[\s\"'(\[{]*([a-z][a-z0-9]{0,9})\s*([:;.,|=/\\\"'\s-]+)", re.IGNORECASE
)
# "https" run into the server's name, or :// typed as :77 (the same key without shift).
GLUED_SCHEME: Final = re.compile(
    r"^https?(?::?77(?=[a-z])|(?=[a-z]{3}[a-z0-9-]*\.[a-z0-9-]+\.))", re.IGNORECASE
)
UNKNOWN_SCHEME: Final = re.compile(r"^([a-z][a-z0-9+.-]*):/{2,}", re.IGNORECASE)
BROWSER_PREFIX: Final = re.compile(
    r"^(?:view-source:|feed:|(?:url|link|server|address|site|web|crm)\s*[:=]+\s*(?!/))+(?=\S)",
    re.IGNORECASE,
)
SCHEMES: Final = ("https", "http")
SCHEME_SLIPS: Final = 2
LOST_HEADS: Final = frozenset(("ttps", "tps", "ps", "s", "ttp", "tp", "p", "h", "ht"))
DEFANGED: Final = frozenset(("hxxp", "hxxps", "hxtps", "htxps", "shttp"))
# Real schemes near http; nobody who types these means a web page.
OTHER_SCHEMES: Final = words(
    "ftp ftps sftp smtp ldap ldaps ssh ws wss smb nntp rtsp tftp tcp udp sip sips tel news imap"
    " pop about file data blob res chrome edge mailto outlook onenote ms callto skype irc git"
    " gopher telnet dns jdbc net mms cid mid urn oid tag steam"
)
ENCODED_SEPARATOR: Final = re.compile(r"^[^/?#]{0,300}%(?:25)*(?:2F|3A|2E|5C|20|09)", re.IGNORECASE)
BLANKS: Final = re.compile(r"\s+")
MOST_DECODINGS: Final = 3
AUTHORITY: Final = re.compile(r"^([^/?#]*)(.*)$", re.DOTALL)
PORT_AFTER_MARK: Final = re.compile(r"^(.*[a-z][a-z0-9-]*)[;,.:]+([0-9]{2,5})$", re.IGNORECASE)
NAME_AFTER_PORT: Final = re.compile(r"^(.+:[0-9]{2,5})[:;,]*([a-z_-][a-z0-9_-]+)$", re.IGNORECASE)
NAME_FOR_PORT: Final = re.compile(r"^([^:]+\.[^:]+|[^:]+)[:;]+([a-z][a-z0-9_-]*)$", re.IGNORECASE)
NAME_AFTER_MARK: Final = re.compile(
    r"^(.+\.(?:com|net|org|local|lan|corp|example))[,|]+([a-z][a-z0-9_-]*)$", re.IGNORECASE
)
SLASH_BEFORE_PORT: Final = re.compile(r"^/+:([0-9]{2,5})(?=/|$)")
DEFANGED_DOT: Final = re.compile(r"[\[({](?:\.|dot)[\])}]", re.IGNORECASE)
DOTS: Final = re.compile(r"\.{2,}")


@dataclass(slots=True)
class Mended:
    """An address in a form a browser reads, and what was mended on the way."""

    text: str = ""
    scheme: str | None = None  # as meant: http or https; None when none was typed
    refusal: Refusal | None = None
    changes: list[Change] = field(default_factory=list)

    def tell(self, change: Change) -> None:
        """Note a change once."""
        if change not in self.changes:
            self.changes.append(change)


def mend(typed: str) -> Mended:
    """Mend one address without spaces; what it leads to is for the parser to say."""
    mended = Mended()
    text = _strip_prefix(typed.strip(), mended)
    text = _decode(text, mended)
    text = _straighten(text, mended)
    text = _scheme(text, mended)
    if mended.refusal is None:
        mended.text = f"{mended.scheme or 'https'}://{_authority(text, mended)}"
    return mended


def _strip_prefix(text: str, mended: Mended) -> str:
    match = BROWSER_PREFIX.match(text)
    if match is None:
        return text
    mended.tell(wording.PREFIX_REMOVED)
    return text[match.end() :]


def _decode(text: str, mended: Mended) -> str:
    for _ in range(MOST_DECODINGS):
        if "%" not in text or not _separators_encoded(text):
            break
        mended.tell(wording.ENCODED)
        text = BLANKS.sub("", unquote(text))
    return text


def _separators_encoded(text: str) -> bool:
    head = re.sub(r"^[a-z]{2,9}:/*", "", text[:400], flags=re.IGNORECASE)
    # User information is never decoded: %40 before a host is how tricks are written.
    return "@" not in head.split("/")[0] and ENCODED_SEPARATOR.match(head) is not None


def _straighten(text: str, mended: Mended) -> str:
    head, mark, query = text.partition("?")
    if "\\" in head:
        mended.tell(wording.BACKSLASHES)
        head = head.replace("\\/", "/").replace("\\", "/")
    return head + mark + query


def _scheme(text: str, mended: Mended) -> str:
    """Take all schemes off the front; the last one is what was meant."""
    for count in range(6):
        match = SCHEME.match(text)
        kind = _kind(match[1].lower(), match[2], text[match.end() :]) if match else None
        if match is None or kind is None or GLUED_SCHEME.match(text):
            break
        if kind not in SCHEMES:
            mended.refusal = refused_scheme(kind)
            return ""
        if count:
            mended.tell(wording.SCHEME_TWICE)
        elif match[1].lower() not in SCHEMES:
            mended.tell(wording.SCHEME_MISTYPED)
        elif match[2].strip() != "://":
            mended.tell(wording.SEPARATOR_MISTYPED)
        mended.scheme = kind
        text = text[match.end() :]
    return _without_head(text, mended)


def _without_head(text: str, mended: Mended) -> str:
    match = re.match(r"^[:;]*[/\\]{1,}", text)
    if match:
        mended.tell(wording.SEPARATOR_MISTYPED if mended.scheme else wording.SCHEME_MISSING)
        return text[match.end() :]
    glued = GLUED_SCHEME.match(text) if mended.scheme is None else None
    if glued:
        mended.scheme = "https"
        mended.tell(wording.SEPARATOR_MISTYPED)
        return text[glued.end() :]
    unknown = UNKNOWN_SCHEME.match(text) if mended.scheme is None else None
    if unknown and unknown[1].lower() not in SCHEMES:
        mended.refusal = OTHER_LINK
    elif mended.scheme is None:
        mended.tell(wording.SCHEME_MISSING)
    return text


def _kind(word: str, marks: str, rest: str) -> str | None:
    """Say which scheme a word is; None when it is the host already."""
    slashed = "/" in marks or "\\" in marks
    if not marks.strip() or not (rest or slashed):
        return None
    if word in SCHEMES:
        return word if slashed or marks[0] in ":;.," else None
    if word in OTHER_SCHEMES:
        return word if ":" in marks or slashed else None
    if not (
        (slashed and any(mark in marks for mark in ":;.,")) or "//" in marks or "\\\\" in marks
    ):
        return None
    if word in LOST_HEADS or word in DEFANGED:
        return "https" if word.endswith("s") else "http"
    return _near_scheme(word) or (word if ":" in marks and "//" in marks else None)


def _near_scheme(word: str) -> str | None:
    counted = {scheme: OSA.distance(word, scheme) for scheme in SCHEMES}
    nearest = min(counted, key=lambda scheme: counted[scheme])
    near = counted[nearest] <= SCHEME_SLIPS or any(word.startswith(each) for each in SCHEMES)
    return nearest if near and len(word) > 2 else None  # noqa: PLR2004


def _authority(text: str, mended: Mended) -> str:
    match = AUTHORITY.match(text)
    host, rest = (match[1], match[2]) if match else (text, "")
    if "@" in text:  # nothing around user information is guessed at
        return host + rest
    before = SLASH_BEFORE_PORT.match(rest)
    if before and ":" not in host:
        mended.tell(wording.PORT_MISTYPED)
        host, rest = f"{host}:{before[1]}", rest[before.end() :]
    if host.startswith("["):
        return host + rest
    return _host(host, mended) + rest


def _host(host: str, mended: Mended) -> str:
    plain = DEFANGED_DOT.sub(".", host)
    named = NAME_AFTER_MARK.match(plain)
    if named and not has_known_ending(f"x.{named[2].lower()}"):
        mended.tell(wording.SLASH_MISSING)
        return f"{named[1]}/{named[2]}"
    port = PORT_AFTER_MARK.match(plain)
    if (port and not plain.endswith(f":{port[2]}")) or (port and "::" in plain):
        mended.tell(wording.PORT_MISTYPED)
        plain = f"{port[1]}:{port[2]}"
    dotted = DOTS.sub(".", plain.replace(",", ".").lstrip("."))
    if dotted != plain or (plain != host and not port):
        mended.tell(wording.DOTS_MENDED)
    plain = dotted
    joined = NAME_AFTER_PORT.match(plain) or NAME_FOR_PORT.match(plain)
    if joined:
        mended.tell(wording.SLASH_MISSING)
        return f"{joined[1]}/{joined[2]}"
    ended = plain.rstrip(":;.")
    if ended != plain:
        mended.tell(wording.ROOT_DOT)
    return ended
