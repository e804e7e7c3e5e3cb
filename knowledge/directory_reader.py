"""Reads an administrator's directory file strictly, telling each slip with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import ada_url
import yaml

from knowledge.addresses.names import ORGANIZATION_LENGTH, is_organization_name, is_reserved
from knowledge.deployment import CLAIMS, WINDOWS, Deployment, Organization

AUTHS: Final = (CLAIMS, WINDOWS)
FILE_KEYS: Final = ("deployments",)
DEPLOYMENT_KEYS: Final = (
    "name",
    "base_url",
    "auth",
    "aliases",
    "ifd_domain",
    "discovery_host",
    "external_host",
    "sts_host",
    "organizations",
)
REQUIRED: Final = ("name", "base_url", "auth", "organizations")
HOST_KEYS: Final = ("ifd_domain", "discovery_host", "external_host", "sts_host")
ORGANIZATION_KEYS: Final = ("name", "display_name")
HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
PORT: Final = re.compile(r"[0-9]{1,5}")
LARGEST_PORT: Final = 65535
NULL_TAG: Final = "tag:yaml.org,2002:null"
# The C parser reads 20,000 organizations in a second, the Python one in more than ten.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NO_YAML = "no YAML ({why}), check the indentation and quotes here"
EMPTY_FILE = "the file is empty, start with a line `deployments:`"
NO_MAPPING = "{what} has to be a block of `key: value` lines"
NO_LIST = "{key!r} has to be a list, write each entry after a dash"
UNKNOWN_KEY = "unknown key {key!r}, the keys here are {known}"
DOUBLE_KEY = "key {key!r} stands here a second time, leave one"
MISSING_KEY = "key {key!r} is missing, add a line `{key}: ...`"
NO_VALUE = "{key!r} has no value, write one"
NO_TEXT = "{key!r} has to be one line of text"
BAD_AUTH = "auth {value!r} is not known, write claims or windows"
BAD_BASE = "base_url has to be http:// or https:// and a host (a port is fine, a path is not)"
BAD_HOST = "{key!r} has to be a host name such as crm.contoso.com, without https:// and path"
BAD_ORGANIZATION = (
    "organization name {value!r} cannot stand in an address, use letters, digits, - and _,"
    f" {ORGANIZATION_LENGTH} characters at most"
)
RESERVED = "organization name {value!r} is reserved by CRM, write the name from the address"
TWICE = "{what} {value!r} stands in this file a second time (first in line {line}), leave one"
NO_ENTRIES = "{key!r} is empty, add at least one entry"


class DirectoryError(Exception):
    """A directory file that cannot be used; a line `name:line: what, how to mend it` each."""


@dataclass(slots=True)
class _Reading:
    name: str
    problems: list[tuple[int, str]] = field(default_factory=list)
    seen: dict[tuple[str, str], yaml.Node] = field(default_factory=dict)

    def tell(self, node: yaml.Node, what: str) -> None:
        self.problems.append((node.start_mark.line + 1, what))

    def once(self, node: yaml.Node, what: str, value: str) -> None:
        """Tell a value that stands in the file twice; hosts and names compare without case."""
        first = self.seen.setdefault((what, value.lower()), node)
        if first is not node:
            line = first.start_mark.line + 1
            self.tell(node, TWICE.format(what=what.split(" of ")[0], value=value, line=line))

    def error(self) -> DirectoryError:
        told = sorted(set(self.problems))
        return DirectoryError("\n".join(f"{self.name}:{line}: {what}" for line, what in told))


def read_deployments(text: str, name: str) -> tuple[Deployment, ...]:
    """Read the deployments of a directory file; raises DirectoryError telling all problems."""
    reading = _Reading(name)
    root = _compose(text.removeprefix("\ufeff"), name)
    pairs = _pairs(reading, root, FILE_KEYS, FILE_KEYS, "the file")
    deployments = tuple(
        _deployment(reading, node) for node in _items(reading, pairs, "deployments", required=True)
    )
    if reading.problems:
        raise reading.error()
    return deployments


def _compose(text: str, name: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(problem, "problem", None) or "it holds characters that YAML forbids"
        raise DirectoryError(f"{name}:{line}: {NO_YAML.format(why=why)}") from None
    except RecursionError:
        raise DirectoryError(f"{name}:1: {NO_YAML.format(why='nested too deeply')}") from None
    if root is None:
        raise DirectoryError(f"{name}:1: {EMPTY_FILE}")
    return root


def _deployment(reading: _Reading, node: yaml.Node) -> Deployment:
    pairs = _pairs(reading, node, DEPLOYMENT_KEYS, REQUIRED, "a deployment")
    texts = {key: _text(reading, pairs, key) for key in ("name", "base_url", "auth")}
    hosts = {key: _host(reading, pairs, key) for key in HOST_KEYS}
    if texts["auth"] and texts["auth"] not in AUTHS:
        reading.tell(pairs["auth"], BAD_AUTH.format(value=texts["auth"]))
    if texts["name"]:
        reading.once(pairs["name"], "deployment", texts["name"])
    return Deployment(
        name=texts["name"] or "",
        base_url=_base_url(reading, pairs, texts["base_url"]),
        auth=texts["auth"] or CLAIMS,
        aliases=tuple(_aliases(reading, pairs)),
        organizations=tuple(_organizations(reading, pairs, _position(node))),
        **hosts,
    )


def _pairs(
    reading: _Reading, node: yaml.Node, known: tuple[str, ...], required: tuple[str, ...], what: str
) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        reading.tell(node, NO_MAPPING.format(what=what))
        return {}
    found: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = str(key_node.value)
        if key not in known:
            reading.tell(key_node, UNKNOWN_KEY.format(key=key, known=", ".join(known)))
        elif key in found:
            reading.tell(key_node, DOUBLE_KEY.format(key=key))
        else:
            found[key] = value
    for key in required:
        if key not in found:
            reading.tell(node, MISSING_KEY.format(key=key))
    return found


def _items(
    reading: _Reading, pairs: dict[str, yaml.Node], key: str, *, required: bool = False
) -> list[yaml.Node]:
    node = pairs.get(key)
    if node is None or (node.tag == NULL_TAG and not required):
        return []
    if not isinstance(node, yaml.SequenceNode):
        reading.tell(node, NO_LIST.format(key=key))
        return []
    if required and not node.value:
        reading.tell(node, NO_ENTRIES.format(key=key))
    return list(node.value)


def _text(reading: _Reading, pairs: dict[str, yaml.Node], key: str) -> str | None:
    node = pairs.get(key)
    return None if node is None else _scalar(reading, node, key)


def _scalar(reading: _Reading, node: yaml.Node, key: str) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        reading.tell(node, NO_TEXT.format(key=key))
        return None
    text = str(node.value).strip()
    if not text or node.tag == NULL_TAG:
        reading.tell(node, NO_VALUE.format(key=key))
        return None
    if "\n" in text:
        reading.tell(node, NO_TEXT.format(key=key))
    return text


def _host(reading: _Reading, pairs: dict[str, yaml.Node], key: str) -> str | None:
    node = pairs.get(key)
    if node is None or node.tag == NULL_TAG:
        return None
    text = (_scalar(reading, node, key) or "").lower()
    host, colon, port = text.partition(":")
    bad_port = colon and not (PORT.fullmatch(port) and 0 < int(port) <= LARGEST_PORT)
    if text and (bad_port or not HOST.fullmatch(host)):
        reading.tell(node, BAD_HOST.format(key=key))
    return host if port == "443" else text


def _base_url(reading: _Reading, pairs: dict[str, yaml.Node], text: str | None) -> str:
    if text is None:
        return ""
    try:
        url = ada_url.URL(text)
    except ValueError:  # UnicodeEncodeError, for lone surrogates, is one too
        reading.tell(pairs["base_url"], BAD_BASE)
        return ""
    plain = url.pathname == "/" and not (url.search or url.hash or url.username or url.password)
    if url.protocol not in ("http:", "https:") or not plain:
        reading.tell(pairs["base_url"], BAD_BASE)
    base = f"{url.protocol}//{url.host}"
    reading.once(pairs["base_url"], "base_url", base)
    return base


def _aliases(reading: _Reading, pairs: dict[str, yaml.Node]) -> Iterator[str]:
    for node in _items(reading, pairs, "aliases"):
        alias = (_scalar(reading, node, "aliases") or "").lower()
        if alias and not HOST.fullmatch(alias):
            reading.tell(node, BAD_HOST.format(key="aliases"))
        elif alias:
            reading.once(node, "alias", alias)
            yield alias


def _organizations(
    reading: _Reading, pairs: dict[str, yaml.Node], server: str
) -> Iterator[Organization]:
    for node in _items(reading, pairs, "organizations", required=True):
        keys = _pairs(reading, node, ORGANIZATION_KEYS, ("name",), "an organization")
        name = _text(reading, keys, "name")
        if not name:
            continue
        if not is_organization_name(name):
            reading.tell(keys["name"], BAD_ORGANIZATION.format(value=name))
        elif is_reserved(name):
            reading.tell(keys["name"], RESERVED.format(value=name))
        reading.once(keys["name"], f"organization of {server}", name)
        yield Organization(name, _text(reading, keys, "display_name") or name)


def _position(node: yaml.Node) -> str:
    return f"{node.start_mark.line}:{node.start_mark.column}"
