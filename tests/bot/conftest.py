"""A Slack double, settings that lead to it, and patience for what happens in the background."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.assembly import build_app
from bot.company import no_directory
from bot.door import Door
from bot.metrics import Metrics
from bot.playground.accounts import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.playground.clock import Pace
from bot.playground.double import SlackDouble
from bot.settings import Settings, read_settings
from bot.workspaces import Known, OneWorkspace
from handlers import register
from handlers.desk import Desk
from knowledge.library import BUILT_IN, Library, open_library
from tests.fakes import BOT, TEAM

PATIENCE_S = 20.0
NO_FILE = Path("no-such.env")


async def until(happens: Callable[[], object]) -> None:
    """Wait for something that happens in the background; fails when it does not."""
    async with asyncio.timeout(PATIENCE_S):
        while not happens():  # noqa: ASYNC110 (it is the double that is watched, from outside)
            await asyncio.sleep(0.01)


@pytest.fixture
async def double() -> AsyncIterator[SlackDouble]:
    """A double of Slack on a free port, whose retries come at once."""
    async with SlackDouble(pace=Pace(redeliver_after=(0.05, 0.05, 0.1))) as double:
        yield double


@pytest.fixture
def settings(double: SlackDouble, tmp_path: Path) -> Settings:
    """Settings for one workspace of the double, good for both ways in."""
    return settings_for(double.api_url, tmp_path)


def settings_for(api_url: str, folder: Path, **more: str) -> Settings:
    """Read settings as an operator would write them."""
    written = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": api_url,
        "CRMURL_DATABASE_URL": f"sqlite:///{folder}/crmurl.db",
        "CRMURL_HOST": "127.0.0.1",
        "PORT": "0",
    }
    return read_settings(written | more, NO_FILE)


@pytest.fixture(scope="session")
def library() -> Library:
    """The built-in articles, opened once for all tests."""
    return open_library([BUILT_IN])


def door_for(desk: Desk, library: Library, metrics: Metrics | None = None) -> Door:
    """Give a door with the real listeners behind it, and a desk of the test's own."""
    client = AsyncWebClient(token=BOT_TOKEN, base_url="http://127.0.0.1:9/", retry_handlers=[])
    result = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_id="B1", bot_user_id=BOT, bot_token=BOT_TOKEN
    )
    app = build_app(client, OneWorkspace(client, Known(result)))
    register(app, desk, library, no_directory)
    return Door(app, metrics or Metrics())


def message(text: str, ts: str = "1700000000.000100", **more: object) -> dict[str, Any]:
    """Give a message event as Slack delivers it."""
    event = {"type": "message", "channel": "C1", "user": "U1", "text": text, "ts": ts}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{ts}",
        "event": event | more,
        "authorizations": [{"team_id": TEAM, "enterprise_id": None, "user_id": BOT}],
    }
