"""Lets chatter go by: most messages end here, before a listener is even looked for."""

from collections.abc import Awaitable, Callable

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.posted import Posted, read_posted
from knowledge.diagnosis import HEAVY, Verdict, diagnose
from knowledge.library import Library


class Chatter(AsyncMiddleware):
    """Acknowledges what nobody needs an answer to.

    Bolt's search for a listener, and its gathering of arguments, cost more than half of the CPU
    of an event; the middleware is asked before both.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 (part of what Bolt calls it with)
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Answer 200 to chatter, pass everything else on."""
        event = req.body.get("event")
        if isinstance(event, dict) and event.get("type") == "message":
            posted = read_posted(req.body)
            if posted and self._is_chatter(posted, req.context.bot_user_id):
                return BoltResponse(status=200)
        return await next()

    def _is_chatter(self, posted: Posted, bot: str | None) -> bool:
        """Say so only of a message that stands alone, calls nobody and shows no known error."""
        if posted.place.in_thread or posted.direct or posted.has_text_file:
            return False
        if len(posted.text) > HEAVY or (bot and f"@{bot}" in posted.text):
            return False
        return diagnose(self._library, None, posted.text).verdict is Verdict.UNKNOWN
