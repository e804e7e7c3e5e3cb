"""What is taken from the bots for a while: Slack, or their database."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from tests.chaos.probe import watch, worst
from tests.chaos.results import Limit, Result
from tests.chaos.rounds import Size, say, settled
from tests.chaos.world import World
from tests.postgres import running_postgres

EVENTS = 24
ALL_ANSWERED_S = 60.0  # after the return
HELD_S = 1.0
HOLDS = ("loop", "dns")
Act = Callable[[], Awaitable[object]]


async def slack_gone(size: Size, database: str, seconds: float) -> Result:
    """Take Slack away for a while, with problems posted just before and meanwhile."""
    name = "slack-gone"
    async with World(size.folder / name, size.rules, database) as world:
        return await _outage(
            world,
            name,
            seconds,
            lambda: world.tell("outage", on=True),
            lambda: world.tell("outage", on=False),
        )


async def postgres_gone(size: Size, seconds: float) -> Result:
    """Take the database away under traffic, and bring it back."""
    name = "postgres-gone"
    with ExitStack() as stack:
        server = await asyncio.to_thread(stack.enter_context, running_postgres())
        async with World(size.folder / name, size.rules, server.made("gone")) as world:
            return await _outage(
                world,
                name,
                seconds,
                lambda: asyncio.to_thread(server.go),
                lambda: asyncio.to_thread(server.come_back),
            )


async def _outage(world: World, name: str, seconds: float, go: Act, come_back: Act) -> Result:
    """Have something gone for so long; what is owed is answered soon after, and nothing held up."""
    await world.bot()
    await world.connected(1)
    saying = asyncio.create_task(_before_and_meanwhile(world, seconds))
    await asyncio.sleep(0.1)
    since = time.time()
    async with _machine_watched(world.notes.folder / "machine") as machine:
        await go()
        await asyncio.sleep(seconds)
        await come_back()
        await world.tell("faults", spec="")  # one trouble at a time: this one is over
        await saying
        result = await settled(world, name, 0)
    limits = [Limit("all answered", result.settled_s, world.rules.patience(ALL_ANSWERED_S))]
    for what in HOLDS:
        most = HELD_S + worst(machine, "loop", since)
        limits.append(Limit(f"{what} held", worst(world.notes.holds, what, since), most))
    return replace(result, limits=tuple(limits))


async def _before_and_meanwhile(world: World, seconds: float) -> None:
    await say(world, EVENTS // 2)
    await say(world, EVENTS // 2, every=seconds / EVENTS)


@asynccontextmanager
async def _machine_watched(file: Path) -> AsyncIterator[Path]:
    """Watch this process too, which only waits: what holds it up is the machine's doing."""
    watching = asyncio.create_task(watch(file))
    try:
        yield file
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
