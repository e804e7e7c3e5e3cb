"""Measures what a diagnosis costs: on chatter, on pastes, and as the library grows."""

import asyncio
import gc
import time
import tracemalloc
from collections.abc import Callable, Sequence

from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from tests.bench.pastes import built_in, chat, grown, library_of, with_published
from tests.bench.peers import PEERS

PEER_MESSAGES = 100  # the slowest peer takes a tenth of a second for each
GROWN = (100, 1_000, 10_000)
PASTE_SIZES = (4_000, 40_000)
REPEATS = 100


def main() -> None:
    """Print every table."""
    library = built_in()
    chatter(with_published(library))
    loop_lag(library)
    growth(library)


def chatter(library: Library) -> None:
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
