"""Makes a paste ready to weigh many articles against it: what each of its words can tell."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import chain, compress, count, islice, pairwise, repeat
from operator import add
from typing import Final

from knowledge.reading import Paste
from knowledge.sentences import Sentence, Sound
from knowledge.words import FOLDED_COMMON

COMMON_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT, NAME_WEIGHT = 0.15, 0.3, 1.0, 1.5
SHORT_WORD = 2  # characters; no more than a number tells
CODE_DIGITS = 3  # left after look-alikes are folded
TELLING_LETTERS = 4  # of a word that the library has, and that so is no slip of another
# What an article may make of a word: it lacks it, has it, or lacks it whatever it may mean.
OPEN, HELD, FIXED = 0, 1, 2
_ONLY_HELD: Final = bytes(kind == HELD for kind in range(256))


@dataclass(frozen=True, slots=True)
class Scale:
    """A paste made ready to weigh many articles against it."""

    paste: Paste
    weights: list[float]  # of its words, by what they can tell
    pairs: list[int]  # hashes of its neighbouring words
    masses: dict[int, float]  # of each pair, the weights of its words wherever it stands
    places: dict[int, list[int]]  # of each pair
    settled: bytes  # FIXED for words that the library has, and numbers, else OPEN
    fixed: bytes  # FIXED for those that are not even one of its words in another number
    counted: bytes  # 1 for each word that counts when an article has nothing of its sentence
    total: float  # weight of all that counts
    codes: dict[int, str]  # the places of error codes that hardly another article has
    rare: frozenset[str]  # those codes
    sentence_of: list[int]  # the sentence that each word stands in
    remarks: tuple[Sentence, ...]  # that count beside what an article has


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a word that is no name shows by itself."""

    weight: float
    number: bool
    code: bool


def scale(paste: Paste, vocabulary: Mapping[str, bool], codes: Container[str] = ()) -> Scale:
    """Make a paste ready, for a library with these words and these rare error codes.

    The vocabulary says of a word whether one letter more or less makes it another of the library's.
    """
    words = paste.words
    weight: dict[str, float] = {}
    settled: dict[str, int] = {}
    fixed: dict[str, int] = {}
    for word in set(words):
        traits = _traits(word)
        known = word in vocabulary and len(word) >= TELLING_LETTERS
        weight[word] = traits.weight
        settled[word] = FIXED if known or traits.number else OPEN
        fixed[word] = FIXED if traits.code or (known and not vocabulary[word]) else OPEN
    weights = [
        NAME_WEIGHT if name and weight[word] != COMMON_WEIGHT else weight[word]
        for word, name in zip(words, paste.names, strict=True)
    ]
    pairs = list(map(hash, pairwise(words)))
    masses, places = _of_each(pairs, weights)
    errors = {sentence.line for sentence in paste.sentences if sentence.sound is Sound.ERROR}
    counted = b"".join(_all_counted(paste, sentence, errors) for sentence in paste.sentences)
    rare = {place: word for place, word in enumerate(words) if word in codes}
    sizes = (sentence.last - sentence.first for sentence in paste.sentences)
    return Scale(
        paste,
        weights,
        pairs,
        masses,
        places,
        settled=bytes(map(settled.__getitem__, words)),
        fixed=bytes(map(fixed.__getitem__, words)),
        counted=counted,
        total=sum(compress(weights, counted)),
        codes=rare,
        rare=frozenset(rare.values()),
        sentence_of=list(chain.from_iterable(map(repeat, count(), sizes))),
        remarks=tuple(each for each in paste.sentences if each.sound is Sound.REMARK),
    )


def _of_each(
    pairs: list[int], weights: list[float]
) -> tuple[dict[int, float], dict[int, list[int]]]:
    """Give the mass of each pair wherever it stands, and its places."""
    masses: dict[int, float] = defaultdict(float)
    places: dict[int, list[int]] = defaultdict(list)
    both = map(add, weights, islice(weights, 1, None))
    for place, (pair, mass) in enumerate(zip(pairs, both, strict=True)):
        masses[pair] += mass
        places[pair].append(place)
    return masses, places


def _traits(word: str) -> _Traits:
    # Not kept for the next paste: the words of this one may be secrets.
    number, code = _is_number(word), is_code(word)
    if word in FOLDED_COMMON or len(word) == 1:
        return _Traits(COMMON_WEIGHT, number, code)
    light = len(word) <= SHORT_WORD or word.strip("lo").isdigit()
    return _Traits(NUMBER_WEIGHT if light else WORD_WEIGHT, number, code)


def _is_number(word: str) -> bool:
    rest = word.strip("lo")
    return not rest or rest.isdigit()


def is_code(word: str) -> bool:
    """Whether a word is right or another one: a number, or a code."""
    return _is_number(word) or sum(map(str.isdigit, word)) >= CODE_DIGITS


def held(state: bytes) -> bytes:
    """Give 1 for each word that an article has, and 0 for the others."""
    return state.translate(_ONLY_HELD)


def _all_counted(paste: Paste, sentence: Sentence, errors: Container[int]) -> bytes:
    """Mark the words of a sentence that count against an article which has nothing of it."""
    if sentence.talk:
        return bytes(sentence.last - sentence.first)
    if sentence.printed and sentence.line in errors:
        return b"\1" * (sentence.last - sentence.first)
    return bytes(paste.names[sentence.first : sentence.last])
