"""Makes long pastes out of real error texts: several errors in a row, or one amid a foreign log."""

import random
from collections.abc import Sequence

from knowledge.article import Article
from knowledge.signature import error_texts

LOG_LINE = "{n:07}| Info| Worker.Pool: item {item} of batch {batch} stored"


def several_errors(articles: Sequence[Article], size: int, count: int) -> list[str]:
    """Give texts of nothing but different errors, the densest there can be."""
    texts = [text for article in articles for text in error_texts(article)]
    dice = random.Random(size)  # noqa: S311  the same pastes every time
    pastes = []
    for _ in range(count):
        parts: list[str] = []
        while sum(map(len, parts)) < size:
            parts.append(dice.choice(texts))
        pastes.append("\n\n".join(parts)[:size])
    return pastes


def with_noise(articles: Sequence[Article], size: int, count: int) -> list[str]:
    """Give logs in which one error stands amid lines of another program."""
    texts = [text for article in articles for text in error_texts(article)]
    dice = random.Random(size)  # noqa: S311
    pastes = []
    for _ in range(count):
        error = dice.choice(texts)[: size // 2]
        lines = [
            LOG_LINE.format(n=n, item=dice.randrange(10**6), batch=n % 97)
            for n in range(size // 40)
        ]
        noise, half = "\n".join(lines), (size - len(error)) // 2
        pastes.append(f"{noise[:half]}\n{error}\n{noise[-half:]}"[:size])
    return pastes
