"""Names the event that is being taken, so that one which was done is known when it comes again."""

from collections.abc import Mapping
from contextvars import ContextVar
from hashlib import blake2s
from typing import Any

from handlers.posted import read_edited, read_posted

LONGEST_ID = 64  # characters; Slack's own are 11
# Enough to tell two texts of one message apart, too little to guess a text from.
TEXT_BYTES = 3
# What this task is taking; set for every event, looked at only by those that lead to work.
delivered: ContextVar[Mapping[str, Any] | None] = ContextVar("delivered", default=None)


def marks() -> tuple[str, ...]:
    """What the event being taken is known by: its id, and its message together with its text.

    Empty for what is no event, such as a click. The two events of one mention share a mark.
    """
    body = delivered.get()
    if body is None:
        return ()
    event_id = body.get("event_id")
    ids = (event_id,) if isinstance(event_id, str) and 0 < len(event_id) <= LONGEST_ID else ()
    return (*ids, *_mark_of_message(body))


def _mark_of_message(body: Mapping[str, Any]) -> tuple[str, ...]:
    edited = read_edited(body)
    posted = edited.posted if edited else read_posted(body)
    if posted is None:
        return ()
    digest = blake2s(posted.text.encode("utf-8", "replace"), digest_size=TEXT_BYTES).hexdigest()
    return (f"{posted.place.key}:{edited.at if edited else ''}:{digest}"[:160],)
