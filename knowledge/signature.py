"""Compiles an article's error texts into what pastes are compared with."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge.article import Article
from knowledge.plain_text import readable, without_values
from knowledge.platform import without_platform
from knowledge.words import fold_all

SHORTEST_STATEMENT = 2  # words; less says nothing when quoted
_STATEMENT_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"])|\n|--->|\s(?=at [A-Z]\w*\.)")
_LOG_PREFIX: Final = re.compile(r"^(?:[\d:.]+\|\s*)?(?:Error|Info|Time)\|\s*", re.IGNORECASE)
KEPT_OPEN = 512  # signatures opened at a time; a support channel asks for the same few again


@dataclass(frozen=True, slots=True)
class Signature:
    """The error texts of an article opened for comparison; all words are folded."""

    words: frozenset[str]
    followers: dict[str, tuple[str, ...]]  # the words that stand after a word
    leaders: dict[str, tuple[str, ...]]  # the words that stand before it
    own: frozenset[str]  # words outside of what any program shows
    blocks: tuple[tuple[str, ...], ...]  # the words of each error text, in order


def error_texts(article: Article) -> tuple[str, ...]:
    """Give the texts people see and paste, dialogs before details."""
    return article.symptoms + article.details


def block_words(text: str) -> list[str]:
    """Give the words of an error text without the values that differ from place to place."""
    return fold_all(without_values(readable(text)))


@lru_cache(maxsize=KEPT_OPEN)
def signature(article: Article) -> Signature:
    """Open an article's signature."""
    texts = error_texts(article)
    blocks = tuple(tuple(block_words(text)) for text in texts)
    followers: dict[str, dict[str, None]] = {}
    leaders: dict[str, dict[str, None]] = {}
    for block in blocks:
        for before, after in zip(block, block[1:], strict=False):
            followers.setdefault(before, {})[after] = None
            leaders.setdefault(after, {})[before] = None
    own = frozenset(
        word for text in texts for word in fold_all(without_platform(without_values(readable(text))))
    )
    return Signature(
        frozenset(word for block in blocks for word in block),
        {word: tuple(near) for word, near in followers.items()},
        {word: tuple(near) for word, near in leaders.items()},
        own,
        blocks,
    )


@lru_cache(maxsize=KEPT_OPEN)
def statements(article: Article) -> tuple[str, ...]:
    """Give the sentences, headings and frames of the error texts, details before dialogs."""
    found: dict[str, None] = {}
    for text in (*article.details, *article.symptoms):
        for statement in _STATEMENT_END.split(readable(text)):
            clean = _LOG_PREFIX.sub("", " ".join(statement.split())).strip(" |>-")
            if len(block_words(clean)) >= SHORTEST_STATEMENT:
                found[clean] = None
    return tuple(found)
