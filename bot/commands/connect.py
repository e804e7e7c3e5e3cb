"""Runs the bot over Socket Mode: no address of its own, nothing to open in a firewall."""

import argparse

from bot.commands.starting import start
from bot.running import connected, told_to_stop
from bot.settings import Settings, Way


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none: everything is a setting."""


def run(_arguments: argparse.Namespace) -> int:
    """Stay connected until told to stop; raises UsageError when it cannot start."""
    return start(Way.CONNECT, connect)


async def connect(settings: Settings) -> None:
    """Stay connected until told to stop."""
    async with connected(settings):
        await told_to_stop()
