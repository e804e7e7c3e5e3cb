"""A passing failure of Slack at the start is sat out, a wrong token is not."""

import pytest
from aiohttp import ClientSession, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import workspaces
from bot.intake import open_site
from bot.workspaces import StartError, meet

WHO = {"ok": True, "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"}


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """Wait next to nothing between attempts."""
    monkeypatch.setattr(workspaces, "ATTEMPTS_S", (0.0, 0.0))


async def met(*answers: tuple[int, object]):
    """Meet a Slack that gives these answers, the last one over and over; count its calls."""
    calls = 0

    async def answer(_request: web.Request) -> web.Response:
        nonlocal calls
        status, body = answers[min(calls, len(answers) - 1)]
        calls += 1
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html")
        return web.json_response(body, status=status)

    routes = [web.post("/api/auth.test", answer)]
    async with open_site(routes, "127.0.0.1", 0) as (host, port), ClientSession() as session:
        client = AsyncWebClient(
            token="xoxb-1",
            base_url=f"http://{host}:{port}/api/",
            session=session,
            retry_handlers=[],
        )
        workspace = await meet(client)
        known = await workspace.authorize(
            context={}, enterprise_id=None, team_id="T1", user_id="U1"
        )
        return known, calls


@pytest.mark.parametrize(
    "stumble",
    [
        (429, {"ok": False, "error": "ratelimited"}),
        (500, "<h1>Server error</h1>"),
        (200, {"ok": False, "error": "internal_error"}),
        (503, {"ok": False, "error": "service_unavailable"}),
    ],
    ids=["429", "an HTML page", "an internal error", "away"],
)
async def test_a_passing_failure_is_sat_out_and_asked_no_more(stumble):
    known, calls = await met(stumble, (200, WHO))
    assert (known.bot_user_id, known.bot_id, known.bot_token) == ("UBOT", "B1", "xoxb-1")
    assert calls == 2


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
async def test_a_wrong_token_is_told_at_once(error):
    with pytest.raises(StartError, match=f"SLACK_BOT_TOKEN is refused by Slack .{error}."):
        await met((200, {"ok": False, "error": error}))


async def test_a_slack_that_stays_away_ends_the_start_with_its_address():
    with pytest.raises(StartError, match="Slack does not answer at http://"):
        await met((503, {"ok": False, "error": "service_unavailable"}))


async def test_a_name_that_no_dns_server_knows_is_asked_for_thrice(monkeypatch):
    monkeypatch.setattr(workspaces, "ATTEMPTS_S", (0.0,) * 9)
    asked = 0

    class Nobody(AbstractResolver):
        async def resolve(self, *_host: object, **_more: object) -> list[ResolveResult]:
            nonlocal asked
            asked += 1
            raise OSError(None, "no such name")

        async def close(self) -> None:
            pass

    async with ClientSession(connector=TCPConnector(resolver=Nobody())) as session:
        client = AsyncWebClient(
            token="xoxb-1", base_url="http://slack.invalid/", session=session, retry_handlers=[]
        )
        with pytest.raises(StartError, match=r"http://slack.invalid/ .ClientConnectorDNSError.;"):
            await meet(client)
    assert asked == 3


async def test_an_address_where_nobody_listens_ends_the_start():
    async with ClientSession() as session:
        client = AsyncWebClient(
            token="xoxb-1", base_url="http://127.0.0.1:9/", session=session, retry_handlers=[]
        )
        with pytest.raises(StartError, match="check SLACK_API_URL and the network"):
            await meet(client)
