"""A double to test, and short ways to call it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.accounts import BOT_TOKEN
from bot.playground.clock import Pace
from bot.playground.double import SlackDouble

Call = Callable[..., Awaitable[dict[str, Any]]]

HURRIED = Pace(ack_within=0.5, redeliver_after=(0.0, 0.01, 0.02))


@pytest.fixture
async def double() -> AsyncIterator[SlackDouble]:
    """A double on a free port, whose retries come at once."""
    async with SlackDouble(pace=HURRIED) as double:
        yield double


@pytest.fixture
async def web(double: SlackDouble) -> AsyncIterator[ClientSession]:
    """A client of the double's own address."""
    async with ClientSession(double.origin) as session:
        yield session


@pytest.fixture
def call(web: ClientSession) -> Call:
    """Call a Web API method with the bot's token."""

    async def answer(method: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        async with web.post(f"/api/{method}", json=arguments, headers=headers) as response:
            return await response.json()

    return answer
