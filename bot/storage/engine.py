"""Opens the database: one SQLite file held by one process, or a PostgreSQL shared by many."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

SCHEMA = "crmurl"
BUSY_MS = 30_000  # waits out a slow disk rather than failing; the engine beside us waits as long
POOL = 5  # connections for our own tables; work is short and there are at most tens at once
# Hundreds of works that are taken up together wait longer than the usual 30 s for their turns;
# each would then begin anew, and none would ever end. What must be in time says so itself.
TURN_S = 600.0
IN_USE = "{file} is already used by another process; with SQLite only one may run. Stop it first."
UNREADABLE = "not a database address that is supported: use sqlite:///FILE or postgresql://..."


class StorageError(Exception):
    """The database cannot be used; the text is one line for the operator."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where things are kept; the address may hold a password and is left out of the repr."""

    address: str

    def __post_init__(self) -> None:
        try:
            backend = make_url(self.address).get_backend_name()
        except Exception as problem:
            raise StorageError(UNREADABLE) from problem
        if backend not in ("sqlite", "postgresql"):
            raise StorageError(UNREADABLE)

    def __repr__(self) -> str:
        return f"Database({'sqlite' if self.is_sqlite else 'postgresql'})"

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file on this machine."""
        return make_url(self.address).get_backend_name() == "sqlite"

    @property
    def file(self) -> Path:
        """The SQLite file of our own tables."""
        return Path(make_url(self.address).database or "crmurl.db")

    @property
    def work_file(self) -> Path:
        """The SQLite file of the work engine; a file of its own, so that neither waits to write."""
        return self.file.with_name(f"{self.file.stem}.work{self.file.suffix}")

    def drawn(self, driver: str) -> str:
        """The address for a driver, password included."""
        url = make_url(self.address).set(drivername=driver)
        return url.render_as_string(hide_password=False)

    @property
    def for_work(self) -> str:
        """The address given to the work engine."""
        if self.is_sqlite:
            return f"sqlite:///{self.work_file}"
        return self.drawn("postgresql")

    @property
    def for_migrations(self) -> str:
        """The address for the blocking driver that migrations use."""
        return self.drawn("sqlite" if self.is_sqlite else "postgresql+psycopg")


def open_engine(database: Database) -> AsyncEngine:
    """Give the engine for our own tables; nothing is connected yet."""
    if not database.is_sqlite:
        return create_async_engine(
            database.drawn("postgresql+psycopg"),
            pool_size=POOL,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": 2, "options": f"-csearch_path={SCHEMA}"},
        )
    # One connection: readers and writers of one process take turns instead of failing as busy.
    engine = create_async_engine(
        database.drawn("sqlite+aiosqlite"),
        pool_size=1,
        max_overflow=0,
        pool_timeout=TURN_S,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", make_durable)
    event.listen(engine.sync_engine, "invalidate", _let_go)
    return engine


def _let_go(connection: DBAPIConnection, _record: object, _problem: object) -> None:
    # A cancelled write that was to return rows keeps the file locked after its connection closed.
    connection.rollback()


def make_durable(connection: DBAPIConnection, _record: object = None) -> None:
    """Have every commit on disk before it returns (WAL alone would lose the last ones)."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def sole_process(database: Database) -> Iterator[None]:
    """Hold the SQLite file for this process; raises StorageError when another holds it."""
    if not database.is_sqlite:
        yield
        return
    database.file.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(database.file.with_name(database.file.name + ".lock"), os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        os.close(lock)
        raise StorageError(IN_USE.format(file=database.file)) from problem
    try:
        yield
    finally:
        os.close(lock)
