"""One known error as people write it: a Markdown file with its symptoms, cause and resolution."""

from dataclasses import dataclass

# What a typed address can show; an article may name one of these as `speaks_for`.
SPEAKS_FOR = frozenset({"organization_missing"})


class ArticleError(Exception):
    """Articles that cannot be used; one line `path:line: what is wrong, how to mend it` each."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address formats an article gives, with `<placeholders>` in angle brackets."""

    server: str | None
    ifd: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One known error. `symptoms` and `details` are the fenced texts it is recognised by.

    `cause` and `resolution` are Markdown; `matches` and `non_matches` are the texts its author
    says must and must not find it; `path` is the file as the user named it.
    """

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

    def __hash__(self) -> int:
        """Hash the id alone, which no two articles of a library share: what is kept is found so."""
        return hash(self.id)
