"""`crmurl db upgrade|check`: brings the database up to date, or says whether it is."""

import argparse
import os
import sys

from sqlalchemy.exc import SQLAlchemyError

from bot.cli import UsageError
from bot.settings import SettingsError, read_settings
from bot.storage.engine import Database, StorageError, sole_process
from bot.storage.upgrade import is_current, upgrade

UPGRADED = "the database is up to date\n"
BEHIND = (
    "the database is not up to date: run `crmurl db upgrade`, or start the bot, which does it\n"
)
UNREACHABLE = "the database cannot be reached: {problem}"
FINDINGS_EXIT = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("wish", choices=("upgrade", "check"))


def run(arguments: argparse.Namespace) -> int:
    """Upgrade the tables, or check them; 1 when they are behind."""
    try:
        return _run(arguments.wish)
    except (SettingsError, StorageError) as problem:
        raise UsageError(str(problem)) from problem
    except (SQLAlchemyError, OSError) as problem:
        raise UsageError(UNREACHABLE.format(problem=type(problem).__name__)) from problem


def _run(wish: str) -> int:
    database = Database(read_settings(os.environ).database.get_secret_value())
    if wish == "check":
        current = is_current(database)
        sys.stdout.write(UPGRADED if current else BEHIND)
        return 0 if current else FINDINGS_EXIT
    with sole_process(database):
        upgrade(database)
    sys.stdout.write(UPGRADED)
    return 0
