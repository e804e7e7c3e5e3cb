"""Turns text into the words that are compared, the same for an article and for what was pasted."""

import re
from collections.abc import Sequence
from itertools import filterfalse
from typing import Final

WORD: Final = re.compile(r"\w+(?:[`'´’]\d+(?!\w))?")  # a generic's arity stays with its name
ROUGH_WORD: Final = re.compile(r"\w+")

# Words before a stack frame, as .NET prints them in the languages of Windows; the product's
# "at" carries no information, so it is left out wherever it stands.
FRAME_WORDS: Final = frozenset(
    {
        "at",
        "bei",
        "à",
        "en",
        "in",
        "w",
        "в",
        "на",
        "v",
        "vid",
        "på",
        "ved",
        "i",
        "em",
        "da",
        "bij",
        "unter",
        "在",
        "場所",
        "위치",
        "konum",
        "hely",
    }
)
# Words of any English sentence: two of them in a row say nothing about an error.
_COMMON_WORDS: Final = """
a about after again all also am an and another any are as be because been before but by can
    could did do does don down for from get gets go had has have he her here his how i if in into is
    it its just know like ll m make me my need new no not now of off on one only or other our out re
    s see she should so some t than thanks that the their them then there these they this to too try
    up us use ve want was way we were what when where which who why will with would you your yes at
    anyone first found having help here more most much must please possible problem run same still
    system time using work works working error contact might sure trying tried think file
"""

_LOOK_ALIKES: Final = {"1": "l", "i": "l", "0": "o"}
_MARKS: Final = "`'´’"
# The same for ASCII at once, every mark between words made a space.
_ROUGHLY: Final = "".join(
    _LOOK_ALIKES.get(mark.lower(), mark.lower()) if re.match(r"\w", mark) else " "
    for mark in map(chr, range(128))
).encode() + bytes(128)


def fold(text: str) -> str:
    """Give the form of words in which characters that a scanner confuses are the same."""
    text = text.lower()
    for character, alike in _LOOK_ALIKES.items():
        text = text.replace(character, alike)
    text = text.replace("rn", "m")
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text


def fold_each(words: Sequence[str]) -> list[str]:
    """Give the folded form of each word, at a fraction of the cost of one after another."""
    return fold("\n".join(words)).split("\n") if words else []


def fold_all(text: str) -> list[str]:
    """Give all words of a text, folded, without the words before stack frames."""
    return _without_frame_words(fold_each(WORD.findall(text)))


FOLDED_FRAME_WORDS: Final = frozenset(map(fold, FRAME_WORDS))
FOLDED_COMMON: Final = frozenset(map(fold, re.findall(r"\w+", _COMMON_WORDS)))


def fold_roughly(text: str) -> list[str]:
    """Give nearly the same words at a fraction of the cost: enough to tell chatter."""
    if text.isascii():
        words = text.encode().translate(_ROUGHLY).decode().replace("rn", "m").split()
    else:
        words = fold_each(ROUGH_WORD.findall(text))
    return _without_frame_words(words)


def _without_frame_words(words: list[str]) -> list[str]:
    return list(filterfalse(FOLDED_FRAME_WORDS.__contains__, words))
