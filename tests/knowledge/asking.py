"""Answers the bot's questions as somebody would who has one particular error on his screen."""

from collections.abc import Iterator

from knowledge.article import Article
from knowledge.choices import fitting
from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from knowledge.question import Question
from knowledge.signature import block_words, signature

MOST_ROUNDS = 2
TOO_MANY = MOST_ROUNDS + 1


def dialogs_shared(library: Library) -> Iterator[tuple[str, Article]]:
    """Give each dialog text that leaves several causes, with each article that shows it."""
    for article in library.articles:
        for dialog in article.symptoms:
            diagnosis = diagnose(library, None, dialog)
            several = diagnosis.verdict is Verdict.AMBIGUOUS and len(diagnosis.candidates) > 1
            if several and any(each.article is article for each in diagnosis.candidates):
                yield dialog, article


def answer_of(article: Article, question: Question) -> str:
    """Give the choice that fits the article; the last one denies all others."""
    *offered, none = question.choices
    known = signature(article)
    for choice in offered:
        if known.holds(" ".join(block_words(choice))) or choice in article.products:
            return choice
    return fitting(article.title) if fitting(article.title) in offered else none


def rounds(library: Library, dialog: str, article: Article) -> int:
    """Count the answers until only the right article is left, up to `TOO_MANY`."""
    thread: list[str] = []
    for asked in range(TOO_MANY):
        diagnosis = diagnose(library, None, dialog, thread)
        assert diagnosis.article in (None, article), (article.id, thread)
        if [each.article for each in diagnosis.candidates] == [article] or diagnosis.article:
            return asked
        if diagnosis.question is None or not diagnosis.question.choices:
            break
        thread.append(answer_of(article, diagnosis.question))
    return TOO_MANY
