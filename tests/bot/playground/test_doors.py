"""Events reach the app over Socket Mode and as signed requests."""

import asyncio
import json
from urllib.parse import parse_qs

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError, web
from slack_sdk.signature import SignatureVerifier

from bot.playground.accounts import APP_TOKEN, SIGNING_SECRET
from bot.playground.faults import read_faults
from bot.playground.messages import Draft
from bot.playground.workspace import BOT, GENERAL, YOU


async def address(web):
    headers = {"Authorization": f"Bearer {APP_TOKEN}"}
    async with web.post("/api/apps.connections.open", headers=headers) as response:
        return (await response.json())["url"]


async def next_event(socket):
    envelope = await socket.receive_json(timeout=5)
    return envelope, envelope["payload"].get("event", {})


async def ack(socket, envelope, payload=None):
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})


async def test_a_mention_is_two_events_with_one_ts(double, web):
    async with web.ws_connect(await address(web)) as socket:
        assert (await socket.receive_json(timeout=5))["type"] == "hello"
        double.slack.type(GENERAL, YOU, Draft("@crmurl what is this?"))
        seen = []
        for _ in range(2):
            envelope, event = await next_event(socket)
            await ack(socket, envelope)
            seen.append((envelope["payload"]["event_id"], event["type"], event["ts"]))
    assert sorted(kind for _, kind, _ in seen) == ["app_mention", "message"]
    assert len({event_id for event_id, _, _ in seen}) == 2
    assert len({ts for _, _, ts in seen}) == 1


async def test_an_envelope_without_an_ack_comes_again(double, web):
    async with web.ws_connect(await address(web)) as socket:
        await socket.receive_json(timeout=5)
        double.slack.type(GENERAL, YOU, Draft("hello"))
        first, _ = await next_event(socket)
        second, _ = await next_event(socket)
        await ack(socket, second)
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
    assert second["retry_reason"] == "timeout"


async def test_a_ticket_opens_one_socket(web):
    ticket = await address(web)
    async with web.ws_connect(ticket) as socket:
        await socket.receive_json(timeout=5)
        with pytest.raises(WSServerHandshakeError):
            await web.ws_connect(ticket)


async def test_a_refresh_says_goodbye_first(double, web):
    async with web.ws_connect(await address(web)) as socket:
        await socket.receive_json(timeout=5)
        refreshing = asyncio.create_task(double.slack.sockets.refresh())
        assert (await socket.receive_json(timeout=5))["reason"] == "refresh_requested"
        assert (await socket.receive(timeout=5)).type is WSMsgType.CLOSE
        await socket.close()
        await refreshing


async def test_a_socket_may_break_before_the_ack(double, web):
    double.faults = read_faults("ws_loss=100%")
    async with web.ws_connect(await address(web)) as socket:
        await socket.receive_json(timeout=5)
        double.slack.type(GENERAL, YOU, Draft("hello"))
        await next_event(socket)
        message = await socket.receive(timeout=5)
        assert message.type in {WSMsgType.CLOSED, WSMsgType.ERROR}


class App:
    """An app in HTTP mode that keeps its requests and answers as told."""

    def __init__(self):
        self.requests = []
        self.answers = []
        self.arrived = asyncio.Queue()

    async def hear(self, request):
        self.requests.append((request.headers.copy(), await request.read()))
        self.arrived.put_nowait(None)
        status, body = self.answers.pop(0) if self.answers else (200, "")
        return web.Response(status=status, text=body)


@pytest.fixture
async def app(double):
    app = App()
    application = web.Application()
    application.router.add_post("/slack/events", app.hear)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    double.request_urls([f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"])
    yield app
    await runner.cleanup()


async def test_a_request_is_signed_and_comes_again_after_an_error(double, app):
    app.answers = [(500, "")]
    double.slack.post(GENERAL, YOU, Draft("hello"))
    await app.arrived.get()
    await app.arrived.get()
    (first, body), (second, again) = app.requests
    assert SignatureVerifier(SIGNING_SECRET).is_valid_request(body, first)
    assert json.loads(body)["event_id"] == json.loads(again)["event_id"]
    assert "X-Slack-Retry-Num" not in first
    assert (second["X-Slack-Retry-Num"], second["X-Slack-Retry-Reason"]) == ("1", "http_error")


async def test_a_command_is_a_form_and_its_answer_is_whispered(double, app):
    app.answers = [(200, json.dumps({"text": "corrected"}))]
    assert await double.people.command(GENERAL, YOU, "/crmurl", "a.com b")
    form = parse_qs(app.requests[0][1].decode())
    assert (form["command"], form["text"]) == (["/crmurl"], ["a.com b"])
    (whisper,) = double.slack.workspace.whispered.values()
    assert (whisper.draft.text, whisper.visible_to) == ("corrected", YOU.id)


async def test_a_silent_app_is_told_to_the_person(double, app):
    app.answers = [(500, "")]
    assert not await double.people.command(GENERAL, YOU, "/crmurl", "")
    (whisper,) = double.slack.workspace.whispered.values()
    assert "did not respond" in whisper.draft.text


async def test_a_response_url_answers_five_times(double, app, web):
    await double.people.command(GENERAL, YOU, "/crmurl", "x")
    url = parse_qs(app.requests[0][1].decode())["response_url"][0]
    statuses = []
    for count in range(6):
        async with web.post(url, json={"text": f"answer {count}"}) as response:
            statuses.append(response.status)
    assert statuses == [200] * 5 + [404]
    assert len(double.slack.workspace.whispered) == 5


@pytest.mark.parametrize("whispered", [True, False], ids=["to one", "to all"])
async def test_a_click_may_replace_what_was_clicked_and_take_it_away(double, app, web, whispered):
    workspace = double.slack.workspace
    draft = Draft("which one?")
    message = (
        workspace.whisper(GENERAL, BOT, draft, YOU.id)
        if whispered
        else workspace.post(GENERAL, BOT, draft)
    )
    await double.people.click(YOU, message, {"type": "button", "action_id": "a"})
    payload = json.loads(parse_qs(app.requests[0][1].decode())["payload"][0])
    assert payload["container"]["is_ephemeral"] is whispered
    async with web.post(payload["response_url"], json={"text": "b", "replace_original": True}):
        assert message.draft.text == "b"
    async with web.post(payload["response_url"], json={"delete_original": True}):
        assert workspace.seen_by(GENERAL.id, message.ts) is None


def modal(title, **more):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
    view = {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": [block]}
    return view | more


SUBMISSIONS = {
    "nothing closes the modal": ("", None, {}),
    "errors stay with it": (
        {"response_action": "errors", "errors": {"a": "wrong"}},
        "Form",
        {"errors": {"a": "wrong"}},
    ),
    "update takes its place": (
        {"response_action": "update", "view": modal("Result")},
        "Result",
        {},
    ),
    "push goes on top": ({"response_action": "push", "view": modal("More")}, "More", {}),
    "clear closes all": ({"response_action": "clear"}, None, {}),
}


@pytest.mark.parametrize(("answer", "title", "told"), SUBMISSIONS.values(), ids=SUBMISSIONS.keys())
async def test_a_submitted_modal_does_as_the_app_says(double, app, answer, title, told):
    views = double.slack.views
    views.open(views.trigger(YOU.id), modal("Form"))
    app.answers = [(200, json.dumps(answer) if answer else "")]
    assert await double.people.submit(YOU, {"a": {"v": {"value": "typed"}}}) == told
    top = views.top(YOU.id)
    assert (top and top["title"]["text"]) == title
    payload = json.loads(parse_qs(app.requests[0][1].decode())["payload"][0])
    assert payload["view"]["state"]["values"] == {"a": {"v": {"value": "typed"}}}


async def test_a_trigger_opens_one_view_in_time(double, call):
    views = double.slack.views
    trigger = views.trigger(YOU.id)
    assert (await call("views.open", trigger_id=trigger, view=modal("A")))["ok"]
    again = await call("views.open", trigger_id=trigger, view=modal("B"))
    assert again["error"] == "exchanged_trigger_id"
    late = views.trigger(YOU.id, expired=True)
    answer = await call("views.open", trigger_id=late, view=modal("C"))
    assert answer["error"] == "expired_trigger_id"


async def test_views_are_pushed_up_to_three_and_updated_by_their_hash(double, call):
    views = double.slack.views
    opened = await call("views.open", trigger_id=views.trigger(YOU.id), view=modal("1"))
    for number in ("2", "3"):
        pushed = await call("views.push", trigger_id=views.trigger(YOU.id), view=modal(number))
    assert pushed["view"]["root_view_id"] == opened["view"]["id"]
    fourth = await call("views.push", trigger_id=views.trigger(YOU.id), view=modal("4"))
    assert fourth["error"] == "push_limit_reached"
    named = {"view_id": pushed["view"]["id"], "view": modal("new")}
    stale = await call("views.update", **named, hash="stale")
    assert stale["error"] == "hash_conflict"
    assert (await call("views.update", **named, hash=pushed["view"]["hash"]))["ok"]
    assert views.top(YOU.id)["title"]["text"] == "new"
    await double.people.close(YOU)
    assert views.top(YOU.id)["title"]["text"] == "2"


async def test_a_closed_view_is_told_to_an_app_that_asked(double, app):
    views = double.slack.views
    views.open(views.trigger(YOU.id), modal("1", notify_on_close=True))
    await double.people.close(YOU)
    payload = json.loads(parse_qs(app.requests[0][1].decode())["payload"][0])
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)


async def test_a_trigger_may_expire_on_its_way(double, app, call):
    double.faults = read_faults("expire=100%")
    await double.people.command(GENERAL, YOU, "/crmurl", "")
    trigger = parse_qs(app.requests[0][1].decode())["trigger_id"][0]
    answer = await call("views.open", trigger_id=trigger, view=modal("A"))
    assert answer["error"] == "expired_trigger_id"


async def test_edits_previews_and_deletions_are_told_apart(double, app):
    message = double.slack.type(GENERAL, YOU, Draft("a"))
    double.slack.unfurl(message, [{"id": 1}])
    double.slack.retype(message, "b")
    double.slack.delete(message)
    for _ in range(4):
        await app.arrived.get()
    events = [json.loads(body)["event"] for _, body in app.requests]
    changes = [event for event in events if event.get("subtype") == "message_changed"]
    assert sorted("edited" in change["message"] for change in changes) == [False, True]
    (deleted,) = [event for event in events if event.get("subtype") == "message_deleted"]
    assert deleted["deleted_ts"] == message.ts


async def test_the_apps_own_posts_are_told_with_its_bot_id(double, app):
    double.slack.post(GENERAL, BOT, Draft("mine"))
    await app.arrived.get()
    assert json.loads(app.requests[0][1])["event"]["bot_id"] == BOT.bot_id
