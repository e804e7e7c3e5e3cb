"""Serves the page, tells it what changes as it changes, and does what people do on it."""

import asyncio
import base64
import binascii
import json
from functools import partial
from importlib import resources
from pathlib import PurePath

from aiohttp import web

from bot.playground.interactions import Interactions
from bot.playground.messages import Draft, Json, JsonValue, Message, Person
from bot.playground.slack import Slack
from bot.playground.uploads import MOST_BYTES
from bot.playground.workspace import BOT, TEAM_NAME, YOU

FOLDER = resources.files("bot.playground") / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HEARTBEAT = 15.0  # seconds between signs of life on a silent stream


class PageDoor:
    """The page's own addresses; whoever looks at the page is always the same person."""

    def __init__(self, slack: Slack, interactions: Interactions) -> None:
        self._slack = slack
        self._interactions = interactions

    def routes(self) -> list[web.RouteDef]:
        """Give the page's addresses."""
        return [
            web.get("/", self.file),
            web.get("/page/{name:[a-z_]+\\.(?:css|js|json|svg)}", self.file),
            web.get("/page/state", self.state),
            web.get("/page/stream", self.stream),
            web.post("/page/messages", self.post),
            web.post("/page/edits", self.edit),
            web.post("/page/deletions", self.delete),
            web.post("/page/commands", self.command),
            web.post("/page/clicks", self.click),
            web.post("/page/submissions", self.submit),
            web.post("/page/closings", self.close),
        ]

    async def file(self, request: web.Request) -> web.Response:
        """Give the page or one of its parts."""
        name = PurePath(request.match_info.get("name", "index.html"))
        part = FOLDER / name.name
        if not part.is_file():
            raise web.HTTPNotFound
        kind = TYPES[name.suffix]
        return web.Response(
            body=part.read_bytes(), content_type=kind, charset="utf-8", headers=SAFE_HEADERS
        )

    async def state(self, _request: web.Request) -> web.Response:
        """Give everything there is, for a page that has just been opened."""
        workspace = self._slack.workspace
        people = [_person(person) for person in workspace.people.values()]
        channels = [
            {"id": channel.id, "name": channel.name, "direct": bool(channel.with_user)}
            for channel in workspace.channels.values()
        ]
        messages = [workspace.on_page(message) for message in workspace.everything()]
        return web.json_response(
            {
                "workspace": TEAM_NAME,
                "you": YOU.id,
                "bot": BOT.id,
                "people": people,
                "channels": channels,
                "messages": messages,
                "view": self._slack.views.top(YOU.id),
                "connected": bool(self._slack.sockets.connections or self._slack.request_urls),
            }
        )

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send every change as a server-sent event, until the page goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"} | SAFE_HEADERS)
        queue: asyncio.Queue[str] = asyncio.Queue()
        # Before the page hears that the stream is open, so that no change falls between.
        forget = self._slack.workspace.watch(partial(_line_up, queue))
        try:
            await response.prepare(request)
            await response.write(b": here\n\n")
            while True:
                await response.write(await _next(queue))
        except ConnectionError:
            return response
        finally:
            forget()

    async def post(self, request: web.Request) -> web.Response:
        """Post what the person typed, with the files they attached."""
        asked = await _asked(request)
        channel = self._slack.channel(asked["channel"])
        files = tuple(self._upload(file) for file in asked.get("files", ()))
        draft = Draft(str(asked.get("text", "")), thread_ts=asked.get("thread_ts"), files=files)
        message = self._slack.type(channel, YOU, draft)
        return web.json_response({"ok": True, "ts": message.ts})

    async def edit(self, request: web.Request) -> web.Response:
        """Change one of the person's own messages."""
        asked = await _asked(request)
        self._slack.retype(self._own(asked), str(asked["text"]))
        return web.json_response({"ok": True})

    async def delete(self, request: web.Request) -> web.Response:
        """Take away one of the person's own messages."""
        self._slack.delete(self._own(await _asked(request)))
        return web.json_response({"ok": True})

    async def command(self, request: web.Request) -> web.Response:
        """Run a slash command."""
        asked = await _asked(request)
        channel = self._slack.channel(asked["channel"])
        done = await self._interactions.command(channel, YOU, asked["command"], asked["text"])
        return web.json_response({"ok": done})

    async def click(self, request: web.Request) -> web.Response:
        """Press a button in a message or in a modal."""
        asked = await _asked(request)
        action = dict(asked["action"])
        if asked.get("channel"):
            message = self._message(asked)
            done = await self._interactions.click(YOU, message, action)
        else:
            view = self._slack.views.top(YOU.id) or {}
            done = await self._interactions.click_in_view(YOU, view, action)
        return web.json_response({"ok": done})

    async def submit(self, request: web.Request) -> web.Response:
        """Submit the open modal."""
        asked = await _asked(request)
        return web.json_response(await self._interactions.submit(YOU, asked["values"]))

    async def close(self, request: web.Request) -> web.Response:
        """Close the open modal."""
        asked = await _asked(request)
        await self._interactions.close(YOU, cleared=bool(asked.get("cleared")))
        return web.json_response({"ok": True})

    def _upload(self, file: Json) -> Json:
        try:
            content = base64.b64decode(file["content"], validate=True)
        except binascii.Error:
            raise web.HTTPBadRequest(text="file content must be base64") from None
        if len(content) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(content))
        return self._slack.uploads.keep(
            self._slack.workspace.new_id("F"), str(file["name"]), content
        )

    def _message(self, asked: Json) -> Message:
        channel = self._slack.channel(asked["channel"])
        return self._slack.message(channel, asked["ts"])

    def _own(self, asked: Json) -> Message:
        message = self._message(asked)
        if message.author != YOU:
            raise web.HTTPForbidden(text="not your message")
        return message


def _line_up(queue: asyncio.Queue[str], what: str, detail: Json) -> None:
    queue.put_nowait(f"event: {what}\ndata: {json.dumps(detail)}\n\n")


async def _asked(request: web.Request) -> JsonValue:
    try:
        return await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="the body must be JSON") from None


async def _next(queue: asyncio.Queue[str]) -> bytes:
    try:
        return (await asyncio.wait_for(queue.get(), HEARTBEAT)).encode()
    except TimeoutError:
        return b": still here\n\n"


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "is_bot": bool(person.bot_id),
    }
