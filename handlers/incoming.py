"""Takes every message Slack delivers to the one room it belongs in."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from handlers import edited, mention, pasted_error, thread
from handlers.desk import Desk
from handlers.mind import Mind
from handlers.posted import read_edited, read_posted


@dataclass(frozen=True, slots=True)
class Incoming:
    """The door for messages and mentions; both events of one mention come to the same answer."""

    desk: Desk
    mind: Mind

    async def hear(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Hear a message: nearly all are chatter and leave nothing behind."""
        posted = read_posted(body)
        if posted is None:
            if changed := read_edited(body):
                await edited.follow(self.desk, self.mind, changed)
            return
        bot = context.bot_user_id
        if posted.user == bot:
            return
        if bot and f"@{bot}" in posted.text:
            await mention.answer(self.desk, self.mind, posted, bot)
        elif posted.direct and posted.text.strip().lower() in mention.HELP_WORDS:
            await mention.answer(self.desk, self.mind, posted, bot or "")
        elif not (posted.place.in_thread and await thread.go_on(self.desk, self.mind, posted)):
            await pasted_error.answer(self.desk, self.mind, posted)

    async def called(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Hear the bot's name."""
        posted = read_posted(body)
        if posted and posted.user != context.bot_user_id:
            await mention.answer(self.desk, self.mind, posted, context.bot_user_id or "")
