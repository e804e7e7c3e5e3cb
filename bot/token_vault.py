"""Keeps the tokens of workspaces that installed the bot, encrypted, and nothing about people."""

from datetime import UTC, datetime

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import (
    AsyncSQLAlchemyInstallationStore,
    SQLAlchemyInstallationStore,
)
from slack_sdk.oauth.sqlalchemy_utils import normalize_datetime_for_db
from sqlalchemy.ext.asyncio import AsyncEngine

TABLE = "slack_bots"
MARK = "encrypted:"  # so that an operator who looks into the table sees it
ENCRYPTED = ("bot_token", "bot_refresh_token")


class LostKeyError(Exception):
    """A token was encrypted with a key that is not in CRMURL_SECRET_KEY."""


def ring(keys: str) -> MultiFernet:
    """Give the keys: the first encrypts, all decrypt, so that a key can be changed."""
    return MultiFernet([Fernet(key.strip()) for key in keys.split(",")])


class TokenVault(AsyncSQLAlchemyInstallationStore):
    """Slack's own store for installations, with encrypted tokens and only the bot's half of it."""

    def __init__(self, client_id: str, engine: AsyncEngine, keys: MultiFernet) -> None:
        super().__init__(client_id, engine)
        self._keys = keys

    @classmethod
    def build_bots_table(cls, metadata: sa.MetaData, table_name: str) -> sa.Table:
        """Give Slack's table with room for encrypted tokens, a third longer than plain ones."""
        table = SQLAlchemyInstallationStore.build_bots_table(metadata, table_name)
        for name in ENCRYPTED:
            table.c[name].type = sa.Text()
        return table

    async def async_save(self, installation: Installation) -> None:
        """Keep a workspace's bot token; who installed it is not kept."""
        await self.async_save_bot(installation.to_bot())

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a new or refreshed token."""
        kept = Bot(**bot.to_dict_for_copying())
        for name in ENCRYPTED:
            setattr(kept, name, self._hidden(getattr(bot, name)))
        await super().async_save_bot(kept)

    async def bot_of(self, team: str) -> Bot | None:
        """Give the bot's latest token in a workspace; raises LostKeyError."""
        kept = self.bots.c
        latest = (
            self.bots.select()
            .where(kept.client_id == self.client_id, kept.team_id == team)
            .order_by(kept.installed_at.desc(), kept.id.desc())
            .limit(1)
        )
        async with self.engine.connect() as connection:
            row = (await connection.execute(latest)).mappings().first()
        if row is None:
            return None
        bot: Bot = SQLAlchemyInstallationStore.build_bot_entity(row)
        for name in ENCRYPTED:
            setattr(bot, name, self._plain(getattr(bot, name)))
        return bot

    async def forget(self, team: str, before: float) -> None:
        """Delete a workspace's tokens from installations before that time."""
        kept = self.bots.c
        old = normalize_datetime_for_db(datetime.fromtimestamp(before, UTC))
        theirs = (kept.client_id == self.client_id, kept.team_id == team)
        async with self.engine.begin() as connection:
            await connection.execute(self.bots.delete().where(*theirs, kept.installed_at < old))

    def _hidden(self, token: str | None) -> str | None:
        return None if token is None else MARK + self._keys.encrypt(token.encode()).decode()

    def _plain(self, kept: str | None) -> str | None:
        if kept is None:
            return None
        try:
            return self._keys.decrypt(kept.removeprefix(MARK).encode()).decode()
        except InvalidToken as problem:
            raise LostKeyError("add the key it was encrypted with") from problem
