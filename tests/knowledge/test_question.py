"""The question offers lines a person recognises, and its answers narrow the causes down."""

import re
from dataclasses import replace

import pytest

from knowledge.choices import MOST_CHARACTERS, recognisable
from knowledge.diagnosis import Diagnosis, Verdict, diagnose
from knowledge.library import Library
from knowledge.question import ANOTHER_PRODUCT, NO_CAUSE, NONE_OF_THESE
from knowledge.search import compile_index
from knowledge.signature import error_texts
from tests.knowledge.asking import MOST_ROUNDS, dialogs_shared, rounds

SHARED_DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)
WRONG_ADDRESS = "The server address (URL) is not valid"


def choices_of(diagnosis: Diagnosis) -> tuple[str, ...]:
    assert diagnosis.question is not None
    return diagnosis.question.choices


def test_two_right_answers_single_out_nine_in_ten_errors_that_share_a_dialog(
    library: Library,
) -> None:
    asked = {
        f"{article.id} {dialog[:30]}": rounds(library, dialog, article)
        for dialog, article in dialogs_shared(library)
    }
    slow = [name for name, count in asked.items() if count > MOST_ROUNDS]
    assert len(asked) >= 24
    assert len(slow) <= 0.1 * len(asked), slow


UNRECOGNISABLE = re.compile(
    r"^at |stack trace|rethrown|for more information|^(?:try|check|contact|please)\b"
    r"|[<>{}]|\(String |\d{4}-\d\d-\d\d|://|^Exception\b",
    re.IGNORECASE,
)


def test_every_choice_is_a_line_that_a_person_recognises(library: Library) -> None:
    for dialog, _ in dialogs_shared(library):
        choices = choices_of(diagnose(library, None, dialog))
        assert 1 < len(set(choices)) == len(choices) <= 7
        for choice in choices:
            assert 0 < len(choice) <= MOST_CHARACTERS
            assert not UNRECOGNISABLE.search(choice), choice


def test_a_line_stands_in_its_article_to_the_letter(library: Library) -> None:
    for article in library.articles:
        whole = " ".join("\n".join(error_texts(article)).split())
        assert all(line.text in whole for line in recognisable(article)), article.id


def test_what_every_program_shows_is_asked_only_where_nothing_else_tells(library: Library) -> None:
    lines = recognisable(library.by_id["kb-3088205"])
    assert "Access is denied." in [line.text for line in lines if line.anywhere]
    for dialog, _ in dialogs_shared(library):
        diagnosis = diagnose(library, None, dialog)
        for candidate in diagnosis.candidates:
            own = [line.text for line in recognisable(candidate.article) if not line.anywhere]
            offered = set(own).intersection(choices_of(diagnosis))
            common = {line.text for line in recognisable(candidate.article)}.difference(own)
            assert not (offered and common.intersection(choices_of(diagnosis)))


def test_what_the_paste_shows_already_is_not_asked(library: Library) -> None:
    choices = choices_of(diagnose(library, None, SHARED_DIALOG))
    shown = choices[0]
    assert shown not in choices_of(diagnose(library, None, f"{SHARED_DIALOG}\n{shown}"))


ASKS_ADDRESS = {
    "not typed yet": ("", True),
    "typed without organization": ("https://crmserver.contoso.com", False),
    "typed right": ("https://crmserver.contoso.com/contoso", False),
    "of CRM Online": ("https://contoso.crm.dynamics.com", False),
    "not clear": ("https://crmserver/contoso", False),
}


@pytest.mark.parametrize(("typed", "asked"), ASKS_ADDRESS.values(), ids=ASKS_ADDRESS)
def test_the_address_is_asked_for_while_it_is_not_known(
    library: Library, typed: str, *, asked: bool
) -> None:
    for diagnosis in (
        diagnose(library, None, f"{SHARED_DIALOG}\n{typed}"),
        diagnose(library, None, SHARED_DIALOG, [typed] if typed else []),
    ):
        assert diagnosis.question is not None
        assert ("server address" in diagnosis.question.text) is asked


def test_the_address_is_not_asked_for_where_it_tells_nothing(library: Library) -> None:
    diagnosis = diagnose(
        library,
        None,
        "We're unable to connect to your Microsoft Dynamics 365"
        " server. Please try closing and reopening the app.",
    )
    assert diagnosis.question is not None
    assert "address" not in diagnosis.question.text


def test_causes_that_no_line_tells_apart_are_offered_themselves(library: Library) -> None:
    diagnosis = diagnose(library, None, WRONG_ADDRESS)
    assert choices_of(diagnosis)[-1] == NO_CAUSE
    picked = diagnose(library, None, WRONG_ADDRESS, [choices_of(diagnosis)[0]])
    assert len(picked.candidates) == 1
    assert picked.verdict is Verdict.AMBIGUOUS


def test_the_product_is_asked_where_it_halves_the_causes(library: Library) -> None:
    alike = [library.by_id[name] for name in ("kb-2548802", "kb-3123894")]
    products = ("CRM 4.0 client",), ("CRM 2016 app",)
    articles = tuple(
        replace(each, products=named) for each, named in zip(alike, products, strict=True)
    )
    two = Library(articles, {each.id: each for each in articles}, compile_index(articles))
    diagnosis = diagnose(two, None, WRONG_ADDRESS)
    assert choices_of(diagnosis) == ("CRM 4.0 client", "CRM 2016 app", ANOTHER_PRODUCT)
    answered = diagnose(two, None, WRONG_ADDRESS, ["CRM 2016 app"])
    assert [each.article.id for each in answered.candidates] == ["kb-3123894"]
    assert answered.verdict is Verdict.AMBIGUOUS


ANSWERS = {
    "clicked": "Access is denied.",
    "typed without the full stop": "access is denied",
    "quoted": "“Access is denied.”",
    "in a sentence": "I see “Access is denied.”",
    "pasted below the dialog once more": f"{SHARED_DIALOG}\n\nAccess is denied.",
    "in another": "yes, the first line says: Access is denied",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_line_that_one_article_has_singles_it_out_and_is_quoted(
    library: Library, answer: str
) -> None:
    for thread in ([answer], [answer, "thanks"]):
        diagnosis = diagnose(library, None, SHARED_DIALOG, thread)
        assert diagnosis.article is library.by_id["kb-3088205"]
        assert "The poster saw “Access is denied.”" in diagnosis.candidates[0].evidence
        assert len(diagnosis.candidates[0].evidence) <= 3


@pytest.mark.parametrize(
    "denied",
    [
        NONE_OF_THESE,
        "none",
        "None of these.",
        "no, none of them, sorry",
        "I don't see any of these",
    ],
)
def test_a_denial_leaves_the_articles_without_the_lines_and_proves_none(
    library: Library, denied: str
) -> None:
    asked = diagnose(library, None, SHARED_DIALOG)
    left = diagnose(library, None, SHARED_DIALOG, [denied])
    assert len(left.candidates) < len(asked.candidates)
    assert left.verdict is Verdict.AMBIGUOUS
    last = diagnose(library, None, SHARED_DIALOG, [denied, denied, "thanks anyway"])
    again = diagnose(library, None, SHARED_DIALOG, [denied, NONE_OF_THESE])
    assert again.candidates == left.candidates
    assert last.verdict is not Verdict.KNOWN


def test_a_denial_makes_an_error_without_article_likelier_too(library: Library) -> None:
    asked = diagnose(library, None, SHARED_DIALOG)
    none = 1 - sum(each.confidence for each in asked.candidates)
    for thread in ([NONE_OF_THESE], [NONE_OF_THESE, "thanks, I will look"]):
        left = diagnose(library, None, SHARED_DIALOG, thread)
        assert left.verdict is Verdict.AMBIGUOUS
        names = {each.article.id for each in left.candidates}
        before = sum(each.confidence for each in asked.candidates if each.article.id in names)
        now = sum(each.confidence for each in left.candidates)
        assert now == pytest.approx(before / (before + none), abs=0.03)
        assert 0.8 < left.candidates[0].confidence < 0.9


@pytest.mark.parametrize(
    "said",
    [
        "Is it access is denied?",
        "it's access is denied?",
        "I don't see Access is denied",
        "Hello\nAccess is denied.",
    ],
)
def test_a_line_asked_about_or_denied_is_no_answer(library: Library, said: str) -> None:
    assert diagnose(library, None, SHARED_DIALOG, [said]).verdict is Verdict.AMBIGUOUS


def test_a_second_denial_reads_unlike_the_first(library: Library) -> None:
    first = choices_of(diagnose(library, None, SHARED_DIALOG))[-1]
    second = choices_of(diagnose(library, None, SHARED_DIALOG, [first]))[-1]
    assert first == NONE_OF_THESE
    assert second not in (first, "")
    assert not diagnose(library, None, SHARED_DIALOG, [first, second]).candidates


REPEATED = {
    "a denial typed and clicked": ("none of these lines", NONE_OF_THESE),
    "a line typed and clicked": ("I see “Access is denied.”", "Access is denied."),
    "a line clicked, and typed with talk between": ("Access is denied.", "hm", "access is denied"),
}


@pytest.mark.parametrize("answers", REPEATED.values(), ids=REPEATED)
def test_an_answer_given_twice_counts_once(library: Library, answers: tuple[str, ...]) -> None:
    once = diagnose(library, None, SHARED_DIALOG, answers[:-1])
    assert diagnose(library, None, SHARED_DIALOG, answers) == once


def test_a_whole_error_pasted_later_outranks_a_wrong_click(library: Library) -> None:
    article = library.by_id["kb-3088205"]
    wrong = next(c for c in choices_of(diagnose(library, None, SHARED_DIALOG)) if "IdCrl" in c)
    diagnosis = diagnose(library, None, SHARED_DIALOG, [wrong, "\n".join(article.details)])
    assert diagnosis.article is article


def test_details_posted_later_go_on_with_the_diagnosis(library: Library) -> None:
    article = library.by_id["kb-3088205"]
    diagnosis = diagnose(library, None, article.symptoms[0], ["\n".join(article.details)])
    assert diagnosis.article is article
