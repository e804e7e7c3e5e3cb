"""Keeps a stranger who knocks too often from filling the log or the processor."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

# A person setting the app up knocks a few times; a scanner a few thousand.
KNOCKS = 20
EVERY_S = 60.0
MOST_ADDRESSES = 10_000  # remembered at once; beyond it the memory starts anew


@dataclass(slots=True)
class Knocks:
    """Counts unauthenticated requests by address; what Slack signed is never counted."""

    now: Callable[[], float] = time.monotonic
    _since: float = 0.0
    _counts: dict[str, int] = field(default_factory=dict)

    def too_many(self, address: str) -> bool:
        """Count one knock, and say whether this address has had its share of the minute."""
        now = self.now()
        if now - self._since >= EVERY_S or len(self._counts) >= MOST_ADDRESSES:
            self._counts.clear()
            self._since = now
        count = self._counts.get(address, 0) + 1
        self._counts[address] = count
        return count > KNOCKS
