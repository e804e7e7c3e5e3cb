"""A message as the double keeps it, and as Slack would show it to an app."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
JsonValue = Any  # whatever JSON may hold where it has not been looked at yet


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can post: a person or an app's bot user."""

    id: str
    name: str
    real_name: str
    bot_id: str = ""  # empty for people
    app_id: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A place for messages; `with_user` is set in a direct message."""

    id: str
    name: str
    team: str
    with_user: str = ""
    is_ext_shared: bool = False
    is_archived: bool = False

    @property
    def kind(self) -> str:
        """The `channel_type` of Slack's events."""
        return "im" if self.with_user else "channel"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to post."""

    text: str
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    files: tuple[Json, ...] = ()


@dataclass(slots=True)
class Message:
    """One posted message; `visible_to` is set when only that person sees it."""

    channel: Channel
    author: Person
    ts: str
    draft: Draft
    edited_ts: str | None = None
    attachments: list[Json] = field(default_factory=list)
    visible_to: str | None = None

    @property
    def thread_ts(self) -> str:
        """The parent's ts; its own outside any thread."""
        return self.draft.thread_ts or self.ts

    @property
    def is_reply(self) -> bool:
        """Whether it stands below another message."""
        return self.thread_ts != self.ts

    def shown(self, *, with_metadata: bool = False) -> Json:
        """Give Slack's JSON of this message; metadata only to those who ask for it."""
        shape: Json = {
            "type": "message",
            "user": self.author.id,
            "text": self.draft.text,
            "team": self.channel.team,
            "ts": self.ts,
        }
        shape |= self._optional()
        if self.draft.metadata and with_metadata:
            shape["metadata"] = self.draft.metadata
        return shape

    def _optional(self) -> Json:
        shape: Json = {}
        if self.author.bot_id:
            shape |= {"bot_id": self.author.bot_id, "app_id": self.author.app_id}
        if self.draft.thread_ts:
            shape["thread_ts"] = self.draft.thread_ts
        if self.draft.blocks:
            shape["blocks"] = self.draft.blocks
        if self.draft.files:
            shape |= {"subtype": "file_share", "files": list(self.draft.files), "upload": False}
        if self.attachments:
            shape["attachments"] = self.attachments
        if self.edited_ts:
            shape["edited"] = {"user": self.author.id, "ts": self.edited_ts}
        return shape
