"""Remembers which events were done, for as long as Slack may bring them again."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.clock import now
from bot.storage.models import EventRow

KEEP_S = 25 * 3_600.0  # Slack brings an event again for 24 h at most, and then an hour's grace


class Events:
    """What is known of events that led to work; chatter leaves nothing here."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def was_done(self, marks: Sequence[str]) -> bool:
        """Whether an event that bears one of these marks was done."""
        if not marks:
            return False
        found = select(exists().where(EventRow.mark.in_(marks)))
        async with self._engine.connect() as connection:
            return bool((await connection.execute(found)).scalar())

    async def done(self, team: str, marks: Sequence[str]) -> None:
        """Remember an event by all its marks; one that is remembered already changes nothing."""
        if not marks:
            return
        async with self._engine.begin() as connection:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            at = await now(connection)
            rows = [{"mark": mark, "team": team, "done_at": at} for mark in marks]
            await connection.execute(insert(EventRow).values(rows).on_conflict_do_nothing())

    async def take(self, mark: str) -> bool:
        """Take what may be used once; False when it was taken before."""
        async with self._engine.begin() as connection:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            row = {"mark": mark, "team": "", "done_at": await now(connection)}
            made = insert(EventRow).values(row).on_conflict_do_nothing().returning(EventRow.mark)
            return (await connection.execute(made)).first() is not None

    async def forget_older(self, seconds: float = KEEP_S) -> None:
        """Delete what Slack will not bring again."""
        async with self._engine.begin() as connection:
            before = await now(connection) - seconds
            await connection.execute(delete(EventRow).where(EventRow.done_at < before))
