"""Weighs one article against a paste: what of the paste it explains, and what it cannot explain."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import Final

from knowledge.article import Article
from knowledge.explaining import Explanation, Scale, explain
from knowledge.reading import Paste
from knowledge.sentences import Sentence
from knowledge.signature import OpenText, read_texts, signature

FOREIGN_SHARE = 0.6  # of a sentence unexplained: it is another sentence, not a mangled one
SHORTEST_LINE = 2  # words
STRAY_RUN = 3  # unexplained words in a row that are no slip of the keyboard
_RUN: Final = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True)
class Weight:
    """How an article bears on a paste; all masses are sums of word weights."""

    article: Article
    told: Explanation
    mass: float  # of the explained words
    own: float  # of these, what not every program shows
    unexplained: float  # of error-like words the article lacks
    lacking: tuple[int, ...]  # the places of those words, in order
    coverage: float  # the best covered error text of the article, 0 to 1
    run: int  # most different explained words in a row
    alone: bool  # a line of the paste, not of talk, is all the article's
    names_code: bool  # the paste shows an error code that hardly another article has

    @property
    def explained(self) -> bytes:
        """1 for each word of the paste that the article has."""
        return self.told.explained

    @property
    def share(self) -> float:
        """The part of the error-like content that the article explains, 0 to 1."""
        return self.mass / (self.mass + self.unexplained) if self.mass else 0.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an article may weigh at the most, as far as a quick look tells."""

    mass: float
    own: float
    share: float
    coverage: float
    run: int
    alone: bool
    names_code: bool


def at_most(article: Article, on: Scale) -> Bounds:
    """Tell what an article may weigh at the most from the pairs that are alike to the letter.

    Each word counts with both its neighbours and each pair twice, so that as much again may be
    mangled.
    """
    own: set[int] = set()
    alike: set[int] = set()
    codes: set[str] = set()
    shown = 0.0
    for text in read_texts(article):  # not opened: most of them will not be weighed
        codes |= on.rare.intersection(text.words)
        held, common = on.masses.keys() & text.own, on.masses.keys() & text.common
        own |= held
        alike |= held | common
        if held or common:
            size = len(text.own) + len(text.common)
            shown = max(shown, (len(held) + len(common)) / size)
    named = {place for place, code in on.codes.items() if code in codes}
    mass = sum(map(on.masses.__getitem__, alike)) + sum(map(on.weights.__getitem__, named))
    before = set(chain.from_iterable(map(on.places.__getitem__, alike)))
    words = {place + 1 for place in before} | before | named
    return Bounds(
        mass=2 * sum(map(on.weights.__getitem__, words)),
        own=2 * sum(map(on.masses.__getitem__, own)),
        share=min(1.0, mass / on.total) if on.total else 1.0,
        coverage=2 * shown,
        run=2 * len(alike) + 1,
        alone=True,
        names_code=bool(named),
    )


def weigh(article: Article, on: Scale) -> Weight:
    """Weigh one article against the paste."""
    told = explain(signature(article), on)
    texts = list(map(told.texts.__getitem__, map(on.sentence_of.__getitem__, told.joints)))
    # Told once or a hundred times, a text tells the same.
    own: dict[str, float] = {}
    for (place, pair), text in zip(told.joints.items(), texts, strict=True):
        if text is not None and pair in text.own:
            own[told.words[place]] = on.weights[place]
            own[told.words[place + 1]] = on.weights[place + 1]
    lacks = _lacking(on, told.explained)
    return Weight(
        article,
        told,
        sum(compress(on.weights, told.explained)),
        sum(own.values()),
        sum(compress(on.weights, lacks)),
        tuple(compress(range(len(lacks)), lacks)),
        _coverage(told.joints, texts),
        _longest_run(told),
        _has_own_line(told, on),
        any(told.explained[place] for place in on.codes),
    )


def held_runs(best: Weight, other: Weight) -> float:
    """Give the part of what one article explains, in runs of three words, that another holds.

    All texts of the other together: whether one of them is the paste or several have parts of it.
    """
    words, joints = best.told.words, best.told.joints
    runs = {tuple(words[place : place + 3]) for place in joints if place + 1 in joints}
    texts = (text.words for text in read_texts(other.article))
    held = {run for words in texts for run in zip(words, words[1:], words[2:], strict=False)}
    return len(runs & held) / len(runs) if runs else 1.0


def _lacking(on: Scale, explained: bytes) -> bytearray:
    """Mark the words that count against an article which explains these."""
    lacks = bytearray(on.counted)
    for at in set(compress(on.sentence_of, explained)):
        sentence = on.paste.sentences[at]
        lacks[sentence.first : sentence.last] = bytes(sentence.last - sentence.first)
        if explained.find(0, sentence.first, sentence.last) >= 0:
            for place in _counted(on.paste, sentence, explained):
                lacks[place] = 1
    return lacks


def _counted(paste: Paste, sentence: Sentence, explained: bytes) -> list[int]:
    """Give the places of a sentence that count against an article which lacks them."""
    missing = [place for place in range(sentence.first, sentence.last) if not explained[place]]
    if sentence.talk:
        return []
    if is_another(sentence, explained):
        return missing if sentence.printed else [place for place in missing if paste.names[place]]
    # A sentence that begins small and tells no error is a person's, with a value pasted into it.
    stray = _in_runs(missing) if sentence.printed or not sentence.text[:1].islower() else set()
    return [place for place in missing if paste.names[place] or place in stray]


def is_another(sentence: Sentence, explained: bytes) -> bool:
    """Whether an article explains so little of a sentence that it is no mangled one of its."""
    length = sentence.last - sentence.first
    held = explained.count(1, sentence.first, sentence.last)
    return length - held > FOREIGN_SHARE * length and held < STRAY_RUN


def _in_runs(missing: list[int]) -> set[int]:
    """Give those places that stand in a row too long for a slip of the keyboard."""
    stray: set[int] = set()
    for first, last in zip(missing, missing[STRAY_RUN - 1 :], strict=False):
        if last - first == STRAY_RUN - 1:
            stray.update(range(first, last + 1))
    return stray


def _coverage(joints: Mapping[int, int], texts: Sequence[OpenText | None]) -> float:
    """Give the part of a text that its joints show, of the text with the greatest part."""
    shown = Counter(text for _, text in set(zip(joints.values(), texts, strict=True)) if text)
    return max((pairs / len(text.pairs) for text, pairs in shown.items()), default=0.0)


def _has_own_line(told: Explanation, on: Scale) -> bool:
    return any(
        told.explained.find(0, sentence.first, sentence.last) < 0
        for sentence in on.paste.sentences
        if not sentence.talk and sentence.last - sentence.first >= SHORTEST_LINE
    )


def _longest_run(told: Explanation) -> int:
    """Count the different words of the longest explained stretch."""
    longest = 0
    for run in _RUN.finditer(told.explained):
        if run.end() - run.start() > longest:
            longest = max(longest, len(set(told.words[run.start() : run.end()])))
    return longest
