"""One Slack double and the bots around it, each a process that can be killed."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import aiohttp

from bot.playground.accounts import APP_TOKEN, BOT_TOKEN

CHANNELS = 40  # a channel takes one message a second, so traffic is spread
START_S = 60.0  # seven bots that start at once on two busy cores take half of it
POLL_S = 0.05
PASTE = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your "
    "credentials. Check your connection or contact your administrator for more help. (number {})"
)
ROOT = Path(__file__).resolve().parents[2]


class WorldError(Exception):
    """A process did not come up, or the double refused what it was asked."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a run is played: the ratio of waits, the faults, and the safeguard taken out."""

    ratio: float = 1.0
    faults: str = ""
    sabotage: str = "none"


@dataclass(slots=True)
class World:
    """A folder, a double and any number of bots; `async with` ends every process."""

    folder: Path
    rules: Rules
    database: str
    origin: str = ""
    posted: list[str] = field(default_factory=list)
    _processes: list[Process] = field(default_factory=list)
    _session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._session = aiohttp.ClientSession()
        rules = self.rules
        words = ("tests.chaos.double", "0", rules.faults)
        double = await self._start(words, {}, PIPE)
        assert double.stdout is not None
        line = await asyncio.wait_for(double.stdout.readline(), START_S)
        self.origin = line.decode().strip()
        if not self.origin:
            raise WorldError("the double did not start")
        for number in range(CHANNELS):
            await self.tell("channel", id=f"CHAOS{number}", name=f"chaos-{number}")
        return self

    async def __aexit__(self, *_: object) -> None:
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        assert self._session is not None
        await self._session.close()

    async def bot(self) -> Process:
        """Start a bot over Socket Mode; it may be killed at any time."""
        environment = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": f"{self.origin}/api/",
            "CRMURL_DATABASE_URL": self.database,
            "CRMURL_SPOOL": str(self.folder / "spool"),
            "PORT": "0",
        }
        rules = self.rules
        words = ("tests.chaos.bot", str(rules.ratio), rules.sabotage, str(self.tally), "connect")
        return await self._start(words, environment, None)

    async def connected(self, bots: int) -> None:
        """Wait until so many bots listen."""
        limit = time.monotonic() + START_S
        while (await self.ask("status"))["connections"] < bots:
            if time.monotonic() > limit:
                log = (self.folder / "log").read_text()[-2000:]
                raise WorldError(f"the bot did not connect: {log}")
            await asyncio.sleep(POLL_S)

    async def post(self) -> None:
        """Have a person post a problem, each in its own words and mostly another channel."""
        number = len(self.posted)
        channel = f"CHAOS{number % CHANNELS}"
        told = await self.tell("post", channel=channel, text=PASTE.format(number))
        self.posted.append(f"{channel}:{told['ts']}")

    async def answered(self, within: float) -> None:
        """Wait until every problem has an answer, or the time is over."""
        limit = time.monotonic() + within
        while time.monotonic() < limit and (await self.count())[0]:  # noqa: ASYNC110 another process
            await asyncio.sleep(POLL_S * 4)

    async def count(self) -> tuple[int, int]:
        """How many problems have no answer, and how many have more than one."""
        found = Counter((await self.ask("replies"))["threads"])
        lost = sum(found[place] == 0 for place in self.posted)
        return lost, sum(found[place] > 1 for place in self.posted)

    @property
    def tally(self) -> Path:
        """The file that gets a line for each second attempt."""
        return self.folder / "second-attempts"

    def second_attempts(self) -> int:
        """How often a bot had to try a post again."""
        return len(self.tally.read_text().splitlines()) if self.tally.exists() else 0

    async def tell(self, what: str, **body: object) -> dict[str, Any]:
        """Have the double do something."""
        assert self._session is not None
        async with self._session.post(f"{self.origin}/double/{what}", json=body) as answer:
            if answer.status != 200:
                raise WorldError(f"{what}: {await answer.text()}")
            return dict(await answer.json())

    async def ask(self, what: str) -> dict[str, Any]:
        """Ask the double something."""
        assert self._session is not None
        async with self._session.get(f"{self.origin}/double/{what}") as answer:
            return dict(await answer.json())

    async def _start(
        self, words: tuple[str, ...], more: dict[str, str], out: int | None
    ) -> Process:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *words,
                env={**kept, "PYTHONPATH": str(ROOT), **more},
                cwd=self.folder,
                stdout=log if out is None else out,
                stderr=log,
            )
        self._processes.append(process)
        return process


async def kill(process: Process) -> None:
    """kill -9, and wait until it is gone."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGKILL)
    await process.wait()
