"""Compiles an article's error texts into what pastes are compared with."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, filterfalse, pairwise
from sys import intern
from typing import Final

from knowledge.article import Article
from knowledge.plain_text import readable, without_values
from knowledge.platform import platform_spans
from knowledge.words import WORD, fold, fold_all

SHORTEST_STATEMENT = 2  # words; less says nothing when quoted
_STATEMENT_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"])|\n|--->|\s(?=at [A-Z]\w*\.)")
_LOG_PREFIX: Final = re.compile(r"^(?:[\d:.]+\|\s*)?(?:Error|Info|Time)\|\s*", re.IGNORECASE)
# A result in hexadecimal or decimal form.
_RESULT: Final = re.compile(r"(?<![^\W_])((?:\w*_)?(?:0[xX])?8[0-9a-fA-F]{7}|(?<=-)\d{9,10})(?!\w)")
# A name by itself that is no part of a longer one and no parameter; of frames all names are.
_CODE_NAME: Final = re.compile(
    r"(?<![\w.<\[])(?=\w{12})[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]+(?![\w(=<\[]|\.\w)"
)
_FRAME: Final = re.compile(r"\bat [\w.`]+\(")
_PRIVILEGE: Final = re.compile(r"\bprv[A-Z]\w{3,}")  # a right in CRM, a code anywhere
_LETTER: Final = re.compile(r"\w")
_CLOSED: Final = re.compile(r"\w[.!?][\s'\"”»)]*\Z")
# What the names of the product begin with says which program it is, and nothing of the error.
_PRODUCT: Final = frozenset((fold("Microsoft"), fold(name)) for name in ("Crm", "Xrm"))
KEPT_READ = 20_000  # articles read at a time, at about 2 kB each
KEPT_OPEN = 512  # signatures opened at a time; a support channel asks for the same few again


Beside = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, heading or frame of an article, and its folded words between spaces."""

    text: str
    said: str


@dataclass(frozen=True, slots=True, eq=False)
class ErrorText:
    """The folded words of an error text, and its neighbours as hashes: a look opens no word."""

    words: tuple[str, ...]
    own: "array[int]"  # the neighbours outside of what any program shows
    common: "array[int]"  # the others
    closed: bool  # its last word ends a sentence
    codes: tuple[str, ...]  # error codes, in numbers or as a name by itself


@dataclass(frozen=True, slots=True, eq=False)
class OpenText:
    """An error text opened for comparison; pairs of words are their hashes."""

    words: tuple[str, ...]
    vocabulary: frozenset[str]
    pairs: frozenset[int]  # the neighbours
    own: frozenset[int]  # those outside of what any program shows
    closed: bool  # its last word ends a sentence


@dataclass(frozen=True, slots=True)
class Signature:
    """The error texts of an article opened for comparison; pairs of words are their hashes."""

    texts: tuple[OpenText, ...]
    pairs: frozenset[int]  # the neighbours in any of them
    own: frozenset[int]  # those outside of what any program shows
    words: frozenset[str]
    said: str  # all words between spaces, a text a line

    def holds(self, said: str) -> bool:
        """Whether the error texts hold these folded words in this order."""
        return f" {said.strip()} " in self.said


def error_texts(article: Article) -> tuple[str, ...]:
    """Give the texts people see and paste, dialogs before details."""
    return article.symptoms + article.details


def block_words(text: str) -> list[str]:
    """Give the words of an error text without the values that differ from place to place."""
    return fold_all(without_values(readable(text)))


@lru_cache(maxsize=KEPT_READ)
def read_texts(article: Article) -> tuple[ErrorText, ...]:
    """Read an article's error texts."""
    return tuple(map(_read, error_texts(article)))


def _read(text: str) -> ErrorText:
    plain = without_values(readable(text))
    words = tuple(map(intern, fold_all(plain)))
    own = frozenset(_own_pairs(plain))
    pairs = dict.fromkeys(map(hash, pairwise(words)))
    codes: list[str] = _RESULT.findall(plain) + _PRIVILEGE.findall(plain)
    if not _FRAME.search(plain):
        codes += _CODE_NAME.findall(plain)
    return ErrorText(
        words,
        array("q", filter(own.__contains__, pairs)),
        array("q", filterfalse(own.__contains__, pairs)),
        bool(_CLOSED.search(plain)),
        tuple(dict.fromkeys(map(fold, codes))),
    )


@lru_cache(maxsize=KEPT_OPEN)
def signature(article: Article) -> Signature:
    """Open an article's signature."""
    texts = tuple(map(_opened, read_texts(article)))
    return Signature(
        texts,
        frozenset(chain.from_iterable(text.pairs for text in texts)),
        frozenset(chain.from_iterable(text.own for text in texts)),
        frozenset(chain.from_iterable(text.words for text in texts)),
        "\n".join(f" {' '.join(text.words)} " for text in texts),
    )


def _opened(text: ErrorText) -> OpenText:
    pairs = frozenset(chain(text.own, text.common))
    return OpenText(text.words, frozenset(text.words), pairs, frozenset(text.own), text.closed)


@lru_cache(maxsize=2 * KEPT_OPEN)
def neighbours(text: OpenText) -> tuple[Beside, Beside]:
    """Give the words that stand after each word, and those that stand before it."""
    followers: Beside = defaultdict(list)
    leaders: Beside = defaultdict(list)
    for before, after in dict.fromkeys(pairwise(text.words)):
        followers[before].append(after)
        leaders[after].append(before)
    return dict(followers), dict(leaders)


@lru_cache(maxsize=KEPT_OPEN)
def values(article: Article) -> frozenset[int]:
    """Give the neighbours between which an article has a value, not the same at every place."""
    return frozenset(chain.from_iterable(map(_around_values, error_texts(article))))


def _around_values(text: str) -> Iterator[int]:
    shown = readable(text)
    found = list(WORD.finditer(without_values(shown)))
    for before, after in pairwise(found):
        if _LETTER.search(shown, before.end(), after.start()):
            yield hash((fold(before[0]), fold(after[0])))


def _own_pairs(plain: str) -> Iterator[int]:
    """Give the neighbours that stand between the parts which any program shows."""
    start = 0
    for first, last in (*platform_spans(plain), (len(plain), len(plain))):
        if first > start:
            pairs = pairwise(fold_all(plain[start:first]))
            yield from map(hash, filterfalse(_PRODUCT.__contains__, pairs))
        start = max(start, last)


@lru_cache(maxsize=KEPT_OPEN)
def statements(article: Article) -> tuple[Statement, ...]:
    """Give the sentences, headings and frames of an article, those of the details first."""
    parts = (
        _LOG_PREFIX.sub("", " ".join(part.split())).strip(" |>-")
        for text in (*article.details, *article.symptoms)
        for part in _STATEMENT_END.split(readable(text))
    )
    found: dict[str, str] = {}
    for part in dict.fromkeys(parts):
        words = block_words(part)
        if len(words) >= SHORTEST_STATEMENT:
            found.setdefault(" ".join(words), part)
    return tuple(Statement(part, said) for said, part in found.items())
