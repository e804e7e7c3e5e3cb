"""Brings the tables to the shape this version needs, one process at a time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from dbos import DBOS

from bot.storage.engine import SCHEMA, Database, make_durable

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 7_235_411  # any number, the same in every replica; `if not exists` alone is a race


def upgrade(database: Database) -> None:
    """Create or migrate all tables; blocks while another replica does the same."""
    with _connection(database) as connection:
        if not database.is_sqlite:
            connection.execute(sa.text("select pg_advisory_lock(:n)"), {"n": UPGRADE_LOCK})
            connection.execute(sa.text(f"create schema if not exists {SCHEMA}"))
            connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        _make_work_file_durable(database)
        logging.getLogger("dbos").setLevel(logging.WARNING)  # forty lines of steps, else
        DBOS.migrate(database.for_work)


def is_current(database: Database) -> bool:
    """Whether the tables have the shape this version needs; changes nothing."""
    if database.is_sqlite and not database.file.exists():
        return False
    with _connection(database) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(_config()).get_current_head()


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
