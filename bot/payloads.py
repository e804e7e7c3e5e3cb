"""Reads the body of a request from Slack: JSON for events, a form for everything else."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.door import MalformedError

MOST_FIELDS = 100  # a slash command has about fifteen
FORM = "application/x-www-form-urlencoded"
NO_TEXT = "not UTF-8"
NO_JSON = "not JSON"
NO_OBJECT = "not an object"
NO_FORM = "not a form"


def read_payload(raw: bytes, content_type: str) -> dict[str, Any]:
    """Give the payload of a verified request; raises MalformedError without quoting it."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as problem:
        raise MalformedError(NO_TEXT) from problem
    if content_type != FORM:
        return _object(text)
    fields = _fields(text)
    payload = fields.get("payload")
    return fields if payload is None else _object(payload)


def _fields(text: str) -> dict[str, Any]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as problem:
        raise MalformedError(NO_FORM) from problem


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise MalformedError(NO_JSON) from problem
    if not isinstance(found, dict):
        raise MalformedError(NO_OBJECT)
    return found
