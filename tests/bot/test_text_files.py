"""Text files are read from Slack's own hosts only, up to 1 MB, and by their byte-order mark."""

import codecs

import pytest
from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from bot.intake import open_site
from bot.text_files import MOST_BYTES, NotTextError, TextFiles, decoded

TEXT = "Access is denied. Grüße\n"


class Shelf:
    """A host with files, which keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.elsewhere = "http://127.0.0.1:9/stolen"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.asked.append((name, request.headers.get("Authorization")))
        match name:
            case "log.txt":
                return web.Response(text=TEXT)
            case "page.html":
                return web.Response(text="<h1>Sign in</h1>", content_type="text/html")
            case "moved.txt":
                raise web.HTTPFound(self.elsewhere)
            case "endless.txt":
                return await self._stream(request)
            case _:
                raise web.HTTPNotFound

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        for _ in range(MOST_BYTES // 100_000 + 2):
            await response.write(b"x" * 100_000)
        return response


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def read(shelf):
    """Read one file of a message, as the work does; addresses stand for the shelf's own."""
    routes = [web.get("/files/{name}", shelf.serve)]
    async with open_site(routes, "127.0.0.1", 0) as (host, port), ClientSession() as session:
        origin = f"http://{host}:{port}"
        files = TextFiles(session, f"{origin}/api/")
        client = AsyncWebClient(token="xoxb-1", base_url=f"{origin}/api/", session=session)

        async def give(address: str, **more: object) -> str:
            file = {"url_private": address.replace("SHELF", f"{origin}/files")} | more
            return await files(client, {"files": [file]})

        yield give


async def test_a_file_is_read_with_the_bots_token(read, shelf):
    assert await read("SHELF/log.txt") == TEXT
    assert shelf.asked == [("log.txt", "Bearer xoxb-1")]


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("https://files.slack.com.evil.example/log.txt", {}),
        ("https://evilslack.com/log.txt", {}),
        ("http://files.slack.com/log.txt", {}),
        ("https://files.slack.com:8443/log.txt", {}),
        ("https://user@files.slack.com/log.txt", {}),
        ("http://127.0.0.1:1/log.txt", {}),
        ("file:///etc/passwd", {}),
        ("http://[broken/log.txt", {}),
        ("SHELF/log.txt", {"size": MOST_BYTES + 1}),
        ("SHELF/log.txt", {"mode": "external"}),
        ("SHELF/log.txt", {"mode": "tombstone"}),
        ("SHELF/log.txt", {"mode": "hidden_by_limit"}),
    ],
    ids=[
        "a host that begins like Slack's",
        "a host that ends like Slack's",
        "in the clear",
        "another port",
        "with a user name",
        "another port of this machine",
        "a file of this machine",
        "no address",
        "too large by its own word",
        "held elsewhere",
        "deleted",
        "beyond the free plan",
    ],
)
async def test_a_file_that_must_not_be_fetched_is_not_even_asked_for(address, more, read, shelf):
    assert await read(address, **more) == ""
    assert shelf.asked == []


@pytest.mark.parametrize("name", ["page.html", "moved.txt", "endless.txt", "gone.txt"])
async def test_a_file_that_turns_out_wrong_is_left_out(name, read, shelf):
    assert await read(f"SHELF/{name}") == ""
    assert [asked for asked, _ in shelf.asked] == [name]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (TEXT.encode(), TEXT),
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT),
        (b"caf\xe9", "caf\ufffd"),
        (b"", ""),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "utf-32", "bad bytes", "empty"],
)
def test_text_is_decoded_by_its_mark(content, text):
    assert decoded(content) == text


def test_a_binary_file_is_no_text():
    with pytest.raises(NotTextError):
        decoded(b"PK\x03\x04\0\0")
