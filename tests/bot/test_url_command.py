"""`crmurl url`: one address for people, one JSON object, or JSON lines in and out."""

import io
import json
import sys

import pytest

from bot import cli
from tests.knowledge.directories import WOODGROVE

BANK = "https://crmhost.woodgrove.com/bank"
KEYS = {"status", "url", "ifd_url", "options", "changes", "message"}


@pytest.fixture
def servers(tmp_path):
    path = tmp_path / "servers.yaml"
    path.write_text(WOODGROVE, encoding="utf-8")
    return str(path)


@pytest.fixture
def typed_in(monkeypatch):
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_people_read_status_address_reason_and_no_colour_in_a_pipe(capsys):
    assert cli.main(["url", "htps://crmserver.contoso.com", "--org", "contoso"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("corrected\n  https://crmserver.contoso.com/contoso\n")
    assert "1. Corrected the start to https://" in told
    assert "\x1b" not in told


def test_options_are_listed(capsys, servers):
    assert cli.main(["url", "https://evil.example/bank", "--directory", servers]) == 0
    assert f"  - {BANK}\n" in capsys.readouterr().out


def test_json_is_one_object(capsys, servers):
    assert cli.main(["url", "crmhost", "--json", "--directory", servers]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == KEYS
    assert (answer["status"], answer["url"]) == ("corrected", BANK)
    assert all(set(change) == {"what", "why"} for change in answer["changes"])


def test_an_address_may_come_by_standard_input(capsys, typed_in):
    typed_in("https://crmserver.contoso.com/contoso\n".encode("utf-16"))
    assert cli.main(["url", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "already_correct"


def test_json_lines_are_answered_line_by_line(capsys, typed_in):
    rows = [
        {"id": "a", "typed": "crmserver.contoso.com", "org": "contoso"},
        {"id": 7, "typed": "", "org": None},
        {"typed": "https://contoso.crm4.dynamics.com"},
    ]
    typed_in("\n\n".join(json.dumps(row) for row in rows).encode())
    assert cli.main(["url", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["id"], each["status"]) for each in answers] == [
        ("a", "corrected"),
        (7, "not_a_url"),
        (None, "online"),
    ]
    assert all(set(each) == KEYS | {"id"} for each in answers)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[1]",
        b"{}",
        b'{"typed": 3}',
        b'{"typed": "x", "org": []}',
        b"\xff\xfe\xff",
        b"[" * 9999,
    ],
)
def test_a_bad_line_is_told_and_the_run_goes_on(capsys, typed_in, line):
    typed_in(b'{"id": 1, "typed": "x"}\n' + line + b'\n{"id": 2, "typed": "x"}\n')
    assert cli.main(["url", "--jsonl"]) == 2
    answers = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert [each.get("id") for each in answers] == [1, None, 2]
    assert answers[1]["line"] == 2
    assert answers[1]["error"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["url", "x", "--directory", "no-such-file.yaml"], "no-such-file.yaml: cannot be read"),
        (["url", "x", "--jsonl"], "leave the typed one out"),
        (["url"], "nothing to correct"),
        (["url", "  "], "nothing to correct"),
    ],
)
def test_bad_usage_is_one_line_and_status_two(capsys, typed_in, words, told):
    typed_in(b"")
    assert cli.main(words) == 2
    problem = capsys.readouterr().err
    assert told in problem
    assert problem.count("\n") == 1


def test_a_bad_directory_names_its_line(capsys, tmp_path):
    path = tmp_path / "servers.yaml"
    path.write_text(WOODGROVE.replace("claims", "kerberos"), encoding="utf-8")
    assert cli.main(["url", "x", "--directory", str(path)]) == 2
    assert f"{path}:5: auth 'kerberos'" in capsys.readouterr().err


def test_a_password_is_not_repeated(capsys):
    assert cli.main(["url", "https://jdoe:Hunter2!@crmserver.contoso.com/contoso"]) == 0
    told = capsys.readouterr()
    assert "Hunter2" not in told.out + told.err
    assert "jdoe" not in told.out + told.err
