"""How surely the errors of imported articles find their article when somebody pastes them."""

import contextlib
import io
import random
import tempfile
from pathlib import Path

from bot import cli
from knowledge.article import Article
from knowledge.diagnosis import diagnose
from knowledge.library import Library, open_library
from tests.bench.pastes import is_held, runs
from tests.conftest import CORPUS

BEFORE = ("hi, since this morning:", "ticket 48213", "a user in Leeds gets this", "fyi:")
AFTER = ("any idea?", "restart did not help", "thanks!", "Outlook 2013, Windows 7")
SHOWN = 60


def main() -> None:
    """Import the corpus, paste each quoted error with chatter, and print how often it is first."""
    source = CORPUS / "support-articles"
    if not source.is_dir():
        print("importing: no corpus, nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        dest = Path(folder)
        with contextlib.redirect_stdout(io.StringIO()):
            cli.main(["import", str(source), str(dest)])
        library = open_library([dest])
    rows = _pastes(library)
    missed = [(article, text) for article, text in rows if not _first(library, article, text)]
    print(f"importing: {len(library.articles)} articles, {len(rows)} errors only one of them holds")
    print(f"  first for {1 - len(missed) / len(rows):.4f} of them (wanted .98)")
    for article, text in missed[:SHOWN]:
        print(f"  missed {article.id}: {' '.join(text.split())[:100]}")


def _pastes(library: Library) -> list[tuple[Article, str]]:
    held = {article.id: runs("\n".join(_texts(article))) for article in library.articles}
    chance = random.Random(1)  # noqa: S311
    return [
        (article, f"{chance.choice(BEFORE)}\n{text}\n{chance.choice(AFTER)}")
        for article in library.articles
        for text in _texts(article)
        if not _shared(text, article.id, held)
    ]


def _texts(article: Article) -> tuple[str, ...]:
    return (*article.symptoms, *article.details)


def _shared(text: str, own: str, held: dict[str, frozenset[tuple[str, ...]]]) -> bool:
    said = runs(text)
    return any(is_held(said, other) for name, other in held.items() if name != own)


def _first(library: Library, article: Article, text: str) -> bool:
    candidates = diagnose(library, None, text).candidates
    return bool(candidates) and candidates[0].article.id == article.id
