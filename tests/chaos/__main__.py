"""`make chaos`: runs every scenario, prints a table, and fails on anything lost or doubled.

QUICK=1 is the version of under 50 s, its waits shortened in one ratio; SABOTAGE=no-look and
SABOTAGE=ack-first take one safeguard out, and must be seen here.
"""

import asyncio
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.chaos.scenarios import (
    Result,
    Size,
    kill_loop,
    paused,
    postgres_gone,
    replicas,
    rules_for,
    slack_gone,
)
from tests.postgres import running_postgres

QUICK_RATIO = 0.2  # of settle, call and retry: 3 s, 1 s and 3 s
FULL_KILLS, QUICK_KILLS = 300, 4
OUTAGE_S, QUICK_OUTAGE_S = 600.0, 6.0
DATABASE_GONE_S = 30.0
LEAST_KILLS, LEAST_SECOND_ATTEMPTS = 8, 5
SABOTAGES = ("none", "no-look", "ack-first")
HEAD = (
    f"{'scenario':<22}{'events':>8}{'kills':>7}{'second':>8}"
    f"{'lost':>6}{'doubled':>9}{'settled s':>11}"
)


async def run(quick: bool, sabotage: str, folder: Path) -> list[Result]:
    """Run the scenarios one after the other, or all at once when time is short."""
    rules = rules_for(QUICK_RATIO if quick else 1.0, sabotage)
    size = Size(QUICK_KILLS if quick else FULL_KILLS, rules, folder)
    # Ten minutes without Slack, simulated: all waits in one ratio.
    gone = replace(size, rules=rules_for(QUICK_RATIO, sabotage))
    file = f"sqlite:///{folder}/"
    runs = [
        kill_loop(size, "kill-sqlite", f"{file}kill.db"),
        slack_gone(gone, f"{file}gone.db", QUICK_OUTAGE_S if quick else OUTAGE_S * QUICK_RATIO),
    ]
    with ExitStack() as stack:
        if sabotage == "none":
            server = stack.enter_context(running_postgres())
            runs += [
                kill_loop(size, "kill-postgres", server.made("kill")),
                replicas(size, "replicas", server.made("replicas")),
                paused(size, "paused", server.made("paused")),
                postgres_gone(size, seconds=DATABASE_GONE_S * rules.ratio),
            ]
        if quick:
            # Together they take as long as the longest: most of the time is waiting.
            return list(await asyncio.gather(*runs))
        return [await one for one in runs]


def judge(results: list[Result]) -> int:
    """Print the table and its last line; 1 when it shows a fault, or shows too little."""
    print(HEAD)
    for one in results:
        print(
            f"{one.name:<22}{one.events:>8}{one.kills:>7}{one.second_attempts:>8}"
            f"{one.lost:>6}{one.doubled:>9}{one.settled_s:>11.1f}"
        )
    events, kills = sum(one.events for one in results), sum(one.kills for one in results)
    second = sum(one.second_attempts for one in results)
    lost, doubled = sum(one.lost for one in results), sum(one.doubled for one in results)
    print(f"events {events} kills {kills} second-attempts {second} lost {lost} doubled {doubled}")
    enough = kills >= LEAST_KILLS and second >= LEAST_SECOND_ATTEMPTS
    return 0 if enough and not lost and not doubled else 1


def main() -> int:
    """Read QUICK and SABOTAGE from the environment and run."""
    sabotage = os.environ.get("SABOTAGE") or "none"
    if sabotage not in SABOTAGES:
        sys.exit(f"SABOTAGE={sabotage}: write one of {', '.join(SABOTAGES)}")
    with tempfile.TemporaryDirectory(prefix="crmurl-chaos-") as folder:
        return judge(asyncio.run(run(bool(os.environ.get("QUICK")), sabotage, Path(folder))))


if __name__ == "__main__":
    sys.exit(main())
