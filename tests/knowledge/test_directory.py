"""A directory file is read strictly, and its names are found near, cut and whole."""

import pytest

from knowledge.addresses.near import NearNames, same_digits
from knowledge.directory import DirectoryError, read_directory
from tests.knowledge.directories import TAILSPIN, WOODGROVE, directory

SLIPS = {
    "not YAML": ("deployments: [", "no YAML"),
    "empty": ("", "the file is empty"),
    "a list": ("- a", "has to be a block"),
    "unknown key on top": ("servers: []", "unknown key 'servers'"),
    "no deployments": ("deployments: []", "'deployments' is empty"),
    "deployments missing": ("{}", "'deployments' is missing"),
    "null": ("deployments:", "has to be a list"),
    "unknown key": (WOODGROVE + "    colour: red\n", "unknown key 'colour'"),
    "key twice": (WOODGROVE + "    auth: claims\n", "a second time"),
    "name missing": (WOODGROVE.replace("name: production", "aliases: []", 1), "'name' is missing"),
    "bad auth": (WOODGROVE.replace("auth: claims", "auth: kerberos"), "claims or windows"),
    "path in base_url": (
        WOODGROVE.replace("crmhost.woodgrove.com\n", "crmhost.x.com/bank\n"),
        "base_url",
    ),
    "no scheme": (WOODGROVE.replace("https://crmhost", "crmhost"), "base_url has to be"),
    "ftp": (WOODGROVE.replace("https://crmhost", "ftp://crmhost"), "base_url has to be"),
    "credentials": (
        WOODGROVE.replace("https://crmhost", "https://u:p@crmhost"),
        "base_url has to be",
    ),
    "scheme in a host": (WOODGROVE.replace("ifd_domain: ", "ifd_domain: https://"), "host name"),
    "bad port": (
        WOODGROVE.replace("ifd_domain: woodgrove.com", "ifd_domain: a.com:x"),
        "host name",
    ),
    "bad alias": (WOODGROVE.replace("[crmhost]", "[crm host]"), "host name"),
    "alias twice": (TAILSPIN.replace("[testcrm]", "[insidecrm]"), "a second time"),
    "server twice": (
        TAILSPIN.replace("https://testcrm.tailspin.com", "https://insidecrm.tailspin.com:444"),
        "a second time",
    ),
    "organization twice": (
        WOODGROVE.replace("[{name: bank", "[{name: Bank}, {name: bank"),
        "a second",
    ),
    "no organizations": (
        WOODGROVE.replace("[{name: bank, display_name: Woodgrove Bank}]", "[]"),
        "is empty",
    ),
    "reserved name": (WOODGROVE.replace("name: bank", "name: Home"), "reserved"),
    "space in a name": (WOODGROVE.replace("name: bank", "name: my bank"), "cannot stand in"),
    "name too long": (WOODGROVE.replace("name: bank", f"name: {'a' * 31}"), "30 characters"),
    "empty name": (WOODGROVE.replace("name: bank", 'name: ""'), "no value"),
    "a number for a mapping": (
        WOODGROVE.replace("[{name: bank, display_name: Woodgrove Bank}]", "[7]"),
        "block",
    ),
}


@pytest.mark.parametrize(("text", "told"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_the_file_is_told_with_its_line(text, told):
    with pytest.raises(DirectoryError) as caught:
        read_directory(text, "servers.yaml")
    first = str(caught.value).splitlines()[0]
    assert first.startswith("servers.yaml:")
    assert first.split(":")[1].isdigit()
    assert told in str(caught.value)


def test_the_line_is_the_slips_own():
    with pytest.raises(DirectoryError, match=r"servers\.yaml:5: auth 'kerberos'"):
        read_directory(WOODGROVE.replace("claims", "kerberos"), "servers.yaml")


def test_all_slips_are_told_at_once():
    text = WOODGROVE.replace("claims", "kerberos").replace("name: bank", "name: Home")
    with pytest.raises(DirectoryError) as caught:
        read_directory(text, "servers.yaml")
    assert len(str(caught.value).splitlines()) == 2


def test_json_is_read_too():
    text = (
        '{"deployments": [{"name": "a", "base_url": "https://a.example", "auth": "claims",'
        ' "ifd_domain": null, "organizations": [{"name": "x"}]}]}'
    )
    (deployment,) = read_directory(text, "servers.json").deployments
    assert deployment.organizations[0].display_name == "x"


@pytest.mark.parametrize(
    ("typed", "known", "same"),
    [
        ("crm1", "crm2", False),
        ("crm1", "crm", False),
        ("crm10", "crm1", False),
        ("crml", "crm1", False),
        ("c0nt0so", "contoso", True),
        ("crm1o", "crm10", True),
        ("crm", "cmr", True),
    ],
)
def test_digits_tell_machines_apart(typed, known, same):
    assert same_digits(typed, known) is same


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("salse", ("sales",)),
        ("sale", ("sales",)),
        ("slaess", ("sales",)),
        ("slaesss", ()),
        ("marketnig", ("marketing",)),
        ("mraketnig", ("marketing",)),
        ("tast", ("task", "test")),
        ("sal", ()),
        ("server2", ()),
        ("srever1", ("server1",)),
    ],
)
def test_near_names_are_found_by_their_slips(typed, found):
    names = NearNames(["sales", "marketing", "task", "test", "server1"], most=2, shortest=4)
    assert names.nearest(typed) == found


def test_every_name_is_near_its_own_slips():
    names = ["insidecrm.tailspin.com", "crm-berlin.example.org", "toys.example.com"]
    near = NearNames(names, most=2, shortest=4)
    for name in names:
        for at in range(len(name) - 1):
            swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
            assert near.nearest(swapped) == (name,)
            assert near.nearest(name[:at] + name[at + 1 :]) == (name,)
            assert near.nearest(name[:at] + "xy" + name[at:]) == (name,)


def test_a_cut_name_that_fits_two_servers_is_neither():
    known = read_directory(
        WOODGROVE
        + WOODGROVE.replace("deployments:\n", "")
        .replace("production", "second")
        .replace("crmhost.woodgrove.com", "crmhost.tailspin.com")
        .replace("[crmhost]", "[other]")
        .replace("woodgrove", "tailspin"),
        "two.yaml",
    ).known
    assert known.cut("crmhost.woodgrove", None) is not None
    assert known.cut("crmhost", None) is None


def test_the_built_in_look_ups_are_shared():
    assert directory("woodgrove").known is directory("woodgrove").known
