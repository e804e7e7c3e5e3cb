"""A bot that waits to be called knows whether Slack is there: it asks, and readiness follows."""

import asyncio

import pytest
from aiohttp import ClientSession

from bot import contact
from bot.playground.accounts import BOT_TOKEN
from bot.playground.faults import read_faults
from bot.playground.messages import Draft
from bot.playground.workspace import HELP, YOU
from bot.running import served
from tests.bot.conftest import settings_for, until
from tests.bot.test_installations import settings_of
from tests.bot.test_the_whole_way import PASTE, thread_of


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Ask without pause, and lose patience soon."""
    monkeypatch.setattr(contact, "EVERY_S", 0.02)
    monkeypatch.setattr(contact, "LOST_S", 0.4)


async def parts(session: ClientSession) -> dict[str, bool]:
    """Ask the bot how its parts are."""
    async with session.get("/readyz") as answer:
        told: dict[str, bool] = await answer.json()
        assert (answer.status == 200) == all(told.values())
        return told


async def becomes(session: ClientSession, slack: bool) -> None:
    """Wait until Slack counts as there, or away."""
    async with asyncio.timeout(10):
        while (await parts(session))["slack"] is not slack:  # noqa: ASYNC110 (told by a page)
            await asyncio.sleep(0.02)


async def test_serve_is_not_ready_while_slack_is_away_and_answers_all_the_same(double, tmp_path):
    async with (
        served(settings_for(double.api_url, tmp_path)) as (host, port),
        ClientSession(f"http://{host}:{port}") as session,
    ):
        double.request_urls([f"http://{host}:{port}/slack/events"])
        await becomes(session, slack=True)
        double.faults = read_faults("5xx=100%")
        await becomes(session, slack=False)
        double.faults = read_faults("")
        await becomes(session, slack=True)
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: thread_of(double, pasted.ts))


async def test_a_token_that_is_revoked_while_the_bot_runs_is_seen(double, tmp_path):
    async with (
        served(settings_for(double.api_url, tmp_path)) as (host, port),
        ClientSession(f"http://{host}:{port}") as session,
    ):
        await becomes(session, slack=True)
        double.slack.accounts.revoked.add(BOT_TOKEN)
        await becomes(session, slack=False)


async def test_many_workspaces_ask_without_a_token(double, tmp_path):
    async with (
        served(settings_of(double, tmp_path)) as (host, port),
        ClientSession(f"http://{host}:{port}") as session,
    ):
        await until(lambda: double.api.calls.get(contact.ASK_ANYBODY, 0) > 1)
        await asyncio.sleep(0.5)
        assert (await parts(session))["slack"]
