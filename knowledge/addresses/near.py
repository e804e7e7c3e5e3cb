"""Finds the names one or two slips away from a typed one without comparing it with all of them."""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from rapidfuzz.distance import OSA

# SymSpell's idea (W. Garbe): two names within n slips share a form with at most n letters left
# out. Six letters keep 20,000 names at 22 forms each; a name's length narrows them further.
PREFIX: Final = 6
DIGITS_ONLY: Final = re.compile(r"[^1-9]+")
# A name this short is a slip away from half of all others.
MIDDLE: Final = 6


def same_digits(typed: str, known: str) -> bool:
    """Tell whether both name the same machine: no digit added, dropped or changed, 0 for o aside.

    crm1 and crm2 are two machines, c0ntoso is contoso.
    """
    if _machine(typed) != _machine(known):
        return False
    zeros_match = typed.count("0") == known.count("0")
    return zeros_match or _round_letters(typed) == _round_letters(known)


def slips(typed: str, known: str, most: int) -> int:
    """Count the slips (optimal string alignment); `most` + 1 stands for any more."""
    return OSA.distance(typed, known, score_cutoff=most)


class NearNames:
    """Names that can be looked up by a mistyped form; all in lower case."""

    __slots__ = ("_forms", "_most", "_shortest")

    def __init__(self, names: Iterable[str], most: int, shortest: int) -> None:
        """Index the names.

        `most` slips still count as near; nothing is near a typed name below `shortest` letters.
        """
        self._most, self._shortest = most, shortest
        self._forms: dict[tuple[int, str], list[str]] = {}
        for name in dict.fromkeys(names):
            for form in self._forms_of(name):
                self._forms.setdefault((len(name), form), []).append(name)

    def nearest(self, typed: str) -> tuple[str, ...]:
        """Give the names with the fewest slips, more than one when they tie."""
        most = self._allowed(typed)
        found: dict[int, list[str]] = {}
        for name in self._candidates(typed, most):
            count = slips(typed, name, most)
            if count <= most and same_digits(typed, name):
                found.setdefault(count, []).append(name)
        return tuple(sorted(found[min(found)])) if found else ()

    def _candidates(self, typed: str, most: int) -> set[str]:
        if not most:
            return set()
        forms = self._forms_of(typed)
        found: set[str] = set()
        for length in range(len(typed) - most, len(typed) + most + 1):
            for form in forms:
                found.update(self._forms.get((length, form), ()))
        return found

    def _forms_of(self, name: str) -> set[str]:
        """Give the beginning of a name with up to `most` letters left out, and its digits."""
        machine = _machine(name)
        prefix = name[:PREFIX].replace("0", "o")
        forms = {machine + prefix}
        for left_out in range(1, min(self._most, len(prefix)) + 1):
            kept = combinations(prefix, len(prefix) - left_out)
            forms.update([machine + "".join(letters) for letters in kept])
        return forms

    def _allowed(self, typed: str) -> int:
        if len(typed) < self._shortest:
            return 0
        return min(self._most, 1) if len(typed) < MIDDLE else self._most


def _machine(name: str) -> str:
    return DIGITS_ONLY.sub("", name)


def _round_letters(name: str) -> int:
    return name.count("0") + name.count("o")
