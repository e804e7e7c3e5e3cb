"""Turns text into the words that are compared, the same for an article and for what was pasted."""

import re
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

_LOOK_ALIKES: Final = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o"})
_MARKS: Final = str.maketrans("", "", "`'´’")


def fold(word: str) -> str:
    """Give the form of a word in which characters that a scanner confuses are the same."""
    return word.lower().translate(_LOOK_ALIKES).replace("rn", "m").translate(_MARKS)


def fold_all(text: str) -> list[str]:
    """Give all words of a text, folded, without the words before stack frames."""
    return [word for word in map(fold, WORD.findall(text)) if word not in FOLDED_FRAME_WORDS]


FOLDED_FRAME_WORDS: Final = frozenset(map(fold, FRAME_WORDS))
FOLDED_COMMON: Final = frozenset(map(fold, re.findall(r"\w+", _COMMON_WORDS)))


def fold_roughly(text: str) -> list[str]:
    """Give nearly the same words at a fraction of the cost: enough to tell chatter."""
    folded = text.lower().translate(_LOOK_ALIKES).replace("rn", "m")
    return [word for word in ROUGH_WORD.findall(folded) if word not in FOLDED_FRAME_WORDS]
