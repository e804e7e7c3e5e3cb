"""Forgets a workspace that removed the bot."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.desk import Desk

SKEW_S = 60.0  # Slack's clock tells of the farewell, this machine's of the installation


@dataclass(frozen=True, slots=True)
class Farewell:
    """What happens when the bot is no longer wanted."""

    desk: Desk

    async def leave(self, body: dict[str, Any]) -> None:
        """Delete what is kept for a workspace that uninstalled the app."""
        if team := _team(body):
            await self.desk.forget(team, _time(body) + SKEW_S)

    async def revoked(self, body: dict[str, Any]) -> None:
        """Delete it too when the bot's own token was revoked; people's tokens are not kept."""
        event = body.get("event")
        tokens = event.get("tokens") if isinstance(event, dict) else None
        if isinstance(tokens, dict) and tokens.get("bot"):
            await self.leave(body)


def _time(body: Mapping[str, Any]) -> float:
    told = body.get("event_time")
    return float(told) if isinstance(told, int) else time.time()


def _team(body: Mapping[str, Any]) -> str:
    team = body.get("team_id")
    return team if isinstance(team, str) else ""
