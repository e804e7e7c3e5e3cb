"""Every listener, through a real Bolt app: what Slack sends comes to the right thing."""

import pytest

from tests.fakes import BOT, TEAM
from tests.handlers import slack_payloads as slack_sends
from tests.handlers.pastes import ADDRESS, CHATTER, DIALOG, KNOWN

THREAD = "100.1"
TEXT_FILE = {"id": "F1", "name": "crm.log", "mimetype": "text/plain", "filetype": "text"}
IMAGE = {"id": "F2", "name": "dialog.png", "mimetype": "image/png", "filetype": "png"}
UNFOLDED = {"attachments": [{"title": "CRM", "from_url": ADDRESS}]}


POSTED = {
    "in a channel": {},
    "in a private channel": {"channel_type": "group"},
    "in a direct message": {"channel_type": "im"},
    "in a group conversation": {"channel_type": "mpim"},
    "in a thread that has no case": {"thread_ts": "50.0"},
    "in a thread, shown in the channel too": {
        "thread_ts": "50.0",
        "subtype": "thread_broadcast",
    },
    "with a picture": {"files": [IMAGE], "subtype": "file_share"},
    "as /me": {"subtype": "me_message"},
}


@pytest.mark.parametrize("fields", POSTED.values(), ids=POSTED.keys())
async def test_a_pasted_error_is_answered(dispatch, desk, fields):
    response = await dispatch(slack_sends.message(KNOWN, **fields))
    assert response.status == 200
    assert desk.names == ["answer"]
    answer = desk.calls[0]
    assert answer.place.thread_ts == fields.get("thread_ts", THREAD)
    assert answer.said["poster"] == slack_sends.POSTER
    assert answer.said["diagnosis"].article.id == "kb-3088205"


SECRETS = {
    "in words": "my password is hunter2",
    "in an assignment": "password=hunter2",
    "in an address": "https://ann:hunter2@crmserver.contoso.com",
    "in a query": "https://crmserver.contoso.com/main.aspx?token=hunter2",
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
async def test_an_answer_repeats_no_secret(dispatch, desk, secret):
    await dispatch(slack_sends.message(f"{KNOWN}\n{secret}"))
    reply = desk.calls[0].reply
    assert "hunter2" not in reply.text
    assert "hunter2" not in repr(reply.blocks)


async def test_the_dialog_alone_lists_every_cause_it_has(dispatch, desk, library):
    await dispatch(slack_sends.message(DIALOG))
    text = desk.calls[0].reply.text
    for number in (2498892, 2666080, 2682528, 2727137, 2912175, 3088205, 3089574, 3089686):
        assert library.by_id[f"kb-{number}"].title in text


async def test_a_paste_as_long_as_slack_allows_is_answered(dispatch, desk):
    await dispatch(slack_sends.message((KNOWN + "\n" + "noise " * 7_000)[:40_000]))
    assert desk.names == ["answer"]


SILENT = {
    "chatter": slack_sends.message(CHATTER),
    "chatter in a thread without a case": slack_sends.message(CHATTER, thread_ts="50.0"),
    "an address alone": slack_sends.message(f"try {ADDRESS}"),
    "another bot": slack_sends.message(KNOWN, bot_id="B9"),
    "a bot message": slack_sends.message(KNOWN, subtype="bot_message"),
    "the bot itself": slack_sends.message(KNOWN, user=BOT),
    "somebody joined": slack_sends.message(KNOWN, subtype="channel_join"),
    "a deletion": slack_sends.message(KNOWN, subtype="message_deleted"),
    "a picture alone": slack_sends.message("", files=[IMAGE], subtype="file_share"),
    "a link unfolded below": slack_sends.edit(KNOWN, KNOWN, **UNFOLDED),
    "an edit that holds no error": slack_sends.edit(CHATTER, CHATTER + "!"),
    "another bot's edit": slack_sends.edit(CHATTER, KNOWN, bot_id="B9"),
    "an event of no use": slack_sends.event(type="file_shared", file_id="F1"),
    "an event yet unknown": slack_sends.event(type="weather_changed"),
}


@pytest.mark.parametrize("payload", SILENT.values(), ids=SILENT.keys())
async def test_silence_is_acknowledged(dispatch, desk, payload):
    response = await dispatch(payload)
    assert response.status == 200
    assert desk.names == []


async def test_chatter_outside_threads_reads_nothing(dispatch, desk):
    await dispatch(slack_sends.message(CHATTER))
    assert desk.reads == 0


async def test_a_thread_costs_one_read(dispatch, desk):
    await dispatch(slack_sends.message(CHATTER, thread_ts="50.0"))
    assert desk.reads == 1


async def test_a_text_file_is_read_later(dispatch, desk):
    await dispatch(slack_sends.message("", files=[TEXT_FILE], subtype="file_share"))
    assert desk.names == ["read_later"]
    assert desk.calls[0].said["must_answer"] is False


MENTIONS = {
    "with an error": (KNOWN, "Organization name missing"),
    "with an unknown error": ("the printer says PC LOAD LETTER", "I do not know this error"),
    "with an address": (f"is {ADDRESS} right?", "Organization name needed"),
    "with nothing": ("", "I recognise pasted CRM"),
    "asking for help": ("help", "I recognise pasted CRM"),
}


@pytest.mark.parametrize(("text", "answer"), MENTIONS.values(), ids=MENTIONS.keys())
async def test_a_mention_is_always_answered(dispatch, desk, text, answer):
    sent = slack_sends.message(f"<@{BOT}> {text}", type="app_mention")
    response = await dispatch(sent)
    assert response.status == 200
    assert desk.names == ["answer"]
    assert answer in desk.calls[0].reply.text


async def test_both_events_of_one_mention_give_the_same_answer(dispatch, desk):
    for kind in ("message", "app_mention"):
        await dispatch(slack_sends.message(f"<@{BOT}> {DIALOG}", type=kind))
    first_call, second_call = desk.calls
    assert first_call.place == second_call.place
    assert first_call.reply == second_call.reply


async def test_a_mention_in_a_thread_reads_the_thread(dispatch, desk):
    sent = slack_sends.message(f"<@{BOT}> what is this?", type="app_mention", thread_ts="50.0")
    await dispatch(sent)
    assert desk.names == ["read_later"]
    assert desk.calls[0].said["must_answer"] is True


async def test_help_in_a_direct_message_is_answered(dispatch, desk):
    await dispatch(slack_sends.message("Help", channel_type="im"))
    assert "I recognise pasted CRM" in desk.calls[0].reply.text


async def test_an_external_channel_is_told_nothing_of_the_directory(dispatch, desk):
    await dispatch({**slack_sends.message(KNOWN), "is_ext_shared_channel": True})
    assert desk.calls[0].place.external


SHARED = {
    "the bot's own workspace": ({}, "T1"),
    "another company's message": (
        {"team_id": "T9", "context_team_id": "T1", "authorizations": [{"team_id": "T1"}]},
        "T1",
    ),
    "without a list of installations": ({"team_id": "T9", "context_team_id": "T1"}, "T1"),
    "no list": ({"authorizations": None, "context_team_id": None}, "T1"),
    "an empty list": ({"authorizations": [], "context_team_id": 7}, "T1"),
}


@pytest.mark.parametrize(("fields", "team"), SHARED.values(), ids=SHARED)
async def test_a_message_in_a_shared_channel_is_answered_by_who_installed_the_bot(
    dispatch, desk, fields, team
):
    await dispatch({**slack_sends.message(KNOWN), "team_id": team, **fields})
    assert desk.calls[0].place.team == team


async def test_a_chosen_address_takes_the_place_of_the_choice(dispatch, slack):
    response = await dispatch(slack_sends.click("crmurl.option.0", f"{ADDRESS}/contoso"))
    assert response.status == 200
    assert f"{ADDRESS}/contoso" in slack.responses[0]["text"]
    assert slack.responses[0]["replace_original"] is True


FAREWELLS = {
    "uninstalled": (slack_sends.event(type="app_uninstalled"), True),
    "the bot's token revoked": (
        slack_sends.event(type="tokens_revoked", tokens={"bot": [BOT]}),
        True,
    ),
    "somebody's token revoked": (
        slack_sends.event(type="tokens_revoked", tokens={"oauth": ["U1"]}),
        False,
    ),
}


@pytest.mark.parametrize(("payload", "forgotten"), FAREWELLS.values(), ids=FAREWELLS.keys())
async def test_a_workspace_that_left_is_forgotten(dispatch, desk, payload, forgotten):
    response = await dispatch(payload)
    assert response.status == 200
    assert desk.names == (["forget"] if forgotten else [])


async def test_events_held_back_are_acknowledged(dispatch, caplog):
    response = await dispatch({"type": "app_rate_limited", "team_id": TEAM, "api_app_id": "A1"})
    assert response.status == 200
    assert "holds back events" in caplog.text
