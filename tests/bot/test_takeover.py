"""Work that nobody does is taken up: a dead process's, and what the engine claimed and dropped."""

import asyncio
import sqlite3
from pathlib import Path

from bot.delivery import workflows
from bot.delivery.orders import place_as_json, reply_as_json
from tests.bot.delivering import HI, delivering, place, until
from tests.bot.threads import Threads

LATER_S = 600.0


def strand(folder: Path, executor: str) -> None:
    """Leave all work as the engine does when the database goes between claiming and reading it."""
    with sqlite3.connect(folder / "crmurl.work.db") as file:
        claimed = "update workflow_status set status = 'PENDING', executor_id = ?"
        file.execute(claimed, (executor,))
    file.close()


async def test_work_that_was_claimed_and_dropped_is_taken_up(tmp_path: Path) -> None:
    slack = Threads()
    order = (place_as_json(place()), "U1", reply_as_json(HI))
    async with delivering(tmp_path, slack) as desk:
        await desk.engine.submit("answer:x", workflows.answer, *order, delay=LATER_S)
        strand(tmp_path, desk.engine.executor)
        await desk.watchdog.search()  # seen once, it may be just about to begin
        assert [work.work for work in await desk.engine.parked()] == ["answer:x"]
        await desk.watchdog.search()
        await until(lambda: slack.replies == ["hi"])


async def test_work_that_somebody_is_at_is_left_alone(tmp_path: Path) -> None:
    slack = Threads(gate=asyncio.Event())
    order = (place_as_json(place()), "U1", reply_as_json(HI))
    async with delivering(tmp_path, slack) as desk:
        await desk.engine.submit("answer:x", workflows.answer, *order)
        await until(lambda: "answer:x" in desk.engine.at_work())
        for _ in range(3):
            await desk.watchdog.search()
        assert len(desk.engine.running()) == 1
        slack.gate.set()
        await until(lambda: slack.replies == ["hi"])
    assert desk.counts.second_attempts == 0
