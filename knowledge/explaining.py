"""Reads a paste with an article's words: what each word stands for, and in which error text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import Final

from rapidfuzz.distance import Indel

from knowledge.scale import FIXED, HELD, OPEN, Scale, held, is_code
from knowledge.signature import Beside, OpenText, Signature, neighbours

# A wrong letter takes two steps, a lost or doubled one takes one. At 3 % of wrong letters hardly a
# word in a hundred takes more than these.
STEPS: Final = ((5, 2), (10, 4), (17, 6))  # up to so many letters, at most so many steps
MOST_STEPS, SETTLED_STEPS = 8, 1
_BEHIND: Final = bytes((HELD, OPEN))
_BEFORE: Final = bytes((OPEN, HELD))
_JOINED: Final = bytes((HELD, HELD))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an article says of a paste; each sentence is read with one of its error texts."""

    words: Sequence[str]  # as meant where explained, else as they are
    explained: bytes  # 1 for each word that the article has
    texts: Sequence[OpenText | None]  # those the sentences were read with
    joined: Sequence[tuple[OpenText, dict[int, int]]]  # each text's part of the joints
    joints: dict[int, int]  # the places after which the next word follows as in the article, pairs


@dataclass(frozen=True, slots=True)
class _Reading:
    text: OpenText
    explained: bytes
    meant: dict[int, str]
    joints: dict[int, int]


def explain(known: Signature, on: Scale) -> Explanation:
    """Read each sentence with that error text of an article which explains most of it."""
    readings = []
    for text in known.texts:
        shared = on.places.keys() & text.pairs
        if shared or not on.rare.isdisjoint(text.vocabulary):
            readings.append(_read(text, shared, on))
    if len(readings) != 1:
        return _composed(readings, on)
    (read,) = readings
    words = on.paste.words
    if read.meant:
        words = [read.meant.get(place, word) for place, word in enumerate(words)]
    texts = (read.text,) * len(on.paste.sentences)
    return Explanation(words, read.explained, texts, ((read.text, read.joints),), read.joints)


def _composed(readings: Sequence[_Reading], on: Scale) -> Explanation:
    """Take each sentence as the text reads it that explains most, if alike the last one's."""
    words = list(on.paste.words)
    explained = bytearray(len(words))
    chosen = _chosen(readings, on)
    for at, read in chosen.items():
        sentence = on.paste.sentences[at]
        explained[sentence.first : sentence.last] = read.explained[sentence.first : sentence.last]
    joined = []
    for read in readings:
        places = [place for place in read.joints if chosen[on.sentence_of[place]] is read]
        joined.append((read.text, {place: read.joints[place] for place in places}))
        for place, word in read.meant.items():
            if chosen[on.sentence_of[place]] is read:
                words[place] = word
    joints = dict(sorted(chain.from_iterable(part.items() for _, part in joined)))
    texts: list[OpenText | None] = [None] * len(on.paste.sentences)
    for at, read in chosen.items():
        texts[at] = read.text
    return Explanation(words, bytes(explained), texts, joined, joints)


def _chosen(readings: Sequence[_Reading], on: Scale) -> dict[int, _Reading]:
    """Choose a reading for each sentence that any of them explains a word of."""
    sizes = [Counter(compress(on.sentence_of, read.explained)) for read in readings]
    chosen: dict[int, _Reading] = {}
    last = 0
    for at in sorted(set().union(*sizes)):
        counts = [each.get(at, 0) for each in sizes]
        most = max(counts)
        if counts[last] < most:
            last = counts.index(most)
        chosen[at] = readings[last]
    return chosen


def _read(text: OpenText, shared: Iterable[int], on: Scale) -> _Reading:
    """Read a paste with the words of one error text, mistyped ones beside those it has."""
    words = on.paste.words
    state = bytearray(on.fixed)
    exact = sorted(chain.from_iterable(map(on.places.__getitem__, shared)))
    for place in exact:
        state[place] = state[place + 1] = HELD
    for place, code in on.codes.items():
        if code in text.vocabulary:
            state[place] = HELD
    meant = _mend(state, text, on)
    joints = dict(zip(exact, map(on.pairs.__getitem__, exact), strict=True))
    for place in {near for mended in meant for near in (mended - 1, mended)}:
        if state[place : place + 2] == _JOINED:
            pair = (meant.get(place) or words[place], meant.get(place + 1) or words[place + 1])
            if hash(pair) in text.pairs:
                joints[place] = hash(pair)
    return _Reading(text, held(bytes(state)), meant, joints)


def _mend(state: bytearray, text: OpenText, on: Scale) -> dict[int, str]:
    """Mark the mistyped words beside explained ones, and give what they mean."""
    words = on.paste.words
    followers, leaders = neighbours(text)
    meant: dict[int, str] = {}

    def mend(place: int, beside: Beside, neighbour: str, step: int) -> None:
        choices = beside.get(neighbour)
        word = choices and _meant(words[place], choices, settled=bool(on.settled[place]))
        if not word:
            return
        state[place], meant[place] = HELD, word
        # A fixed word beside it is explained by what it means; beside others it would be already.
        beyond = place + step
        fixed = 0 <= beyond < len(state) and state[beyond] == FIXED
        if fixed and words[beyond] in beside.get(word, ()):
            state[beyond], meant[beyond] = HELD, words[beyond]

    place = state.find(_BEHIND)
    while place >= 0:
        mend(place + 1, followers, meant.get(place) or words[place], 1)
        place = state.find(_BEHIND, place + 1)
    place = state.rfind(_BEFORE)
    while place >= 0:
        mend(place, leaders, meant.get(place + 1) or words[place + 1], -1)
        place = state.rfind(_BEFORE, 0, place + 1)
    return meant


def _meant(word: str, choices: Sequence[str], *, settled: bool) -> str:
    if word in choices:
        return word
    best, least = "", 1 + (SETTLED_STEPS if settled else _steps(word))
    size = len(word)
    # Another word that is as long takes two steps at least.
    sizes = (size - 1, size + 1) if settled else range(size - least + 1, size + least)
    near = [choice for choice in choices if len(choice) in sizes]
    for choice in near if near and not is_code(word) else ():
        if is_code(choice):
            continue
        steps = Indel.distance(word, choice, score_cutoff=least)
        if steps < least:
            best, least = choice, steps
    return best


def _steps(word: str) -> int:
    """Give the steps within which a word may be another one mistyped or misread."""
    return next((most for letters, most in STEPS if len(word) <= letters), MOST_STEPS)
