"""Posts one message exactly once: intent, then settle and look before any second attempt."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.timing import Timing
from bot.slack_calls import Outcome, Pace, error_of, outcome_of, send_before, wait_of
from bot.storage.posts import Intent, Posts, PostState
from handlers.desk import Place, Reply

EVENT_TYPE = "crmurl_reply"
REMEMBERED_S = 6 * 86_400.0  # of the 7 days that posts are kept for
PAGE = 200  # messages asked for at once when looking through a thread
ClientOf = Callable[[str], Awaitable[AsyncWebClient]]
log = logging.getLogger(__name__)


class RefusedError(Exception):
    """Slack will never take this message; the text is its word for why."""


@dataclass(slots=True)
class Counts:
    """What happened to posts since the start, for metrics."""

    posted: int = 0
    second_attempts: int = 0
    found_standing: int = 0
    refused: int = 0
    later: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts for all workspaces; `client_of` gives the client for a team id."""

    posts: Posts
    client_of: ClientOf
    timing: Timing
    pace: Pace = field(default_factory=Pace)
    counts: Counts = field(default_factory=Counts)

    async def post(self, work: str, place: Place, reply: Reply) -> str:
        """Have the reply stand in the thread once and give its ts; raises RefusedError."""
        while True:
            found = await self.posts.find(work)
            if found and found.state is PostState.POSTED:
                return found.ts
            if found and found.state is PostState.REFUSED:
                raise RefusedError(found.ts or "refused")
            if ts := await self._next_attempt(work, place, reply, found):
                return ts

    async def _next_attempt(
        self, work: str, place: Place, reply: Reply, found: Intent | None
    ) -> str | None:
        if found and found.state is PostState.OPEN:
            self.counts.second_attempts += 1
            if ts := await self._settle_and_look(work, place, found):
                return ts
        if found is None and (ts := await self._found_standing(work, place)):
            return ts
        await self.pace.turn(place.channel)
        attempt = await self.posts.begin(work, place.team, found)
        if attempt is None:
            return None  # another process took the attempt: see what became of it
        limit = send_before.set(attempt.begun + self.timing.pause)
        try:
            return await self._send(work, attempt.mark, place, reply)
        finally:
            send_before.reset(limit)

    async def _found_standing(self, work: str, place: Place) -> str | None:
        """Look for the answer to a message so old that it may have been posted and forgotten."""
        if time.time() - float(place.ts) < REMEMBERED_S:
            return None
        standing = await self._look(work, place)
        attempt = await self.posts.begin(work, place.team, None) if standing else None
        if standing and attempt:
            self.counts.found_standing += 1
            await self.posts.end(work, attempt.mark, PostState.POSTED, standing)
        return standing

    async def _settle_and_look(self, work: str, place: Place, found: Intent) -> str | None:
        await asyncio.sleep(max(0.0, self.timing.settle - found.age))
        standing = await self._look(work, place)
        if standing is None:
            return None
        self.counts.found_standing += 1
        await self.posts.end(work, found.attempt, PostState.POSTED, standing)
        return standing

    async def _look(self, work: str, place: Place) -> str | None:
        client = await self.client_of(place.team)
        cursor: str | None = None
        while True:
            page = await client.conversations_replies(
                channel=place.channel,
                ts=place.thread_ts,
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor,
            )
            for message in page.get("messages") or []:
                if _key_of(message) == work:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None

    async def _send(self, work: str, attempt: str, place: Place, reply: Reply) -> str | None:
        client = await self.client_of(place.team)
        try:
            answer = await client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread_ts,
                text=reply.text,
                blocks=list(reply.blocks) or None,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"work": work}},
            )
        except Exception as problem:  # noqa: BLE001
            await self._failed(work, attempt, place, problem)
            return None
        self.counts.posted += 1
        ts = str(answer["ts"])
        await self.posts.end(work, attempt, PostState.POSTED, ts)
        return ts

    async def _failed(self, work: str, attempt: str, place: Place, problem: Exception) -> None:
        outcome = outcome_of(problem)
        log.warning("post of %s: %s (%s)", work, outcome.value, type(problem).__name__)
        if outcome is Outcome.FINAL and isinstance(problem, SlackApiError):
            self.counts.refused += 1
            await self.posts.end(work, attempt, PostState.REFUSED, error_of(problem)[:32])
        elif outcome is Outcome.LATER:
            self.counts.later += 1
            await self.posts.end(work, attempt, PostState.CLEAR)
            self.pace.hold(place.channel, wait_of(problem))
        else:
            self.counts.unknown += 1


def _key_of(message: dict[str, object]) -> str | None:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get("work") if isinstance(payload, dict) else None
