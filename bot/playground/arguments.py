"""Reads single arguments of a Web API call, as forgiving of their form as Slack is."""

import json

from bot.playground.accounts import RefusedError
from bot.playground.messages import Json, JsonValue

TRUE = {True, "true", "1", "True"}


def needed(arguments: Json, *names: str) -> tuple[JsonValue, ...]:
    """Give the named arguments; raises RefusedError with Slack's words when one is missing."""
    missing = [name for name in names if arguments.get(name) in (None, "")]
    if missing:
        messages = [f"[ERROR] missing required field: {name}" for name in missing]
        raise RefusedError("invalid_arguments", response_metadata={"messages": messages})
    return tuple(arguments[name] for name in names)


def structure(arguments: Json, name: str, error: str) -> JsonValue:
    """Give an argument that is JSON, or JSON in a string; None when absent."""
    value = arguments.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        raise RefusedError(error) from None


def flag(arguments: Json, name: str) -> bool:
    """Give a yes or no."""
    return arguments.get(name) in TRUE


def number(arguments: Json, name: str, default: int) -> int:
    """Give a whole number."""
    try:
        return int(arguments.get(name) or default)
    except ValueError:
        raise RefusedError("invalid_arguments") from None
