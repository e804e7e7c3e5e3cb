"""Answers a click or a command at the address Slack gave for it, and never twice on its own."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackRequestError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack_calls import Outcome, outcome_of

log = logging.getLogger(__name__)


class RespondOnce(AsyncMiddleware):
    """Gives listeners a `respond` that follows the policy of all calls to Slack.

    Bolt's own repeats a post whose answer was lost, which shows it twice.
    """

    def __init__(self, session: aiohttp.ClientSession | None, timeout: int) -> None:
        self._session = session
        self._timeout = timeout  # seconds

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 (part of what Bolt calls it with)
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Put it where listeners look for it, and pass everything on."""
        url = req.context.response_url
        if url:
            req.context["respond"] = Respond(url, self._session, self._timeout)
        return await next()


class Respond:
    """Posts to one response_url."""

    def __init__(self, url: str, session: aiohttp.ClientSession | None, timeout: int) -> None:
        self._client = AsyncWebhookClient(url, timeout, session=session, retry_handlers=[])

    async def __call__(
        self,
        text: str = "",
        blocks: Sequence[dict[str, Any]] | None = None,
        *,
        replace_original: bool | None = None,
    ) -> None:
        """Post; again only where the first try cannot have arrived.

        Raises what the second try raises, or the first whose outcome is not known.
        """
        message = {"text": text, "blocks": blocks, "replace_original": replace_original}
        body = {name: value for name, value in message.items() if value is not None}
        try:
            answer = await self._client.send_dict(body)
        except (aiohttp.ClientError, SlackRequestError, OSError, TimeoutError) as problem:
            if outcome_of(problem) is not Outcome.LATER:
                raise
            answer = await self._client.send_dict(body)
        if answer.status_code != 200:  # noqa: PLR2004
            log.warning("Slack took no answer to a click or command: %s", answer.status_code)
