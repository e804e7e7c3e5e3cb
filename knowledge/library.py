"""Opens the folders of articles a bot knows; one that cannot be used stops the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from knowledge.article import Article, ArticleError
from knowledge.article_reader import read_article
from knowledge.search import Index, compile_index

BUILT_IN: Final = Path(__file__).parent / "articles"

NO_FOLDER = "{path}:1: no such folder of articles, name one that exists"
NO_ARTICLES = "{path}:1: no article in this folder, put a .md file into it or name another folder"
UNREADABLE = "{path}:1: cannot be read ({why}), mend its rights or take it out"
NO_UTF8 = "{path}:{line}: not UTF-8, save the file as UTF-8"
TWICE = "{path}:{line}: id {id!r} is already taken by {other}, give one of them another id"


@dataclass(frozen=True, slots=True)
class Library:
    """All articles by rank of their folder and path, and the index they are looked up in."""

    articles: tuple[Article, ...]
    by_id: Mapping[str, Article]
    index: Index


def open_library(folders: Sequence[Path]) -> Library:
    """Read every `.md` file in the folders and below.

    Raises ArticleError that tells all problems of all files at once, a line each.
    """
    problems: list[str] = []
    read = [
        article
        for folder in folders
        for path in _files(folder, problems)
        if (article := _read(path, problems)) is not None
    ]
    by_id: dict[str, Article] = {}
    for article in read:
        other = by_id.setdefault(article.id, article)
        if other is not article:
            problems.append(_told_twice(article, other))
    if problems:
        raise ArticleError("\n".join(problems))
    articles = tuple(read)
    return Library(articles, MappingProxyType(by_id), compile_index(articles))


def _files(folder: Path, problems: list[str]) -> list[Path]:
    if not folder.is_dir():
        problems.append(NO_FOLDER.format(path=folder))
        return []
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    if not paths:
        problems.append(NO_ARTICLES.format(path=folder))
    return paths


def _read(path: Path, problems: list[str]) -> Article | None:
    try:
        data = path.read_bytes()
        return read_article(data.decode("utf-8"), str(path))
    except OSError as problem:
        problems.append(UNREADABLE.format(path=path, why=problem.strerror))
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        problems.append(NO_UTF8.format(path=path, line=line))
    except ArticleError as problem:
        problems.append(str(problem))
    return None


def _told_twice(article: Article, other: Article) -> str:
    text = Path(article.path).read_text(encoding="utf-8").splitlines()
    line = next((n for n, line in enumerate(text, 1) if line.startswith("id:")), 1)
    return TWICE.format(path=article.path, line=line, id=article.id, other=other.path)
