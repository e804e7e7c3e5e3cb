"""The log is JSON off a terminal, follows a case, and never holds a token or what was pasted."""

import io
import json
import logging

import pytest
import structlog

from bot.logs import follow, set_up_logs
from tests.bot.conftest import message


@pytest.fixture
def written():
    """Send the log into memory, and put logging back as it was."""
    root = logging.root
    before = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("info", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.contextvars.clear_contextvars()
    root.handlers[:], level = before
    root.setLevel(level)


def test_a_line_names_the_case_it_belongs_to(written):
    follow(message("secret words", ts="1700000000.000100"))
    logging.getLogger("bot.any").info("taken")
    (line,) = written()
    assert line["case"] == "T1:C1:1700000000.000100"
    assert line["event"] == "taken"
    assert line["level"] == "info"


@pytest.mark.parametrize(
    "body", [{}, {"event": None}, {"event": {"ts": 1}}, {"command": "/crmurl"}], ids=str
)
def test_what_has_no_case_does_not_inherit_the_last_one(body, written):
    follow(message("first"))
    follow(body)
    logging.getLogger("bot.any").info("taken")
    assert "case" not in written()[0]


@pytest.mark.parametrize(
    "secret",
    ["xoxb-123-abc", "xapp-1-A-2-f", "xoxe.xoxb-1-Mi0yL", "xoxe-1-abc", "wss://h/?ticket=abc&x=1"],
)
def test_whatever_looks_like_a_token_is_blanked_out(secret, written):
    logging.getLogger("bot.any").warning("refused: %s", secret)
    assert "abc" not in str(written())
    assert "***" in written()[0]["event"]


def test_an_exception_is_told_by_kind_and_place_and_not_by_its_words(written):
    try:
        int("what somebody pasted")
    except ValueError:
        logging.getLogger("bot.any").exception("went wrong")
    (line,) = written()
    assert line["exception"] == "ValueError"
    assert line["at"][-1].startswith("test_logs.py:")
    assert "pasted" not in str(line)


@pytest.mark.parametrize("name", ["slack_sdk.web", "aiohttp.access", "sqlalchemy.engine"])
def test_libraries_that_log_whole_payloads_are_kept_quiet(name, written):
    logging.getLogger(name).info("body: what somebody pasted")
    assert written() == []


def test_on_a_terminal_it_is_readable():
    root = logging.root
    before = root.handlers[:], root.level

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    set_up_logs("info", stream)
    logging.getLogger("bot.any").info("taken")
    root.handlers[:], level = before
    root.setLevel(level)
    assert "taken" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
