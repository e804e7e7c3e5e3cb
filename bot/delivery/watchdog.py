"""Hands a dead process's work to a live one, and sweeps out what is long finished."""

import asyncio
import logging
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.delivery.engine import FINISHED, Engine, Parked
from bot.delivery.timing import Timing
from bot.storage.cases import Cases
from bot.storage.events import Events
from bot.storage.replicas import Replicas

# Ids of finished work are the memory of what was done; Slack repeats events for 25 h at most.
KEEP_DAYS = 7.0
DAY_S = 86_400.0
SEARCH_S = 30.0  # between searches for work of processes that never left a heartbeat
TAKEOVER_LOCK = 7_235_412
log = logging.getLogger(__name__)


class Watchdog:
    """Beats for this process and looks for processes that stopped beating."""

    def __init__(
        self,
        database: AsyncEngine,
        engine: Engine,
        kept: tuple[Cases, Events],
        timing: Timing,
    ) -> None:
        self._database = database
        self._replicas = Replicas(database)
        self._engine = engine
        self._cases, self._events = kept
        self._timing = timing
        self.beaten_at = 0.0  # monotonic, of the last beat that reached the database
        self._search_at = 0.0
        self._idle: frozenset[str] = frozenset()  # our own work that nobody was at, last search
        self.failed = 0  # work that ended in an error

    async def look(self) -> None:
        """Beat once, and search when it is time or another process died."""
        await self._replicas.beat(self._engine.executor)
        self.beaten_at = time.monotonic()
        if self.beaten_at >= self._search_at or await self._others_died():
            self._search_at = self.beaten_at + SEARCH_S
            await self.search()

    async def search(self) -> None:
        """Take up work of dead processes, and our own that nobody is at."""
        if self._is_alone:
            await self._take_over()
            return
        async with self._database.connect() as connection:
            # Held until the connection's transaction ends, so one replica at a time takes over.
            lock = text("select pg_try_advisory_xact_lock(:number)")
            if (await connection.execute(lock, {"number": TAKEOVER_LOCK})).scalar():
                await self._take_over()

    async def watch(self) -> None:
        """Look every second, and sweep daily, for as long as the process runs."""
        sweep_at = time.monotonic()
        while True:
            try:
                await self.look()
                if time.monotonic() >= sweep_at:
                    await self.sweep()
                    sweep_at = time.monotonic() + DAY_S
            except Exception as problem:  # noqa: BLE001 without a heartbeat our work is taken away
                log.warning("the database does not answer: %s", type(problem).__name__)
            await asyncio.sleep(self._timing.beat)

    async def sweep(self) -> None:
        """Delete what ended a week ago, and count what failed."""
        before = (datetime.now(UTC) - timedelta(days=KEEP_DAYS)).isoformat()
        await self._engine.forget(status=FINISHED, completed_before=before)
        await self._cases.forget_older(KEEP_DAYS)
        await self._events.forget_older()
        self.failed = await self._engine.failed()
        if self.failed:
            log.error("%d pieces of work ended in an error", self.failed)

    async def leave(self) -> None:
        """Say that this process ends, so that its work is taken over at once."""
        with suppress(SQLAlchemyError, OSError):  # with the database away, silence says the same
            await self._replicas.retire(self._engine.executor)

    @property
    def _is_alone(self) -> bool:
        return self._database.dialect.name == "sqlite"  # its file lock lets no other process live

    async def _others_died(self) -> bool:
        return not self._is_alone and bool(await self._replicas.dead(self._timing.dead_after))

    async def _take_over(self) -> None:
        # Asked before who lives: a process that dies in between is found dead by the next look.
        dead = await self._replicas.dead(self._timing.dead_after)
        alive = frozenset({self._engine.executor})
        if not self._is_alone:
            alive |= await self._replicas.alive(self._timing.dead_after)
        parked = await self._engine.parked()
        orphans = [work.work for work in parked if work.executor not in alive]
        stranded = self._stranded(parked)
        await self._engine.take_over([*orphans, *stranded])
        for executor in dead - alive:
            await self._replicas.leave(executor)
        if orphans:
            log.warning("took over %d pieces of work of a dead process", len(orphans))
        if stranded:
            log.warning("took up %d pieces of work that were begun and dropped", len(stranded))

    def _stranded(self, parked: list[Parked]) -> frozenset[str]:
        # The engine claims queued work and then reads it; when the database goes in between, the
        # work stays ours and never runs. Seen twice, for any work is idle as it begins and ends.
        ours = frozenset(work.work for work in parked if work.executor == self._engine.executor)
        before, self._idle = self._idle, ours - self._engine.at_work()
        return before & self._idle
