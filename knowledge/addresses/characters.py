"""Takes out the characters that copying and typing leave in an address: invisible, wide, curly."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Zero-width and formatting characters that copying brings along; none is ever part of a host.
INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufe0f"
)
# These turn the reading direction around, so that one address looks like another.
OVERRIDES: Final = "\u202d\u202e"
QUOTES: Final = (
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u00ab\u00bb\u2032\u2033"
    "\u00b4\u02bc"
)
DASHES: Final = "\u2010\u2011\u2012\u2013\u2212"
# Dashes that stand between words; nobody types one inside an address.
LONG_DASHES: Final = "\u2014\u2015"
SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
SLASHES: Final = "\u2044\u2215\u29f8\u2571"
DOTS: Final = "\u3002\uff61\u2024\u00b7\u2022\u2027\u30fb"
COLONS: Final = "\u2236\ua789\ufe55\u05c3"
WIDE: Final = {0xFF01 + n: 0x21 + n for n in range(94)}

DROPPED: Final = dict.fromkeys(map(ord, INVISIBLE + OVERRIDES))
PLAIN: Final = {
    **WIDE,
    **{ord(mark): " " for mark in SPACES + LONG_DASHES},
    **{ord(mark): '"' for mark in QUOTES},
    **{ord(mark): "-" for mark in DASHES},
    **{ord(mark): "/" for mark in SLASHES},
    **{ord(mark): "." for mark in DOTS},
    **{ord(mark): ":" for mark in COLONS},
    0xFF3C: "\\",
    0x2026: "...",
}
# Letters of other scripts that look like Latin ones (Unicode TR39 confusables, those in use).
LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝьвкмнтгпӏѵոսցհօαβεικνορτυχγηωɑɡıłⅼøđ",
    "aeopcyxijshdqwbbkmhtrnlvnughoabeikvoptuxynwagillod",
)
ENCODED_INVISIBLE: Final = re.compile(
    r"%(?:E2%80%(?:8B|8C|8D|8E|8F|AA|AB|AC)|C2%AD|EF%BB%BF|E2%81%A0)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text in plain characters, and which kinds of others stood in it."""

    text: str
    invisible: bool = False
    overridden: bool = False
    unusual: bool = False


def clean(text: str) -> CleanText:
    """Give the text without invisible characters, wide and curly ones made plain."""
    encoded = ENCODED_INVISIBLE.search(text) is not None
    if encoded:
        text = ENCODED_INVISIBLE.sub("", text)
    if text.isascii():
        return CleanText(text, invisible=encoded)
    visible = text.translate(DROPPED)
    plain = visible.translate(PLAIN)
    return CleanText(
        plain,
        invisible=encoded or len(visible) != len(text),
        overridden=any(mark in text for mark in OVERRIDES),
        unusual=plain != visible,
    )


def skeleton(name: str) -> str:
    """Give what a name looks like in Latin letters."""
    folded = unicodedata.normalize("NFKC", name.lower()).translate(LOOKALIKES)
    apart = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def looks_latin(name: str) -> bool:
    """Tell whether a name holds other letters only to pass for a Latin one."""
    if name.isascii():
        return False
    return any(_deceives(label) for label in name.split("."))


def _deceives(label: str) -> bool:
    if label.isascii():
        return False
    scripts = {_script(letter) for letter in label if letter.isalpha()}
    return len(scripts) > 1 or (scripts != {"LATIN"} and skeleton(label).isascii())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
