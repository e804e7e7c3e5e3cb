"""Judges the weighed articles: does the evidence single one out, leave several, or name none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from knowledge.finding import Finding, Status
from knowledge.focus import focus
from knowledge.reading import Paste, read_paste
from knowledge.search import Index
from knowledge.weighing import Weight, weigh, word_weights

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
    favoured: frozenset[str] = frozenset()  # ids of articles that the typed address speaks for

    def keeping(self, kept: Sequence[Weight], dropped: frozenset[str] = frozenset()) -> "Judgement":
        """Give the judgement with only these articles left."""
        standing = self.standing if len(kept) > 1 else Standing.SEVERAL
        return replace(
            self, weights=tuple(kept), standing=standing, excluded=self.excluded | dropped
        )

    def with_addresses(self, findings: Sequence[Finding]) -> "Judgement":
        """Let a typed address speak for or against the articles that are about one."""
        if not findings or not self.weights:
            return self
        statuses = {finding.status for finding in findings}
        about = [weight for weight in self.weights if weight.article.speaks_for]
        others = [weight for weight in self.weights if not weight.article.speaks_for]
        if not about:
            return self
        if Status.NEEDS_ORG in statuses:
            favoured = frozenset(weight.article.id for weight in about)
            order = about if self.standing is Standing.SEVERAL else self.weights
            rest = [weight for weight in self.weights if weight not in order]
            return replace(self, weights=(*order, *rest), favoured=favoured)
        if not statuses <= {Status.ALREADY_CORRECT, Status.ONLINE}:
            return self
        left = others if Status.ONLINE in statuses and others else [*others, *about]
        asserted = self.weights[0].article
        standing = Standing.SEVERAL if asserted.speaks_for else self.standing
        if self.standing is Standing.ONE and not asserted.speaks_for:
            left = list(self.weights)
        return replace(self, weights=tuple(left), standing=standing)


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
    strengths = word_weights(paste)
    found = [article for article in index.candidates(pairs) if article.id not in excluded]
    first = len(found) if any(paste.names) else FIRST_LOOK
    weights = [weigh(article, paste, strengths) for article in found[:first]]
    if any(map(_is_possible, weights)):
        weights += [weigh(article, paste, strengths) for article in found[first:]]
    weights = sorted(filter(_is_possible, weights), key=_rank, reverse=True)
    if not weights:
        return replace(nothing, paste=paste)
    close = [weight for weight in weights if weight.mass >= CLOSE * weights[0].mass]
    standing = Standing.ONE if _is_singled_out(paste, strengths, weights) else Standing.SEVERAL
    return Judgement(text, paste, standing, tuple(close[:MOST_LISTED]), excluded)


def _rank(weight: Weight) -> tuple[float, float]:
    return (weight.mass - weight.unexplained, weight.coverage)


def _is_possible(weight: Weight) -> bool:
    if weight.own < AMBIGUOUS_OWN:
        return weight.run >= PLATFORM_RUN and weight.share >= PLATFORM_SHARE
    shown = weight.coverage >= WHOLE_TEXT or weight.run >= LONG_RUN
    wholly = weight.coverage >= WHOLLY_SHOWN and weight.own >= WHOLLY_OWN
    return shown and (wholly or weight.share >= AMBIGUOUS_SHARE)


def _is_singled_out(paste: Paste, strengths: list[float], weights: list[Weight]) -> bool:
    best = weights[0]
    if best.own < KNOWN_OWN or best.share < KNOWN_SHARE:
        return False
    if sum(paste.names[place] for place in best.lacking) > NAMES_LACKING:
        return False
    return all(_beats(best, other, paste, strengths) for other in weights[1:])


def _beats(best: Weight, other: Weight, paste: Paste, strengths: list[float]) -> bool:
    """Whether the best article explains clearly more than another, and lacks nothing it has."""
    if sum(strengths[place] for place in best.lacking if other.explained[place]) >= LACKED:
        return False
    more = [
        place
        for place, (mine, its) in enumerate(zip(best.explained, other.explained, strict=True))
        if mine > its
    ]
    less = sum(
        strength
        for mine, its, strength in zip(best.explained, other.explained, strengths, strict=True)
        if its > mine
    )
    if sum(paste.names[place] for place in more) >= TELLING_NAMES and less < LACKED:
        return True
    gained = sum(strengths[place] for place in more)
    joints = len(best.joints - other.joints) - len(other.joints - best.joints)
    if not more:
        gained = JOINT * joints
    return gained - 2 * less >= max(MARGIN, SLIP * best.mass)
