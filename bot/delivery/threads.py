"""Reads a thread from Slack, its text files too, so that nothing of it has to be kept."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.conversation import Said
from handlers.desk import Place
from handlers.slack_text import spoken

PAGE = 200
MOST = 1_000  # messages read of one thread; what helps stands near its beginning or its end

Message = Mapping[str, Any]
FilesOf = Callable[[AsyncWebClient, Message], Awaitable[str]]  # the text of a message's files


async def read_thread(client: AsyncWebClient, place: Place, files_of: FilesOf) -> tuple[Said, ...]:
    """Give the messages of a thread, oldest first; one outside any thread comes alone."""
    said: list[Said] = []
    cursor: str | None = None
    while len(said) < MOST:
        page = await client.conversations_replies(
            channel=place.channel, ts=place.thread_ts, limit=PAGE, cursor=cursor
        )
        messages = page.get("messages") or []
        said.extend([await _said(client, message, files_of) for message in messages])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return tuple(said)


async def _said(client: AsyncWebClient, message: Message, files_of: FilesOf) -> Said:
    text = spoken(message)
    if message.get("files"):
        text = "\n".join(part for part in (text, await files_of(client, message)) if part)
    return Said(
        user=message.get("user") or "",
        text=text,
        ts=str(message.get("ts") or ""),
        from_bot=bool(message.get("bot_id")),
    )
