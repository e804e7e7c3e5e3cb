"""`crmurl playground` says in one line why it cannot start."""

import signal
import socket
import subprocess
import sys

import pytest

from bot import cli
from bot.commands.playground import in_playground
from bot.playground.accounts import APP_TOKEN, BOT_TOKEN
from bot.settings import read_settings

MISTAKES = {
    "a fault nobody knows": (["--faults", "explode=3%"], {}, "no fault is called 'explode'"),
    "a port beyond the last": (["--port", "70000"], {}, "PORT=70000 is no port"),
    "a PORT that is no number": ([], {"PORT": "http"}, "PORT=http is no port"),
}


@pytest.mark.parametrize(("words", "environment", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_in_one_line(capsys, monkeypatch, words, environment, told):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["playground", *words]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert told in lines[0]


@pytest.mark.parametrize("words", [[], ["--without-bot"]], ids=["with the bot", "alone"])
def test_a_taken_port_is_named(capsys, monkeypatch, tmp_path, words):
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert cli.main(["playground", "--port", port, *words]) == 2
    assert f"port {port} cannot be used" in capsys.readouterr().err


def test_the_double_alone_says_where_it_is_and_ends_when_told_to():
    command = [sys.executable, "-m", "bot", "playground", "--without-bot", "--port", "0"]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as playground:
        address = playground.stdout.readline()
        playground.send_signal(signal.SIGTERM)
        assert playground.wait(timeout=15) == 0
    assert address.startswith("http://127.0.0.1:")


def test_the_bot_in_the_playground_never_meets_the_real_slack(tmp_path):
    real = {"SLACK_BOT_TOKEN": "xoxb-1-real", "SLACK_APP_TOKEN": "xapp-1-real", "PORT": "8080"}
    settings = in_playground(
        read_settings(real, tmp_path / ".env"), "http://127.0.0.1:1/api/", tmp_path
    )
    tokens = settings.bot_token.get_secret_value(), settings.app_token.get_secret_value()
    assert tokens == (BOT_TOKEN, APP_TOKEN)
    assert settings.api_url == "http://127.0.0.1:1/api/"
    assert settings.port is None
    assert settings.database.get_secret_value() == f"sqlite:///{tmp_path / 'crmurl.db'}"


def test_a_database_that_was_named_is_kept(tmp_path):
    named = {"CRMURL_DATABASE_URL": f"sqlite:///{tmp_path}/mine.db"}
    settings = in_playground(
        read_settings(named, tmp_path / ".env"), "http://127.0.0.1:1/api/", tmp_path
    )
    assert settings.database.get_secret_value() == named["CRMURL_DATABASE_URL"]
