from collections import defaultdict

from knowledge.article import Article
from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from knowledge.question import NONE_OF_THESE
from knowledge.signature import block_words, signature


def _sharing(library: Library) -> list[tuple[str, Article]]:
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in library.articles:
        for dialog in article.symptoms:
            groups[" ".join(block_words(dialog))].append(article)
    return [
        (article.symptoms[0], article)
        for group in groups.values()
        if len(group) > 1
        for article in group
    ]


def _answer(article: Article, choices: tuple[str, ...]) -> str:
    known = signature(article)
    held = (line for line in choices if known.holds(" ".join(block_words(line))))
    return next(held, NONE_OF_THESE)


def _rounds(library: Library, dialog: str, article: Article) -> int:
    """Count the answers until only the right article is left; three is too many."""
    thread: list[str] = []
    for rounds in range(3):
        diagnosis = diagnose(library, None, dialog, thread)
        if [each.article for each in diagnosis.candidates] == [article]:
            return rounds
        if diagnosis.article is article:
            return rounds
        if diagnosis.question is None:
            return 3
        thread.append(_answer(article, diagnosis.question.choices))
    return 3


def test_two_right_answers_single_out_nine_in_ten_errors_that_share_a_dialog(
    library: Library,
) -> None:
    rounds = {
        (article.id): _rounds(library, dialog, article) for dialog, article in _sharing(library)
    }
    slow = [name for name, count in rounds.items() if count > 2]
    assert len(slow) <= 0.1 * len(rounds), slow


def test_choices_fit_on_a_button(library: Library) -> None:
    for dialog, _ in _sharing(library):
        question = diagnose(library, None, dialog).question
        if question is not None:
            assert all(0 < len(choice) <= 75 for choice in question.choices)
            assert len(set(question.choices)) == len(question.choices) <= 7


def test_details_posted_later_go_on_with_the_diagnosis(library: Library) -> None:
    article = library.by_id["kb-3088205"]
    diagnosis = diagnose(library, None, article.symptoms[0], ["\n".join(article.details)])
    assert diagnosis.verdict is Verdict.KNOWN
    assert diagnosis.article is article
