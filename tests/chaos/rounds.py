"""What every scenario shares: its size, the traffic, the faults, and the count at the end."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.results import Limit, Result
from tests.chaos.world import Rules, World

FAULTS = "429=3%,5xx=3%,drop=8%,slow=4%:{slow}s,redeliver=10%,duplicate=3%,seed=7"
SLOW_S = 7.0  # longer than the client waits, so the outcome stays unknown to it
SETTLE_S = 15.0
PATIENCE_S = 200.0  # times the ratio: takeover, settle, and many a retry on a busy machine
SABOTAGED_PATIENCE_S = 60.0  # what is lost then, is lost
EVENTS_A_KILL = 4
TOLD = 5  # faults whose story is printed; the rest are counted


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it: kills in a loop, and the rules it is played by."""

    kills: int
    rules: Rules
    folder: Path


def rules_for(ratio: float, sabotage: str) -> Rules:
    """Give the rules with the faults' length in the same ratio as the waits."""
    return Rules(ratio, FAULTS.format(slow=round(SLOW_S * ratio, 2)), sabotage)


async def say(world: World, number: int, every: float = 0.02) -> None:
    """Have people post so many problems, so many seconds apart."""
    for _ in range(number):
        await world.post()
        await asyncio.sleep(every)


async def settled(world: World, name: str, kills: int, *limits: Limit) -> Result:
    """Wait until all is answered, and then for whatever would double; tell of each fault."""
    begun = time.monotonic()
    honest = world.rules.sabotage == "none"
    await world.answered(world.rules.patience(PATIENCE_S if honest else SABOTAGED_PATIENCE_S))
    took = time.monotonic() - begun
    await asyncio.sleep(2 * SETTLE_S * world.rules.ratio)
    lost, doubled = await world.count()
    for place in (*lost, *doubled)[:TOLD] if honest else ():
        print(f"{name}: {'lost' if place in lost else 'doubled'} {place}\n{world.story(place)}")
    events, second = len(world.posted), world.second_attempts()
    return Result(name, events, kills, second, len(lost), len(doubled), took, limits)
