"""Runs the bot for Slack's HTTP requests."""

import argparse
import logging

from bot.commands.starting import start
from bot.running import served, told_to_stop
from bot.settings import Settings, Way

log = logging.getLogger(__name__)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take none: everything is a setting."""


def run(_arguments: argparse.Namespace) -> int:
    """Serve until told to stop; raises UsageError when it cannot start."""
    return start(Way.SERVE, serve)


async def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    async with served(settings) as (host, port):
        log.info("serving on %s:%s", host, port)
        await told_to_stop()
