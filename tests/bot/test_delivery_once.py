"""One reply per problem: whatever a post runs into, whoever asks again, whatever dies."""

import asyncio
import time
from pathlib import Path

import aiohttp
import pytest

from bot.slack_calls import Outcome, PausedTooLongError, open_session, outcome_of, send_before
from handlers.desk import Reply
from tests.bot.delivering import SHORT, ask, delivering, place, until, word_of
from tests.bot.threads import AMBIGUOUS, Thinks, Threads, refusal

TROUBLES = {
    "the connection dropped before it landed": (TimeoutError(), False, 1),
    "the connection dropped after it landed": (TimeoutError(), True, 1),
    "a server error before it landed": (refusal("internal_error", 500), False, 1),
    "a server error after it landed": (refusal("fatal_error", 500), True, 1),
    "too many requests": (refusal("ratelimited", 429, "1"), False, 0),
}
HI_AGAIN = Reply("hi again", ())
KINDS = {
    "a refused connection": (aiohttp.ClientConnectorError(None, OSError()), Outcome.LATER),
    "an attempt that was never sent": (PausedTooLongError(), Outcome.LATER),
    "too many requests": (refusal("ratelimited", 429), Outcome.LATER),
    "an archived channel": (refusal("is_archived"), Outcome.FINAL),
    "a revoked token": (refusal("token_revoked"), Outcome.FINAL),
    "a server error": (refusal("internal_error"), Outcome.UNKNOWN),
    "a connection that broke": (aiohttp.ServerDisconnectedError(), Outcome.UNKNOWN),
}


@pytest.mark.parametrize(("trouble", "outcome"), KINDS.values(), ids=KINDS)
def test_a_failed_call_is_sorted_by_what_may_have_happened(
    trouble: Exception, outcome: Outcome
) -> None:
    assert outcome_of(trouble) is outcome


@pytest.mark.parametrize(("trouble", "landed", "looks"), TROUBLES.values(), ids=TROUBLES)
async def test_a_post_in_trouble_stands_once_in_the_end(
    tmp_path: Path, trouble: Exception, landed: bool, looks: int
) -> None:
    slack = Threads(troubles=[trouble], landed=landed)
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, place())
        await until(lambda: desk.counts.posted + desk.counts.found_standing == 1)
        assert slack.replies == ["hi"]
        assert slack.looks == looks


async def test_asking_many_times_gives_one_reply(tmp_path: Path) -> None:
    slack, at = Threads(), place()
    async with delivering(tmp_path, slack) as desk:
        await asyncio.gather(*(ask(desk, at) for _ in range(8)))
        await until(lambda: desk.counts.posted == 1)
        await ask(desk, at)
        await ask(desk, last := place("C2"))
        await until(lambda: len(slack.replies) == 2)
        assert [m["channel"] for m in slack.messages] == ["C1", last.channel]


async def test_a_final_error_ends_the_work_with_a_word_in_the_case(tmp_path: Path) -> None:
    slack, at = Threads(troubles=[refusal("is_archived")]), place()
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, at)
        await until(lambda: desk.counts.refused == 1)
        for _ in range(100):
            if await desk.case_of(at) is None:
                break
            await asyncio.sleep(0.02)
        assert await desk.case_of(at) is None
        assert await word_of(desk.cases, at) == "is_archived"
        assert slack.replies == []


async def test_an_attempt_paused_too_long_since_its_intent_is_not_sent() -> None:
    async with open_session() as session:
        limit = send_before.set(time.monotonic() - 0.1)
        server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(PausedTooLongError):
            await session.post(f"http://127.0.0.1:{port}/")
        send_before.reset(limit)
        server.close()
        await server.wait_closed()


async def test_edge_1_work_of_a_process_that_died_is_done_by_the_next(tmp_path: Path) -> None:
    """The engine leaves a dead process's work alone, the watchdog does not."""
    stuck = Threads(gate=asyncio.Event())
    async with delivering(tmp_path, stuck) as desk:
        await ask(desk, place())
        await asyncio.sleep(0.2)
    slack = Threads()
    async with delivering(tmp_path, slack) as desk:
        await until(lambda: desk.counts.posted == 1)
        assert desk.counts.second_attempts == 1  # its intent stood, so it settled and looked
        assert slack.replies == ["hi"]


async def test_a_follow_up_waits_for_the_first_answer(tmp_path: Path) -> None:
    slack, at = Threads(gate=asyncio.Event()), place()
    slack.say("C1", "error", at.ts)
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, at)
        case = await desk.case_of(at)
        assert case is not None
        slack.say("C1", "details", "50.0")
        await desk.go_on(place(parent=at.ts), case)
        await asyncio.sleep(0.2)
        assert slack.replies == []
        slack.gate.set()
        await until(lambda: len(slack.replies) == 2)
        assert slack.replies == ["hi", "error details"]


async def test_a_follow_up_before_its_case_row_is_in_the_late_answer(tmp_path: Path) -> None:
    slack, at = Threads(), place(age=SHORT.late + 10)
    slack.say("C1", "error", at.ts)
    slack.say("C1", "details", "50.0")
    async with delivering(tmp_path, slack) as desk:
        assert await desk.case_of(place(parent=at.ts)) is None
        await ask(desk, at)
        await until(lambda: len(slack.replies) == 1)
        assert slack.replies == ["error details"]


async def test_two_follow_ups_with_one_outcome_are_answered_once(tmp_path: Path) -> None:
    slack, at = Threads(), place()
    slack.say("C1", "error", at.ts)
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, at)
        await until(lambda: len(slack.replies) == 1)
        case = await desk.case_of(at)
        assert case is not None
        slack.say("C1", "more", "50.0")
        await asyncio.gather(
            *(desk.go_on(place(parent=at.ts), case, choice=str(n)) for n in range(4))
        )
        await until(lambda: len(slack.replies) == 2)
        await asyncio.sleep(1.5)
        assert slack.replies == ["hi", "error more"]


async def test_an_edit_updates_the_one_answer(tmp_path: Path) -> None:
    slack, at = Threads(), place()
    async with delivering(tmp_path, slack) as desk:
        await ask(desk, at)
        for _ in range(3):
            await desk.revise(at, AMBIGUOUS, HI_AGAIN, "y|")
        await until(lambda: len(slack.updates) == 1)
        assert (slack.replies, slack.updates[0]["text"]) == (["hi"], "hi again")


async def test_forgetting_a_workspace_deletes_its_cases_and_work(tmp_path: Path) -> None:
    slack, at = Threads(), place()
    async with delivering(tmp_path, slack, Thinks()) as desk:
        await ask(desk, at)
        await until(lambda: len(slack.replies) == 1)
        await desk.forget("T1", time.time())
        for _ in range(100):
            if await desk.case_of(at) is None:
                break
            await asyncio.sleep(0.02)
        assert await desk.case_of(at) is None
