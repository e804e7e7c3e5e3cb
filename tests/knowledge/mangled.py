"""The ways in which an error text changes between the screen and the channel."""

import html
import random
import re
from collections.abc import Callable

Mangling = Callable[[str], str]


def _mistyped(text: str) -> str:
    dice = random.Random(7)  # noqa: S311  the same slips every time
    return "".join(
        dice.choice([dice.choice("aeimnrst"), "", sign * 2])
        if sign.isalpha() and dice.random() < 0.02
        else sign
        for sign in text
    )


def _before_frames(word: str) -> Mangling:
    return lambda text: re.sub(r"(?m)^(\s*)at (?=[A-Z])", rf"\1{word} ", text)


MANGLINGS: dict[str, Mangling] = {
    "as it is": str,
    "on one line": lambda text: " ".join(text.split()),
    "wrapped anew": lambda text: re.sub(r"(.{70,90}?) ", r"\1\n", " ".join(text.split())),
    "without backticks and ampersands": lambda text: text.replace("`", "").replace("&", ""),
    "with HTML escapes": lambda text: html.escape(text, quote=False),
    "with non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "with zero-width characters": lambda text: text.replace("e", "e\u200b"),
    "in capitals": str.upper,
    "misread by a scanner": lambda text: (
        text.replace("rn", "m").replace("l", "1").replace("O", "0")
    ),
    "typed off": _mistyped,
    "with log prefixes": lambda text: re.sub(r"(?m)^(?=\S)", "09:41:07| Error| ", text),
    "quoted": lambda text: re.sub(r"(?m)^", "> ", text),
    "with chatter around": lambda text: f"hi, since this morning:\n{text}\nany idea?",
    **{
        f"with frames after {word}": _before_frames(word)
        for word in ("bei", "à", "en", "in", "w", "в", "在", "場所", "위치:")
    },
}
