"""Puts the double together and opens its doors on 127.0.0.1, for a test or for a person."""

import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Self

from aiohttp import ClientSession, web

from bot.playground.accounts import SIGNING_SECRET, RefusedError
from bot.playground.clock import Now, Pace
from bot.playground.control import Control, told_apart
from bot.playground.faults import Faults
from bot.playground.interactions import Interactions
from bot.playground.page_door import SAFE_HEADERS, PageDoor
from bot.playground.request_url import RequestUrl
from bot.playground.response_urls import ResponseUrlError
from bot.playground.slack import Slack
from bot.playground.web_api import WebApi, token_of

HOST = "127.0.0.1"
LOCAL_NAMES = {HOST, "localhost"}
BODY_LIMIT = 4 * 1024 * 1024  # a file of 1 MB in base64, and room
GRACE = 1.0  # seconds that open streams get at the end
SIGN_IN_PAGE = "<!DOCTYPE html><title>Sign in</title><h1>Sign in to your workspace</h1>"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SlackDouble:
    """A Slack on a port of this machine: `async with SlackDouble() as double:`.

    `double.slack` is its memory, `double.api` its Web API, `double.people` what people can do.
    `port` 0 takes a free one; `pace` shortens the waits before events come again;
    `now` is what triggers, response_urls and tokens expire by.
    """

    def __init__(self, port: int = 0, *, pace: Pace | None = None, now: Now = time.time) -> None:
        self.slack = Slack(now, pace)
        self.people = Interactions(self.slack)
        self.api = WebApi(self.slack)
        self.origin = ""
        self._port = port
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=GRACE)
        self._session: ClientSession | None = None

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.origin}/api/"

    @property
    def faults(self) -> Faults:
        """The faults in force."""
        return self.slack.courier.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self.slack.courier.faults = faults

    def request_urls(self, urls: Iterable[str], secret: str = SIGNING_SECRET) -> None:
        """Deliver over HTTP to each of these addresses, in place of Socket Mode."""
        self._session = self._session or ClientSession()
        self.slack.request_urls = [
            RequestUrl(url, secret, self.slack.courier, self._session) for url in urls
        ]

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Open the doors; raises OSError when the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self.origin = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self.slack.uploads.origin = self.slack.response_urls.origin = self.origin

    async def stop(self) -> None:
        """Close the doors and stop bringing events."""
        await self.slack.courier.close()
        await self.slack.sockets.cut()
        if self._session:
            await self._session.close()
        await self._runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(
            client_max_size=BODY_LIMIT, middlewares=[only_from_here, told_apart]
        )
        application.add_routes(PageDoor(self.slack, self.people).routes())
        application.add_routes(Control(self.slack, self.api, self.people).routes())
        application.add_routes(
            [
                web.route("*", "/api/{method}", self.api.handle),
                web.get("/socket", self._socket),
                web.get("/files-pri/{id}/{name}", self._file),
                web.post("/response/{key}", self._response),
            ]
        )
        return application

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        return await self.slack.sockets.serve(request, self.slack.courier)

    async def _file(self, request: web.Request) -> web.Response:
        upload = self.slack.uploads.kept.get(request.match_info["id"])
        try:
            self.slack.accounts.holder(token_of(request, {}), app=False)
        except RefusedError:
            return web.Response(text=SIGN_IN_PAGE, content_type="text/html", headers=SAFE_HEADERS)
        if upload is None:
            raise web.HTTPNotFound
        return web.Response(body=upload.content, content_type=upload.shape["mimetype"])

    async def _response(self, request: web.Request) -> web.Response:
        try:
            invitation = self.slack.response_urls.use(request.match_info["key"])
        except ResponseUrlError as problem:
            return web.json_response({"ok": False, "error": str(problem)}, status=404)
        self.people.respond(invitation, await request.json())
        return web.Response(text="ok")


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away requests that another web site makes a browser on this machine send."""
    own = request.headers.get("Host", "")
    origin = request.headers.get("Origin")
    if own.rpartition(":")[0] not in LOCAL_NAMES or origin not in {None, f"http://{own}"}:
        raise web.HTTPForbidden(text="this playground is for this machine only")
    return await handler(request)
