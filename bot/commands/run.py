"""Runs the bot as its settings ask for: the real Slack when tokens are set, else the playground."""

import argparse
import importlib
import os

from bot.settings import way_for


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none: the settings decide."""


def run(_arguments: argparse.Namespace) -> int:
    """Run the command that the settings ask for."""
    command = importlib.import_module(f"bot.commands.{way_for(os.environ)}")
    parser = argparse.ArgumentParser(prog="crmurl run")
    command.add_arguments(parser)
    return int(command.run(parser.parse_args([])))
