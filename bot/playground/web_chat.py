"""The Web API methods that post, change and take away messages."""

from dataclasses import replace

from bot.playground.accounts import Installation, RefusedError
from bot.playground.arguments import needed, structure
from bot.playground.block_rules import message_problems
from bot.playground.messages import Channel, Draft, Json, JsonValue, Message
from bot.playground.slack import LONGEST, Slack
from bot.playground.workspace import BOT

LONGEST_UPDATE = 4000  # characters; docs.slack.dev, chat.update, msg_too_long


def post_message(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """chat.postMessage"""
    channel = _channel(slack, caller, arguments)
    draft = _draft(arguments)
    _check_thread(slack, channel, draft.thread_ts)
    message = slack.post(channel, BOT, draft)
    return {"channel": channel.id, "ts": message.ts, "message": message.shown(with_metadata=True)}


def post_ephemeral(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """chat.postEphemeral"""
    channel = _channel(slack, caller, arguments)
    (user,) = needed(arguments, "user")
    if user not in slack.workspace.people:
        raise RefusedError("user_not_in_channel")
    message = slack.workspace.whisper(channel, BOT, _draft(arguments), user)
    return {"message_ts": message.ts}


def update(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """chat.update: without blocks the old ones are gone; metadata stays unless it is sent."""
    channel = _channel(slack, caller, arguments)
    message = _own(slack, channel, arguments, "cant_update_message")
    draft = _draft(arguments)
    if len(draft.text) > LONGEST_UPDATE:
        raise RefusedError("msg_too_long")
    kept = message.draft.metadata if draft.metadata is None else draft.metadata
    slack.edit(message, replace(draft, metadata=kept))
    shown = message.shown(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": draft.text, "message": shown}


def delete(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """chat.delete"""
    channel = _channel(slack, caller, arguments)
    message = _own(slack, channel, arguments, "cant_delete_message")
    slack.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def _channel(slack: Slack, caller: Installation, arguments: Json) -> Channel:
    (channel_id,) = needed(arguments, "channel")
    channel = slack.channel(channel_id)
    if channel.team != caller.team:
        raise RefusedError("channel_not_found")
    if channel.is_archived:
        raise RefusedError("is_archived")
    return channel


def _own(slack: Slack, channel: Channel, arguments: Json, error: str) -> Message:
    (ts,) = needed(arguments, "ts")
    message = slack.message(channel, ts)
    if message.visible_to:  # an app cannot reach a whisper again by its ts
        raise RefusedError("message_not_found")
    if message.author != BOT:
        raise RefusedError(error)
    return message


def _check_thread(slack: Slack, channel: Channel, thread_ts: str | None) -> None:
    parent = slack.workspace.find(channel.id, thread_ts) if thread_ts else None
    if thread_ts and parent is None:
        raise RefusedError("thread_not_found")
    if parent and parent.is_reply:
        raise RefusedError("cannot_reply_to_message")


def _draft(arguments: Json) -> Draft:
    text = str(arguments.get("text") or "")
    blocks = structure(arguments, "blocks", "invalid_blocks_format")
    if not text and not blocks:
        raise RefusedError("no_text")
    metadata = _metadata(structure(arguments, "metadata", "invalid_metadata_format"))
    thread_ts = arguments.get("thread_ts")
    return Draft(
        text=text[:LONGEST],
        blocks=_checked(blocks),
        thread_ts=str(thread_ts) if thread_ts else None,
        metadata=metadata,
    )


def _checked(blocks: JsonValue) -> list[Json] | None:
    if not blocks:
        return None
    problems = message_problems(blocks)
    if problems:
        messages = [f"[ERROR] {problem}" for problem in problems]
        raise RefusedError(
            "invalid_blocks", errors=problems, response_metadata={"messages": messages}
        )
    return [
        block if block.get("block_id") else block | {"block_id": f"b{place}"}
        for place, block in enumerate(blocks)
    ]


def _metadata(metadata: JsonValue) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise RefusedError("invalid_metadata_format")
    return metadata
