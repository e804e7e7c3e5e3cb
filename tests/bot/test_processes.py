"""The commands as processes: they end with a reason, and stop in time when they are told to."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.accounts import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.playground.double import SlackDouble
from bot.playground.messages import Draft
from bot.playground.workspace import HELP, YOU
from tests.bot.conftest import until
from tests.bot.test_the_whole_way import PASTE
from tests.conftest import ROOT

WITHIN_S = 10.0  # both for a wrong token and for a stop
STARTED_S = 30.0
PLACES = ("PATH", "HOME", "LANG", "COVERAGE_PROCESS_START")


@asynccontextmanager
async def process(
    command: str, double: SlackDouble, folder: Path, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a command whose settings lead to the double; killed in the end if it still runs."""
    written = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": double.api_url,
        "CRMURL_HOST": "127.0.0.1",
        "PYTHONPATH": str(ROOT),
    }
    places = {name: os.environ[name] for name in PLACES if name in os.environ}
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        cwd=folder,
        env=places | written | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


@pytest.mark.parametrize(
    ("wrong", "command"),
    [("SLACK_APP_TOKEN", "connect"), ("SLACK_BOT_TOKEN", "connect"), ("SLACK_BOT_TOKEN", "serve")],
)
async def test_a_wrong_token_ends_the_command_with_its_reason(wrong, command, double, tmp_path):
    token = {"SLACK_APP_TOKEN": "xapp-1-nonsense", "SLACK_BOT_TOKEN": "xoxb-1-nonsense"}[wrong]
    async with process(command, double, tmp_path, **{wrong: token}) as started:
        async with asyncio.timeout(WITHIN_S):
            _, told = await started.communicate()
    lines = [line for line in told.decode().splitlines() if line.startswith("crmurl: ")]
    assert started.returncode == 2
    assert len(lines) == 1
    assert lines[0].startswith(f"crmurl: {wrong} is refused by Slack (invalid_auth); ")
    assert b"nonsense" not in told
    assert b"Traceback" not in told


async def test_a_taken_port_ends_serve_with_one_line(double, tmp_path):
    port = double.origin.rpartition(":")[2]
    async with process("serve", double, tmp_path, PORT=port) as started:
        _, told = await started.communicate()
    assert started.returncode == 2
    assert f"crmurl: port {port} cannot be used" in told.decode()


async def test_a_directory_that_cannot_be_read_ends_the_start_with_file_and_line(double, tmp_path):
    (tmp_path / "directory.yaml").write_text("deployments:\n  - name: main\n    colour: blue\n")
    async with process("connect", double, tmp_path, CRMURL_DIRECTORY="directory.yaml") as started:
        _, told = await started.communicate()
    assert started.returncode == 2
    assert "crmurl: directory.yaml:3: unknown key 'colour'" in told.decode()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_connect_stops_in_time_with_its_work_handed_over(name, double, tmp_path):
    async with process("connect", double, tmp_path) as started:
        async with asyncio.timeout(STARTED_S):
            await until(lambda: double.slack.sockets.connections)
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: double.slack.courier.ledger.acked)
        started.send_signal(name)
        async with asyncio.timeout(WITHIN_S):
            _, told = await started.communicate()
        assert started.returncode == 0, told.decode()
    async with process("connect", double, tmp_path):
        await until(lambda: len(double.slack.workspace.thread(HELP.id, pasted.ts)) > 1)
    lines = [json.loads(line) for line in told.splitlines()]
    case = f"{pasted.channel.team}:{HELP.id}:{pasted.ts}"
    followed = {line["event"] for line in lines if line.get("case") == case}
    assert "handed over, to be answered as known" in followed
    assert b"Traceback" not in told
    assert b"authenticate your credentials" not in told


async def test_serve_tells_that_it_is_alive_ready_and_how_busy_and_stops_in_time(double, tmp_path):
    async with process("serve", double, tmp_path, PORT="0") as started:
        async with asyncio.timeout(STARTED_S):
            origin = await _origin(started)
        async with ClientSession(origin) as session:
            async with session.get("/healthz") as alive:
                assert (alive.status, await alive.text()) == (200, "alive\n")
            async with session.get("/readyz") as ready:
                assert ready.status == 200
                assert await ready.json() == {"database": True, "library": True, "slack": True}
            double.request_urls([f"{origin}/slack/events"])
            double.slack.type(HELP, YOU, Draft(PASTE))
            await until(lambda: double.slack.courier.ledger.acked)
            async with session.get("/metrics") as page:
                figures = await page.text()
        assert 'crmurl_events_total{kind="message",taken="yes"}' in figures
        assert 'crmurl_verdicts_total{verdict="known"} 1.0' in figures
        assert 'crmurl_ready{part="database"} 1.0' in figures
        assert HELP.id not in figures
        started.send_signal(signal.SIGTERM)
        async with asyncio.timeout(WITHIN_S):
            await started.communicate()
        assert started.returncode == 0


async def _origin(started: asyncio.subprocess.Process) -> str:
    assert started.stderr
    async for line in started.stderr:
        entry = json.loads(line)
        if entry["event"].startswith("serving on "):
            return f"http://{entry['event'].removeprefix('serving on ')}"
    raise AssertionError("it ended before it served")
