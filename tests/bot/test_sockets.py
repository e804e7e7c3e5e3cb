"""The line to Slack acks only what is done, comes back by itself, and refuses wrong tokens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.accounts import APP_TOKEN, BOT_TOKEN
from bot.playground.double import SlackDouble
from bot.playground.messages import Draft
from bot.playground.workspace import HELP, YOU
from bot.running import connected
from bot.sockets import AT_ONCE, LONGEST_WAIT_S, Line, pause_after
from bot.workspaces import StartError
from tests.bot.conftest import door_for, message, settings_for, until
from tests.bot.test_the_whole_way import PASTE
from tests.fakes import FakeDesk


class SlowDesk(FakeDesk):
    """A desk that stores nothing until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.may_store = asyncio.Event()
        self.failing = False
        self.waiting = 0

    async def answer(self, *arguments: object, **more: object) -> None:
        self.waiting += 1
        await self.may_store.wait()
        if self.failing:
            raise OSError
        await super().answer(*arguments, **more)


@asynccontextmanager
async def line_of(double: SlackDouble, desk: FakeDesk, library, token: str = APP_TOKEN):
    """Hold a line to the double with the real listeners behind it."""
    async with ClientSession() as session:
        client = AsyncWebClient(
            token=BOT_TOKEN, base_url=double.api_url, session=session, retry_handlers=[]
        )
        async with Line(door_for(desk, library), client, session, token) as line:
            await until(lambda: line.is_up)
            yield line


@pytest.fixture
async def desk() -> SlowDesk:
    return SlowDesk()


@pytest.fixture
async def line(double, desk, library) -> AsyncIterator[Line]:
    """A line that is up."""
    async with line_of(double, desk, library) as line:
        yield line


@pytest.mark.usefixtures("line")
async def test_an_envelope_is_acked_after_the_listener_and_not_before(desk, double):
    double.slack.type(HELP, YOU, Draft(PASTE))
    await until(lambda: desk.waiting)
    assert double.slack.courier.ledger.acked == 0
    desk.may_store.set()
    await until(lambda: double.slack.courier.ledger.acked)
    assert desk.names == ["answer"]


@pytest.mark.usefixtures("line")
async def test_what_could_not_be_stored_is_not_acked_and_comes_again(desk, double):
    double.slack.courier.pace = type(double.slack.courier.pace)(0.2, (0.05, 0.05, 0.05))
    desk.failing = True
    desk.may_store.set()
    double.slack.type(HELP, YOU, Draft(PASTE))
    await until(lambda: desk.waiting > 1)
    desk.failing = False
    await until(lambda: desk.names)
    assert double.slack.courier.ledger.given_up == []


@pytest.mark.parametrize("how", ["refresh", "cut"])
async def test_a_line_that_ends_is_opened_anew_with_a_new_ticket(how, line, desk, double):
    (old,) = double.slack.sockets.connections
    await getattr(double.slack.sockets, how)()
    await until(lambda: [c for c in double.slack.sockets.connections if c is not old])
    await until(lambda: line.is_up)
    desk.may_store.set()
    double.slack.type(HELP, YOU, Draft(PASTE))
    await until(lambda: desk.names)


async def test_a_line_that_keeps_ending_is_opened_less_and_less_often():
    waits = [pause_after(short) for short in range(12)]
    assert waits[:2] == [0.0, 0.0]
    assert all(0.5 * 2 ** (n - 1) <= waits[n] <= 2 ** (n - 1) for n in range(2, 6))
    assert all(LONGEST_WAIT_S / 2 <= wait <= LONGEST_WAIT_S for wait in waits[6:])


async def test_an_outage_of_slack_is_sat_out(line, desk, double):
    double.slack.courier.reachable.clear()
    await double.slack.sockets.cut()
    await until(lambda: double.api.calls["apps.connections.open"] > 2)
    assert not line.is_up
    double.slack.courier.reachable.set()
    await until(lambda: line.is_up)
    desk.may_store.set()
    double.slack.type(HELP, YOU, Draft(PASTE))
    await until(lambda: desk.names)


@pytest.mark.usefixtures("line")
async def test_an_envelope_under_way_is_acked_over_the_line_it_came_by(desk, double):
    double.slack.type(HELP, YOU, Draft(PASTE))
    await until(lambda: desk.waiting)
    (old,) = double.slack.sockets.connections
    await old.ws.send_json({"type": "disconnect", "reason": "warning"})
    await until(lambda: len(double.slack.sockets.connections) > 1)
    desk.may_store.set()
    await until(lambda: double.slack.courier.ledger.acked)


@pytest.mark.usefixtures("line")
async def test_no_more_envelopes_than_fit_are_in_work(desk, double):
    # Sent straight over the line: the double's own courier would give up waiting for acks.
    (connection,) = double.slack.sockets.connections
    for number in range(AT_ONCE + 20):
        await connection.ws.send_json(envelope(number))
    await until(lambda: desk.waiting == AT_ONCE)
    await asyncio.sleep(0.05)
    assert desk.waiting == AT_ONCE
    desk.may_store.set()
    await until(lambda: len(desk.names) == AT_ONCE + 20)


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"envelope_id": 1}', "[" * 100_000])
async def test_junk_on_the_line_is_passed_over(text, line, desk, double):
    (connection,) = double.slack.sockets.connections
    await connection.ws.send_str(text)
    await connection.ws.send_json({"envelope_id": "e", "payload": ["x"]})
    await connection.ws.send_json({"envelope_id": "e", "payload": {"event": 1}})
    desk.may_store.set()
    await connection.ws.send_json(envelope(1))
    await until(lambda: desk.names == ["answer"])
    assert line.is_up


async def test_leaving_waits_for_what_is_under_way(double, desk, library):
    async with line_of(double, desk, library):
        double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: desk.waiting)
        asyncio.get_running_loop().call_later(0.1, desk.may_store.set)
    assert desk.names == ["answer"]
    await until(lambda: double.slack.courier.ledger.acked)


async def test_a_wrong_app_token_ends_the_start_with_the_reason(double, desk, library):
    with pytest.raises(StartError, match=r"SLACK_APP_TOKEN is refused by Slack .*invalid_auth"):
        async with line_of(double, desk, library, "xapp-wrong"):
            pass


async def test_a_client_id_left_over_does_not_turn_connect_into_an_installer(
    double, tmp_path, monkeypatch
):
    oauth = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s"}
    for name, value in oauth.items():
        monkeypatch.setenv(name, value)
    async with connected(settings_for(double.api_url, tmp_path, **oauth)):
        await until(lambda: double.slack.sockets.connections)
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: len(double.slack.workspace.thread(HELP.id, pasted.ts)) > 1)


def envelope(number: int) -> dict[str, object]:
    """Give an envelope with the paste in a message of its own."""
    payload = message(PASTE, f"17000000{number:02}.000100")
    return {"envelope_id": f"e{number}", "type": "events_api", "payload": payload}
