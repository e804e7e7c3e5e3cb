"""A long article is told as far as a chat holds it, with the way to the rest."""

from dataclasses import replace

import pytest

from handlers.replies import draw
from knowledge.diagnosis import Candidate, Diagnosis, Verdict

STEP = (
    "1. Open **Settings**, then see [the list](https://support.microsoft.com/help/1) & `go on`.\n"
)
LENGTHS = {"one screen": 10, "a long article": 60, "a book": 600}


@pytest.fixture(params=LENGTHS.values(), ids=LENGTHS.keys())
def long_answer(request, library):
    article = replace(library.by_id["kb-2727137"], resolution=(STEP * request.param).strip())
    candidate = Candidate(article, 0.99, ("x",), ())
    return article, draw(Diagnosis(Verdict.KNOWN, (candidate,), None, ()))


def test_no_step_and_no_mark_is_left_half(long_answer):
    _, reply = long_answer
    (steps,) = (
        block["text"]["text"]
        for block in reply.blocks
        if block["type"] == "section" and "What to do" in block["text"]["text"]
    )
    assert steps.count("*") % 2 == 0
    assert steps.count("`") % 2 == 0
    assert len(steps) <= 3_000
    assert steps.endswith(("`go on`.", "…"))


def test_what_does_not_fit_is_a_click_away(long_answer):
    article, reply = long_answer
    whole = len(article.resolution) < 1_800
    assert ("There is more to do" in reply.text) is not whole
    assert reply.text.count("https://support.microsoft.com/help/2727137") == (1 if whole else 2)
    assert len(reply.text) <= 3_500
    assert not reply.text.endswith("…")
