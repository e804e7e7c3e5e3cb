"""Asks the one question that splits the remaining articles best, and takes in its answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from math import log2
from typing import Final

from knowledge.article import Article
from knowledge.evidence import distinguishing
from knowledge.judging import Judgement, Standing
from knowledge.secrets import redact
from knowledge.signature import Statement, block_words, signature

MOST_CHOICES = 6  # lines to choose from; more are not read
MOST_LINES_READ = 12  # of each article, in search of one that tells it from the others
KEPT_QUESTIONS = 256  # a support channel meets the same shared dialogs again
MOST_CHARACTERS = 75  # of one choice: Slack's limit for the text on a button
SEVERAL_LINES: Final = "Which of these lines do you see in the error window or behind Details?"
AND_ADDRESS: Final = "And which server address was typed?"
NONE_OF_THESE: Final = "None of these lines"
WHAT_DETAILS: Final = "What is the first line under Details, and which server address did you type?"


@dataclass(frozen=True, slots=True)
class Question:
    """The one question whose answer splits the candidates best; few answers become buttons."""

    text: str
    choices: tuple[str, ...]


def best_question(judgement: Judgement) -> Question | None:
    """Give the question with the most expected information, or none when nothing is left to ask."""
    return _question(tuple(weight.article for weight in judgement.weights))


@lru_cache(maxsize=KEPT_QUESTIONS)
def _question(articles: tuple[Article, ...]) -> Question | None:
    if len(articles) < 2:  # noqa: PLR2004
        return None
    choices = _choices(articles)
    if not choices:
        return Question(WHAT_DETAILS, ())
    asks_address = any(article.speaks_for for article in articles)
    text = f"{SEVERAL_LINES} {AND_ADDRESS}" if asks_address else SEVERAL_LINES
    return Question(text, (*choices, NONE_OF_THESE))


def answered(judgement: Judgement, said: str) -> Judgement | None:
    """Give what an answer leaves, or None when the text answers no choice of the question."""
    if judgement.standing is not Standing.SEVERAL:
        return None
    question = best_question(judgement)
    answer = said.strip()
    if question is None or answer not in question.choices:
        return None
    shown = question.choices[:-1] if answer == NONE_OF_THESE else (answer,)
    holders = {
        weight.article.id
        for weight in judgement.weights
        if any(signature(weight.article).holds(_said(line)) for line in shown)
    }
    none = answer == NONE_OF_THESE
    kept = [weight for weight in judgement.weights if (weight.article.id in holders) is not none]
    dropped = frozenset(weight.article.id for weight in judgement.weights if weight not in kept)
    left = judgement.keeping(kept, dropped)
    # A line that only one article has, on top of a dialog it has, singles it out.
    return replace(left, standing=Standing.ONE) if len(kept) == 1 and not none else left


def _choices(articles: Sequence[Article]) -> tuple[str, ...]:
    """Choose the lines whose answer is expected to tell most, every article as likely."""
    holders = _holders(articles)
    sizes = sorted({len(held) for held in holders.values()})
    offers = [_disjoint(holders, size) for size in sizes]
    return max(offers, key=lambda offer: _information(offer, holders, len(articles)), default=())


def _disjoint(holders: dict[str, frozenset[int]], size: int) -> tuple[str, ...]:
    """Choose lines that at most `size` articles have, none of them two of the lines."""
    chosen: list[str] = []
    covered: frozenset[int] = frozenset()
    for line, held in sorted(holders.items(), key=lambda item: -len(item[1])):
        if len(held) <= size and not held & covered and len(chosen) < MOST_CHOICES:
            chosen.append(line)
            covered |= held
    return tuple(chosen)


def _information(offer: Sequence[str], holders: dict[str, frozenset[int]], total: int) -> float:
    """Expected bits of the answer: one of the lines, or none of them."""
    parts = [len(holders[line]) / total for line in offer]
    parts.append(1 - sum(parts))
    return -sum(part * log2(part) for part in parts if part > 0)


def _holders(articles: Sequence[Article]) -> dict[str, frozenset[int]]:
    """Give the lines that tell some articles from others, and which articles have each."""
    known = [signature(article) for article in articles]
    lines = dict.fromkeys(
        _short(statement.text)
        for article in articles
        for statement in sorted(_telling(article, articles), key=_burden)
    )
    holders = {
        line: frozenset(place for place, each in enumerate(known) if each.holds(_said(line)))
        for line in lines
    }
    return {line: held for line, held in holders.items() if 0 < len(held) < len(articles)}


def _telling(article: Article, articles: Sequence[Article]) -> Sequence[Statement]:
    own = list(islice(distinguishing(article, articles), MOST_LINES_READ))
    return own or signature(article).statements[:MOST_LINES_READ]


def _burden(statement: Statement) -> tuple[bool, bool, bool]:
    """Headings are easier to find in an error window than frames, addresses and long lines."""
    text = statement.text
    return (text.startswith("at "), "://" in text, len(text) > MOST_CHARACTERS)


def _short(line: str) -> str:
    safe = redact(line)
    if len(safe) <= MOST_CHARACTERS:
        return safe
    return safe[:MOST_CHARACTERS].rsplit(" ", 1)[0]


def _said(line: str) -> str:
    return " ".join(block_words(line))
