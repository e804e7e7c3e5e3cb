"""Picks from a long log the lines that the library knows something of, with their neighbours."""

from itertools import pairwise

from knowledge.search import Index
from knowledge.words import fold_roughly

SHORT = 6_000  # characters that are read as a whole; of longer texts as many are kept
PIECE = 400  # characters of a line looked at as one; a log without line ends has no others


def focus(index: Index, text: str) -> str:
    """Give the telling part of a text in its order; work grows with the text, the outcome not."""
    if len(text) <= SHORT:
        return text
    pieces = [
        line[start : start + PIECE]
        for line in filter(str.strip, text.splitlines())
        for start in range(0, max(1, len(line)), PIECE)
    ]
    telling = _telling(index, pieces)
    kept: set[int] = set()
    size = 0
    for _, place in sorted(telling, key=lambda pair: -pair[0]):
        for near in (place, place - 1, place + 1):
            if 0 <= near < len(pieces) and near not in kept:
                size += len(pieces[near])
                kept.add(near)
        if size >= SHORT:
            break
    return "\n".join(pieces[place] for place in sorted(kept))


def _telling(index: Index, pieces: list[str]) -> list[tuple[float, int]]:
    """Score each piece by the rare pairs it is the first to show, so that a loop counts once."""
    seen: set[int] = set()
    scores: list[tuple[float, int]] = []
    for place, piece in enumerate(pieces):
        pairs = map(hash, pairwise(fold_roughly(piece)))
        held = [pair for pair in pairs if pair in index.postings and pair not in seen]
        if held:
            new = dict.fromkeys(held)
            seen.update(new)
            scores.append((sum(1 / len(index.postings[pair]) for pair in new), place))
    return scores
