"""Takes out of a text what differs from person to person: hosts, times, ids, invisible marks."""

import re
import unicodedata
from typing import Final

# Masked with spaces, so that what is left can still be found in what was pasted.
_VALUES: Final = re.compile(
    r"[a-z]{2,8}[:;]//[^\s/|'\"]{0,255}"  # scheme and host; the path stays
    r"|\b\d{1,2}[:.,]\d{2}[:.,]\d{2}(?:[.,]\d{1,7})?\b(?!\.\d)"  # time of day
    r"|\b\d{4}[-/]\d{2}[-/]\d{2}(?=T|\b)"
    r"|[{(]?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b[)}]?"
    r"|<[^<>\n]{1,40}>",  # a placeholder, or what stood in one
    re.IGNORECASE,
)
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00\ud800-\udfff]"
)
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def readable(text: str) -> str:
    """Give the text as it is seen: plain spaces, no invisible characters, no HTML escapes."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    elif "\x00" in text:
        text = text.replace("\x00", "")
    if "&" in text:
        for escaped, plain in _ENTITIES:
            text = text.replace(escaped, plain)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_values(text: str) -> str:
    """Blank hosts, times, ids and placeholders; every other character keeps its place."""
    return _VALUES.sub(lambda found: " " * len(found[0]), text)
