"""What is done to the bots: killed at any moment, one of many killed, one stopped for a while."""

import asyncio
import signal
import time
from dataclasses import replace
from random import Random

from tests.chaos.births import Born
from tests.chaos.notes import taken_up, under_way
from tests.chaos.results import Limit, Result
from tests.chaos.rounds import EVENTS_A_KILL, SETTLE_S, SLOW_S, Size, say, settled
from tests.chaos.world import World, WorldError

SEED = 5  # of the dice that choose when to kill
GAP_S = (0.1, 0.5)  # from a bot's being up to its being killed
LONG_LIFE_EVERY = 10  # so many lives are so short, the next outlives the settling
TAKEOVER_S = 10.0
PATIENCE_S = 3 * TAKEOVER_S
STOPPED_S = 20.0
BUSY = 8  # problems posted so that somebody is at work when one is killed


async def kill_loop(size: Size, name: str, database: str, *, over_http: bool = False) -> Result:
    """Kill the one bot again and again under traffic."""
    dice = Random(f"{SEED} {name}")  # noqa: S311 nothing secret
    async with World(size.folder / name, size.rules, database, over_http) as world:
        for number in range(1, size.kills + 1):
            bot = await world.bot()
            await world.connected(1)
            saying = asyncio.create_task(say(world, EVENTS_A_KILL))
            await asyncio.sleep(dice.uniform(*GAP_S))
            if number % LONG_LIFE_EVERY == 0:
                await asyncio.sleep(dice.uniform(1.0, 1.4) * SETTLE_S * size.rules.ratio)
            await bot.kill()
            await saying
        await world.bot()
        return await settled(world, name, size.kills)


async def replicas(size: Size, name: str, database: str, bots: int) -> Result:
    """Give every event to each of several bots on one database, and kill the busiest at work."""
    async with World(size.folder / name, size.rules, database) as world:
        alive = [await world.bot() for _ in range(bots)]
        await world.connected(bots)
        slowest = 0.0
        for number in range(size.kills):
            if number:
                alive.append(await world.bot())
                await world.connected(bots)
            slowest = max(slowest, await _killed_at_work(world, alive))
            await say(world, EVENTS_A_KILL)
        return await settled(world, name, size.kills, Limit("takeover", slowest, TAKEOVER_S))


async def paused(size: Size, name: str, database: str) -> Result:
    """Stop one of two bots for longer than it takes to call it dead, then let it go on."""
    async with World(size.folder / name, size.rules, database) as world:
        bots = [await world.bot(), await world.bot()]
        await world.connected(2)
        rounds = max(1, size.kills)
        events = EVENTS_A_KILL * (15 if rounds > 1 else 3)
        for _ in range(rounds):
            saying = asyncio.create_task(say(world, events))
            await asyncio.sleep(0.1)
            bots[0].signal(signal.SIGSTOP)
            await asyncio.sleep(STOPPED_S * size.rules.ratio)
            bots[0].signal(signal.SIGCONT)
            await saying
        return await settled(world, name, 0)


async def _killed_at_work(world: World, alive: list[Born]) -> float:
    """Kill the bot with the most work in flight; seconds until others had begun all of it anew."""
    ratio = world.rules.ratio
    since = time.time()
    await world.tell("faults", spec=f"slow=100%:{SLOW_S * ratio:.2f}s")
    await say(world, BUSY, every=0.0)
    busiest, limit = alive[0], time.monotonic() + PATIENCE_S
    while not under_way(world.tally(), busiest.pid, since):
        if time.monotonic() > limit:
            raise WorldError("nobody began to work")
        await asyncio.sleep(0.02)
        busiest = max(alive, key=lambda bot: len(under_way(world.tally(), bot.pid, since)))
    killed_at = time.time()
    await busiest.kill()
    alive.remove(busiest)
    await world.tell("faults", spec="")  # the handing over is timed, not what Slack refuses then
    orphans = under_way(world.tally(), busiest.pid, since)
    while len(found := taken_up(world.tally(), orphans, busiest.pid, killed_at)) < len(orphans):
        if time.monotonic() > limit:
            return PATIENCE_S
        await asyncio.sleep(0.05)
    await world.tell("faults", spec=world.rules.faults)
    return max(found.values(), default=0.0)


def sized(size: Size, kills: int) -> Size:
    """The same with another number of kills."""
    return replace(size, kills=kills)
