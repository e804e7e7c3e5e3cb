"""Brings events to the app and, until it acks them, brings them again as Slack would."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bot.playground.clock import Pace
from bot.playground.faults import Faults
from bot.playground.parcels import Answer, Attempt, Door, Parcel

FAULT_REASON = "http_timeout"


@dataclass(slots=True)
class Ledger:
    """Counts what was delivered; `pending` and `given_up` hold event ids."""

    sent: int = 0
    attempts: int = 0
    acked: int = 0
    pending: dict[str, int] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)


class Courier:
    """Delivers parcels through every door there is, each with its own schedule of retries."""

    def __init__(self, doors: Callable[[], Sequence[Door]], pace: Pace) -> None:
        self.pace = pace
        self.faults = Faults()
        self.ledger = Ledger()
        self.reachable = asyncio.Event()
        self.reachable.set()
        self._doors = doors
        self._tasks: set[asyncio.Task[None]] = set()
        self._next_sent = asyncio.Event()

    def send(self, parcel: Parcel) -> None:
        """Deliver an event in the background, with retries and the faults asked for."""
        self.ledger.sent += 1
        self._next_sent.set()
        self._next_sent = asyncio.Event()
        copies = 2 if self.faults.strikes("duplicate") else 1
        for door in tuple(self._doors()) * copies:
            self._in_background(self._bring(parcel, door))

    async def ask(self, parcel: Parcel) -> Answer:
        """Deliver a command or an interaction, once; somebody waits for the answer."""
        await self.reachable.wait()
        return await self._doors()[0].offer(parcel, Attempt())

    async def settled(self) -> None:
        """Wait until every event sent so far is acked or given up."""
        await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Stop bringing anything."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, parcel: Parcel, door: Door) -> None:
        pending = self.ledger.pending
        pending[parcel.name] = pending.get(parcel.name, 0) + 1
        try:
            await self._hold_up()
            await self._until_acked(parcel, door)
        finally:
            pending[parcel.name] -= 1
            if not pending[parcel.name]:
                del pending[parcel.name]

    async def _hold_up(self) -> None:
        following = self._next_sent
        if self.faults.strikes("delay"):
            await asyncio.sleep(self.faults.seconds("delay"))
        if self.faults.strikes("reorder"):
            with suppress(TimeoutError):
                await asyncio.wait_for(following.wait(), self.faults.seconds("reorder"))

    async def _until_acked(self, parcel: Parcel, door: Door) -> None:
        answer = await self._attempt(parcel, door, Attempt())
        for number, wait in enumerate(self.pace.redeliver_after, start=1):
            if answer.acked or not answer.retry:
                break
            await asyncio.sleep(wait)
            answer = await self._attempt(parcel, door, Attempt(number, answer.reason))
        if not answer.acked:
            self.ledger.given_up.append(parcel.name)
        elif self.faults.strikes("redeliver"):
            await self._attempt(parcel, door, Attempt(1, FAULT_REASON))

    async def _attempt(self, parcel: Parcel, door: Door, attempt: Attempt) -> Answer:
        await self.reachable.wait()
        self.ledger.attempts += 1
        answer = await door.offer(parcel, attempt)
        self.ledger.acked += answer.acked
        return answer
