"""Finds where a paste says something else than an article does at the same place."""

import re
from collections.abc import Iterator
from itertools import chain, filterfalse, pairwise
from typing import Final

from rapidfuzz.distance import Indel

from knowledge.explaining import Explanation
from knowledge.scale import NAME_WEIGHT, WORD_WEIGHT, Scale
from knowledge.signature import OpenText, values
from knowledge.weighing import Weight, is_another
from knowledge.words import FOLDED_COMMON, FOLDED_FRAME_WORDS, WORD, fold

LONGEST_GAP = 12  # words between two parts of one text; more is another text between them
LIKE = 0.5  # of a mistyped word that stands alone between words that the article has
SHORT_SLIP = 3  # letters of a misread "in" or "at", which no text keeps
SHORTEST_WORD = 2  # letters; one may be a slip of the keyboard, or be lost by it
LEFT_OUT = 3  # words between two parts of one sentence; more is a jump to another
LONGEST_SENTENCE = 600  # characters; a longer one is no message
FULL_STOPS = (".", '."', ".'", ".”")
_ROW: Final = re.compile(r"[\s,]+(?:\w+[\s,]+)?")  # or a word that is not counted
_GAP: Final = re.compile(rb"\x00+")
_JOINED: Final = re.compile(rb"\x01{2,}")
_END: Final = frozenset({""})  # of a text: whatever follows is no part of it


def contradiction(on: Scale, weight: Weight) -> float:
    """Give the weight of the words that stand where the article has others, each counted once.

    So do those that the article has amid a sentence and the paste has not. The smallest words tell
    two errors apart too: "the required role", "is not". Where a paste breaks off, or goes on in
    another sentence, it contradicts nothing; nor does a value where the article has one, or a slip
    of the keyboard.
    """
    gaps = (gap.span() for gap in _GAP.finditer(weight.explained))
    others = chain.from_iterable(_other_words(on, weight, *gap) for gap in gaps)
    words = {
        on.paste.words[place]: _weight(on, weight, place)
        for place in chain(others, _from_elsewhere(on, weight.told))
        if _is_heard(on, weight, place)
    }
    left_out = dict.fromkeys(_left_out(on, weight), WORD_WEIGHT)
    return sum((words | left_out).values())


def _is_heard(on: Scale, weight: Weight, place: int) -> bool:
    """Whether a program may have said a word; a person shares two words with an article too."""
    at = on.sentence_of[place]
    sentence = on.paste.sentences[at]
    if sentence.talk:  # only what stands amid an error told in it
        before = weight.explained.find(1, sentence.first, place) >= 0
        amid = before and weight.explained.find(1, place, sentence.last) >= 0
        return amid and _is_told(on, weight.explained)
    if sentence.printed or on.paste.names[place] or not is_another(sentence, weight.explained):
        return True
    beside = on.paste.sentences[max(0, at - 1) : at] + on.paste.sentences[at + 1 : at + 2]
    return any(
        near.line == sentence.line and not is_another(near, weight.explained) for near in beside
    )


def _is_told(on: Scale, explained: bytes) -> bool:
    """Whether most of what an article explains stands in a person's sentences."""
    talk = (sentence for sentence in on.paste.sentences if sentence.talk)
    held = sum(explained.count(1, sentence.first, sentence.last) for sentence in talk)
    return held > explained.count(1) / 2


def _weight(on: Scale, weight: Weight, place: int) -> float:
    """Weigh a word; a small one tells nothing in a sentence that shares two words by chance."""
    if on.paste.names[place]:
        return NAME_WEIGHT
    word = on.paste.words[place]
    if word not in FOLDED_COMMON or len(word) < SHORTEST_WORD:
        return on.weights[place]
    chance = is_another(on.paste.sentences[on.sentence_of[place]], weight.explained)
    return on.weights[place] if chance else WORD_WEIGHT


def _left_out(on: Scale, weight: Weight) -> Iterator[str]:
    """Give the words that the article has between two neighbours of one sentence."""
    told = weight.told
    seams: dict[tuple[OpenText, str, str], int] = {}
    for run in _JOINED.finditer(told.explained):
        for place in filterfalse(told.joints.__contains__, range(run.start(), run.end() - 1)):
            text = told.texts[on.sentence_of[place]]
            talk = on.paste.sentences[on.sentence_of[place]].talk
            if text and (not talk or _is_told(on, told.explained)):
                seams[text, told.words[place], told.words[place + 1]] = place
    for (text, first, last), place in seams.items():
        words = _between(text, first, last, LEFT_OUT)
        if words and _in_a_row(on, place):
            yield from words


def _from_elsewhere(on: Scale, told: Explanation) -> Iterator[int]:
    """Give the places of a text's words amid a sentence of another text or place of the article."""
    for run in _JOINED.finditer(told.explained):
        seams = filterfalse(told.joints.__contains__, range(run.start(), run.end() - 1))
        for first, last in pairwise(seams):
            text = told.texts[on.sentence_of[first]]
            amid = on.sentence_of[first] == on.sentence_of[last + 1] and last - first <= LONGEST_GAP
            if text and amid and first - 1 in told.joints and last + 1 in told.joints:
                words = _between(text, told.words[first], told.words[last + 1], LONGEST_GAP)
                if words and set(words).isdisjoint(told.words[first + 1 : last + 1]):
                    yield from range(first + 1, last + 1)


def _in_a_row(on: Scale, place: int) -> bool:
    """Whether no value and no quote stands between a word and the next of its sentence."""
    if on.sentence_of[place] != on.sentence_of[place + 1]:
        return False
    text = on.paste.sentences[on.sentence_of[place]].text
    if len(text) > LONGEST_SENTENCE:
        return False
    wanted = (on.paste.words[place], on.paste.words[place + 1])
    read = [(fold(each[0]), *each.span()) for each in WORD.finditer(text)]
    counted = [each for each in read if each[0] not in FOLDED_FRAME_WORDS]
    return any(
        (before, after) == wanted and _ROW.fullmatch(text, end, start)
        for (before, _, end), (after, start, _) in pairwise(counted)
    )


def _between(text: OpenText, first: str, last: str, most: int) -> tuple[str, ...]:
    """Give the few words that a text has between two, none when it has them in no such order."""
    at = -1
    for _ in range(text.words.count(first)):
        at = text.words.index(first, at + 1)
        behind = text.words[at + 1 : at + most + 2]
        if last in behind:
            left_out = behind[: behind.index(last)]
            return tuple(word for word in left_out if len(word) >= SHORTEST_WORD)
    return ()


def _other_words(on: Scale, weight: Weight, first: int, last: int) -> Iterator[int]:
    """Give the places of a gap at which the article has other words."""
    told = weight.told
    exits, entries = _exits(on, told, first - 1), _entries(on, told, last)
    if last - first <= LONGEST_GAP and _is_bridged(on, told, first, last):
        if _is_allowed(on, weight, first, exits & entries, last):
            return
        if told.words[last] in exits:
            yield from _inserted(on, first, last)
            return
        if not exits & _END and not entries & _END:
            yield from range(first, last)
            return
    for place in range(first, last):
        sentence = on.sentence_of[place]
        left = not exits & _END and sentence == on.sentence_of[first - 1]
        if left or (not entries & _END and sentence == on.sentence_of[last]):
            yield place


def _is_bridged(on: Scale, told: Explanation, first: int, last: int) -> bool:
    """Whether one text of the article stands on both sides of a gap."""
    before, after = _text_at(on, told, first - 1), _text_at(on, told, last)
    return before is not None and before is after


def _is_allowed(on: Scale, weight: Weight, first: int, choices: frozenset[str], last: int) -> bool:
    """Whether a gap holds a value, or one word mistyped beyond recognition."""
    words = weight.told.words
    if hash((words[first - 1], words[last])) in values(weight.article):
        return True
    if last - first > 1 or on.settled[first]:
        return False
    return any(Indel.normalized_similarity(words[first], choice) >= LIKE for choice in choices)


def _inserted(on: Scale, first: int, last: int) -> Iterator[int]:
    """Give the places of words that stand amid a sentence which the article has without them."""
    if on.sentence_of[first - 1] == on.sentence_of[last]:
        for place in range(first, last):
            word = on.paste.words[place]
            if len(word) > SHORT_SLIP or on.settled[place] or word in FOLDED_COMMON:
                yield place


def _exits(on: Scale, told: Explanation, place: int) -> frozenset[str]:
    """Give the words with which the article goes on behind a place, an empty one for its end."""
    text = _text_at(on, told, place)
    if text is None:
        return _END
    known = place > 0 and told.explained[place - 1]
    here = tuple(told.words[place - 1 if known else place : place + 1])
    exits = _beside(text, here, len(here))
    return exits - _END if text.closed and _goes_on(on, place) else exits


def _goes_on(on: Scale, place: int) -> bool:
    """Whether a program's sentence has more words behind a place and a full stop after them."""
    sentence = on.paste.sentences[on.sentence_of[place]]
    ends = sentence.text.endswith(FULL_STOPS)
    return ends and place + 1 < sentence.last and _in_a_row(on, place)


def _entries(on: Scale, told: Explanation, place: int) -> frozenset[str]:
    """Give the words that the article has before a place, an empty one for its beginning."""
    text = _text_at(on, told, place)
    if text is None:
        return _END
    known = place + 1 < len(told.explained) and told.explained[place + 1]
    return _beside(text, tuple(told.words[place : place + 2 if known else place + 1]), -1)


def _text_at(on: Scale, told: Explanation, place: int) -> OpenText | None:
    if 0 <= place < len(told.explained) and told.explained[place]:
        return told.texts[on.sentence_of[place]]
    return None


def _beside(text: OpenText, here: tuple[str, ...], step: int) -> frozenset[str]:
    words = ("", *text.words, "")
    first, size = here[0], len(here)
    found: set[str] = set()
    at = 0
    for _ in range(words.count(first)):
        at = words.index(first, at + 1)
        if words[at : at + size] == here:
            found.add(words[at + step])
    return frozenset(found) or _END
