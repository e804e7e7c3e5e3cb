"""Closes the gaps that spaces and line breaks leave inside an address."""

import re
from typing import Final

from knowledge.addresses.hosts import has_known_ending
from knowledge.addresses.known import KnownHosts

# Longer texts are logs; their addresses were written by programs, without gaps.
LONGEST: Final = 5_000
SCHEME_GAP: Final = re.compile(
    r"\b([a-z]{2,8})\s*([:;])\s*([/\\])\s*([/\\])\s*(?=[a-z0-9])", re.IGNORECASE
)
BROKEN_SCHEME: Final = re.compile(r"\bh ?t ?t ?p ?s? ?: ?/ ?/[ /]*(?=[a-z0-9])", re.IGNORECASE)
HOST_GAP: Final = re.compile(
    r"(://[a-z0-9.-]*[a-z0-9-])[ \t]+([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE
)
PAGE_GAP: Final = re.compile(r"(\.[a-z]+/[\w-]+)[ \t]+(?=/[\w.]+)", re.IGNORECASE)
# A gap before or between the marks of a scheme: without one there is nothing to close.
GAP_IN_SCHEME: Final = re.compile(r"(?:\s[:;]\s*[/\\]\s*|[:;]\s+[/\\]\s*|[:;][/\\]\s+)[/\\]")
# Two slashes, whatever stands between them: without them a text has no scheme to mend.
SLASHES: Final = re.compile(r"[/\\]\s*[/\\]")
SCHEME_END_GAP: Final = re.compile(r"\b(https?:)\s+(?=[a-z0-9-]+\.[a-z0-9-]+)", re.IGNORECASE)
LABEL_GAP: Final = re.compile(r"(?<![\w.@-])[a-z0-9-]++(?:\s?\.\s?[a-z0-9-]+)+", re.IGNORECASE)
SLASH_GAP: Final = re.compile(
    r"(\.(?<=[a-z0-9]\.)[a-z]{2,20}(?::[0-9]{2,5})?)(\s*)/([ \t]*\n?[ \t]*)([\w-]+)(?=([^\n]?))",
    re.IGNORECASE,
)
PORT_GAP: Final = re.compile(r"(\.[a-z]{2,20})(?:\s+:\s*|\s*:\s+)([0-9]{2,5})\b", re.IGNORECASE)
NAME_GAP: Final = re.compile(r"(/)([\w-]{1,29})[ \t]+([\w-]{1,29})(?![\w./@:-])")
PORT_IN_WORDS: Final = re.compile(
    r"([a-z0-9]\.[a-z]{2,20}),?\s+\(?port\s*[:=]?\s*([0-9]{2,5})\b\)?", re.IGNORECASE
)
SPELLED: Final = re.compile(
    r"\b[\w-]+(?:\s+(?:dot|punkt|point|punto)\s+[\w-]+)+(?:\s+(?:slash|schrägstrich)\s+[\w-]+)*",
    re.IGNORECASE,
)
SPELLED_DOT: Final = re.compile(r"\s+(?:dot|punkt|point|punto)\s+", re.IGNORECASE)
SPELLED_SLASH: Final = re.compile(r"\s+(?:slash|schrägstrich)\s+", re.IGNORECASE)


def close_gaps(text: str, known: KnownHosts | None) -> str:
    """Give the text with the gaps inside its addresses closed; words around them are left."""
    if len(text) > LONGEST or len(text.split(None, 1)) < 2:  # noqa: PLR2004
        return text
    whole = text
    text = _join_wrapped(text.strip(), known)
    lower = text.lower()
    if SLASHES.search(text):
        text = BROKEN_SCHEME.sub(lambda match: re.sub(r"\s|/+$", "", match[0]) + "//", text)
        if GAP_IN_SCHEME.search(text):
            text = SCHEME_GAP.sub(r"\1\2\3\4", text)
    if "http" in lower:
        text = SCHEME_END_GAP.sub(r"\1//", text)
    text = HOST_GAP.sub(lambda match: _host(match, known), text)
    text = LABEL_GAP.sub(lambda match: _labels(match[0], known), text)
    if "port" in lower:
        text = PORT_IN_WORDS.sub(r"\1:\2", text)
    text = PORT_GAP.sub(r"\1:\2", text)
    text = PAGE_GAP.sub(r"\1", SLASH_GAP.sub(_slash, text))
    if known is not None:
        text = NAME_GAP.sub(lambda match: _name(match, known), text)
    return whole if text == whole.strip() else text


def spell_marks(text: str) -> str:
    """Give the text with spelled-out dots and slashes as marks."""
    if len(text) > LONGEST or not SPELLED_DOT.search(text):
        return text
    return SPELLED.sub(lambda match: SPELLED_SLASH.sub("/", SPELLED_DOT.sub(".", match[0])), text)


def _join_wrapped(text: str, known: KnownHosts | None) -> str:
    """Join an address that a mail broke into two lines, as browsers do."""
    parts = text.split("\n")
    if len(parts) != 2 or not re.match(r"[a-z]{2,8}:", parts[0], re.IGNORECASE):  # noqa: PLR2004
        return text
    first, second = parts[0].strip(), parts[1].strip()
    if " " in first or " " in second or "://" in second:
        return text
    breaks_at_mark = first[-1:] in "/.-%=&?" or second[:1] in "/.-%=&?"
    if breaks_at_mark or "." in second or "/" in second:
        return first + second
    tail = f"{first.rpartition('/')[2]}{second}"
    return first + second if known and known.places(tail) else text


def _labels(found: str, known: KnownHosts | None) -> str:
    """Close gaps between labels as far as a host ends; the next sentence is no label."""
    if not re.search(r"\s", found):
        return found
    pieces = re.split(r"(\s?\.\s?)", found)
    for count in range(3, len(pieces) + 1, 2):
        joined = "".join(piece.strip() for piece in pieces[:count])
        lowered = joined.lower()
        whole = known is not None and known.host(lowered, None) is not None
        if whole or (count > 3 and has_known_ending(lowered)):  # noqa: PLR2004
            return joined + "".join(pieces[count:])
    return found


def _slash(match: re.Match[str]) -> str:
    host, before, after, name, following = match.groups()
    if after and not before and "\n" not in after and following not in ("", ".", ",", "!", "?"):
        return match[0]
    return f"{host}/{name}"


def _name(match: re.Match[str], known: KnownHosts) -> str:
    """Close a space inside an organization when the directory knows the whole name."""
    slash, first, second = match.groups()
    whole = first + second
    return f"{slash}{whole}" if known.places(whole) and not known.places(first) else match[0]


def _host(match: re.Match[str], known: KnownHosts | None) -> str:
    """Close a space inside a host: what stands before it is no whole host yet."""
    first, second = match.groups()
    begun, whole = first[3:].lower(), f"{first[3:]}{second}".lower()
    if known is not None and known.host(whole, None) is not None:
        return first + second
    unfinished = "." not in begun or not has_known_ending(begun)
    if known is None and unfinished and has_known_ending(whole):
        return first + second
    return match[0]
