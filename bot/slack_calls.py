"""Calls Slack by one policy: no blind repeats, its wait times honoured, final errors told apart."""

import asyncio
import time
from collections.abc import Mapping
from contextvars import ContextVar
from enum import Enum
from types import SimpleNamespace

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

PACE_S = 1.0  # Slack takes about one message a second in a channel
WAIT_S = 15.0  # how long to stand back when Slack names no time of its own
IDLE_CHANNELS = 1_000  # paces kept in memory before those long past are dropped
FINAL = frozenset(
    {
        "account_inactive",
        "cannot_reply_to_message",
        "channel_not_found",
        "invalid_auth",
        "invalid_blocks",
        "is_archived",
        "message_not_found",
        "missing_scope",
        "msg_too_long",
        "no_text",
        "not_authed",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "team_access_not_granted",
        "thread_not_found",
        "token_expired",
        "token_revoked",
    }
)
LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Set while a post is tried: the monotonic time after which it must not leave this machine.
send_before: ContextVar[float | None] = ContextVar("send_before", default=None)


class Outcome(Enum):
    """What is known of a call that failed."""

    FINAL = "final"  # it did not happen and never will
    LATER = "later"  # it did not happen; Slack says when to come again
    UNKNOWN = "unknown"  # it may have happened


class PausedTooLongError(Exception):
    """This process slept between deciding to post and posting; the message was not sent."""


def outcome_of(problem: Exception) -> Outcome:
    """Sort a failed call by what may have happened on Slack's side."""
    if isinstance(problem, PausedTooLongError | aiohttp.ClientConnectorError):
        return Outcome.LATER
    if not isinstance(problem, SlackApiError):
        return Outcome.UNKNOWN
    if problem.response.status_code == 429 or error_of(problem) in LIMITED:  # noqa: PLR2004
        return Outcome.LATER
    return Outcome.FINAL if error_of(problem) in FINAL else Outcome.UNKNOWN


def error_of(problem: SlackApiError) -> str:
    """Slack's own word for what is wrong."""
    data = problem.response.data
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def wait_of(problem: Exception) -> float:
    """Seconds to stand back before the next attempt."""
    if isinstance(problem, PausedTooLongError):
        return 0.0
    if isinstance(problem, SlackApiError):
        named = {key.lower(): value for key, value in problem.response.headers.items()}
        try:
            return max(1.0, float(named["retry-after"]))
        except (KeyError, ValueError):
            return WAIT_S
    return WAIT_S


class Pace:
    """Lets one message a second into each channel."""

    def __init__(self, seconds: float = PACE_S) -> None:
        self._seconds = seconds
        self._free_at: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Wait for this channel's next free second and take it."""
        now = time.monotonic()
        if len(self._free_at) > IDLE_CHANNELS:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        at = max(now, self._free_at.get(channel, 0.0))
        self._free_at[channel] = at + self._seconds
        await asyncio.sleep(at - now)

    def hold(self, channel: str, seconds: float) -> None:
        """Leave a channel alone for as long as Slack asked."""
        until = time.monotonic() + seconds
        self._free_at[channel] = max(until, self._free_at.get(channel, 0.0))


def open_session() -> aiohttp.ClientSession:
    """Give a session whose posts leave in time or not at all, and whose DNS blocks no thread."""
    trace = aiohttp.TraceConfig()
    trace.on_connection_create_end.append(_in_time)
    trace.on_connection_reuseconn.append(_in_time)
    connector = aiohttp.TCPConnector(resolver=aiohttp.AsyncResolver())
    return aiohttp.ClientSession(connector=connector, trace_configs=[trace])


def open_client(
    token: str | None, address: str, session: aiohttp.ClientSession, timeout: int
) -> AsyncWebClient:
    """Give a client that never repeats a call on its own: a repeated post is a second message."""
    return AsyncWebClient(
        token=token, base_url=address, session=session, timeout=timeout, retry_handlers=[]
    )


async def _in_time(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, _what: object
) -> None:
    # The connection stands and the request is about to be written: the last moment to stop it.
    limit = send_before.get()
    if limit is not None and time.monotonic() > limit:
        raise PausedTooLongError
