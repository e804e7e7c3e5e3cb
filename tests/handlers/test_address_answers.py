"""What the doctor found is worded and drawn so that the right thing is the easy thing."""

import pytest

from handlers.address_answers import (
    OPTION,
    REPLY,
    draw_finding,
    draw_result,
    findings_in_thread,
)
from handlers.drawing import compose
from knowledge.finding import Change, Finding, Status
from tests.handlers.pastes import ADDRESS

RIGHT = f"{ADDRESS}/contoso"
IFD = "https://contoso.contoso.com"


def finding(status: Status, **fields) -> Finding:
    given = {"url": None, "ifd_url": None, "options": (), "changes": (), "message": ""}
    return Finding(status, **{**given, **fields})


def buttons(reply) -> list[tuple[str, str]]:
    return [
        (element["action_id"].rpartition(".")[0], element["value"])
        for block in reply.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


WORDS = {
    Status.CORRECTED: "Use this address",
    Status.ALREADY_CORRECT: "right as it is",
    Status.NEEDS_ORG: "Organization name needed",
    Status.AMBIGUOUS: "Which address is meant?",
    Status.ONLINE: "CRM Online",
    Status.NOT_CRM: "Not a CRM server address",
    Status.NOT_A_URL: "Not an address",
}


@pytest.mark.parametrize("status", Status)
def test_every_status_is_told_in_words(status):
    url = RIGHT if status in (Status.CORRECTED, Status.ALREADY_CORRECT) else None
    reply = draw_finding(finding(status, url=url))
    assert WORDS[status] in reply.text
    assert reply.blocks


def test_both_addresses_are_given_where_both_are_known():
    reply = draw_finding(finding(Status.CORRECTED, url=RIGHT, ifd_url=IFD))
    assert RIGHT in reply.text
    assert IFD in reply.text


MESSAGES = {
    "a bare repetition is left out": (f"Use {RIGHT}.", 1),
    "what it adds is kept": (f"Use {RIGHT}. A password was typed: change it.", 2),
}


@pytest.mark.parametrize(("message", "times"), MESSAGES.values(), ids=MESSAGES.keys())
def test_an_address_is_not_said_twice_for_nothing(message, times):
    reply = draw_finding(finding(Status.CORRECTED, url=RIGHT, message=message))
    assert reply.text.count(RIGHT) == times


def test_changes_come_in_order_with_their_reasons():
    changes = (Change("https:// added", "it was missing"), Change("port removed", "it is 443"))
    text = draw_finding(finding(Status.CORRECTED, url=RIGHT, changes=changes)).text
    assert text.index("https:// added: it was missing") < text.index("port removed: it is 443")


ADDRESSES = (RIGHT, f"{ADDRESS}/fabrikam")
NAMES = ("contoso", "fabrikam")
MANY = tuple(f"{ADDRESS}/org{number}" for number in range(30))
LONG = (f"{ADDRESS}/{'o' * 80}",)
CLICKABLE = {
    "addresses are clicked": (ADDRESSES, [(OPTION, each) for each in ADDRESSES]),
    "bare names are only read: nothing is known of the address by then": (NAMES, []),
    "many are read": (MANY, []),
    "one too long for a button is read": (LONG, []),
}


@pytest.mark.parametrize(("options", "clicked"), CLICKABLE.values(), ids=CLICKABLE.keys())
def test_options_of_a_command_are_clicked_or_read(options, clicked):
    reply = draw_finding(finding(Status.AMBIGUOUS, options=options))
    assert buttons(reply) == clicked
    assert options[0] in reply.text


def test_a_name_clicked_in_a_thread_says_what_it_is():
    reply = compose(findings_in_thread([finding(Status.NEEDS_ORG, options=NAMES)]))
    assert buttons(reply) == [(REPLY, "org is contoso"), (REPLY, "org is fabrikam")]


def test_what_is_left_out_of_a_long_list_is_counted():
    reply = draw_finding(finding(Status.AMBIGUOUS, options=MANY))
    assert "and 11 more" in reply.text


def test_a_result_in_a_form_has_nothing_to_click():
    reply = draw_result(finding(Status.AMBIGUOUS, options=ADDRESSES))
    assert buttons(reply) == []
    assert RIGHT in reply.text


def test_a_thread_is_told_of_three_addresses_at_most():
    found = [finding(Status.CORRECTED, url=f"{ADDRESS}/org{number}") for number in range(5)]
    text = compose(findings_in_thread(found)).text
    assert "org2" in text
    assert "org3" not in text
