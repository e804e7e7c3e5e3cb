"""Weighs one article against a paste: what of the paste it explains, and what it cannot explain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, pairwise
from typing import Final

from rapidfuzz.distance import Indel

from knowledge.article import Article
from knowledge.reading import Paste
from knowledge.sentences import Sentence
from knowledge.signature import Signature, signature
from knowledge.words import FOLDED_COMMON

# Chosen, not fitted: most words with 2-3 % typing errors stay above this likeness.
SAME_WORD = 0.62
COMMON_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT, NAME_WEIGHT = 0.15, 0.3, 1.0, 1.5
FOREIGN_SHARE = 0.6  # of a sentence unexplained: it is another sentence, not a mangled one
SHORT_WORD = 2  # characters; no more than a number tells
CODE_DIGITS = 3  # left after look-alikes are folded
STRAY_RUN = 3  # unexplained words in a row that are no slip of the keyboard
KEPT_WORDS = 4096  # of articles, as far as they were compared letter by letter
_RUN: Final = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True)
class Weight:
    """How an article bears on a paste; all masses are sums of word weights."""

    article: Article
    explained: bytes  # 1 for each word of the paste that the article explains
    mass: float  # of the explained words
    own: float  # of these, what not every program shows
    unexplained: float  # of error-like words the article lacks
    lacking: tuple[int, ...]  # the places of those words
    joints: frozenset[int]  # the places after which the next word follows as in the article
    coverage: float  # the best covered error text of the article, 0 to 1
    run: int  # most different explained words in a row

    @property
    def share(self) -> float:
        """The part of the error-like content that the article explains, 0 to 1."""
        return self.mass / (self.mass + self.unexplained) if self.mass else 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A paste made ready to weigh many articles against it."""

    paste: Paste
    weights: list[float]  # of its words, by what they can tell
    pairs: list[int]  # hashes of its neighbouring words
    masses: dict[int, float]  # of each pair, the weights of its words wherever it stands
    lacked: list[Sequence[int]]  # what counts, of each sentence, when an article has nothing of it
    total: float  # weight of all that counts


def scale(paste: Paste) -> Scale:
    """Make a paste ready."""
    weights = [
        COMMON_WEIGHT
        if word in FOLDED_COMMON or len(word) == 1
        else NAME_WEIGHT
        if name
        else NUMBER_WEIGHT
        if len(word) <= SHORT_WORD or word.strip("lo").isdigit()
        else WORD_WEIGHT
        for word, name in zip(paste.words, paste.names, strict=True)
    ]
    pairs = list(map(hash, pairwise(paste.words)))
    masses: dict[int, float] = {}
    for pair, (before, after) in zip(pairs, pairwise(weights), strict=True):
        masses[pair] = masses.get(pair, 0.0) + before + after
    lacked = [_all_counted(paste, sentence) for sentence in paste.sentences]
    total = sum(map(weights.__getitem__, chain.from_iterable(lacked)))
    return Scale(paste, weights, pairs, masses, lacked, total)


def _all_counted(paste: Paste, sentence: Sentence) -> Sequence[int]:
    """Give the places of a sentence that count against an article which has nothing of it."""
    places = range(sentence.first, sentence.last)
    if sentence.talk:
        return ()
    if sentence.printed:
        return places
    return list(compress(places, paste.names[sentence.first : sentence.last]))


def may_reach(article: Article, on: Scale, *, share: float, coverage: float) -> bool:
    """Whether an article may yet explain such a share of the paste, or show so much of a text.

    A quick look at the pairs of words that are alike to the letter. It counts each word with both
    its neighbours and each text's pairs twice, so that as much again may be mangled.
    """
    known = signature(article)
    alike = known.pairs & on.masses.keys()
    if sum(map(on.masses.__getitem__, alike)) >= share * on.total:
        return True
    return any(2 * len(alike & text) >= coverage * len(text) for text in known.texts if text)


def weigh(article: Article, on: Scale) -> Weight:
    """Weigh one article against the paste."""
    known = signature(article)
    exact = bytes(map(known.pairs.__contains__, on.pairs))
    explained, meant = _explain(on.paste.words, exact, known)
    joints = dict(compress(enumerate(on.pairs), exact))
    reading = on.paste.words
    if meant:
        reading = [meant.get(place, word) for place, word in enumerate(reading)]
        joints = dict(sorted({**joints, **dict(_mended(meant, reading, explained, known))}.items()))
    # Told once or a hundred times, a text tells the same.
    own: dict[str, float] = {}
    for place in (place for place, pair in joints.items() if pair in known.own):
        own[reading[place]] = on.weights[place]
        own[reading[place + 1]] = on.weights[place + 1]
    lacking = tuple(_lacking(on, explained))
    return Weight(
        article,
        explained,
        sum(compress(on.weights, explained)),
        sum(own.values()),
        sum(map(on.weights.__getitem__, lacking)),
        lacking,
        frozenset(joints),
        _coverage(set(joints.values()), known),
        _longest_run(explained, reading),
    )


def _explain(words: list[str], exact: bytes, known: Signature) -> tuple[bytes, dict[int, str]]:
    """Give which words the article explains, and what is meant by those that are mangled."""
    held = int.from_bytes(exact, "little")
    explained = bytearray((held | held << 8).to_bytes(len(words), "little"))
    meant: dict[int, str] = {}
    place = explained.find(b"\1\0")
    while place >= 0:
        before = meant.get(place) or words[place]
        word = _meant(words[place + 1], known.followers.get(before, ()))
        if word:
            explained[place + 1], meant[place + 1] = 1, word
        place = explained.find(b"\1\0", place + 1)
    place = explained.rfind(b"\0\1")
    while place >= 0:
        after = meant.get(place + 1) or words[place + 1]
        word = _meant(words[place], known.leaders.get(after, ()))
        if word:
            explained[place], meant[place] = 1, word
        place = explained.rfind(b"\0\1", 0, place + 1)
    return bytes(explained), meant


def _meant(word: str, choices: Sequence[str]) -> str:
    best, likeness = "", SAME_WORD
    for choice in choices:
        if choice == word:
            return choice
        most = 2 * min(len(word), len(choice)) / (len(word) + len(choice))
        if most <= likeness or _is_code(choice):
            continue
        near = Indel.normalized_similarity(word, choice, score_cutoff=likeness)
        if near > likeness:
            best, likeness = choice, near
    return best


@lru_cache(maxsize=KEPT_WORDS)
def _is_code(word: str) -> bool:
    """Whether a word is either right or another one."""
    return sum(map(str.isdigit, word)) >= CODE_DIGITS


def _mended(
    meant: dict[int, str], reading: list[str], explained: bytes, known: Signature
) -> Iterator[tuple[int, int]]:
    """Give the neighbours that stand in the article once the mangled words are read as meant."""
    for place in {near for mended in meant for near in (mended - 1, mended)}:
        if explained[place : place + 2] == b"\1\1":
            pair = hash((reading[place], reading[place + 1]))
            if pair in known.pairs:
                yield place, pair


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
    stray = _in_runs(missing)
    return [place for place in missing if paste.names[place] or place in stray]


def _in_runs(missing: list[int]) -> set[int]:
    """Give those places that stand in a row too long for a slip of the keyboard."""
    stray: set[int] = set()
    for first, last in zip(missing, missing[STRAY_RUN - 1 :], strict=False):
        if last - first == STRAY_RUN - 1:
            stray.update(range(first, last + 1))
    return stray


def _coverage(pairs: set[int], known: Signature) -> float:
    return max((len(pairs & text) / len(text) for text in known.texts if text), default=0.0)


def _longest_run(explained: bytes, reading: list[str]) -> int:
    """Count the different words of the longest explained stretch."""
    longest = 0
    for run in _RUN.finditer(explained):
        if run.end() - run.start() > longest:
            longest = max(longest, len(set(reading[run.start() : run.end()])))
    return longest
