"""Tricks are refused by reason and kind; secrets and refused addresses never come back."""

import pytest

from knowledge.doctor import addresses_in, examine
from knowledge.finding import Status
from tests.knowledge.directories import directory

PASSWORD = "Pl4nted-Secret"
USER = "jdoe77"
BANK = "https://crmhost.woodgrove.com/bank"

HIDDEN = (
    "https://crmhost.woodgrove.com@evil.example/bank",
    "https://crmhost.woodgrove.com:443@evil.example/",
    "https://crmhost.woodgrove.com%2Fbank@evil.example/",
    "https://crmhost.woodgrove.com%40evil.example/bank",
    "https://crmhost.woodgrove.com\\@evil.example/",
    "https://evil.example\\@crmhost.woodgrove.com/bank",
    "https://evil.example?@crmhost.woodgrove.com/bank",
    "https://evil.example#@crmhost.woodgrove.com/bank",
    "https://evil.example/@crmhost.woodgrove.com/bank",
    "https://crmhost.woodgrove.com\u2044bank@evil.example/",
    "https://crmhost.woodgrove.com／bank@evil.example/",
    "https://crmhost.woodgrove.com;@evil.example/bank",
    "https://contoso.crm.dynamics.com@evil.example",
    "https://contoso.crm.dynamics.com.evil.example/",
    "https://evil-crm4-dynamics.com/",
    "https://evil.example/contoso.crm4.dynamics.com",
    "https://evil.example/?u=https://crmhost.woodgrove.com/bank",
    "https://evil.example/#https://crmhost.woodgrove.com/bank",
    "https://evil.example/crmhost.woodgrove.com/bank",
    "https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fcrmhost.woodgrove.com%2Fbank",
    f"look at {BANK} and https://crmhost.woodgrove.com@evil.example/",
)
HIDDEN_FROM_A_COMPANY = (
    "https://crmhost.woodgrove.com.evil.example/bank",
    "https://crmhost-woodgrove-com.evil.example/bank",
    "https://crmhost.woodgrove.com-evil.example/bank",
    f"https://{USER}:{PASSWORD}@evil.example/bank",
    "https://crmhost@evil.example/bank",
)
NO_LINKS = (
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u200bjavascript:alert(1)",
    "javascript%3Aalert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript://crmhost.woodgrove.com/bank",
    "javascript:location='https://crmhost.woodgrove.com/bank'",
    f"<javascript:alert(1)|{BANK}>",
    f"[{BANK}](javascript:alert(1))",
    "view-source:javascript:alert(1)",
    "https://nam02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)&data=1",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "file:///C:/temp/crm.log",
    "ftp://ftp.evil.example/pub",
    "about:blank",
    "chrome://settings",
    "blob:https://evil.example/1",
    "net.tcp://evil.example:808/x",
    "https://crm%00host.woodgrove.com/bank",
)
WITH_CREDENTIALS = {
    "user and password": f"https://{USER}:{PASSWORD}@crmhost.woodgrove.com/bank",
    "no scheme": f"{USER}:{PASSWORD}@crmhost.woodgrove.com/bank",
    "mail address as user": f"https://{USER}@woodgrove.com:{PASSWORD}@crmhost.woodgrove.com/bank",
    "encoded colon": f"https://{USER}%3A{PASSWORD}@crmhost.woodgrove.com/bank",
    "encoded whole": f"https%3A%2F%2F{USER}%3A{PASSWORD}%40crmhost.woodgrove.com%2Fbank",
    "at sign in the password": f"https://{USER}:x@{PASSWORD}@crmhost.woodgrove.com/bank",
    "ftp": f"ftp://{USER}:{PASSWORD}@crmhost.woodgrove.com/bank",
    "in Safe Links": f"https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2F{USER}%3A{PASSWORD}@crmhost.woodgrove.com%2Fbank&data=1",
    "slash in the password": f"https://{USER}:a/{PASSWORD}@crmhost.woodgrove.com/bank",
    "hash in the password": f"https://{USER}:a#{PASSWORD}@crmhost.woodgrove.com/bank",
    "question mark in it": f"https://{USER}:a?{PASSWORD}@crmhost.woodgrove.com/bank",
    "space in it": f"https://{USER}:{PASSWORD} b@crmhost.woodgrove.com/bank",
    "colon in it": f"https://{USER}:{PASSWORD}:b@crmhost.woodgrove.com/bank",
    "backslash in the user": f"https://WG\\{USER}:{PASSWORD}@crmhost.woodgrove.com/bank",
    "query": f"{BANK}/main.aspx?token={PASSWORD}&user={USER}",
    "fragment": f"{BANK}/main.aspx#access_token={PASSWORD}{USER}",
    "path behind the organization": f"{BANK}/{PASSWORD}/{USER}",
    "as a port": f"https://crmhost.woodgrove.com:{PASSWORD}@/{USER}",
    "Slack link": f"<https://{USER}:{PASSWORD}@crmhost.woodgrove.com/bank|CRM>",
    "broken host": f"https://{USER}:{PASSWORD}@crm host/",
    "broken port": f"https://{USER}:{PASSWORD}@crmhost.woodgrove.com:99999/bank",
}
DECEIVING = (
    f"<https://evil.example/bank|{BANK}>",
    f"[{BANK}](https://evil.example/bank)",
    f'<a href="https://evil.example/bank">{BANK}</a>',
)


@pytest.mark.parametrize("name", [None, "woodgrove"])
@pytest.mark.parametrize("typed", HIDDEN)
def test_an_address_that_hides_its_host_is_refused(typed, name):
    assert_refused(examine(typed, None, directory(name)), Status.NOT_CRM)


@pytest.mark.parametrize("typed", HIDDEN_FROM_A_COMPANY)
def test_a_foreign_host_around_a_known_one_is_refused(typed):
    assert_refused(examine(typed, None, directory("woodgrove")), Status.NOT_CRM)


@pytest.mark.parametrize("name", [None, "woodgrove"])
@pytest.mark.parametrize("typed", NO_LINKS)
def test_what_does_not_open_a_web_page_is_no_address(typed, name):
    finding = examine(typed, None, directory(name))
    assert_refused(finding, Status.NOT_A_URL)
    assert not any(word in repr(finding) for word in ("javascript:", "vbscript:", "data:text"))


@pytest.mark.parametrize("name", [None, "woodgrove", "tailspin"])
@pytest.mark.parametrize("typed", WITH_CREDENTIALS.values(), ids=WITH_CREDENTIALS.keys())
def test_credentials_never_come_back(typed, name):
    told = repr((examine(typed, None, directory(name)), addresses_in(typed, None, directory(name))))
    assert PASSWORD not in told
    assert USER not in told


def test_credentials_before_the_right_host_are_removed_with_a_warning():
    finding = examine(WITH_CREDENTIALS["user and password"], None, directory("woodgrove"))
    assert (finding.status, finding.url) == (Status.CORRECTED, BANK)
    assert "change it" in finding.message


@pytest.mark.parametrize("typed", DECEIVING)
def test_a_label_that_names_another_host_is_never_followed(typed):
    finding = examine(typed, None, directory("woodgrove"))
    assert (finding.status, finding.url, finding.options) == (Status.AMBIGUOUS, None, ())
    assert "evil" not in repr(finding)


@pytest.mark.parametrize(
    "typed",
    [
        "https://\u0441rmserver.contoso.com/contoso",
        "https://crmserver.cont\u043eso.com/contoso",
        "https://\u0440\u0435\u0440\u0435.com/contoso",
        "https://crmserver.contoso.com\u202e/contoso",
    ],
)
def test_look_alike_letters_are_asked_about_without_a_directory(typed):
    assert examine(typed).status is Status.AMBIGUOUS


@pytest.mark.parametrize(
    "typed",
    ["https://crm.müller.example/mueller", "https://xn--mnchen-3ya.example/crm"],
)
def test_an_international_name_of_one_script_is_taken_as_a_browser_opens_it(typed):
    finding = examine(typed)
    assert finding.status is Status.ALREADY_CORRECT
    assert "xn--" in finding.url


def assert_refused(finding, status):
    assert (finding.status, finding.url, finding.ifd_url, finding.options) == (
        status,
        None,
        None,
        (),
    )
    assert finding.changes == ()
    assert "evil" not in repr(finding)
    assert "woodgrove" not in repr(finding)
    assert finding.message
