"""A Bolt app with every listener bound, a desk that remembers, and the built-in articles."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers import register
from knowledge.directory import Directory
from knowledge.library import BUILT_IN, Library, open_library
from tests.fakes import FakeDesk, FakeSlack, authorize

Dispatch = Callable[[dict[str, Any]], Awaitable[BoltResponse]]


class Wired(AsyncMiddleware):
    """Puts the fake Slack where listeners find the real one."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 (part of what Bolt calls it with)
        next: Callable[[], Awaitable[Any]],
    ) -> BoltResponse:
        req.context["client"] = self.slack
        req.context["respond"] = self.slack.respond
        return await next()


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library([BUILT_IN])


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


@pytest.fixture
def directory() -> Directory | None:
    """The company's servers; a test that needs some overrides this."""
    return None


@pytest.fixture
def dispatch(
    desk: FakeDesk, slack: FakeSlack, library: Library, directory: Directory | None
) -> Dispatch:
    """Deliver a payload to a real Bolt app, as Socket Mode does."""
    app = AsyncApp(authorize=authorize, process_before_response=True)
    app.use(Wired(slack))
    register(app, desk, library, lambda: directory)

    async def deliver(payload: dict[str, Any]) -> BoltResponse:
        return await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))

    return deliver
