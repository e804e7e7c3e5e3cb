"""Decides how far the evidence for an article reaches: possible, or the only one left."""

from collections.abc import Iterable
from itertools import compress
from operator import gt

from knowledge.bounds import Bounds
from knowledge.contradiction import contradiction
from knowledge.firmness import firm
from knowledge.scale import Scale
from knowledge.weighing import Weight, holds_runs

# Set by hand on mangled pastes of the built-in articles; NEARLY_ALL, ALONE_OWN and what counts as
# contradicted with a look at imported ones too, so no text has remained unseen by these numbers.
KNOWN_SHARE = 0.88  # of the error-like content that the one article has to explain
KNOWN_OWN = 3.0  # word weights that not every program shows
NAMES_LACKING = 0  # names or codes of the paste that the one article may lack
CONTRADICTED = 1.0  # word weights of the paste that stand where the article has other words
CONTRADICTED_PART = 0.015  # of the explained mass: in a long log some words are misread
NEARLY_ALL = 0.91  # of the runs of three words: two articles hold the same text
LACKED = 1.0  # word weights of the paste that another article explains and the best lacks
TELLING_NAMES = 2  # program names that only the best article has
JOINT = 1.0  # word weights that a seam between two sentences counts for
MARGIN = 0.9  # word weights that the one article explains beyond every other
SLIP = 0.05  # of the explained mass: two articles this close hold the same text
AMBIGUOUS_SHARE = 0.7
AMBIGUOUS_OWN = 3.0
ALONE_OWN = 2.0  # of a short text that stands on a line of its own
WHOLE_TEXT = 0.5  # of one error text of the article that a short paste has to show
WHOLLY_SHOWN, WHOLLY_OWN = 0.85, 10.0  # one of its texts stands in a log of many other lines
ALONE_AMID = 4.0  # of a whole text on lines of its own amid others, as of two errors in one message
LONG_RUN = 9  # words in a row that stand for a text by themselves
PLATFORM_SHARE, PLATFORM_RUN = 0.97, 30  # platform frames alone: all explained, and long


def rank(weight: Weight) -> tuple[float, float]:
    """Give what articles are sorted by: what each explains beyond what it lacks."""
    return (weight.net, weight.coverage)


def is_possible(weight: Weight | Bounds) -> bool:
    """Whether a paste shows enough of an article, and little else, to name the article at all."""
    mostly = weight.share >= AMBIGUOUS_SHARE
    if weight.names_code and mostly:
        return True
    if weight.alone and weight.own >= ALONE_OWN and weight.coverage >= WHOLLY_SHOWN and mostly:
        return True
    if weight.own < AMBIGUOUS_OWN:
        return weight.run >= PLATFORM_RUN and weight.share >= PLATFORM_SHARE
    shown = weight.coverage >= WHOLE_TEXT or weight.run >= LONG_RUN
    enough = ALONE_AMID if weight.alone else WHOLLY_OWN
    wholly = weight.coverage >= WHOLLY_SHOWN and weight.own >= enough
    return shown and (wholly or mostly)


def may_speak(most: Bounds) -> bool:
    """Whether an article that may weigh so much has a say, be it only against another."""
    return most.names_code or most.share >= AMBIGUOUS_SHARE or most.coverage >= WHOLLY_SHOWN


def is_sound(on: Scale, best: Weight) -> bool:
    """Whether the paste says nothing that an article lacks, or has otherwise."""
    if best.own < KNOWN_OWN or best.share < KNOWN_SHARE:
        return False
    if sum(map(on.paste.names.__getitem__, best.lacking)) > NAMES_LACKING:
        return False
    return not (best.lacks_heading or _is_contradicted(on, best))


def is_singled_out(on: Scale, best: Weight, weights: Iterable[Weight]) -> bool:
    """Whether the best article explains clearly more than every other."""
    sure = firm(best, on.paste)
    return all(_beats(best, other, on, sure) for other in weights if other is not best)


def _is_contradicted(on: Scale, weight: Weight) -> bool:
    return contradiction(on, weight) >= max(CONTRADICTED, CONTRADICTED_PART * weight.mass)


def _beats(best: Weight, other: Weight, on: Scale, sure: bytes) -> bool:
    """Whether the best article explains clearly more than another, and lacks nothing it has."""
    if sum(on.weights[place] for place in best.lacking if other.explained[place]) >= LACKED:
        return False
    if holds_runs(other.article, best, NEARLY_ALL):
        return False
    more = bytes(map(gt, sure, other.explained))
    less = sum(compress(on.weights, map(gt, other.explained, best.explained)))
    if sum(compress(on.paste.names, more)) >= TELLING_NAMES and less < LACKED:
        return True
    gained = sum(compress(on.weights, more))
    if not any(more):
        mine, its = best.told.joints.keys(), other.told.joints.keys()
        firm_joints = [at for at in mine - its if sure[at] and sure[at + 1]]
        gained = JOINT * (len(firm_joints) - len(its - mine))
    if gained - 2 * less >= max(MARGIN, SLIP * best.mass):
        return True
    return any(more) and _is_contradicted(on, other)
