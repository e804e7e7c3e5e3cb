"""Addresses of a company that keeps a directory: near names, ports, organizations, IFD forms."""

import pytest

from knowledge.doctor import examine
from knowledge.finding import Status
from tests.knowledge.directories import directory

BANK = "https://crmhost.woodgrove.com/bank"
BANK_IFD = "https://bank.woodgrove.com"
TOYS = "https://insidecrm.tailspin.com:444/Toys"
TOYS_IFD = "https://toys.tailspin.com:444"
EAST = "https://crm1.adventure.local/AWEast"

TO_BANK = {
    "short name": "https://crmhost/bank",
    "short name alone": "crmhost",
    "short name and backslash": "crmhost\\bank",
    "network share": "\\\\crmhost\\bank",
    "file link": "file://crmhost.woodgrove.com/bank",
    "ftp link": "ftp://crmhost.woodgrove.com/bank",
    "www": "https://www.crmhost.woodgrove.com/bank",
    "ending cut off": "https://crmhost.woodgrove/bank",
    "ending mistyped": "https://crmhost.woodgrove.cmo/bank",
    "ending doubled letter": "https://crmhost.woodgrove.comm/bank",
    "letters swapped": "https://crmhsot.woodgrove.com/bank",
    "letter missing in the domain": "https://crmhost.wodgrove.com/bank",
    "zero for o": "https://crmh0st.woodgrove.com/bank",
    "hyphen": "https://crm-host.woodgrove.com/bank",
    "short name mistyped": "https://crmhsot/bank",
    "Cyrillic o": "https://crmh\u043est.woodgrove.com/bank",
    "accent": "https://crmhóst.woodgrove.com/bank",
    "organization in front": "https://bank.crmhost.woodgrove.com",
    "organization behind a dot": "https://crmhost.woodgrove.com.bank",
    "organization behind a question mark": "https://crmhost.woodgrove.com?bank",
    "organization behind a hash": "https://crmhost.woodgrove.com#bank",
    "organization glued on": "https://crmhost.woodgrove.combank",
    "organization mistyped": "https://crmhost.woodgrove.com/bnak",
    "organization in capitals": "https://crmhost.woodgrove.com/BANK",
    "organization in Cyrillic": "https://crmhost.woodgrove.com/b\u0430nk",
    "organization by its full name": "https://crmhost.woodgrove.com/Woodgrove%20Bank",
    "organization and page glued": "https://crmhost.woodgrove.com/bankmain.aspx",
    "organization second": "https://crmhost.woodgrove.com/crm/bank",
    "only organization": "https://crmhost.woodgrove.com",
    "only organization, page": "https://crmhost.woodgrove.com/main.aspx",
    "discovery host": "https://dev.woodgrove.com/XRMServices/2011/Discovery.svc",
    "external host": "https://auth.woodgrove.com",
    "placeholder": "https://crmhost.woodgrove.com/<orgname>",
    "http on the windows port": "http://crmhost.woodgrove.com:5555/bank",
    "the organization alone": "bank",
    "the organization's full name alone": "Woodgrove Bank",
    "reading direction turned": "https://crmhost.woodgrove.com\u202e/bank",
}
TO_BANK_IFD = {
    "page": "https://bank.woodgrove.com/main.aspx",
    "organization again": "https://bank.woodgrove.com/bank",
    "no scheme": "bank.woodgrove.com",
    "mistyped": "https://bnak.woodgrove.com",
    "http": "http://bank.woodgrove.com",
}
TO_TOYS = {
    "port missing": "https://insidecrm.tailspin.com/Toys",
    "default port": "https://insidecrm.tailspin.com:443/Toys",
    "http": "http://insidecrm.tailspin.com/Toys",
    "port behind a semicolon": "insidecrm.tailspin.com;444/Toys",
    "organization behind a colon": "https://insidecrm.tailspin.com:444:Toys",
    "organization's letter missing": "https://insidecrm.tailspin.com:444/Toy",
    "ifd and server mixed": "https://toys.insidecrm.tailspin.com",
    "in words": "I'm in the Toys org, address insidecrm.tailspin.com",
    "by full name in words": "we are Tailspin Toys, server insidecrm.tailspin.com",
    "behind the address": "insidecrm.tailspin.com for Toys",
    "not that but this": "org is not Repair but Toys, insidecrm.tailspin.com",
}
ASKED = {
    "unknown host": ("woodgrove", "https://evil.example/bank", BANK),
    "same name, other ending": ("woodgrove", "https://crmhost.woodgrove.net/bank", BANK),
    "two twins": ("adventure", "https://crm3.adventure.local/AWEast", EAST),
    "a digit left out": ("adventure", "https://crm.adventure.local/AWEast", EAST),
    "a digit more": ("adventure", "https://crm12.adventure.local/AWEast", EAST),
    "l for 1": ("adventure", "https://crml.adventure.local/AWEast", EAST),
    "organization on the twin": ("adventure", "https://crm2.adventure.local/AWEast", EAST),
    "on two servers": ("adventure", "Vault", "https://crm2.adventure.local/Vault"),
    "other port": ("tailspin", "https://insidecrm.tailspin.com:4444/Toys", TOYS),
    "organization of the test": ("tailspin", "https://toystest.tailspin.com:444", "ToysTest"),
    "on the test server": ("tailspin", "https://testcrm.tailspin.com/Toys", TOYS),
    "two in the path": ("tailspin", "https://insidecrm.tailspin.com:444/Toys/Repair", "Repair"),
    "IFD host and a stray folder": ("woodgrove", "https://bank.woodgrove.com/hr", BANK_IFD),
    "two addresses": ("tailspin", f"{TOYS} or https://insidecrm.tailspin.com:444/Planes", "Planes"),
}
ORGANIZATION_NEEDED = {
    "three there": ("tailspin", "https://insidecrm.tailspin.com:444", "Repair"),
    "discovery host": ("tailspin", "https://dev.tailspin.com:444", "Planes"),
    "not one of them": ("tailspin", "https://insidecrm.tailspin.com:444/hr", "Toys"),
    "a digit more": ("tailspin", "https://insidecrm.tailspin.com:444/Toys2", "Toys"),
    "as near to two": ("adventure", "https://crm1.adventure.local/AWest", "AWEast"),
    "denied": ("tailspin", "not the Toys org: insidecrm.tailspin.com", "Repair"),
}


@pytest.mark.parametrize("typed", TO_BANK.values(), ids=TO_BANK.keys())
def test_the_one_server_is_found(typed):
    finding = examine(typed, None, directory("woodgrove"))
    assert (finding.status, finding.url, finding.ifd_url) == (Status.CORRECTED, BANK, BANK_IFD)
    assert finding.changes


@pytest.mark.parametrize("typed", TO_BANK_IFD.values(), ids=TO_BANK_IFD.keys())
def test_an_internet_facing_address_stays_one(typed):
    finding = examine(typed, None, directory("woodgrove"))
    assert (finding.status, finding.url, finding.ifd_url) == (Status.CORRECTED, BANK_IFD, BANK_IFD)


@pytest.mark.parametrize("typed", TO_TOYS.values(), ids=TO_TOYS.keys())
def test_the_directory_gives_port_and_organization(typed):
    finding = examine(typed, None, directory("tailspin"))
    assert (finding.status, finding.url, finding.ifd_url) == (Status.CORRECTED, TOYS, TOYS_IFD)


@pytest.mark.parametrize(("name", "typed", "offered"), ASKED.values(), ids=ASKED.keys())
def test_a_choice_is_offered_instead_of_guessed(name, typed, offered):
    finding = examine(typed, None, directory(name))
    assert (finding.status, finding.url) == (Status.AMBIGUOUS, None)
    assert any(offered in option for option in finding.options)


@pytest.mark.parametrize(
    ("name", "typed", "offered"), ORGANIZATION_NEEDED.values(), ids=ORGANIZATION_NEEDED.keys()
)
def test_the_servers_organizations_are_listed(name, typed, offered):
    finding = examine(typed, None, directory(name))
    assert (finding.status, finding.url) == (Status.NEEDS_ORG, None)
    assert any(offered in option for option in finding.options)


@pytest.mark.parametrize("typed", [BANK, BANK_IFD, f"{BANK}/", f"<{BANK}>"])
def test_known_addresses_are_right(typed):
    finding = examine(typed, None, directory("woodgrove"))
    assert (finding.status, finding.ifd_url) == (Status.ALREADY_CORRECT, BANK_IFD)


def test_a_windows_server_keeps_its_http():
    finding = examine("https://aw-old/Attic", None, directory("adventure"))
    assert (finding.status, finding.url) == (Status.CORRECTED, "http://aw-old:5555/Attic")


def test_a_sign_in_server_offers_the_crm_addresses():
    finding = examine("https://sts1.woodgrove.com/adfs/ls/", None, directory("woodgrove"))
    assert (finding.status, finding.options) == (Status.NOT_CRM, (BANK,))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("bank", Status.CORRECTED),
        (" /bank/ ", Status.CORRECTED),
        ("Woodgrove Bank", Status.CORRECTED),
        ("<bank>", Status.CORRECTED),
        ("org: bank", Status.CORRECTED),
        (BANK, Status.CORRECTED),
        ("bakn", Status.CORRECTED),
        ("&lt;orgname&gt;", Status.CORRECTED),  # says nothing; there is only one
        ("n/a", Status.CORRECTED),
        ("hr", Status.NEEDS_ORG),
        ("dev", Status.NEEDS_ORG),
        ("a b c", Status.NEEDS_ORG),
    ],
)
def test_the_organization_field_is_read_as_people_fill_it(given, status):
    finding = examine("https://crmhost.woodgrove.com", given, directory("woodgrove"))
    assert finding.status is status
    assert finding.url == (BANK if status is Status.CORRECTED else None)
