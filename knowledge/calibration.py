"""Turns weights into a confidence that means something: the share of right answers."""

from math import exp

from knowledge.judging import Judgement, Standing

KNOWN_CONFIDENCE = 0.99  # set by hand, below what the corpus shows
SHARPNESS = 2.5  # of the choice between candidates, set by hand on the texts of the bench
ADDRESS_ODDS = 3.0  # a guess: how much likelier a cause is that the typed address shows
SEVERAL_CEILING = 0.97  # what is not asserted is never told with more


def confidences(judgement: Judgement) -> tuple[float, ...]:
    """Give the chance of being the cause, 0 to 1, for each article left."""
    weights = judgement.weights
    if judgement.standing is Standing.ONE:
        rest = (1 - KNOWN_CONFIDENCE) / max(1, len(weights) - 1)
        return (KNOWN_CONFIDENCE, *(round(rest, 3) for _ in weights[1:]))
    best = max(weight.mass - weight.unexplained for weight in weights)
    likelihoods = [
        exp(SHARPNESS * (weight.mass - weight.unexplained - best))
        * (ADDRESS_ODDS if weight.article.id in judgement.favoured else 1)
        for weight in weights
    ]
    total = sum(likelihoods)
    return tuple(round(SEVERAL_CEILING * value / total, 3) for value in likelihoods)
