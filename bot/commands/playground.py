"""Runs the bot beside a Slack of its own and its page: no account, no token, nothing to set up."""

import argparse
import asyncio
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.cli import UsageError
from bot.commands.starting import start
from bot.playground.accounts import APP_TOKEN, BOT_TOKEN
from bot.playground.double import SlackDouble
from bot.playground.faults import KINDS, FaultsError, read_faults
from bot.running import connected, told_to_stop
from bot.settings import Settings, Way

DEFAULT_PORT = 8080
HIGHEST_PORT = 65_535
FOLDER_PREFIX = "crmurl-playground-"
TAKEN = "port {port} cannot be used: {why}; set PORT to another"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    kinds = "; ".join(f"{kind}: {what}" for kind, what in KINDS.items())
    parser.add_argument("--port", type=int, help="port of the page; 0 takes a free one")
    parser.add_argument(
        "--faults", default="", metavar="SPEC", help=f"such as 429=3%%,slow=5%%:2s,seed=7 ({kinds})"
    )
    parser.add_argument(
        "--without-bot", action="store_true", help="only the Slack double; start a bot yourself"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run until told to stop; raises UsageError when it cannot start."""
    port = _port(arguments.port)
    double = SlackDouble(port)
    try:
        double.faults = read_faults(arguments.faults)
        if not arguments.without_bot:
            return start(Way.PLAYGROUND, partial(_with_bot, double))
        asyncio.run(_alone(double))
    except FaultsError as problem:
        raise UsageError(str(problem)) from problem
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise UsageError(TAKEN.format(port=port, why=why)) from problem
    return 0


def _port(asked: int | None) -> int:
    named = os.environ.get("PORT") or str(DEFAULT_PORT) if asked is None else str(asked)
    if not named.isdecimal() or int(named) > HIGHEST_PORT:
        raise UsageError(f"PORT={named} is no port; write a number up to {HIGHEST_PORT}")
    return int(named)


async def _alone(double: SlackDouble) -> None:
    async with double:
        await _open_until_told(double)


async def _with_bot(double: SlackDouble, settings: Settings) -> None:
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as folder:
        async with double, connected(in_playground(settings, double.api_url, Path(folder))):
            await double.slack.sockets.joined()
            await _open_until_told(double)


def in_playground(settings: Settings, api_url: str, folder: Path) -> Settings:
    """Give the same settings for a bot that talks to the double and forgets when it ends."""
    own = {
        "api_url": api_url,
        "app_token": SecretStr(APP_TOKEN),
        "bot_token": SecretStr(BOT_TOKEN),
        "client_id": None,
        "port": None,
        "spool": folder / "spool",
    }
    if "database" not in settings.model_fields_set:
        own["database"] = SecretStr(f"sqlite:///{folder / 'crmurl.db'}")
    return settings.model_copy(update=own)


async def _open_until_told(double: SlackDouble) -> None:
    stopping = asyncio.create_task(told_to_stop())
    await asyncio.sleep(0)  # whoever reads the address may already tell it to stop
    sys.stdout.write(f"{double.origin}\n")
    sys.stdout.flush()
    await stopping
