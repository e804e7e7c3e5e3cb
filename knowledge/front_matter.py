"""Reads the keys between the `---` marks of an article: a closed set, each with its line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import yaml

MARK: Final = "---"
REQUIRED: Final = ("id", "title", "source")
LISTS: Final = ("products",)
MAPPINGS: Final = {"addresses": ("server", "ifd")}
OPTIONAL: Final = ("products", "addresses", "licence", "speaks_for")
ID_FORM: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# libyaml reads several times faster, where PyYAML was built with it.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULL_TAG: Final = "tag:yaml.org,2002:null"

NO_FRONT_MATTER = (
    "an article opens with a line ---, its keys (id, title, source, ...) and a line ---"
)
UNCLOSED = "the front matter is never closed, end it with a line ---"
NO_YAML = "the front matter is no YAML ({why}), put values with special characters in quotes"
NO_KEYS = "the front matter has to be a list of `key: value` lines"
UNKNOWN_KEY = "unknown key {key!r}, the keys are {known}"
DOUBLE_KEY = "key {key!r} stands here a second time, leave one"
MISSING_KEY = "key {key!r} is missing, add a line `{key}: ...`"
NO_VALUE = "key {key!r} has no value, write one or leave the key out"
NO_TEXT = "key {key!r} has to be one line of text"
NO_LIST = "key {key!r} has to be a list such as [one, two]"
NO_MAPPING = "key {key!r} has to hold {known}, each on an indented line"
BAD_ID = "id {id!r} has to be kb-<number>, or small letters, digits and single hyphens"
BAD_CHOICE = "{key} {value!r} is not known, it can be {known}"

Tell = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys of one article; `body_line` counts the lines before the body, 0 without."""

    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body_line: int = 0


def read_front_matter(lines: list[str], tell: Tell) -> FrontMatter:
    """Read the keys at the top of an article; every problem is told with its line, from 1 up."""
    if not lines or lines[0].rstrip() != MARK:
        tell(1, NO_FRONT_MATTER)
        return FrontMatter()
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == MARK), None)
    if end is None:
        tell(1, UNCLOSED)
        return FrontMatter()
    matter = FrontMatter(body_line=end + 1)
    try:
        # The first mark is kept, so that YAML counts lines as the file does.
        root = yaml.compose("\n".join(lines[:end]), Loader=LOADER)
    except (yaml.YAMLError, UnicodeEncodeError) as problem:  # libyaml knows no lone surrogates
        mark = getattr(problem, "problem_mark", None)
        why = getattr(problem, "problem", None) or "it holds characters that YAML forbids"
        tell(mark.line + 1 if mark else 1, NO_YAML.format(why=why))
        return matter
    if isinstance(root, yaml.MappingNode):
        _keep(root, matter, tell)
    else:
        tell(2, NO_KEYS)
    _require(matter, tell)
    return matter


def choose(matter: FrontMatter, key: str, known: frozenset[str], tell: Tell) -> str | None:
    """Give the value of a key that knows only some values."""
    value = matter.texts.get(key)
    if value is not None and value not in known:
        choices = ", ".join(sorted(known))
        tell(matter.lines[key], BAD_CHOICE.format(key=key, value=value, known=choices))
    return value


def _keep(root: yaml.MappingNode, matter: FrontMatter, tell: Tell) -> None:
    for key, line, value in _pairs(root, (*REQUIRED, *OPTIONAL), tell):
        matter.lines[key] = line
        if key in LISTS:
            matter.lists[key] = _list(key, value, tell)
        elif key in MAPPINGS:
            matter.mappings[key] = _mapping(key, value, tell)
        else:
            matter.texts[key] = _text(key, value, tell)


def _pairs(
    node: yaml.MappingNode, known: tuple[str, ...], tell: Tell
) -> list[tuple[str, int, yaml.Node]]:
    found: dict[str, tuple[str, int, yaml.Node]] = {}
    for key_node, value in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key not in known:
            tell(line, UNKNOWN_KEY.format(key=key, known=", ".join(known)))
        elif key in found:
            tell(line, DOUBLE_KEY.format(key=key))
        else:
            found[key] = (key, line, value)
    return list(found.values())


def _text(key: str, node: yaml.Node, tell: Tell) -> str:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.ScalarNode):
        tell(line, NO_TEXT.format(key=key))
        return ""
    text = str(node.value).strip()
    if not text or node.tag == NULL_TAG:
        tell(line, NO_VALUE.format(key=key))
    elif "\n" in text:
        tell(line, NO_TEXT.format(key=key))
    return text


def _list(key: str, node: yaml.Node, tell: Tell) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        tell(node.start_mark.line + 1, NO_LIST.format(key=key))
        return ()
    return tuple(_text(key, item, tell) for item in node.value)


def _mapping(key: str, node: yaml.Node, tell: Tell) -> dict[str, str]:
    known = MAPPINGS[key]
    if not isinstance(node, yaml.MappingNode):
        tell(node.start_mark.line + 1, NO_MAPPING.format(key=key, known=" and ".join(known)))
        return {}
    return {name: _text(name, value, tell) for name, _, value in _pairs(node, known, tell)}


def _require(matter: FrontMatter, tell: Tell) -> None:
    for key in REQUIRED:
        if key not in matter.lines:
            tell(1, MISSING_KEY.format(key=key))
    given = matter.texts.get("id")
    if given and not ID_FORM.fullmatch(given):
        tell(matter.lines["id"], BAD_ID.format(id=given))
