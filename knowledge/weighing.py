"""Weighs one article against a paste: what of the paste it explains, and what it cannot explain."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from knowledge.article import Article
from knowledge.reading import Paste, is_common
from knowledge.sentences import Sentence
from knowledge.signature import Signature, signature

# Chosen, not fitted: most words with 2-3 % typing errors stay above this likeness.
SAME_WORD = 0.62
COMMON_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT, NAME_WEIGHT = 0.15, 0.3, 1.0, 1.5
FOREIGN_SHARE = 0.6  # of a sentence unexplained: it is another sentence, not a mangled one
SHORT_WORD = 2  # characters; no more than a number tells
CODE_DIGITS = 3  # left after look-alikes are folded
STRAY_RUN = 3  # unexplained words in a row that are no slip of the keyboard


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


def word_weights(paste: Paste) -> list[float]:
    """Weigh the paste's words by what they can tell."""
    return [_word_weight(paste, place, word) for place, word in enumerate(paste.words)]


def _word_weight(paste: Paste, place: int, word: str) -> float:
    if is_common(word) or len(word) == 1:
        return COMMON_WEIGHT
    if paste.names[place]:
        return NAME_WEIGHT
    return NUMBER_WEIGHT if word.strip("lo").isdigit() or len(word) <= SHORT_WORD else WORD_WEIGHT


def weigh(article: Article, paste: Paste, weights: list[float]) -> Weight:
    """Weigh one article against the paste."""
    known = signature(article)
    reading = _explain(paste.words, known)
    explained = bytes(1 if word else 0 for word in reading)
    mass = sum(weight for weight, word in zip(weights, reading, strict=True) if word)
    # Told once or a hundred times, a text tells the same.
    own = {reading[place]: weights[place] for place in _own_places(reading, known)}
    lacking = tuple(_lacking(paste, explained))
    return Weight(
        article,
        explained,
        mass,
        sum(own.values()),
        sum(weights[place] for place in lacking),
        lacking,
        frozenset(_joints(reading, known)),
        _coverage(frozenset(pairwise(reading)), known),
        _longest_run(reading),
    )


def _explain(words: list[str], known: Signature) -> list[str]:
    """Read the paste with the article's words: the word meant at each place, or an empty one."""
    reading = [""] * len(words)
    for place, (before, after) in enumerate(pairwise(words)):
        if after in known.followers.get(before, ()):
            reading[place], reading[place + 1] = before, after
    for place in range(1, len(words)):
        if not reading[place] and reading[place - 1]:
            reading[place] = _meant(words[place], known.followers.get(reading[place - 1], ()))
    for place in range(len(words) - 2, -1, -1):
        if not reading[place] and reading[place + 1]:
            reading[place] = _meant(words[place], known.leaders.get(reading[place + 1], ()))
    return reading


def _meant(word: str, choices: tuple[str, ...]) -> str:
    best, likeness = "", SAME_WORD
    for choice in choices:
        if choice == word:
            return choice
        if sum(map(str.isdigit, choice)) >= CODE_DIGITS:  # a code is right or it is another one
            continue
        near = Indel.normalized_similarity(word, choice, score_cutoff=likeness)
        if near > likeness:
            best, likeness = choice, near
    return best


def _lacking(paste: Paste, explained: bytes) -> list[int]:
    places: list[int] = []
    for sentence in paste.sentences:
        if 0 in explained[sentence.first : sentence.last]:
            places += _counted(paste, sentence, explained)
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


def _coverage(pairs: frozenset[tuple[str, str]], known: Signature) -> float:
    return max((len(pairs & text) / len(text) for text in known.texts if text), default=0.0)


def _joints(reading: list[str], known: Signature) -> Iterator[int]:
    for place, (before, after) in enumerate(pairwise(reading)):
        if before and after in known.followers.get(before, ()):
            yield place


def _own_places(reading: list[str], known: Signature) -> set[int]:
    """Give the places that the article explains with what not every program shows."""
    places = (place for place, pair in enumerate(pairwise(reading)) if pair in known.own)
    return {near for place in places for near in (place, place + 1)}


def _longest_run(reading: list[str]) -> int:
    """Count the different words of the longest explained stretch."""
    longest, start = 0, 0
    for end, word in enumerate((*reading, "")):
        if not word:
            if end - start > longest:
                longest = max(longest, len(set(reading[start:end])))
            start = end + 1
    return longest
