"""A hundred thousand requests that Slack would not send: no 5xx, no traceback, no body in the log.

`python -m tests.chaos.junk [number] [seed]`; the last line counts; status 1 on any fault.
"""

import asyncio
import copy
import io
import json
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, TCPConnector

from bot.intake import BODY_LIMIT, Intake, open_site
from bot.logs import set_up_logs
from bot.metrics import Metrics
from bot.playground.request_url import FORM_TYPE, JSON_TYPE, sign, signed_headers
from bot.signature import CLOCK_S, Signature
from knowledge.library import BUILT_IN, open_library
from tests.bot.conftest import door_for, message
from tests.fakes import FakeDesk

NUMBER = 100_000
AT_ONCE = 8
SECRET = "shh"
MARK = "hunter2-pasted"  # stands in every body, and must never stand in the log
ODD: tuple[Any, ...] = (None, True, 0, -1, 1e308, "", MARK, "\ud800", [], [[]], {}, {"id": 1}, [{}])
Request = tuple[bytes, dict[str, str]]


def replayed(dice: random.Random) -> Request:
    """A good request, as somebody who listened in would send it again."""
    body = json.dumps(message(f"{MARK} {dice.randrange(20)}")).encode()
    return body, signed_headers(SECRET, body)


def forged(dice: random.Random) -> Request:
    """Signed with another secret, or changed after it was signed."""
    body, headers = replayed(dice)
    if dice.random() < 0.5:
        return body, signed_headers("other", body)
    spot = dice.randrange(len(body))
    return body[:spot] + dice.randbytes(3) + body[spot:], headers


def stale(dice: random.Random) -> Request:
    """Well signed, but long ago or in the future; or at no time at all."""
    body, headers = replayed(dice)
    off = dice.choice((-1, 1)) * dice.randint(CLOCK_S + 5, 10**9)
    stamp = dice.choice((str(int(time.time()) + off), "abc", "", "-1", "9" * 400))
    stamps = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": sign(SECRET, stamp, body)}
    return body, headers | stamps


def oversized(dice: random.Random) -> Request:
    """More than Slack ever sends, by a little."""
    body = (MARK * (BODY_LIMIT // len(MARK) + 1)).encode() + dice.randbytes(8)
    return body, signed_headers(SECRET, body[:100])


def malformed(dice: random.Random) -> Request:
    """Signed well, and wrong inside: values swapped for odd ones, bytes cut or changed."""
    payload = message(MARK, blocks=[], channel_type="im")
    payload["type"] = dice.choice(("event_callback", "block_actions", "view_submission", "x"))
    for _ in range(dice.randint(1, 4)):
        _swap(payload, dice)
    body, content_type = json.dumps(payload).encode(), JSON_TYPE
    if dice.random() < 0.3:
        body, content_type = urlencode({"payload": json.dumps(payload)}).encode(), FORM_TYPE
    if dice.random() < 0.3:
        spot = dice.randrange(len(body))
        body = body[:spot] + dice.randbytes(dice.randrange(4)) + body[spot + dice.randrange(9) :]
    return body, signed_headers(SECRET, body, content_type)


def _swap(payload: dict[str, Any], dice: random.Random) -> None:
    event = payload.get("event")
    inside = event if isinstance(event, dict) and dice.random() < 0.7 else payload
    names = (*inside, "view", "actions", "user", "team", "files", "thread_ts", "subtype", "message")
    inside[dice.choice(names)] = copy.deepcopy(dice.choice(ODD))


KINDS: dict[Callable[[random.Random], Request], int] = {
    replayed: 20,
    forged: 20,
    stale: 15,
    malformed: 44,
    oversized: 1,
}


async def knock(number: int, seed: int) -> Counter[int]:
    """Send that many requests to an intake with the real listeners, and count the statuses."""
    dice = random.Random(seed)  # noqa: S311 (a seed gives the same requests again)
    door = door_for(FakeDesk(), open_library([BUILT_IN]))
    intake = Intake(door, Signature(SECRET.encode()), Metrics())
    kinds = iter(dice.choices(tuple(KINDS), tuple(KINDS.values()), k=number))
    statuses: Counter[int] = Counter()

    async def send(session: ClientSession) -> None:
        for kind in kinds:
            body, headers = kind(dice)
            async with session.post("/slack/events", data=io.BytesIO(body), headers=headers) as got:
                statuses[got.status] += 1

    async with (
        open_site(intake.routes(), "127.0.0.1", 0) as (host, port),
        ClientSession(f"http://{host}:{port}", connector=TCPConnector()) as session,
    ):
        await asyncio.gather(*(send(session) for _ in range(AT_ONCE)))
    return statuses


def main() -> int:
    """Run, and print what came of it; 1 on any fault."""
    number, seed = (*map(int, sys.argv[1:]), *(NUMBER, 1)[len(sys.argv) - 1 :])
    log = io.StringIO()
    set_up_logs("debug", log)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    statuses = asyncio.run(knock(number, seed))
    written = log.getvalue()
    failed = sum(count for status, count in statuses.items() if status >= 500)
    traces, bodies = written.count('"exception"'), written.count(MARK)
    for status, count in sorted(statuses.items()):
        print(f"  {status}  {count:>7}")
    print(
        f"requests {sum(statuses.values())} 5xx {failed} tracebacks {traces} bodies-in-log {bodies}"
    )
    return 1 if failed or traces or bodies else 0


if __name__ == "__main__":
    sys.exit(main())
