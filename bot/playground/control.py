"""Lets tests in another process act as people in the double, and count what the bot did."""

from collections import Counter
from typing import Any

from aiohttp import web

from bot.playground.accounts import RefusedError
from bot.playground.faults import read_faults
from bot.playground.interactions import Interactions
from bot.playground.messages import Channel, Draft, Json, Message
from bot.playground.slack import Slack
from bot.playground.web_api import WebApi
from bot.playground.workspace import BOT, GENERAL, YOU


class Control:
    """The addresses under /double/; every body is JSON, and so is every answer."""

    def __init__(self, slack: Slack, api: WebApi, interactions: Interactions) -> None:
        self._slack = slack
        self._api = api
        self._interactions = interactions

    def routes(self) -> list[web.RouteDef]:
        """Give the control addresses."""
        return [
            web.post("/double/post", self.post),
            web.post("/double/edit", self.edit),
            web.post("/double/delete", self.delete),
            web.post("/double/unfurl", self.unfurl),
            web.post("/double/event", self.event),
            web.post("/double/command", self.command),
            web.post("/double/channel", self.channel),
            web.post("/double/faults", self.faults),
            web.post("/double/outage", self.outage),
            web.post("/double/sockets", self.sockets),
            web.get("/double/messages", self.messages),
            web.get("/double/replies", self.replies),
            web.get("/double/status", self.status),
        ]

    async def post(self, request: web.Request) -> web.Response:
        """{channel?, user?, text?, thread_ts?, files?: [{name, content, mode?, outside?}]}"""
        asked = await request.json()
        person = self._slack.workspace.people[asked.get("user", YOU.id)]
        files = tuple(self._upload(file) for file in asked.get("files", ()))
        draft = Draft(asked.get("text", ""), thread_ts=asked.get("thread_ts"), files=files)
        message = self._slack.type(self._channel(asked), person, draft)
        return web.json_response({"ts": message.ts, "channel": message.channel.id})

    async def edit(self, request: web.Request) -> web.Response:
        """{channel?, ts, text}"""
        asked = await request.json()
        self._slack.retype(self._message(asked), asked["text"])
        return web.json_response({"ok": True})

    async def delete(self, request: web.Request) -> web.Response:
        """{channel?, ts}"""
        self._slack.delete(self._message(await request.json()))
        return web.json_response({"ok": True})

    async def unfurl(self, request: web.Request) -> web.Response:
        """{channel?, ts, attachments?}: a change without an edit, as a link preview makes it"""
        asked = await request.json()
        attachments = asked.get("attachments") or [{"id": 1, "fallback": "preview"}]
        self._slack.unfurl(self._message(asked), attachments)
        return web.json_response({"ok": True})

    async def event(self, request: web.Request) -> web.Response:
        """{event, channel?}: any inner event, such as app_uninstalled"""
        asked = await request.json()
        self._slack.tell_app(asked["event"], self._channel(asked))
        return web.json_response({"ok": True})

    async def command(self, request: web.Request) -> web.Response:
        """{channel?, command, text?} -> {ok}"""
        asked = await request.json()
        person = self._slack.workspace.people[asked.get("user", YOU.id)]
        done = await self._interactions.command(
            self._channel(asked), person, asked["command"], asked.get("text", "")
        )
        return web.json_response({"ok": done})

    async def channel(self, request: web.Request) -> web.Response:
        """{id, name, team?, is_ext_shared?, is_archived?}: a new channel, or one that changed"""
        asked = {"team": GENERAL.team} | await request.json()
        self._slack.workspace.channels[asked["id"]] = Channel(**asked)
        return web.json_response({"ok": True})

    async def faults(self, request: web.Request) -> web.Response:
        """{spec}: the faults from now on; an empty spec ends them"""
        self._slack.courier.faults = read_faults((await request.json())["spec"])
        return web.json_response({"ok": True})

    async def outage(self, request: web.Request) -> web.Response:
        """{on}: with true, calls get 503, WebSockets break and events wait; false ends it"""
        if (await request.json())["on"]:
            self._slack.courier.reachable.clear()
            await self._slack.sockets.cut()
        else:
            self._slack.courier.reachable.set()
        return web.json_response({"ok": True})

    async def sockets(self, request: web.Request) -> web.Response:
        """{do: refresh | cut} or {broadcast: true | false}"""
        asked = await request.json()
        sockets = self._slack.sockets
        sockets.broadcast = asked.get("broadcast", sockets.broadcast)
        if asked.get("do") == "refresh":
            await sockets.refresh()
        elif asked.get("do") == "cut":
            await sockets.cut()
        return web.json_response({"connections": len(sockets.connections)})

    async def messages(self, request: web.Request) -> web.Response:
        """?channel=&thread_ts= -> {messages, whispers}, metadata included, oldest first"""
        asked = dict(request.query)
        workspace = self._slack.workspace
        channel = self._channel(asked).id
        thread_ts = asked.get("thread_ts")
        kept = workspace.thread(channel, thread_ts) if thread_ts else workspace.history(channel)
        whispers = [m for m in workspace.whispered.values() if m.channel.id == channel]
        return web.json_response({"messages": self._all(kept), "whispers": self._all(whispers)})

    async def replies(self, _request: web.Request) -> web.Response:
        """-> {threads: {"channel:ts": number of the bot's replies}} for every typed parent"""
        workspace = self._slack.workspace
        count: Counter[str] = Counter()
        for message in workspace.everything():
            place = f"{message.channel.id}:{message.thread_ts}"
            count[place] += message.is_reply and message.author == BOT
        return web.json_response({"threads": count})

    async def status(self, _request: web.Request) -> web.Response:
        """-> deliveries {sent, attempts, acked, pending, given_up}, calls and connections"""
        ledger = self._slack.courier.ledger
        return web.json_response(
            {
                "sent": ledger.sent,
                "attempts": ledger.attempts,
                "acked": ledger.acked,
                "pending": sorted(ledger.pending),
                "given_up": ledger.given_up,
                "calls": self._api.calls,
                "connections": len(self._slack.sockets.connections),
            }
        )

    def _all(self, messages: list[Message]) -> list[Json]:
        return [self._slack.workspace.shown(m, with_metadata=True) for m in messages]

    def _channel(self, asked: Json) -> Channel:
        return self._slack.channel(asked.get("channel", GENERAL.id))

    def _message(self, asked: Json) -> Message:
        return self._slack.message(self._channel(asked), asked["ts"])

    def _upload(self, file: Json) -> Json:
        uploads = self._slack.uploads
        file_id, name = self._slack.workspace.new_id("F"), file["name"]
        content = file["content"].encode()
        if file.get("outside"):
            return uploads.keep_from_outside(file_id, name, content)
        return uploads.keep(file_id, name, content, mode=file.get("mode", "hosted"))


Handler = Any


@web.middleware
async def told_apart(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 400 with a word of what is wrong when a page or a test asked for nonsense."""
    try:
        response: web.StreamResponse = await handler(request)
    except RefusedError as refusal:
        return web.json_response(refusal.answer, status=400)
    except (KeyError, TypeError, ValueError) as problem:
        error = f"{type(problem).__name__}: {problem}"
        return web.json_response({"ok": False, "error": error}, status=400)
    return response
