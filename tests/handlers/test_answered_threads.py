"""In an answered thread, replies, edits and clicks go on; the rest is let be."""

import pytest

from tests.handlers import slack_payloads as slack_sends
from tests.handlers.answered import OPENED, THREAD, case_for
from tests.handlers.pastes import ADDRESS, CHATTER, DETAILS, DIALOG, KNOWN

TEXT_FILE = {"id": "F1", "name": "crm.log", "mimetype": "text/plain", "filetype": "text"}


FOLLOW_UPS = {
    "the poster tells the organization": (slack_sends.POSTER, "org is contoso", True),
    "the poster gives an address": (slack_sends.POSTER, f"it was {ADDRESS}", True),
    "a helper gives the details": (slack_sends.HELPER, DETAILS, True),
    "the poster says thanks": (slack_sends.POSTER, "thanks, that did it", False),
    "a helper chats": (slack_sends.HELPER, "I had that one too", False),
}


@pytest.mark.parametrize("row", FOLLOW_UPS.values(), ids=FOLLOW_UPS.keys())
async def test_a_settled_case_goes_on_only_with_news(dispatch, desk, library, row):
    user, text, heard = row
    desk.cases[THREAD] = case_for(library, KNOWN)
    await dispatch(slack_sends.message(text, ts="101.0", thread_ts=THREAD, user=user))
    assert desk.names == (["go_on"] if heard else [])


async def test_the_poster_answers_an_open_question_in_any_words(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, DIALOG)
    await dispatch(slack_sends.message("no idea, sorry", ts="101.0", thread_ts=THREAD))
    assert desk.names == ["go_on"]


async def test_a_text_file_in_a_case_goes_on(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, KNOWN)
    sent = slack_sends.message("", ts="101.0", thread_ts=THREAD, files=[TEXT_FILE])
    await dispatch(sent)
    assert desk.names == ["go_on"]


async def test_an_edited_paste_is_revised_in_place(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, DIALOG)
    await dispatch(slack_sends.edit(DIALOG, KNOWN))
    assert desk.names == ["revise"]
    assert desk.calls[0].place == OPENED


async def test_an_edit_that_changes_nothing_of_the_answer_is_left_alone(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, KNOWN)
    await dispatch(slack_sends.edit(KNOWN, f"please help\n{KNOWN}"))
    assert desk.names == []


async def test_an_answer_stays_when_the_paste_is_taken_away(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, KNOWN)
    await dispatch(slack_sends.edit(KNOWN, "(removed)"))
    assert desk.names == []


async def test_an_error_edited_in_is_answered(dispatch, desk):
    await dispatch(slack_sends.edit(CHATTER, KNOWN))
    assert desk.names == ["answer"]


async def test_an_edited_reply_goes_on_by_the_edit(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, KNOWN)
    await dispatch(slack_sends.edit("org is x", "org is contoso", ts="101.0", thread_ts=THREAD))
    assert desk.names == ["go_on"]
    assert desk.calls[0].said["edited"] == "199.0"


async def test_a_clicked_choice_goes_on(dispatch, desk, library):
    desk.cases[THREAD] = case_for(library, DIALOG)
    response = await dispatch(slack_sends.click("crmurl.reply.0", "Access is denied."))
    assert response.status == 200
    assert desk.names == ["go_on"]
    assert desk.calls[0].said["choice"] == "Access is denied."


HARMLESS = {
    "the case is gone": slack_sends.click("crmurl.reply.0", "x", message={"ts": "1.1"}),
    "clicked a second time": slack_sends.click("crmurl.reply.0", "chosen before"),
    "by another company": slack_sends.click(
        "crmurl.reply.0", "x", user={"id": "U9", "team_id": "T9"}
    ),
    "without a message": slack_sends.click("crmurl.reply.0", "x", message=None),
    "without a channel": slack_sends.click("crmurl.reply.0", "x", channel=None),
    "without a value": slack_sends.click("crmurl.reply.0", ""),
    "a button of an earlier version": slack_sends.click("old.button", "x"),
}


@pytest.mark.parametrize("payload", HARMLESS.values(), ids=HARMLESS.keys())
async def test_a_stale_click_is_acknowledged_and_harmless(dispatch, desk, library, payload):
    desk.cases[THREAD] = case_for(library, DIALOG, choices=("chosen before",))
    response = await dispatch(payload)
    assert response.status == 200
    assert desk.names == []
