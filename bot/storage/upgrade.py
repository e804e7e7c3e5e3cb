"""Brings the tables to the shape this version needs, one process at a time."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from dbos import DBOS

from bot.logs import take_over
from bot.storage.engine import SCHEMA, Database, StorageError, make_durable

MIGRATIONS = Path(__file__).parent / "migrations"
NEWER = "the database was made by a newer version of the bot; run that one"
LOCK_POLL_S = 0.1
UPGRADE_LOCK = 7_235_411  # any number, the same in every replica; `if not exists` alone is a race


def upgrade(database: Database) -> None:
    """Create or migrate all tables; blocks while another replica does the same.

    Raises StorageError when they are of a newer version than this one.
    """
    with _connection(database) as connection:
        if not database.is_sqlite:
            _lock(connection)
            connection.execute(sa.text(f"create schema if not exists {SCHEMA}"))
            connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as problem:
            raise StorageError(NEWER) from problem
        connection.commit()
        _make_work_file_durable(database)
        take_over("dbos", logging.WARNING)  # forty lines of steps, else
        DBOS.migrate(database.for_work)


def is_current(database: Database) -> bool:
    """Whether the tables have the shape this version needs; changes nothing."""
    if database.is_sqlite and not database.file.exists():
        return False
    with _connection(database) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(_config()).get_current_head()


def _lock(connection: sa.Connection) -> None:
    """Wait for our turn; the lock goes with the connection."""
    wish = sa.text("select pg_try_advisory_lock(:number)")
    # Asked again and again: a statement that waits holds a snapshot, and the engine's own
    # `create index concurrently` in the replica that has the lock would wait for that.
    while not connection.execute(wish, {"number": UPGRADE_LOCK}).scalar():
        connection.commit()
        time.sleep(LOCK_POLL_S)
    connection.commit()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _make_work_file_durable(database: Database) -> None:
    # The work engine leaves the journal mode alone; WAL stays with the file once it is set.
    if database.is_sqlite:
        engine = sa.create_engine(database.for_work)
        sa.event.listen(engine, "connect", make_durable)
        engine.connect().close()
        engine.dispose()


@contextmanager
def _connection(database: Database) -> Iterator[sa.Connection]:
    wishes = {} if database.is_sqlite else {"options": f"-csearch_path={SCHEMA}"}
    engine = sa.create_engine(
        database.for_migrations, connect_args=wishes, poolclass=sa.pool.NullPool
    )
    if database.is_sqlite:
        sa.event.listen(engine, "connect", make_durable)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
