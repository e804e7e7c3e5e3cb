"""An answer to a click or a command is posted once, whatever becomes of the connection."""

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientError, ServerDisconnectedError, web
from aiohttp.test_utils import TestServer

from bot.responding import Respond
from bot.slack_calls import open_session


class Hooks:
    """A response_url that keeps what it was told, and answers as it is told to."""

    def __init__(self) -> None:
        self.told: list[dict[str, object]] = []
        self.status = 200
        self.hangs_up = False

    async def take(self, request: web.Request) -> web.Response:
        self.told.append(await request.json())
        if self.hangs_up and request.transport:
            request.transport.close()
        return web.Response(text="ok", status=self.status)


@pytest.fixture
async def hooks() -> AsyncIterator[tuple[Hooks, str]]:
    kept, app = Hooks(), web.Application()
    app.router.add_post("/1", kept.take)
    async with TestServer(app) as server:
        yield kept, str(server.make_url("/1"))


async def respond(url: str, **message: object) -> None:
    async with open_session() as session:
        await Respond(url, session, 5)(**message)  # type: ignore[arg-type]


async def test_an_answer_says_what_it_was_given_and_no_more(hooks: tuple[Hooks, str]) -> None:
    kept, url = hooks
    await respond(url, text="a", blocks=[{"type": "divider"}], replace_original=True)
    await respond(url, text="b")
    assert kept.told == [
        {"text": "a", "blocks": [{"type": "divider"}], "replace_original": True},
        {"text": "b"},
    ]


async def test_an_answer_whose_outcome_is_not_known_is_not_repeated(
    hooks: tuple[Hooks, str],
) -> None:
    kept, url = hooks
    kept.hangs_up = True
    with pytest.raises(ServerDisconnectedError):
        await respond(url, text="a")
    assert len(kept.told) == 1


async def test_an_answer_that_is_not_taken_is_logged_without_its_words(
    hooks: tuple[Hooks, str], caplog: pytest.LogCaptureFixture
) -> None:
    kept, url = hooks
    kept.status = 404
    await respond(url, text="SECRET")
    assert len(kept.told) == 1
    assert "404" in caplog.text
    assert "SECRET" not in caplog.text


async def test_where_nobody_listens_the_failure_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/1"
        with pytest.raises(ClientError):
            await respond(url, text="a")
