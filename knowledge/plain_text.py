"""Takes out of a text what differs from person to person: hosts, times, ids, invisible marks."""

import re
import unicodedata
from typing import Final

# Masked with spaces, so that what is left can still be found in what was pasted. Each is looked
# for from a mark that is rare in prose, which costs a tenth of looking for it from its beginning.
_HOST: Final = re.compile(r"[:;]//[^\s/|'\"]{0,255}")  # the path stays
_SCHEME: Final = re.compile(r"[a-z]{2,8}\Z", re.IGNORECASE)
_ID_END: Final = re.compile(r"-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b[)}]?", re.IGNORECASE)
_ID_BEGINNING: Final = re.compile(r"[{(]?\b[0-9a-f]{8}\Z", re.IGNORECASE)
_BEHIND_A_BEGINNING: Final = ((_HOST, _SCHEME, 8), (_ID_END, _ID_BEGINNING, 9))  # its characters
_TIME: Final = re.compile(
    r"\d(?<!\w.)\d?[:.,]\d{2}[:.,]\d{2}(?:[.,]\d{1,7})?\b(?!\.\d)"  # of day
    r"|\d(?<!\w.)\d{3}[-/]\d{2}[-/]\d{2}(?=[Tt]|\b)"
)
_PLACEHOLDER: Final = re.compile(  # or what stood in one
    r"<[^<>]{1,40}>|\[[A-Za-z][a-z]+(?: [A-Za-z][a-z]*){1,3}\]"
)
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00\ud800-\udfff]"
)
_ENTITIES: Final = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#39;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
)
_LINE_END: Final = re.compile(r"(?:\\r)?\\n(?=\s|at |[^a-z])")  # as JSON has it; no path


def readable(text: str) -> str:
    """Give the text as it is seen: plain spaces, no invisible characters, no HTML escapes."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    elif "\x00" in text:
        text = text.replace("\x00", "")
    if "&" in text:
        for escaped, plain in _ENTITIES:
            text = text.replace(escaped, plain)
    if "\\n" in text:
        text = _LINE_END.sub("\n", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_values(text: str) -> str:
    """Blank hosts, times, ids and placeholders; every other character keeps its place."""
    for end, beginning, longest in _BEHIND_A_BEGINNING:
        text = _without(text, end, beginning, longest)
    return _PLACEHOLDER.sub(_blank, _TIME.sub(_blank, text))


def _without(text: str, end: re.Pattern[str], beginning: re.Pattern[str], longest: int) -> str:
    parts: list[str] = []
    kept = 0
    for found in end.finditer(text):
        before = beginning.search(text, max(kept, found.start() - longest), found.start())
        if before:
            parts += text[kept : before.start()], " " * (found.end() - before.start())
            kept = found.end()
    return "".join((*parts, text[kept:])) if parts else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
