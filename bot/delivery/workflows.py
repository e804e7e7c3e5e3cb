"""Names the work for the engine, and keeps at it until it is done or can never be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import SQLAlchemyError
from structlog.contextvars import bind_contextvars

from bot.delivery.engine import NotDurableError, durable
from bot.delivery.orders import place_as_json, place_from, reply_from, saying_from
from bot.delivery.posting import RefusedError
from bot.delivery.timing import Timing
from bot.delivery.works import Hands, NotYetError
from bot.slack_calls import Outcome, error_of, outcome_of, wait_of
from handlers.desk import Place

Kept = dict[str, Any]
HOUR_S = 3_600.0
DAY_S = 24 * HOUR_S
SOON_S = 0.5  # between looks for the first answer, which normally stands within a tenth of this
SOON_TIMES = 20  # after that Slack is away, and it is looked for as seldom as anything else
GIVE_UP = 20  # surprises in a row before work is ended as failed, which raises the alarm
EXPECTED = (
    NotDurableError,
    SlackClientError,
    aiohttp.ClientError,
    SQLAlchemyError,
    OSError,
    TimeoutError,
)
log = logging.getLogger(__name__)
_open: list[Hands] = []


class GivenUpError(Exception):
    """Work met one surprise after the other; the text is the kind of the last."""


def give_hands(hands: Hands | None) -> None:
    """Say who does the work of this process; None when it closes."""
    _open[:] = [hands] if hands else []


@durable
async def answer(place: Kept, poster: str, reply: Kept) -> None:
    """Post the one answer to a message."""
    at = place_from(place)
    await _until_done(at, lambda hands: hands.answer(at, poster, reply_from(reply)))
    await _until_done(at, lambda hands: _plan(hands, at))


@durable
async def go_on(place: Kept, opened_by: Kept, choice: str | None) -> None:
    """Complete the answer of a thread."""
    at, first = place_from(place), place_from(opened_by)
    await _until_done(first, lambda hands: hands.go_on(at, first, choice))


@durable
async def read_later(place: Kept, poster: str, must_answer: bool) -> None:
    """Read a message with its files, then answer."""
    at = place_from(place)
    await _until_done(at, lambda hands: hands.read_later(at, poster, must_answer=must_answer))
    await _until_done(at, lambda hands: _plan(hands, at))


@durable
async def revise(place: Kept, reply: Kept, said: Kept, edited: str = "") -> None:
    """Update the one answer in place."""
    at, answer, saying = place_from(place), reply_from(reply), saying_from(said)
    await _until_done(at, lambda hands: hands.revise(at, answer, saying, edited))


@durable
async def remind(place: Kept) -> None:
    """Ask once more."""
    at = place_from(place)
    await _until_done(at, lambda hands: hands.remind(at))


@durable
async def expire(place: Kept) -> None:
    """Close a case that nobody came back to."""
    at = place_from(place)
    await _until_done(at, lambda hands: hands.expire(at))


@durable
async def forget(team: str, before: float) -> None:
    """Delete what was kept for a workspace before that time."""
    await _until_done(None, lambda hands: hands.forget(team, before))


async def _plan(hands: Hands, place: Place) -> None:
    """Have the reminder and the end of an open case come by themselves."""
    if await hands.cases.revision(place) < 0:
        return
    plan = (
        (remind, hands.followups.remind_hours * HOUR_S),
        (expire, hands.followups.expire_days * DAY_S),
    )
    for work, delay in plan:
        if delay:
            work_id = f"{work.__name__}:{place.key}"
            await hands.engine.submit(work_id, work, place_as_json(place), delay=delay)


async def _until_done(place: Place | None, act: Callable[[Hands], Awaitable[None]]) -> None:
    surprises = looks = failures = 0
    bind_contextvars(case=place.key if place else None)
    while True:
        hands = _open[0]
        try:
            await act(hands)
            return log.info("work done")
        except NotYetError:
            looks += 1
            wait = SOON_S if looks <= SOON_TIMES else hands.poster.timing.retry
        except RefusedError as refused:
            return await _end(hands, place, str(refused))
        except EXPECTED as problem:
            if isinstance(problem, SlackApiError) and outcome_of(problem) is Outcome.FINAL:
                return await _end(hands, place, error_of(problem))
            log.warning("work waits: %s", type(problem).__name__)
            failures += 1
            wait = _named_wait(problem) or _wait(hands.poster.timing, failures)
        except Exception as problem:
            surprises += 1
            log.exception("work went wrong, attempt %d", surprises)
            if surprises >= GIVE_UP:
                await _end(hands, place, type(problem).__name__)
                # The engine keeps what it is told, and the words of the problem may quote a person.
                raise GivenUpError(type(problem).__name__) from None
            wait = _wait(hands.poster.timing, surprises)
        await asyncio.sleep(wait)


def _wait(timing: Timing, failures: int) -> float:
    """Seconds to the next try: most failures are gone at once, the others last."""
    return timing.again if failures == 1 else timing.retry


async def _end(hands: Hands, place: Place | None, word: str) -> None:
    log.warning("work ended: %s", word)
    if place is not None:
        await hands.cases.close(place, word)


def _named_wait(problem: Exception) -> float:
    if isinstance(problem, SlackApiError) and outcome_of(problem) is Outcome.LATER:
        return wait_of(problem)
    return 0.0
