"""Watches from inside a bot's process how long its loop and its name lookups are held up.

What its thread waited for a free core is the machine's doing and is taken off.
"""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp

LOOP_EVERY_S, LOOKUP_EVERY_S = 0.05, 0.25
WORTH_S = 0.05  # shorter holds are not written down
HOST = "localhost"
# Nanoseconds on a core, waiting for one, and how often: scheduler statistics of Linux.
SCHEDULED = Path("/proc/thread-self/schedstat")


async def watch(file: Path) -> None:
    """Write a line `when what seconds` for each hold-up, for as long as the process runs."""
    resolver = aiohttp.AsyncResolver()
    loop = asyncio.get_running_loop()
    await asyncio.gather(
        _again("loop", LOOP_EVERY_S, lambda: asyncio.sleep(0), file),
        # What Slack's client uses, and what everything else in the process would.
        _again("dns", LOOKUP_EVERY_S, lambda: resolver.resolve(HOST, 80, socket.AF_INET), file),
        _again("dns", LOOKUP_EVERY_S, lambda: loop.getaddrinfo(HOST, 80), file),
    )


def worst(file: Path, what: str, since: float) -> float:
    """The longest hold-up of one kind from a time on, in seconds."""
    if not file.exists():
        return 0.0
    lines = (line.split() for line in file.read_text().splitlines())
    holds = [float(took) for at, kind, took in lines if kind == what and float(at) >= since]
    return max(holds, default=0.0)


async def _again(what: str, every: float, ask: Callable[[], Awaitable[object]], file: Path) -> None:
    while True:
        begun = _clock()
        await asyncio.sleep(every)
        asked = _clock()
        await ask()
        now = _clock()
        # The loop was held if a sleep took longer than it should; a lookup, if it took long itself.
        took = now - begun - every if what == "loop" else now - asked
        if took > WORTH_S:
            with file.open("a") as written:
                written.write(f"{time.time():.3f} {what} {took:.3f}\n")


def _clock() -> float:
    """Give the seconds that went by but for those in which this thread waited for a free core."""
    try:
        waited = int(SCHEDULED.read_text().split()[1])
    except OSError:
        waited = 0
    return time.monotonic() - waited / 1e9
