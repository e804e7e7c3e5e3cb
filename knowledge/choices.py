"""Finds the lines of an article that a person would recognise in his error window."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from knowledge.article import Article
from knowledge.platform import PHRASES, platform_spans
from knowledge.reading import is_common
from knowledge.secrets import redact
from knowledge.signature import Signature, block_words, statements
from knowledge.words import fold_all

MOST_CHARACTERS = 75  # of one line: Slack's limit for the text on a button
CLEAR_CUT = 30  # characters that are worth stopping at the end of a clause for
EASY = 60  # characters that are read at a glance
SHORTEST_NAME = 8  # characters of a code or identifier that stands for itself
SHORTEST_PART = 4  # words beside a value that say something without it
MOST_LINES = 16  # of one article; further ones are seldom the first thing seen
SAME_PAIRS = 0.7  # of a line's neighbouring words in an article: it has the line in other words
KEPT_OPEN = 512

# What differs from place to place; the text on either side of it can still be recognised.
_VALUES: Final = re.compile(
    r"\([^()]*(?:<[^<>]*>|\{[^{}]*\}|\[[^][]*\])[^()]*\)|<[^<>]*>|\{[^{}]*\}|\[[^][]*\]|\*\*"
    r"|[a-z]{2,8}://[^\s/]*(?:/XRMServices/\S*)?|,? ?(?:Version|Culture|PublicKeyToken)=[^\s,']*"
    r"|\b\d{4}-\d\d-\d\d\S*(?: [\d:.]{5,})?|\b\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\b"
    r"|\b[0-9a-f]{8}-[0-9a-f-]{20,}\b|\bId=\S*",
    re.IGNORECASE,
)
_FRAME: Final = re.compile(
    r"^(?:at\s+)?(?:[\w`+<>]+\.)+[\w`.+<>]+\s*\(|^at \w+[.<`]"
    r"|\b(?:String|Object|Boolean|Int32|Guid|EventArgs)\s\w+\s?[,)]|\bilOffset\b"
)
# The seams of stack traces, the columns of logs, the paths of services.
_FURNITURE: Final = re.compile(
    r"^(?:server stack trace|exception rethrown|end of (?:inner|stack)|error connecting to url"
    r"|platform error|=+|(?:process|thread|level|file name)\s?[:=]|/\w+/)|\s\|"
    r"|could not load file or assembly\W*$",
    re.IGNORECASE,
)
# What to do next, as windows of every program say it.
_ADVICE: Final = re.compile(
    r"(?:(?:please|then|finally|also)\W+)*(?:try|contact|check|see|verify|restart|close|reconnect"
    r"|make sure|review|if th[ei]|for (?:more|further)|the system will|you can|learn more"
    r"|technical details|use this|do you want|to (?:download|install|fix|resolve|learn))\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:(?:the exception message is"
    r"|(?:inner ?)?(?:exception|error|message|details?|fault|reason|info|warning)"
    r"(?: (?:message|type|text|details?))?)\s*[:=|]\s*)+",
    re.IGNORECASE,
)
_NAMESPACE: Final = re.compile(r"(?:[A-Za-z_]\w*\.)+(?=\w+(?:Exception|Fault)\b)")
_KIND: Final = re.compile(r"\w+(?:Exception|Fault)\s?:\s")
_NAME: Final = re.compile(r"\w*(?:[a-z][A-Z]|\d{3})\w*")
_HEAD: Final = re.compile(r"(?:^|\s)(?:Exception|Error)\s?[:|]\s")  # of a log line's message
_LAST_LABEL: Final = re.compile(r"(?:[,;|(]\s*\w+|(?<=[.!?])\s+\S+)\W*$")
_LEFT: Final = " \t,;:|>-*\"“”'’)=."
_RIGHT: Final = " \t,;:|>-*\"“”'’(="
_SAID_ANYWHERE: Final = "\n".join(f" {' '.join(fold_all(phrase))} " for phrase in PHRASES)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to choose: a part of the article's text to the letter, and its folded words."""

    text: str
    said: str
    anywhere: bool  # any program shows it; it tells something only beside the same dialog
    window: bool = False  # of one of the article's windows, which need not all be seen

    def held_by(self, known: Signature) -> bool:
        """Whether an article's error texts hold the line."""
        return known.holds(self.said)

    def nearly_held_by(self, known: Signature) -> bool:
        """Whether an article has the same line in a slightly other order or wording."""
        words = self.said.split()
        if not known.words.issuperset(words):
            return False
        pairs = [hash(pair) for pair in pairwise(words)]
        shared = sum(map(known.pairs.__contains__, pairs))
        return shared >= SAME_PAIRS * len(pairs)


@lru_cache(maxsize=KEPT_OPEN)
def recognisable(article: Article) -> tuple[Line, ...]:
    """Give an article's headings, messages and codes, the easiest to recognise first.

    What stands behind Details goes before what is in another of its windows.
    """
    windows = "\n".join(" ".join(block_words(text)) for text in article.symptoms)
    found: dict[str, tuple[tuple[bool, bool, bool, bool, int], Line]] = {}
    for statement in statements(article):
        for line in filter(None, map(_line, _parts(statement.text))):
            if line.said not in found:
                inside, long = line.text[0].islower(), len(line.text) > EASY
                window = line.said in windows
                cost = (line.anywhere, window, inside, long, len(found))
                found[line.said] = (cost, replace(line, window=window))
    ranked = sorted(found.values(), key=lambda pair: pair[0])
    return tuple(line for _, line in ranked[:MOST_LINES])


def _parts(statement: str) -> Iterator[str]:
    """Part a statement at the head of its message and at what differs from place to place."""
    if _FRAME.search(statement):
        return
    for message in _HEAD.split(statement):
        start = 0
        for value in _VALUES.finditer(message):
            yield from _beside_value(message[start : value.start()])
            start = value.end()
        rest = message[start:]
        yield from _beside_value(rest) if start else (rest,)


def _beside_value(part: str) -> Iterator[str]:
    """Give what stands beside a value if it tells something without it; a mere label does not."""
    telling = _LAST_LABEL.sub("", part)
    if len(telling.split()) >= SHORTEST_PART or _NAME.search(telling):
        yield telling


def _line(text: str) -> Line | None:
    clean = text.lstrip(_LEFT).rstrip(_RIGHT)
    clean = clean[label.end() :] if (label := _LABEL.match(clean)) else clean
    clean = clean[space.end() :] if (space := _NAMESPACE.match(clean)) else clean
    if (kind := _KIND.match(clean)) and (
        len(clean) > MOST_CHARACTERS or _is_anywhere(clean[kind.end() :])
    ):
        clean = clean[kind.end() :]
    if _FURNITURE.search(clean) or _ADVICE.match(clean) or redact(clean) != clean:
        return None
    short = fitting(clean).rstrip(_RIGHT)
    words = block_words(short)
    if len(words) < 2 and not (len(short) >= SHORTEST_NAME and _NAME.fullmatch(short)):  # noqa: PLR2004
        return None
    anywhere = _is_anywhere(short)
    return None if anywhere and short[0].islower() else Line(short, " ".join(words), anywhere)


def _is_anywhere(text: str) -> bool:
    said = f" {' '.join(block_words(text))} "
    return said in _SAID_ANYWHERE or not _own_words(text)


def fitting(text: str) -> str:
    """Shorten to what fits on a button, at the end of a clause where there is one."""
    if len(text) <= MOST_CHARACTERS:
        return text
    short = text[: MOST_CHARACTERS + 1]
    clause = max(short.rfind(mark) for mark in (". ", ", ", ": ", "; ", " - "))
    return short[:clause] if clause >= CLEAR_CUT else short.rsplit(" ", 1)[0][:MOST_CHARACTERS]


def _own_words(text: str) -> list[str]:
    """Give the telling words beside what any program on the platform shows."""
    kept = list(text)
    for first, last in platform_spans(text):
        kept[first:last] = " " * (last - first)
    return [word for word in fold_all("".join(kept)) if len(word) > 1 and not is_common(word)]
