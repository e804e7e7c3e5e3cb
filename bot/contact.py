"""Asks Slack from time to time whether it is there, for a bot that otherwise waits to be called."""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import Self

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

EVERY_S = 30.0
LOST_S = 75.0  # two questions in a row without an answer, and the time those were given
ASK_WHO = "auth.test"  # with one token, which may be revoked while the bot runs
ASK_ANYBODY = "api.test"  # with many workspaces no token speaks for all
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Contact:
    """Whether Slack is there: `async with Contact(...)` asks until it is left."""

    client: AsyncWebClient
    method: str
    _heard_at: float = field(default_factory=time.monotonic)  # the start asked by itself
    _asking: asyncio.Task[None] | None = None

    @property
    def is_up(self) -> bool:
        """Whether Slack gave a good answer lately."""
        return time.monotonic() - self._heard_at < LOST_S

    async def __aenter__(self) -> Self:
        self._asking = asyncio.create_task(self._ask())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._asking:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def _ask(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.client.api_call(self.method)
                self._heard_at = time.monotonic()
            except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as problem:
                log.warning("Slack gives no good answer: %s", type(problem).__name__)
