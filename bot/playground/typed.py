"""Turns what a person typed into what Slack makes of it: escapes, links and rich text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.playground.messages import Json, Person

# The top-level domains a helpdesk types; Slack knows them all. `.local` is none, so it stays text.
TOP_LEVEL = (
    "com|org|net|edu|gov|mil|int|info|biz|io|co|eu|uk|de|fr|nl|be|ch|at|it|es|se|no|dk|fi|pl"
    "|us|ca|au|nz|jp|in|br|cloud|dev|app|online"
)

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_TOKEN = re.compile(
    rf"""
    (?P<code>(?<!\w)`[^`\n]+`(?!\w))
  | (?P<url>\bhttps?://[^\s<>`"']+)
  | (?P<mail>\b[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+\b)
  | (?P<at>(?<![\w])@[A-Za-z][\w.-]*)
  | (?P<host>(?<![\w@./\\:-])(?:[A-Za-z0-9-]+\.)+(?:{TOP_LEVEL})\b(?![\w.-]*\()(?:[:/][^\s<>`"']*)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WEB = re.compile(r"\bhttps?://[^\s<>`\"']+")
_TRAILING = ".,;:!?)]}"


@dataclass(frozen=True, slots=True)
class Written:
    """A message as Slack stores it: `text` with its markup, and the same as rich text."""

    text: str
    blocks: list[Json]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message: how it stands in `text`, and its rich-text element."""

    text: str
    element: Json


def write(typed: str, people: Iterable[Person]) -> Written:
    """Give what Slack would store for this typed text."""
    names = {person.name.lower(): person.id for person in people}
    text: list[str] = []
    elements: list[Json] = []
    for stretch, fenced in _stretches(typed):
        pieces = list(_fenced(stretch) if fenced else _prose(stretch, names))
        joined = "".join(piece.text for piece in pieces)
        text.append(f"```{joined}```" if fenced else joined)
        kind = "rich_text_preformatted" if fenced else "rich_text_section"
        elements.append({"type": kind, "elements": [piece.element for piece in pieces]})
    blocks = [{"type": "rich_text", "block_id": "typed", "elements": elements}] if elements else []
    return Written("".join(text), blocks)


def escaped(text: str) -> str:
    """Give text with the three characters escaped that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stretches(typed: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for fence in _FENCE.finditer(typed):
        if fence.start() > end:
            yield typed[end : fence.start()], False
        yield fence[1], True
        end = fence.end()
    if end < len(typed):
        yield typed[end:], False


def _fenced(code: str) -> Iterator[Piece]:
    return _cut(code, _WEB, {})


def _prose(prose: str, names: dict[str, str]) -> Iterator[Piece]:
    return _cut(prose, _TOKEN, names)


def _cut(whole: str, tokens: re.Pattern[str], names: dict[str, str]) -> Iterator[Piece]:
    end = 0
    for found in tokens.finditer(whole):
        word = found[0] if found[0].startswith("`") else found[0].rstrip(_TRAILING)
        if found.start() > end:
            yield _plain(whole[end : found.start()])
        yield _token(found.lastgroup or "url", word, names)
        end = found.start() + len(word)
    if end < len(whole):
        yield _plain(whole[end:])


def _token(kind: str, word: str, names: dict[str, str]) -> Piece:
    if kind == "code":
        styled = {"type": "text", "text": word.strip("`"), "style": {"code": True}}
        return Piece(escaped(word), styled)
    if kind == "at":
        return _mention(word, names.get(word[1:].lower()))
    if kind == "mail":
        return _link(f"mailto:{word}", word)
    return _link(f"http://{word}", word) if kind == "host" else _link(word)


def _plain(text: str) -> Piece:
    return Piece(escaped(text), {"type": "text", "text": text})


def _mention(word: str, user: str | None) -> Piece:
    return Piece(f"<@{user}>", {"type": "user", "user_id": user}) if user else _plain(word)


def _link(url: str, label: str = "") -> Piece:
    element = {"type": "link", "url": url} | ({"text": label} if label else {})
    return Piece(f"<{escaped(url)}|{escaped(label)}>" if label else f"<{escaped(url)}>", element)
