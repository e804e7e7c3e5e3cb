"""Counts what passes through the bot for Prometheus; no person, text or address is a label."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# Slack waits 3 s for an ack; the buckets are finest where that promise is kept or broken.
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
KINDS = frozenset(
    {
        "message",
        "app_mention",
        "app_uninstalled",
        "tokens_revoked",
        "slash_command",
        "block_actions",
        "view_submission",
        "app_rate_limited",
    }
)
OTHER = "other"  # whatever else a sender makes up must not become a label of its own


def kind_of(body: Mapping[str, Any]) -> str:
    """Give what kind of request a payload is, as one of a fixed set of words."""
    event = body.get("event")
    kind = event.get("type") if isinstance(event, dict) else body.get("type")
    if kind is None and "command" in body:
        kind = "slash_command"
    return kind if isinstance(kind, str) and kind in KINDS else OTHER


class Metrics:
    """Every figure of one running bot, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._events = Counter(
            "crmurl_events", "Requests taken from Slack", ("kind", "taken"), registry=self.registry
        )
        self._seconds = Histogram(
            "crmurl_event_seconds",
            "Time from request to ack",
            ("kind",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._verdicts = Counter(
            "crmurl_verdicts", "Diagnoses answered", ("verdict",), registry=self.registry
        )
        self._turned_away = Counter(
            "crmurl_turned_away", "Requests refused at the door", ("why",), registry=self.registry
        )
        self._posts = Gauge(
            "crmurl_posts", "Posts since the start by outcome", ("outcome",), registry=self.registry
        )
        self._queue = Gauge("crmurl_queue", "Work begun and not ended", registry=self.registry)
        self._spool = Gauge(
            "crmurl_spool", "Orders on the local disk", ("state",), registry=self.registry
        )
        self._connected = Gauge("crmurl_ready", "1 when ready", ("part",), registry=self.registry)

    def took(self, kind: str, seconds: float, *, taken: bool) -> None:
        """Count a request from Slack and the time until it was acked."""
        self._events.labels(kind, "yes" if taken else "no").inc()
        self._seconds.labels(kind).observe(seconds)

    def answered(self, verdict: str) -> None:
        """Count a diagnosis that was handed over to be answered."""
        self._verdicts.labels(verdict).inc()

    def turned_away(self, why: str) -> None:
        """Count a request refused at the door."""
        self._turned_away.labels(why).inc()

    def posts(self, outcomes: Mapping[str, int]) -> None:
        """Note how posts ended so far."""
        for outcome, number in outcomes.items():
            self._posts.labels(outcome).set(number)

    def queue(self, number: int) -> None:
        """Note how much work is begun and not ended."""
        self._queue.set(number)

    def spool(self, waiting: int, aside: int) -> None:
        """Note how many orders wait for the database, and how many nobody could read."""
        self._spool.labels("waiting").set(waiting)
        self._spool.labels("aside").set(aside)

    def ready(self, parts: Mapping[str, bool]) -> None:
        """Note which parts are ready."""
        for part, is_ready in parts.items():
            self._connected.labels(part).set(is_ready)

    def page(self) -> bytes:
        """Give everything in Prometheus' text format."""
        return generate_latest(self.registry)
