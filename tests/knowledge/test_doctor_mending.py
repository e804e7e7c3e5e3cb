"""Slips of the keyboard and of copying, each mended to the address that was meant."""

import pytest

from knowledge.doctor import examine
from knowledge.finding import Status
from tests.knowledge.directories import directory

SERVER = "https://crmserver.contoso.com/contoso"
WITH_PORT = "https://crmserver.contoso.com:444/contoso"

SCHEMES = {
    "one t lost": "htps://crmserver.contoso.com/contoso",
    "h lost": "ttps://crmserver.contoso.com/contoso",
    "three letters lost": "ps://crmserver.contoso.com/contoso",
    "four letters lost": "s://crmserver.contoso.com/contoso",
    "only h left": "h://crmserver.contoso.com/contoso",
    "all letters lost": "://crmserver.contoso.com/contoso",
    "scheme-relative": "//crmserver.contoso.com/contoso",
    "p doubled": "htpps://crmserver.contoso.com/contoso",
    "h doubled": "hhtps://crmserver.contoso.com/contoso",
    "s doubled": "httpss://crmserver.contoso.com/contoso",
    "three t": "htttps://crmserver.contoso.com/contoso",
    "letters swapped": "hppts://crmserver.contoso.com/contoso",
    "neighbouring key": "jttps://crmserver.contoso.com/contoso",
    "d for s": "httpd://crmserver.contoso.com/contoso",
    "s in front": "shttp://crmserver.contoso.com/contoso",
    "t in front": "thttps://crmserver.contoso.com/contoso",
    "made harmless by a mail filter": "hxxps://crmserver[.]contoso[.]com/contoso",
    "no colon": "https//crmserver.contoso.com/contoso",
    "one slash": "https:/crmserver.contoso.com/contoso",
    "no slash": "https:crmserver.contoso.com/contoso",
    "four slashes": "https:////crmserver.contoso.com/contoso",
    "semicolon": "https;//crmserver.contoso.com/contoso",
    "comma": "https,//crmserver.contoso.com/contoso",
    "bar": "https|//crmserver.contoso.com/contoso",
    "quote": 'https"://crmserver.contoso.com/contoso',
    "two colons": "https::/crmserver.contoso.com/contoso",
    "colon behind the slashes": "https://:crmserver.contoso.com/contoso",
    "sevens for slashes": "https:77crmserver.contoso.com/contoso",
    "run together": "httpscrmserver.contoso.com/contoso",
    "typed twice": "https://https://crmserver.contoso.com/contoso",
    "typed twice, second slip": "https://htps://crmserver.contoso.com/contoso",
    "typed three times": "http://https://http://crmserver.contoso.com/contoso",
    "second without slashes": "https://https:crmserver.contoso.com/contoso",
    "second glued on": "httpshttps://crmserver.contoso.com/contoso",
    "http": "http://crmserver.contoso.com/contoso",
    "none": "crmserver.contoso.com/contoso",
    "a word in front": "URL:crmserver.contoso.com/contoso",
    "a browser's prefix": "view-source:https://crmserver.contoso.com/contoso",
}
SEPARATORS = {
    "backslashes": "https:\\\\crmserver.contoso.com\\contoso",
    "one backslash": "crmserver.contoso.com\\contoso",
    "mixed slashes": "https:/\\crmserver.contoso.com/contoso",
    "escaped in JSON": "https:\\/\\/crmserver.contoso.com\\/contoso",
    "commas for dots": "https://crmserver,contoso,com/contoso",
    "commas, no scheme": "crmserver,contoso,com/contoso",
    "two dots": "https://crmserver..contoso.com/contoso",
    "dot in front": "https://.crmserver.contoso.com/contoso",
    "root dot": "https://crmserver.contoso.com./contoso",
    "ideographic dots": "https://crmserver。contoso。com/contoso",
    "middle dots": "https://crmserver·contoso·com/contoso",
    "full-width colon": "https：//crmserver.contoso.com/contoso",
    "colon for the slash": "https://crmserver.contoso.com:contoso",
    "semicolon for the slash": "https://crmserver.contoso.com;contoso",
    "comma for the slash": "https://crmserver.contoso.com,contoso",
    "bar for the slash": "https://crmserver.contoso.com|contoso",
    "empty port": "https://crmserver.contoso.com:/contoso",
    "default port": "https://crmserver.contoso.com:443/contoso",
    "http's port with https": "https://crmserver.contoso.com:80/contoso",
    "https's port with http": "http://crmserver.contoso.com:443/contoso",
    "two slashes": "https://crmserver.contoso.com//contoso",
    "space before the slash": "https://crmserver.contoso.com /contoso",
    "space behind the slash": "https://crmserver.contoso.com/ contoso",
    "space for the slash": "https://crmserver.contoso.com contoso",
    "space in the scheme": "http s://crmserver.contoso.com/contoso",
    "space in the server": "https://crm server.contoso.com/contoso",
    "spaces around the dots": "crmserver. contoso. com/contoso",
    "line broken behind a dot": "https://crmserver.\ncontoso.com/contoso",
    "line broken in the server": "https://crmserver.con\ntoso.com/contoso",
    "line broken behind the slash": "https://crmserver.contoso.com/\ncontoso",
    "spelled in German": "crmserver punkt contoso punkt com slash contoso",
    "dots in brackets": "https://crmserver(dot)contoso(dot)com/contoso",
    "all encoded": "https%3A%2F%2Fcrmserver.contoso.com%2Fcontoso",
    "encoded twice": "https%253A%252F%252Fcrmserver.contoso.com%252Fcontoso",
    "slash encoded": "https://crmserver.contoso.com%2Fcontoso",
    "backslash encoded": "https://crmserver.contoso.com%5Ccontoso",
    "letter encoded": "https://crmserver.contoso.com/%63ontoso",
    "zero-width space": "https://crm\u200bserver.contoso.com/contoso",
    "byte-order mark": "\ufeffhttps://crmserver.contoso.com/contoso",
    "joiner in the organization": "https://crmserver.contoso.com/con\u200dtoso",
    "Windows direction marks": "\u202ahttps://crmserver.contoso.com/contoso\u202c",
    "no-break space": "https://crmserver.contoso.com/contoso\u00a0",
    "full-width letter": "https://crmserver.contoso.com/ｃontoso",
    "capitals in the server": "https://CrmServer.Contoso.COM/contoso",
    "quotes": '"https://crmserver.contoso.com/contoso"',
    "German quotes": "„https://crmserver.contoso.com/contoso“",
    "French quotes": "«https://crmserver.contoso.com/contoso»",
    "quotes around the organization": "https://crmserver.contoso.com/“contoso”",
    "ellipsis": "https://crmserver.contoso.com/contoso…",
    "brackets left in": "https://crmserver.contoso.com/<contoso>",
}
PORTS = {
    "semicolon": "https://crmserver.contoso.com;444/contoso",
    "comma": "https://crmserver.contoso.com,444/contoso",
    "dot": "https://crmserver.contoso.com.444/contoso",
    "two colons": "https://crmserver.contoso.com::444/contoso",
    "slash in front": "https://crmserver.contoso.com/:444/contoso",
    "space behind the colon": "https://crmserver.contoso.com: 444/contoso",
    "space before the colon": "https://crmserver.contoso.com :444/contoso",
    "organization glued on": "https://crmserver.contoso.com:444contoso",
    "colon behind": "https://crmserver.contoso.com:444:/contoso",
    "colon encoded": "https://crmserver.contoso.com%3A444/contoso",
    "no scheme": "crmserver.contoso.com:444/contoso",
    "in words": "Server crmserver.contoso.com port 444 org contoso",
    "in brackets": "crmserver.contoso.com (port 444), organization: contoso",
    "http": "http://crmserver.contoso.com:444/contoso",
}
RIGHT = {
    "plain": SERVER,
    "final slash": f"{SERVER}/",
    "port": WITH_PORT,
    "another https port": "https://crmserver.contoso.com:8443/contoso",
    "capitals in the organization": "https://crmserver.contoso.com/Contoso",
    "underscore in the organization": "https://crmserver.contoso.com/con_toso",
    "country ending": "https://crm.contoso.com.au/contoso",
    "name of the inside network": "https://crm.contoso.local/contoso",
    "an unusual ending, as typed": "https://crmserver.contoso.cmo/contoso",
    "www as typed": "https://www.crmserver.contoso.com/contoso",
}


@pytest.mark.parametrize("typed", SCHEMES.values(), ids=SCHEMES.keys())
def test_a_slip_in_the_scheme_is_mended(typed):
    assert_corrected(typed, SERVER)


@pytest.mark.parametrize("typed", SEPARATORS.values(), ids=SEPARATORS.keys())
def test_a_slip_between_the_parts_is_mended(typed):
    assert_corrected(typed, SERVER)


@pytest.mark.parametrize("typed", PORTS.values(), ids=PORTS.keys())
def test_a_slip_around_the_port_is_mended(typed):
    assert_corrected(typed, WITH_PORT)


@pytest.mark.parametrize("typed", RIGHT.values(), ids=RIGHT.keys())
def test_a_right_address_stays_as_it_is(typed):
    finding = examine(typed)
    assert finding.status is Status.ALREADY_CORRECT
    assert finding.url == typed.rstrip("/")
    assert finding.changes == ()


def test_changes_come_in_order_with_their_reasons():
    finding = examine("htps:\\\\CRMserver.contoso.com\\contoso\\main.aspx?etn=account")
    assert [change.what for change in finding.changes] == [
        "Turned \\ into /",
        "Corrected the start to https://",
        "Wrote the server name in small letters",
        "Left out the page",
        "Left out what follows ? or #",
    ]
    assert all(change.why for change in finding.changes)


def test_an_underscore_in_the_server_is_told():
    assert "KB 3092666" in examine("https://crm_server.contoso.com/contoso").message


def test_a_space_inside_the_organization_is_closed_when_the_directory_knows_it():
    finding = examine("https://crmhost.woodgrove.com/ba nk", None, directory("woodgrove"))
    assert (finding.status, finding.url) == (Status.CORRECTED, "https://crmhost.woodgrove.com/bank")


def test_a_space_inside_the_organization_is_asked_about_without_a_directory():
    finding = examine("https://crmserver.contoso.com/con toso")
    assert finding.status is Status.AMBIGUOUS
    assert finding.options == ("https://crmserver.contoso.com/con", SERVER)


def assert_corrected(typed, url):
    finding = examine(typed)
    assert (finding.status, finding.url, finding.ifd_url) == (Status.CORRECTED, url, None)
    assert finding.changes
