"""Tells requests that Slack signed from all others, before anything of them is read."""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TIMESTAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"
CLOCK_S = (
    300  # Slack's own limit for how old a request may be; docs.slack.dev, "Verifying requests"
)
LONGEST_TIMESTAMP = 12  # digits; seconds since 1970 have ten until the year 2286


@dataclass(frozen=True, slots=True)
class Signature:
    """Slack's v0 scheme: HMAC-SHA256 over version, time and raw body."""

    secret: bytes = field(repr=False)
    now: Callable[[], float] = time.time

    def is_timely(self, headers: Mapping[str, str]) -> bool:
        """Whether the request is signed at all and no older than the clocks allow."""
        stamp = headers.get(TIMESTAMP, "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= LONGEST_TIMESTAMP):
            return False
        return SIGNATURE in headers and abs(self.now() - int(stamp)) <= CLOCK_S

    def is_valid(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether Slack signed this very body at that time."""
        base = b"v0:%b:%b" % (headers[TIMESTAMP].encode(), body)
        expected = b"v0=" + hmac.new(self.secret, base, hashlib.sha256).hexdigest().encode()
        return hmac.compare_digest(expected, headers[SIGNATURE].encode(errors="replace"))
