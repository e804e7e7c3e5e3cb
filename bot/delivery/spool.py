"""Keeps what Slack was told is taken while PostgreSQL is away: one small file per replica."""

import asyncio
import fcntl
import json
import logging
import os
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

from bot.delivery.engine import NotDurableError
from bot.delivery.orders import Order

EVERY_S = 1.0  # how often forwarding is tried while something waits
MOST_REPLICAS = 64  # on one machine, so that a lock that never frees cannot hang the start
Carry = Callable[[Order], Awaitable[None]]
log = logging.getLogger(__name__)


class Spool:
    """A queue on the local disk; an order is on it before Slack is acknowledged."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock, file = _own_file(folder)
        self._file = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._file.execute("pragma journal_mode=wal")
        self._file.execute("pragma synchronous=full")
        self._file.execute("create table if not exists spool (id integer primary key, body text)")
        self._turn = asyncio.Lock()

    def close(self) -> None:
        """Let go of the file; what is on it stays for the next start."""
        self._file.close()
        os.close(self._lock)

    async def put(self, order: Order) -> None:
        """Store an order; raises sqlite3.Error when the disk will not take it."""
        body = json.dumps(asdict(order))
        async with self._turn:
            await asyncio.to_thread(
                self._file.execute, "insert into spool (body) values (?)", (body,)
            )

    async def oldest(self) -> tuple[int, Order] | None:
        """The order that waits longest."""
        async with self._turn:
            row = self._file.execute("select id, body from spool order by id limit 1").fetchone()
        return (row[0], Order(**json.loads(row[1]))) if row else None

    async def drop(self, number: int) -> None:
        """Forget an order that the database has now."""
        async with self._turn:
            await asyncio.to_thread(self._file.execute, "delete from spool where id = ?", (number,))

    async def forward(self, carry: Carry) -> None:
        """Hand everything on, oldest first, for as long as the process runs."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                while waiting := await self.oldest():
                    await carry(waiting[1])
                    await self.drop(waiting[0])
            except NotDurableError:
                log.warning("the database is still away; orders wait on the local disk")


def _own_file(folder: Path) -> tuple[int, Path]:
    """Take the first file that no other process holds, with whatever its last owner left."""
    for number in range(MOST_REPLICAS):
        file = folder / f"spool-{number}.db"
        lock = os.open(f"{file}.lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        return lock, file
    raise OSError(f"all {MOST_REPLICAS} spool files in {folder} are in use")
