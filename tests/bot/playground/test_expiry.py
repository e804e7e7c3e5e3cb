"""What Slack lets expire expires here, by a clock that a test may set."""

from dataclasses import dataclass

import pytest

from bot.playground.accounts import RefusedError
from bot.playground.double import SlackDouble
from bot.playground.response_urls import ResponseUrlError
from bot.playground.workspace import GENERAL, YOU

MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "A"}, "blocks": []}


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    seconds: float = 1_800_000_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def slack(clock):
    return SlackDouble(now=clock).slack


def open_view(slack):
    trigger = slack.views.trigger(YOU.id)
    yield
    slack.views.open(trigger, MODAL)


def answer_by_url(slack):
    key = slack.response_urls.make(GENERAL.id, YOU.id).rpartition("/")[2]
    yield
    slack.response_urls.use(key)


def use_rotating_token(slack):
    slack.accounts.rotating = True
    granted = slack.accounts.exchange({"code": slack.accounts.code("T0NEW", "New")})
    yield
    slack.accounts.holder(granted["access_token"], app=False)


LIVES = {
    "a trigger, 3 s": (open_view, 3, "expired_trigger_id"),
    "a response_url, 30 min": (answer_by_url, 1801, "expired_url"),
    "a rotating token, 12 h": (use_rotating_token, 43_200, "token_expired"),
}


@pytest.mark.parametrize(("use", "seconds", "error"), LIVES.values(), ids=LIVES.keys())
async def test_it_is_good_until_its_time_is_over(slack, clock, use, seconds, error):
    in_time, too_late = use(slack), use(slack)
    next(in_time), next(too_late)
    clock.seconds += seconds - 2
    assert next(in_time, "done") == "done"
    clock.seconds += 2
    with pytest.raises((RefusedError, ResponseUrlError), match=error):
        next(too_late)


async def test_two_messages_of_one_moment_have_two_timestamps(slack):
    stamps = [slack.workspace.timestamps.next() for _ in range(3)]
    assert stamps == ["1800000000.000000", "1800000000.000001", "1800000000.000002"]
