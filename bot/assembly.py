"""Puts the house together: knowledge, workspaces, delivery and the listeners, in order of need."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.company import CompanyFile, no_directory
from bot.delivery.opening import Kept, OpenDesk, open_delivery
from bot.delivery.timing import NORMAL
from bot.delivery.works import Followups
from bot.door import Door
from bot.health import Health
from bot.installing import oauth_flow, open_installations
from bot.metrics import Metrics
from bot.reception import Reception
from bot.responding import RespondOnce
from bot.settings import Settings
from bot.slack_calls import open_client, open_session
from bot.storage.engine import Database
from bot.text_files import TextFiles
from bot.tracing import open_traces
from bot.workspaces import Workspaces, meet
from handlers import register
from handlers.mind import Mind
from knowledge.directory import Directory
from knowledge.library import BUILT_IN, Library, open_library

NAME = "crmurl"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is ready to be let in: what the ways in need of it."""

    settings: Settings
    door: Door
    health: Health
    client: AsyncWebClient
    session: aiohttp.ClientSession
    installing: AsyncOAuthFlow | None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the bot knows: the articles, and the company's servers as they are listed now."""

    library: Library
    directory: Callable[[], Directory | None]


@asynccontextmanager
async def open_bot(settings: Settings, *, installs: bool = False) -> AsyncIterator[Bot]:
    """Open all that stands behind the ways in, and close it again.

    With `installs`, workspaces install the bot themselves; else it has the one token that is set.

    Raises StartError, ArticleError, DirectoryError or StorageError: a line or a few for people.
    """
    async with AsyncExitStack() as stack:
        knowledge = _open_knowledge(settings, stack)
        session = await stack.enter_async_context(open_session())
        token = settings.bot_token.get_secret_value() if settings.bot_token else None
        client = open_client(token, settings.api_url, session, int(NORMAL.call))
        workspaces, installing = await _workspaces(settings, client, stack, installs=installs)
        desk = await _open_desk(settings, knowledge, workspaces, session, stack)
        metrics = Metrics()
        app = build_app(client, workspaces, installing)
        reception = Reception(desk, workspaces, metrics)
        register(app, reception, knowledge.library, knowledge.directory)
        trace = stack.enter_context(open_traces(settings.traces))
        health = Health(desk, metrics, len(knowledge.library.articles))
        yield Bot(settings, Door(app, metrics, trace), health, client, session, installing)


def build_app(
    client: AsyncWebClient, workspaces: Workspaces, installing: AsyncOAuthFlow | None = None
) -> AsyncApp:
    """Give a Bolt app that acks only what is done, without what the ways in do themselves.

    Signatures, URL verification and SSL checks are dealt with in front of it; the listeners
    filter the bot's own messages.
    """
    # Below this level Bolt writes whole payloads, and with them what people pasted.
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)
    app = AsyncApp(
        name=NAME,
        logger=quiet,
        client=client,
        authorize=workspaces.authorize,  # type: ignore[arg-type] # it may also give None
        oauth_flow=installing,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.use(RespondOnce(client.session, client.timeout))
    app.error(not_taken)
    return app


async def not_taken(error: Exception) -> BoltResponse:
    """Log a listener's failure without its words, and have Slack deliver the event again.

    What no listener is there for (another app's button, say) would fail again, and gets 404.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.info("nobody listens to this")
        return BoltResponse(status=404)
    log.error("not taken, Slack will bring it again", exc_info=error)
    return BoltResponse(status=500)


def _open_knowledge(settings: Settings, stack: AsyncExitStack) -> Knowledge:
    library = open_library([BUILT_IN, *settings.articles])
    gc.freeze()  # what stays for good is not walked again and again while the event loop waits
    if settings.directory is None:
        return Knowledge(library, no_directory)
    directory = CompanyFile(settings.directory)
    directory.read()
    keeping_fresh = asyncio.create_task(directory.keep_fresh())
    stack.callback(keeping_fresh.cancel)
    return Knowledge(library, directory)


async def _workspaces(
    settings: Settings, client: AsyncWebClient, stack: AsyncExitStack, *, installs: bool
) -> tuple[Workspaces, AsyncOAuthFlow | None]:
    if not installs:
        return await meet(client), None
    installations = await stack.enter_async_context(open_installations(settings, client))
    return installations, oauth_flow(settings, installations)


async def _open_desk(
    settings: Settings,
    knowledge: Knowledge,
    workspaces: Workspaces,
    session: aiohttp.ClientSession,
    stack: AsyncExitStack,
) -> OpenDesk:
    kept = Kept(
        Database(settings.database.get_secret_value()),
        settings.spool,
        Followups(settings.remind_hours, settings.expire_days),
    )
    mind = Mind(knowledge.library, knowledge.directory)
    files = TextFiles(session, settings.api_url)
    opening = open_delivery(kept, workspaces.client_of, mind, files)
    return await stack.enter_async_context(opening)
