"""Reads what people pipe in: logs in any Unicode encoding, and JSON lines one at a time."""

import codecs
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from bot.cli import UsageError

# The longer marks first: UTF-32's begins with UTF-16's.
MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
STANDARD_INPUT: Final = "-"
UNREADABLE: Final = "{path}: cannot be read ({why})"
NO_JSON: Final = "no JSON ({why})"
NO_OBJECT: Final = "a line has to be a JSON object"


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One line of input; `error` tells why it is no JSON object."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


def decode(data: bytes) -> str:
    """Give text by its byte-order mark, else UTF-8; bad bytes are replaced."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    return data.decode("utf-8", errors="replace")


def read_text(path: str | None) -> str:
    """Read a whole file, or standard input for None and "-"; raises UsageError."""
    if path is None or path == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read())
    try:
        return decode(Path(path).read_bytes())
    except OSError as problem:
        raise UsageError(UNREADABLE.format(path=path, why=problem.strerror)) from None


def json_lines(stream: BinaryIO) -> Iterator[JsonLine]:
    """Read JSON objects line by line as they arrive; empty lines are passed over."""
    for number, text in enumerate(_text_lines(stream), 1):
        if text.strip():
            yield _json_line(number, text)


def _text_lines(stream: BinaryIO) -> Iterator[str]:
    first = stream.readline()
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from decode(first + stream.read()).splitlines()
        return
    yield decode(first)
    for line in stream:
        yield line.decode("utf-8", errors="replace")


def _json_line(number: int, text: str) -> JsonLine:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as problem:
        why = getattr(problem, "msg", "nested too deeply")
        return JsonLine(number, error=NO_JSON.format(why=why))
    if not isinstance(values, dict):
        return JsonLine(number, error=NO_OBJECT)
    return JsonLine(number, values)
