"""Short versions of `make chaos`: real processes, a kill each, everything answered once."""

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.__main__ import QUICK, run
from tests.chaos.probe import watch, worst
from tests.chaos.results import Limit, Result, judge

SHORT = replace(QUICK, kills=1, http_kills=1, outage=2.0, database_gone=3.0)
SCENARIOS = {
    "slack-gone": 0,
    "kill-sqlite-1": 1,
    "kill-postgres-1": 1,
    "kill-http": 1,
    "2-replicas": 1,
    "3-replicas": 1,
    "paused": 0,
    "postgres-gone": 0,
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """All scenarios at once, for they mostly wait; by their names."""
    folder: Path = tmp_path_factory.mktemp("chaos")
    return {one.name: one for one in asyncio.run(run(SHORT, "none", folder))}


@pytest.mark.parametrize(("name", "kills"), SCENARIOS.items(), ids=SCENARIOS)
def test_everything_is_answered_once_whatever_is_done_to_the_bots(
    results: dict[str, Result], name: str, kills: int
) -> None:
    result = results[name]
    assert result.events > 0
    assert (result.kills, result.lost, result.doubled) == (kills, 0, 0)


GOOD = Result("x", 9, 8, 5, 0, 0, 1.0, (Limit("takeover", 6.0, 10.0),))
TABLES = {
    "all well": (GOOD, 0),
    "one lost": (replace(GOOD, lost=1), 1),
    "one doubled": (replace(GOOD, doubled=1), 1),
    "too few kills": (replace(GOOD, kills=7), 1),
    "too few second attempts": (replace(GOOD, second_attempts=4), 1),
    "too slow": (replace(GOOD, limits=(Limit("takeover", 11.0, 10.0),)), 1),
}


@pytest.mark.parametrize(("result", "status"), TABLES.values(), ids=TABLES)
def test_the_table_is_judged_by_its_sums_and_limits(
    result: Result, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge([result]) == status
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"events 9 kills {result.kills} second-attempts ")
    assert last.endswith(f"lost {result.lost} doubled {result.doubled}")


async def test_what_holds_up_the_loop_is_seen(tmp_path: Path) -> None:
    holds = tmp_path / "holds"
    watching = asyncio.create_task(watch(holds))
    await asyncio.sleep(0.2)
    since = time.time()
    time.sleep(0.5)  # noqa: ASYNC251
    while not worst(holds, "loop", since):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert worst(holds, "loop", since) >= 0.4
