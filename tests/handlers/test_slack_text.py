"""What people typed is read as they saw it, whatever Slack's markup made of it."""

from typing import Any

import pytest

from handlers.slack_text import plain, spoken

TYPED = {
    "entities": ("a &lt;orgname&gt; &amp;&amp; b", "a <orgname> && b"),
    "an entity typed by hand": ("&nbsp;", "&nbsp;"),
    "a twice escaped entity is undone once": ("&amp;lt;", "&lt;"),
    "a bare host that Slack linked": ("<http://foo.com|foo.com>", "foo.com"),
    "the label repeats the address": ("<https://foo.com/a|https://foo.com/a>", "https://foo.com/a"),
    "a host without a dot": ("<http://crmserver/contoso|crmserver/contoso>", "crmserver/contoso"),
    "no label": ("<https://foo.com/?a=1&amp;b=2>", "https://foo.com/?a=1&b=2"),
    "a label in words": ("<https://foo.com|our server>", "https://foo.com"),
    "a shortened label": ("<https://foo.com/a/b/c|foo.com/a…>", "https://foo.com/a/b/c"),
    "a label that names another host": (
        "<https://evil.example|crm.contoso.com>",
        "<https://evil.example|crm.contoso.com>",
    ),
    "mail": ("<mailto:a@contoso.com|a@contoso.com>", "a@contoso.com"),
    "a mention": ("<@U12> hi", "@U12 hi"),
    "a mention by name": ("<@U12|ann> hi", "@ann hi"),
    "a channel": ("see <#C1|help>", "see #help"),
    "everybody here": ("<!here> look", "@here look"),
    "a group": ("<!subteam^S1|@desk>", "@desk"),
    "a date": ("<!date^1392734382^{date}|today>", "today"),
    "brackets left over": ("a < b > c", "a < b > c"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), TYPED.values(), ids=TYPED.keys())
def test_markup_becomes_what_was_typed(text, expected):
    assert plain(text) == expected


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def word(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


CODE = {"type": "rich_text_preformatted", "elements": [word("ProxyRpc& rpc\n at `1")]}
BLOCKS = {
    "preformatted text is exact": ([CODE], "ProxyRpc& rpc\n at `1"),
    "words around it are kept": ([section(word("look:")), CODE], "look:\nProxyRpc& rpc\n at `1"),
    "a link between the words": (
        [section(word("at "), {"type": "link", "url": "http://foo.com", "text": "foo.com"}), CODE],
        "at foo.com\nProxyRpc& rpc\n at `1",
    ),
    "a list": (
        [{"type": "rich_text_list", "elements": [section(word("a")), section(word("b"))]}, CODE],
        "a\nb\nProxyRpc& rpc\n at `1",
    ),
    "a quote": (
        [{"type": "rich_text_quote", "elements": [word("said")]}, CODE],
        "said\nProxyRpc& rpc\n at `1",
    ),
    "a mention, everybody and a smiley": (
        [
            section(
                {"type": "user", "user_id": "U1"},
                {"type": "broadcast", "range": "here"},
                {"type": "emoji", "name": "wave"},
            ),
            CODE,
        ],
        "@U1@here:wave:\nProxyRpc& rpc\n at `1",
    ),
    "no code: the text stands": ([section(word("other"))], "text"),
    "empty code: the text stands": ([{"type": "rich_text_preformatted", "elements": []}], "text"),
}


@pytest.mark.parametrize(("elements", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_code_is_read_from_its_block(elements, expected):
    assert plain("text", [{"type": "rich_text", "elements": elements}]) == expected


ODD = {
    "blocks that are no list": {"blocks": {"a": 1}},
    "a block that is no object": {"blocks": ["x", None, 7]},
    "elements that are no list": {"blocks": [{"elements": {"type": "rich_text_preformatted"}}]},
    "code of strings": {
        "blocks": [{"elements": [{"type": "rich_text_preformatted", "elements": ["x", None]}]}]
    },
    "words without text": {
        "blocks": [{"elements": [{"type": "rich_text_preformatted", "elements": [{"text": 7}]}]}]
    },
    "attachments that are no list": {"attachments": "x"},
    "attachments of strings": {"attachments": ["x", {"is_share": True, "text": 7}]},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_odd_payloads_give_the_text(odd):
    assert spoken({"text": "text", **odd}) == "text"


def test_a_forwarded_message_is_read_too():
    attachment = {"is_share": True, "text": "Access is &lt;denied&gt;"}
    assert spoken({"text": "look", "attachments": [attachment]}) == "look\nAccess is <denied>"


def test_an_unfolded_link_is_not_what_somebody_said():
    assert spoken({"text": "look", "attachments": [{"title": "News", "text": "x"}]}) == "look"
