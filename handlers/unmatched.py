"""Takes in what the bot has no use for, so that Slack neither repeats nor withholds it."""

from collections.abc import Awaitable, Callable
from logging import getLogger

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

logger = getLogger(__name__)


async def ignore() -> None:
    """Do nothing: an event nobody listens to would count as a failed delivery."""


class RateLimited(AsyncMiddleware):
    """Answers Slack's word that it holds events back; that word is no event and has no listener."""

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 (part of what Bolt calls it with)
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Log it and answer 200; pass everything else on."""
        if req.body.get("type") != "app_rate_limited":
            return await next()
        logger.warning("Slack holds back events: more than 30,000 in an hour for one workspace")
        return BoltResponse(status=200)
