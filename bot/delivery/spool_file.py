"""One file of waiting orders, held by one process for as long as it has it open."""

import fcntl
import json
import logging
import os
import sqlite3
import time
from dataclasses import asdict
from pathlib import Path

from bot.delivery.orders import Order

TABLES = """
    create table if not exists spool (id integer primary key, body text);
    create table if not exists aside (id integer primary key, body text);
"""
log = logging.getLogger(__name__)


class HeldError(Exception):
    """Another process has this file open."""


class SpoolFile:
    """Orders in the order they came; opening raises HeldError when another process has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._file = _opened(path)
        except BlockingIOError as problem:
            os.close(self._lock)
            raise HeldError from problem
        except BaseException:
            os.close(self._lock)
            raise

    def close(self) -> None:
        """Let another process have it."""
        self._file.close()
        os.close(self._lock)

    def put(self, order: Order) -> None:
        """Store an order; raises sqlite3.Error when the disk will not take it."""
        self._file.execute("insert into spool (body) values (?)", (json.dumps(asdict(order)),))

    def oldest(self) -> tuple[int, str] | None:
        """The order that waits longest, by its number, as it was written."""
        found = self._file.execute("select id, body from spool order by id limit 1").fetchone()
        return (int(found[0]), str(found[1])) if found else None

    def drop(self, number: int) -> None:
        """Forget an order that the database has now."""
        self._file.execute("delete from spool where id = ?", (number,))

    def set_aside(self, number: int) -> None:
        """Keep an order where it holds up no other, for a person to look at."""
        self._file.execute("begin immediate")
        move = "insert into aside (body) select body from spool where id = ?"
        self._file.execute(move, (number,))
        self.drop(number)
        self._file.execute("commit")

    def count(self, table: str) -> int:
        """How many orders are in `spool` or `aside`."""
        return int(self._file.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _with_tables(path)
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError):
            raise  # the disk, not what is on it
        aside = path.with_name(f"{path.name}.broken-{time.time():.0f}")
        path.rename(aside)
        log.error("%s is no readable file of orders; kept as %s", path, aside)  # noqa: TRY400
        return _with_tables(path)


def _with_tables(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        file.execute("pragma journal_mode=wal")
        file.execute("pragma synchronous=full")
        file.executescript(TABLES)
    except BaseException:
        file.close()
        raise
    return file
