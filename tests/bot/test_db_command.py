"""`crmurl db`: brings a database up to date, or says whether it is."""

import argparse
from pathlib import Path

import pytest

from bot.cli import UsageError
from bot.commands import db
from bot.storage.engine import Database, sole_process


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that does not exist yet, named in the settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRMURL_DATABASE_URL", f"sqlite:///{tmp_path}/crmurl.db")
    return tmp_path / "crmurl.db"


def say(wish: str) -> int:
    """Type `crmurl db WISH`."""
    return db.run(argparse.Namespace(wish=wish))


def test_a_database_is_behind_until_it_is_upgraded(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("check") == 1
    assert not file.exists()  # a check changes nothing
    assert say("upgrade") == 0
    assert say("upgrade") == 0
    assert say("check") == 0
    assert capsys.readouterr().out.splitlines()[-1] == db.UPGRADED.strip()


def test_a_database_in_use_is_not_upgraded_under_its_user(file: Path) -> None:
    with (
        sole_process(Database(f"sqlite:///{file}")),
        pytest.raises(UsageError, match="already used by another process"),
    ):
        say("upgrade")


def test_a_database_that_cannot_be_reached_is_said_in_a_line(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"postgresql://me:hunter2@/x?host={file.parent}"
    monkeypatch.setenv("CRMURL_DATABASE_URL", address)
    with pytest.raises(UsageError, match="cannot be reached") as told:
        say("check")
    assert "hunter2" not in str(told.value)
