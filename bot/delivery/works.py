"""The work itself: answer, go on, read, revise, remind, expire, forget; each safe to run again."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.delivery.engine import Engine
from bot.delivery.orders import saying_of
from bot.delivery.posting import Poster, RefusedError
from bot.delivery.threads import FilesOf, read_thread
from bot.storage.cases import Cases, Saying
from bot.storage.posts import PostState
from handlers.conversation import Outcome, Talk
from handlers.desk import Case, Place, Reply
from handlers.mind import Mind

REMINDER = "Is this still open? Answering the question above helps to tell the cause."
EXPIRED = "expired"


class NotYetError(Exception):
    """What this work builds on does not stand yet: come again shortly."""


@dataclass(frozen=True, slots=True)
class Followups:
    """What happens to a case by itself; 0 means never."""

    remind_hours: float = 0.0
    expire_days: float = 7.0


@dataclass(frozen=True, slots=True)
class Hands:
    """All that the work needs; one for the process."""

    engine: Engine
    cases: Cases
    poster: Poster
    mind: Mind
    files_of: FilesOf
    followups: Followups

    async def answer(self, place: Place, poster: str, reply: Reply) -> None:
        """Post the first answer; one that is late is thought over with the thread as it is now."""
        if time.time() - float(place.ts) > self.poster.timing.late:
            outcome = await self._think(place, poster, opened=place.ts)
            if outcome is not None:
                await self._tell_first(place, outcome)
                reply = outcome.reply
        await self.poster.post(first_post(place), place, reply)

    async def go_on(self, place: Place, opened_by: Place, choice: str | None) -> None:
        """Complete the answer of a thread, once the first answer stands, if there is news."""
        if await self.cases.revision(opened_by) < 0:
            return
        await self._first_stands(opened_by)
        if choice is not None:
            await self.cases.choose(opened_by, choice)
        began = await self.cases.revision(opened_by)
        while (revision := await self.cases.revision(opened_by)) >= 0:
            case = await self.cases.of_message(opened_by)
            poster = case.poster if case else ""
            outcome = await self._think(place, poster, case=case)
            if outcome is None:
                return
            names = [
                f"more:{opened_by.key}:{number}:{outcome.told}"
                for number in range(revision, began - 2, -1)
            ]
            # Two follow-ups with one outcome share a name, so they share one post. What was posted
            # at an earlier revision, and overtaken before it was noted, stands all the same.
            work = await self.poster.posts.first_of(names) or names[0]
            await self.poster.post(work, place, outcome.reply)
            said = saying_of(outcome.diagnosis, outcome.told)
            if await self.cases.tell(opened_by, said, revision):
                return

    async def read_later(self, place: Place, poster: str, *, must_answer: bool) -> None:
        """Read a message with its files and answer as it deserves."""
        case = await self.cases.of_thread(place)
        if case is not None and case.opened_by.key == place.key:
            case = None
        outcome = await self._think(place, poster, opened=place.ts, case=case, asked=must_answer)
        if outcome is None:
            return
        if case is None:
            said = saying_of(outcome.diagnosis, outcome.told)
            await self.cases.open(place, outcome.poster or poster, said)
        await self.poster.post(first_post(place), place, outcome.reply)
        if case is not None:
            await self._tell(case.opened_by, outcome)

    async def revise(self, place: Place, reply: Reply, said: Saying, edited: str) -> None:
        """Update the first answer in place, unless a later edit was taken meanwhile."""
        # Noted before it is shown: an edit back to the first text must not look like no change.
        if not await self.cases.edit(place, edited, said):
            return
        ts = await self._first_stands(place)
        client = await self.poster.client_of(place.team)
        await client.chat_update(
            channel=place.channel, ts=ts, text=reply.text, blocks=list(reply.blocks)
        )

    async def remind(self, place: Place) -> None:
        """Ask once more, gently, where our question stands unanswered."""
        if await self.cases.is_waiting(place):
            await self.poster.post(f"remind:{place.key}", place, Reply(REMINDER, ()))

    async def expire(self, place: Place) -> None:
        """Close a case that nobody came back to."""
        if await self.cases.revision(place) >= 0:
            await self.cases.close(place, EXPIRED)

    async def forget(self, team: str, before: float) -> None:
        """Delete a workspace's cases, posts and work, as far as they are from before that time."""
        await self.cases.forget_team(team, before)
        kinds = ("answer", "go_on", "read", "revise", "remind", "expire")
        await self.engine.forget(
            workflow_id_prefix=[f"{kind}:{team}:" for kind in kinds],
            end_time=datetime.fromtimestamp(before, UTC).isoformat(),
        )

    async def _first_stands(self, place: Place) -> str:
        found = await self.poster.posts.find(first_post(place))
        if found is None or found.state in (PostState.OPEN, PostState.CLEAR):
            raise NotYetError
        if found.state is PostState.REFUSED:
            raise RefusedError(found.ts)
        return found.ts

    async def _think(
        self,
        place: Place,
        poster: str,
        *,
        opened: str = "",
        case: Case | None = None,
        asked: bool = False,
    ) -> Outcome | None:
        client = await self.poster.client_of(place.team)
        said = await read_thread(client, place, self.files_of)
        if case is not None and not opened:
            opened = case.opened_by.ts
        talk = Talk(said, poster, opened, case, asked)
        return await self.mind.think(talk, external=place.external)

    async def _tell_first(self, place: Place, outcome: Outcome) -> None:
        if await self.cases.revision(place) == 0:
            await self.cases.tell(place, saying_of(outcome.diagnosis, outcome.told), 0)

    async def _tell(self, place: Place, outcome: Outcome) -> None:
        said = saying_of(outcome.diagnosis, outcome.told)
        await self.cases.tell(place, said, await self.cases.revision(place))


def first_post(place: Place) -> str:
    """What the one answer to a message is known by, whichever door the message came through."""
    return f"answer:{place.key}"
