"""Reads the command line and hands it to the one command that was named."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Protocol, cast

# Only the named command is imported, so that `crmurl diagnose` starts without Slack or SQL.
COMMANDS = {
    "diagnose": "say what a pasted error is",
    "url": "correct a CRM address",
    "import": "turn published Microsoft support articles into articles",
    "playground": "try the bot in a Slack of its own on this machine",
    "run": "run the bot as its settings ask: the real Slack, or the playground",
    "serve": "run the bot for Slack over HTTP",
    "connect": "run the bot for Slack over Socket Mode",
    "db": "bring the database up to date, or check that it is",
}
USAGE_EXIT = 2


class UsageError(Exception):
    """Bad usage or unreadable input; the text is told on standard error, a line a problem."""


class Command(Protocol):
    """What a module in `bot.commands` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and give the exit status."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 findings, 2 bad usage or unreadable input."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    named = next((word for word in words if not word.startswith("-")), None)
    try:
        parsed, command = _parse(words, named)
        return command.run(parsed)
    except UsageError as problem:
        for line in str(problem).splitlines():
            sys.stderr.write(f"crmurl: {line}\n")
        return USAGE_EXIT


def _parse(words: list[str], named: str | None) -> tuple[argparse.Namespace, Command]:
    parser = argparse.ArgumentParser(
        prog="crmurl",
        description="Recognises pasted Dynamics CRM errors and corrects CRM addresses.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        child = commands.add_parser(name, help=summary, description=summary)
        if name == named:
            command = cast(Command, importlib.import_module(f"bot.commands.{_module(name)}"))
            command.add_arguments(child)
    parsed = parser.parse_args(words)
    return parsed, command


def _module(name: str) -> str:
    return {"import": "import_articles"}.get(name, name)
