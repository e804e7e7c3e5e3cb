"""What is done to the bots: killed, stopped, cut off; each ends with everything answered."""

import asyncio
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.chaos.world import Rules, World, kill
from tests.postgres import running_postgres

FAULTS = "429=3%,5xx=3%,drop=8%,slow=4%:{slow}s,redeliver=10%,duplicate=3%,seed=7"
SEED = 5  # of the dice that choose when to kill
PATIENCE_S = (
    100.0  # times the ratio; a last answer may need takeover, settle and one 15 s retry or more
)
GAP_S = (0.1, 0.5)  # from a bot's being up to its being killed
EVENTS_A_KILL = 4
SLOW_S = 7.0  # longer than the client waits, so the outcome stays unknown to it


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    name: str
    events: int
    kills: int
    second_attempts: int
    lost: int
    doubled: int
    settled_s: float  # from the end of the trouble to the last answer


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it: kills in the loops, and the rules it is played by."""

    kills: int
    rules: Rules
    folder: Path


def rules_for(ratio: float, sabotage: str) -> Rules:
    """Give the rules with the faults' length in the same ratio as the waits."""
    return Rules(ratio, FAULTS.format(slow=round(SLOW_S * ratio, 2)), sabotage)


async def kill_loop(size: Size, name: str, database: str) -> Result:
    """Kill the one bot again and again under traffic."""
    dice = Random(SEED)  # noqa: S311 nothing secret
    async with World(size.folder / name, size.rules, database) as world:
        for _ in range(size.kills):
            bot = await world.bot()
            await world.connected(1)
            posting = asyncio.create_task(_post(world, EVENTS_A_KILL))
            await asyncio.sleep(dice.uniform(*GAP_S))
            await kill(bot)
            await posting
        await world.bot()
        return await _settled(world, name, size.kills)


async def replicas(size: Size, name: str, database: str) -> Result:
    """Give every event to three bots on one database, and kill one after the other."""
    async with World(size.folder / name, size.rules, database) as world:
        bots = [await world.bot() for _ in range(3)]
        await world.connected(3)
        rounds = max(2, size.kills // 20)
        for number in range(rounds):
            await _post(world, EVENTS_A_KILL * 2)
            await kill(bots.pop(0))
            await _post(world, EVENTS_A_KILL * 2)
            if number < rounds - 1:
                bots.append(await world.bot())
                await world.connected(3)
        return await _settled(world, name, rounds)


async def paused(size: Size, name: str, database: str) -> Result:
    """Stop one of two bots for longer than it takes to call it dead, then let it go on."""
    async with World(size.folder / name, size.rules, database) as world:
        bots = [await world.bot(), await world.bot()]
        await world.connected(2)
        rounds = max(1, size.kills // 60)
        events = EVENTS_A_KILL * (15 if rounds > 1 else 3)
        for _ in range(rounds):
            posting = asyncio.create_task(_post(world, events))
            await asyncio.sleep(0.1)
            bots[0].send_signal(signal.SIGSTOP)
            await asyncio.sleep(20.0 * size.rules.ratio)
            bots[0].send_signal(signal.SIGCONT)
            await posting
        return await _settled(world, name, 0)


async def slack_gone(size: Size, database: str, seconds: float) -> Result:
    """Take Slack away for a while, with problems posted just before and meanwhile."""
    async with World(size.folder / "slack-gone", size.rules, database) as world:
        await world.bot()
        await world.connected(1)
        posting = asyncio.create_task(_post(world, EVENTS_A_KILL * 3))
        await asyncio.sleep(0.1)
        await world.tell("outage", on=True)
        await asyncio.sleep(seconds)
        await world.tell("outage", on=False)
        await posting
        return await _settled(world, "slack-gone", 0)


async def postgres_gone(size: Size, seconds: float) -> Result:
    """Take the database away under traffic, and bring it back."""
    name = "postgres-gone"
    with running_postgres() as server:
        async with World(size.folder / name, size.rules, server.made("gone")) as world:
            await world.bot()
            await world.connected(1)
            posting = asyncio.create_task(_post(world, EVENTS_A_KILL * 3, every=seconds / 12))
            await asyncio.to_thread(server.go)
            await asyncio.sleep(seconds)
            await asyncio.to_thread(server.come_back)
            await posting
            return await _settled(world, name, 0)


async def _post(world: World, number: int, every: float = 0.02) -> None:
    for _ in range(number):
        await world.post()
        await asyncio.sleep(every)


async def _settled(world: World, name: str, kills: int) -> Result:
    begun = time.monotonic()
    await world.answered(PATIENCE_S * max(world.rules.ratio, 0.25))
    settled = time.monotonic() - begun
    await asyncio.sleep(2 * 15.0 * world.rules.ratio)  # whoever would double, does it by now
    lost, doubled = await world.count()
    return Result(name, len(world.posted), kills, world.second_attempts(), lost, doubled, settled)
