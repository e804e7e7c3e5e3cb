"""Tells the operator's machines whether the bot is alive, ready, and how busy it is."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.delivery.opening import OpenDesk
from bot.metrics import Metrics

COUNT_S = 1.0  # a scrape does not wait longer for a slow database
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Health:
    """How the parts are doing; `slack_ready` is set by whichever door is open."""

    desk: OpenDesk
    metrics: Metrics
    articles: int
    slack_ready: Callable[[], bool] = field(default=lambda: False)

    def parts(self) -> dict[str, bool]:
        """Give each part that is needed to answer anybody, and whether it is ready."""
        return {
            "database": self.desk.ready(),
            "library": self.articles > 0,
            "slack": self.slack_ready(),
        }

    def routes(self) -> list[web.RouteDef]:
        """Give the pages."""
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.figures),
        ]

    async def alive(self, _request: web.Request) -> web.Response:
        """Answer at all: the loop runs."""
        return web.Response(text="alive\n")

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 when every part is ready, else 503, with the parts either way."""
        parts = self.parts()
        return web.json_response(parts, status=200 if all(parts.values()) else 503)

    async def figures(self, _request: web.Request) -> web.Response:
        """Give the figures for Prometheus."""
        self.metrics.ready(self.parts())
        self.metrics.posts(asdict(self.desk.counts))
        if self.desk.spool:
            self.metrics.spool(self.desk.spool.waiting, self.desk.spool.aside)
        try:
            async with asyncio.timeout(COUNT_S):
                self.metrics.queue(len(await self.desk.engine.parked()))
        except Exception as problem:  # noqa: BLE001 (any figure is better than no page)
            log.warning("queue not counted: %s", type(problem).__name__)
        return web.Response(body=self.metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})
