"""An answer says what is known, what is missing and where it comes from, once and calmly."""

from dataclasses import replace

import pytest

from handlers.replies import complete, draw, draw_unknown, stands
from knowledge.diagnosis import Candidate, Diagnosis, Question, Verdict
from knowledge.finding import Change, Finding, Status
from tests.handlers.pastes import ADDRESS

RIGHT = f"{ADDRESS}/contoso"
CORRECTED = Finding(
    Status.CORRECTED,
    RIGHT,
    "https://contoso.contoso.com",
    (),
    (Change("Organization added", "the server holds several"),),
    "",
)
NEEDS_ORG = Finding(Status.NEEDS_ORG, None, None, (), (), "There is no organization name in it.")
CHOICE = Finding(Status.AMBIGUOUS, None, None, (RIGHT, f"{ADDRESS}/x"), (), "Which one is it?")
QUESTION = Question("What is the first line under Details?", ("Access is denied.", "Another"))


def known(library, *findings: Finding) -> Diagnosis:
    evidence = tuple(f"for {number}" for number in range(5))
    candidate = Candidate(library.by_id["kb-3088205"], 0.97, evidence, ("no frames",))
    return Diagnosis(Verdict.KNOWN, (candidate,), None, findings)


def ambiguous(library, count: int = 8) -> Diagnosis:
    candidates = tuple(
        Candidate(article, 0.9 / count, ("the dialog",), ("its frames are missing",))
        for article in library.articles[:count]
    )
    return Diagnosis(Verdict.AMBIGUOUS, candidates, QUESTION, ())


def exact(reply) -> list[str]:
    """Give what can be copied clean."""
    return [
        element["elements"][0]["text"]
        for block in reply.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_preformatted"
    ]


def labels(reply) -> list[str]:
    return [
        element["text"]["text"]
        for block in reply.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_a_known_error_is_answered_with_everything_that_helps(library):
    reply = draw(known(library, CORRECTED))
    article = library.by_id["kb-3088205"]
    assert reply.blocks[0]["text"]["text"] == article.title
    for said in (article.title, "Cause", "What to do", RIGHT, "Organization added", "KB 3088205"):
        assert said in reply.text
    assert article.addresses.server in exact(reply)
    assert article.addresses.ifd in exact(reply)
    assert RIGHT in exact(reply)


def test_evidence_is_at_most_three_lines_each(library):
    text = draw(known(library)).text
    assert "for 2" in text
    assert "for 3" not in text
    assert "no frames" in text


QUOTED = {
    "a frame loses its parameters": (
        "shows “at A.B.Call(String a, Int32 b)”",
        "shows “at A.B.Call(…)”",
    ),
    "a frame that was cut": ("shows “at A.B.Call(String a, Int…”", "shows “at A.B.Call(…)”"),
    "words in brackets stay": ("shows “an error (see the log)”", "shows “an error (see the log)”"),
    "a long quote is closed": ("shows “" + "x" * 300 + "”", "shows “" + "x" * 152 + "…”"),
}


@pytest.mark.parametrize(("line", "shown"), QUOTED.values(), ids=QUOTED.keys())
def test_quoted_lines_are_short_and_whole(library, line, shown):
    candidate = replace(known(library).candidates[0], evidence=(line,))
    reply = draw(Diagnosis(Verdict.KNOWN, (candidate,), None, ()))
    assert f"• {shown}\n" in reply.text


def test_a_missing_organization_is_asked_for(library):
    text = draw(known(library, NEEDS_ORG)).text
    assert "Organization name needed" in text
    assert "org is contoso" in text


def test_a_choice_between_addresses_has_buttons(library):
    assert labels(draw(known(library, CHOICE))) == list(CHOICE.options)


def test_an_ambiguous_error_lists_its_causes_and_asks_one_question(library):
    diagnosis = ambiguous(library)
    reply = draw(diagnosis)
    for candidate in diagnosis.candidates:
        assert candidate.article.title.replace("&", "&amp;") in reply.text
    assert QUESTION.text in reply.text
    assert labels(reply) == list(QUESTION.choices)


def test_what_all_causes_share_is_said_once(library):
    assert draw(ambiguous(library)).text.count("the dialog") == 1


def test_the_question_is_never_cut_off(library):
    wordy = ambiguous(library, 55)
    clues = tuple(f"clue {number} " * 30 for number in range(3))
    told = replace(
        wordy,
        candidates=tuple(
            replace(each, evidence=(each.article.id, *clues)) for each in wordy.candidates
        ),
    )
    assert QUESTION.text in draw(told).text


def test_one_cause_left_is_offered_but_not_asserted(library):
    text = draw(replace(ambiguous(library, 1), question=None)).text
    assert "most likely, but not proven" in text
    assert "If this is it" in text
    assert "To be sure" in text


SHARES = {
    "all alike": ((0.3, 0.3, 0.3), "more than one known cause", (0, 1, 2)),
    "some hardly possible": ((0.5, 0.4, 0.0), "more than one known cause", (0, 1)),
    "one stands out": ((0.95, 0.02, 0.001), "most likely, but not proven", (0, 1)),
    "one is worth telling": ((0.56, 0.0, 0.0), "most likely, but not proven", (0,)),
    "none fits well": ((0.3, 0.0, 0.0), "little speaks for it", (0,)),
}


@pytest.mark.parametrize(("shares", "title", "told"), SHARES.values(), ids=SHARES.keys())
def test_the_answer_is_worded_as_its_causes_are_likely(library, shares, title, told):
    several = ambiguous(library, len(shares))
    pairs = zip(several.candidates, shares, strict=True)
    candidates = tuple(replace(each, confidence=share) for each, share in pairs)
    diagnosis = replace(several, candidates=candidates)
    text = draw(diagnosis).text
    assert title in text
    assert QUESTION.text in text
    assert QUESTION.text in stands(diagnosis).text
    for place, each in enumerate(candidates):
        assert (each.article.title in text) is (place in told)


def test_one_cause_left_that_hardly_fits_is_not_called_likely(library):
    left = replace(ambiguous(library, 1).candidates[0], confidence=0.1)
    text = draw(Diagnosis(Verdict.AMBIGUOUS, (left,), None, ())).text
    assert "little speaks for it" in text
    assert "likely" not in text


def test_when_every_choice_was_denied_the_answer_says_what_would_help():
    reply = complete(Diagnosis(Verdict.UNKNOWN, (), None, ()), (), cause=True)
    assert "none of the causes I know" in reply.text
    assert "Details" in reply.text


def test_lines_a_button_would_cut_are_listed_whole_above_it(library):
    long = "Could not load file or assembly 'Microsoft.IdentityModel"
    reply = draw(replace(ambiguous(library), question=Question("Which?", (long, "None"))))
    assert labels(reply) == [long, "None"]
    assert reply.text.count(long) == 1


def test_a_follow_up_says_which_cause_the_address_speaks_for(library):
    candidates = ambiguous(library).candidates
    bare = replace(candidates[0], evidence=("The address typed has no organization name",))
    told = replace(ambiguous(library), candidates=(bare, *candidates[1:]))
    text = complete(told, (NEEDS_ORG,), cause=False).text
    assert f"speaks for “{bare.article.title}”" in text


def test_more_causes_than_can_be_read_are_counted(library):
    assert "and 2 more" in draw(ambiguous(library, count=12)).text


def test_many_answers_are_a_list_and_not_buttons(library):
    many = Question("Which?", tuple(f"answer {number}" for number in range(9)))
    reply = draw(replace(ambiguous(library), question=many))
    assert labels(reply) == []
    assert "answer 8" in reply.text


def test_an_error_nobody_knows_gets_what_would_help():
    text = draw_unknown(()).text
    assert "I do not know this error" in text
    assert "Details" in text


def test_an_address_alone_is_answered_as_such():
    reply = draw_unknown((CORRECTED,))
    assert RIGHT in exact(reply)
    assert "I do not know" not in reply.text


def test_a_follow_up_about_the_address_does_not_repeat_the_cause(library):
    reply = complete(known(library, CORRECTED), (CORRECTED,), cause=False)
    assert RIGHT in exact(reply)
    assert library.by_id["kb-3088205"].title not in reply.text
    assert "Cause" not in reply.text


def test_a_follow_up_about_the_cause_gives_it(library):
    reply = complete(known(library), (), cause=True)
    assert "That settles it" in reply.text
    assert library.by_id["kb-3088205"].title in reply.text


@pytest.mark.parametrize("count", [8, 12, 55], ids=["eight", "twelve", "all"])
def test_the_text_says_all_that_fits_and_is_never_a_stub(library, count):
    reply = draw(ambiguous(library, count))
    assert 500 < len(reply.text) <= 3_500
    assert len(reply.blocks) <= 50


def test_every_article_is_drawn_within_limits(library):
    for article in library.articles:
        candidate = Candidate(article, 0.9, ("x" * 500,), ())
        reply = draw(Diagnosis(Verdict.KNOWN, (candidate,), None, (CORRECTED,)))
        assert RIGHT in reply.text
        assert not reply.text.endswith("…")


def test_whoever_asks_again_hears_how_far_the_thread_is(library):
    unsure = replace(ambiguous(library, 1), question=None)
    table = {
        "a known cause": (known(library, CORRECTED), (library.by_id["kb-3088205"].title, RIGHT)),
        "an open question": (ambiguous(library), (QUESTION.text,)),
        "one likely cause": (unsure, ("likely, but not proven", "To be sure")),
        "nothing": (Diagnosis(Verdict.UNKNOWN, (), None, ()), ("in none of my articles",)),
    }
    for name, (diagnosis, expected) in table.items():
        for words in expected:
            assert words in stands(diagnosis).text, name
