"""Serves many workspaces: each installs the bot itself, and its token is refreshed in time."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import sqlalchemy as sa
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.posting import RefusedError
from bot.token_vault import TokenVault

EARLY_MINUTES = 120  # a token lives 12 h; the rest is time for Slack to come back in
FRESH_S = 300.0  # another replica may have refreshed or removed a token meanwhile
NOT_INSTALLED = "not_installed"
log = logging.getLogger(__name__)


class NotRefreshedError(SlackClientError):
    """A token has ended and Slack gave no new one yet; asking again later may help."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A token as it was read, and when."""

    bot: Bot
    at: float


@dataclass(slots=True)
class Installations:
    """Every workspace that installed the bot; the tokens in use are kept in memory for minutes."""

    vault: TokenVault
    rotator: AsyncTokenRotator
    client: AsyncWebClient
    _seen: dict[str, Seen] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def authorize(self) -> AsyncAuthorize:
        """What Bolt asks for who the bot is, on every event."""
        return FromVault(self)

    async def bot_of(self, team: str) -> Bot | None:
        """Give the bot in a workspace with a token that works, or None where it is not installed.

        Raises LostKeyError, NotRefreshedError, and what the database raises when it is away.
        """
        seen = self._seen.get(team)
        if seen and time.monotonic() - seen.at < FRESH_S and not is_due(seen.bot):
            return seen.bot
        bot = await self.vault.bot_of(team)
        if bot and is_due(bot):
            bot = await self._refreshed(team)
        if bot:
            self._seen[team] = Seen(bot, time.monotonic())
        return bot

    async def client_of(self, team: str) -> AsyncWebClient:
        """Give the client that speaks for the bot in a workspace; raises RefusedError."""
        bot = await self.bot_of(team)
        if bot is None:
            raise RefusedError(NOT_INSTALLED)
        ours = self.client
        return AsyncWebClient(
            token=bot.bot_token,
            base_url=ours.base_url,
            session=ours.session,
            timeout=ours.timeout,
            retry_handlers=[],
        )

    async def forget(self, team: str, before: float) -> None:
        """Delete a workspace's tokens; one from an installation after that time stays."""
        self._seen.pop(team, None)
        await self.vault.forget(team, before)

    async def _refreshed(self, team: str) -> Bot | None:
        async with self._turn, self._alone(team):
            bot = await self.vault.bot_of(team)
            if bot is None or not is_due(bot):
                return bot
            try:
                fresh = await self.rotator.perform_bot_token_rotation(
                    bot=bot, minutes_before_expiration=EARLY_MINUTES
                )
            except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as problem:
                log.warning("token not refreshed: %s", type(problem).__name__)
                if time.time() < (bot.bot_token_expires_at or 0):
                    return bot
                raise NotRefreshedError from problem
            if fresh is None:
                return bot
            await self.vault.async_save_bot(fresh)
            return fresh

    @asynccontextmanager
    async def _alone(self, team: str) -> AsyncIterator[None]:
        # A refresh token works once: of several replicas only one may use it.
        if self.vault.engine.dialect.name == "sqlite":
            yield
            return
        async with self.vault.engine.connect() as connection:
            lock = sa.text("select pg_advisory_xact_lock(hashtext(:name))")
            await connection.execute(lock, {"name": f"crmurl refresh {team}"})
            yield


def is_due(bot: Bot) -> bool:
    """Whether a token expires soon enough to be refreshed."""
    expires = bot.bot_token_expires_at
    return expires is not None and expires < time.time() + EARLY_MINUTES * 60


class FromVault(AsyncAuthorize):
    """Answers Bolt from the vault, never by asking Slack."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 (the shape Bolt calls it in)
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002
        **_actor: str | None,
    ) -> AuthorizeResult | None:
        """Give who the bot is in a workspace, or None where it is not installed."""
        bot = await self._installations.bot_of(team_id) if team_id else None
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
        )
