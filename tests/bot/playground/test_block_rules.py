"""Block Kit that Slack would refuse is refused."""

import pytest

from bot.playground.block_rules import message_problems, view_problems


def plain(text):
    return {"type": "plain_text", "text": text}


def section(length):
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}


def button(**more):
    return {"type": "actions", "elements": [{"type": "button", "text": plain("Go"), **more}]}


def modal(**more):
    return {"type": "modal", "title": plain("Title"), "blocks": [section(5)], **more}


INPUT = {
    "type": "input",
    "block_id": "a",
    "label": plain("Address"),
    "element": {"type": "plain_text_input", "action_id": "v"},
}

MESSAGES = {
    "fifty blocks": ([{"type": "divider"}] * 50, None),
    "fifty-one blocks": ([{"type": "divider"}] * 51, "no more than 50"),
    "a section of 3,000": ([section(3000)], None),
    "a section of 3,001": ([section(3001)], "less than 3001"),
    "an empty section": ([{"type": "section"}], "text or fields"),
    "eleven fields": (
        [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
        "no more than 10",
    ),
    "a header of 151": ([{"type": "header", "text": plain("x" * 151)}], "less than 151"),
    "a header in mrkdwn": (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "must be plain_text",
    ),
    "a button of 76": ([button(text=plain("x" * 76))], "less than 76"),
    "a value of 2,001": ([button(value="x" * 2001)], "less than 2001"),
    "a button in a style of its own": ([button(style="blue")], "primary or danger"),
    "two blocks of one id": (
        [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
        "already exists",
    ),
    "an unknown block": ([{"type": "marquee"}], "unsupported type: marquee"),
    "an input in a message": ([INPUT], "unsupported type: input"),
    "an empty context": ([{"type": "context", "elements": []}], "elements are needed"),
    "a markdown block of 12,001": (
        [{"type": "markdown", "text": "x" * 12_001}],
        "less than 12001",
    ),
    "rich text with a paragraph": (
        [{"type": "rich_text", "elements": [{"type": "paragraph"}]}],
        "unsupported type: paragraph",
    ),
    "rich text with a list": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]}],
        None,
    ),
    "an image without words for it": (
        [{"type": "image", "image_url": "https://example.com/a.png"}],
        "alt_text are needed",
    ),
    "two buttons of one action": (
        [
            {
                "type": "actions",
                "elements": [{"type": "button", "text": plain("a"), "action_id": "x"}] * 2,
            }
        ],
        "action_id must be unique",
    ),
    "a menu of 101": (
        [
            {
                "type": "actions",
                "elements": [{"type": "static_select", "options": [{"text": plain("a")}] * 101}],
            }
        ],
        "no more than 100",
    ),
    "an accessory beyond its limit": (
        [section(5) | {"accessory": {"type": "button", "text": plain("x" * 76)}}],
        "less than 76",
    ),
    "an empty text": ([section(0)], "more than 0"),
    "no list": ({"type": "divider"}, "must be an array"),
}

VIEWS = {
    "a modal": (modal(), None),
    "a title of 25": (modal(title=plain("x" * 25)), "less than 25"),
    "private_metadata of 3,001": (modal(private_metadata="x" * 3001), "less than 3001"),
    "an input without submit": (modal(blocks=[INPUT]), "submit is needed"),
    "an input with submit": (modal(blocks=[INPUT], submit=plain("Go")), None),
    "an input without a label": (
        modal(blocks=[INPUT | {"label": None}], submit=plain("Go")),
        "must be a text object",
    ),
    "a hint in mrkdwn": (
        modal(blocks=[INPUT | {"hint": {"type": "mrkdwn", "text": "x"}}], submit=plain("Go")),
        "must be plain_text",
    ),
    "101 blocks": (modal(blocks=[{"type": "divider"}] * 101), "no more than 100"),
    "no modal": ({"type": "window"}, "type modal or home"),
}


@pytest.mark.parametrize(("blocks", "problem"), MESSAGES.values(), ids=MESSAGES.keys())
def test_messages_keep_within_slacks_limits(blocks, problem):
    problems = message_problems(blocks)
    assert any(problem in told for told in problems) if problem else problems == []


@pytest.mark.parametrize(("view", "problem"), VIEWS.values(), ids=VIEWS.keys())
def test_views_keep_within_slacks_limits(view, problem):
    problems = view_problems(view)
    assert any(problem in told for told in problems) if problem else problems == []
