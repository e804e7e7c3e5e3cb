"""Measures on articles held back how far the confidence of the first candidate holds.

Each error text of each article, mangled, is judged twice: by the whole library, and by a library
without its article. Articles are parted in folds; the confidence of a fold's pastes is scaled as
the other folds' fit it. Of five pastes four count as errors that have an article: how many of
the errors pasted in a company's channel have none nobody knows, so this mix is an assumption.
"""

import random
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from knowledge.article import Article
from knowledge.calibration import FITTED, Scaling, confidences
from knowledge.judging import Judgement, Standing, judge
from knowledge.library import Library
from knowledge.signature import error_texts
from tests.bench.pastes import is_held, library_of, runs, with_published
from tests.knowledge.mangled import MANGLINGS

FOLDS = 5
HAS_ARTICLE, HAS_NONE = 4, 1  # what the two kinds count
MANGLED = 3  # ways in which each text is pasted
PARTED = 6  # lines of a text of which also the first and the last are pasted
SHARPNESSES = (0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A judged paste: whether its error has an article, and whether that came first."""

    article: str
    judgement: Judgement
    right: bool
    counts: int


def main() -> None:
    """Print the reliability of held back articles, the false answers, and the scaling to keep."""
    library = with_published()
    cases = list(_cases(library))
    print(f"{len(library.articles)} articles, {len(cases)} pastes, {FOLDS} folds")
    _answers("has an article", [case for case in cases if case.counts == HAS_ARTICLE])
    _answers("has none", [case for case in cases if case.counts == HAS_NONE])
    answered = [case for case in cases if case.judgement.standing is not Standing.NONE]
    told = []
    for fold in range(FOLDS):
        scaling = fitted([case for case in answered if _fold(case) != fold])
        held = [case for case in answered if _fold(case) == fold]
        told += [(case, confidences(case.judgement, scaling)[0]) for case in held]
    reliability(told, "held back")
    told = [(case, confidences(case.judgement, FITTED)[0]) for case in answered]
    reliability(told, "as the project has it")
    print(f"\nfits all: {fitted(answered)}")


def _fold(case: Case) -> int:
    return random.Random(case.article).randrange(FOLDS)  # noqa: S311  the same every time


def _cases(library: Library) -> Iterator[Case]:
    held = {each.id: runs("\n".join(error_texts(each))) for each in library.articles}
    for article in library.articles:
        rest = library_of([other for other in library.articles if other is not article])
        others = [held[other.id] for other in rest.articles]
        for text in chain.from_iterable(map(_parts, error_texts(article))):
            said = runs(text)
            has_none = not any(is_held(said, other) for other in others)
            dice = random.Random(text)  # noqa: S311  the same every time
            for mangle in dice.sample(list(MANGLINGS.values()), MANGLED):
                paste = mangle(text)
                judgement = judge(library.index, paste)
                yield Case(article.id, judgement, _is_first(judgement, article), HAS_ARTICLE)
                if has_none:
                    yield Case(article.id, judge(rest.index, paste), right=False, counts=HAS_NONE)


def _parts(text: str) -> Iterator[str]:
    yield text
    lines = text.splitlines()
    if len(lines) >= PARTED:
        yield "\n".join(lines[: len(lines) // 2])
        yield "\n".join(lines[len(lines) // 2 :])


def _is_first(judgement: Judgement, article: Article) -> bool:
    return bool(judgement.weights) and judgement.weights[0].article.id == article.id


def _answers(kind: str, cases: Sequence[Case]) -> None:
    asserted = [case for case in cases if case.judgement.standing is Standing.ONE]
    listed = sum(case.judgement.standing is Standing.SEVERAL for case in cases)
    right = sum(case.right for case in cases)
    wrong = sum(not case.right for case in asserted)
    print(f"  {kind}: {len(cases)} pastes, first and right {right}, asserted {len(asserted)}")
    print(f"    listed {listed}, asserted wrong {wrong} = {wrong / max(1, len(cases)):.4f}")


def fitted(cases: Sequence[Case]) -> Scaling:
    """Fit the scaling: shares as they are, and the sharpness with the least squared error."""
    asserted = [case for case in cases if case.judgement.standing is Standing.ONE]
    start = replace(FITTED, asserted=_share(asserted), sound=1.0, doubtful=1.0)
    several = [case for case in cases if case.judgement.standing is Standing.SEVERAL]
    choices = [_scaled(several, replace(start, sharpness=value)) for value in SHARPNESSES]
    return min(choices, key=lambda scaling: _squared_error(several, scaling))


def _scaled(cases: Sequence[Case], scaling: Scaling) -> Scaling:
    parts = {}
    for sound in (True, False):
        chosen = [case for case in cases if case.judgement.sound is sound]
        told = sum(case.counts * confidences(case.judgement, scaling)[0] for case in chosen)
        right = sum(case.counts * case.right for case in chosen)
        parts[sound] = min(1.0, right / told) if told else 1.0
    return replace(scaling, sound=round(parts[True], 3), doubtful=round(parts[False], 3))


def _squared_error(cases: Sequence[Case], scaling: Scaling) -> float:
    return sum(
        case.counts * (case.right - confidences(case.judgement, scaling)[0]) ** 2 for case in cases
    )


def _share(cases: Sequence[Case]) -> float:
    total = sum(case.counts for case in cases)
    return round(sum(case.counts * case.right for case in cases) / max(1, total), 3)


def reliability(told: Sequence[tuple[Case, float]], name: str) -> None:
    """Print how often first candidates told with a confidence are right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for case, confidence in told:
        pairs = [(confidence, case.right)] * case.counts
        bins[min(BINS - 1, int(confidence * BINS))] += pairs
    total = len(list(chain.from_iterable(bins.values())))
    error = 0.0
    print(
        f"\n{name}: confidence  right   pastes, {HAS_ARTICLE}:{HAS_NONE} with and without article"
    )
    for _, pairs in sorted(bins.items()):
        mean = statistics.fmean(confidence for confidence, _ in pairs)
        right = statistics.fmean(right for _, right in pairs)
        error += abs(mean - right) * len(pairs) / total
        print(f"  {mean:10.2f}  {right:5.2f}  {len(pairs):7}")
    print(f"  expected calibration error {error:.3f}")
