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


@dataclass(frozen=True, slots=True)
class Born:
    """A process of ours."""

    process: BaseProcess

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process.pid is not None
        return self.process.pid

    def signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        await asyncio.to_thread(self.process.join)


async def born(main: Main, words: Sequence[str], environment: Mapping[str, str], log: Path) -> Born:
    """Start `main(words)` with this environment; what it says goes into the log."""
    about = (main, tuple(words), dict(environment), log)
    process = births.Process(target=_live, args=about, daemon=True)
    await asyncio.to_thread(process.start)
    return Born(process)


def _live(main: Main, words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as said:
        os.dup2(said.fileno(), sys.stdout.fileno())
        os.dup2(said.fileno(), sys.stderr.fileno())
    sys.exit(main(words))
