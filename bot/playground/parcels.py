"""What the double sends to the app, and what it sends back: events, commands, interactions."""

import time
from dataclasses import dataclass
from typing import Any, Protocol

from bot.playground.messages import Channel, Json
from bot.playground.workspace import APP_ID, BOT

VERIFICATION_TOKEN = "playground"  # noqa: S105 Slack's long retired field, checked by nobody


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery; `kind` is the type of a Socket Mode envelope."""

    kind: str  # events_api, slash_commands or interactive
    payload: Json

    @property
    def is_event(self) -> bool:
        """Whether Slack delivers it again when nobody acks."""
        return self.kind == "events_api"

    @property
    def name(self) -> str:
        """The event_id, or the kind for what is delivered once."""
        return str(self.payload.get("event_id", self.kind))


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which delivery of a parcel this is: 0 is the first."""

    number: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one attempt; without `acked`, `reason` says what Slack would call it."""

    acked: bool
    payload: Any = None
    reason: str = ""
    retry: bool = True  # the app may ask not to be told again


class Door(Protocol):
    """A way to the app: its WebSockets, or one Request URL."""

    async def offer(self, parcel: Parcel, attempt: Attempt) -> Answer:
        """Deliver once and wait for the ack."""


def event_parcel(event_id: str, channel: Channel, event: Json) -> Parcel:
    """Wrap an event as the Events API does."""
    authorization = {
        "enterprise_id": None,
        "team_id": channel.team,
        "user_id": BOT.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": channel.team,
        "context_team_id": channel.team,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": channel.is_ext_shared,
        "event_context": f"4-{event_id}",
    }
    return Parcel("events_api", payload)
