"""Takes one verified payload to Bolt and says how it went, whichever way it came."""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.logs import follow
from bot.metrics import Metrics, kind_of

OK = 200
# What Bolt reads of a payload before any listener; anything but an object there makes it fail.
OBJECTS = ("event", "view", "message", "item", "function_data", "assistant_thread")
ID_HOLDERS = ("team", "user", "channel", "enterprise")  # an id, or an object with one
LISTS = ("authorizations", "response_urls", "actions")
log = logging.getLogger(__name__)


class MalformedError(Exception):
    """A payload that Slack would not send; the text says what about it, never what is in it."""


class Door:
    """The one way in; knows how many requests are inside, so that a stop can wait for them."""

    def __init__(self, app: AsyncApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._inside = 0
        self._empty = asyncio.Event()
        self._empty.set()

    async def take(
        self, body: dict[str, Any], headers: Mapping[str, str] | None = None
    ) -> BoltResponse:
        """Have the listener run and give Bolt's answer; 200 means that it is done or durable.

        Raises MalformedError before any listener ran.
        """
        began = time.perf_counter()
        check_shape(body)
        follow(body)
        # Bolt's word for a body that is parsed already, over HTTP as well: it is parsed once.
        request = AsyncBoltRequest(mode="socket_mode", body=body, headers=dict(headers or {}))
        self._inside += 1
        self._empty.clear()
        try:
            response = await self._app.async_dispatch(request)
        finally:
            self._inside -= 1
            if not self._inside:
                self._empty.set()
        seconds = time.perf_counter() - began
        self._metrics.took(kind_of(body), seconds, taken=response.status == OK)
        return response

    async def emptied(self) -> None:
        """Wait until no request is inside."""
        await self._empty.wait()


def check_shape(body: Mapping[str, Any]) -> None:
    """Make sure of the few shapes that Bolt relies on; raises MalformedError."""
    for name in OBJECTS:
        if name in body and not isinstance(body[name], dict):
            raise MalformedError(f"{name} is no object")
    for name in LISTS:
        held = body.get(name)
        if held is not None and not _is_list_of_objects(held):
            raise MalformedError(f"{name} is no list of objects")
    for holder in (body, body.get("event") or {}, *(body.get("authorizations") or ())):
        for name in ID_HOLDERS:
            if not isinstance(holder.get(name), str | dict | None):
                raise MalformedError(f"{name} is no id")


def _is_list_of_objects(held: object) -> bool:
    return isinstance(held, list) and all(isinstance(entry, dict) for entry in held)
