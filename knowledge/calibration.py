"""Turns weights into a confidence that means something: the share of right answers."""

from math import exp

from knowledge.bearing import Bearing
from knowledge.judging import Judgement, Standing
from knowledge.weighing import Weight

KNOWN_CONFIDENCE = 0.99  # set by hand, below what the corpus shows
SHARPNESS = 2.5  # of the choice between candidates, set by hand on the texts of the bench
# Guesses: how much likelier, or less likely, the typed address makes a cause that is about one.
ADDRESS_ODDS = {Bearing.NO_ORGANIZATION: 3.0, Bearing.ORGANIZATION: 0.1, Bearing.ONLINE: 0.1}
SEVERAL_CEILING = 0.97  # what is not asserted is never told with more


def confidences(judgement: Judgement) -> tuple[float, ...]:
    """Give the chance of being the cause, 0 to 1, for each article left."""
    weights = judgement.weights
    if judgement.standing is Standing.ONE:
        rest = (1 - KNOWN_CONFIDENCE) / max(1, len(weights) - 1)
        return (KNOWN_CONFIDENCE, *(round(rest, 3) for _ in weights[1:]))
    every = (*weights, *judgement.ruled_out)
    best = max(weight.mass - weight.unexplained for weight in every)
    likelihoods = [
        exp(SHARPNESS * (weight.mass - weight.unexplained - best))
        * _odds(weight, judgement.bearing)
        for weight in every
    ]
    total = sum(likelihoods)
    return tuple(round(SEVERAL_CEILING * value / total, 3) for value in likelihoods[: len(weights)])


def _odds(weight: Weight, bearing: Bearing) -> float:
    return ADDRESS_ODDS.get(bearing, 1.0) if weight.article.speaks_for else 1.0
