"""`crmurl diagnose`: say what a pasted error is, for people and, line by line, for programs."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from bot.cli import UsageError
from bot.commands.findings import directory_at, finding_object
from bot.commands.lines import JsonLine, json_lines, read_text
from handlers.slack_text import plain
from knowledge.article import ArticleError
from knowledge.diagnosis import Candidate, Diagnosis, diagnose
from knowledge.directory import Directory
from knowledge.library import BUILT_IN, Library, open_library

EMPTY: Final = "nothing to diagnose: name a file, or give the text on standard input"
FILE_AND_LINES: Final = "--jsonl reads texts from standard input, leave the file out"
NO_TEXT: Final = 'a line needs "text", a text'
BAD_FORMAT: Final = '"format" has to be "plain" or "slack"'
BAD_THREAD: Final = '"thread" has to be a list of texts'
FORMATS: Final = ("plain", "slack")
BAD_LINE_EXIT: Final = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", nargs="?", help="the text; standard input if left out or -")
    parser.add_argument(
        "--articles",
        action="append",
        type=Path,
        metavar="DIR",
        help="a folder of articles in place of the built-in ones, may be given more than once",
    )
    parser.add_argument("--directory", metavar="FILE", type=Path, help="the company's own servers")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="answer as one JSON object")
    shape.add_argument("--jsonl", action="store_true", help="JSON lines in, JSON lines out")


def run(arguments: argparse.Namespace) -> int:
    """Diagnose one text, or every line of standard input."""
    if arguments.jsonl and arguments.file not in (None, "-"):
        raise UsageError(FILE_AND_LINES)
    library, directory = _library(arguments.articles), directory_at(arguments.directory)
    if arguments.jsonl:
        return _stream(library, directory)
    text = read_text(arguments.file)
    if not text.strip():
        raise UsageError(EMPTY)
    diagnosis = diagnose(library, directory, text)
    if arguments.json:
        sys.stdout.write(json.dumps({"id": None, **as_object(diagnosis)}) + "\n")
    else:
        from bot.commands.shown_diagnosis import show

        show(diagnosis)
    return 0


def as_object(diagnosis: Diagnosis) -> dict[str, Any]:
    """Give a diagnosis as the object that `--json` and `--jsonl` write."""
    article, question = diagnosis.article, diagnosis.question
    first = diagnosis.candidates[0].confidence if diagnosis.candidates else 0.0
    return {
        "verdict": diagnosis.verdict.value,
        "article": article.id if article else None,
        "confidence": first,
        "candidates": [_candidate(each) for each in diagnosis.candidates],
        "question": {"text": question.text, "choices": list(question.choices)}
        if question
        else None,
        "addresses": [finding_object(each) for each in diagnosis.addresses],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "article": candidate.article.id,
        "confidence": candidate.confidence,
        "evidence": list(candidate.evidence),
        "against": list(candidate.against),
    }


def _library(folders: list[Path] | None) -> Library:
    try:
        return open_library(folders or [BUILT_IN])
    except ArticleError as problem:
        raise UsageError(str(problem)) from None


def _stream(library: Library, directory: Directory | None) -> int:
    status = 0
    for line in json_lines(sys.stdin.buffer):
        problem = _problem(line)
        if problem is None:
            answer = _answer(line.values, library, directory)
        else:
            answer, status = {"line": line.number, "error": problem}, BAD_LINE_EXIT
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return status


def _answer(
    values: dict[str, Any], library: Library, directory: Directory | None
) -> dict[str, Any]:
    slack = values.get("format") == "slack"
    said = [values["text"], *(values.get("thread") or [])]
    text, *thread = [plain(each) for each in said] if slack else said
    return {"id": values.get("id"), **as_object(diagnose(library, directory, text, thread))}


def _problem(line: JsonLine) -> str | None:
    if line.error is not None:
        return line.error
    if not isinstance(line.values.get("text"), str):
        return NO_TEXT
    if line.values.get("format", "plain") not in FORMATS:
        return BAD_FORMAT
    thread = line.values.get("thread")
    if thread is None or (isinstance(thread, list) and all(isinstance(x, str) for x in thread)):
        return None
    return BAD_THREAD
