"""`crmurl url`: corrects an address for people, and line by line for programs."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from bot.cli import UsageError
from bot.commands.findings import directory_at, finding_object
from bot.commands.lines import JsonLine, json_lines, read_text
from knowledge.directory import Directory
from knowledge.doctor import examine
from knowledge.finding import Finding, Status

NO_INPUT: Final = "nothing to correct: name an address, or give one on standard input"
TYPED_AND_LINES: Final = "--jsonl reads addresses from standard input, leave the typed one out"
NO_TYPED: Final = 'a line needs "typed", a text'
NO_ORG: Final = '"org" has to be a text or null'
BAD_LINE_EXIT: Final = 2
HEADINGS: Final = {
    Status.CORRECTED: ("corrected", "green"),
    Status.ALREADY_CORRECT: ("already correct", "green"),
    Status.NEEDS_ORG: ("organization needed", "yellow"),
    Status.AMBIGUOUS: ("not certain", "yellow"),
    Status.ONLINE: ("CRM Online", "cyan"),
    Status.NOT_CRM: ("not CRM", "red"),
    Status.NOT_A_URL: ("no address", "red"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("typed", nargs="?", help="what was typed; standard input if left out")
    parser.add_argument("--org", metavar="NAME", help="the organization, if it is known")
    parser.add_argument("--directory", metavar="FILE", type=Path, help="the company's own servers")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="answer as one JSON object")
    shape.add_argument("--jsonl", action="store_true", help="JSON lines in, JSON lines out")


def run(arguments: argparse.Namespace) -> int:
    """Answer for one address, or for every line of standard input."""
    directory = directory_at(arguments.directory)
    if arguments.jsonl:
        if arguments.typed is not None:
            raise UsageError(TYPED_AND_LINES)
        return _stream(directory)
    typed = arguments.typed if arguments.typed is not None else read_text(None)
    if not typed.strip():
        raise UsageError(NO_INPUT)
    finding = examine(typed, arguments.org, directory)
    if arguments.json:
        sys.stdout.write(_line(finding_object(finding)))
    else:
        _draw(finding, Console(highlight=False, soft_wrap=True))
    return 0


def _stream(directory: Directory | None) -> int:
    status = 0
    for line in json_lines(sys.stdin.buffer):
        problem = _problem(line)
        if problem is None:
            values = line.values
            finding = examine(values["typed"], values.get("org"), directory)
            answer = {"id": values.get("id"), **finding_object(finding)}
        else:
            answer, status = {"line": line.number, "error": problem}, BAD_LINE_EXIT
        sys.stdout.write(_line(answer))
        sys.stdout.flush()
    return status


def _problem(line: JsonLine) -> str | None:
    if line.error is not None:
        return line.error
    if not isinstance(line.values.get("typed"), str):
        return NO_TYPED
    return None if isinstance(line.values.get("org"), str | None) else NO_ORG


def _line(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=True) + "\n"


def _draw(finding: Finding, console: Console) -> None:
    heading, colour = HEADINGS[finding.status]
    console.print(Text(heading, style=f"bold {colour}"))
    for address in dict.fromkeys((finding.url, finding.ifd_url)):
        if address is not None:
            console.print(Text(f"  {address}", style="bold"))
    console.print(Text(finding.message))
    for number, change in enumerate(finding.changes, 1):
        console.print(Text.assemble(f"  {number}. {change.what}: ", (change.why, "dim")))
    for option in finding.options:
        console.print(Text(f"  - {option}"))
