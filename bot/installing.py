"""Opens the way for other workspaces to install the bot: Slack's OAuth, with its own scopes."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from cryptography.fernet import InvalidToken, MultiFernet
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.installations import Installations
from bot.settings import Settings
from bot.storage.engine import Database, open_engine
from bot.storage.events import Events
from bot.token_vault import TokenVault, ring

MANIFEST = Path(__file__).parent / "manifest.yaml"
# A page open for longer is opened again; the browser's cookie is what ties it to one person.
STATE_S = 300
STATE = b"oauth state"
log = logging.getLogger(__name__)


@asynccontextmanager
async def open_installations(
    settings: Settings, client: AsyncWebClient
) -> AsyncIterator[Installations]:
    """Give the workspaces that installed the bot; asked for one, their table has to stand."""
    engine = open_engine(Database(settings.database.get_secret_value()))
    vault = TokenVault(str(settings.client_id), engine, ring(_secret(settings)))
    rotator = AsyncTokenRotator(
        client_id=vault.client_id, client_secret=_client_secret(settings), client=client
    )
    try:
        yield Installations(vault, rotator, client)
    finally:
        await engine.dispose()


def oauth_flow(settings: Settings, installations: Installations) -> AsyncOAuthFlow:
    """Give Slack's own flow of pages, tied to the vault."""
    return AsyncOAuthFlow(
        client=installations.client,
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=_client_secret(settings),
            scopes=wanted_scopes(),
            user_scopes=[],
            authorization_url=authorization_url(settings.api_url),
            # Straight to Slack: the page in between would load a picture from elsewhere.
            install_page_rendering_enabled=False,
            installation_store=installations.vault,
            state_expiration_seconds=STATE_S,
            state_store=OneTimeStates(ring(_secret(settings)), Events(installations.vault.engine)),
        ),
    )


class OneTimeStates(AsyncOAuthStateStore):
    """Sealed states that nobody has to keep; one that came back is remembered, and taken once."""

    def __init__(self, keys: MultiFernet, events: Events) -> None:
        self._keys = keys
        self._events = events

    @property
    def logger(self) -> logging.Logger:
        """Where Slack's flow would write."""
        return log

    async def async_issue(self, *_arguments: object, **_more: object) -> str:
        """Give a state that no other page has."""
        return self._keys.encrypt(STATE).decode()

    async def async_consume(self, state: str) -> bool:
        """Whether it is one of ours, in time, and here for the first time."""
        try:
            sealed = self._keys.decrypt(state.encode(), ttl=STATE_S)
        except InvalidToken:
            return False
        # A token of a workspace is sealed with the same keys, and is no state.
        return sealed == STATE and await self._events.take(f"state:{_digest(state)}")


def wanted_scopes() -> list[str]:
    """Give the scopes of the manifest: what is asked for is written in one place."""
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return list(manifest["oauth_config"]["scopes"]["bot"])


def authorization_url(api_url: str) -> str:
    """Give the page where people consent: on the API's own host, which GovSlack has another of."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()


def _secret(settings: Settings) -> str:
    return settings.secret_key.get_secret_value() if settings.secret_key else ""


def _client_secret(settings: Settings) -> str:
    return settings.client_secret.get_secret_value() if settings.client_secret else ""
