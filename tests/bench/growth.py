"""Measures how cost and memory grow with the library, from a hundred articles to ten thousand."""

import gc
import random
import re
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from knowledge.article import Article
from knowledge.diagnosis import diagnose
from knowledge.signature import error_texts, read_texts
from tests.bench.long_pastes import several_errors
from tests.bench.pastes import chat, library_of, with_published
from tests.bench.speed import at, cpu, paste_costs

SIZES = (100, 1_000, 10_000)
MESSAGES, PASSES = 4_000, 20  # the best pass keeps out what else the machine does
PASTE_SIZE, PASTES = 4_000, 100
CHATTER_BAR, PASTE_BAR, MEMORY_BAR = 1.5, 2, 20  # times, times, kB
SYLLABLES = [a + b + c for a in "bdfgklmnprst" for b in "aeou" for c in "bdfgkmnpst"]
# What is new in another error: its names and codes. The platform's names stay.
NAME = re.compile(r"\b(?!System\b|Microsoft\b)(?:[A-Z][a-z]+){2,}\b")
CODE = re.compile(r"\b(?:0x)?(?=\w*\d)[0-9A-Fa-f]{6,}\b|(?<![\w.])\d{3,}(?![\w.])")


def main() -> None:
    """Print a row for each size; the pastes are of articles that all the libraries hold."""
    real = with_published().articles
    pastes = several_errors(real[: SIZES[0]], PASTE_SIZE, PASTES)
    print(f"\ngrowth from {len(real)} real articles; pastes are several errors, {PASTE_SIZE} each")
    print("  articles  shared pairs  chatter us  paste p50 ms  paste p99 ms  kB an article")
    rows = [_row(real, size, pastes) for size in SIZES]
    chatter, paste, memory = (max(column) for column in zip(*rows[1:], strict=True))
    print(f"  chatter {chatter / rows[0][0]:.1f} times (bar: {CHATTER_BAR})", end="")
    print(f", pastes {paste / rows[0][1]:.1f} times (bar: {PASTE_BAR})", end="")
    print(f", memory {memory:.1f} kB (bar: {MEMORY_BAR})")


def _row(real: Sequence[Article], size: int, pastes: Sequence[str]) -> tuple[float, float, float]:
    gc.collect()
    read_texts.cache_clear()
    tracemalloc.start()
    library = library_of(grown(real, size))
    memory = tracemalloc.get_traced_memory()[0] / size / 1_000
    tracemalloc.stop()
    gc.freeze()  # as the bot does
    run = partial(diagnose, library, None)
    chatter = min(cpu(run, chat()[:MESSAGES]) for _ in range(PASSES))
    costs = paste_costs(library, pastes)
    held = Counter(min(2, len(places)) for places in library.index.postings.values())
    gc.unfreeze()
    middle, worst, shared = at(costs, 0.5), at(costs, 0.99), held[2] / held.total()
    print(f"  {size:8}  {shared:12.2f}  {chatter:10.1f}", end="")
    print(f"  {middle:12.2f}  {worst:12.2f}  {memory:13.1f}")
    return chatter, middle, memory


def grown(real: Sequence[Article], size: int) -> list[Article]:
    """Grow a library: each new article has lines of real ones, put together anew, with new names.

    So what is common stays common: most pairs of words are held by many articles.
    """
    dice = random.Random(1)  # noqa: S311  the same library every time
    lines = [line for article in real for text in error_texts(article) for line in text.split("\n")]
    articles = list(real[:size])
    while len(articles) < size:
        model = dice.choice(real)
        texts = [_recombined(text, lines, dice) for text in error_texts(model)]
        number = len(articles)
        new = replace(
            model, id=f"grown-{number}", symptoms=(texts[0],), details=tuple(texts[1:]), path=""
        )
        articles.append(new)
    return articles


def _recombined(text: str, lines: Sequence[str], dice: random.Random) -> str:
    mixed = "\n".join(
        line if dice.random() < 0.5 else dice.choice(lines) for line in text.split("\n")
    )
    named = NAME.sub(lambda found: _name(dice) if dice.random() < 0.5 else found[0], mixed)
    return CODE.sub(lambda found: f"{dice.randrange(16 ** len(found[0])):x}", named)


def _name(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES).capitalize() for _ in range(2))
