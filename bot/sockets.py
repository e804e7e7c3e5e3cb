"""Holds the line to Slack over Socket Mode: a WebSocket, watched, and opened anew when it ends."""

import asyncio
import json
import logging
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import WSMsgType
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.door import OK, Door, MalformedError
from bot.slack_calls import Outcome, outcome_of, wait_of
from bot.workspaces import MEND_APP, insist

AT_ONCE = 100  # envelopes in work; beyond that reading stops and Slack's own queue fills
HEARTBEAT_S = 10.0
LONGEST_WAIT_S = 30.0  # between attempts to connect
LASTING_S = 10.0  # a line that ends sooner was not a good one; Slack's own last for hours
GRACE_S = 5.0  # for envelopes under way when a WebSocket is left
TICKET = "apps.connections.open"
BROKEN = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Line:
    """The line to Slack: `async with Line(...)` checks the app token first and then holds it.

    Entering raises StartError when the app token is wrong.
    """

    door: Door
    client: AsyncWebClient
    session: aiohttp.ClientSession
    app_token: str = field(repr=False)
    is_up: bool = False
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _beside: set[asyncio.Task[None]] = field(default_factory=set)
    _holding: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        first = await insist(self.client, TICKET, "SLACK_APP_TOKEN", MEND_APP, self.app_token)
        self._holding = asyncio.create_task(self._hold(first.get("url")))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._holding:
            self._holding.cancel()
            await asyncio.gather(self._holding, return_exceptions=True)
        self.is_up = False
        if self._beside:
            await asyncio.wait(self._beside, timeout=GRACE_S)

    async def _hold(self, address: str | None) -> None:
        short = 0  # lines in a row that broke, or ended as soon as they were up
        while True:
            asked = 0.0
            began = time.monotonic()
            try:
                # A ticket opens one WebSocket, once: each attempt needs a new one.
                await self._listen(address or await self._ticket())
            except BROKEN as problem:
                log.warning("no line to Slack: %s", type(problem).__name__)
                if isinstance(problem, SlackApiError) and outcome_of(problem) is Outcome.LATER:
                    asked = wait_of(problem)
            self.is_up = False
            address = None
            short = short + 1 if time.monotonic() - began < LASTING_S else 0
            await asyncio.sleep(max(asked, pause_after(short)))

    async def _ticket(self) -> str:
        headers = {"Authorization": f"Bearer {self.app_token}"}
        answer = await self.client.api_call(TICKET, headers=headers)
        return str(answer.get("url"))

    async def _listen(self, address: str) -> None:
        socket = await self.session.ws_connect(
            address, heartbeat=HEARTBEAT_S, proxy=self.client.proxy, ssl=self.client.ssl or True
        )
        working: set[asyncio.Task[None]] = set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and not await self._heard(
                    socket, message.data, working
                ):
                    break
        finally:
            self._do_beside(_leave(socket, working))

    async def _heard(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        text: str,
        working: set[asyncio.Task[None]],
    ) -> bool:
        envelope = _read(text)
        kind = envelope.get("type")
        if kind == "hello":
            self.is_up = True
            log.info("the line to Slack is up")
        elif kind == "disconnect":
            log.info("Slack asks for a new line")
            return False
        elif isinstance(envelope.get("envelope_id"), str):
            await self._room.acquire()
            task = asyncio.create_task(self._answer(socket, envelope))
            working.add(task)
            task.add_done_callback(working.discard)
        return True

    async def _answer(
        self, socket: aiohttp.ClientWebSocketResponse, envelope: dict[str, Any]
    ) -> None:
        try:
            payload = envelope.get("payload")
            if not isinstance(payload, dict):
                return
            response = await self.door.take(payload)
            if response.status == OK:
                await socket.send_str(_ack(envelope["envelope_id"], response))
        except MalformedError as problem:
            log.info("malformed: %s", problem)
        except (aiohttp.ClientError, ConnectionError):
            log.info("the line broke before the ack; Slack will bring it again")
        finally:
            self._room.release()

    def _do_beside(self, work: Any) -> None:  # noqa: ANN401 (a coroutine)
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def pause_after(short: int) -> float:
    """Give the seconds to wait before the next attempt: none after one short line, then more."""
    if short <= 1:
        return 0.0
    longest = min(LONGEST_WAIT_S, 2.0 ** (short - 1))
    return longest * random.uniform(0.5, 1)  # noqa: S311 (replicas should not come all at once)


async def _leave(socket: aiohttp.ClientWebSocketResponse, working: set[asyncio.Task[None]]) -> None:
    """Let what came over a WebSocket be acked over it before it is closed."""
    if working:
        await asyncio.wait(working, timeout=GRACE_S)
    with suppress(*BROKEN):
        await socket.close()


def _read(text: str) -> dict[str, Any]:
    try:
        envelope = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return envelope if isinstance(envelope, dict) else {}


def _ack(envelope_id: str, response: BoltResponse) -> str:
    ack: dict[str, Any] = {"envelope_id": envelope_id}
    if response.body:
        is_json = response.body.startswith("{")
        ack["payload"] = json.loads(response.body) if is_json else {"text": response.body}
    return json.dumps(ack)
