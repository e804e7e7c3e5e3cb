"""Opens delivery for a test, with waits short enough to sit through."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select

from bot.delivery import timing
from bot.delivery.opening import Kept, OpenDesk, open_delivery
from bot.delivery.timing import Timing
from bot.delivery.works import Followups
from bot.storage.cases import Cases
from bot.storage.engine import Database
from bot.storage.models import CaseRow
from handlers.desk import Place, Reply
from tests.bot.threads import AMBIGUOUS, Thinks, Threads, no_files

SHORT = Timing(
    call=0.2,
    settle=0.4,
    pause=1.0,
    again=0.1,
    retry=0.1,
    dead_after=0.6,
    beat=0.2,
    enqueue=2.0,
)
HI = Reply("hi", ())


@asynccontextmanager
async def delivering(
    where: Path | str, slack: Threads, mind: Thinks | None = None, remind_hours: float = 0
) -> AsyncIterator[OpenDesk]:
    """Give a desk on a folder's SQLite file, or on a PostgreSQL address."""
    address = f"sqlite:///{where}/crmurl.db" if isinstance(where, Path) else where
    spool = where / "spool" if isinstance(where, Path) else Path(slack.spool)
    kept = Kept(Database(address), spool, Followups(remind_hours))
    before, timing.NORMAL = timing.NORMAL, SHORT
    parts = cast(Any, (slack.client_of, mind or Thinks(), no_files))
    try:
        async with open_delivery(kept, *parts) as desk:
            yield desk
    finally:
        timing.NORMAL = before


def place(channel: str = "C1", *, age: float = 0.0, parent: str = "") -> Place:
    """A message of now, or of `age` seconds ago."""
    ts = f"{time.time() - age:.6f}"
    return Place("T1", channel, ts, parent or ts)


async def ask(desk: OpenDesk, at: Place, told: str = "x|") -> None:
    """Ask for the first answer."""
    await desk.answer(at, "U1", AMBIGUOUS, HI, told)


async def word_of(cases: Cases, at: Place) -> str:
    """Why work on the case of this message ended; empty while it goes on."""
    found = select(CaseRow.word).where(CaseRow.key == at.key)
    async with cases._engine.connect() as connection:
        return str((await connection.execute(found)).scalar() or "")


async def until(true: Callable[[], bool], within: float = 20.0) -> None:
    """Wait for something to become true; fails after a time no working code needs."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 what is watched knows no events
            await asyncio.sleep(0.01)
