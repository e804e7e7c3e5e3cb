"""What holds for any text at all, tried with random ones."""

import re
import string

import ada_url
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from knowledge.addresses.parsing import parse
from knowledge.doctor import addresses_in, examine, organization_in
from knowledge.finding import Status
from tests.knowledge.directories import TEXTS, directory

ADDRESS = (Status.CORRECTED, Status.ALREADY_CORRECT)
LETTERS = string.ascii_lowercase + string.digits
LABEL = st.text(LETTERS, min_size=1, max_size=12)
HOSTS = st.lists(LABEL, min_size=2, max_size=4).map(".".join)
KNOWN = st.sampled_from(
    [
        "crmhost.woodgrove.com",
        "bank.woodgrove.com",
        "insidecrm.tailspin.com",
        "crm1.adventure.local",
    ]
)
SCHEMES = st.sampled_from(
    ["https://", "http://", "", "htps://", "https:/", "https:\\\\", "ttps://"]
)
PATHS = st.sampled_from(
    ["", "/", "/bank", "/Toys", "/main.aspx?x=1", "/a/b", "/_forms/x", "/bank#1"]
)
PORTS = st.sampled_from(["", ":444", ":443", ":5555", ":80"])
TYPED = st.builds("{}{}{}{}".format, SCHEMES, HOSTS | KNOWN, PORTS, PATHS)
NAMES = st.sampled_from([None, *TEXTS])
# The pieces tricks are made of, thrown together.
PIECES = st.sampled_from(
    [
        *"@:/\\?#.%<>|&;,*`[](){}\"'\u200b\u202e\uff0f\u3002\ue000\x00\n\t ",
        *("https://", "%40", "%2F", "%00", "javascript:", "data:", "&lt;", "xn--", "[::1]"),
        *(
            "crmhost.woodgrove.com",
            "evil.example",
            "bank",
            "org is ",
            "crm4.dynamics.com",
            "\ud800",
        ),
        *("?orgname=", "main.aspx", "<http://x|", "http://", "..", "\u0430", "0x7f.1", "1.2.3.4"),
    ]
)
SOUP = st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join)


@given(TYPED | SOUP, NAMES)
@settings(max_examples=400, deadline=None)
def test_correcting_a_corrected_address_changes_nothing(typed, name):
    first = examine(typed, None, directory(name))
    if first.status not in ADDRESS:
        return
    again = examine(first.url, None, directory(name))
    assert (again.status, again.url) == (Status.ALREADY_CORRECT, first.url)


@given(st.builds("{}{}{}{}".format, SCHEMES, HOSTS, PORTS, PATHS), NAMES)
@settings(max_examples=300, deadline=None)
def test_a_host_comes_from_the_input_or_the_directory(typed, name):
    finding = examine(typed, None, directory(name))
    known = TEXTS.get(name or "", "").lower()
    for address in (finding.url, finding.ifd_url, *finding.options):
        if address:
            host = ada_url.URL(address).hostname
            domain = host.partition(".")[2]
            assert host in typed.lower() or host in known or domain in known or domain in typed


@given(st.sampled_from(["https", "http"]), HOSTS, PORTS, PATHS)
@settings(max_examples=300, deadline=None)
def test_host_and_port_agree_with_the_browser(scheme, host, port, path):
    assume(host.partition(".")[0] not in ("http", "https"))  # read as a start that stands twice
    typed = f"{scheme}://{host}{port}{path}"
    try:
        url = ada_url.URL(typed)
    except ValueError:
        return
    parsed = parse(typed)
    assert parsed is not None
    assert (parsed.host, parsed.port) == (url.hostname, int(url.port) if url.port else None)
    finding = examine(typed)
    if finding.url is not None:
        assert ada_url.URL(finding.url).hostname == url.hostname


@given(SOUP | st.text(max_size=60), NAMES, st.none() | SOUP)
@settings(max_examples=600, deadline=None)
@example("https://" + "[" * 9, None, None)
@example("\ud800", None, "\ud800")
def test_no_input_raises(typed, name, org):
    finding = examine(typed, org, directory(name))
    assert (finding.url is not None) == (finding.status in ADDRESS)
    assert finding.message
    assert finding.status is not Status.CORRECTED or finding.changes
    addresses_in(typed, org, directory(name))
    organization_in(typed)


@given(
    st.lists(PIECES, max_size=4).map("".join),
    st.sampled_from(["https://", "", "http://", "<https://", "htps:/", "ftp://"]),
    st.text("abc/#?:;, \\%@.-", max_size=3),
    st.sampled_from(["@crmhost.woodgrove.com/bank", "@evil.example/", "@bank.woodgrove.com", "@"]),
    NAMES,
)
@settings(max_examples=500, deadline=None)
def test_a_planted_password_never_comes_back(before, scheme, mark, after, name):
    assume("org is" not in before)
    typed = f"{before} {scheme}user:Zq7{mark}Pl4ntedSecret{after}"
    told = repr((examine(typed, None, directory(name)), addresses_in(typed, None, directory(name))))
    assert "Pl4ntedSecret" not in told
    assert "pl4ntedsecret" not in told.lower()


@given(PIECES, st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_a_hundred_thousand_characters_are_answered(piece, count):
    text = (
        (piece * (100_000 // len(piece)))[:100_000] if count > 1 else f"https://a.b/{piece * 9000}"
    )
    finding = examine(text)
    assert len(finding.message) < 1000
    assert len(re.sub(r"\s", "", repr(finding))) < 3000
