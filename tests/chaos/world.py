"""One Slack double and the bots around it, each a process that can be killed."""

import asyncio
import os
import socket
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import aiohttp

from bot.playground.accounts import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from tests.chaos import bot, double
from tests.chaos.births import Born, Main
from tests.chaos.notes import Mark, Notes, Step, marks, notes_in_memory

HOST = "127.0.0.1"
CHANNELS = 40  # a channel takes one message a second, so traffic is spread
START_S = 90.0  # seven bots that start at once on two busy cores take a third of it
POLL_S = 0.05
LINES = 20  # of a story
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

    def patience(self, seconds: float) -> float:
        """Give a wait for something that takes so long in full, processor time included."""
        return seconds * max(self.ratio, 0.25)


@dataclass(slots=True)
class World:
    """A folder, a double and any number of bots; `async with` ends every process."""

    folder: Path
    rules: Rules
    database: str
    over_http: bool = False
    origin: str = ""
    posted: list[str] = field(default_factory=list)
    _processes: list[Born] = field(default_factory=list)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _session: aiohttp.ClientSession | None = None
    _notes: Notes | None = None
    _port: int = 0  # of the one bot, over HTTP

    async def __aenter__(self) -> Self:
        self._notes = self._stack.enter_context(notes_in_memory())
        self._session = await self._stack.enter_async_context(aiohttp.ClientSession())
        self._stack.push_async_callback(self._end)
        words: tuple[str, ...] = (str(self.rules.ratio), self.rules.faults)
        if self.over_http:
            self._port = free_port()
            words += (f"http://{HOST}:{self._port}/slack/events",)
        await self._start(double.main, words, {})
        self.origin = await self._address()
        for number in range(CHANNELS):
            await self.tell("channel", id=f"CHAOS{number}", name=f"chaos-{number}")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _end(self) -> None:
        for process in self._processes:
            await process.kill()

    @property
    def notes(self) -> Notes:
        """What the processes write beside their work."""
        assert self._notes is not None
        return self._notes

    async def bot(self) -> Born:
        """Start a bot; it may be killed at any time."""
        environment = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": f"{self.origin}/api/",
            "CRMURL_DATABASE_URL": self.database,
            "CRMURL_SPOOL": str(self.folder / "spool"),
            "CRMURL_HOST": HOST,
            "PORT": str(self._port),
        }
        if self.over_http:
            environment["SLACK_SIGNING_SECRET"] = SIGNING_SECRET
        else:
            environment["SLACK_APP_TOKEN"] = APP_TOKEN
        rules = self.rules
        way = "serve" if self.over_http else "connect"
        return await self._start(bot.main, (str(rules.ratio), rules.sabotage, way), environment)

    async def connected(self, bots: int) -> None:
        """Wait until so many bots listen; over HTTP there is one."""
        limit = time.monotonic() + START_S
        while await self._listening() < bots:
            await self._processes[-1].rise()  # it gives up when the database is too slow at first
            if time.monotonic() > limit:
                said = self.notes.log.read_text()[-2000:]
                raise WorldError(f"the bot did not connect: {said}")
            await asyncio.sleep(POLL_S)

    async def _listening(self) -> int:
        if not self.over_http:
            return int((await self.ask("status"))["connections"])
        assert self._session is not None
        try:
            async with self._session.get(f"http://{HOST}:{self._port}/readyz") as answer:
                return int(answer.status == 200)
        except aiohttp.ClientError:
            return 0

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

    async def count(self) -> tuple[list[str], list[str]]:
        """The problems that have no answer, and those that have more than one."""
        found = Counter((await self.ask("replies"))["threads"])
        lost = [place for place in self.posted if found[place] == 0]
        return lost, [place for place in self.posted if found[place] > 1]

    def story(self, place: str) -> str:
        """What the bots' log says last about one problem, and the tally."""
        lines = self.notes.log.read_text().splitlines()
        tally = [str(mark) for mark in self.tally() if place in mark.work]
        return "\n".join([line for line in lines if place in line][-LINES:] + tally)

    def tally(self) -> list[Mark]:
        """What the bots did, oldest first."""
        return marks(self.notes.tally)

    def second_attempts(self) -> int:
        """How often a bot had to try a post again."""
        return sum(mark.step is Step.SECOND for mark in self.tally())

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

    async def _address(self) -> str:
        file, limit = self.notes.origin, time.monotonic() + START_S
        while not (told := file.read_text() if file.exists() else ""):
            if time.monotonic() > limit:
                raise WorldError("the double did not start")
            await asyncio.sleep(POLL_S)
        return told

    async def _start(self, main: Main, words: tuple[str, ...], more: dict[str, str]) -> Born:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        words = (str(self.notes.folder), *words)
        process = Born(main, words, {**kept, **more}, self.notes.log)
        self._processes.append(process)
        await process.rise()
        return process


def free_port() -> int:
    """A port that nobody listens on, for a bot that must come back on the same one."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
