"""Reads a paste with an article's words: what each word stands for, and in which error text."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, count, pairwise, repeat
from typing import Final

from rapidfuzz.distance import Indel

from knowledge.reading import Paste
from knowledge.sentences import Sentence, Sound
from knowledge.signature import OpenText, Signature, neighbours
from knowledge.words import FOLDED_COMMON

COMMON_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT, NAME_WEIGHT = 0.15, 0.3, 1.0, 1.5
SHORT_WORD = 2  # characters; no more than a number tells
# A wrong letter takes two steps, a lost or doubled one takes one. At 3 % of wrong letters hardly a
# word in a hundred takes more than these.
STEPS: Final = ((5, 2), (10, 4), (17, 6))  # up to so many letters, at most so many steps
MOST_STEPS, SETTLED_STEPS = 8, 1
KEPT_WORDS = 4096  # as far as they were compared letter by letter
CODE_DIGITS = 3  # left after look-alikes are folded
TELLING_LETTERS = 4  # of a word that the library has, and that so is no slip of another


@dataclass(frozen=True, slots=True)
class Scale:
    """A paste made ready to weigh many articles against it."""

    paste: Paste
    weights: list[float]  # of its words, by what they can tell
    pairs: list[int]  # hashes of its neighbouring words
    masses: dict[int, float]  # of each pair, the weights of its words wherever it stands
    places: dict[int, list[int]]  # of each pair
    settled: list[bool]  # words that the library has, and numbers: no other word mistyped
    counted: bytes  # 1 for each word that counts when an article has nothing of its sentence
    total: float  # weight of all that counts
    codes: dict[int, str]  # the places of error codes that hardly another article has
    rare: frozenset[str]  # those codes
    sentence_of: list[int]  # the sentence that each word stands in
    remarks: tuple[Sentence, ...]  # that count beside what an article has


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an article says of a paste; each sentence is read with one of its error texts."""

    words: Sequence[str]  # as meant where explained, else as they are
    explained: bytes  # 1 for each word that the article has
    joints: dict[int, int]  # the places after which the next word follows as in the article, pairs
    texts: tuple[OpenText | None, ...]  # those the sentences were read with


@dataclass(frozen=True, slots=True)
class _Reading:
    text: OpenText
    explained: bytes
    meant: dict[int, str]
    joints: dict[int, int]


def scale(paste: Paste, vocabulary: Container[str], codes: Container[str] = ()) -> Scale:
    """Make a paste ready, for a library with this vocabulary and these rare error codes."""
    different = set(paste.words)
    alone = {word: _weight(word) for word in different}
    known = {word: _is_settled(word, vocabulary) for word in different}
    weights = [
        NAME_WEIGHT if name and alone[word] != COMMON_WEIGHT else alone[word]
        for word, name in zip(paste.words, paste.names, strict=True)
    ]
    settled = list(map(known.__getitem__, paste.words))
    pairs = list(map(hash, pairwise(paste.words)))
    masses: dict[int, float] = {}
    places: dict[int, list[int]] = defaultdict(list)
    for place, (pair, (before, after)) in enumerate(zip(pairs, pairwise(weights), strict=True)):
        masses[pair] = masses.get(pair, 0.0) + before + after
        places[pair].append(place)
    errors = {sentence.line for sentence in paste.sentences if sentence.sound is Sound.ERROR}
    counted = b"".join(_all_counted(paste, sentence, errors) for sentence in paste.sentences)
    total = sum(compress(weights, counted))
    rare = {place: word for place, word in enumerate(paste.words) if word in codes}
    sizes = (part.last - part.first for part in paste.sentences)
    return Scale(
        paste,
        weights,
        pairs,
        masses,
        places,
        settled,
        counted,
        total,
        rare,
        frozenset(rare.values()),
        list(chain.from_iterable(map(repeat, count(), sizes))),
        tuple(sentence for sentence in paste.sentences if sentence.sound is Sound.REMARK),
    )


def _weight(word: str) -> float:
    """Weigh a word that is no name."""
    if word in FOLDED_COMMON or len(word) == 1:
        return COMMON_WEIGHT
    if len(word) <= SHORT_WORD or word.strip("lo").isdigit():
        return NUMBER_WEIGHT
    return WORD_WEIGHT


def _is_settled(word: str, vocabulary: Container[str]) -> bool:
    return (word in vocabulary and len(word) >= TELLING_LETTERS) or _is_number(word)


def _all_counted(paste: Paste, sentence: Sentence, errors: Container[int]) -> bytes:
    """Mark the words of a sentence that count against an article which has nothing of it."""
    if sentence.talk:
        return bytes(sentence.last - sentence.first)
    if sentence.printed and sentence.line in errors:
        return b"\1" * (sentence.last - sentence.first)
    return bytes(paste.names[sentence.first : sentence.last])


def _is_number(word: str) -> bool:
    rest = word.strip("lo")
    return not rest or rest.isdigit()


def explain(known: Signature, on: Scale) -> Explanation:
    """Read each sentence with that error text of an article which explains most of it."""
    readings = []
    for text in known.texts:
        shared = on.places.keys() & text.pairs
        if shared or not on.rare.isdisjoint(text.vocabulary):
            readings.append(_read(text, shared, on))
    if len(readings) == 1:
        texts = (readings[0].text,) * len(on.paste.sentences)
        return _explanation(on.paste.words, readings[0], texts)
    return _composed(readings, on)


def _explanation(
    words: list[str], read: _Reading, texts: tuple[OpenText | None, ...]
) -> Explanation:
    if read.meant:
        words = [read.meant.get(place, word) for place, word in enumerate(words)]
    return Explanation(words, read.explained, read.joints, texts)


def _composed(readings: Sequence[_Reading], on: Scale) -> Explanation:
    """Take each sentence as the text reads it that explains most, if alike the last one's."""
    words = list(on.paste.words)
    explained = bytearray(len(words))
    joints: dict[int, int] = {}
    texts: list[OpenText | None] = []
    last = readings[0] if readings else None
    any_explained = _any(readings, len(words))
    for sentence in on.paste.sentences:
        first, end = sentence.first, sentence.last
        if any_explained.find(1, first, end) < 0:
            texts.append(None)
            continue
        counts = [reading.explained.count(1, first, end) for reading in readings]
        most = max(counts)
        if last is None or last.explained.count(1, first, end) < most:
            last = readings[counts.index(most)]
        texts.append(last.text)
        explained[first:end] = last.explained[first:end]
        for place in range(first, end):
            if place in last.joints:
                joints[place] = last.joints[place]
        for place, word in last.meant.items():
            if first <= place < end:
                words[place] = word
    return Explanation(words, bytes(explained), joints, tuple(texts))


def _any(readings: Sequence[_Reading], length: int) -> bytes:
    """Give 1 for each word that any reading explains."""
    every = 0
    for reading in readings:
        every |= int.from_bytes(reading.explained, "little")
    return every.to_bytes(length, "little")


def _read(text: OpenText, shared: Iterable[int], on: Scale) -> _Reading:
    """Read a paste with the words of one error text, mistyped ones beside those it has."""
    words = on.paste.words
    explained = bytearray(len(words))
    exact = sorted(chain.from_iterable(map(on.places.__getitem__, shared)))
    for place in exact:
        explained[place] = explained[place + 1] = 1
    for place, code in on.codes.items():
        explained[place] |= code in text.vocabulary
    meant = _mend(explained, text, on)
    joints = dict(zip(exact, map(on.pairs.__getitem__, exact), strict=True))
    for place in {near for mended in meant for near in (mended - 1, mended)}:
        if explained[place : place + 2] == b"\1\1":
            pair = (meant.get(place) or words[place], meant.get(place + 1) or words[place + 1])
            if hash(pair) in text.pairs:
                joints[place] = hash(pair)
    return _Reading(text, bytes(explained), meant, joints)


def _mend(explained: bytearray, text: OpenText, on: Scale) -> dict[int, str]:
    """Mark the mistyped words beside explained ones, and give what they mean."""
    words = on.paste.words
    followers, leaders = neighbours(text)
    meant: dict[int, str] = {}
    place = explained.find(b"\1\0")
    while place >= 0:
        choices = followers.get(meant.get(place) or words[place])
        if choices and (word := _meant(words[place + 1], choices, settled=on.settled[place + 1])):
            explained[place + 1], meant[place + 1] = 1, word
        place = explained.find(b"\1\0", place + 1)
    place = explained.rfind(b"\0\1")
    while place >= 0:
        choices = leaders.get(meant.get(place + 1) or words[place + 1])
        if choices and (word := _meant(words[place], choices, settled=on.settled[place])):
            explained[place], meant[place] = 1, word
        place = explained.rfind(b"\0\1", 0, place + 1)
    return meant


def _meant(word: str, choices: Sequence[str], *, settled: bool) -> str:
    if word in choices:
        return word
    best, least = "", 1 + (SETTLED_STEPS if settled else _steps(word))
    size = len(word)
    # Another word that is as long takes two steps at least.
    sizes = (size - 1, size + 1) if settled else range(size - least + 1, size + least)
    near = [choice for choice in choices if len(choice) in sizes]
    for choice in near if near and not _is_code(word) else ():
        if _is_code(choice):
            continue
        steps = Indel.distance(word, choice, score_cutoff=least)
        if steps < least:
            best, least = choice, steps
    return best


def _steps(word: str) -> int:
    """Give the steps within which a word may be another one mistyped or misread."""
    return next((most for letters, most in STEPS if len(word) <= letters), MOST_STEPS)


@lru_cache(maxsize=KEPT_WORDS)
def _is_code(word: str) -> bool:
    """Whether a word is right or another one: a number, or a code."""
    return _is_number(word) or sum(map(str.isdigit, word)) >= CODE_DIGITS
