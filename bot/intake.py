"""Lets Slack's requests in over HTTP, and keeps everybody else's out before reading them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from sqlalchemy.exc import SQLAlchemyError

from bot.door import Door, MalformedError
from bot.limits import Knocks
from bot.metrics import Metrics
from bot.payloads import read_payload
from bot.signature import Signature
from bot.workspaces import StartError

# An edit carries a message of 40,000 characters four times, and JSON may write six for one.
BODY_LIMIT = 2 * 1024 * 1024
READ_S = 5.0  # Slack sends its requests in one go
GRACE_S = 5.0  # for requests under way when the bot is told to stop
PORT_TAKEN = "port {port} cannot be used: {why}"
NOT_NOW = "Slack could not be reached to finish the installation. Please try again."
SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "Server": "crmurl",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
log = logging.getLogger(__name__)


def is_ours(record: logging.LogRecord) -> bool:
    """Whether a line of the web server is about this bot, not about what a stranger sent."""
    problem = record.exc_info[1] if record.exc_info else None
    return not isinstance(problem, web.RequestPayloadError | HttpProcessingError)


server_log = logging.getLogger("bot.server")
server_log.addFilter(is_ours)


class TurnedAwayError(Exception):
    """A request that Slack did not sign; `why` is one of a few words, safe to log."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


@dataclass(frozen=True, slots=True)
class Intake:
    """The address that Slack delivers to, and the pages where workspaces install the bot."""

    door: Door
    signature: Signature
    metrics: Metrics
    installing: AsyncOAuthFlow | None = None
    knocks: Knocks = field(default_factory=Knocks)

    def routes(self) -> list[web.RouteDef]:
        """Give the addresses; those for installing only where workspaces may."""
        routes = [web.post("/slack/events", self.events)]
        if self.installing is not None:
            routes.append(web.get("/slack/install", self.install))
            routes.append(web.get("/slack/oauth_redirect", self.installed))
        return routes

    async def events(self, request: web.Request) -> web.Response:
        """Take an event, a command or a click: 200 once it is done or durable, else not."""
        try:
            payload = read_payload(await self._signed_body(request), request.content_type)
            return _about_the_address(payload) or _drawn(await self.door.take(payload))
        except TurnedAwayError as refusal:
            return self._turn_away(request, refusal)
        except MalformedError as problem:
            self.metrics.turned_away("malformed")
            log.info("signed, but malformed: %s", problem)
            return web.Response(status=400)

    async def install(self, request: web.Request) -> web.StreamResponse:
        """Send a person to the page where Slack asks for consent."""
        if self.installing is None or self.knocks.too_many(str(request.remote)):
            return web.Response(status=429)
        return await to_aiohttp_response(
            await self.installing.handle_installation(await to_bolt_request(request))
        )

    async def installed(self, request: web.Request) -> web.StreamResponse:
        """Take the code that Slack sends a person back with, and keep the token it stands for."""
        if self.installing is None or self.knocks.too_many(str(request.remote)):
            return web.Response(status=429)
        try:
            told = await self.installing.handle_callback(await to_bolt_request(request))
        except (SlackClientError, aiohttp.ClientError, SQLAlchemyError, TimeoutError) as problem:
            log.warning("installation not finished: %s", type(problem).__name__)
            return web.Response(status=503, text=NOT_NOW)
        return await to_aiohttp_response(told)

    async def _signed_body(self, request: web.Request) -> bytes:
        if not self.signature.is_timely(request.headers):
            raise TurnedAwayError("unsigned", 401)
        try:
            async with asyncio.timeout(READ_S):
                raw = await request.read()
        except TimeoutError as problem:
            raise TurnedAwayError("slow", 408) from problem
        except (web.RequestPayloadError, ConnectionError) as problem:
            raise TurnedAwayError("broken", 400) from problem
        if not self.signature.is_valid(request.headers, raw):
            raise TurnedAwayError("forged", 401)
        return raw

    def _turn_away(self, request: web.Request, refusal: TurnedAwayError) -> web.Response:
        self.metrics.turned_away(refusal.why)
        if self.knocks.too_many(str(request.remote)):
            return web.Response(status=429, headers={"Connection": "close"})
        log.info("turned away: %s", refusal.why)
        return web.Response(status=refusal.status)


def _about_the_address(payload: dict[str, Any]) -> web.Response | None:
    if payload.get("type") == "url_verification":
        return web.json_response({"challenge": str(payload.get("challenge", ""))})
    return web.Response() if "ssl_check" in payload else None


def _drawn(answer: BoltResponse) -> web.Response:
    kind = "application/json" if answer.body.startswith("{") else "text/plain"
    return web.Response(status=answer.status, text=answer.body, content_type=kind)


@asynccontextmanager
async def open_site(
    routes: list[web.RouteDef], host: str, port: int
) -> AsyncIterator[tuple[str, int]]:
    """Serve these addresses and give host and port; leaving waits for requests under way.

    `port` 0 takes a free one. Raises StartError when the port cannot be had.
    """
    application = web.Application(client_max_size=BODY_LIMIT)
    application.add_routes(routes)
    application.on_response_prepare.append(_make_safe)
    runner = web.AppRunner(
        application, access_log=None, shutdown_timeout=GRACE_S, logger=server_log
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][:2]
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise StartError(PORT_TAKEN.format(port=port, why=why)) from problem
    finally:
        await runner.cleanup()


async def _make_safe(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(SAFE)
