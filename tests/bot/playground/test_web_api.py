"""The double answers Web API calls as Slack does, errors included."""

import pytest
from aiohttp import ServerDisconnectedError

from bot.playground.accounts import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET
from bot.playground.faults import read_faults
from bot.playground.messages import Channel, Draft
from bot.playground.workspace import APP_ID, BOT, GENERAL, TEAM, YOU

HERE = {"channel": GENERAL.id}
KEY = {"event_type": "answer", "event_payload": {"key": "k1"}}

REFUSALS = {
    "a method nobody has": ("chat.shout", {}, "unknown_method"),
    "no channel": ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    "a channel nobody has": (
        "chat.postMessage",
        {"channel": "C404", "text": "x"},
        "channel_not_found",
    ),
    "neither text nor blocks": ("chat.postMessage", HERE, "no_text"),
    "blocks beyond the limits": (
        "chat.postMessage",
        {**HERE, "text": "x", "blocks": [{"type": "marquee"}]},
        "invalid_blocks",
    ),
    "blocks that are no JSON": (
        "chat.postMessage",
        {**HERE, "text": "x", "blocks": "[{"},
        "invalid_blocks_format",
    ),
    "a thread nobody began": (
        "chat.postMessage",
        {**HERE, "text": "x", "thread_ts": "1.000001"},
        "thread_not_found",
    ),
    "replies of no thread": (
        "conversations.replies",
        {**HERE, "ts": "1.000001"},
        "thread_not_found",
    ),
    "an update of no message": (
        "chat.update",
        {**HERE, "ts": "1.000001", "text": "x"},
        "message_not_found",
    ),
    "a trigger nobody gave": (
        "views.open",
        {"trigger_id": "1.2", "view": {"type": "modal"}},
        "exchanged_trigger_id",
    ),
    "a whisper to a stranger": (
        "chat.postEphemeral",
        {**HERE, "user": "U404", "text": "x"},
        "user_not_in_channel",
    ),
    "a file nobody sent": ("files.info", {"file": "F404"}, "file_not_found"),
    "a person nobody knows": ("users.info", {"user": "U404"}, "user_not_found"),
    "a bot token for sockets": ("apps.connections.open", {}, "not_allowed_token_type"),
    "a cursor of one's own": (
        "conversations.history",
        {**HERE, "cursor": "!"},
        "invalid_cursor",
    ),
}


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS.values(), ids=REFUSALS.keys())
async def test_a_refused_call_names_slacks_error(call, method, arguments, error):
    answer = await call(method, **arguments)
    assert (answer["ok"], answer["error"]) == (False, error)


TOKENS = {
    "none": ({}, "not_authed"),
    "a stranger's": ({"token": "xoxb-stranger"}, "invalid_auth"),
    "an app token": ({"token": APP_TOKEN}, "not_allowed_token_type"),
}


@pytest.mark.parametrize(("form", "error"), TOKENS.values(), ids=TOKENS.keys())
async def test_a_wrong_token_opens_nothing(web, form, error):
    async with web.post("/api/auth.test", data=form) as response:
        assert (await response.json())["error"] == error


async def test_a_token_is_taken_from_the_form_and_the_query(web):
    for place in ("data", "params"):
        async with web.post("/api/auth.test", **{place: {"token": BOT_TOKEN}}) as response:
            assert (await response.json())["team_id"] == TEAM


KNOWN = {
    "who the bot is": ("auth.test", {}, ("user_id", BOT.id)),
    "the bot": ("bots.info", {"bot": BOT.bot_id}, ("bot", "app_id", APP_ID)),
    "a person": ("users.info", {"user": YOU.id}, ("user", "real_name", YOU.real_name)),
    "a channel": ("conversations.info", HERE, ("channel", "name", GENERAL.name)),
    "whose event it is": (
        "apps.event.authorizations.list",
        {"event_context": "4-x"},
        ("authorizations", 0, "team_id", TEAM),
    ),
}


@pytest.mark.parametrize(("method", "arguments", "told"), KNOWN.values(), ids=KNOWN.keys())
async def test_what_is_there_is_told(call, method, arguments, told):
    answer = await call(method, **arguments)
    *path, value = told
    for step in path:
        answer = answer[step]
    assert answer == value


async def test_a_revoked_token_opens_nothing_any_more(call):
    assert (await call("auth.revoke"))["revoked"]
    assert (await call("auth.test"))["error"] == "token_revoked"


async def test_metadata_is_given_only_to_those_who_ask(call):
    parent = await call("chat.postMessage", **HERE, text="parent")
    place = {**HERE, "thread_ts": parent["ts"]}
    await call("chat.postMessage", **place, text="reply", metadata=KEY)
    for asked, given in ((True, KEY), (False, None)):
        thread = await call(
            "conversations.replies", **HERE, ts=parent["ts"], include_all_metadata=asked
        )
        assert [message["text"] for message in thread["messages"]] == ["parent", "reply"]
        assert thread["messages"][1].get("metadata") == given


async def test_an_update_without_blocks_drops_them(call):
    blocks = [{"type": "divider"}]
    posted = await call("chat.postMessage", **HERE, text="x", blocks=blocks)
    assert posted["message"]["blocks"]
    updated = await call("chat.update", **HERE, ts=posted["ts"], text="y")
    assert "blocks" not in updated["message"]
    assert updated["message"]["edited"]


async def test_an_update_keeps_metadata_that_is_not_sent_again(call):
    posted = await call("chat.postMessage", **HERE, text="x", metadata=KEY)
    updated = await call("chat.update", **HERE, ts=posted["ts"], text="y")
    assert updated["message"]["metadata"] == KEY


async def test_an_update_of_4001_characters_is_too_long(call):
    posted = await call("chat.postMessage", **HERE, text="x")
    answer = await call("chat.update", **HERE, ts=posted["ts"], text="x" * 4001)
    assert answer["error"] == "msg_too_long"


async def test_a_post_above_40000_characters_is_truncated(call):
    posted = await call("chat.postMessage", **HERE, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000


async def test_nobody_changes_another_persons_message(double, call):
    message = double.slack.post(GENERAL, YOU, Draft("mine"))
    answer = await call("chat.update", **HERE, ts=message.ts, text="yours")
    assert answer["error"] == "cant_update_message"


async def test_a_reply_cannot_be_replied_to(call):
    parent = await call("chat.postMessage", **HERE, text="parent")
    reply = await call("chat.postMessage", **HERE, text="reply", thread_ts=parent["ts"])
    answer = await call("chat.postMessage", **HERE, text="deeper", thread_ts=reply["ts"])
    assert answer["error"] == "cannot_reply_to_message"


async def test_a_deleted_reply_leaves_its_thread(call):
    parent = await call("chat.postMessage", **HERE, text="parent")
    reply = await call("chat.postMessage", **HERE, text="reply", thread_ts=parent["ts"])
    assert (await call("chat.delete", **HERE, ts=reply["ts"]))["ok"]
    thread = await call("conversations.replies", **HERE, ts=parent["ts"])
    assert [message["text"] for message in thread["messages"]] == ["parent"]


async def test_history_comes_in_pages_newest_first(call):
    for text in "abc":
        await call("chat.postMessage", **HERE, text=text)
    first = await call("conversations.history", **HERE, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await call("conversations.history", **HERE, limit=2, cursor=cursor)
    pages = [[message["text"] for message in page["messages"]] for page in (first, second)]
    assert pages == [["c", "b"], ["a"]]
    assert (first["has_more"], second["has_more"]) == (True, False)


async def test_replies_are_cut_to_the_time_asked_for(call):
    parent = await call("chat.postMessage", **HERE, text="parent")
    thread = {**HERE, "thread_ts": parent["ts"]}
    replies = [await call("chat.postMessage", **thread, text=text) for text in "abc"]
    middle = replies[1]["ts"]
    later = await call("conversations.replies", **HERE, ts=parent["ts"], oldest=middle)
    assert [message["text"] for message in later["messages"]] == ["parent", "c"]
    until = {"ts": parent["ts"], "latest": middle, "inclusive": True}
    earlier = await call("conversations.replies", **HERE, **until)
    assert [message["text"] for message in earlier["messages"]] == ["parent", "a", "b"]


async def test_another_workspaces_channel_is_not_found(double, call):
    double.slack.workspace.channels["C0OTHER"] = Channel("C0OTHER", "other", "T0OTHER")
    answer = await call("chat.postMessage", channel="C0OTHER", text="x")
    assert answer["error"] == "channel_not_found"


async def test_a_code_is_exchanged_once_and_its_token_rotates(double, call):
    accounts = double.slack.accounts
    accounts.rotating = True
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    code = accounts.code("T0NEW", "New")
    installed = await call("oauth.v2.access", **client, code=code)
    assert installed["team"]["id"] == "T0NEW"
    assert (await call("oauth.v2.access", **client, code=code))["error"] == "invalid_code"
    refresh = {"grant_type": "refresh_token", "refresh_token": installed["refresh_token"]}
    rotated = await call("oauth.v2.access", **client, **refresh)
    assert rotated["access_token"] != installed["access_token"]
    again = await call("oauth.v2.access", **client, **refresh)
    assert again["error"] == "invalid_refresh_token"


async def test_faults_strike_before_or_after_the_call_is_carried_out(double, web, call):
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    for spec, status in (("429=100%", 429), ("5xx=100%", 503)):
        double.faults = read_faults(spec)
        message = {**HERE, "text": spec}
        async with web.post("/api/chat.postMessage", json=message, headers=headers) as response:
            assert response.status == status
    double.faults = read_faults("drop=100%")
    with pytest.raises(ServerDisconnectedError):
        await call("chat.postMessage", **HERE, text="dropped")
    texts = [message.draft.text for message in double.slack.workspace.everything()]
    assert texts == ["dropped"]
