"""Measures the diagnosis on the built-in articles: how often it is right."""

from collections import Counter

from knowledge.diagnosis import Diagnosis, Verdict, diagnose
from knowledge.library import Library
from tests.bench.pastes import Sample, built_in, library_of, other_programs, samples


def main() -> None:
    """Print every table."""
    library = built_in()
    accuracy(library)
    left_out(library)


def accuracy(library: Library) -> None:
    """Print what is right on the texts the deciding numbers were set on."""
    told = [(sample, diagnose(library, None, sample.text)) for sample in samples(library)]
    single = [(s, d) for s, d in told if len(s.holders) == 1]
    shared = [(s, d) for s, d in told if len(s.holders) > 1]
    wrong = sum(d.article is not None and d.article.id not in s.holders for s, d in told)
    print(f"\naccuracy on {len(told)} mangled texts")
    first, known = _share(map(_is_first, single)), _share(map(_is_asserted, single))
    print(f"  one cause: first {first}, asserted {known}")
    print(
        f"  shared text: asserted {sum(d.article is not None for _, d in shared)} of {len(shared)}"
    )
    print(f"  asserted wrong {wrong}")
    verdicts = Counter(diagnose(library, None, text).verdict for text in other_programs())
    print(f"  errors of other programs: {dict(verdicts)}")


def left_out(library: Library) -> None:
    """Print how often an error without an article is answered with another's cause."""
    texts = asserted = 0
    every = list(samples(library))
    for article in library.articles:
        rest = library_of([other for other in library.articles if other is not article])
        for sample in every:
            if sample.article == article.id and len(sample.holders) == 1:
                texts += 1
                asserted += diagnose(rest, None, sample.text).verdict is Verdict.KNOWN
    print(f"\nerrors whose article is left out: asserted {asserted} of {texts}")


def _is_first(told: tuple[Sample, Diagnosis]) -> bool:
    return bool(told[1].candidates) and told[1].candidates[0].article.id == told[0].article


def _is_asserted(told: tuple[Sample, Diagnosis]) -> bool:
    return told[1].article is not None and told[1].article.id == told[0].article


def _share(right: "map[bool]") -> str:
    values = list(right)
    return f"{sum(values) / max(1, len(values)):.3f}"
