"""Measures what a diagnosis costs: on chatter, on pastes, beside the event loop."""

import asyncio
import gc
import statistics
import time
from collections.abc import Callable, Sequence

from handlers.conversation import Said, Talk
from handlers.mind import Mind
from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from tests.bench.long_pastes import several_errors, with_noise
from tests.bench.pastes import chat, with_published
from tests.bench.peers import PEERS

ROUNDS = 5  # ours and the peers by turns, so that a busy minute falls on all of them
PEER_MESSAGES = 40  # a round; the slowest peer takes a tenth of a second for each
PASTE_SIZES = (4_000, 40_000)
PASTES = 200  # of each kind, all of them different
REPEATS = 3  # the best of which keeps what else the machine does out of the figure
LOGS, LOG_SIZE, LOG_ROUNDS = 3, 1_000_000, 20
CHATTER_BAR, BM25_BAR, TFIDF_BAR = 20, 4, 30  # microseconds, times, times
PASTE_BARS = {4_000: 5, 40_000: 20}  # milliseconds
LAG_BAR = 25  # milliseconds


def main() -> None:
    """Print every table."""
    library = with_published()
    chatter(library)
    pastes(library)
    loop_lag(library)


def chatter(library: Library) -> None:
    """Print the cost of real chat, and what the peers take for the same messages."""
    messages = chat()
    false = sum(diagnose(library, None, text).verdict is not Verdict.UNKNOWN for text in messages)
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in PEERS}
    peers = {name: build(library.articles) for name, build in PEERS.items()}
    for turn in range(ROUNDS):
        ours.append(cpu(lambda text: diagnose(library, None, text), messages))
        for name, answer in peers.items():
            theirs[name].append(cpu(answer, messages[turn :: len(messages) // PEER_MESSAGES]))
    mine = statistics.median(ours)
    print(f"\nchatter, {len(messages)} real messages, {len(library.articles)} articles")
    print(f"  ours {mine:.1f} us a message (bar: {CHATTER_BAR}), false answers {false}")
    bars = {"bm25s": f" (bar: {BM25_BAR})", "TF-IDF cosine": f" (bar: {TFIDF_BAR})"}
    for name, costs in theirs.items():
        cost = statistics.median(costs)
        print(f"  {name} {cost:.0f} us, {cost / mine:.1f} times ours{bars.get(name, '')}")


def pastes(library: Library) -> None:
    """Print the cost of long pastes: one after another of real errors, and one amid a log."""
    print(f"\npastes, {PASTES} different ones of each kind, milliseconds")
    for name, make in (("several errors", several_errors), ("one amid a log", with_noise)):
        for size in PASTE_SIZES:
            costs = paste_costs(library, make(library.articles, size, PASTES))
            middle, worst = at(costs, 0.5), at(costs, 0.99)
            print(f"  {name:15} {size:6} characters: p50 {middle:5.1f}  p99 {worst:5.1f}", end="")
            print(f"  (bar: p99 {PASTE_BARS[size]})")


def loop_lag(library: Library) -> None:
    """Print how long the event loop waits while logs are read beside it, as the bot does."""
    gc.freeze()
    for count in (1, LOGS):
        lags = asyncio.run(_lag(library, with_noise(library.articles, LOG_SIZE, count)))
        print(
            f"\nloop lag while {count} log(s) of 1 MB are read: p50 {at(lags, 0.5):.1f} ms", end=""
        )
        print(f", p99 {at(lags, 0.99):.1f} ms of {len(lags)} (bar: p99 {LAG_BAR})")
    gc.unfreeze()


async def _lag(library: Library, logs: Sequence[str]) -> list[float]:
    mind = Mind(library, lambda: None)
    talks = [Talk((Said("U1", log, "1.0"),), "U1", opened="1.0") for log in logs]
    lags: list[float] = []
    for _ in range(LOG_ROUNDS):
        reading = asyncio.gather(*map(mind.think, talks))
        while not reading.done():
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            lags.append((time.perf_counter() - start - 0.001) * 1_000)
        await reading
    return lags


def paste_costs(library: Library, texts: Sequence[str]) -> list[float]:
    """Give the milliseconds of CPU for each text: the best of some passes over all of them."""
    costs = [float("inf")] * len(texts)
    for _ in range(REPEATS + 1):
        for number, text in enumerate(texts):
            start = time.process_time()
            diagnose(library, None, text)
            costs[number] = min(costs[number], (time.process_time() - start) * 1_000)
    return costs


def cpu(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """Give the microseconds of CPU for each text."""
    start = time.process_time()
    for text in texts:
        run(text)
    return (time.process_time() - start) / len(texts) * 1_000_000


def at(values: Sequence[float], part: float) -> float:
    """Give the value below which such a part of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
