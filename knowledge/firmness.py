"""Tells whole statements of an article in a paste from words of it that occur in talk too."""

from itertools import pairwise

from knowledge.reading import Paste
from knowledge.signature import statements
from knowledge.weighing import Weight

MOSTLY = 0.6  # of a statement's neighbouring words; less of it is said in talk as well


def firm(weight: Weight, paste: Paste) -> bytes:
    """Give the explained places that belong to a statement which is mostly shown."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(paste.words)):
        places.setdefault(pair, []).append(place)
    kept = bytearray(len(weight.explained))
    for statement in statements(weight.article):
        pairs = set(pairwise(statement.said.split()))
        shown = pairs & places.keys()
        if len(shown) >= MOSTLY * len(pairs):
            for pair in shown:
                for place in places[pair]:
                    kept[place] = kept[place + 1] = 1
    return _widened(bytes(kept), weight.explained)


def _widened(kept: bytes, explained: bytes) -> bytes:
    """Take in what a slip of the keyboard left out between firm places."""
    near = bytearray(kept)
    for place in range(1, len(kept) - 1):
        if explained[place] and kept[place - 1] and kept[place + 1]:
            near[place] = 1
    return bytes(at and held for at, held in zip(near, explained, strict=True))
