"""The double's memory and its voice: what people do in it, and what the app is told of that."""

import time
from collections.abc import Sequence
from dataclasses import replace

from bot.playground.accounts import Accounts, RefusedError
from bot.playground.clock import Now, Pace
from bot.playground.courier import Courier
from bot.playground.messages import Channel, Draft, Json, JsonValue, Message, Person
from bot.playground.parcels import Door, event_parcel
from bot.playground.response_urls import ResponseUrls
from bot.playground.sockets import Sockets
from bot.playground.typed import write
from bot.playground.uploads import Uploads
from bot.playground.views import Views
from bot.playground.workspace import BOT, Workspace

LONGEST = 40_000  # characters; Slack truncates beyond
HIDDEN: Json = {"type": "message", "hidden": True}


class Slack:
    """One workspace with one app in it; every door of the double works on this."""

    def __init__(self, now: Now = time.time, pace: Pace | None = None) -> None:
        self.workspace = Workspace(now)
        self.accounts = Accounts(now)
        self.uploads = Uploads()
        self.views = Views(now)
        self.response_urls = ResponseUrls(now)
        self.sockets = Sockets(self._connection)
        self.request_urls: list[Door] = []
        self.courier = Courier(self._doors, pace or Pace())
        self._socket_door = self.sockets.door(self.courier)

    def channel(self, channel_id: JsonValue) -> Channel:
        """Give a channel; raises RefusedError as Slack does."""
        channel = self.workspace.channels.get(str(channel_id))
        if channel is None:
            raise RefusedError("channel_not_found")
        return channel

    def message(self, channel: Channel, ts: JsonValue) -> Message:
        """Give a message; raises RefusedError as Slack does."""
        message = self.workspace.seen_by(channel.id, str(ts))
        if message is None:
            raise RefusedError("message_not_found")
        return message

    def type(self, channel: Channel, user: Person, draft: Draft) -> Message:
        """Post what a person typed: links, mentions and fences become Slack's markup."""
        written = write(draft.text, self.workspace.people.values())
        text, blocks = written.text[:LONGEST], written.blocks or None
        return self.post(channel, user, replace(draft, text=text, blocks=blocks))

    def post(self, channel: Channel, author: Person, draft: Draft) -> Message:
        """Post a message and let the app know of it."""
        message = self.workspace.post(channel, author, draft)
        about = {"channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}
        self._event(channel, message.shown() | about)
        if f"<@{BOT.id}>" in draft.text and not channel.with_user:
            mention = message.shown() | {"channel": channel.id, "event_ts": message.ts}
            mention.pop("subtype", None)
            self._event(channel, mention | {"type": "app_mention"})
        for shape in draft.files:
            self._file_shared(message, shape)
        return message

    def edit(self, message: Message, draft: Draft) -> None:
        """Change a message and let the app know, unless only one person sees it."""
        before = message.shown()
        self.workspace.rewrite(message, draft)
        if not message.visible_to:
            self._changed(message, before)

    def retype(self, message: Message, typed: str) -> None:
        """Change what a person typed."""
        written = write(typed, self.workspace.people.values())
        draft = replace(message.draft, text=written.text, blocks=written.blocks or None)
        self.edit(message, draft)

    def unfurl(self, message: Message, attachments: Sequence[Json]) -> None:
        """Hang a link's preview under a message: a change that is no edit."""
        before = message.shown()
        message.attachments = list(attachments)
        self.workspace.changed(message)
        self._changed(message, before)

    def delete(self, message: Message) -> None:
        """Take a message away and let the app know, unless only one person saw it."""
        self.workspace.remove(message)
        if message.visible_to:
            return
        self._event(
            message.channel,
            HIDDEN
            | {"subtype": "message_deleted", "deleted_ts": message.ts}
            | {"previous_message": message.shown()}
            | self._about(message.channel),
        )

    def tell_app(self, event: Json, channel: Channel | None = None) -> None:
        """Send the app any event, such as app_home_opened or app_uninstalled."""
        anywhere = next(iter(self.workspace.channels.values()))
        self._event(channel or anywhere, event)

    def _connection(self, connected: bool) -> None:
        self.workspace.tell("connection", {"connected": connected})

    def _doors(self) -> Sequence[Door]:
        return self.request_urls or [self._socket_door]

    def _event(self, channel: Channel, event: Json) -> None:
        self.courier.send(event_parcel(self.workspace.new_id("Ev"), channel, event))

    def _changed(self, message: Message, before: Json) -> None:
        self._event(
            message.channel,
            HIDDEN
            | {"subtype": "message_changed", "message": message.shown()}
            | {"previous_message": before}
            | self._about(message.channel),
        )

    def _about(self, channel: Channel) -> Json:
        ts = self.workspace.timestamps.next()
        return {"channel": channel.id, "channel_type": channel.kind, "ts": ts, "event_ts": ts}

    def _file_shared(self, message: Message, shape: Json) -> None:
        event = {
            "type": "file_shared",
            "file_id": shape["id"],
            "file": {"id": shape["id"]},
            "user_id": message.author.id,
            "channel_id": message.channel.id,
            "event_ts": message.ts,
        }
        self._event(message.channel, event)
