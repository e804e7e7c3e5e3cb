"""A double to test, the playground as its command starts it, and a browser looking at it."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.sync_api import expect, sync_playwright

from bot.playground.accounts import BOT_TOKEN
from bot.playground.clock import Pace
from bot.playground.double import SlackDouble
from tests.bot.playground.browsing import CHROMIUM, HEIGHT, PATIENCE, WIDTH

Call = Callable[..., Awaitable[dict[str, Any]]]

QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OURS = ("SLACK_", "CRMURL_", "PORT")  # settings of whoever runs the tests

HURRIED = Pace(ack_within=0.5, redeliver_after=(0.0, 0.01, 0.02))


@pytest.fixture
async def double() -> AsyncIterator[SlackDouble]:
    """A double on a free port, whose retries come at once."""
    async with SlackDouble(pace=HURRIED) as double:
        yield double


@pytest.fixture
async def web(double: SlackDouble) -> AsyncIterator[ClientSession]:
    """A client of the double's own address."""
    async with ClientSession(double.origin) as session:
        yield session


@pytest.fixture
def call(web: ClientSession) -> Call:
    """Call a Web API method with the bot's token."""

    async def answer(method: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        async with web.post(f"/api/{method}", json=arguments, headers=headers) as response:
            return await response.json()

    return answer


@pytest.fixture(scope="module")
def address(request, tmp_path_factory):
    """Where `crmurl playground` shows its page; it must end by itself when told to."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    command = [sys.executable, "-m", "bot", "playground", "--port", "0"]
    folder = tmp_path_factory.mktemp("playground")
    if company := getattr(request.module, "COMPANY", None):
        (folder / "company.yaml").write_text(company)
        own["CRMURL_DIRECTORY"] = "company.yaml"
    with subprocess.Popen(
        command, cwd=folder, env=own, text=True, stdout=subprocess.PIPE
    ) as playground:
        yield playground.stdout.readline().strip()
        playground.send_signal(signal.SIGTERM)
        assert playground.wait(timeout=15) == 0


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=["light"])
def page(browser, address, request):
    """The page as somebody has just opened it; a script error fails the test."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme=request.param,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    problems = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    page.goto(address)
    expect(page.get_by_text("The bot is connected")).to_be_visible()
    yield page
    context.close()
    assert problems == []
