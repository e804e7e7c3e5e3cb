"""Brings processes up quickly: forked off one that has imported everything, and killable as any.

A bot's imports cost more processor time than all it does between two kills.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

Main = Callable[[Sequence[str]], int | None]
IMPORTED = (
    "bot.commands.connect",
    "bot.commands.serve",
    "bot.delivery.opening",
    "tests.chaos.bot",
    "tests.chaos.double",
)
births = multiprocessing.get_context("forkserver")
births.set_forkserver_preload(list(IMPORTED))


@dataclass(slots=True)
class Born:
    """A process of ours: `main(words)` in an environment, what it says going into a log."""

    main: Main
    words: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: BaseProcess | None = None

    async def rise(self) -> None:
        """Start, or start again as any supervisor would after it gave up."""
        if self.process is None or not self.process.is_alive():
            about = (self.main, tuple(self.words), dict(self.environment), self.log)
            self.process = births.Process(target=_live, args=about, daemon=True)
            await asyncio.to_thread(self.process.start)

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process is not None
        assert self.process.pid is not None
        return self.process.pid

    def signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        if self.process is not None and self.process.is_alive():  # else its number may be another's
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        assert self.process is not None
        await asyncio.to_thread(self.process.join)


def _live(main: Main, words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as said:
        os.dup2(said.fileno(), sys.stdout.fileno())
        os.dup2(said.fileno(), sys.stderr.fileno())
    sys.exit(main(words))
