"""Whatever is pasted gets an answer, and twice as much of it makes twice the work at the most."""

import sys
from collections.abc import Callable
from itertools import islice, product
from string import ascii_lowercase
from types import FrameType
from typing import Any

import pytest

from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library

WORDS = ("".join(letters) for letters in product(ascii_lowercase, repeat=4))
MANY_WORDS = " ".join(islice(WORDS, 200_000))
FRAME = "   at Microsoft.Crm.Outlook.ClientAuth.ClientAuthProvider`1.SignIn(AuthUIMode mode)\n"
LONG = 200_000  # characters; the tests of speed have a megabyte

Make = Callable[[int], str]
KINDS: dict[str, Make] = {
    "one character": lambda size: "a" * size,
    "one digit": lambda size: "1" * size,
    "spaces": lambda size: " " * size + "x",
    "line ends": lambda size: "\n" * size,
    "dots": lambda size: "." * size,
    "slashes": lambda size: "/" * size,
    "colons and slashes": lambda size: "://" * (size // 3),
    "open brackets": lambda size: "<" * size,
    "nested quotes": lambda size: "> " * (size // 2) + "Access is denied.",
    "backticks": lambda size: "`1" * (size // 2),
    "hexadecimal digits": lambda size: "0123456789abcdef-" * (size // 17),
    "dotted names": lambda size: "a." * (size // 2),
    "at signs": lambda size: "a@" * (size // 2),
    "many words": lambda size: MANY_WORDS[:size],
    "many frames": lambda size: FRAME * (size // len(FRAME)),
    "frames in one line": lambda size: FRAME.replace("\n", " ") * (size // len(FRAME)),
    "script frames": lambda size: "at (a.js:1:" * (size // 11),
    "lone surrogates": lambda size: "\ud800x" * (size // 2),
    "right-to-left overrides": lambda size: "\u202eAccess is denied. " * (size // 19),
    "NUL bytes": lambda size: "\x00a" * (size // 2),
    "combining marks": lambda size: "a" + "\u0301" * size,
    "ligatures": lambda size: "\ufdfa" * (size // 18),
    "entities": lambda size: "&amp;" * (size // 5),
}


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS.keys())
def test_any_text_is_answered_soundly(library: Library, make: Make) -> None:
    diagnosis = diagnose(library, None, make(LONG))
    assert diagnosis.verdict is not Verdict.KNOWN
    assert len(diagnosis.candidates) <= 12


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS.keys())
def test_twice_the_text_is_twice_the_work_at_the_most(library: Library, make: Make) -> None:
    diagnose(library, None, make(LONG))
    once, twice = (_calls(library, make(size)) for size in (LONG // 2, LONG))
    assert twice <= 2.2 * once + 500


def _calls(library: Library, text: str) -> int:
    """Count the functions called, in Python and in C, and the items that C was given to visit."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        diagnose(library, None, text)
    finally:
        sys.setprofile(None)
    return calls
