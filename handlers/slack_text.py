"""Makes what someone typed in Slack plain again: no escapes, no link markup, code to the letter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

# Slack writes `<...>` itself; what people type in angle brackets arrives as `&lt;...&gt;`.
_MARKUP = re.compile(r"<([^<>\n]+)>")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*", re.IGNORECASE)
_HOST = re.compile(r"^(?:[^\s/?#@]*@)?([^\s/?#:@\\]+\.[^\s/?#:@\\]{2,})(?:[:/?#\\]\S*)?$")
_ENTITIES = ("&amp;", "&lt;", "&gt;")
_SHARED = ("is_share", "is_msg_unfurl")
_LINE_BREAKING = (
    "rich_text_section",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_preformatted",
)


def plain(text: str, blocks: Sequence[Any] | None = None) -> str:
    """Give the text as its author saw it while typing.

    Preformatted rich text is exact where `text` has been through Slack's marks, so such blocks
    are read instead of `text`. A link whose label names another host than its target stays as
    Slack wrote it, for the doctor to flag. Odd payloads give what can be read, never an error.
    """
    if isinstance(blocks, list) and _holds_code(blocks):
        exact = "\n".join(line for line in _lines(blocks) if line).strip("\n")
        if exact.strip():
            return exact
    return _decoded(text) if isinstance(text, str) else ""


def spoken(message: Mapping[str, Any]) -> str:
    """Give the whole of a message in plain words: its text, then what was forwarded with it."""
    own = plain(message.get("text") or "", message.get("blocks"))
    attachments = message.get("attachments")
    if not isinstance(attachments, list):
        return own
    return "\n".join(part for part in (own, *_forwarded(attachments)) if part)


def _forwarded(attachments: list[Any]) -> Iterator[str]:
    for attachment in attachments:
        if isinstance(attachment, dict) and any(attachment.get(mark) for mark in _SHARED):
            yield plain(attachment.get("text") or "")


def _decoded(text: str) -> str:
    if "<" in text:
        text = _MARKUP.sub(_unmarked, text)
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """Undo exactly the three escapes Slack makes: `&nbsp;` was typed by a person and stays."""
    if not any(entity in text for entity in _ENTITIES):
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unmarked(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    kind, rest = target[:1], target[1:]
    if kind in ("@", "#"):
        return kind + (label or rest)
    if kind == "!":
        return label or "@" + rest.split("^")[0]
    return _link(target, label, match[0])


def _link(target: str, label: str, markup: str) -> str:
    if not label or not _SCHEME.match(target):
        return target if _SCHEME.match(target) else markup
    shown, meant = _address(label), _address(target)
    if shown == meant or target.startswith(("mailto:", "tel:")):
        return label
    shown_host, meant_host = _HOST.match(shown), _HOST.match(meant)
    if shown_host is None or (meant_host and shown_host[1] == meant_host[1]):
        return target
    return markup


def _address(link: str) -> str:
    return _SCHEME.sub("", unescape(link).strip(), count=1).rstrip("/").casefold()


def _holds_code(blocks: list[Any]) -> bool:
    return any(
        isinstance(element, dict) and element.get("type") == "rich_text_preformatted"
        for block in blocks
        for element in _children(block)
    )


def _children(node: object) -> Sequence[Any]:
    elements = node.get("elements") if isinstance(node, dict) else None
    return elements if isinstance(elements, list) else ()


def _lines(nodes: Sequence[Any]) -> Iterator[str]:
    """Walk the blocks; no deeper than Slack nests them (block, list, section, word)."""
    for block in nodes:
        for element in _children(block):
            yield _line(element)


def _line(node: object) -> str:
    if not isinstance(node, dict) or node.get("type") not in _LINE_BREAKING:
        return _word(node)
    join = "\n" if node["type"] == "rich_text_list" else ""
    return join.join(
        "".join(_word(word) for word in _children(child)) if _children(child) else _word(child)
        for child in _children(node)
    ).strip("\n")


def _word(node: object) -> str:
    if not isinstance(node, dict):
        return ""
    kind = node.get("type")
    if kind == "link":
        url, label = _string(node, "url"), _string(node, "text")
        return _link(url, label, f"<{url}|{label}>")
    if kind == "user":
        return "@" + _string(node, "user_id")
    if kind == "broadcast":
        return "@" + _string(node, "range")
    if kind == "emoji":
        return f":{_string(node, 'name')}:"
    return _string(node, "text")


def _string(node: Mapping[str, Any], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
