"""One policy for calling Slack: paced, patient, and never repeating on its own."""

import asyncio
import itertools
import time
from typing import Any

import pytest
from aiohttp import web

from bot.slack_calls import (
    FINAL,
    WAIT_S,
    Outcome,
    Pace,
    open_client,
    open_session,
    outcome_of,
    wait_of,
)
from tests.bot.threads import refusal

PACE_S = 0.05


async def test_a_channel_gets_one_message_a_turn_and_others_do_not_wait() -> None:
    pace, order = Pace(PACE_S), []

    async def take(channel: str) -> None:
        await pace.turn(channel)
        order.append((channel, time.monotonic()))

    await asyncio.gather(*(take(channel) for channel in ("A", "A", "A", "B")))
    assert [channel for channel, _ in order][:2] == ["A", "B"]
    at = [when for channel, when in order if channel == "A"]
    assert all(later - earlier >= PACE_S * 0.8 for earlier, later in itertools.pairwise(at))


async def test_a_channel_that_slack_holds_back_is_left_alone_that_long() -> None:
    pace = Pace(PACE_S)
    pace.hold("A", 3 * PACE_S)
    begun = time.monotonic()
    await pace.turn("A")
    assert time.monotonic() - begun >= 3 * PACE_S * 0.8


WAITS = {
    "named by Slack": (refusal("ratelimited", 429, "30"), 30.0),
    "named as nothing": (refusal("ratelimited", 429, "0"), 1.0),
    "not named": (refusal("ratelimited", 429), WAIT_S),
    "named in words": (refusal("ratelimited", 429, "soon"), WAIT_S),
    "no answer at all": (TimeoutError(), WAIT_S),
}


@pytest.mark.parametrize(("problem", "seconds"), WAITS.values(), ids=WAITS)
def test_the_wait_is_slacks_own_where_it_names_one(problem: Exception, seconds: float) -> None:
    assert wait_of(problem) == seconds


@pytest.mark.parametrize("error", sorted(FINAL))
def test_an_error_that_will_not_pass_is_final(error: str) -> None:
    assert outcome_of(refusal(error)) is Outcome.FINAL


async def test_the_client_does_not_repeat_a_post_whose_connection_broke() -> None:
    posts: list[Any] = []

    async def break_off(request: web.Request) -> web.Response:
        posts.append(await request.post())
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    application = web.Application()
    application.router.add_post("/chat.postMessage", break_off)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with open_session() as session:
        client = open_client("xoxb-1", address, session, 2)
        with pytest.raises(Exception, match=r".*") as broken:
            await client.chat_postMessage(channel="C1", text="hi")
    await runner.cleanup()
    assert outcome_of(broken.value) is Outcome.UNKNOWN
    assert len(posts) == 1
