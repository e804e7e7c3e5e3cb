"""A paste comes in by either door, and its thread gets cause, address and completion."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.playground.double import SlackDouble
from bot.playground.faults import read_faults
from bot.playground.messages import Draft
from bot.playground.workspace import COLLEAGUE, HELP, YOU
from bot.running import connected, served
from bot.settings import Settings
from tests.bot.conftest import until

PASTE = """\
Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your credentials. \
Check your connection or contact your administrator for more help.
Access is denied.
Server stack trace:
at System.ServiceModel.Channels.ServiceChannel.ThrowIfFaultUnderstood(Message reply, \
MessageFault fault, String action, MessageVersion version, FaultConverter faultConverter)
Exception rethrown at [0]:
at System.Windows.Forms.Control.MarshaledInvoke(Control caller, Delegate method, Object[] args, \
Boolean synchronous)
at Microsoft.Crm.Outlook.ClientAuth.ClientAuthProvider`1.RetrieveUserCredentialsAndSignIn()
at Microsoft.Crm.Application.Outlook.Config.DeploymentsInfo
I typed https://crmserver.contoso.com
"""
DIALOG = PASTE.partition("\n")[0]
CHATTER = ("lunch?", "the server room is cold again", "https://example.com/menu")


@asynccontextmanager
async def over_http(double: SlackDouble, settings: Settings) -> AsyncIterator[None]:
    """Run the bot for signed HTTP requests."""
    async with served(settings) as (host, port):
        double.request_urls([f"http://{host}:{port}/slack/events"])
        yield


@asynccontextmanager
async def over_a_socket(double: SlackDouble, settings: Settings) -> AsyncIterator[None]:
    """Run the bot over Socket Mode."""
    async with connected(settings):
        await until(lambda: double.slack.sockets.connections)
        yield


WAYS = pytest.mark.parametrize("way", [over_http, over_a_socket], ids=["serve", "connect"])


def thread_of(double: SlackDouble, ts: str) -> list[str]:
    """Give the bot's replies in a thread."""
    kept = double.slack.workspace.thread(HELP.id, ts)
    return [message.draft.text for message in kept if message.author.bot_id]


@WAYS
async def test_a_paste_is_answered_in_its_thread_and_completed_there(way, double, settings):
    async with way(double, settings):
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: thread_of(double, pasted.ts))
        (answer,) = thread_of(double, pasted.ts)
        assert "Organization name missing" in answer
        assert "Organization name needed" in answer

        double.slack.type(HELP, YOU, Draft("org is contoso", thread_ts=pasted.ts))
        await until(lambda: len(thread_of(double, pasted.ts)) > 1)
        assert "https://crmserver.contoso.com/contoso" in thread_of(double, pasted.ts)[1]


async def click(double: SlackDouble, ts: str, label: str) -> None:
    """Click a button of the newest reply in a thread."""
    message = [each for each in double.slack.workspace.thread(HELP.id, ts) if each.author.bot_id][
        -1
    ]
    (button,) = (
        element
        for block in message.draft.blocks or ()
        for element in block.get("elements", ())
        if element.get("type") == "button" and element["text"]["text"].startswith(label)
    )
    assert await double.people.click(YOU, message, button)


@WAYS
async def test_clicked_answers_narrow_the_causes_down_until_none_is_left(way, double, settings):
    async with way(double, settings):
        pasted = double.slack.type(HELP, YOU, Draft(DIALOG))
        for replies in (1, 2, 3):
            await until(lambda at=replies: len(thread_of(double, pasted.ts)) == at)
            if replies < 3:
                await click(double, pasted.ts, "None of these")
        asked, narrowed, denied = thread_of(double, pasted.ts)
        assert "more than one known cause" in asked
        assert "That narrows it down" in narrowed
        assert "none of the causes I know" in denied


@WAYS
async def test_a_clicked_line_settles_the_cause(way, double, settings):
    async with way(double, settings):
        pasted = double.slack.type(HELP, YOU, Draft(DIALOG))
        await until(lambda: thread_of(double, pasted.ts))
        await click(double, pasted.ts, "Access is denied.")
        await until(lambda: len(thread_of(double, pasted.ts)) > 1)
        assert "Organization name missing" in thread_of(double, pasted.ts)[1]
        assert "The poster saw “Access is denied.”" in thread_of(double, pasted.ts)[1]


@WAYS
async def test_chatter_is_acked_and_leaves_no_trace(way, double, settings):
    async with way(double, settings):
        said = [double.slack.type(HELP, COLLEAGUE, Draft(text)) for text in CHATTER]
        await until(lambda: double.slack.courier.ledger.acked == len(CHATTER))
        assert [thread_of(double, message.ts) for message in said] == [[], [], []]


@WAYS
async def test_a_command_is_answered_in_the_ack(way, double, settings):
    async with way(double, settings):
        done = await double.people.command(HELP, YOU, "/crmurl", "crmserver.contoso.com contoso")
        assert done
        (whisper,) = double.slack.workspace.whispered.values()
        assert "https://crmserver.contoso.com/contoso" in whisper.draft.text


@WAYS
async def test_a_chosen_address_takes_the_place_of_the_choice(way, double, settings):
    async with way(double, settings):
        typed = "https://crm.contoso.com/sales or https://crm2.contoso.com/sales"
        await double.people.command(HELP, YOU, "/crmurl", typed)
        (whisper,) = double.slack.workspace.whispered.values()
        (button, *_) = (
            element
            for block in whisper.draft.blocks or ()
            for element in block.get("elements", ())
            if element.get("type") == "button"
        )
        assert await double.people.click(YOU, whisper, button)
        (chosen,) = double.slack.workspace.whispered.values()
        assert "The address is right as it is: https://crm.contoso.com/sales" in chosen.draft.text
        assert "crm2" not in chosen.draft.text


@WAYS
async def test_an_event_delivered_again_is_answered_once(way, double, settings):
    async with way(double, settings):
        double.faults = read_faults("duplicate=100%")
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: thread_of(double, pasted.ts))
        # The paste twice, and twice again the event of the bot's own answer.
        await until(lambda: double.slack.courier.ledger.acked == 4)
        assert len(thread_of(double, pasted.ts)) == 1


@WAYS
async def test_the_bot_asks_who_it_is_once_and_not_per_event(way, double, settings):
    async with way(double, settings):
        for text in CHATTER:
            double.slack.type(HELP, COLLEAGUE, Draft(text))
        await until(lambda: double.slack.courier.ledger.acked == len(CHATTER))
        assert double.api.calls["auth.test"] == 1
