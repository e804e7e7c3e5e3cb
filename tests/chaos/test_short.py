"""Short versions of `make chaos`: real processes, a kill or two, everything answered once."""

from pathlib import Path

import pytest

from tests.chaos.__main__ import judge
from tests.chaos.scenarios import (
    Result,
    Size,
    kill_loop,
    postgres_gone,
    replicas,
    rules_for,
)
from tests.postgres import running_postgres

RATIO = 0.2


@pytest.fixture
def size(tmp_path: Path) -> Size:
    """Two kills, and waits a fifth as long."""
    return Size(2, rules_for(RATIO, "none"), tmp_path)


async def test_a_bot_on_a_file_that_is_killed_again_and_again_answers_all_once(size: Size) -> None:
    result = await kill_loop(size, "kill", f"sqlite:///{size.folder}/kill.db")
    assert (result.kills, result.lost, result.doubled) == (2, 0, 0)


async def test_replicas_that_all_get_every_event_answer_all_once(size: Size) -> None:
    with running_postgres() as server:
        result = await replicas(size, "replicas", server.made("replicas"))
    assert (result.kills, result.lost, result.doubled) == (2, 0, 0)


async def test_problems_outlive_a_database_that_goes_away(size: Size) -> None:
    result = await postgres_gone(size, seconds=3.0)
    assert (result.lost, result.doubled) == (0, 0)


TABLES = {
    "all well": (Result("x", 9, 8, 5, 0, 0, 1.0), 0),
    "one lost": (Result("x", 9, 8, 5, 1, 0, 1.0), 1),
    "one doubled": (Result("x", 9, 8, 5, 0, 1, 1.0), 1),
    "too few kills": (Result("x", 9, 7, 5, 0, 0, 1.0), 1),
    "too few second attempts": (Result("x", 9, 8, 4, 0, 0, 1.0), 1),
}


@pytest.mark.parametrize(("result", "status"), TABLES.values(), ids=TABLES)
def test_the_table_is_judged_by_its_sums(
    result: Result, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge([result]) == status
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"events 9 kills {result.kills} second-attempts ")
    assert last.endswith(f"lost {result.lost} doubled {result.doubled}")
