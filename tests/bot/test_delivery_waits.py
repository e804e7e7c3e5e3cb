"""How long work waits, and what it holds meanwhile: Slack gone for an hour, a database silent."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import AsyncResolver, TCPConnector
from dbos import DBOS

from bot import slack_calls
from bot.delivery import posting, workflows
from bot.delivery.engine import AT_ONCE, NotDurableError
from bot.delivery.timing import NORMAL
from bot.slack_calls import open_session
from tests.bot import delivering as short
from tests.bot.delivering import ask, delivering, place, until
from tests.bot.threads import Thinks, Threads, refusal

HOUR_S = 3_600.0


@dataclass
class Waits:
    """Stands where a module finds asyncio and time; it waits for next to nothing and adds up."""

    seconds: list[float] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Away(Threads):
    """A Slack that answers nothing until an hour was waited."""

    waits: Waits = field(default_factory=Waits)
    trouble: Exception = field(default_factory=TimeoutError)

    async def chat_postMessage(self, **message: Any) -> Mapping[str, Any]:  # noqa: N802
        self._must_be_back()
        return await super().chat_postMessage(**message)

    async def conversations_replies(self, **asked: Any) -> Mapping[str, Any]:
        self._must_be_back()
        return await super().conversations_replies(**asked)

    def _must_be_back(self) -> None:
        if sum(self.waits.seconds) < HOUR_S:
            raise self.trouble.with_traceback(None)  # else it grows with each attempt


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    """Work at its full waits, without sitting through them."""
    counted = Waits()
    monkeypatch.setattr(short, "SHORT", NORMAL)
    monkeypatch.setattr(workflows, "asyncio", counted)
    monkeypatch.setattr(posting, "asyncio", counted)
    return counted


GONE = {
    "silent": TimeoutError(),
    "refusing connections": ConnectionRefusedError(),
    "answering with server errors": refusal("internal_error", 500),
    "answering too many requests": refusal("ratelimited", 429, "30"),
}


@pytest.mark.parametrize("trouble", GONE.values(), ids=GONE)
async def test_edge_5_with_slack_gone_for_an_hour_the_reply_comes_once_and_soon_after(
    trouble: Exception, waits: Waits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack_calls, "asyncio", waits)
    monkeypatch.setattr(slack_calls, "time", waits)
    slack = Away(waits=waits, trouble=trouble)
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, place())
        await until(lambda: slack.replies == ["hi"], within=60)
        await until(lambda: not desk.engine.running())
        assert slack.replies == ["hi"]
    assert max(waits.seconds) <= 30.0, "the wait never grows"


async def test_edge_5_the_wait_between_attempts_is_flat_after_the_first(
    waits: Waits, tmp_path: Path
) -> None:
    mind, at = Thinks(troubles=[TimeoutError() for _ in range(12)]), place(age=60)
    slack = Threads()
    slack.say("C1", "error", at.ts)
    async with delivering(tmp_path, slack, mind) as desk:
        await ask(desk, at)
        await until(lambda: slack.replies == ["error"])
    assert waits.seconds == [1.0] + [15.0] * 11


async def test_edge_5_a_wait_that_slack_names_is_kept_as_it_is(
    waits: Waits, tmp_path: Path
) -> None:
    mind, at = Thinks(troubles=[refusal("ratelimited", 429, "7")] * 3), place(age=60)
    slack = Threads()
    slack.say("C1", "error", at.ts)
    async with delivering(tmp_path, slack, mind) as desk:
        await ask(desk, at)
        await until(lambda: slack.replies == ["error"])
    assert waits.seconds == [7.0] * 3


async def test_edge_6_a_silent_database_holds_few_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, held = asyncio.Event(), []

    async def never(*_arguments: object) -> None:
        held.append(1)
        await silent.wait()

    async with delivering(tmp_path, Threads()) as desk:
        monkeypatch.setattr(DBOS, "start_workflow_async", never)
        asked = [ask(desk, place(f"C{number}")) for number in range(5 * AT_ONCE)]
        refused = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(one) for one in refused} == {NotDurableError}
        assert len(held) == AT_ONCE
        assert desk.cases._engine.pool is not DBOS(config={"name": "x"})._sys_db.engine.pool


async def test_edge_6_names_are_resolved_without_threads() -> None:
    async with open_session() as session:
        assert isinstance(session.connector, TCPConnector)
        assert isinstance(session.connector._resolver, AsyncResolver)


async def test_edge_9_work_runs_on_the_loop_of_the_bot(tmp_path: Path) -> None:
    loops: set[asyncio.AbstractEventLoop] = set()

    class Here(Threads):
        async def chat_postMessage(self, **message: Any) -> Mapping[str, Any]:  # noqa: N802
            loops.add(asyncio.get_running_loop())
            return await super().chat_postMessage(**message)

    slack = Here()
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, place())
        await until(lambda: slack.replies == ["hi"])
    assert loops == {asyncio.get_running_loop()}
