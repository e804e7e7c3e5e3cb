"""Keeps what Slack was told is taken while PostgreSQL is away: one small file per replica."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from bot.delivery.engine import NeverStoredError, NotDurableError
from bot.delivery.orders import Order, order_from
from bot.delivery.spool_file import HeldError, SpoolFile

EVERY_S = 1.0  # how often forwarding is tried while something waits
ADOPT_S = 5.0  # how often files are looked for whose process is gone
MOST_REPLICAS = 64  # on one machine, so that a lock that never frees cannot hang the start
Carry = Callable[[Order], Awaitable[None]]
# What an order raises that no version before or after this one wrote.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, NeverStoredError)
log = logging.getLogger(__name__)


class Spool:
    """A queue on the local disk; an order is on it before Slack is acknowledged.

    Opening takes the first file that no live process holds, with whatever its last owner left;
    the others that nobody holds are emptied beside it.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._own = _own_file(folder)
        self._turn = asyncio.Lock()
        self._adopt_at = 0.0
        self.waiting = self._own.count("spool")
        self.aside = self._own.count("aside")  # orders nobody could read, kept for a person

    def close(self) -> None:
        """Let go of the file; what is on it stays for the next start, or for another process."""
        self._own.close()

    async def put(self, order: Order) -> None:
        """Store an order; raises sqlite3.Error when the disk will not take it."""
        async with self._turn:
            await asyncio.to_thread(self._own.put, order)
            self.waiting += 1

    async def forward(self, carry: Carry) -> None:
        """Hand everything on, oldest first, for as long as the process runs."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self._empty(self._own, carry)
                if time.monotonic() >= self._adopt_at:
                    self._adopt_at = time.monotonic() + ADOPT_S
                    await self._adopt(carry)
            except NotDurableError:
                log.warning("the database is still away; orders wait on the local disk")
            except Exception:
                log.exception("orders on the local disk could not be handed on")

    async def _adopt(self, carry: Carry) -> None:
        """Empty the files of processes that are gone and did not come back."""
        for path in sorted(self._folder.glob("spool-*.db")):
            if path == self._own.path:
                continue
            with suppress(HeldError):
                file = await asyncio.to_thread(SpoolFile, path)
                try:
                    await self._empty(file, carry)
                finally:
                    file.close()

    async def _empty(self, file: SpoolFile, carry: Carry) -> None:
        while True:
            async with self._turn:
                row = await asyncio.to_thread(file.oldest)
                if file is self._own:
                    self.waiting = file.count("spool")
            if row is None:
                return
            number, body = row
            try:
                await carry(order_from(body))
            except UNREADABLE as problem:
                async with self._turn:
                    await asyncio.to_thread(file.set_aside, number)
                self.aside += 1
                log.error(  # noqa: TRY400 (its words may quote what stands in the order)
                    "order %d in %s is set aside, it cannot be carried out: %s",
                    *(number, file.path, type(problem).__name__),
                )
                continue
            async with self._turn:
                await asyncio.to_thread(file.drop, number)


def _own_file(folder: Path) -> SpoolFile:
    for number in range(MOST_REPLICAS):
        with suppress(HeldError):
            return SpoolFile(folder / f"spool-{number}.db")
    raise OSError(f"all {MOST_REPLICAS} spool files in {folder} are in use")
