"""Turns Microsoft's published support articles into a folder of articles the bot can open."""

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from bot.cli import UsageError
from knowledge.article import ArticleError
from knowledge.article_reader import read_article
from knowledge.article_writer import write_article
from knowledge.library import BUILT_IN
from knowledge.published import LeftOutError, Published, read_published

# What the last import wrote, so that a file someone has edited since is never overwritten.
RECORD: Final = ".imported.json"
NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")

NO_SOURCE = "{path}: no such file or folder"
NO_PAGES = "{path}: no .md file in it"
NO_FOLDER = "{path}: not a folder, name one to write the articles into"
INSIDE = "{dest}: lies inside {source}, name a folder outside of it"
UNREADABLE = "{path}: {why}"
BAD_RECORD = "{path}: cannot be read, delete it (edited articles would then be kept as they are)"

KNOWN = "a built-in article knows it"
NOT_UTF8 = "it is not UTF-8"
WOULD_NOT_LOAD = "the article made of it would not load ({why})"

COUNTS = "Articles in {dest}: {total} ({new} new, {changed} changed, {same} unchanged)"
KEPT = "{count} not written, edited since the last import (delete a file to import it anew):"
CLASHES = "{count} under the name of their page, as another page has the same number:"
LEFT_OUT = "{count} left out:"
REASON = "  {reason} ({count}):"


@dataclass(slots=True)
class _Outcome:
    """What was done, page by page."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("source", type=Path, metavar="SRC", help="an article or a tree of them")
    parser.add_argument("dest", type=Path, metavar="DEST", help="the folder to write to")
    parser.add_argument(
        "--skip-known",
        action="store_true",
        help="leave out the errors that the built-in articles know, to open both folders together",
    )


def run(arguments: argparse.Namespace) -> int:
    """Import what can be imported, and tell what was done and what was left out."""
    source, dest = arguments.source, arguments.dest
    pages = _pages(source, dest)
    try:
        dest.mkdir(parents=True, exist_ok=True)
        known = _built_in() if arguments.skip_known else frozenset[str]()
        outcome = _import(source, pages, dest, known)
    except OSError as problem:
        path = problem.filename or dest
        raise UsageError(UNREADABLE.format(path=path, why=problem.strerror)) from problem
    _tell(outcome, dest)
    return 0


def _pages(source: Path, dest: Path) -> list[Path]:
    if dest.exists() and not dest.is_dir():
        raise UsageError(NO_FOLDER.format(path=dest))
    if source.is_file():
        return [source]
    if not source.is_dir():
        raise UsageError(NO_SOURCE.format(path=source))
    if dest.resolve().is_relative_to(source.resolve()):
        raise UsageError(INSIDE.format(dest=dest, source=source))
    pages = sorted(path for path in source.rglob("*.md") if path.is_file())
    if not pages:
        raise UsageError(NO_PAGES.format(path=source))
    return pages


def _built_in() -> frozenset[str]:
    return frozenset(path.stem for path in BUILT_IN.rglob("*.md"))


def _import(source: Path, pages: Iterable[Path], dest: Path, known: Set[str]) -> _Outcome:
    outcome, record, taken = _Outcome(), _read_record(dest), set[str]()
    console = Console(stderr=True)
    for path in track(pages, "Importing", console=console, disable=not console.is_terminal):
        page = path.relative_to(source).as_posix() if source.is_dir() else path.name
        try:
            published = _read(path, known)
            article_id = _id(published, page, taken, outcome)
            text = write_article(published, article_id, page)
            read_article(text, page)
        except UnicodeDecodeError:
            outcome.left_out[NOT_UTF8].append(page)
        except LeftOutError as reason:
            outcome.left_out[str(reason)].append(page)
        except ArticleError as problem:
            why = str(problem).partition("\n")[0]
            outcome.left_out[WOULD_NOT_LOAD.format(why=why)].append(page)
        else:
            _write(dest / f"{article_id}.md", text, record, outcome)
    record_text = json.dumps(record, indent=0, sort_keys=True)
    (dest / RECORD).write_text(record_text + "\n", encoding="utf-8")
    return outcome


def _read(path: Path, known: Set[str]) -> Published:
    published = read_published(path.read_bytes().decode("utf-8"))
    if f"kb-{published.kb}" in known:
        raise LeftOutError(KNOWN)
    return published


def _id(published: Published, page: str, taken: set[str], outcome: _Outcome) -> str:
    """Give Microsoft's number, or the name of the page: both stay the same in every run."""
    slug = NOT_SLUG.sub("-", page.removesuffix(".md").casefold()).strip("-")
    article_id = f"kb-{published.kb}" if published.kb else slug
    if article_id in taken:
        outcome.clashes.append(f"{page}: {article_id} -> {slug}")
        article_id = slug
    taken.add(article_id)
    return article_id


def _write(path: Path, text: str, record: dict[str, str], outcome: _Outcome) -> None:
    data = text.encode("utf-8")
    before = path.read_bytes() if path.exists() else None
    if before is not None and before != data and record.get(path.name) != _mark(before):
        outcome.kept.append(path.name)
        return
    if before is None:
        outcome.new.append(path.name)
    else:
        (outcome.same if before == data else outcome.changed).append(path.name)
    if before != data:
        path.write_bytes(data)
    record[path.name] = _mark(data)


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_record(dest: Path) -> dict[str, str]:
    path = dest / RECORD
    if not path.exists():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise UsageError(BAD_RECORD.format(path=path)) from problem
    if not isinstance(record, dict):
        raise UsageError(BAD_RECORD.format(path=path))
    return record


def _tell(outcome: _Outcome, dest: Path) -> None:
    out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    new, changed, same = len(outcome.new), len(outcome.changed), len(outcome.same)
    total = new + changed + same + len(outcome.kept)
    out.print(COUNTS.format(total=total, dest=dest, new=new, changed=changed, same=same))
    for words, names in ((KEPT, outcome.kept), (CLASHES, outcome.clashes)):
        if names:
            out.print(words.format(count=len(names)))
            out.print("\n".join(f"  {name}" for name in names))
    if outcome.left_out:
        out.print(LEFT_OUT.format(count=sum(map(len, outcome.left_out.values()))))
    for reason, names in sorted(outcome.left_out.items()):
        out.print(REASON.format(reason=reason, count=len(names)))
        out.print("\n".join(f"    {name}" for name in names))
