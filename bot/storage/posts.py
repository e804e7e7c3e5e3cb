"""Remembers each message we owe: who tries to post it, and whether it stands."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.clock import now
from bot.storage.models import PostRow


class PostState(StrEnum):
    """How far a message is."""

    OPEN = "open"  # an attempt was begun; whether it landed is not known
    CLEAR = "clear"  # Slack refused the last attempt for now, so nothing landed
    POSTED = "posted"
    REFUSED = "refused"  # Slack will never take it


@dataclass(frozen=True, slots=True)
class Intent:
    """One message we owe, as found; `age` is the seconds since its last attempt began."""

    attempt: str
    state: PostState
    ts: str
    age: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is ours; `begun` is monotonic and not after what the row says."""

    mark: str
    begun: float


class Posts:
    """The intents to post; every change is one statement that only its owner can make."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def find(self, work: str) -> Intent | None:
        """Give the intent of this work, if one was ever made."""
        async with self._engine.connect() as connection:
            row = (
                await connection.execute(select(PostRow.__table__).where(PostRow.work == work))
            ).first()
            if row is None:
                return None
            age = await now(connection) - row.begun_at
        return Intent(row.attempt, PostState(row.state), row.ts, age)

    async def first_of(self, works: Sequence[str]) -> str | None:
        """Give the first of these for which an intent was ever made."""
        async with self._engine.connect() as connection:
            found = select(PostRow.work).where(PostRow.work.in_(works))
            made = frozenset((await connection.execute(found)).scalars())
        return next((work for work in works if work in made), None)

    async def begin(self, work: str, team: str, after: Intent | None) -> Attempt | None:
        """Take the next attempt; None when somebody else took it since `after` was found."""
        attempt = uuid4().hex
        async with self._engine.begin() as connection:
            # Now that it is our turn: a wait for the connection makes no attempt stale.
            begun = time.monotonic()
            at = await now(connection)
            if after is None:
                taken = await self._insert(connection, work, team, (attempt, at))
            else:
                taken = await self._replace(connection, work, after.attempt, (attempt, at))
        return Attempt(attempt, begun) if taken else None

    async def end(self, work: str, attempt: str, state: PostState, ts: str = "") -> bool:
        """Say how an attempt ended; False when the attempt was no longer ours to end."""
        change = (
            update(PostRow)
            .where(PostRow.work == work, PostRow.attempt == attempt)
            .values(state=state.value, ts=ts)
        )
        async with self._engine.begin() as connection:
            return (await connection.execute(change)).rowcount == 1

    async def _insert(
        self, connection: AsyncConnection, work: str, team: str, mark: tuple[str, float]
    ) -> bool:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        statement = insert(PostRow).values(
            work=work,
            team=team,
            attempt=mark[0],
            begun_at=mark[1],
            state=PostState.OPEN.value,
            ts="",
        )
        # Asked for by returning: PostgreSQL's driver does not count the rows of such an insert.
        made = statement.on_conflict_do_nothing().returning(PostRow.work)
        return (await connection.execute(made)).first() is not None

    async def _replace(
        self, connection: AsyncConnection, work: str, old: str, mark: tuple[str, float]
    ) -> bool:
        change = (
            update(PostRow)
            .where(
                PostRow.work == work,
                PostRow.attempt == old,
                PostRow.state.in_([PostState.OPEN.value, PostState.CLEAR.value]),
            )
            .values(attempt=mark[0], begun_at=mark[1], state=PostState.OPEN.value)
        )
        return (await connection.execute(change)).rowcount == 1
