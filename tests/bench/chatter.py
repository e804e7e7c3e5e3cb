"""CPU per chatter event beside a bare Bolt message listener, over HTTP and Socket Mode."""

import asyncio
import functools
import json
import multiprocessing
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.intake import Intake, open_site
from bot.metrics import Metrics
from bot.playground.request_url import signed_headers
from bot.signature import Signature
from bot.sockets import Line
from knowledge.library import BUILT_IN, Library, open_library
from tests.bot.conftest import door_for, message
from tests.fakes import FakeDesk, authorize

EVENTS = 1_000
RUNS = 15  # of each, interleaved; the medians are compared
SECRET = "shh"
GOAL = 1.15
CHATTER = (
    "morning all",
    "has anyone seen the projector adapter?",
    "the build is green again :tada: thanks for looking into it so quickly",
    "https://wiki.example.com/onboarding is out of date, who owns that page?",
    "I'll be ten minutes late for the stand-up, please start without me",
    "can somebody with admin rights restart the print server? it hangs again",
)


def payload(number: int) -> dict[str, Any]:
    """Give one chatter message as Slack delivers it, with its rich text."""
    text = CHATTER[number % len(CHATTER)]
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    blocks = [{"type": "rich_text", "block_id": "b", "elements": [words]}]
    return message(text, f"17000{number:05}.000100", blocks=blocks, channel_type="channel")


@functools.cache
def library() -> Library:
    """Open the built-in articles, in the process that needs them."""
    return open_library([BUILT_IN])


def bare_app() -> AsyncApp:
    """Give an app with nothing but a listener for messages."""
    app = AsyncApp(name="bare", signing_secret=SECRET, authorize=bare_authorize)

    @app.event("message")
    async def hear() -> None:
        pass

    return app


async def bare_authorize() -> AuthorizeResult:
    """Answer from memory, as ours does."""
    return await authorize()


@asynccontextmanager
async def bare_http() -> AsyncIterator[str]:
    """Serve a bare app with Bolt's own server."""
    runner = web.AppRunner(bare_app().web_app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def our_http() -> AsyncIterator[str]:
    """Serve our listeners behind our intake."""
    metrics = Metrics()
    door = door_for(FakeDesk(), library(), metrics)
    routes = Intake(door, Signature(SECRET.encode()), metrics).routes()
    async with open_site(routes, "127.0.0.1", 0) as (host, port):
        yield f"http://{host}:{port}/slack/events"


@asynccontextmanager
async def bare_socket(api: str) -> AsyncIterator[None]:
    """Connect a bare app with Bolt's own Socket Mode handler."""
    app = bare_app()
    client = AsyncWebClient(base_url=api)
    handler = AsyncSocketModeHandler(app, "xapp-1", web_client=client)
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()


@asynccontextmanager
async def our_socket(api: str) -> AsyncIterator[None]:
    """Connect our listeners over our line."""
    async with ClientSession() as session:
        client = AsyncWebClient(base_url=api, session=session, retry_handlers=[])
        async with Line(door_for(FakeDesk(), library()), client, session, "xapp-1"):
            yield


async def http_cpu(way: Callable[[], AbstractAsyncContextManager[str]]) -> float:
    """Give the microseconds of CPU per event of one way to serve."""
    async with way() as address:
        return await _cpu_while(post_all, address)


async def socket_cpu(way: Callable[[str], AbstractAsyncContextManager[None]]) -> float:
    """Give the microseconds of CPU per event of one way to connect."""
    ours, theirs = SPAWN.Pipe()
    sender = SPAWN.Process(target=envelopes, args=(theirs,))
    sender.start()
    api = await asyncio.to_thread(ours.recv)
    async with way(api):
        await asyncio.to_thread(ours.recv)
        began = time.process_time()
        ours.send("go")
        await asyncio.to_thread(ours.recv)
        used = time.process_time() - began
    sender.kill()
    return used / EVENTS * 1e6


async def _cpu_while(work: Callable[[Connection, str], None], address: str) -> float:
    ours, theirs = SPAWN.Pipe()
    sender = SPAWN.Process(target=work, args=(theirs, address))
    sender.start()
    await asyncio.to_thread(ours.recv)
    began = time.process_time()
    ours.send("go")
    await asyncio.to_thread(ours.recv)
    used = time.process_time() - began
    sender.join()
    return used / EVENTS * 1e6


def post_all(pipe: Connection, address: str) -> None:
    """Send every event over HTTP, signed; runs in a process of its own."""
    bodies = [json.dumps(payload(number)).encode() for number in range(EVENTS)]

    async def post() -> None:
        async with ClientSession() as session:
            for body in bodies:
                headers = signed_headers(SECRET, body)
                async with session.post(address, data=body, headers=headers) as response:
                    assert response.status == 200

    pipe.send("ready")
    pipe.recv()
    asyncio.run(post())
    pipe.send("done")


def envelopes(pipe: Connection) -> None:
    """Be Slack's end of Socket Mode, and send every event over it; in a process of its own."""
    asyncio.run(_be_slack(pipe))


async def _be_slack(pipe: Connection) -> None:
    texts = [
        json.dumps({"envelope_id": f"e{number}", "type": "events_api", "payload": payload(number)})
        for number in range(EVENTS)
    ]

    async def ticket(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"ws://{request.host}/socket"})

    async def socket(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        await ws.send_json({"type": "hello"})
        pipe.send("connected")
        await asyncio.to_thread(pipe.recv)
        for text in texts:
            await ws.send_str(text)
            await ws.receive_json()
        pipe.send("done")
        return ws

    routes = [web.post("/apps.connections.open", ticket), web.get("/socket", socket)]
    async with open_site(routes, "127.0.0.1", 0) as (host, port):
        pipe.send(f"http://{host}:{port}/")
        await asyncio.sleep(3600)


async def measure() -> dict[str, list[float]]:
    """Run each way by turns, so that a busy minute falls on all of them."""
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    for _ in range(RUNS):
        for name, cpu in zip(
            NAMES,
            (
                await http_cpu(bare_http),
                await http_cpu(our_http),
                await socket_cpu(bare_socket),
                await socket_cpu(our_socket),
            ),
            strict=True,
        ):
            found[name].append(cpu)
    return found


NAMES = ("HTTP, bare Bolt", "HTTP, ours", "Socket Mode, bare Bolt", "Socket Mode, ours")
SPAWN = multiprocessing.get_context("spawn")


def main() -> None:
    """Print the table."""
    found = asyncio.run(measure())
    medians = {name: statistics.median(values) for name, values in found.items()}
    print(f"CPU per chatter event, microseconds, median of {RUNS} interleaved runs")
    for name, median in medians.items():
        print(f"  {name:24} {median:7.0f}")
    for way in ("HTTP", "Socket Mode"):
        ratio = medians[f"{way}, ours"] / medians[f"{way}, bare Bolt"]
        print(f"  {way}: {ratio:.2f} times bare Bolt (goal: at most {GOAL})")


if __name__ == "__main__":
    main()
