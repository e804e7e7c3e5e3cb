"""Writes the log: readable on a terminal, JSON lines elsewhere, never a token or a pasted text."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars, merge_contextvars

Entry = MutableMapping[str, Any]
SECRET = re.compile(r"\b(xox[a-z]|xapp|xoxe\.xox[a-z])-[\w.-]+|(?<=ticket=)[^&\s'\"]+")
CASE = re.compile(r"[A-Z0-9]{1,20}:[A-Z0-9]{1,20}:\d{1,12}\.\d{1,8}")
HIDDEN = "***"
# At lower levels these write whole payloads: what people pasted, and tokens.
QUIET = {
    "slack_sdk": logging.ERROR,
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "markdown_it": logging.WARNING,  # a megabyte about our own articles
    "dbos": logging.ERROR,
}


def set_up_logs(level: str, stream: TextIO | None = None) -> None:
    """Send all logging of this process to one stream, standard error by default."""
    stream = stream or sys.stderr
    shared: list[Any] = [
        merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        frames_only,
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                hide_secrets,
                _drawn_for(stream),
            ],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level.upper())
    for name, at_least in QUIET.items():
        logging.getLogger(name).setLevel(max(at_least, logging.root.level))


def take_over(name: str, level: int) -> None:
    """Have a library write through our log that would print lines of its own beside it."""
    library = logging.getLogger(name)
    library.handlers[:] = [logging.NullHandler()]  # an empty list it would fill by itself
    library.propagate = True
    library.setLevel(level)


def follow(body: Mapping[str, Any]) -> None:
    """Name the case in every line logged from here on in this task, by team, channel and ts."""
    clear_contextvars()
    event = body.get("event")
    if isinstance(event, dict):
        case = f"{body.get('team_id')}:{event.get('channel')}:{event.get('ts')}"
        if CASE.fullmatch(case):
            bind_contextvars(case=case)


def frames_only(_logger: object, _method: str, entry: Entry) -> Entry:
    """Keep of an exception its kind and where it was raised; its message may quote a person."""
    told = entry.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    problem = told[1] if isinstance(told, tuple) else told
    if isinstance(problem, BaseException):
        entry["exception"] = type(problem).__name__
        entry["at"] = _frames(problem)
    return entry


def hide_secrets(_logger: object, _method: str, entry: Entry) -> Entry:
    """Blank out whatever looks like a Slack token, wherever it stands."""
    for key, value in entry.items():
        if isinstance(value, str):
            entry[key] = SECRET.sub(HIDDEN, value)
    return entry


def _frames(problem: BaseException) -> list[str]:
    frames = []
    trace = problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames


def _drawn_for(stream: TextIO) -> Any:  # noqa: ANN401 (structlog's own type for a renderer)
    if stream.isatty():
        return structlog.dev.ConsoleRenderer()
    return structlog.processors.JSONRenderer(sort_keys=True)
