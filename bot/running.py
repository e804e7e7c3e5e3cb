"""Runs the bot until it is told to stop, and has it gone within ten seconds of that."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.assembly import Bot, open_bot
from bot.contact import ASK_ANYBODY, ASK_WHO, Contact
from bot.intake import Intake, open_site
from bot.settings import Settings
from bot.signature import Signature
from bot.sockets import Line

DEFAULT_PORT = 3000
# Work is durable before it is acked, so a stop that takes longer than this is cut short.
STOP_S = 9.5
log = logging.getLogger(__name__)


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Bot]:
    """Run the bot over Socket Mode; with a port set, its health pages too."""
    token = settings.app_token.get_secret_value() if settings.app_token else ""
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(open_bot(settings))
        if settings.port is not None:
            routes = bot.health.routes()
            await stack.enter_async_context(open_site(routes, settings.host, settings.port))
        line = Line(bot.door, bot.client, bot.session, token)
        await stack.enter_async_context(line)
        bot.health.slack_ready = lambda: line.is_up
        yield bot


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[tuple[str, int]]:
    """Run the bot over HTTP and give the host and port it listens on."""
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
    port = DEFAULT_PORT if settings.port is None else settings.port
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(open_bot(settings, installs=settings.installs))
        intake = Intake(bot.door, Signature(secret.encode()), bot.health.metrics, bot.installing)
        method = ASK_ANYBODY if settings.installs else ASK_WHO
        contact = await stack.enter_async_context(Contact(bot.client, method))
        bot.health.slack_ready = lambda: contact.is_up
        routes = [*intake.routes(), *bot.health.routes()]
        yield await stack.enter_async_context(open_site(routes, settings.host, port))


async def told_to_stop() -> None:
    """Wait for SIGTERM or SIGINT; from then on the process has ten seconds."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
    log.info("stopping")
    loop.call_later(STOP_S, _cut_short)


def _cut_short() -> None:
    log.error("stopping took too long; what is not done is taken up at the next start")
    os._exit(1)
