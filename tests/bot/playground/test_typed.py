"""What Slack makes of typed text."""

import pytest

from bot.playground.typed import write
from bot.playground.workspace import BOT

TEXTS = {
    "a bare host is linked": (
        "try crmserver.contoso.com now",
        "try <http://crmserver.contoso.com|crmserver.contoso.com> now",
    ),
    "a host with a path is linked whole": (
        "crm.contoso.com/contoso",
        "<http://crm.contoso.com/contoso|crm.contoso.com/contoso>",
    ),
    "a whole address is linked without its full stop": (
        "It is https://crm.contoso.com/x.",
        "It is <https://crm.contoso.com/x>.",
    ),
    "an ampersand in an address is escaped": (
        "https://a.com/?a=1&b=2",
        "<https://a.com/?a=1&amp;b=2>",
    ),
    "three characters are escaped": ("<b> & </b>", "&lt;b&gt; &amp; &lt;/b&gt;"),
    "a namespace is no host": (
        "System.ServiceModel.Channels.Call(String a)",
        "System.ServiceModel.Channels.Call(String a)",
    ),
    "an inner host name is no link": ("http is crm.corp.local", "http is crm.corp.local"),
    "a mail address is linked": (
        "ask a@contoso.com",
        "ask <mailto:a@contoso.com|a@contoso.com>",
    ),
    "the bot's name becomes a mention": ("@crmurl help", f"<@{BOT.id}> help"),
    "a stranger's name stays text": ("@nobody help", "@nobody help"),
    "a fence keeps its text and links only whole addresses": (
        "see\n```\nat X<Y> crm.com\nhttps://a.com\n```",
        "see\n```at X&lt;Y&gt; crm.com\n<https://a.com>```",
    ),
    "a generic's backtick is no code": (
        "ClientAuthProvider`1.SignIn(Object`1 a)",
        "ClientAuthProvider`1.SignIn(Object`1 a)",
    ),
}


@pytest.mark.parametrize(("typed", "stored"), TEXTS.values(), ids=TEXTS.keys())
def test_text_is_stored_with_slacks_markup(typed, stored):
    assert write(typed, [BOT]).text == stored


def test_a_fence_is_preformatted_rich_text_to_the_letter():
    sections = write("look:\n```\nat A<B>\n  at C\n```", [BOT]).blocks[0]["elements"]
    assert [part["type"] for part in sections] == ["rich_text_section", "rich_text_preformatted"]
    assert sections[1]["elements"] == [{"type": "text", "text": "at A<B>\n  at C"}]


def test_nothing_typed_has_no_blocks():
    assert write("", [BOT]).blocks == []
