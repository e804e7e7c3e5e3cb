"""Tells the double's time, and how long Slack waits before it delivers again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

Now = Callable[[], float]

ACK_WITHIN = 3.0  # seconds; docs.slack.dev, Events API, "Responding to events"
REDELIVER_AFTER = (0.0, 60.0, 300.0)  # the same page, "Retries"


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient the double is, in seconds."""

    ack_within: float = ACK_WITHIN
    redeliver_after: tuple[float, ...] = REDELIVER_AFTER

    def times(self, ratio: float) -> "Pace":
        """Give the same pace with every wait between deliveries multiplied by `ratio`."""
        return replace(self, redeliver_after=tuple(wait * ratio for wait in self.redeliver_after))


class Timestamps:
    """Mints message timestamps: strings of seconds and microseconds, each later than the last."""

    def __init__(self, now: Now = time.time) -> None:
        self._now = now
        self._last = 0

    def next(self) -> str:
        """Give a `ts` that no message has yet."""
        self._last = max(int(self._now() * 1_000_000), self._last + 1)
        seconds, micros = divmod(self._last, 1_000_000)
        return f"{seconds}.{micros:06d}"
