"""Only what Slack signed gets in, and nothing anybody sends makes the intake stumble."""

import asyncio
import gzip
import json
import logging
import time
from io import BytesIO
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.intake import BODY_LIMIT, Intake, open_site
from bot.limits import KNOCKS, Knocks
from bot.metrics import Metrics
from bot.playground.request_url import FORM_TYPE, JSON_TYPE, sign, signed_headers
from bot.signature import CLOCK_S, Signature
from tests.bot.conftest import door_for, message
from tests.bot.test_the_whole_way import PASTE
from tests.fakes import FakeDesk

SECRET = "shh"
SECRET_TEXT = "hunter2-in-the-body"


class BrokenDesk(FakeDesk):
    """A desk whose store is away."""

    async def answer(self, *_arguments: object) -> None:
        raise OSError(SECRET_TEXT)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def site(desk, library, metrics):
    """A client of an intake with the real listeners behind it."""
    door = door_for(desk, library, metrics)
    intake = Intake(door, Signature(SECRET.encode()), metrics)
    async with (
        open_site(intake.routes(), "127.0.0.1", 0) as (host, port),
        ClientSession(f"http://{host}:{port}") as session,
    ):
        yield session


async def send(site: ClientSession, body: bytes, content_type: str = JSON_TYPE, **more: str):
    """Send a signed request, some headers of it replaced."""
    headers = signed_headers(SECRET, body, content_type) | more
    async with site.post("/slack/events", data=body, headers=headers) as response:
        return response.status, await response.text()


def as_json(payload: object) -> bytes:
    return json.dumps(payload).encode()


async def test_a_signed_paste_reaches_the_desk(site, desk):
    assert await send(site, as_json(message(PASTE))) == (200, "")
    assert desk.names == ["answer"]


async def test_the_address_is_verified_without_any_listener(site):
    body = as_json({"type": "url_verification", "challenge": "abc", "token": "x"})
    status, told = await send(site, body)
    assert (status, json.loads(told)) == (200, {"challenge": "abc"})


async def test_slacks_ssl_check_is_answered(site):
    body = urlencode({"ssl_check": "1", "token": "x"}).encode()
    assert await send(site, body, FORM_TYPE) == (200, "")


async def test_a_command_comes_as_a_form_and_is_answered_in_the_response(site):
    form = {"command": "/crmurl", "text": "help", "team_id": "T1", "user_id": "U1"}
    status, told = await send(site, urlencode(form).encode(), FORM_TYPE)
    assert status == 200
    assert "corrects a CRM address" in json.loads(told)["text"]


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "team_id": "T1", "event": {"type": "never_heard_of"}},
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1},
        message("edited", subtype="message_deleted"),
        message("from a bot", bot_id="B9"),
    ],
    ids=["an event nobody listens to", "events held back", "a deletion", "another bot"],
)
async def test_what_the_bot_has_no_use_for_is_acked_all_the_same(body, site, desk):
    assert (await send(site, as_json(body)))[0] == 200
    assert desk.names == []


async def test_a_retry_is_not_dropped_for_being_one(site, desk):
    more = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await send(site, as_json(message(PASTE)), **more))[0] == 200
    assert desk.names == ["answer"]


@pytest.mark.parametrize("desk", [BrokenDesk()])
async def test_a_listener_that_fails_gives_500_so_that_slack_delivers_again(site, caplog):
    status, told = await send(site, as_json(message(f"{PASTE} {SECRET_TEXT}")))
    assert (status, told) == (500, "")
    assert "Slack will bring it again" in caplog.text


def headers_of(case: str, body: bytes) -> dict[str, str]:
    """Give the headers of a request that Slack did not send."""
    good = signed_headers(SECRET, body)
    stamp, mark = "X-Slack-Request-Timestamp", "X-Slack-Signature"
    late, early = (str(int(time.time()) + off) for off in (-CLOCK_S - 5, CLOCK_S + 5))
    return {
        "nothing": {},
        "no signature": {stamp: good[stamp]},
        "no timestamp": {mark: good[mark]},
        "no number": good | {stamp: "abc"},
        "a foreign digit": good | {stamp: "١٢٣"},
        "a huge number": good | {stamp: "9" * 5000},
        "another secret": signed_headers("other", body),
        "another body": signed_headers(SECRET, body + b" "),
        "no hex": good | {mark: "v0=ü"},
        "another version": good | {mark: good[mark].replace("v0", "v1")},
        "stale": good | {stamp: late, mark: sign(SECRET, late, body)},
        "from the future": good | {stamp: early, mark: sign(SECRET, early, body)},
    }[case]


FORGERIES = [
    "nothing",
    "no signature",
    "no timestamp",
    "no number",
    "a foreign digit",
    "a huge number",
    "another secret",
    "another body",
    "no hex",
    "another version",
    "stale",
    "from the future",
]


@pytest.mark.parametrize("case", FORGERIES)
async def test_what_slack_did_not_sign_gets_401_and_reaches_nobody(case, site, desk, caplog):
    caplog.set_level(logging.DEBUG)
    body = as_json(message(PASTE + SECRET_TEXT))
    async with site.post("/slack/events", data=body, headers=headers_of(case, body)) as response:
        assert response.status in (400, 401)
    assert desk.names == []
    assert SECRET_TEXT not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_stranger_who_knocks_too_often_gets_429_and_slack_is_still_let_in(site, desk):
    statuses = []
    for _ in range(KNOCKS + 2):
        async with site.post("/slack/events", data=b"junk") as response:
            statuses.append(response.status)
    assert statuses == [401] * KNOCKS + [429, 429]
    assert (await send(site, as_json(message(PASTE))))[0] == 200
    assert desk.names == ["answer"]


def test_knocks_are_counted_by_address_and_forgotten_after_a_minute():
    at = [0.0]
    knocks = Knocks(now=lambda: at[0])
    assert not any(knocks.too_many("1.2.3.4") for _ in range(KNOCKS))
    assert knocks.too_many("1.2.3.4")
    assert not knocks.too_many("5.6.7.8")
    at[0] = 61.0
    assert not knocks.too_many("1.2.3.4")


async def test_the_largest_edit_slack_sends_is_read_and_more_is_not(site):
    long = "ä" * 40_000
    body = as_json({**message(long), "event": {"type": "other", "four times": [long] * 4}})
    assert (await send(site, body))[0] == 200
    headers = signed_headers(SECRET, b"")
    async with site.post(
        "/slack/events", data=BytesIO(b" " * (BODY_LIMIT + 1)), headers=headers
    ) as response:
        assert response.status == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/slack/events", 405),
        ("GET", "/", 404),
        ("GET", "/slack/install", 404),
        ("GET", "/slack/oauth_redirect", 404),
        ("GET", "/../../etc/passwd", 404),
    ],
)
async def test_there_is_no_other_address_and_every_answer_is_safe(method, path, status, site):
    async with site.request(method, path) as response:
        assert response.status == status
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Server"] == "crmurl"


BROKEN = {
    "no HTTP at all": b"GET SECRET\r\n\r\n",
    "TLS on a plain port": b"\x16\x03\x01SECRET\r\n\r\n",
    "a line without end": b"GET /%b HTTP/1.1\r\n\r\n" % (b"SECRET" * 5_000),
    "bytes for a type": b"%bContent-Type: \xff/\x01;;=SECRET\r\n\r\n",
    "a chunk that is none": b"%bTransfer-Encoding: chunked\r\n\r\nZZSECRET\r\n",
    "junk that claims to be packed": b"%bContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nSECRET",
    "a packed bomb": b"%bContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b",
}


@pytest.mark.parametrize("case", BROKEN)
async def test_broken_http_is_turned_away_without_a_traceback_or_its_bytes(case, site, caplog):
    start = b"POST /slack/events HTTP/1.1\r\nHost: x\r\n"
    start += b"X-Slack-Request-Timestamp: %d\r\nX-Slack-Signature: v0=0\r\n" % time.time()
    bomb = gzip.compress(b" " * (BODY_LIMIT + 1))
    sent = BROKEN[case]
    fill = {0: (), 1: (start,), 3: (start, len(bomb), bomb)}[sent.count(b"%b") + sent.count(b"%d")]
    reader, writer = await asyncio.open_connection(site._base_url.host, site._base_url.port)
    writer.write(sent % fill if fill else sent)
    status = (await reader.readline()).split(b" ")[1]
    writer.close()
    assert status.startswith(b"4")
    assert "SECRET" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


WORDS = st.sampled_from(
    (
        *("type", "subtype", "event", "team_id", "team", "user", "user_id", "channel", "item"),
        *("enterprise", "authorizations", "message", "previous_message", "text", "blocks", "ts"),
        *("thread_ts", "view", "actions", "payload", "command", "response_urls", "files", "id"),
        *("is_ext_shared_channel", "edited", "tokens", "bot_id", "state", "values", "callback_id"),
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)
EVENTS = st.builds(
    lambda kind, event, more: {"type": kind, "team_id": "T1", "event": event} | more,
    st.sampled_from(["event_callback", "block_actions", "view_submission", "shortcut"]),
    st.dictionaries(WORDS, JSON, max_size=6).map(lambda event: {"type": "message"} | event),
    st.dictionaries(WORDS, JSON, max_size=3),
)
BODIES = st.one_of(
    st.binary(max_size=200),
    (JSON | EVENTS).map(as_json),
    EVENTS.map(lambda body: as_json(body)[:-3]),
    EVENTS.map(lambda body: urlencode({"payload": json.dumps(body)}).encode()),
    st.dictionaries(WORDS, st.text(max_size=5)).map(lambda form: urlencode(form).encode()),
)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=BODIES, content_type=st.sampled_from([JSON_TYPE, FORM_TYPE, "text/plain", "x"]))
@example(body=b"[" * 100_000, content_type=JSON_TYPE)
@example(body=b"[]", content_type=JSON_TYPE)
@example(body=b'{"event": []}', content_type=JSON_TYPE)
@example(body=b'{"user": 1}', content_type=JSON_TYPE)
@example(body=b'{"n": 1%s}' % (b"0" * 5000), content_type=JSON_TYPE)
@example(body=b"payload=null", content_type=FORM_TYPE)
@example(body=b"a=1&" * 200, content_type=FORM_TYPE)
@example(body=b"\xff\xfe", content_type=JSON_TYPE)
async def test_signed_junk_never_gives_a_server_error_or_a_traceback(
    body, content_type, site, caplog
):
    caplog.set_level(logging.INFO)
    caplog.clear()
    status, _ = await send(site, body, content_type)
    assert status < 500
    assert all(record.exc_info is None for record in caplog.records), caplog.text
