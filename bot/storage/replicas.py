"""Remembers which processes are alive, so that a dead one's work is taken over."""

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.clock import now
from bot.storage.models import ReplicaRow


class Replicas:
    """The heartbeats of all processes on one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def beat(self, executor: str) -> None:
        """Say that this process lives."""
        async with self._engine.begin() as connection:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            at = await now(connection)
            statement = insert(ReplicaRow).values(executor=executor, beat_at=at)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["executor"], set_={"beat_at": at})
            )

    async def alive(self, dead_after: float) -> frozenset[str]:
        """Processes heard within `dead_after` seconds."""
        async with self._engine.connect() as connection:
            since = await now(connection) - dead_after
            found = select(ReplicaRow.executor).where(ReplicaRow.beat_at >= since)
            return frozenset((await connection.execute(found)).scalars())

    async def dead(self, dead_after: float) -> frozenset[str]:
        """Processes that were heard once, but not within `dead_after` seconds."""
        async with self._engine.connect() as connection:
            since = await now(connection) - dead_after
            found = select(ReplicaRow.executor).where(ReplicaRow.beat_at < since)
            return frozenset((await connection.execute(found)).scalars())

    async def retire(self, executor: str) -> None:
        """Count a process as dead from now on, so that its work is taken over at once."""
        async with self._engine.begin() as connection:
            change = update(ReplicaRow).where(ReplicaRow.executor == executor)
            await connection.execute(change.values(beat_at=0.0))

    async def leave(self, executor: str) -> None:
        """Forget a dead process whose work has been taken over."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(ReplicaRow).where(ReplicaRow.executor == executor))
