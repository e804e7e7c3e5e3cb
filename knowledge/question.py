"""Asks the one question that splits the remaining articles best, and takes in its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from knowledge.article import Article
from knowledge.evidence import distinguishing
from knowledge.judging import Judgement, Standing
from knowledge.secrets import redact
from knowledge.signature import block_words, error_texts, statements

MOST_CHOICES = 6  # lines to choose from; more are not read
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
    if question is None or said.strip() not in question.choices:
        return None
    if said.strip() == NONE_OF_THESE:
        shown = question.choices[:-1]
        kept = [w for w in judgement.weights if not any(_holds(w.article, c) for c in shown)]
    else:
        kept = [w for w in judgement.weights if _holds(w.article, said)]
    dropped = frozenset(w.article.id for w in judgement.weights if w not in kept)
    return judgement.keeping(kept, dropped)


def _choices(articles: Sequence[Article]) -> tuple[str, ...]:
    """Choose lines one after the other, each the one that tells most about what is left."""
    left = list(articles)
    chosen: list[str] = []
    while len(chosen) < MOST_CHOICES and len(left) > (0 if not chosen else 1):
        lines = [line for article in left for line in _lines(article, articles)]
        if not lines:
            break
        best = max(lines, key=lambda line: _information(line, left))
        chosen.append(best)
        left = [article for article in left if not _holds(article, best)]
    return tuple(chosen)


def _lines(article: Article, rivals: Sequence[Article]) -> list[str]:
    own = distinguishing(article, rivals) or list(statements(article))
    return [line for line in map(_short, own) if not all(_holds(rival, line) for rival in rivals)]


def _information(line: str, articles: Sequence[Article]) -> float:
    """Expected bits from asking whether this line is shown, every article as likely."""
    part = sum(_holds(article, line) for article in articles) / len(articles)
    if part in (0.0, 1.0):
        return 0.0
    return -part * log2(part) - (1 - part) * log2(1 - part)


def _short(line: str) -> str:
    safe = redact(line)
    if len(safe) <= MOST_CHARACTERS:
        return safe
    return safe[:MOST_CHARACTERS].rsplit(" ", 1)[0]


def _holds(article: Article, line: str) -> bool:
    said = f" {' '.join(block_words(line))} "
    return any(said in f" {' '.join(block_words(text))} " for text in error_texts(article))
