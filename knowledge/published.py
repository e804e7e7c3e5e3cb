"""Reads one of Microsoft's published support articles into the parts an article here is made of."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.published_prose import clean
from knowledge.published_quotes import (
    Quotes,
    codes,
    is_held,
    named_errors,
    quoted,
    tells_enough,
    told_codes,
)

MARKDOWN: Final = MarkdownIt("commonmark")
FRONT_MATTER: Final = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
KB_NUMBER: Final = re.compile(r"Original KB numbers?:?_*:?(?:&nbsp;|\s)*(\d{5,8})", re.IGNORECASE)
APPLIES_TO: Final = re.compile(
    r"^_?Applies to:?_*:?(?:&nbsp;|[ \t])*(\S.*?)\s*$", re.MULTILINE | re.IGNORECASE
)
SUPPORTED_MARK: Final = re.compile(r"^[\s\W]+")

GUIDE: Final = "how to"  # such pages quote what a command prints

NO_BODY = "it holds a title only, without any section"
NO_TROUBLE = "it is no troubleshooting article: it names neither cause nor resolution"
NO_ERROR = "it quotes no error text"
TOO_SHORT = "the error it quotes is too short to be told from others"
NO_TITLE = "it has no title"

NO_CAUSE = "The source does not name the cause."
NO_RESOLUTION = "The source does not name a way out."


class LeftOutError(Exception):
    """A published article that cannot become an article; the text is the reason."""


class Part(Enum):
    """What a section of a published article is for."""

    INTRODUCTION = auto()
    SYMPTOMS = auto()
    CAUSE = auto()
    RESOLUTION = auto()
    MORE = auto()
    OTHER = auto()


# The headings seen in the Dynamics 365 and Power Platform articles, by how they begin.
HEADINGS: Final = (
    (Part.SYMPTOMS, ("symptom", "error", "issue", "problem", "scenario")),
    (Part.CAUSE, ("cause", "reason", "verifying issue", "why ")),
    (
        Part.RESOLUTION,
        ("resolution", "workaround", "solution", "solving", "fix", "how to fix", "mitigation",
         "repair", "steps", "how to resolve", "method"),
    ),
    (Part.MORE, ("more information", "additional information", "details", "log")),
    (Part.INTRODUCTION, ("summary", "introduction", "overview", "background")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """What a published article says; `kb` is Microsoft's number for it, where it has one."""

    title: str
    kb: int | None
    products: tuple[str, ...]
    symptoms: tuple[str, ...]
    details: tuple[str, ...]
    cause: str
    resolution: str


@dataclass(frozen=True, slots=True)
class _Section:
    part: Part
    lines: list[str]
    tokens: list[Token]


def read_published(text: str) -> Published:
    """Read a published article; raises LeftOutError when it is not about an error people see."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    matter = _front_matter(text)
    body = FRONT_MATTER.sub("", text, count=1)
    heading, sections = _sections(body)
    title = str(matter.get("title") or heading).strip()
    if not title:
        raise LeftOutError(NO_TITLE)
    if not any(section.tokens for section in sections):
        raise LeftOutError(NO_BODY)
    quotes = _quotes(sections, heading)
    cause, resolution = _prose(sections, Part.CAUSE), _prose(sections, Part.RESOLUTION)
    if not cause and not resolution:
        resolution = _prose(sections, Part.OTHER) or _prose(sections, Part.INTRODUCTION)
        if quotes is None or not resolution or title.casefold().startswith(GUIDE):
            raise LeftOutError(NO_TROUBLE)
    if quotes is None:
        raise LeftOutError(NO_ERROR)
    if not tells_enough((*quotes.symptoms, *quotes.details)):
        raise LeftOutError(TOO_SHORT)
    number = KB_NUMBER.search(body)
    return Published(
        title=title,
        kb=int(number[1]) if number else None,
        products=_products(matter, body),
        symptoms=quotes.symptoms,
        details=quotes.details,
        cause=cause or NO_CAUSE,
        resolution=resolution or NO_RESOLUTION,
    )


def _front_matter(text: str) -> dict[str, Any]:
    found = FRONT_MATTER.match(text)
    try:
        matter = yaml.safe_load(found[1]) if found else None
    except yaml.YAMLError:  # titles with a colon and no quotes are seen; the heading stands in
        return {}
    return matter if isinstance(matter, dict) else {}


def _products(matter: dict[str, Any], body: str) -> tuple[str, ...]:
    listed = matter.get("appliesto")
    if isinstance(listed, list):
        names = [SUPPORTED_MARK.sub("", str(name)) for name in listed]
    else:
        found = APPLIES_TO.search(body)
        names = re.split(r",\s*", found[1]) if found else []
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _sections(body: str) -> tuple[str, list[_Section]]:
    """Give the first-level heading and the sections below it."""
    lines, tokens = body.split("\n"), MARKDOWN.parse(body)
    heads = [
        (number, token)
        for number, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2")
    ]
    title, sections = "", []
    ends = [*(number for number, _ in heads[1:]), len(tokens)]
    for (number, head), end in zip(heads, ends, strict=False):
        name = tokens[number + 1].content
        title = title or (name if head.tag == "h1" else "")
        first = (head.map or [0, 0])[1]
        last = (tokens[end].map or [0])[0] if end < len(tokens) else len(lines)
        part = Part.INTRODUCTION if head.tag == "h1" else _part(name)
        sections.append(_Section(part, lines[first:last], tokens[number + 3 : end]))
    return title, sections


def _part(heading: str) -> Part:
    name = heading.strip(" *_#").casefold()
    return next((part for part, words in HEADINGS if name.startswith(words)), Part.OTHER)


def _prose(sections: list[_Section], part: Part) -> str:
    return "\n\n".join(
        text for section in sections if section.part is part and (text := clean(section.lines))
    )


def _tokens(sections: list[_Section], *parts: Part) -> list[Token]:
    return [token for section in sections if section.part in parts for token in section.tokens]


def _quotes(sections: list[_Section], heading: str) -> Quotes | None:
    """Give what is quoted or named under Symptoms, or else elsewhere; logs are details."""
    symptoms = _tokens(sections, Part.SYMPTOMS)
    found = list(quoted(symptoms))
    found += [text for text in named_errors(symptoms) if not is_held(text, found)]
    found = found or _elsewhere(sections) or list(named_errors(MARKDOWN.parse(heading)))
    found = found or list(codes(heading)) or list(told_codes(symptoms))
    more = quoted(_tokens(sections, Part.MORE, Part.CAUSE), only_errors=True)
    if found:
        return Quotes.of(found, more)
    return Quotes.of(more, ()) if more else None


def _elsewhere(sections: list[_Section]) -> list[str]:
    for part in (Part.INTRODUCTION, Part.OTHER):
        if found := quoted(_tokens(sections, part), only_errors=True, code=False):
            return list(found)
    introduction = named_errors(_tokens(sections, Part.INTRODUCTION))
    return list(introduction or named_errors(_tokens(sections, Part.CAUSE)))
