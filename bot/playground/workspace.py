"""Keeps what a workspace is made of: its people, its channels and every message in them."""

import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.playground.clock import Now, Timestamps
from bot.playground.messages import Channel, Draft, Json, Message, Person

TEAM = "T0CRMURL"
TEAM_NAME = "Contoso"
APP_ID = "A0CRMURL"
BOT = Person("U0CRMURLBOT", "crmurl", "crmurl", bot_id="B0CRMURL", app_id=APP_ID)
YOU = Person("U0YOU", "you", "Robin Park")
COLLEAGUE = Person("U0DANA", "dana", "Dana Whitfield")
HELP = Channel("C0CRMHELP", "crm-help", TEAM)
GENERAL = Channel("C0GENERAL", "general", TEAM)
DIRECT = Channel("D0CRMURL", "crmurl", TEAM, with_user=YOU.id)

Watcher = Callable[[str, Json], None]


class Workspace:
    """People, channels and messages, in memory; watchers are told of every change."""

    def __init__(self, now: Now = time.time) -> None:
        self.people = {person.id: person for person in (BOT, YOU, COLLEAGUE)}
        self.channels = {channel.id: channel for channel in (HELP, GENERAL, DIRECT)}
        self.timestamps = Timestamps(now)
        self._messages: dict[str, dict[str, Message]] = {}
        self._threads: dict[tuple[str, str], dict[str, Message]] = {}
        self.whispered: dict[str, Message] = {}
        self._watchers: list[Watcher] = []
        self._ids = itertools.count(1)

    def new_id(self, prefix: str) -> str:
        """Give an id in Slack's form that nothing has yet."""
        return f"{prefix}0{next(self._ids):08X}"

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell `watcher(what, detail)` of changes until the returned function is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def tell(self, what: str, detail: Json) -> None:
        """Let everybody who watches know."""
        for watcher in tuple(self._watchers):
            watcher(what, detail)

    def post(self, channel: Channel, author: Person, draft: Draft) -> Message:
        """Keep a new message for everybody in the channel."""
        message = Message(channel, author, self.timestamps.next(), draft)
        self._messages.setdefault(channel.id, {})[message.ts] = message
        self._thread(message)[message.ts] = message
        self.changed(message)
        return message

    def whisper(self, channel: Channel, author: Person, draft: Draft, to: str) -> Message:
        """Show a message to one person; it is in no history, but its buttons work."""
        message = Message(channel, author, self.timestamps.next(), draft, visible_to=to)
        self.whispered[message.ts] = message
        self.changed(message)
        return message

    def rewrite(self, message: Message, draft: Draft) -> None:
        """Put another text in place of a message's own."""
        message.draft = replace(draft, thread_ts=message.draft.thread_ts)
        # An app's update with blocks is not marked as edited (docs.slack.dev, chat.update).
        if not (message.author.bot_id and draft.blocks):
            message.edited_ts = self.timestamps.next()
        self.changed(message)

    def remove(self, message: Message) -> None:
        """Forget a message, or what was shown to one person."""
        self.whispered.pop(message.ts, None)
        self._messages.get(message.channel.id, {}).pop(message.ts, None)
        self._thread(message).pop(message.ts, None)
        self.tell("deleted", {"channel": message.channel.id, "ts": message.ts})

    def changed(self, message: Message) -> None:
        """Let watchers know what a message looks like now, and its parent with it."""
        if not self._watchers:
            return
        self.tell("message", self.on_page(message))
        parent = self.find(message.channel.id, message.thread_ts) if message.is_reply else None
        if parent and not message.visible_to:
            self.tell("message", self.on_page(parent))

    def find(self, channel: str, ts: str) -> Message | None:
        """Give one message, or None."""
        return self._messages.get(channel, {}).get(ts)

    def seen_by(self, channel: str, ts: str) -> Message | None:
        """Give one message, be it for everybody or for one person."""
        whisper = self.whispered.get(ts)
        return whisper if whisper and whisper.channel.id == channel else self.find(channel, ts)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Give the parent and its replies, oldest first."""
        return list(self._threads.get((channel, ts), {}).values())

    def history(self, channel: str) -> list[Message]:
        """Give every message of a channel, replies included, oldest first."""
        return list(self._messages.get(channel, {}).values())

    def everything(self) -> Iterable[Message]:
        """Give every message there is."""
        return itertools.chain.from_iterable(kept.values() for kept in self._messages.values())

    def shown(self, message: Message, *, with_metadata: bool = False) -> Json:
        """Give Slack's JSON of a message, with the tally of replies under a parent."""
        shape = message.shown(with_metadata=with_metadata)
        thread = [] if message.is_reply else self.thread(message.channel.id, message.ts)
        replies = [reply for reply in thread if reply.is_reply]
        if replies:
            authors = list(dict.fromkeys(reply.author.id for reply in replies))
            shape |= {
                "thread_ts": message.ts,
                "reply_count": len(replies),
                "reply_users": authors,
                "reply_users_count": len(authors),
                "latest_reply": replies[-1].ts,
            }
        return shape

    def on_page(self, message: Message) -> Json:
        """Give a message as the page wants it: Slack's JSON, the channel, and who may see it."""
        extra = {"channel": message.channel.id, "visible_to": message.visible_to}
        return self.shown(message) | extra

    def _thread(self, message: Message) -> dict[str, Message]:
        return self._threads.setdefault((message.channel.id, message.thread_ts), {})
