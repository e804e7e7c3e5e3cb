"""Knows who the bot is in each workspace, so that no event has to ask Slack for it."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_calls import Outcome, error_of, outcome_of

ATTEMPTS_S = (1.0, 2.0, 4.0, 8.0)  # waits between attempts: Slack may be restarting as we are
NAMELESS = 2  # of these waits, where DNS knows no such name: a typing error seldom mends itself
REFUSED = "{name} is refused by Slack ({error}); {mend}"
UNREACHABLE = "Slack does not answer at {address} ({error}); check SLACK_API_URL and the network"
MEND_BOT = "install the app again and copy the bot token"
MEND_APP = "make an app-level token with connections:write"
# What Slack says of a token that will never do.
WRONG_TOKEN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
log = logging.getLogger(__name__)


class StartError(Exception):
    """The bot cannot start; the text is one line for the operator."""


class Workspaces(Protocol):
    """The workspaces this bot serves: one token in the environment, or many installations."""

    @property
    def authorize(self) -> AsyncAuthorize:
        """What Bolt asks for who the bot is, on every event."""

    async def client_of(self, team: str) -> AsyncWebClient:
        """Give the client that speaks for the bot in a workspace."""

    async def forget(self, team: str, before: float) -> None:
        """Delete what opens a workspace that removed the app, if it is from before that time."""


@dataclass(frozen=True, slots=True)
class OneWorkspace:
    """The workspace whose token stands in the environment."""

    client: AsyncWebClient
    authorize: AsyncAuthorize

    async def client_of(self, _team: str) -> AsyncWebClient:
        """Give the one client, for any team: a channel may be shared with another company."""
        return self.client

    async def forget(self, _team: str, _before: float) -> None:
        """Keep the token: it is the operator's to remove."""


class Known(AsyncAuthorize):
    """Answers Bolt from memory: asking Slack per event loses events whenever Slack stumbles."""

    def __init__(self, result: AuthorizeResult) -> None:
        self._result = result

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002 (the shape Bolt calls it in)
        enterprise_id: str | None,  # noqa: ARG002
        team_id: str | None,  # noqa: ARG002
        user_id: str | None,  # noqa: ARG002
        **_actor: str | None,
    ) -> AuthorizeResult:
        """Give who the bot is."""
        return self._result


async def meet(client: AsyncWebClient) -> OneWorkspace:
    """Ask Slack once who the bot is; raises StartError when the token is wrong."""
    answer = await insist(client, "auth.test", "SLACK_BOT_TOKEN", MEND_BOT)
    result = AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer.get("team_id"),
        bot_id=answer.get("bot_id"),
        bot_user_id=answer.get("user_id"),
        bot_token=client.token,
    )
    return OneWorkspace(client, Known(result))


async def insist(
    client: AsyncWebClient, method: str, name: str, mend: str, token: str | None = None
) -> dict[str, str]:
    """Call a method that tells whether a token is good, again while Slack merely stumbles.

    `name` is the setting the token came from, `mend` what to do about it. Raises StartError.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else None
    for attempt, wait in enumerate((*ATTEMPTS_S, None)):
        try:
            answer = await client.api_call(method, headers=headers)
            return dict(answer.data) if isinstance(answer.data, dict) else {}
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as problem:
            error = _word(problem)
            if isinstance(problem, SlackApiError) and error in WRONG_TOKEN:
                raise StartError(REFUSED.format(name=name, error=error, mend=mend)) from problem
            if isinstance(problem, aiohttp.ClientConnectorDNSError) and attempt >= NAMELESS:
                break
            log.warning("%s: %s, trying again", method, error)
        if wait is not None:
            await asyncio.sleep(wait)
    raise StartError(UNREACHABLE.format(address=client.base_url, error=error))


def _word(problem: Exception) -> str:
    if isinstance(problem, SlackApiError) and outcome_of(problem) is not Outcome.UNKNOWN:
        return error_of(problem) or "ratelimited"
    if isinstance(problem, SlackApiError):
        return error_of(problem) or f"HTTP {problem.response.status_code}"
    return type(problem).__name__
