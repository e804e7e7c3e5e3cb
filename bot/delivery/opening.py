"""Opens delivery for this process and closes it again, handing over what is not done."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import timing as times
from bot.delivery.desk import DurableDesk
from bot.delivery.engine import Engine
from bot.delivery.posting import ClientOf, Counts, Poster
from bot.delivery.spool import Spool
from bot.delivery.threads import FilesOf
from bot.delivery.watchdog import Watchdog
from bot.delivery.workflows import give_hands
from bot.delivery.works import Followups, Hands
from bot.storage.cases import Cases
from bot.storage.engine import Database, StorageError, open_engine, sole_process
from bot.storage.events import Events
from bot.storage.posts import Posts
from bot.storage.upgrade import upgrade
from handlers.mind import Mind

READY_S = 10.0  # without a beat in the database for this long, it counts as away
AWAY = "the database cannot be reached ({problem}); check CRMURL_DATABASE_URL and that it runs"
NO_SPOOL = (
    "the folder {folder} cannot keep orders while the database is away ({why}); set CRMURL_SPOOL"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where things are kept: the database, and a local folder for when it is away."""

    database: Database
    spool_folder: Path
    followups: Followups = field(default_factory=Followups)


@dataclass(frozen=True, slots=True)
class OpenDesk(DurableDesk):
    """The desk of a running process, and how it is doing."""

    watchdog: Watchdog
    counts: Counts

    def ready(self) -> bool:
        """Whether the database answered within the last beats."""
        return time.monotonic() - self.watchdog.beaten_at < READY_S


@asynccontextmanager
async def open_delivery(
    kept: Kept, client_of: ClientOf, mind: Mind, files_of: FilesOf
) -> AsyncIterator[OpenDesk]:
    """Give the desk; tables are brought up to date first. Raises StorageError.

    `client_of` gives the Slack client for a team id; `files_of` the text of a message's files.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(sole_process(kept.database))
        with _told_in_a_line():
            await asyncio.to_thread(upgrade, kept.database)
        database, urgent = open_engine(kept.database), open_engine(kept.database)
        stack.push_async_callback(database.dispose)
        stack.push_async_callback(urgent.dispose)
        poster = Poster(Posts(database), client_of, times.NORMAL)
        engine = Engine(kept.database, times.NORMAL.enqueue)
        give_hands(Hands(engine, Cases(database), poster, mind, files_of, kept.followups))
        stack.callback(give_hands, None)
        # Acks and heartbeats have deadlines: they do not queue behind the work that is under way.
        cases, events = Cases(urgent), Events(urgent)
        watchdog = Watchdog(urgent, engine, (cases, events), times.NORMAL)
        stack.push_async_callback(watchdog.leave)
        stack.push_async_callback(engine.stop)
        with _told_in_a_line():
            await engine.start()
            await watchdog.look()
        spool = None if kept.database.is_sqlite else _spool(kept.spool_folder)
        desk = OpenDesk(engine, cases, events, spool, watchdog, poster.counts)
        _run_beside(stack, watchdog, spool, desk)
        yield desk


@contextmanager
def _told_in_a_line() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as problem:
        raise StorageError(AWAY.format(problem=type(problem).__name__)) from problem


def _spool(folder: Path) -> Spool:
    try:
        return Spool(folder)
    except (OSError, sqlite3.Error) as problem:
        raise StorageError(NO_SPOOL.format(folder=folder, why=type(problem).__name__)) from problem


def _run_beside(
    stack: AsyncExitStack, watchdog: Watchdog, spool: Spool | None, desk: DurableDesk
) -> None:
    beside = [asyncio.create_task(watchdog.watch())]
    if spool is not None:
        stack.callback(spool.close)
        beside.append(asyncio.create_task(spool.forward(desk.carry_out)))
    stack.push_async_callback(_stop, beside)


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
