"""`make load`: ten minutes of chatter with some problems in it, through the real `crmurl serve`.

SECONDS=60 makes it shorter. Ends with 1 when acks are slow, memory grows, or a reply is missing.
"""

import asyncio
import json
import os
import socket
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.playground.accounts import BOT_TOKEN, SIGNING_SECRET
from bot.playground.clock import REDELIVER_AFTER
from bot.playground.double import SlackDouble
from bot.playground.messages import Channel, Draft
from bot.playground.parcels import event_parcel
from bot.playground.request_url import signed_headers
from bot.playground.workspace import BOT, TEAM, YOU
from tests.bench.chatter import CHATTER
from tests.chaos.world import PASTE, ROOT
from tests.load.missing import stories, without_reply
from tests.postgres import running_postgres

RATE = 83.0  # events a second: ten times 30,000 an hour, Slack's cap for one workspace
PROBLEM_EVERY = 50  # 2 % of the messages show an error
CHANNELS = 100
ACK_P99_MS, IDLE_P50_MS = 500.0, 120.0
REFUSED_MOST = 0.001  # a disk that stalls makes the bot refuse some; Slack forgives 5 % an hour
GROWTH_MB = 5.0  # what an allocator may wander; a leak of 1 kB an event would be 45 MB
WARM_S = 60.0  # memory is compared from then on
IDLE_ROUNDS = 20
START_S = 30.0
PATIENCE_S = 120.0  # for a reply: several settles and retries


@dataclass(slots=True)
class Load:
    """The double, the bot's address, and what was seen."""

    double: SlackDouble
    session: aiohttp.ClientSession
    address: str
    process: Process
    acks_ms: list[float] = field(default_factory=list)
    refused: int = 0
    problems: dict[str, int] = field(default_factory=dict)  # by key: what Slack was answered

    async def event(self, number: int, text: str, *, shows: bool = False) -> float:
        """Have a person say something, and bring it to the bot; gives when that began."""
        spread = number // PROBLEM_EVERY if number % PROBLEM_EVERY == 0 else number
        channel = self.double.slack.workspace.channels[f"LOAD{spread % CHANNELS}"]
        said = self.double.slack.workspace.post(channel, YOU, Draft(text)).shown()
        event = said | {"channel": channel.id, "channel_type": "channel", "event_ts": said["ts"]}
        body = json.dumps(event_parcel(f"Ev{number}", channel, event).payload).encode()
        if shows:
            self.problems[key := f"{TEAM}:{channel.id}:{said['ts']}"] = 0
        begun = time.perf_counter()
        status = await self._brought(body)
        self.acks_ms.append((time.perf_counter() - begun) * 1e3)
        for wait in REDELIVER_AFTER if status != 200 else ():
            self.refused += 1
            await asyncio.sleep(wait)
            if (status := await self._brought(body)) == 200:
                break
        if shows:
            self.problems[key] = status
        return begun

    async def _brought(self, body: bytes) -> int:
        headers = signed_headers(SIGNING_SECRET, body)
        async with self.session.post(self.address, data=body, headers=headers) as answer:
            return answer.status

    def missing(self) -> list[str]:
        """The problems that have no reply."""
        return without_reply(self.problems, self.double.slack.workspace.everything())

    async def all_answered(self) -> None:
        """Wait until every problem has a reply, but not for ever: what is missing then is told."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while self.missing():  # noqa: ASYNC110
                    await asyncio.sleep(0.5)

    def replies(self) -> int:
        """How many replies stand in Slack."""
        return sum(message.author == BOT for message in self.double.slack.workspace.everything())

    async def posted(self, number: int) -> None:
        """Wait until the bot has posted so often."""
        async with asyncio.timeout(START_S):
            while self.double.api.calls.get("chat.postMessage", 0) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    def memory_mb(self) -> float:
        """What the bot's process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@asynccontextmanager
async def loaded(folder: Path, database: str) -> AsyncIterator[Load]:
    """Start the double and the bot on this database."""
    async with SlackDouble() as double, aiohttp.ClientSession() as session:
        for number in range(CHANNELS):
            name = f"LOAD{number}"
            double.slack.workspace.channels[name] = Channel(id=name, name=name.lower(), team=TEAM)
        process, port = await _serve(folder, double.api_url, database)
        try:
            yield Load(double, session, f"http://127.0.0.1:{port}/slack/events", process)
        finally:
            process.terminate()
            await process.wait()


async def idle(load: Load) -> float:
    """The usual time in ms from an event to its posted reply, with nothing else to do."""
    took = []
    for number in range(IDLE_ROUNDS):
        begun = await load.event(number, PASTE.format(number), shows=True)
        await load.posted(len(load.problems))
        took.append((time.perf_counter() - begun) * 1e3)
    load.acks_ms.clear()
    return statistics.median(took)


async def pressed(load: Load, seconds: float) -> tuple[float, float]:
    """Send traffic for so long; gives the bot's memory in MB once warm, and at the end."""
    begun, number, warm = time.monotonic(), 0, 0.0
    running: set[asyncio.Task[Any]] = set()
    while (elapsed := time.monotonic() - begun) < seconds:
        shows = number % PROBLEM_EVERY == 0
        text = PASTE.format(number) if shows else CHATTER[number % len(CHATTER)]
        sending = load.event(1_000 + number, text, shows=shows)
        running.add(task := asyncio.create_task(sending))
        task.add_done_callback(running.discard)
        if not warm and elapsed > min(WARM_S, seconds / 2):
            warm = load.memory_mb()
        number += 1
        await asyncio.sleep(max(0.0, begun + number / RATE - time.monotonic()))
    await asyncio.gather(*running)
    await load.all_answered()
    return warm, load.memory_mb()


async def idle_on_postgres(folder: Path) -> float:
    """The same on PostgreSQL, with a bot of its own."""
    with running_postgres() as server:
        async with loaded(folder, server.made("idle")) as load:
            return await idle(load)


async def measure(seconds: float) -> int:
    """Run it all and print what was found."""
    with tempfile.TemporaryDirectory(prefix="crmurl-load-") as made:
        folder = Path(made)
        idle_ms = {"PostgreSQL": await idle_on_postgres(folder)}
        async with loaded(folder, f"sqlite:///{folder}/crmurl.db") as load:
            idle_ms["SQLite"] = await idle(load)
            warm, end = await pressed(load, seconds)
            missing = load.missing()
            for story in stories(missing, load.problems, folder):
                print(story)
    p99 = statistics.quantiles(load.acks_ms, n=100)[98]
    print(f"events {len(load.acks_ms)} at {RATE:.0f}/s, refused {load.refused} (brought again)")
    print(f"problems {len(load.problems)}, replies {load.replies()}, missing {len(missing)}")
    print(f"ack ms: p50 {statistics.median(load.acks_ms):.1f}, p99 {p99:.1f} (<= {ACK_P99_MS:.0f})")
    for name, took in idle_ms.items():
        print(f"idle event to posted reply, {name}: p50 {took:.0f} ms (<= {IDLE_P50_MS:.0f})")
    print(f"memory: {warm:.1f} MB once warm, {end:.1f} MB at the end (+{GROWTH_MB:.0f} at most)")
    slow = p99 > ACK_P99_MS or max(idle_ms.values()) > IDLE_P50_MS
    refuses = load.refused > REFUSED_MOST * len(load.acks_ms)
    return int(bool(slow or refuses or missing or end - warm > GROWTH_MB))


async def _serve(folder: Path, api_url: str, database: str) -> tuple[Process, int]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    log = (folder / "log").open("wb")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"),
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": api_url,
            "CRMURL_DATABASE_URL": database,
            "CRMURL_HOST": "127.0.0.1",
            "PORT": str(port),
        },
        cwd=folder,
        stdout=DEVNULL,
        stderr=log,
    )
    async with aiohttp.ClientSession() as session, asyncio.timeout(START_S):
        while not await _is_up(session, f"http://127.0.0.1:{port}/readyz"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return process, port


async def _is_up(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


if __name__ == "__main__":
    sys.exit(asyncio.run(measure(float(os.environ.get("SECONDS") or 600))))
