"""Payloads with missing, empty or unknown fields: acknowledged, no answer, no traceback."""

import logging
from typing import Any

import pytest

from tests.fakes import BOT
from tests.handlers import slack_payloads as slack_sends
from tests.handlers.pastes import KNOWN

FIELDS = ("channel", "user", "ts", "text")
READ_BY_BOLT_FIRST = ("channel", "user")  # a number there fails in Bolt, before any listener
WRONG: dict[str, Any] = {"empty": "", "null": None, "a number": 7, "a list": [], "an object": {}}
BROKEN_MESSAGES = {
    f"{kind} whose {field} is {name}": slack_sends.message(KNOWN, type=kind, **{field: value})
    for kind in ("message", "app_mention")
    for field in FIELDS
    for name, value in WRONG.items()
    if not (kind == "app_mention" and field == "text")  # a mention without text asks for help
    and not (value == 7 and field in READ_BY_BOLT_FIRST)
}
BROKEN_EDITS = {
    f"an edit whose {field} is {name}": slack_sends.event(
        **{**slack_sends.edit("x", KNOWN)["event"], field: value}
    )
    for field in ("message", "previous_message", "channel")
    for name, value in WRONG.items()
    if not (field == "previous_message" and value == {})
    and not (value == 7 and field in READ_BY_BOLT_FIRST)
}
OTHERS = {
    "a message with nothing at all": slack_sends.event(type="message"),
    "a message of a subtype yet unknown": slack_sends.message(KNOWN, subtype="hologram"),
    "a mention with nothing at all": slack_sends.event(type="app_mention"),
    "files that are no list": slack_sends.message("", files="x"),
    "files of strings": slack_sends.message("", files=["x", None, {}]),
    "a file with odd fields": slack_sends.message("", files=[{"name": 7, "mimetype": 7}]),
    "no workspace": {"type": "event_callback", "event": slack_sends.message(KNOWN)["event"]},
    "tokens that are no object": slack_sends.event(type="tokens_revoked", tokens=[]),
    "an uninstalling of nothing": {"type": "event_callback", "event": {"type": "app_uninstalled"}},
}
PAYLOADS = {**BROKEN_MESSAGES, **BROKEN_EDITS, **OTHERS}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
async def test_an_odd_event_is_taken_in_without_a_word(dispatch, desk, caplog, payload):
    with caplog.at_level(logging.WARNING):
        response = await dispatch(payload)
    assert response.status == 200
    assert desk.names == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


ADDED = {
    "an unknown field": {"hologram": {"a": [1]}},
    "a thread that is no string": {"thread_ts": 7},
    "blocks that are no list": {"blocks": "x"},
    "attachments that are no list": {"attachments": 7},
    "a channel type yet unknown": {"channel_type": "arena"},
}


@pytest.mark.parametrize("fields", ADDED.values(), ids=ADDED.keys())
async def test_what_is_odd_beside_the_text_does_not_hide_the_error(dispatch, desk, fields):
    await dispatch(slack_sends.message(KNOWN, **fields))
    assert desk.names == ["answer"]


CLICKS = {
    f"{field} is {name}": slack_sends.click(f"crmurl.{kind}.0", "x", **{field: value})
    for kind in ("reply", "option")
    for field in ("team", "user", "message", "channel", "response_url")
    for name, value in {"null": None, "a string": "x", "empty": {}}.items()
}


@pytest.mark.parametrize("payload", CLICKS.values(), ids=CLICKS.keys())
async def test_an_odd_click_is_acknowledged(dispatch, payload):
    assert (await dispatch(payload)).status == 200


async def test_nothing_of_a_paste_is_logged(dispatch, caplog):
    with caplog.at_level(logging.DEBUG, logger="handlers"):
        await dispatch(slack_sends.message(f"{KNOWN} password=hunter2"))
        await dispatch(slack_sends.message(f"<@{BOT}> hunter2", type="app_mention"))
    assert "hunter2" not in caplog.text
