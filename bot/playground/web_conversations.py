"""The Web API methods that read channels and threads, a page at a time."""

import base64
import binascii

from bot.playground.accounts import Installation, RefusedError
from bot.playground.arguments import flag, needed, number
from bot.playground.messages import Channel, Json, Message
from bot.playground.slack import Slack
from bot.playground.workspace import BOT

MOST = 999
DEFAULT = 100
ALWAYS = "9999999999.999999"


def history(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """conversations.history: newest first, without replies."""
    channel = _channel(slack, caller, arguments)
    messages = [m for m in slack.workspace.history(channel.id) if not m.is_reply]
    return _page(slack, messages[::-1], arguments)


def replies(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """conversations.replies: the parent and its replies, oldest first."""
    channel = _channel(slack, caller, arguments)
    (ts,) = needed(arguments, "ts")
    named = slack.workspace.find(channel.id, str(ts))
    if named is None:
        raise RefusedError("thread_not_found")
    return _page(slack, slack.workspace.thread(channel.id, named.thread_ts), arguments)


def info(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """conversations.info"""
    return {"channel": _shown(_channel(slack, caller, arguments))}


def _channel(slack: Slack, caller: Installation, arguments: Json) -> Channel:
    (channel_id,) = needed(arguments, "channel")
    channel = slack.channel(channel_id)
    if channel.team != caller.team:
        raise RefusedError("channel_not_found")
    return channel


def _page(slack: Slack, messages: list[Message], arguments: Json) -> Json:
    chosen = [message for message in messages if _within(message, arguments)]
    start = _start(arguments.get("cursor"))
    limit = min(number(arguments, "limit", DEFAULT), MOST)
    metadata = flag(arguments, "include_all_metadata")
    page = chosen[start : start + limit]
    has_more = start + limit < len(chosen)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if has_more else ""
    return {
        "messages": [slack.workspace.shown(m, with_metadata=metadata) for m in page],
        "has_more": has_more,
        "response_metadata": {"next_cursor": cursor},
    }


def _within(message: Message, arguments: Json) -> bool:
    oldest = str(arguments.get("oldest") or "0").rjust(len(ALWAYS), "0")
    latest = str(arguments.get("latest") or ALWAYS)
    parent = not message.is_reply and "ts" in arguments  # a thread always shows its parent
    if flag(arguments, "inclusive"):
        return parent or oldest <= message.ts <= latest
    return parent or oldest < message.ts < latest


def _start(cursor: object) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(str(cursor)).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise RefusedError("invalid_cursor") from None


def _shown(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.with_user,
        "is_im": bool(channel.with_user),
        "is_private": False,
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_member": True,
        "context_team_id": channel.team,
        **({"user": BOT.id} if channel.with_user else {}),
    }
