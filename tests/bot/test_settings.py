"""Settings are closed, validated, and every problem is told at once."""

import re

import pytest
from cryptography.fernet import Fernet

from bot import cli
from bot.settings import Settings, SettingsError, Way, read_settings, way_for
from tests.conftest import ROOT

KEY = Fernet.generate_key().decode()
BOT = {"SLACK_BOT_TOKEN": "xoxb-1"}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param(
            {"CRMURL_DIRECTRY": "x"},
            "CRMURL_DIRECTRY is not a setting of crmurl; did you mean CRMURL_DIRECTORY?",
            id="a slip in a name gets the nearest one",
        ),
        pytest.param(
            {"CRMURL_ZZZ": "x"},
            "CRMURL_ZZZ is not a setting of crmurl",
            id="a name near none gets no hint",
        ),
        pytest.param(
            {"DBOS__CONDUCTOR_KEY": "x"},
            "DBOS__CONDUCTOR_KEY is refused",
            id="the engine's cloud key",
        ),
        pytest.param(
            {"CRMURL_AUTO_UPGRADE": "x"}, "CRMURL_AUTO_UPGRADE is refused", id="automatic upgrades"
        ),
        pytest.param({"CRMURL_SHARDING": "x"}, "CRMURL_SHARDING is refused", id="sharding"),
        pytest.param(
            {"DBOS_SYSTEM_DATABASE_URL": "x"},
            "DBOS_SYSTEM_DATABASE_URL is refused",
            id="another database for the engine",
        ),
        pytest.param(
            {"SLACK_BOT_TOKEN": "xapp-1"},
            "SLACK_BOT_TOKEN: this is no such token; it has to begin with xoxb-, and what is set "
            "looks like the value of SLACK_APP_TOKEN",
            id="tokens in each other's place",
        ),
        pytest.param(
            {"SLACK_APP_TOKEN": "abc"},
            "SLACK_APP_TOKEN: this is no such token; it has to begin with xapp-",
            id="no token",
        ),
        pytest.param(
            {"SLACK_API_URL": "http://slack.com/api/"},
            "SLACK_API_URL: tokens must not travel in the clear",
            id="plain http to another machine",
        ),
        pytest.param({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL: write", id="no address"),
        pytest.param({"PORT": "99999"}, "PORT: ", id="no port"),
        pytest.param({"CRMURL_EXPIRE_DAYS": "soon"}, "CRMURL_EXPIRE_DAYS: ", id="no number"),
        pytest.param({"CRMURL_LOG": "loud"}, "CRMURL_LOG: write one of debug", id="no level"),
        pytest.param({"CRMURL_SECRET_KEY": "abc"}, "CRMURL_SECRET_KEY: no usable key", id="no key"),
        pytest.param(
            {"CRMURL_DATABASE_URL": "mysql://u:pw@h/x"},
            "CRMURL_DATABASE_URL: not a database address that is supported",
            id="an unknown database",
        ),
    ],
)
def test_what_is_wrong_is_told_without_the_value(written, told, tmp_path):
    with pytest.raises(SettingsError) as wrong:
        read_settings(written, tmp_path / ".env")
    (line,) = str(wrong.value).splitlines()
    assert line.startswith(told)
    assert "pw@" not in line


def test_every_problem_is_told_at_once_a_line_each(tmp_path):
    written = {"PORT": "x", "CRMURL_LOG": "loud", "CRMURL_TYPO": "1", "SLACK_APP_TOKEN": "abc"}
    with pytest.raises(SettingsError) as wrong:
        read_settings(written, tmp_path / ".env", Way.CONNECT)
    names = {line.split(":")[0].split(" ")[0] for line in str(wrong.value).splitlines()}
    assert names == {"PORT", "CRMURL_LOG", "CRMURL_TYPO", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"}


def test_an_unknown_name_in_the_file_is_refused_even_without_our_prefix(tmp_path):
    file = tmp_path / ".env"
    file.write_text("SLACK_SIGNING_SECERT=x\n")
    with pytest.raises(SettingsError, match="did you mean SLACK_SIGNING_SECRET"):
        read_settings({}, file)


def test_the_environment_goes_before_the_file_and_empty_counts_as_unset(tmp_path):
    file = tmp_path / ".env"
    file.write_text("\ufeffPORT=1\nCRMURL_LOG=debug\nSLACK_APP_TOKEN=\n", encoding="utf-8")
    settings = read_settings({"PORT": "2"}, file)
    assert (settings.port, settings.log, settings.app_token) == (2, "debug", None)


def test_the_example_file_is_a_good_start(tmp_path):
    example = (ROOT / ".env.example").read_text()
    file = tmp_path / ".env"
    file.write_text(example)
    read_settings({}, file)


def test_every_setting_is_told_to_the_operator_and_nothing_else_is():
    names = {str(field.alias) for field in Settings.model_fields.values()}
    table = (ROOT / "docs" / "operations.md").read_text().split("## Settings")[1].split("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == names


def test_no_secret_is_in_the_repr(tmp_path):
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-secret",
        "SLACK_APP_TOKEN": "xapp-secret",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_CLIENT_SECRET": "secret",
        "CRMURL_SECRET_KEY": KEY,
        "CRMURL_DATABASE_URL": "postgresql://u:secret@h/x",
    }
    told = repr(read_settings(secrets, tmp_path / ".env"))
    assert "secret@" not in told
    assert "-secret" not in told
    assert KEY not in told


@pytest.mark.parametrize(
    ("written", "way"),
    [
        ({}, Way.PLAYGROUND),
        ({"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": " "}, Way.PLAYGROUND),
        ({"SLACK_APP_TOKEN": "xapp-1"}, Way.CONNECT),
        ({"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "s"}, Way.CONNECT),
        ({"SLACK_SIGNING_SECRET": "s"}, Way.SERVE),
        ({"SLACK_CLIENT_ID": "1.2"}, Way.SERVE),
        (BOT, Way.CONNECT),
    ],
    ids=["nothing", "only blanks", "app token", "both", "signing secret", "oauth", "bot token"],
)
def test_the_tokens_decide_how_it_runs(written, way, tmp_path):
    assert way_for(written, tmp_path / ".env") is way


@pytest.mark.parametrize(
    ("written", "way", "missing"),
    [
        ({}, Way.CONNECT, {"SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"}),
        (BOT, Way.CONNECT, {"SLACK_APP_TOKEN"}),
        ({}, Way.SERVE, {"SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"}),
        (
            {"SLACK_CLIENT_ID": "1.2"},
            Way.SERVE,
            {"SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "CRMURL_SECRET_KEY"},
        ),
    ],
    ids=["connect, nothing set", "connect, half", "serve, nothing set", "serve, installs"],
)
def test_each_missing_name_gets_one_line(written, way, missing, tmp_path):
    with pytest.raises(SettingsError) as wrong:
        read_settings(written, tmp_path / ".env", way)
    lines = str(wrong.value).splitlines()
    assert {line.split(" is not set")[0] for line in lines} == missing
    assert len(lines) == len(missing)


def test_run_with_half_of_the_tokens_says_which_is_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert cli.main(["run"]) == 2
    assert capsys.readouterr().err.startswith("crmurl: SLACK_APP_TOKEN is not set; ")


@pytest.mark.parametrize("command", ["connect", "serve"])
def test_a_command_without_tokens_ends_with_2_and_a_line_a_name(
    command, monkeypatch, tmp_path, capsys
):
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main([command]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("crmurl: SLACK_") for line in lines)
