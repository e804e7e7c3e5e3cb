"""Compiles an article's error texts into what pastes are compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from knowledge.article import Article
from knowledge.plain_text import readable, without_values
from knowledge.platform import platform_spans
from knowledge.words import fold_all

SHORTEST_STATEMENT = 2  # words; less says nothing when quoted
_STATEMENT_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"])|\n|--->|\s(?=at [A-Z]\w*\.)")
_LOG_PREFIX: Final = re.compile(r"^(?:[\d:.]+\|\s*)?(?:Error|Info|Time)\|\s*", re.IGNORECASE)
KEPT_OPEN = 512  # signatures opened at a time; a support channel asks for the same few again


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, heading or frame of an article, and its folded words between spaces."""

    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The error texts of an article opened for comparison; all words are folded."""

    followers: dict[str, tuple[str, ...]]  # the words that stand after a word
    leaders: dict[str, tuple[str, ...]]  # the words that stand before it
    own: frozenset[tuple[str, str]]  # neighbours outside of what any program shows
    texts: tuple[frozenset[tuple[str, str]], ...]  # the neighbours in each error text
    said: str  # all of them between spaces, a text a line
    statements: tuple[Statement, ...]  # those of the details first

    def holds(self, said: str) -> bool:
        """Whether the error texts hold these folded words in this order."""
        return f" {said.strip()} " in self.said


def error_texts(article: Article) -> tuple[str, ...]:
    """Give the texts people see and paste, dialogs before details."""
    return article.symptoms + article.details


def block_words(text: str) -> list[str]:
    """Give the words of an error text without the values that differ from place to place."""
    return fold_all(without_values(readable(text)))


@lru_cache(maxsize=KEPT_OPEN)
def signature(article: Article) -> Signature:
    """Open an article's signature."""
    blocks = tuple(tuple(block_words(text)) for text in error_texts(article))
    followers: dict[str, dict[str, None]] = {}
    leaders: dict[str, dict[str, None]] = {}
    for before, after in (pair for block in blocks for pair in pairwise(block)):
        followers.setdefault(before, {})[after] = None
        leaders.setdefault(after, {})[before] = None
    return Signature(
        {word: tuple(near) for word, near in followers.items()},
        {word: tuple(near) for word, near in leaders.items()},
        frozenset(pair for text in error_texts(article) for pair in _own_pairs(text)),
        tuple(frozenset(pairwise(block)) for block in blocks),
        "\n".join(f" {' '.join(block)} " for block in blocks),
        tuple(_statements(article)),
    )


def _own_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Give the neighbours that stand between the parts which any program shows."""
    plain = without_values(readable(text))
    start = 0
    for first, last in (*platform_spans(plain), (len(plain), len(plain))):
        if first > start:
            yield from pairwise(fold_all(plain[start:first]))
        start = max(start, last)


def _statements(article: Article) -> Iterator[Statement]:
    seen: set[str] = set()
    for text in (*article.details, *article.symptoms):
        for part in _STATEMENT_END.split(readable(text)):
            clean = _LOG_PREFIX.sub("", " ".join(part.split())).strip(" |>-")
            words = block_words(clean)
            said = " ".join(words)
            if len(words) >= SHORTEST_STATEMENT and said not in seen:
                seen.add(said)
                yield Statement(clean, said)
