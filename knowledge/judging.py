"""Judges the weighed articles: does the evidence single one out, leave several, or name none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import compress, islice
from operator import gt

from knowledge.bearing import Bearing
from knowledge.firmness import firm
from knowledge.focus import focus
from knowledge.reading import Paste, read_paste
from knowledge.search import Index
from knowledge.weighing import Scale, Weight, may_reach, scale, weigh

# Set by hand on mangled pastes of all the corpus' errors; nothing was held back.
KNOWN_SHARE = 0.88  # of the error-like content that the one article has to explain
KNOWN_OWN = 3.0  # word weights that not every program shows
NAMES_LACKING = 0  # names or codes of the paste that the one article may lack
LACKED = 1.0  # word weights of the paste that another article explains and the best lacks
TELLING_NAMES = 2  # program names that only the best article has
JOINT = 1.0  # word weights that a seam between two sentences counts for
MARGIN = 0.9  # word weights that the one article explains beyond every other
SLIP = 0.05  # of the explained mass: two articles this close hold the same text
AMBIGUOUS_SHARE = 0.7
AMBIGUOUS_OWN = 3.0
CLOSE = 0.72  # part of the best article's explained mass that keeps another in the running
FIRST_LOOK = 5  # articles weighed before a text without program names is given up as chatter
ALIKE = 0.97  # part of that mass for an article of which too little is shown to be thought of alone
MOST_LISTED = 12
WHOLE_TEXT = 0.5  # of one error text of the article that a short paste has to show
WHOLLY_SHOWN, WHOLLY_OWN = 0.85, 10.0  # one of its texts stands in a log of many other lines
LONG_RUN = 9  # words in a row that stand for a text by themselves
PLATFORM_SHARE, PLATFORM_RUN = 0.97, 30  # platform frames alone: all explained, and long


class Standing(Enum):
    """How many articles the evidence leaves."""

    NONE = 0
    ONE = 1
    SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was read, the articles left, best first, and those ruled out by an answer."""

    text: str
    paste: Paste | None
    standing: Standing
    weights: tuple[Weight, ...]
    excluded: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()  # lines the poster said to see in his window
    bearing: Bearing = Bearing.NOT_TYPED
    ruled_out: tuple[Weight, ...] = ()  # by the address; they still take part of the confidence

    def keeping(self, kept: Sequence[Weight], dropped: frozenset[str] = frozenset()) -> "Judgement":
        """Give the judgement with only these articles left; one that is left is not proven."""
        if not kept:
            standing = Standing.NONE
        else:
            standing = self.standing if len(kept) > 1 else Standing.SEVERAL
        return replace(
            self, weights=tuple(kept), standing=standing, excluded=self.excluded | dropped
        )

    def with_address(self, bearing: Bearing) -> "Judgement":
        """Let a typed address speak for or against the articles that are about one.

        It asserts none of them by itself: a bare server is typed with every other cause too, since
        the wizard takes one wherever Windows signs people in. So a shared dialog with an address
        that lacks the organization stays open, with the article about it first; a text that
        singles an article out does so still. An address that names an organization takes back
        what the text asserted, and one of CRM Online rules such an article out.
        """
        about = [weight for weight in self.weights if weight.article.speaks_for]
        judged = replace(self, bearing=bearing)
        if not about or bearing not in (Bearing.ORGANIZATION, Bearing.ONLINE):
            return judged
        if self.weights[0] in about:
            judged = replace(judged, standing=Standing.SEVERAL)
        if bearing is Bearing.ORGANIZATION:
            return judged
        left = tuple(weight for weight in self.weights if weight not in about)
        standing = judged.standing if left else Standing.NONE
        return replace(judged, weights=left, standing=standing, ruled_out=tuple(about))


def judge(index: Index, text: str, excluded: frozenset[str] = frozenset()) -> Judgement:
    """Judge a text against the library; chatter ends at the index."""
    nothing = Judgement(text, None, Standing.NONE, (), excluded)
    telling = focus(index, text)
    if not index.worth_reading(telling):
        return nothing
    paste = read_paste(telling)
    pairs = index.pairs(paste.words)
    if paste.foreign or not pairs:
        return nothing
    on = scale(paste)
    found = [
        article
        for article in index.candidates(pairs)
        if article.id not in excluded
        and may_reach(article, on, share=AMBIGUOUS_SHARE, coverage=WHOLLY_SHOWN)
    ]
    first = len(found) if any(paste.names) else FIRST_LOOK
    weights = [weigh(article, on) for article in found[:first]]
    if any(map(_is_possible, weights)):
        weights += [weigh(article, on) for article in found[first:]]
    every = sorted(weights, key=_rank, reverse=True)
    weights = list(filter(_is_possible, every))
    if not weights:
        return replace(nothing, paste=paste)
    best = weights[0]
    standing = Standing.ONE if _is_singled_out(on, best, every) else Standing.SEVERAL
    close = (weight for weight in every if _is_close(weight, best))
    return Judgement(text, paste, standing, tuple(islice(close, MOST_LISTED)), excluded)


def _is_close(weight: Weight, best: Weight) -> bool:
    """Whether an article stays in the running; one that holds all the best explains does."""
    return weight.mass >= (CLOSE if _is_possible(weight) else ALIKE) * best.mass


def _rank(weight: Weight) -> tuple[float, float]:
    return (weight.mass - weight.unexplained, weight.coverage)


def _is_possible(weight: Weight) -> bool:
    if weight.own < AMBIGUOUS_OWN:
        return weight.run >= PLATFORM_RUN and weight.share >= PLATFORM_SHARE
    shown = weight.coverage >= WHOLE_TEXT or weight.run >= LONG_RUN
    wholly = weight.coverage >= WHOLLY_SHOWN and weight.own >= WHOLLY_OWN
    return shown and (wholly or weight.share >= AMBIGUOUS_SHARE)


def _is_singled_out(on: Scale, best: Weight, every: list[Weight]) -> bool:
    if best.own < KNOWN_OWN or best.share < KNOWN_SHARE:
        return False
    if sum(map(on.paste.names.__getitem__, best.lacking)) > NAMES_LACKING:
        return False
    sure = firm(best, on.paste)
    return all(_beats(best, other, on, sure) for other in every if other is not best)


def _beats(best: Weight, other: Weight, on: Scale, sure: bytes) -> bool:
    """Whether the best article explains clearly more than another, and lacks nothing it has."""
    if sum(on.weights[place] for place in best.lacking if other.explained[place]) >= LACKED:
        return False
    more = bytes(map(gt, sure, other.explained))
    less = sum(compress(on.weights, map(gt, other.explained, best.explained)))
    if sum(compress(on.paste.names, more)) >= TELLING_NAMES and less < LACKED:
        return True
    gained = sum(compress(on.weights, more))
    if not any(more):
        firm_joints = [at for at in best.joints - other.joints if sure[at] and sure[at + 1]]
        gained = JOINT * (len(firm_joints) - len(other.joints - best.joints))
    return gained - 2 * less >= max(MARGIN, SLIP * best.mass)
