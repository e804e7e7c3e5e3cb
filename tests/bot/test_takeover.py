"""Work is not left behind: neither what the engine claimed and dropped, nor what is stored late."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import workflows
from bot.delivery.engine import NotDurableError
from bot.delivery.orders import place_as_json, reply_as_json
from bot.storage.cases import Cases
from tests.bot.delivering import HI, ask, delivering, place, until
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


async def test_on_a_disk_too_slow_for_any_ack_the_order_is_stored_all_the_same_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back, begun = asyncio.Event(), []
    real = Cases.open

    async def slow(*about: Any) -> None:
        begun.append(about)
        await back.wait()
        await real(*about)

    slack, at = Threads(), place()
    slack.say("C1", "error", at.ts)
    monkeypatch.setattr(Cases, "open", slow)
    async with delivering(tmp_path, slack) as desk:
        for _ in range(2):  # Slack brings it again; that must not be more for the disk to do
            with pytest.raises(NotDurableError):
                await ask(desk, at)
        assert len(begun) == 1
        back.set()
        await until(lambda: slack.replies == ["error"])
