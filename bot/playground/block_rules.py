"""Refuses Block Kit that Slack would refuse: unknown blocks and anything over its limits."""

from collections import Counter
from collections.abc import Iterator

from bot.playground.messages import Json, JsonValue

# docs.slack.dev, "Block Kit": reference of blocks, block elements and views
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
HEADER = 150
SECTION = 3000
FIELD = 2000
FIELDS = 10
CONTEXT_ELEMENTS = 10
ACTION_ELEMENTS = 25
BUTTON = 75
VALUE = 2000
ID = 255
MARKDOWN = 12_000
TITLE = 24
PRIVATE_METADATA = 3000
VIEW_BYTES = 250_000
OPTIONS = 100

KNOWN = {"header", "section", "context", "divider", "actions", "rich_text", "image", "markdown"}
IN_VIEWS = KNOWN | {"input"}
STYLES = {None, "primary", "danger"}

Problems = Iterator[str]


def message_problems(blocks: JsonValue) -> list[str]:
    """Say what Slack would not accept in a message's blocks; nothing when all is well."""
    return list(_blocks(blocks, KNOWN, MESSAGE_BLOCKS))


def view_problems(view: JsonValue) -> list[str]:
    """Say what Slack would not accept in a modal or home view."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return ["must be a view of type modal or home"]
    return [*_frame(view), *_blocks(view.get("blocks"), IN_VIEWS, VIEW_BLOCKS)]


def _frame(view: Json) -> Problems:
    if view["type"] == "modal":
        yield from _plain_text(view.get("title"), TITLE, "/view/title")
    for part in ("submit", "close"):
        if part in view:
            yield from _plain_text(view[part], TITLE, f"/view/{part}")
    yield from _at_most(view.get("private_metadata", ""), PRIVATE_METADATA, "/private_metadata")
    yield from _at_most(view.get("callback_id", ""), ID, "/callback_id")
    yield from _at_most(str(view), VIEW_BYTES, "/view")
    kinds = {block.get("type") for block in view.get("blocks") or [] if isinstance(block, dict)}
    if "input" in kinds and "submit" not in view and view["type"] == "modal":
        yield "submit is needed when there is an input [/view/submit]"


def _blocks(blocks: JsonValue, known: set[str], most: int) -> Problems:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield "must be an array of blocks [/blocks]"
        return
    if len(blocks) > most:
        yield f"no more than {most} items allowed [/blocks]"
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for block_id, count in ids.items():
        yield from _at_most(block_id, ID, "/block_id")
        if count > 1:
            yield f"block_id {block_id} already exists [/blocks]"
    for place, block in enumerate(blocks):
        yield from _block(block, known, f"/blocks/{place}")


def _block(block: Json, known: set[str], where: str) -> Problems:
    kind = block.get("type")
    if kind not in known:
        yield f"unsupported type: {kind} [{where}/type]"
    elif kind in RULES:
        yield from RULES[kind](block, where)


def _header(block: Json, where: str) -> Problems:
    yield from _plain_text(block.get("text"), HEADER, f"{where}/text")


def _section(block: Json, where: str) -> Problems:
    fields = block.get("fields") or []
    if not block.get("text") and not fields:
        yield f"text or fields are needed [{where}]"
    if block.get("text"):
        yield from _text(block["text"], SECTION, f"{where}/text")
    yield from _count(fields, FIELDS, f"{where}/fields")
    for field in fields:
        yield from _text(field, FIELD, f"{where}/fields")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{where}/accessory")


def _context(block: Json, where: str) -> Problems:
    elements = block.get("elements") or []
    if not elements:
        yield f"elements are needed [{where}]"
    yield from _count(elements, CONTEXT_ELEMENTS, f"{where}/elements")
    for element in elements:
        if element.get("type") != "image":
            yield from _text(element, SECTION, f"{where}/elements")


def _actions(block: Json, where: str) -> Problems:
    elements = block.get("elements") or []
    if not elements:
        yield f"elements are needed [{where}]"
    yield from _count(elements, ACTION_ELEMENTS, f"{where}/elements")
    names = [element.get("action_id") for element in elements if element.get("action_id")]
    if len(set(names)) < len(names):
        yield f"action_id must be unique [{where}/elements]"
    for element in elements:
        yield from _element(element, f"{where}/elements")


def _input(block: Json, where: str) -> Problems:
    yield from _plain_text(block.get("label"), FIELD, f"{where}/label")
    if "hint" in block:
        yield from _plain_text(block["hint"], FIELD, f"{where}/hint")
    yield from _element(block.get("element") or {}, f"{where}/element")


def _rich_text(block: Json, where: str) -> Problems:
    allowed = {f"rich_text_{part}" for part in ("section", "preformatted", "quote", "list")}
    for element in block.get("elements") or []:
        if element.get("type") not in allowed:
            yield f"unsupported type: {element.get('type')} [{where}/elements]"
    if not block.get("elements"):
        yield f"elements are needed [{where}]"


def _markdown(block: Json, where: str) -> Problems:
    yield from _length(block.get("text", ""), MARKDOWN, f"{where}/text")


def _image(block: Json, where: str) -> Problems:
    if not block.get("alt_text") or not (block.get("image_url") or block.get("slack_file")):
        yield f"image_url and alt_text are needed [{where}]"


RULES = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "image": _image,
}


def _element(element: Json, where: str) -> Problems:
    yield from _at_most(element.get("action_id", ""), ID, f"{where}/action_id")
    if element.get("type") == "button":
        yield from _plain_text(element.get("text"), BUTTON, f"{where}/text")
        yield from _at_most(element.get("value", ""), VALUE, f"{where}/value")
        if element.get("style") not in STYLES:
            yield f"style must be primary or danger [{where}/style]"
    options = element.get("options") or []
    yield from _count(options, OPTIONS, f"{where}/options")
    for option in options:
        yield from _text(option.get("text"), BUTTON, f"{where}/options/text")


def _plain_text(text: JsonValue, most: int, where: str) -> Problems:
    if isinstance(text, dict) and text.get("type") != "plain_text":
        yield f"must be plain_text [{where}]"
    yield from _text(text, most, where)


def _text(text: JsonValue, most: int, where: str) -> Problems:
    if not isinstance(text, dict) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"must be a text object [{where}]"
        return
    yield from _length(text.get("text", ""), most, where)


def _length(text: JsonValue, most: int, where: str) -> Problems:
    if not isinstance(text, str) or not text:
        yield f"must be more than 0 characters [{where}]"
        return
    yield from _at_most(text, most, where)


def _at_most(text: str, most: int, where: str) -> Problems:
    if len(text) > most:
        yield f"must be less than {most + 1} characters [{where}]"


def _count(items: list[Json], most: int, where: str) -> Problems:
    if len(items) > most:
        yield f"no more than {most} items allowed [{where}]"
