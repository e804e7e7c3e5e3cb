"""Pastes to measure with: real error texts, each mangled in the ways of the tests."""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

from bot import cli
from knowledge.article import Article
from knowledge.library import BUILT_IN, Library, open_library
from knowledge.search import compile_index
from knowledge.signature import signature
from knowledge.words import fold_all
from tests.knowledge.mangled import MANGLINGS

ROOT = Path(__file__).resolve().parent.parent.parent
HELD = 0.94  # share of three-word runs from which on another article holds a text too
CORPUS = Path(os.environ.get("CRMURL_CORPUS", ROOT.parent / "shared" / "corpus"))


@dataclass(frozen=True, slots=True)
class Sample:
    """A mangled error text, and the articles that hold it."""

    text: str
    article: str
    holders: frozenset[str]


def built_in() -> Library:
    """Open the articles that come with the project."""
    return open_library([BUILT_IN])


def library_of(articles: Sequence[Article]) -> Library:
    """Make a library of articles that were not read from a folder."""
    by_id = {article.id: article for article in articles}
    return Library(tuple(articles), by_id, compile_index(articles))


def samples(library: Library) -> Iterator[Sample]:
    """Give every error text of every article in every mangling."""
    for article in library.articles:
        for text in (*article.symptoms, *article.details):
            said = " ".join(fold_all(text))
            holders = frozenset(
                other.id for other in library.articles if signature(other).holds(said)
            )
            for mangle in MANGLINGS.values():
                yield Sample(mangle(text), article.id, holders | {article.id})


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of three words in a text."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[start : start + 3]) for start in range(max(1, len(words) - 2)))


def is_held(text: frozenset[tuple[str, ...]], article: frozenset[tuple[str, ...]]) -> bool:
    """Whether an article's texts hold a text, given the runs of both."""
    return len(text & article) >= HELD * len(text)


def chat() -> list[str]:
    """Give real messages of a support channel; few made ones where there is no corpus."""
    path = CORPUS / "chat.jsonl"
    if not path.is_file():
        return ["does it happen on the other laptop too?", "restarted twice, no luck"] * 500
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def other_programs() -> list[str]:
    """Give errors of other programs."""
    path = CORPUS / "not-ours.jsonl"
    if not path.is_file():
        return []
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def with_published() -> Library:
    """Open the project's articles and Microsoft's published ones, where the corpus is."""
    library = built_in()
    source = CORPUS / "support-articles"
    if not source.is_dir():
        return library
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        cli.main(["import", str(source), folder])
        imported = open_library([Path(folder)])
    return library_of(list({**imported.by_id, **library.by_id}.values()))
