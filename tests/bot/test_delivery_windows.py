"""The moments between two steps: whatever happens in them, nothing is lost and nothing doubled."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import workflows
from bot.delivery.desk import DurableDesk
from bot.delivery.engine import NotDurableError
from bot.delivery.spool import Spool
from bot.storage.cases import Saying
from handlers.conversation import Outcome, Talk
from handlers.desk import Place, Reply
from tests.bot.conftest import door_for, message
from tests.bot.delivering import ask, delivering, place, until
from tests.bot.test_events_once import stamp, taken
from tests.bot.test_the_whole_way import PASTE
from tests.bot.threads import AMBIGUOUS, Thinks, Threads


class SeesMore:
    """A mind that at first sees part of a thread, then all of it; what was told is not repeated."""

    def __init__(self, *seen: str) -> None:
        self.seen = list(seen)

    async def think(self, talk: Talk, **_more: bool) -> Outcome | None:
        told = self.seen.pop(0) if len(self.seen) > 1 else self.seen[0]
        if talk.case and talk.case.told == told:
            return None
        return Outcome(AMBIGUOUS, Reply(told, ()), told)


class Held(Threads):
    """A Slack that holds back the answer to one text until it is let go."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.let = text, asyncio.Event()

    async def chat_postMessage(self, **message: Any) -> Mapping[str, Any]:  # noqa: N802
        answer = await super().chat_postMessage(**message)
        if message["text"] == self.text:
            await self.let.wait()
        return answer


async def test_a_follow_up_that_was_overtaken_while_it_posted_says_nothing_twice(
    tmp_path: Path,
) -> None:
    slack, at = Held("all"), place()
    async with delivering(tmp_path, slack, SeesMore("all", "part", "all")) as desk:
        await ask(desk, at)
        await until(lambda: slack.replies == ["hi"])
        case = await desk.case_of(at)
        assert case is not None
        await desk.go_on(place(parent=at.ts), case, choice="2")  # it stands, but is not noted yet
        await until(lambda: slack.replies == ["hi", "all"])
        await desk.go_on(place(parent=at.ts), case, choice="1")
        await until(lambda: len(slack.replies) == 3)
        await asyncio.sleep(0.2)  # the second is noted
        slack.let.set()
        await until(lambda: not desk.engine.running())
        assert slack.replies == ["hi", "all", "part"]


async def test_a_reply_in_a_thread_whose_case_was_opened_and_nothing_more_is_answered(
    tmp_path: Path, library: Any
) -> None:
    slack, parent, at = Threads(), stamp(-100), stamp()
    async with delivering(tmp_path, slack) as desk:
        # Killed between the case and its work: Slack got no ack, and brings it again.
        await desk.cases.open(Place("T1", "C1", at, parent), "U1", Saying("known", ("x",), "y|"))
        await taken(door_for(desk, library), message(PASTE, at, thread_ts=parent))
        await until(lambda: len(slack.replies) == 1)


async def test_work_without_its_first_answer_does_not_ask_for_it_all_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflows, "SOON_S", 0.01)
    monkeypatch.setattr(workflows, "SOON_TIMES", 3)
    waited: list[float] = []

    class Counted:
        def __getattr__(self, name: str) -> Any:
            return getattr(asyncio, name)

        async def sleep(self, seconds: float) -> None:
            waited.append(seconds)
            await asyncio.sleep(0.01)

    monkeypatch.setattr(workflows, "asyncio", Counted())
    at = place()
    async with delivering(tmp_path, Threads(), Thinks()) as desk:
        await desk.cases.open(at, "U1", Saying("known", ("x",), "y|"))
        case = await desk.case_of(at)
        assert case is not None
        await desk.go_on(place(parent=at.ts), case)
        await until(lambda: len(waited) > 5)
    assert waited[:3] == [0.01] * 3
    assert set(waited[3:6]) == {0.1}


async def test_a_reply_in_a_thread_is_kept_while_the_database_is_away(
    tmp_path: Path, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack, at = Threads(), stamp()
    slack.say("C1", "error", at)
    spool = Spool(tmp_path / "spool")
    async with delivering(tmp_path, slack) as desk:
        both = DurableDesk(desk.engine, desk.cases, desk.events, spool)
        door = door_for(both, library)
        await taken(door, message(PASTE, at))
        await until(lambda: len(slack.replies) == 1)
        slack.say("C1", "org is contoso", later := stamp(1))
        with monkeypatch.context() as away:

            async def gone(_engine: object, storing: Any) -> None:
                storing.cancel() if isinstance(storing, asyncio.Task) else storing.close()
                raise NotDurableError

            away.setattr(type(desk.engine), "in_time", gone)
            await taken(door, message("org is contoso", later, thread_ts=at))
        assert spool.waiting == 1
        forwarding = asyncio.create_task(spool.forward(both.carry_out))
        await until(lambda: len(slack.replies) == 2)
        forwarding.cancel()
        assert slack.replies[1] == "error org is contoso"
    spool.close()


async def test_a_message_edited_after_its_answer_was_forgotten_gets_no_second_one(
    tmp_path: Path,
) -> None:
    slack, at = Threads(), place(age=8 * 86_400)
    slack.say("C1", "error", at.ts)
    payload = {"event_payload": {"work": f"answer:{at.key}"}}
    old = {"channel": "C1", "text": "hi", "ts": "98.0", "bot_id": "B1", "metadata": payload}
    slack.messages.append(old)
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, at)
        await until(lambda: desk.counts.found_standing == 1)
        await until(lambda: not desk.engine.running())
        assert slack.replies == ["hi"]
        found = await desk.cases.of_message(at)
        assert found is not None
