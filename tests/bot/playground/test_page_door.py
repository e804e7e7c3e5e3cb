"""The page and the control addresses: for this machine only, and safe to look at."""

import asyncio
import base64
import io
import json

import pytest
from yarl import URL

from bot.playground.accounts import BOT_TOKEN
from bot.playground.page_door import FOLDER
from bot.playground.workspace import GENERAL

STRANGERS = {
    "another site's page": {"Origin": "https://evil.example"},
    "a name that leads here": {"Host": "evil.example:8080"},
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS.keys())
async def test_strangers_are_turned_away(web, headers):
    for path in ("/", "/page/state", "/double/status", "/api/api.test"):
        async with web.get(path, headers=headers) as response:
            assert response.status == 403


async def test_every_part_of_the_page_is_served_with_a_strict_policy(web):
    parts = [part.name for part in FOLDER.iterdir()]
    assert "main.js" in parts
    for path in ["/", *(f"/page/{name}" for name in parts if name != "index.html")]:
        async with web.get(path) as response:
            assert (path, response.status) == (path, 200)
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_brings_nothing_from_elsewhere_and_runs_nothing_inline(web):
    async with web.get("/") as response:
        page = await response.text()
    assert "http:" not in page
    assert "https:" not in page
    assert " on" not in page.replace(" only", "")
    assert page.count("<script") == page.count('<script type="module" src="/page/')


async def test_what_is_posted_arrives_on_the_stream(web):
    async with web.get("/page/stream") as stream:
        await stream.content.readline()
        message = {"channel": GENERAL.id, "text": "hello <b>"}
        async with web.post("/page/messages", json=message) as response:
            ts = (await response.json())["ts"]
        lines = []
        async with asyncio.timeout(5):
            while not lines or not lines[-1].startswith(b"data:"):
                lines.append(await stream.content.readline())
    told = json.loads(lines[-1].removeprefix(b"data:"))
    assert (told["ts"], told["text"]) == (ts, "hello &lt;b&gt;")


async def test_an_attached_file_needs_the_bots_token(web):
    file = {"name": "crm.log", "content": base64.b64encode(b"Access is denied.").decode()}
    message = {"channel": GENERAL.id, "text": "", "files": [file]}
    async with web.post("/page/messages", json=message) as response:
        assert response.status == 200
    async with web.get("/double/messages") as response:
        (posted,) = (await response.json())["messages"]
    (shape,) = posted["files"]
    assert (posted["subtype"], shape["mode"], shape["size"]) == ("file_share", "hosted", 17)
    async with web.get(shape["url_private"]) as response:
        assert (response.status, response.content_type) == (200, "text/html")
    token = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with web.get(shape["url_private"], headers=token) as response:
        assert await response.read() == b"Access is denied."


async def test_a_file_from_outside_has_to_be_asked_for(web, call):
    file = {"name": "crm.log", "content": "Access is denied.", "outside": True}
    async with web.post("/double/post", json={"files": [file]}) as response:
        assert response.status == 200
    async with web.get("/double/messages") as response:
        (posted,) = (await response.json())["messages"]
    (shape,) = posted["files"]
    assert shape == {"id": shape["id"], "file_access": "check_file_info"}
    asked = await call("files.info", file=shape["id"])
    assert (asked["file"]["name"], asked["file"]["file_access"]) == ("crm.log", "visible")


NONSENSE = {
    "no JSON": ("/page/messages", b"{", 400),
    "no channel": ("/page/messages", b"{}", 400),
    "a channel nobody has": ("/page/messages", b'{"channel": "C404"}', 400),
    "a file of no base64": (
        "/page/messages",
        json.dumps({"channel": GENERAL.id, "files": [{"name": "a", "content": "%"}]}).encode(),
        400,
    ),
    "an unknown fault": ("/double/faults", b'{"spec": "explode=1%"}', 400),
    "a body of 5 MB": ("/page/messages", b"x" * 5 * 1024 * 1024, 413),
}

OUTSIDE = {
    "above the folder": "/page/..%2fdouble.py",
    "at the root": "/page/%2fetc%2fmime.json",
    "below the folder": "/page/more/main.js",
    "of another kind": "/page/index.html",
}


@pytest.mark.parametrize("path", OUTSIDE.values(), ids=OUTSIDE.keys())
async def test_nothing_outside_the_page_is_served(web, path):
    async with web.get(URL(path, encoded=True)) as response:
        assert response.status == 404


@pytest.mark.parametrize(("path", "body", "status"), NONSENSE.values(), ids=NONSENSE.keys())
async def test_nonsense_is_refused(web, path, body, status):
    async with web.post(path, data=io.BytesIO(body)) as response:
        assert response.status == status
        assert "Traceback" not in await response.text()


async def test_another_process_can_post_and_count(web):
    async with web.post("/double/post", json={"text": "help"}) as response:
        parent = await response.json()
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    answer = {"channel": parent["channel"], "thread_ts": parent["ts"], "text": "here"}
    async with web.post("/api/chat.postMessage", json=answer, headers=headers):
        pass
    async with web.get("/double/replies") as response:
        threads = (await response.json())["threads"]
    assert threads == {f"{parent['channel']}:{parent['ts']}": 1}


async def test_another_process_can_do_what_people_do(double, web):
    async with web.post("/double/post", json={"text": "a"}) as response:
        ts = {"ts": (await response.json())["ts"]}
    steps = [
        ("edit", ts | {"text": "b"}),
        ("unfurl", ts),
        ("delete", ts),
        ("event", {"event": {"type": "app_uninstalled"}}),
        ("channel", {"id": "C0NEW", "name": "new", "is_ext_shared": True}),
        ("post", {"channel": "C0NEW", "text": "c"}),
        ("faults", {"spec": "slow=1%"}),
        ("sockets", {"broadcast": True}),
    ]
    for step, asked in steps:
        async with web.post(f"/double/{step}", json=asked) as response:
            assert (step, response.status) == (step, 200)
    async with web.get("/double/status") as response:
        status = await response.json()
    assert status["sent"] == 6
    assert double.slack.sockets.broadcast
    assert [message.draft.text for message in double.slack.workspace.everything()] == ["c"]


async def test_an_outage_is_answered_with_server_errors(web):
    for on, status in ((True, 503), (False, 200)):
        async with web.post("/double/outage", json={"on": on}):
            pass
        async with web.get("/api/api.test") as response:
            assert response.status == status
