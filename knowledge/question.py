"""Asks the one question that splits the remaining articles best, and takes in its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from knowledge.article import Article
from knowledge.evidence import distinguishing
from knowledge.judging import Judgement, Standing
from knowledge.secrets import redact
from knowledge.signature import Statement, block_words, signature

MOST_CHOICES = 6  # lines to choose from; more are not read
MOST_LINES_READ = 12  # of each article, in search of one that tells it from the others
MOST_CHARACTERS = 75  # of one choice: Slack's limit for the text on a button
SEVERAL_LINES: Final = "Which of these lines do you see in the error window or behind Details?"
NONE_OF_THESE: Final = "None of these lines"
WHAT_DETAILS: Final = (
    "What is the first line under Details, and which server address did you type?"
)


@dataclass(frozen=True, slots=True)
class Question:
    """The one question whose answer splits the candidates best; few answers become buttons."""

    text: str
    choices: tuple[str, ...]


def best_question(judgement: Judgement) -> Question | None:
    """Give the question with the most expected information, or none when nothing is left to ask."""
    articles = [weight.article for weight in judgement.weights]
    if len(articles) < 2:
        return None
    choices = _choices(articles)
    if not choices:
        return Question(WHAT_DETAILS, ())
    return Question(SEVERAL_LINES, (*choices, NONE_OF_THESE))


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
    return judgement.keeping(kept, dropped)


def _choices(articles: Sequence[Article]) -> tuple[str, ...]:
    """Choose lines one after the other, each the one that tells most about what is left."""
    holders = _holders(articles)
    left = frozenset(range(len(articles)))
    chosen: list[str] = []
    while len(chosen) < MOST_CHOICES and len(left) > 1:
        best = max(holders, key=lambda line: _information(holders[line] & left, left), default="")
        if not best or not holders[best] & left:
            break
        chosen.append(best)
        left -= holders.pop(best)
    return tuple(chosen)


def _holders(articles: Sequence[Article]) -> dict[str, frozenset[int]]:
    """Give the lines that tell some articles from others, and which articles have each."""
    known = [signature(article) for article in articles]
    lines = dict.fromkeys(
        _short(statement.text)
        for article in articles
        for statement in _telling(article, articles)[:MOST_LINES_READ]
    )
    holders = {
        line: frozenset(place for place, each in enumerate(known) if each.holds(_said(line)))
        for line in lines
    }
    return {line: held for line, held in holders.items() if 0 < len(held) < len(articles)}


def _telling(article: Article, articles: Sequence[Article]) -> Sequence[Statement]:
    return distinguishing(article, articles) or signature(article).statements


def _information(holders: frozenset[int], left: frozenset[int]) -> float:
    """Expected bits from asking whether a line is shown, every article left as likely."""
    part = len(holders) / len(left)
    if part in (0.0, 1.0):
        return 0.0
    return -part * log2(part) - (1 - part) * log2(1 - part)


def _short(line: str) -> str:
    safe = redact(line)
    if len(safe) <= MOST_CHARACTERS:
        return safe
    return safe[:MOST_CHARACTERS].rsplit(" ", 1)[0]


def _said(line: str) -> str:
    return " ".join(block_words(line))
