"""Judges the weighed articles: does the evidence single one out, leave several, or name none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, partial
from itertools import chain, islice
from typing import Final

from knowledge.article import Article
from knowledge.bearing import Bearing
from knowledge.bounds import Bounds
from knowledge.deciding import is_possible, is_singled_out, is_sound, may_speak, rank
from knowledge.focus import focus
from knowledge.reading import Paste, read_paste
from knowledge.scale import scale
from knowledge.search import Index
from knowledge.weighing import Weight

# Set by hand, measured on nothing of their own. Pastes made of the built-in articles are answered
# alike with CLOSE from 0.6 to 0.9 and ALIKE from 0.9 to 0.99: the two say which causes are listed
# and asked about, not whether a paste asserts one.
CLOSE = 0.72  # part of the best article's explained mass that keeps another in the running
FIRST_LOOK = 5  # articles weighed before a text without program names is given up as chatter
ALIKE = 0.97  # part of that mass for an article of which too little is shown to be thought of alone
MOST_LISTED = 12

Weighing = Callable[[Article], Weight]


class Standing(Enum):
    """How many articles the evidence leaves."""

    NONE = 0
    ONE = 1
    SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was read, the articles left, best first, and those ruled out by an answer."""

    paste: Paste | None
    standing: Standing
    weights: tuple[Weight, ...]
    excluded: frozenset[str] = frozenset()
    sound: bool = True  # the paste says nothing that the best article lacks, or has otherwise
    shown: tuple[str, ...] = ()  # lines the poster said to see in his window
    bearing: Bearing = Bearing.NOT_TYPED
    ruled_out: tuple[Weight, ...] = ()  # by the address; they still take part of the confidence
    taken: tuple[str, ...] = ()  # the answers, as the questions had them first
    denied: tuple[Weight, ...] = ()  # the poster saw none of their lines: their part is open again

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
            others = self.standing is not Standing.ONE and len(about) < len(self.weights)
            return replace(judged, sound=judged.sound and others)
        left = tuple(weight for weight in self.weights if weight not in about)
        standing = judged.standing if left else Standing.NONE
        return replace(judged, weights=left, standing=standing, ruled_out=tuple(about))


UNREAD: Final = Judgement(None, Standing.NONE, ())


def judge(index: Index, text: str, excluded: frozenset[str] = frozenset()) -> Judgement:
    """Judge a text against the library; chatter ends at the index."""
    nothing = replace(UNREAD, excluded=excluded) if excluded else UNREAD
    telling = focus(index, text)
    if not index.worth_reading(telling):
        return nothing
    paste = read_paste(telling)
    pairs = index.pairs(paste.words)
    named = index.naming(paste.words)
    if not (pairs or named):
        return nothing
    on = scale(paste, index.vocabulary, index.codes)
    looks = [
        (article, Bounds(article, on))
        for article in dict.fromkeys((*named, *index.candidates(pairs)))
        if article.id not in excluded
    ]
    if not any(is_possible(most) for _, most in looks):
        return replace(nothing, paste=paste)
    found = {article: most for article, most in looks if may_speak(most)}
    weighed = cache(partial(Weight, on=on))
    if not any(paste.names) and not any(map(is_possible, map(weighed, [*found][:FIRST_LOOK]))):
        return replace(nothing, paste=paste)
    every = _contenders(found, weighed)
    if not every:
        return replace(nothing, paste=paste)
    best = every[0]
    sound = is_sound(on, best)
    # The others cannot come close, but may show that the best one is not the only one.
    far = map(weighed, found.keys() - {weight.article for weight in every})
    one = sound and is_singled_out(on, best, chain(every, far))
    close = (weight for weight in every if _is_close(weight, best))
    left = tuple(islice(close, MOST_LISTED))
    standing = Standing.ONE if one else Standing.SEVERAL
    return Judgement(paste, standing, left, excluded, sound=sound)


def _contenders(found: Mapping[Article, Bounds], weighed: Weighing) -> list[Weight]:
    """Weigh the articles that may be the best one or close to it, best first."""
    best: Weight | None = None
    for article in sorted(found, key=lambda article: -found[article].mass):
        most = found[article]
        if best and most.mass < CLOSE * best.mass and most.net < best.net:
            continue
        weight = weighed(article)
        if (best is None or rank(weight) > rank(best)) and is_possible(weight):
            best = weight
    if best is None:
        return []
    least = CLOSE * best.mass
    weights = (weighed(article) for article, most in found.items() if most.mass >= least)
    # Words of talk may be more than those of a short error: what is not possible comes last.
    return sorted(weights, key=lambda weight: (is_possible(weight), rank(weight)), reverse=True)


def _is_close(weight: Weight, best: Weight) -> bool:
    """Whether an article stays in the running; one that holds all the best explains does."""
    if is_possible(weight):
        return weight.mass >= CLOSE * best.mass
    return weight.mass_beside(best) >= ALIKE * best.mass
