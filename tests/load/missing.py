"""Tells of each message that got no reply how far the bot had come with it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from bot.playground.messages import Message
from bot.playground.workspace import TEAM

# What is asked of the bot's two files about one message; the names are those of the schema.
ASKED = {
    "case": ("crmurl.db", "select closed, word, revision from cases where key = ?", ""),
    "post": ("crmurl.db", "select state, attempt from posts where work = ?", "answer:"),
    "work": (
        "crmurl.work.db",
        "select status, executor_id, recovery_attempts from workflow_status"
        " where workflow_uuid = ?",
        "answer:",
    ),
}


def without_reply(problems: Mapping[str, int], messages: Iterable[Message]) -> list[str]:
    """Give the keys of the problems in whose threads nothing else stands."""
    answered = {
        _key(message.channel.id, message.thread_ts) for message in messages if message.is_reply
    }
    return [key for key in problems if key not in answered]


def stories(missing: list[str], acks: Mapping[str, int], folder: Path) -> Iterator[str]:
    """Tell of each what Slack was answered, and what the case, the post and the work say."""
    for key in missing:
        told = [f"{what} {_found(folder, what, key)}" for what in ASKED]
        yield f"no reply: {key}, answered {acks[key]}, " + ", ".join(told)


def _key(channel: str, ts: str) -> str:
    return f"{TEAM}:{channel}:{ts}"


def _found(folder: Path, what: str, key: str) -> str:
    name, question, prefix = ASKED[what]
    with closing(sqlite3.connect(f"file:{folder / name}?mode=ro", uri=True)) as file:
        row = file.execute(question, (prefix + key,)).fetchone()
    return "absent" if row is None else "/".join(map(str, row))
