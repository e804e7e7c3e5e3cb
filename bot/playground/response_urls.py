"""Keeps the addresses an app may answer a command or a click at: five times in half an hour."""

import secrets
import time
from dataclasses import dataclass, field

from bot.playground.clock import Now

USES = 5  # docs.slack.dev, "Handling user interaction", response_url
LASTS = 1800.0  # seconds


class ResponseUrlError(Exception):
    """The address cannot be used; the text is Slack's error code."""


@dataclass(slots=True)
class Invitation:
    """Where an answer goes: to one person in one channel, maybe instead of a message."""

    channel: str
    user: str
    made: float
    message_ts: str | None = None
    left: int = USES


@dataclass(slots=True)
class ResponseUrls:
    """Every address handed out; `origin` is the double's own address."""

    now: Now = time.time
    origin: str = ""
    kept: dict[str, Invitation] = field(default_factory=dict)

    def make(self, channel: str, user: str, message_ts: str | None = None) -> str:
        """Give an address for answers to this person."""
        key = secrets.token_urlsafe(12)
        self.kept[key] = Invitation(channel, user, self.now(), message_ts)
        return f"{self.origin}/response/{key}"

    def use(self, key: str) -> Invitation:
        """Count one use; raises ResponseUrlError when there is none left or time is over."""
        invitation = self.kept.get(key)
        if invitation is None or self.now() - invitation.made > LASTS:
            raise ResponseUrlError("expired_url")
        if not invitation.left:
            raise ResponseUrlError("used_url")
        invitation.left -= 1
        return invitation
