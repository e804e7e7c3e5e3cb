"""Reads a message as Slack delivers it, and takes only what the bot needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.desk import Place
from handlers.slack_text import spoken

# Joins, topics, reminders and the like are said by nobody.
_SPOKEN_BY_PEOPLE = (None, "file_share", "thread_broadcast", "me_message")
# `text/plain`, but also a log that Slack calls by its ending; `check_file_info` hides all else.
_TEXT_KINDS = frozenset(
    ("text", "log", "xml", "json", "csv", "markdown", "post", "javascript", "csharp", "powershell")
)
_TEXT_ENDINGS = (".log", ".txt", ".trace", ".err", ".out", ".xml", ".json", ".csv")


@dataclass(frozen=True, slots=True)
class Posted:
    """A message somebody posted, its text made plain."""

    place: Place
    user: str
    text: str
    has_text_file: bool
    direct: bool  # in a direct message with the bot alone


@dataclass(frozen=True, slots=True)
class Edited:
    """A message whose text was really changed, as it reads now."""

    posted: Posted
    at: str  # ts of the edit


def read_posted(body: Mapping[str, Any]) -> Posted | None:
    """Give the message of an event, or None when no person posted one there."""
    event = body.get("event")
    if not isinstance(event, dict) or event.get("bot_id"):
        return None
    if event.get("subtype") not in _SPOKEN_BY_PEOPLE:
        return None
    return _posted(body, event.get("channel"), event, event.get("channel_type"))


def read_edited(body: Mapping[str, Any]) -> Edited | None:
    """Give an edited message; a link that Slack unfolded below it is no edit."""
    event = body.get("event")
    if not isinstance(event, dict) or event.get("subtype") != "message_changed":
        return None
    now, before = event.get("message"), event.get("previous_message")
    if not isinstance(now, dict) or now.get("bot_id") or not isinstance(before, dict):
        return None
    if now.get("subtype") not in _SPOKEN_BY_PEOPLE:
        return None
    posted = _posted(body, event.get("channel"), now, event.get("channel_type"))
    if posted is None or posted.text == spoken({**before, "attachments": now.get("attachments")}):
        return None
    return Edited(posted, _edited_at(event, now))


def installed_team(body: Mapping[str, Any]) -> str:
    """Give the workspace that installed the bot, as Bolt does when it looks for the token.

    In a channel shared between companies `team_id` may be the other company's
    (https://docs.slack.dev/apis/events-api#authorizations).
    """
    given = body.get("authorizations")
    first = given[0] if isinstance(given, list) and given else None
    own = first.get("team_id") if isinstance(first, dict) else None
    for team in (own, body.get("context_team_id"), body.get("team_id")):
        if isinstance(team, str) and team:
            return team
    return ""


def _edited_at(event: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    edited = now.get("edited")
    at = edited.get("ts") if isinstance(edited, dict) else event.get("ts")
    return at if isinstance(at, str) else ""


def _posted(
    body: Mapping[str, Any], channel: object, message: Mapping[str, Any], channel_type: object
) -> Posted | None:
    team, user, ts = installed_team(body), message.get("user"), message.get("ts")
    for needed in (team, channel, user, ts):
        if not isinstance(needed, str) or not needed:
            return None
    thread = message.get("thread_ts")
    place = Place(
        team=str(team),
        channel=str(channel),
        ts=str(ts),
        thread_ts=thread if isinstance(thread, str) and thread else str(ts),
        external=body.get("is_ext_shared_channel") is True,
    )
    files = message.get("files")
    return Posted(
        place=place,
        user=str(user),
        text=spoken(message),
        has_text_file=isinstance(files, list) and any(map(_is_text, files)),
        direct=channel_type == "im",
    )


def _is_text(file: object) -> bool:
    if not isinstance(file, dict):
        return False
    if file.get("mode") == "snippet" or file.get("file_access") == "check_file_info":
        return True
    name = file.get("name")
    return (
        str(file.get("mimetype") or "").startswith("text/")
        or file.get("filetype") in _TEXT_KINDS
        or (isinstance(name, str) and name.lower().endswith(_TEXT_ENDINGS))
    )
