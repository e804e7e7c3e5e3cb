"""Compiles an article's error texts into what pastes are compared with."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.article import Article
from knowledge.plain_text import readable, without_values
from knowledge.platform import without_platform
from knowledge.words import fold_all

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
