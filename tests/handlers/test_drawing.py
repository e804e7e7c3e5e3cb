"""Whatever an answer has to say, Slack takes it, and nothing quoted in it can act."""

import pytest

from handlers.drawing import (
    Buttons,
    Copyable,
    Paragraph,
    Points,
    Small,
    Title,
    compose,
    cut,
    cut_prose,
)

LONG = "ab<c & " * 2_000
PARTS = {
    "a title": Title(LONG),
    "prose": Paragraph(LONG, LONG),
    "exact text": Copyable("label", LONG),
    "a list": Points("label", (LONG, LONG)),
    "small print": Small(LONG),
    "buttons": Buttons("kind", tuple((LONG, str(number)) for number in range(40))),
    "a button that cannot be carried": Buttons("kind", ((LONG, LONG), ("x", "y"))),
}
TEXT_LIMITS = {"header": 150, "section": 3_000, "button": 75, "context": 2_000, "text": 3_000}


def texts(node, kind=""):
    """Give every text of a block with the kind of thing it stands in."""
    if isinstance(node, list):
        for item in node:
            yield from texts(item, kind)
    elif isinstance(node, dict):
        own = node.get("type", kind)
        stands_in = kind if own in ("plain_text", "mrkdwn") else own
        if isinstance(node.get("text"), str):
            yield stands_in, node["text"]
        for value in node.values():
            yield from texts(value, stands_in)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_every_part_keeps_to_slacks_limits(part):
    for kind, text in texts(part.block()):
        assert 0 < len(text) <= TEXT_LIMITS[kind]


def test_an_answer_has_at_most_fifty_blocks_and_a_text_that_is_not_split():
    reply = compose([Paragraph("", LONG)] * 70)
    assert len(reply.blocks) == 50
    assert len(reply.text) <= 3_500
    assert reply.text.endswith("…")


@pytest.mark.parametrize("limit", range(20, 30))
def test_shortening_leaves_no_half_escape(limit):
    reply = compose([Paragraph("", "x" * (3_500 - limit) + "&" * 100)])
    assert "&…" not in reply.text
    assert "&a…" not in reply.text
    assert "&am…" not in reply.text
    assert "&amp…" not in reply.text


PROSE = {
    "short enough": ("1. Stop.\n2. Start.", "1. Stop.\n2. Start."),
    "whole paragraphs": (f"{'a' * 30}\n\n{'b' * 30}", f"{'a' * 30}\n…"),
    "whole lines": (f"1. {'a' * 30}\n2. {'b' * 30}", f"1. {'a' * 30}\n…"),
    "whole sentences": (f"{'a' * 30}. {'b' * 30}.", f"{'a' * 30}.\n…"),
    "whole words": (f"{'a' * 30} {'b' * 30}", f"{'a' * 30}…"),
}


@pytest.mark.parametrize(("markdown", "shown"), PROSE.values(), ids=PROSE)
def test_prose_is_shortened_where_it_pauses(markdown, shown):
    assert cut_prose(markdown, 45) == shown


HOSTILE = "<!channel> <@U1> <https://evil.example|crm.contoso.com> &lt;"


@pytest.mark.parametrize(
    "part",
    [Title(HOSTILE), Paragraph(HOSTILE, HOSTILE), Points(HOSTILE, (HOSTILE,)), Small(HOSTILE)],
    ids=["title", "prose", "list", "small print"],
)
def test_nothing_quoted_mentions_anybody_or_hides_a_link(part):
    assert "<" not in compose([part]).text
    for kind, text in texts(part.block()):
        literal = kind in ("header", "text")  # plain and rich text have no markup
        assert literal or "<" not in text


def test_prose_is_not_turned_into_links_by_slack():
    assert Paragraph("", "see crm.contoso.com").block()["text"]["verbatim"] is True


MARKDOWN = {
    "bold": ("**no**", "*no*"),
    "bullets": ("- a\n- b", "• a\n• b"),
    "code stays": ("type `https://x/<orgname>`", "type `https://x/&lt;orgname&gt;`"),
    "a link is shown in the open": ("[page](https://x.com/a)", "page (https://x.com/a)"),
}


@pytest.mark.parametrize(("markdown", "expected"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_an_articles_markdown_is_drawn_for_slack(markdown, expected):
    assert Paragraph("", markdown).block()["text"]["text"] == expected


def test_exact_text_copies_clean():
    block = Copyable("Use this address", "https://x/a&b").block()
    preformatted = block["elements"][1]
    assert preformatted["type"] == "rich_text_preformatted"
    assert preformatted["elements"] == [{"type": "text", "text": "https://x/a&b"}]


CUT = {"short": ("abc", 3, "abc"), "long": ("abcd", 3, "ab…"), "at a blank": ("a bcd", 3, "a…")}


@pytest.mark.parametrize(("text", "limit", "expected"), CUT.values(), ids=CUT.keys())
def test_long_text_shows_that_it_was_shortened(text, limit, expected):
    assert cut(text, limit) == expected
