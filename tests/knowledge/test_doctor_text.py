"""Addresses inside sentences, chat markup, mail wrappers and logs."""

import pytest

from knowledge.doctor import addresses_in, examine, organization_in
from knowledge.finding import Status
from tests.knowledge.directories import directory

HOST = "https://crmserver.contoso.com"
SERVER = f"{HOST}/contoso"

MARKUP = {
    "Slack link": f"<{SERVER}>",
    "Slack link with its address": f"<{SERVER}|crmserver.contoso.com/contoso>",
    "Slack link with words": f"<{SERVER}|click here>",
    "bold": f"*<{SERVER}>*",
    "code": f"`{SERVER}`",
    "code block": f"```{SERVER}```",
    "italics": f"_{SERVER}_",
    "struck out": f"~{SERVER}~",
    "escaped brackets": f"&lt;{SERVER}&gt;",
    "quoted line": f"&gt; {SERVER}",
    "mention in front": f"<@U02AB3CD4> <!here> <{SERVER}>",
    "Markdown link": f"[CRM]({SERVER})",
    "HTML link": f'<a href="{SERVER}">CRM</a>',
    "full stop": f"We use {SERVER}.",
    "question": f"Is it {SERVER}?",
    "brackets": f"(see {SERVER})",
    "German": f"Bitte {SERVER} eintragen",
    "file names beside it": f"error.png, contoso.pst and {SERVER}",
    "path beside it": f"C:\\Users\\bob\\crm.log says {SERVER}",
    "denied one in front": f"not {HOST}/old but {SERVER}",
    "another product beside it": f"{SERVER} and https://contoso.sharepoint.com/sites/crm",
    "the same twice": f"{SERVER} {SERVER}",
}
MENDED = {
    "Slack's own http": "<http://crmserver.contoso.com/contoso|crmserver.contoso.com/contoso>",
    "Safe Links": "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcrmserver.contoso.com%2Fcontoso&amp;data=05%7C01&amp;sdata=s3cret",
    "Proofpoint v1": f"https://urldefense.proofpoint.com/v1/url?u={SERVER}&k=s3cret",
    "Proofpoint v2": "https://urldefense.proofpoint.com/v2/url?u=https-3A__crmserver.contoso.com_contoso&d=s3cret",
    "Proofpoint v3": f"https://urldefense.com/v3/__{SERVER}__;!!s3cret!x$",
    "Barracuda": "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fcrmserver.contoso.com%2fcontoso&c=s3cret",
    "settings": "server=crmserver.contoso.com;org=contoso",
    "user name beside it": "user contoso\\jdoe server crmserver.contoso.com org contoso",
    "no scheme in prose": "I go to crmserver.contoso.com/contoso every day",
    "log line": f"12:56:39| Error| {SERVER}/XRMServices/2011/Organization.svc failed",
    "browser and Outlook": f"It works in the browser at {SERVER}/main.aspx but I typed {HOST}",
}
SAID = {
    "our org is contoso": "contoso",
    "org is *contoso*.": "contoso",
    "Org: contoso": "contoso",
    "orgname=contoso": "contoso",
    "org name contoso, thanks": "contoso",
    "my organisation is called contoso": "contoso",
    "our organization's name is contoso": "contoso",
    "contoso is our organization": "contoso",
    "I'm in the Marketing org": "Marketing",
    "use the contoso organization": "contoso",
    "our org is not sales but contoso": "contoso",
    "Unsere Organisation heißt contoso": "contoso",
    "Die Organisation lautet contoso": "contoso",
    "Wir sind in der Organisation contoso": "contoso",
    "notre organisation est contoso": "contoso",
    "L'organisation s'appelle contoso": "contoso",
    "nom de l'organisation : contoso": "contoso",
    "nuestra organización es contoso": "contoso",
    "la organización se llama contoso": "contoso",
    "la nostra organizzazione è contoso": "contoso",
    "a nossa organização é contoso": "contoso",
    "onze organisatie is contoso": "contoso",
    "not the contoso org": None,
    "the org is not contoso": None,
    "our org isn't contoso": None,
    "unsere Organisation ist nicht contoso": None,
    "what is my org?": None,
    "I don't know the org": None,
    "the organization is missing": None,
    "our organization has moved": None,
    "Organization service failed": None,
    "org is contoso or sales": None,
    "organic contoso": None,
}


@pytest.mark.parametrize("typed", MARKUP.values(), ids=MARKUP.keys())
def test_markup_and_prose_are_not_the_persons_mistake(typed):
    finding = examine(typed)
    assert (finding.status, finding.url) == (Status.ALREADY_CORRECT, SERVER)


@pytest.mark.parametrize("typed", MENDED.values(), ids=MENDED.keys())
def test_an_address_is_taken_out_and_mended(typed):
    finding = examine(typed)
    assert (finding.status, finding.url) == (Status.CORRECTED, SERVER)
    assert "s3cret" not in repr(finding)


@pytest.mark.parametrize(("text", "name"), SAID.items(), ids=list(SAID))
def test_an_organization_is_heard_in_a_sentence(text, name):
    assert organization_in(text) == name
    finding = examine(f"{text}\nserver {HOST}")
    if name is None:
        assert finding.status in (Status.NEEDS_ORG, Status.AMBIGUOUS)
    else:
        assert finding.url == f"{HOST}/{name}"


def test_both_forms_of_one_address_are_one_answer():
    finding = examine(f"{SERVER} and https://contoso.contoso.com")
    assert (finding.url, finding.ifd_url) == (SERVER, "https://contoso.contoso.com")


def test_a_known_server_goes_before_the_articles_example():
    text = f"The article says {SERVER} but ours is https://crmhost.woodgrove.com/bank"
    assert examine(text, None, directory("woodgrove")).url == "https://crmhost.woodgrove.com/bank"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I typed https://crmserver.contoso.com and got Access is denied.", Status.NEEDS_ORG),
        ("address crmserver.contoso.com/contoso", Status.CORRECTED),
        ("https://contoso.crm4.dynamics.com", Status.ONLINE),
        ("crm.contoso.com does not work", Status.NEEDS_ORG),
        (f"{'it worked all last week ' * 6} https://crmserver/contoso", Status.AMBIGUOUS),
        ("CRM is broken since today: https://crm.contoso.com", Status.NEEDS_ORG),
        ("at crm.contoso.com we only get an error", Status.NEEDS_ORG),
    ],
)
def test_a_paste_tells_the_address_a_person_typed(text, status):
    (finding,) = addresses_in(text)
    assert finding.status is status


@pytest.mark.parametrize(
    "text",
    [
        "Outlook says Access is denied",
        "see e.g. the log, version 8.2.1.176",
        "   at System.ServiceModel.Channels.ServiceChannel.ThrowIfFaultUnderstood(Message reply)",
        "12:56:39| Error| Error connecting to URL: https://crm.contoso.com/XRMServices/2011/Discovery.svc",
        "Could not reach https://g.microsoftonline.com/0BX00en/501",
        "<a xmlns='http://schemas.microsoft.com/xrm/2011/Contracts'>",
        "jdoe@contoso.com",
        "Metadata contains a reference that cannot be\nresolved: 'https://crm.contoso.com/'.",
        "Service Unavailable\nhttps://crm.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml",
        ">Crm Exception: Message: no answer from https://crm.contoso.com, ErrorCode: -2147167708",
        "we keep that on github.com",
    ],
)
def test_what_programs_wrote_into_a_paste_is_left_out(text):
    assert addresses_in(text) == ()


def test_an_address_typed_beside_a_log_is_found():
    log = "12:56:39| Error| https://crm.contoso.com/XRMServices/2011/Discovery.svc Exception: x\n"
    (finding,) = addresses_in(
        f"{log * 50}The server address is https://crmserver.contoso.com/contoso"
    )
    assert finding.url == SERVER


@pytest.mark.parametrize(
    "typed",
    [f"{HOST} works", f"{HOST} broken", "crmserver.contoso.com fails", "crmserver.org is nice"],
)
def test_a_word_of_the_sentence_is_not_taken_for_the_organization(typed):
    assert examine(typed).status is Status.NEEDS_ORG


def test_a_sentence_about_a_right_address_leaves_it_right():
    assert examine(f"{SERVER} fails").url == SERVER
