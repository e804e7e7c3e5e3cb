"""Weighs one article against a paste: what of the paste it explains, and what it cannot explain."""

import re
from collections import Counter
from functools import cached_property
from itertools import chain, compress
from operator import and_
from typing import Final

from knowledge.article import Article
from knowledge.explaining import Explanation, explain
from knowledge.reading import Paste
from knowledge.scale import Scale
from knowledge.sentences import Sentence, tells_error
from knowledge.signature import read_texts, signature

FOREIGN_SHARE = 0.6  # of a sentence unexplained: it is another sentence, not a mangled one
SHORTEST_LINE = 2  # words
STRAY_RUN = 3  # unexplained words in a row that are no slip of the keyboard
_RUN: Final = re.compile(rb"\x01+")


class Weight:
    """How an article bears on a paste; all masses are sums of word weights.

    Each is found out when it is asked for: of most articles the mass says that they are not it.
    """

    def __init__(self, article: Article, on: Scale) -> None:
        """Read the paste with the article's words."""
        self.article = article
        self.told: Final = explain(signature(article), on)
        self.mass: Final = sum(compress(on.weights, self.explained))  # of the explained words
        self._on = on

    @property
    def explained(self) -> bytes:
        """1 for each word of the paste that the article has."""
        return self.told.explained

    @cached_property
    def own(self) -> float:
        """The mass of the explained words which not every program shows."""
        # Told once or a hundred times, a text tells the same.
        own: dict[str, float] = {}
        words, weights = self.told.words, self._on.weights
        shown = (
            compress(joints, map(text.own.__contains__, joints.values()))
            for text, joints in self.told.joined
        )
        for place in sorted(chain.from_iterable(shown)):
            own[words[place]] = weights[place]
            own[words[place + 1]] = weights[place + 1]
        return sum(own.values())

    @cached_property
    def lacking(self) -> tuple[int, ...]:
        """The places of the error-like words that the article lacks, in order."""
        lacks = _lacking(self._on, self.explained)
        return tuple(compress(range(len(lacks)), lacks))

    @cached_property
    def unexplained(self) -> float:
        """The mass of the error-like words that the article lacks."""
        return sum(map(self._on.weights.__getitem__, self.lacking))

    @property
    def net(self) -> float:
        """The mass beyond what the article lacks."""
        return self.mass - self.unexplained

    @property
    def share(self) -> float:
        """The part of the error-like content that the article explains, 0 to 1."""
        return self.mass / (self.mass + self.unexplained) if self.mass else 0.0

    def mass_beside(self, other: "Weight") -> float:
        """Give the mass of the words that both explain."""
        both = map(and_, self.explained, other.explained)
        return sum(compress(self._on.weights, both))

    @cached_property
    def coverage(self) -> float:
        """The best covered error text of the article, 0 to 1."""
        shown = (
            len(set(joints.values())) / len(text.pairs)
            for text, joints in self.told.joined
            if joints
        )
        return max(shown, default=0.0)

    @cached_property
    def run(self) -> int:
        """The most different explained words in a row."""
        return _longest_run(self.told)

    @cached_property
    def alone(self) -> bool:
        """Whether a line of the paste, not of talk, is all the article's."""
        return _has_own_line(self.told, self._on)

    @cached_property
    def lacks_heading(self) -> bool:
        """Whether stack frames of the paste stand below an error that the article lacks."""
        return any(
            sentence.heading and is_another(sentence, self.explained)
            for sentence in self._on.paste.sentences
        )

    @cached_property
    def names_code(self) -> bool:
        """Whether the paste shows an error code that hardly another article has."""
        return any(map(self.explained.__getitem__, self._on.codes))


def holds_runs(other: Article, best: Weight, part: float) -> bool:
    """Whether another article holds such a part of what one explains, in runs of three words.

    All texts of the other together: whether one of them is the paste or several have parts of it.
    """
    words, joints = best.told.words, best.told.joints
    runs = {
        tuple(words[place : place + 3]): (joints[place], joints[place + 1])
        for place in joints
        if place + 1 in joints
    }
    pairs = signature(other).pairs
    near = [run for run, both in runs.items() if pairs.issuperset(both)]
    if len(near) < part * len(runs):
        return False
    texts = (text.words for text in read_texts(other))
    held = {run for words in texts for run in zip(words, words[1:], words[2:], strict=False)}
    return sum(map(held.__contains__, near)) >= part * len(runs)


def _lacking(on: Scale, explained: bytes) -> bytearray:
    """Mark the words that count against an article which explains these."""
    lacks = bytearray(on.counted)
    held = Counter(compress(on.sentence_of, explained))
    lines = {on.paste.sentences[at].line for at in held} if on.remarks else ()
    for remark in on.remarks:
        if remark.line in lines:
            lacks[remark.first : remark.last] = b"\1" * (remark.last - remark.first)
    for at, count in held.items():
        sentence = on.paste.sentences[at]
        size = sentence.last - sentence.first
        lacks[sentence.first : sentence.last] = bytes(size)
        if count < size:
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
    # A sentence that begins small and tells no error is a person's, with a value pasted into it;
    # before one that begins with no letter stands what a table or a log has there.
    held = explained.find(1, sentence.first, sentence.last)
    begins = sentence.text[:1]
    within = missing if begins.isupper() else [place for place in missing if place > held]
    stray = set() if begins.islower() and not tells_error(sentence.text) else _in_runs(within)
    return [place for place in missing if paste.names[place] or place in stray]


def is_another(sentence: Sentence, explained: bytes) -> bool:
    """Whether an article explains so little of a sentence that it is no mangled one of its."""
    length = sentence.last - sentence.first
    held = explained.count(1, sentence.first, sentence.last)
    return length - held >= FOREIGN_SHARE * length and held < STRAY_RUN


def _in_runs(missing: list[int]) -> set[int]:
    """Give those places that stand in a row too long for a slip of the keyboard."""
    stray: set[int] = set()
    for first, last in zip(missing, missing[STRAY_RUN - 1 :], strict=False):
        if last - first == STRAY_RUN - 1:
            stray.update(range(first, last + 1))
    return stray


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
