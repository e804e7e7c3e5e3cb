"""Measures the diagnosis: how often it is right, how far its confidence holds, what it costs."""

import asyncio
import gc
import statistics
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from knowledge.diagnosis import Diagnosis, Verdict, diagnose
from knowledge.library import Library
from tests.bench.pastes import (
    Sample,
    built_in,
    chat,
    grown,
    library_of,
    other_programs,
    samples,
    with_published,
)
from tests.bench.peers import PEERS

BINS = 10
PEER_MESSAGES = 100  # the slowest peer takes a tenth of a second for each
GROWN = (100, 1_000, 10_000)
PASTE_SIZES = (4_000, 40_000)
REPEATS = 100


def main() -> None:
    """Print every table."""
    library = built_in()
    accuracy(library)
    left_out(library)
    speed(with_published(library))
    loop_lag(library)
    growth(library)


def accuracy(library: Library) -> None:
    """Print what is right, and the reliability of the confidence, on the texts it was set on."""
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
    reliability(told)


def reliability(told: Sequence[tuple[Sample, Diagnosis]]) -> None:
    """Print how often first candidates told with a confidence are right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sample, diagnosis in told:
        if diagnosis.candidates:
            first = diagnosis.candidates[0]
            right = first.article.id == sample.article
            bins[min(BINS - 1, int(first.confidence * BINS))].append((first.confidence, right))
    total = sum(map(len, bins.values()))
    error = 0.0
    print("  confidence  right   pastes")
    for _, pairs in sorted(bins.items()):
        mean = statistics.fmean(confidence for confidence, _ in pairs)
        right = statistics.fmean(right for _, right in pairs)
        error += abs(mean - right) * len(pairs) / total
        print(f"  {mean:10.2f}  {right:5.2f}  {len(pairs):7}")
    print(f"  expected calibration error {error:.3f}")


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


def speed(library: Library) -> None:
    """Print the cost of chatter beside the peers, and of long pastes."""
    messages = chat()
    ours = _cpu(lambda text: diagnose(library, None, text), messages)
    false = sum(diagnose(library, None, text).verdict is not Verdict.UNKNOWN for text in messages)
    print(f"\nchatter, {len(library.articles)} articles: {ours:.1f} us a message")
    print(f"  false answers {false} of {len(messages)}")
    for name, build in PEERS.items():
        cost = _cpu(build(library.articles), messages[:PEER_MESSAGES])
        print(f"  {name} {cost:.0f} us, {cost / ours:.0f} times ours")
    for size in PASTE_SIZES:
        print(f"  paste of {size} characters: p99 {_p99(library, size):.1f} ms")


def growth(library: Library) -> None:
    """Print how cost and memory grow with the library."""
    messages, paste = chat()[:4_000], _paste(library, PASTE_SIZES[0])
    print("\narticles  chatter us  paste ms  kB an article")
    for size in GROWN:
        articles = grown(library, size)
        gc.collect()
        tracemalloc.start()
        large = library_of(articles)
        memory = tracemalloc.get_traced_memory()[0] / size / 1_000
        tracemalloc.stop()
        run: Callable[[str], object] = lambda text, on=large: diagnose(on, None, text)  # noqa: E731
        chatter, pasted = _cpu(run, messages), _cpu(run, [paste] * 50) / 1_000
        print(f"{size:8}  {chatter:10.1f}  {pasted:8.2f}  {memory:13.1f}")


def loop_lag(library: Library) -> None:
    """Print how long the event loop waits while a log of a megabyte is read beside it."""
    print(f"\nloop lag during a 1 MB log: p99 {asyncio.run(_lag(library)):.1f} ms")


async def _lag(library: Library) -> float:
    log = _paste(library, 1_000_000)
    reading = asyncio.gather(asyncio.to_thread(diagnose, library, None, log))
    lags: list[float] = []
    while not reading.done():
        start = time.perf_counter()
        await asyncio.sleep(0.001)
        lags.append((time.perf_counter() - start - 0.001) * 1_000)
    await reading
    return _at(lags, 0.99)


def _paste(library: Library, size: int) -> str:
    """Give a log in which one known error stands amid lines of other programs."""
    error = max(library.articles, key=lambda article: sum(map(len, article.details)))
    known = "\n".join(error.details)[:3_000]
    lines = [
        f"{n:07}| Info| Worker.Pool: item {n * 7919} of batch {n % 97} stored"
        for n in range(size // 40)
    ]
    half = (size - len(known)) // 2
    noise = "\n".join(lines)
    return f"{noise[:half]}\n{known}\n{noise[-half:]}"[:size]


def _p99(library: Library, size: int) -> float:
    text = _paste(library, size)
    times = []
    for cut in range(REPEATS):
        start = time.process_time()
        diagnose(library, None, text[cut:])
        times.append((time.process_time() - start) * 1_000)
    return _at(times, 0.99)


def _cpu(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """Give the microseconds of CPU for each text, once warm."""
    for text in texts[:20]:
        run(text)
    start = time.process_time()
    for text in texts:
        run(text)
    return (time.process_time() - start) / len(texts) * 1_000_000


def _at(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def _is_first(told: tuple[Sample, Diagnosis]) -> bool:
    return bool(told[1].candidates) and told[1].candidates[0].article.id == told[0].article


def _is_asserted(told: tuple[Sample, Diagnosis]) -> bool:
    return told[1].article is not None and told[1].article.id == told[0].article


def _share(right: "map[bool]") -> str:
    values = list(right)
    return f"{sum(values) / max(1, len(values)):.3f}"
