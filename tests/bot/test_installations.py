"""Many workspaces install the bot over OAuth; their tokens are encrypted, refreshed and deleted."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from aiohttp import ClientSession
from cryptography.fernet import Fernet

from bot.assembly import build_app
from bot.company import no_directory
from bot.delivery.posting import RefusedError
from bot.door import Door
from bot.installations import Installations, NotRefreshedError
from bot.installing import authorization_url, oauth_flow, open_installations, wanted_scopes
from bot.metrics import Metrics
from bot.playground.accounts import CLIENT_ID, CLIENT_SECRET
from bot.playground.double import SlackDouble
from bot.playground.faults import read_faults
from bot.playground.messages import Draft
from bot.playground.workspace import BOT, HELP, YOU
from bot.running import served
from bot.settings import Settings, read_settings
from bot.slack_calls import open_client, open_session
from bot.storage.engine import Database, open_engine
from bot.storage.upgrade import upgrade
from bot.token_vault import LostKeyError
from handlers import register
from tests.bot.conftest import NO_FILE, message, until
from tests.bot.test_nothing_pasted_is_kept import rows_in
from tests.bot.test_the_whole_way import PASTE
from tests.fakes import FakeDesk
from tests.postgres import running_postgres

# slack_sdk still hands its client id and secret to aiohttp in the old way.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

KEY, NEW_KEY = (Fernet.generate_key().decode() for _ in range(2))
SECRET = "shh"
TEAM, NAME = "T0OTHER", "Fabrikam"


def settings_of(double: SlackDouble, folder: Path, keys: str = KEY, address: str = "") -> Settings:
    """Settings of a bot that workspaces install."""
    written = {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "CRMURL_SECRET_KEY": keys,
        "SLACK_API_URL": double.api_url,
        "CRMURL_DATABASE_URL": address or f"sqlite:///{folder}/crmurl.db",
        "CRMURL_HOST": "127.0.0.1",
        "PORT": "0",
    }
    return read_settings(written, NO_FILE)


@asynccontextmanager
async def installations(
    double: SlackDouble, folder: Path, keys: str = KEY, address: str = ""
) -> AsyncIterator[Installations]:
    """The workspaces of a bot, as a process opens them."""
    settings = settings_of(double, folder, keys, address)
    upgrade(Database(settings.database.get_secret_value()))
    async with open_session() as session:
        client = open_client(None, settings.api_url, session, 5)
        async with open_installations(settings, client) as opened:
            yield opened


async def install(double: SlackDouble, opened: Installations) -> str:
    """Keep the token that Slack gives for a workspace, and give it."""
    code = double.slack.accounts.code(TEAM, NAME)
    flow = oauth_flow(settings_of(double, Path()), opened)
    installed = await flow.run_installation(code)
    assert installed
    await opened.vault.async_save(installed)
    return str(installed.bot_token)


async def kept_in(folder: Path) -> str:
    """Give every value of the tokens' table as one text."""
    engine = open_engine(Database(f"sqlite:///{folder}/crmurl.db"))
    async with engine.connect() as connection:
        rows = await connection.execute(sa.text("select * from slack_bots"))
        told = str(rows.fetchall())
    await engine.dispose()
    return told


async def test_a_token_is_kept_encrypted_and_survives_a_restart(double, tmp_path):
    async with installations(double, tmp_path) as opened:
        token = await install(double, opened)
    assert token not in await kept_in(tmp_path)
    assert YOU.id not in await kept_in(tmp_path)
    async with installations(double, tmp_path) as opened:
        assert (await opened.client_of(TEAM)).token == token


async def test_a_key_can_be_changed_and_a_lost_one_is_told(double, tmp_path):
    async with installations(double, tmp_path) as opened:
        token = await install(double, opened)
    async with installations(double, tmp_path, f"{NEW_KEY},{KEY}") as opened:
        assert (await opened.client_of(TEAM)).token == token
    async with installations(double, tmp_path, NEW_KEY) as opened:
        with pytest.raises(LostKeyError):
            await opened.client_of(TEAM)


async def test_a_token_about_to_expire_is_refreshed_once_for_all_who_ask(double, tmp_path):
    double.slack.accounts.rotating = True
    async with installations(double, tmp_path) as opened:
        old = await install(double, opened)
        await expire_in(opened, 600)
        clients = await asyncio.gather(*(opened.client_of(TEAM) for _ in range(10)))
        (token,) = {client.token for client in clients}
        assert token != old
        assert double.api.calls["oauth.v2.access"] == 2
    async with installations(double, tmp_path) as opened:
        assert (await opened.client_of(TEAM)).token == token


async def test_replicas_on_one_postgresql_refresh_a_token_once(double):
    double.slack.accounts.rotating = True
    with running_postgres() as server:
        address = server.made("tokens")
        async with (
            installations(double, Path(), address=address) as one,
            installations(double, Path(), address=address) as other,
        ):
            await install(double, one)
            await expire_in(one, 600)
            # Long enough for the other replica to ask with the same refresh token, were it let.
            double.faults = read_faults("slow=100%:1s")
            clients = await asyncio.gather(one.client_of(TEAM), other.client_of(TEAM))
        assert len({client.token for client in clients}) == 1
        assert double.api.calls["oauth.v2.access"] == 2


async def test_while_slack_refuses_to_refresh_the_old_token_is_used_to_its_end(double, tmp_path):
    double.slack.accounts.rotating = True
    async with installations(double, tmp_path) as opened:
        old = await install(double, opened)
        double.slack.accounts.refreshes.clear()
        await expire_in(opened, 600)
        assert (await opened.client_of(TEAM)).token == old
        await expire_in(opened, -1)
        with pytest.raises(NotRefreshedError):
            await opened.client_of(TEAM)


async def expire_in(opened: Installations, seconds: int) -> None:
    """Have the kept token end soon."""
    bot = await opened.vault.bot_of(TEAM)
    assert bot
    bot.bot_token_expires_at = int(time.time()) + seconds
    await opened.vault.async_save_bot(bot)
    opened._seen.clear()


async def test_a_workspace_that_left_has_nothing_kept(double, tmp_path):
    async with installations(double, tmp_path) as opened:
        await install(double, opened)
        assert await opened.bot_of(TEAM)
        await opened.forget(TEAM, time.time() - 60)
        assert await opened.bot_of(TEAM), "it was installed after it was removed"
        await opened.forget(TEAM, time.time() + 1)
        assert await opened.bot_of(TEAM) is None
        with pytest.raises(RefusedError, match="not_installed"):
            await opened.client_of(TEAM)
    assert await kept_in(tmp_path) == "[]"


async def test_events_in_an_installed_workspace_ask_slack_for_nothing(double, tmp_path):
    async with installations(double, tmp_path) as opened:
        token = await install(double, opened)
        calls = dict(double.api.calls)
        known = await opened.authorize(context=None, enterprise_id=None, team_id=TEAM, user_id="U1")
        nobody = await opened.authorize(
            context=None, enterprise_id=None, team_id="T0NONE", user_id="U1"
        )
        assert known.bot_token == token
        assert nobody is None
        assert double.api.calls == calls


async def test_an_event_is_not_lost_while_the_tokens_cannot_be_read(double, tmp_path, library):
    async with installations(double, tmp_path) as opened:
        await install(double, opened)
        app = build_app(opened.client, opened)
        desk = FakeDesk()
        register(app, desk, library, no_directory)
        door = Door(app, Metrics())
        event = message(PASTE) | {"team_id": TEAM, "authorizations": [{"team_id": TEAM}]}
        async with opened.vault.engine.begin() as connection:
            await connection.execute(sa.text("alter table slack_bots rename to away"))
        assert (await door.take(event)).status == 500
        async with opened.vault.engine.begin() as connection:
            await connection.execute(sa.text("alter table away rename to slack_bots"))
        assert (await door.take(event)).status == 200
    assert desk.names == ["answer"]


async def test_a_state_is_taken_once_in_time_and_only_if_it_is_ours(double, tmp_path, monkeypatch):
    async with installations(double, tmp_path) as opened:
        store = oauth_flow(settings_of(double, tmp_path), opened).settings.state_store
        one, other = await store.async_issue(), await store.async_issue()
        assert [await store.async_consume(state) for state in (one, other, one)] == [
            True,
            True,
            False,
        ]
        token = Fernet(KEY.encode()).encrypt(b"xoxb-1").decode()
        strange = ("", "no state", token, Fernet(NEW_KEY.encode()).encrypt(b"oauth state").decode())
        assert [await store.async_consume(state) for state in strange] == [False] * 4
        late, now = await store.async_issue(), time.time()
        monkeypatch.setattr(time, "time", lambda: now + 301)
        assert not await store.async_consume(late)


@pytest.mark.parametrize(
    ("api", "page"),
    [
        ("https://slack.com/api/", "https://slack.com/oauth/v2/authorize"),
        ("https://slack-gov.com/api/", "https://slack-gov.com/oauth/v2/authorize"),
    ],
)
def test_people_consent_on_the_host_of_the_api(api, page):
    assert authorization_url(api) == page


LEAVES = [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": [BOT.id]}}]


@pytest.mark.parametrize("leaves", LEAVES, ids=lambda event: event["type"])
async def test_a_workspace_installs_the_bot_is_answered_and_forgotten(leaves, double, tmp_path):
    async with served(settings_of(double, tmp_path)) as (host, port):
        origin = f"http://{host}:{port}"
        async with ClientSession(origin) as browser:
            state, cookie = await _ask_to_install(browser, authorization_url(double.api_url))
            code = double.slack.accounts.code(TEAM, NAME)
            away = f"/slack/oauth_redirect?code={code}&state={state}"
            async with browser.get(away) as stranger:
                assert stranger.status == 400
            async with browser.get(away, headers={"Cookie": cookie}) as done:
                assert done.status == 200
            again = f"/slack/oauth_redirect?code={double.slack.accounts.code(TEAM, NAME)}"
            async with browser.get(f"{again}&state={state}", headers={"Cookie": cookie}) as twice:
                assert twice.status == 401
        double.request_urls([f"{origin}/slack/events"], SECRET)
        channel = replace(HELP, id="C0OTHER", team=TEAM)
        double.slack.workspace.channels[channel.id] = channel
        pasted = double.slack.type(channel, YOU, Draft(PASTE))
        await until(lambda: len(double.slack.workspace.thread(channel.id, pasted.ts)) > 1)
        # Three rows tell of it: the case, its post, and what comes by itself in a week.
        await until(lambda: len(told_of(tmp_path, pasted.ts)) >= 3)
        double.slack.tell_app(leaves, channel)
        await until(lambda: not told_of(tmp_path, pasted.ts))
        assert await kept_in(tmp_path) == "[]"


def told_of(folder: Path, ts: str) -> list[str]:
    """Give the rows of every table that tell of one message."""
    return [row for table in rows_in(folder).values() for row in table if ts in row]


async def _ask_to_install(browser: ClientSession, authorize: str) -> tuple[str, str]:
    async with browser.get("/slack/install", allow_redirects=False) as away:
        assert away.status == 302
        address, cookie = away.headers["Location"], away.headers["Set-Cookie"]
    assert address.startswith(f"{authorize}?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["scope"] == [",".join(wanted_scopes())]
    assert "HttpOnly" in cookie
    return asked["state"][0], cookie.split(";")[0]
