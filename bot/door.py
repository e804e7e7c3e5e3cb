"""Takes one verified payload to Bolt and says how it went, whichever way it came."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.event_marks import delivered
from bot.logs import follow
from bot.metrics import Metrics, kind_of
from bot.tracing import Trace, no_trace

OK = 200
NO_OBJECT = "{name} is no object"
NO_ACTIONS = "the actions are no list of clicks"
OBJECTS = ("event", "view")
NO_IDS = "ids are not where they belong"


class MalformedError(Exception):
    """A payload that Slack would not send; the text says what about it, never what is in it."""


class Door:
    """The one way to the listeners; every request is counted, timed and traced here."""

    def __init__(self, app: AsyncApp, metrics: Metrics, trace: Trace = no_trace) -> None:
        self._app = app
        self._metrics = metrics
        self._trace = trace

    async def take(self, body: dict[str, Any]) -> BoltResponse:
        """Have the listener run and give Bolt's answer; 200 means that it is done or durable.

        Raises MalformedError before any listener ran.
        """
        began = time.perf_counter()
        request = _request(body)
        kind = kind_of(body)
        follow(body)
        delivered.set(body)
        with self._trace(kind):
            response = await self._app.async_dispatch(request)
        seconds = time.perf_counter() - began
        self._metrics.took(kind, seconds, taken=response.status == OK)
        return response


def _request(body: dict[str, Any]) -> AsyncBoltRequest:
    _check_shape(body)
    try:
        # Bolt's word for a body that is parsed already, over HTTP as well: it is parsed once.
        return AsyncBoltRequest(mode="socket_mode", body=body)
    except (AttributeError, IndexError, KeyError, TypeError) as problem:
        # Bolt looks for ids in a dozen places, and takes them to be shaped as Slack shapes them.
        raise MalformedError(NO_IDS) from problem


def _check_shape(body: dict[str, Any]) -> None:
    """Make sure of what Bolt relies on while it looks for a listener; raises MalformedError."""
    for name in OBJECTS:
        if not isinstance(body.get(name, {}), dict):
            raise MalformedError(NO_OBJECT.format(name=name))
    if not isinstance(body.get("event", {}).get("type", ""), str):
        raise MalformedError(NO_OBJECT.format(name="event"))
    if not isinstance(body.get("callback_id", ""), str):
        raise MalformedError(NO_IDS)
    if "actions" in body and not _are_actions(body["actions"]):
        raise MalformedError(NO_ACTIONS)


def _are_actions(held: object) -> bool:
    return (
        isinstance(held, list)
        and bool(held)
        and all(isinstance(one, dict) and isinstance(one.get("action_id"), str) for one in held)
    )
