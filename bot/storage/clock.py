"""Tells the time that replicas agree on: the database's own, not each machine's."""

import time

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

POSTGRES_NOW = text("select extract(epoch from clock_timestamp())::float8")


async def now(connection: AsyncConnection) -> float:
    """Seconds since 1970; with SQLite there is one machine and its clock will do."""
    if connection.dialect.name == "sqlite":
        return time.time()
    return float((await connection.execute(POSTGRES_NOW)).scalar_one())
