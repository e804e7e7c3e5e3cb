"""Downloads the text files of a message: from Slack's own hosts only, and never more than 1 MB."""

import codecs
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.setting_rules import is_loopback

MOST_BYTES = 1_000_000
MOST_FILES = 5  # of one message; nobody reads more logs than that either
CHUNK = 64 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=20)
HOSTS = ("files.slack.com", "slack-files.com", "slack.com", "slack-gov.com", "slack-files-gov.com")
GONE = ("tombstone", "hidden_by_limit", "external")  # modes of a file that Slack does not hold
ASK_FIRST = "check_file_info"  # from another company's workspace; docs.slack.dev, "File object"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
log = logging.getLogger(__name__)


class NotTextError(Exception):
    """A file that is left unread; the text says why, without the file's name or content."""


@dataclass(frozen=True, slots=True)
class TextFiles:
    """Reads files with the bot's own token, which goes to Slack's hosts and nowhere else."""

    session: aiohttp.ClientSession
    api_url: str

    async def __call__(self, client: AsyncWebClient, message: Mapping[str, Any]) -> str:
        """Give the text of a message's text files, one after the other.

        A file that cannot be read is left out; raises aiohttp.ClientError when Slack stumbles.
        """
        files = message.get("files")
        texts = []
        for file in files[:MOST_FILES] if isinstance(files, list) else ():
            try:
                texts.append(await self._read(client, file))
            except NotTextError as why:
                log.info("file left unread: %s", why)
        return "\n".join(texts)

    async def _read(self, client: AsyncWebClient, file: Mapping[str, Any]) -> str:
        if file.get("file_access") == ASK_FIRST:
            told = await client.api_call("files.info", data={"file": file.get("id")})
            file = told.get("file") or {}
        address = file.get("url_private_download") or file.get("url_private")
        if file.get("mode") in GONE or not isinstance(address, str):
            raise NotTextError("not held by Slack")
        size = file.get("size")
        if isinstance(size, int) and size > MOST_BYTES:
            raise NotTextError("above 1 MB")
        if not self._is_slacks(address):
            raise NotTextError("not on one of Slack's hosts")
        return decoded(await self._download(address, str(client.token), client.proxy))

    def _is_slacks(self, address: str) -> bool:
        try:
            parts, api = urlsplit(address), urlsplit(self.api_url)
        except ValueError:
            return False
        host = parts.hostname or ""
        if is_loopback(api.hostname or "") and parts.netloc == api.netloc:
            return True
        ours = any(host == known or host.endswith(f".{known}") for known in HOSTS)
        return parts.scheme == "https" and ours and parts.port in (None, 443) and not parts.username

    async def _download(self, address: str, token: str, proxy: str | None) -> bytes:
        headers = {"Authorization": f"Bearer {token}"}
        async with self.session.get(
            address, headers=headers, allow_redirects=False, timeout=TIMEOUT, proxy=proxy
        ) as answer:
            if answer.status in (429, *range(500, 600)):
                answer.raise_for_status()
            if answer.status != 200:  # noqa: PLR2004
                raise NotTextError(f"HTTP {answer.status}")
            # Without the right to read files Slack answers 200 with its sign-in page.
            if answer.content_type == "text/html":
                raise NotTextError("not allowed: is files:read granted?")
            return await _at_most(answer, MOST_BYTES)


async def _at_most(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    if (answer.content_length or 0) > limit:
        raise NotTextError("above 1 MB")
    held = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        held += chunk
        if len(held) > limit:
            raise NotTextError("above 1 MB")
    return bytes(held)


def decoded(content: bytes) -> str:
    """Give the text by its byte-order mark, UTF-8 without one; bad bytes are replaced."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\0" in content[:CHUNK]:
        raise NotTextError("binary")
    return content.decode(errors="replace")
