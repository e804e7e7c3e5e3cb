"""Keeps the cases: one row for each message that was diagnosed."""

import math
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, exists, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.models import CaseRow, EventRow, PostRow
from handlers.desk import Case, Place

COLUMNS = CaseRow.__table__


@dataclass(frozen=True, slots=True)
class Saying:
    """What a case was told last: its verdict, the articles behind it, and the digest of both."""

    verdict: str
    candidates: tuple[str, ...]
    told: str
    asked: bool = False  # a question of ours stands open


class Cases:
    """All cases of all workspaces on this database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def open(self, place: Place, poster: str, said: Saying) -> None:
        """Open the case of this message; one that is open already stays as it is."""
        row = {
            "key": place.key,
            "team": place.team,
            "channel": place.channel,
            "ts": place.ts,
            "thread_ts": place.thread_ts,
            "external": place.external,
            "poster": poster,
            **_columns(said),
            "choices": [],
            "revision": 0,
            "closed": False,
            "word": "",
            "opened_at": time.time(),
            "edited": "",
        }
        async with self._engine.begin() as connection:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            await connection.execute(insert(CaseRow).values(row).on_conflict_do_nothing())

    async def of_thread(self, place: Place) -> Case | None:
        """Give the open case of the thread this message stands in, the first one opened there."""
        found = select(COLUMNS).where(
            CaseRow.team == place.team,
            CaseRow.channel == place.channel,
            CaseRow.thread_ts == place.thread_ts,
            CaseRow.closed.is_(False),
        )
        return await self._one(found.order_by(CaseRow.opened_at).limit(1))

    async def of_message(self, place: Place) -> Case | None:
        """Give the case this message opened."""
        return await self._one(select(COLUMNS).where(CaseRow.key == place.key))

    async def is_waiting(self, place: Place) -> bool:
        """Whether the case is open and a question of ours stands unanswered."""
        found = select(CaseRow.asked).where(CaseRow.key == place.key, CaseRow.closed.is_(False))
        async with self._engine.connect() as connection:
            return bool((await connection.execute(found)).scalar())

    async def revision(self, place: Place) -> int:
        """How often the case was told something new; -1 without a case, or once it is closed."""
        found = select(CaseRow.revision).where(CaseRow.key == place.key, CaseRow.closed.is_(False))
        async with self._engine.connect() as connection:
            kept = (await connection.execute(found)).scalar()
        return -1 if kept is None else int(kept)

    async def tell(self, place: Place, said: Saying, after: int) -> bool:
        """Note what the case is told now; False when it was told something else meanwhile."""
        change = update(CaseRow).where(CaseRow.key == place.key, CaseRow.revision == after)
        values = {**_columns(said), "revision": after + 1}
        async with self._engine.begin() as connection:
            return (await connection.execute(change.values(values))).rowcount == 1

    async def choose(self, place: Place, choice: str) -> None:
        """Keep a clicked answer with the case, once."""
        async with self._engine.begin() as connection:
            row = select(CaseRow.choices).where(CaseRow.key == place.key).with_for_update()
            kept = (await connection.execute(row)).scalar()
            if kept is not None and choice not in kept:
                change = update(CaseRow).where(CaseRow.key == place.key)
                await connection.execute(change.values(choices=[*kept, choice]))

    async def edit(self, place: Place, at: str, said: Saying) -> bool:
        """Take an edit (by its ts) for the newest, and note what is to be told of it.

        False when a newer one was taken already, or the case is closed.
        """
        is_newest = (CaseRow.key == place.key, CaseRow.closed.is_(False), CaseRow.edited <= at)
        values = {**_columns(said), "edited": at, "revision": CaseRow.revision + 1}
        async with self._engine.begin() as connection:
            change = update(CaseRow).where(*is_newest).values(values)
            return (await connection.execute(change)).rowcount == 1

    async def close(self, place: Place, word: str) -> None:
        """End work on a case and say why in one word or two."""
        await self._set(place, closed=True, word=word)

    async def forget_team(self, team: str, before: float = math.inf) -> None:
        """Delete what is kept of one workspace, as far as it is from before that time."""
        kept = (
            (CaseRow, CaseRow.opened_at),
            (PostRow, PostRow.begun_at),
            (EventRow, EventRow.done_at),
        )
        async with self._engine.begin() as connection:
            for table, at in kept:
                await connection.execute(delete(table).where(table.team == team, at < before))

    async def forget_older(self, days: float) -> None:
        """Delete closed cases, and posts of no open case, that are older than this."""
        before = time.time() - days * 86_400
        # Follow-ups of an open case look for its first answer.
        is_open = exists().where(PostRow.work == literal("answer:") + CaseRow.key)
        async with self._engine.begin() as connection:
            old = delete(CaseRow).where(CaseRow.opened_at < before, CaseRow.closed.is_(True))
            await connection.execute(old)
            await connection.execute(delete(PostRow).where(PostRow.begun_at < before, ~is_open))

    async def _set(self, place: Place, **values: object) -> None:
        async with self._engine.begin() as connection:
            change = update(CaseRow).where(CaseRow.key == place.key)
            await connection.execute(change.values(**values))

    async def _one(self, found: Select[Any]) -> Case | None:
        async with self._engine.connect() as connection:
            row = (await connection.execute(found)).first()
        if row is None:
            return None
        return Case(
            opened_by=Place(row.team, row.channel, row.ts, row.thread_ts, row.external),
            poster=row.poster,
            verdict=row.verdict,
            candidates=tuple(row.candidates),
            choices=tuple(row.choices),
            told=row.told,
        )


def _columns(said: Saying) -> dict[str, Any]:
    return {
        "verdict": said.verdict,
        "candidates": list(said.candidates),
        "told": said.told,
        "asked": said.asked,
    }
