"""Reads an article's file strictly: a slip in it is told with its line and never guessed at."""

from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.article import SPEAKS_FOR, Addresses, Article, ArticleError
from knowledge.front_matter import FrontMatter, choose, read_front_matter

# Only headings and blocks are looked for; what stands inside a line is left as it is written.
BLOCKS: Final = MarkdownIt("commonmark").disable(["inline", "text_join"])
SYMPTOMS, CAUSE, RESOLUTION = "Symptoms", "Cause", "Resolution"
MORE, TESTS = "More information", "Tests"
SECTIONS: Final = (SYMPTOMS, CAUSE, RESOLUTION, MORE, TESTS)
REQUIRED: Final = (SYMPTOMS, CAUSE, RESOLUTION)
PROSE: Final = (CAUSE, RESOLUTION)  # fences in these are free: commands to run, settings to write
TEXT, MATCH, NO_MATCH = "text", "match", "no match"
KINDS: Final = {SYMPTOMS: (TEXT,), MORE: (TEXT,), TESTS: (MATCH, NO_MATCH)}

EARLY_TEXT = "text before the first section, move it under a heading such as ## Symptoms"
BAD_LEVEL = "only ## headings stand in an article, make this one bold or a section of its own"
UNKNOWN_SECTION = "unknown section {name!r}, the sections are {known}"
DOUBLE_SECTION = "section {name!r} stands here a second time, join the two"
MISSING_SECTION = "section ## {name} is missing, add it"
EMPTY_SECTION = "section ## {name} is empty, write what the reader needs to know"
NO_SYMPTOMS = "no symptoms, put the error text that people see into a ```text block here"
UNKNOWN_FENCE = "a block marked {kind!r} in ## {name}, it has to be {known}"
INDENTED = "an indented block in ## {name}, put the text between ``` lines marked {known}"
EMPTY_FENCE = "an empty block, put the text into it or take it out"
OPEN_FENCE = "this block is never closed, end it with a line {markup}"


@dataclass(slots=True)
class _Section:
    name: str
    line: int  # of the heading, from 1 up
    start: int  # of the first line after it, from 0 up
    end: int = 0
    blocks: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """One file being read: its lines, and the problems found so far."""

    path: str
    lines: list[str]
    offset: int = 0  # lines of front matter before the body
    problems: list[tuple[int, str]] = field(default_factory=list)
    open_fence: bool = False

    def tell(self, line: int, what: str) -> None:
        self.problems.append((line, what))

    def error(self) -> ArticleError:
        told = sorted(self.problems, key=lambda problem: problem[0])
        return ArticleError("\n".join(f"{self.path}:{line}: {what}" for line, what in told))


def read_article(text: str, path: str) -> Article:
    """Read one article; `path` is how the user named the file.

    Raises ArticleError with one line for each thing that is wrong in the file.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reading = _Reading(path, lines)
    matter = read_front_matter(reading.lines, reading.tell)
    speaks_for = choose(matter, "speaks_for", SPEAKS_FOR, reading.tell)
    reading.offset = matter.body_line
    sections = _sections(reading) if matter.body_line else {}
    if matter.body_line:
        _check(reading, sections)
    article = _article(reading, matter, sections, speaks_for)
    if reading.problems:
        raise reading.error()
    return article


def _sections(reading: _Reading) -> dict[str, _Section]:
    tokens = BLOCKS.parse("\n".join(reading.lines[reading.offset :]))
    sections: dict[str, _Section] = {}
    current: _Section | None = None
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            name = tokens[number + 1].content.strip()
            current = _open_section(reading, sections, current, token, name)
        elif current is not None:
            _keep(reading, current, token)
        elif token.map is not None:
            reading.tell(_line(reading, token), EARLY_TEXT)
            current = _Section("", 0, 0)
    if current is not None:
        current.end = len(reading.lines)
    return sections


def _open_section(
    reading: _Reading,
    sections: dict[str, _Section],
    before: _Section | None,
    token: Token,
    name: str,
) -> _Section:
    line = _line(reading, token)
    if before is not None:
        before.end = line - 1
    section = _Section(name, line, reading.offset + (token.map or [0, 0])[1])
    if token.tag != "h2":
        reading.tell(line, BAD_LEVEL)
    elif name not in SECTIONS:
        reading.tell(line, UNKNOWN_SECTION.format(name=name, known=", ".join(SECTIONS)))
    elif name in sections:
        reading.tell(line, DOUBLE_SECTION.format(name=name))
    else:
        sections[name] = section
    return section


def _keep(reading: _Reading, section: _Section, token: Token) -> None:
    kinds = KINDS.get(section.name)
    if token.type == "fence":
        _check_closed(reading, token)
        kind = " ".join(token.info.split())
        if kinds and kind not in kinds:
            told = UNKNOWN_FENCE.format(kind=kind, name=section.name, known=_or(kinds))
            reading.tell(_line(reading, token), told)
        elif kinds and not token.content.strip():
            reading.tell(_line(reading, token), EMPTY_FENCE)
        section.blocks.append(token)
    elif token.type == "code_block" and kinds:
        told = INDENTED.format(name=section.name, known=_or(kinds))
        reading.tell(_line(reading, token), told)


def _check_closed(reading: _Reading, token: Token) -> None:
    start, end = token.map or [0, 0]
    last = reading.lines[reading.offset + end - 1].strip(" \t>")
    closed = end - 1 > start and last.startswith(token.markup) and not last.strip(token.markup[0])
    headings = {f"## {name}" for name in SECTIONS}
    swallowed = any(line.rstrip() in headings for line in token.content.split("\n"))
    if not closed or swallowed:
        reading.open_fence = True
        reading.tell(_line(reading, token), OPEN_FENCE.format(markup=token.markup))


def _check(reading: _Reading, sections: dict[str, _Section]) -> None:
    if reading.open_fence:  # it swallows the sections after it, which are not missing
        return
    for name in REQUIRED:
        if name not in sections:
            reading.tell(max(1, reading.offset), MISSING_SECTION.format(name=name))
    symptoms = sections.get(SYMPTOMS)
    if symptoms is not None and not symptoms.blocks:
        reading.tell(symptoms.line, NO_SYMPTOMS)
    for name in PROSE:
        if name in sections and not _prose(reading, sections, name):
            reading.tell(sections[name].line, EMPTY_SECTION.format(name=name))


def _article(
    reading: _Reading,
    matter: FrontMatter,
    sections: dict[str, _Section],
    speaks_for: str | None,
) -> Article:
    formats = matter.mappings.get("addresses")
    return Article(
        id=matter.texts.get("id", ""),
        title=matter.texts.get("title", ""),
        source=matter.texts.get("source", ""),
        products=matter.lists.get("products", ()),
        addresses=Addresses(formats.get("server"), formats.get("ifd")) if formats else None,
        licence=matter.texts.get("licence", ""),
        speaks_for=speaks_for,
        symptoms=_texts(sections, SYMPTOMS, TEXT),
        details=_texts(sections, MORE, TEXT),
        cause=_prose(reading, sections, CAUSE),
        resolution=_prose(reading, sections, RESOLUTION),
        matches=_texts(sections, TESTS, MATCH),
        non_matches=_texts(sections, TESTS, NO_MATCH),
        path=reading.path,
    )


def _texts(sections: dict[str, _Section], name: str, kind: str) -> tuple[str, ...]:
    if name not in sections:
        return ()
    return tuple(
        block.content.removesuffix("\n")
        for block in sections[name].blocks
        if " ".join(block.info.split()) == kind
    )


def _prose(reading: _Reading, sections: dict[str, _Section], name: str) -> str:
    if name not in sections:
        return ""
    return "\n".join(reading.lines[sections[name].start : sections[name].end]).strip()


def _line(reading: _Reading, token: Token) -> int:
    return reading.offset + (token.map or [0])[0] + 1


def _or(kinds: tuple[str, ...]) -> str:
    return " or ".join(f"```{kind}" for kind in kinds)
