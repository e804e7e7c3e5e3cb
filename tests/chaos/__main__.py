"""`make chaos`: runs every scenario, prints a table, and fails on anything lost or doubled.

QUICK=1 is the version of under 50 s, its waits shortened in one ratio; SABOTAGE=no-look and
SABOTAGE=ack-first take one safeguard out, and must be seen here.
"""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.kills import kill_loop, paused, replicas, sized
from tests.chaos.outages import postgres_gone, slack_gone
from tests.chaos.results import Result, judge
from tests.chaos.rounds import Size, rules_for
from tests.chaos.world import ROOT
from tests.postgres import running_postgres

SABOTAGES = ("none", "no-look", "ack-first")
Run = Coroutine[None, None, Result]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything: kills in each loop, rounds, and what runs beside what."""

    ratio: float  # of all waits, such as settle, call and retry
    loops: int  # worlds of each kind of database whose bots are killed side by side
    kills: int  # in each of them
    http_kills: int
    rounds: int  # of killing one replica of several
    stops: int  # of a replica that is stopped and goes on
    outage: float  # seconds without Slack
    database_gone: float  # seconds without PostgreSQL
    junk: int  # requests that Slack would not send
    lanes: int  # scenarios at once


FULL = Plan(
    ratio=1.0,
    loops=1,
    kills=300,
    http_kills=60,
    rounds=8,
    stops=5,
    outage=600.0,
    database_gone=30.0,
    junk=100_000,
    lanes=3,
)
# Together they take as long as the longest: most of the time is waiting.
QUICK = Plan(
    ratio=0.2,
    loops=1,
    kills=6,
    http_kills=3,
    rounds=1,
    stops=1,
    outage=6.0,
    database_gone=6.0,
    junk=2_000,
    lanes=99,
)


async def run(plan: Plan, sabotage: str, folder: Path) -> list[Result]:
    """Run the scenarios, so many at once; with a safeguard out, only those that must show it."""
    size = Size(plan.kills, rules_for(plan.ratio, sabotage), folder)
    file = f"sqlite:///{folder}/"
    loops = range(1, plan.loops + 1)
    with ExitStack() as stack:
        runs: list[Run] = [slack_gone(size, f"{file}gone.db", plan.outage)]
        runs += [kill_loop(size, f"kill-sqlite-{n}", f"{file}kill-{n}.db") for n in loops]
        if sabotage == "none":
            made = (await asyncio.to_thread(stack.enter_context, running_postgres())).made
            runs += [kill_loop(size, f"kill-postgres-{n}", made(f"kill-{n}")) for n in loops]
            by_http = sized(size, plan.http_kills)
            runs.append(kill_loop(by_http, "kill-http", f"{file}http.db", over_http=True))
            few = sized(size, plan.rounds)
            runs += [replicas(few, f"{n}-replicas", made(f"of-{n}"), bots=n) for n in (2, 3)]
            runs.append(paused(sized(size, plan.stops), "paused", made("paused")))
            runs.append(postgres_gone(size, plan.database_gone))
        return await _in_lanes(runs, plan.lanes)


async def _in_lanes(runs: Sequence[Run], lanes: int) -> list[Result]:
    free = asyncio.Semaphore(lanes)

    async def one(run: Run) -> Result:
        async with free:
            result = await run
        print(result.row, *result.limits, file=sys.stderr)
        return result

    return list(await asyncio.gather(*map(one, runs)))


async def knocked(number: int) -> int:
    """Send what Slack would not, in a process of its own; gives its status and says its sum."""
    words = (sys.executable, "-m", "tests.chaos.junk", str(number))
    process = await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdout=PIPE)
    said, _ = await process.communicate()
    print(said.decode().strip().splitlines()[-1])
    return process.returncode or 0


async def everything(plan: Plan, sabotage: str, folder: Path) -> int:
    """Run it all and judge; 1 on any fault."""
    if sabotage != "none":
        return judge(await run(plan, sabotage, folder))
    status, results = await asyncio.gather(knocked(plan.junk), run(plan, sabotage, folder))
    return max(judge(results), status)


def main() -> int:
    """Read QUICK and SABOTAGE from the environment and run."""
    sabotage = os.environ.get("SABOTAGE") or "none"
    if sabotage not in SABOTAGES:
        sys.exit(f"SABOTAGE={sabotage}: write one of {', '.join(SABOTAGES)}")
    plan = QUICK if os.environ.get("QUICK") else FULL
    with tempfile.TemporaryDirectory(prefix="crmurl-chaos-") as folder:
        return asyncio.run(everything(plan, sabotage, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
