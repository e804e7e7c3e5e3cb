"""The manifest and the listeners say the same; the scopes are the least that serve them."""

from pathlib import Path

import pytest
import yaml

from bot import __file__ as bot_package

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


def test_every_event_is_one_that_a_listener_hears():
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(SCOPE_OF_EVENT)


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
