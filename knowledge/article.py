"""One known error as people write it: a Markdown file with its symptoms, cause and resolution."""

from dataclasses import dataclass


class ArticleError(Exception):
    """An article that cannot be used; the text is `path:line: what is wrong and how to mend it`."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address formats an article gives, with `<placeholders>` in angle brackets."""

    server: str | None
    ifd: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One known error. `symptoms` and `details` are the fenced texts it is recognised by."""

    id: str
    title: str
    source: str
    products: tuple[str, ...]
    addresses: Addresses | None
    licence: str
    speaks_for: str | None  # what the typed address would have to show
    symptoms: tuple[str, ...]
    details: tuple[str, ...]
    cause: str
    resolution: str
    matches: tuple[str, ...]
    non_matches: tuple[str, ...]
    path: str
