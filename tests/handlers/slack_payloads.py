"""What Slack sends, cut down to the fields that its documentation promises."""

from typing import Any

from tests.fakes import TEAM

CHANNEL, POSTER, HELPER = "C1", "U1", "U2"


def event(**fields: Any) -> dict[str, Any]:
    """Wrap an event as the Events API does."""
    return {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": fields}


def message(text: str, /, ts: str = "100.1", **fields: Any) -> dict[str, Any]:
    """Give a message event of the poster."""
    given = {"type": "message", "channel": CHANNEL, "user": POSTER, "ts": ts, "text": text}
    return event(**{"channel_type": "channel", **given, **fields})


def edit(before: str, after: str, ts: str = "100.1", **fields: Any) -> dict[str, Any]:
    """Give the event of a message that was changed."""
    common = {"type": "message", "user": POSTER, "ts": ts, **fields}
    return event(
        type="message",
        subtype="message_changed",
        channel=CHANNEL,
        ts="200.0",
        message={**common, "text": after, "edited": {"user": POSTER, "ts": "199.0"}},
        previous_message={**common, "text": before},
    )


def click(action: str, value: str, ts: str = "100.9", **fields: Any) -> dict[str, Any]:
    """Give the clicking of a button below a threaded answer."""
    given = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": POSTER, "team_id": TEAM},
        "channel": {"id": CHANNEL},
        "message": {"ts": ts, "thread_ts": "100.1"},
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}],
        "response_url": "https://hooks.invalid/1",
    }
    return {**given, **fields}


def command(text: str) -> dict[str, Any]:
    """Give `/crmurl` with what was typed behind it."""
    return {
        "command": "/crmurl",
        "text": text,
        "team_id": TEAM,
        "user_id": POSTER,
        "channel_id": CHANNEL,
        "trigger_id": "1.2.abc",
        "response_url": "https://hooks.invalid/2",
    }


def submission(**values: dict[str, Any]) -> dict[str, Any]:
    """Give the form, sent off with these fields."""
    state = {"values": {block: {"value": element} for block, element in values.items()}}
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": POSTER},
        "view": {"type": "modal", "callback_id": "crmurl.address_form", "state": state},
    }
