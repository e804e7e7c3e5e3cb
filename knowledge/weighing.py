"""Weighs one article against a paste: what of the paste it explains, and what it cannot explain."""

import re
from collections import defaultdict
from collections.abc import Iterator
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
    codes: set[int] = set()
    shown = 0.0
    for text in read_texts(article):  # not opened: most of them will not be weighed
        codes.update(place for place, code in on.codes.items() if code in text.words)
        held = on.masses.keys() & text.pairs
        if held:
            own |= held.intersection(compress(text.pairs, text.own))
            alike |= held
            shown = max(shown, len(held) / len(set(text.pairs)))
    mass = sum(map(on.masses.__getitem__, alike)) + sum(map(on.weights.__getitem__, codes))
    before = set(chain.from_iterable(map(on.places.__getitem__, alike)))
    words = {place + 1 for place in before} | before | codes
    return Bounds(
        mass=2 * sum(map(on.weights.__getitem__, words)),
        own=2 * sum(map(on.masses.__getitem__, own)),
        share=min(1.0, mass / on.total) if on.total else 1.0,
        coverage=2 * shown,
        run=2 * len(alike) + 1,
        alone=True,
        names_code=bool(codes),
    )


def weigh(article: Article, on: Scale) -> Weight:
    """Weigh one article against the paste."""
    told = explain(signature(article), on)
    # Told once or a hundred times, a text tells the same.
    own: dict[str, float] = {}
    for place in _own_places(told, on):
        own[told.words[place]] = on.weights[place]
        own[told.words[place + 1]] = on.weights[place + 1]
    lacking = tuple(_lacking(on, told.explained))
    return Weight(
        article,
        told,
        sum(compress(on.weights, told.explained)),
        sum(own.values()),
        sum(map(on.weights.__getitem__, lacking)),
        lacking,
        _coverage(told, on),
        _longest_run(told),
        _has_own_line(told, on),
        any(told.explained[place] for place in on.codes),
    )


def _own_places(told: Explanation, on: Scale) -> Iterator[int]:
    """Give the places of neighbours that not every program shows."""
    for (place, pair), text in zip(told.joints.items(), _texts(told, on), strict=True):
        if text is not None and pair in text.own:
            yield place


def _texts(told: Explanation, on: Scale) -> Iterator[OpenText | None]:
    """Give the text that each joint was read with."""
    return map(told.texts.__getitem__, map(on.sentence_of.__getitem__, told.joints))


def held_runs(best: Weight, other: Weight) -> float:
    """Give the part of what one article explains, in runs of three words, that another holds.

    All texts of the other together: whether one of them is the paste or several have parts of it.
    """
    words, joints = best.told.words, best.told.joints
    runs = {tuple(words[place : place + 3]) for place in joints if place + 1 in joints}
    texts = (text.words for text in read_texts(other.article))
    held = {run for words in texts for run in zip(words, words[1:], words[2:], strict=False)}
    return len(runs & held) / len(runs) if runs else 1.0


def _lacking(on: Scale, explained: bytes) -> list[int]:
    places: list[int] = []
    for sentence, all_lacked in zip(on.paste.sentences, on.lacked, strict=True):
        if explained.find(1, sentence.first, sentence.last) < 0:
            places += all_lacked
        elif explained.find(0, sentence.first, sentence.last) >= 0:
            places += _counted(on.paste, sentence, explained)
    return places


def _counted(paste: Paste, sentence: Sentence, explained: bytes) -> list[int]:
    """Give the places of a sentence that count against an article which lacks them."""
    missing = [place for place in range(sentence.first, sentence.last) if not explained[place]]
    if sentence.talk:
        return []
    length = sentence.last - sentence.first
    if len(missing) > FOREIGN_SHARE * length and length - len(missing) < STRAY_RUN:
        return missing if sentence.printed else [place for place in missing if paste.names[place]]
    # A sentence that begins small and tells no error is a person's, with a value pasted into it.
    stray = _in_runs(missing) if sentence.printed or not sentence.text[:1].islower() else set()
    return [place for place in missing if paste.names[place] or place in stray]


def _in_runs(missing: list[int]) -> set[int]:
    """Give those places that stand in a row too long for a slip of the keyboard."""
    stray: set[int] = set()
    for first, last in zip(missing, missing[STRAY_RUN - 1 :], strict=False):
        if last - first == STRAY_RUN - 1:
            stray.update(range(first, last + 1))
    return stray


def _coverage(told: Explanation, on: Scale) -> float:
    shown: dict[OpenText | None, set[int]] = defaultdict(set)
    for pair, text in zip(told.joints.values(), _texts(told, on), strict=True):
        shown[text].add(pair)
    return max((len(pairs) / len(text.pairs) for text, pairs in shown.items() if text), default=0.0)


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
