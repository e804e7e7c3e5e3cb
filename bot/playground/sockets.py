"""The double's end of Socket Mode: tickets, hello, envelopes, acks and disconnects."""

import asyncio
import itertools
import random
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.courier import Courier
from bot.playground.messages import Json
from bot.playground.parcels import Answer, Attempt, Parcel
from bot.playground.workspace import APP_ID

MOST_CONNECTIONS = 10  # docs.slack.dev, "Using Socket Mode"
PING_EVERY = 30.0
TIMEOUT = Answer(acked=False, reason="timeout")


@dataclass(eq=False, slots=True)
class Connection:
    """One WebSocket of the app, with the envelopes it has not acked."""

    ws: web.WebSocketResponse
    transport: asyncio.Transport | None
    waiting: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)

    def answered(self, ack: Json) -> None:
        """Match an ack with its envelope."""
        waiter = self.waiting.get(str(ack.get("envelope_id")))
        if waiter and not waiter.done():
            waiter.set_result(ack.get("payload"))

    def break_off(self) -> None:
        """End it the hard way, without a closing handshake."""
        if self.transport:
            self.transport.abort()

    def lost(self) -> None:
        """Give up waiting: this connection brings no more acks."""
        for waiter in self.waiting.values():
            waiter.cancel()


class Sockets:
    """Every WebSocket of the app; an envelope goes to any of them, or to all when told so."""

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        self._on_change = on_change
        self._joined = asyncio.Event()
        self.connections: list[Connection] = []
        self.broadcast = False
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)

    def ticket(self) -> str:
        """Give a ticket that opens one WebSocket, once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request, courier: Courier) -> web.StreamResponse:
        """Hold one WebSocket until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or not courier.reachable.is_set():
            return web.Response(status=403, text="used or unknown ticket")
        self._tickets.remove(ticket)
        ws = web.WebSocketResponse(heartbeat=PING_EVERY)
        await ws.prepare(request)
        connection = Connection(ws, request.transport)
        await ws.send_json(self._hello())
        self.connections.append(connection)
        self._joined.set()
        self._on_change(True)
        try:
            await _listen(connection)
        finally:
            self._forget(connection)
        return ws

    async def joined(self) -> None:
        """Wait until the app has opened its first WebSocket."""
        await self._joined.wait()

    def door(self, courier: Courier) -> "SocketDoor":
        """Give the way to the app through these WebSockets."""
        return SocketDoor(self, courier, random.Random(0))  # noqa: S311 not secret

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Tell the app to open a new connection, then close the old ones, as Slack does."""
        for connection in tuple(self.connections):
            self._forget(connection)
            with suppress(ConnectionError):
                await connection.ws.send_json({"type": "disconnect", "reason": reason})
            await connection.ws.close()

    async def cut(self) -> None:
        """Break every connection without a word."""
        for connection in tuple(self.connections):
            self._forget(connection)
            connection.break_off()

    def number(self) -> str:
        """Give an envelope id."""
        return f"envelope-{next(self._numbers)}-{secrets.token_hex(4)}"

    def _forget(self, connection: Connection) -> None:
        connection.lost()
        if connection in self.connections:
            self.connections.remove(connection)
            self._on_change(bool(self.connections))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }


@dataclass(slots=True)
class SocketDoor:
    """Delivers parcels as Socket Mode envelopes."""

    sockets: Sockets
    courier: Courier
    dice: random.Random

    async def offer(self, parcel: Parcel, attempt: Attempt) -> Answer:
        """Send one envelope to any connection (or to all) and wait for the ack."""
        connections = tuple(self.sockets.connections)
        if not connections:
            return TIMEOUT
        chosen = connections if self.sockets.broadcast else (self.dice.choice(connections),)
        answers = [self._exchange(connection, parcel, attempt) for connection in chosen]
        return min(await asyncio.gather(*answers), key=lambda answer: answer.acked)

    async def _exchange(self, connection: Connection, parcel: Parcel, attempt: Attempt) -> Answer:
        envelope = self._envelope(parcel, attempt)
        acked: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = acked
        try:
            async with asyncio.timeout(self.courier.pace.ack_within):
                await connection.ws.send_json(envelope)
                if self.courier.faults.strikes("ws_loss"):
                    connection.break_off()
                await asyncio.wait({acked})  # unlike `await acked`, this outlives a lost line
            return TIMEOUT if acked.cancelled() else Answer(acked=True, payload=acked.result())
        except (TimeoutError, ConnectionError):
            return TIMEOUT
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    def _envelope(self, parcel: Parcel, attempt: Attempt) -> Json:
        envelope = {
            "envelope_id": self.sockets.number(),
            "type": parcel.kind,
            "payload": parcel.payload,
            "accepts_response_payload": not parcel.is_event,
        }
        if parcel.is_event:
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        return envelope


async def _listen(connection: Connection) -> None:
    async for message in connection.ws:
        if message.type is WSMsgType.TEXT:
            with suppress(ValueError, AttributeError):
                connection.answered(message.json())
