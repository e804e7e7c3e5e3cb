"""A Slack client in memory, for delivery: it keeps threads and fails when told to."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.conversation import Outcome, Talk
from handlers.desk import Reply
from knowledge.diagnosis import Diagnosis, Verdict

AMBIGUOUS = Diagnosis(Verdict.AMBIGUOUS, (), None, ())


def refusal(error: str, status: int = 200, after: str | None = None) -> SlackApiError:
    """What slack_sdk raises when Slack says no."""
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": error},
        headers={"Retry-After": after} if after else {},
        status_code=status,
    )
    return SlackApiError(error, response)


@dataclass
class Threads:
    """Messages by channel; `troubles` are raised one after the other, after acting if `landed`."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    landed: bool = False
    gate: asyncio.Event | None = None  # while set and closed, posts hang
    updates: list[dict[str, Any]] = field(default_factory=list)
    looks: int = 0
    spool: str = ""  # a folder, for tests on PostgreSQL

    async def client_of(self, _team: str) -> "Threads":
        return self

    async def chat_postMessage(self, **message: Any) -> Mapping[str, Any]:  # noqa: N802
        if self.gate is not None:
            await self.gate.wait()
        if self.troubles:
            trouble = self.troubles.pop(0)
            if self.landed:
                self._keep(message)
            raise trouble
        return {"ok": True, "ts": self._keep(message)}

    async def chat_update(self, **message: Any) -> Mapping[str, Any]:
        self.updates.append(message)
        return {"ok": True}

    async def conversations_replies(self, **asked: Any) -> Mapping[str, Any]:
        self.looks += 1
        found = [m for m in self.messages if m["channel"] == asked["channel"]]
        return {"ok": True, "messages": found}

    def say(self, channel: str, text: str, ts: str) -> None:
        """Have a person write."""
        self.messages.append({"channel": channel, "user": "U1", "text": text, "ts": ts})

    @property
    def replies(self) -> list[str]:
        """What the bot posted, oldest first."""
        return [m["text"] for m in self.messages if m.get("bot_id")]

    def _keep(self, message: dict[str, Any]) -> str:
        ts = f"99.{len(self.messages):06d}"
        self.messages.append({**message, "ts": ts, "bot_id": "B1"})
        return ts


@dataclass
class Thinks:
    """A mind that repeats all that people said; `troubles` are raised first."""

    troubles: list[Exception] = field(default_factory=list)

    async def think(self, talk: Talk, *, external: bool = False) -> Outcome | None:
        if self.troubles:
            raise self.troubles.pop(0)
        heard = " ".join(said.text for said in talk.said if not said.from_bot)
        told = f"{heard}|"
        if talk.case and talk.case.told == told:
            return None
        return Outcome(AMBIGUOUS, Reply(heard + (" external" * external), ()), told)


async def no_files(_client: object, _message: object) -> str:
    """Every message comes without files."""
    return ""
