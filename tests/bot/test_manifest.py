"""The manifest and the listeners say the same; the scopes are the least that serve them."""

from pathlib import Path

import pytest
import yaml

from bot import __file__ as bot_package
from handlers import register
from knowledge.library import BUILT_IN, open_library
from tests.fakes import FakeDesk, ListenerBook

MANIFEST = yaml.safe_load((Path(bot_package).parent / "manifest.yaml").read_text(encoding="utf-8"))
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_uninstalled": None,
    "tokens_revoked": None,
}
SCOPE_OF_CALL = {
    "chat.postMessage and chat.update": "chat:write",
    "reading a dropped text file": "files:read",
    "the slash command": "commands",
}


@pytest.fixture(scope="module")
def book() -> ListenerBook:
    """Everything the bot listens to."""
    book = ListenerBook()
    register(book, FakeDesk(), open_library([BUILT_IN]), lambda: None)
    return book


def test_the_events_are_those_that_listeners_hear(book):
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in events} == book.names("event")


def test_the_events_are_those_that_scopes_are_asked_for():
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(SCOPE_OF_EVENT)


def test_the_commands_are_those_that_listeners_hear(book):
    commands = MANIFEST["features"]["slash_commands"]
    assert {command["command"] for command in commands} == book.names("command")


def test_the_busiest_listener_is_asked_first(book):
    listeners = [entry for entry in book.heard if entry[0] != "use"]
    assert listeners[0] == ("event", "message")


def test_the_scopes_are_those_needed_and_no_more():
    needed = {scope for scope in SCOPE_OF_EVENT.values() if scope} | set(SCOPE_OF_CALL.values())
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed
    assert "user" not in MANIFEST["oauth_config"]["scopes"]


def test_the_command_gets_its_text_as_typed():
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == "/crmurl"
    assert command["should_escape"] is False


SETTINGS = {
    "buttons and forms": ("interactivity", {"is_enabled": True}),
    "no public address needed": ("socket_mode_enabled", True),
}


@pytest.mark.parametrize(("name", "expected"), SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_are_on(name, expected):
    assert MANIFEST["settings"][name] == expected
