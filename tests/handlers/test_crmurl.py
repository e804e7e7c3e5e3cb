"""`/crmurl` and its form: the address in the acknowledgement, mistakes under their fields."""

import json
from dataclasses import replace

import pytest

from handlers.crmurl import split
from knowledge.directory import Deployment, Directory, Organization
from tests.handlers import slack_payloads as slack_sends
from tests.handlers.pastes import ADDRESS

ORGANIZATIONS = (Organization("contoso", "Contoso"), Organization("fabrikam", "Fabrikam Ltd"))
SERVER = Deployment(
    name="Main",
    base_url=ADDRESS,
    auth="claims",
    aliases=(),
    ifd_domain=None,
    discovery_host=None,
    external_host=None,
    sts_host=None,
    organizations=ORGANIZATIONS,
)


async def test_an_address_is_corrected_for_the_askers_eyes(dispatch):
    response = await dispatch(slack_sends.command("crmserver.contoso.com contoso"))
    answer = json.loads(response.body)
    assert answer["response_type"] == "ephemeral"
    assert f"{ADDRESS}/contoso" in answer["text"]
    exact = [
        element["elements"][0]["text"]
        for block in answer["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_preformatted"
    ]
    assert exact == [f"{ADDRESS}/contoso"]


async def test_an_address_without_organization_asks_for_it(dispatch):
    response = await dispatch(slack_sends.command(ADDRESS))
    assert "Organization name needed" in json.loads(response.body)["text"]


async def test_help_says_how(dispatch):
    response = await dispatch(slack_sends.command("help"))
    assert "/crmurl &lt;address&gt; [organization]" in json.loads(response.body)["text"]


@pytest.mark.parametrize("text", ["", "   ", None], ids=["nothing", "blanks", "no text"])
async def test_alone_it_opens_the_form(dispatch, slack, text):
    response = await dispatch({**slack_sends.command(""), "text": text})
    assert response.status == 200
    assert [block["block_id"] for block in slack.views[0]["blocks"]] == ["address", "organization"]


async def test_a_form_that_cannot_be_opened_is_told(dispatch, slack):
    slack.trigger_expired = True
    await dispatch(slack_sends.command(""))
    assert "The form could not be opened" in slack.responses[0]["text"]


NEVER_SAID = {
    "a password in the address": (
        "https://ann:hunter2@crmserver.contoso.com/contoso",
        ("hunter2",),
    ),
    "a foreign host behind a known one": (
        "https://crmserver.contoso.com@evil.example/contoso",
        ("evil.example",),
    ),
    "a script": ("javascript:alert(1)//crmserver.contoso.com", ("alert",)),
    "a query": ("https://crmserver.contoso.com/contoso/main.aspx?token=s3cret", ("s3cret",)),
    "everybody in the channel": ("<!channel> crmserver.contoso.com", ("<!channel>",)),
}


@pytest.mark.parametrize(("text", "hidden"), NEVER_SAID.values(), ids=NEVER_SAID.keys())
async def test_what_must_not_be_repeated_is_not(dispatch, text, hidden):
    response = await dispatch(slack_sends.command(text))
    assert json.loads(response.body)["text"]
    for secret in hidden:
        assert secret not in response.body


SPLIT = {
    "address and organization": ("crm.x.com contoso", ("crm.x.com", "contoso")),
    "an address alone": ("crm.x.com", ("crm.x.com", None)),
    "prose stays whole": ("crm.x.com our org is contoso", ("crm.x.com our org is contoso", None)),
    "two addresses stay whole": ("crm.x.com crm2.x.com", ("crm.x.com crm2.x.com", None)),
    "an underscore is fine": ("crm.x.com con_toso", ("crm.x.com", "con_toso")),
}


@pytest.mark.parametrize(("words", "expected"), SPLIT.values(), ids=SPLIT.keys())
def test_words_behind_the_command_are_parted(words, expected):
    assert split(words) == expected


async def test_the_form_shows_the_address_in_its_place(dispatch):
    sent = slack_sends.submission(
        address={"value": "crmserver.contoso.com"}, organization={"value": "contoso"}
    )
    answer = json.loads((await dispatch(sent)).body)
    assert answer["response_action"] == "update"
    assert f"{ADDRESS}/contoso" in json.dumps(answer["view"])


WRONG = {
    "nothing typed": ({"address": {"value": None}}, "address"),
    "no fields at all": ({}, "address"),
    "no address": ({"address": {"value": "hello"}}, "address"),
    "no organization": ({"address": {"value": ADDRESS}}, "organization"),
}


@pytest.mark.parametrize(("fields", "under"), WRONG.values(), ids=WRONG.keys())
async def test_a_mistake_is_told_under_its_field(dispatch, fields, under):
    answer = json.loads((await dispatch(slack_sends.submission(**fields))).body)
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [under]


class TestWithADirectory:
    """The company's servers and organizations are there to choose from."""

    @pytest.fixture
    def directory(self):
        return Directory((SERVER,))

    async def test_the_form_lists_them(self, dispatch, slack):
        await dispatch(slack_sends.command(""))
        menus = {
            block["block_id"]: [option["value"] for option in block["element"]["options"]]
            for block in slack.views[0]["blocks"]
            if block["element"]["type"] == "static_select"
        }
        assert menus == {"server": [ADDRESS], "listed": ["contoso", "fabrikam"]}

    async def test_a_choice_is_as_good_as_typing(self, dispatch):
        sent = slack_sends.submission(
            address={"value": None},
            server={"selected_option": {"value": ADDRESS}},
            listed={"selected_option": {"value": "fabrikam"}},
        )
        answer = json.loads((await dispatch(sent)).body)
        assert f"{ADDRESS}/fabrikam" in json.dumps(answer["view"])


class TestWithALargeDirectory:
    """More servers than a Slack menu holds: the form asks for the address in words."""

    @pytest.fixture
    def directory(self):
        servers = range(101)
        return Directory(
            tuple(
                replace(
                    SERVER,
                    name=f"Server {number}",
                    base_url=f"https://crm{number}.contoso.com",
                    organizations=(Organization(f"org{number}", ""),),
                )
                for number in servers
            )
        )

    async def test_the_form_has_no_menus(self, dispatch, slack):
        await dispatch(slack_sends.command(""))
        kinds = {block["element"]["type"] for block in slack.views[0]["blocks"]}
        assert kinds == {"plain_text_input"}
