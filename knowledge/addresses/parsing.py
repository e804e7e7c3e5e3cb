"""Reads an address exactly as a browser does (WHATWG URL standard, by ada)."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import parse_qsl, unquote

import ada_url

LONGEST_HOST: Final = 253
LONGEST_LABEL: Final = 63
MOST_PARAMETERS: Final = 1000
# A query longer than this is no page address; reading it would only cost time.
LONGEST_QUERY: Final = 20_000
LONGEST_PATH: Final = 4_000
# Percent codes make a host longer than it is; reading one without bounds costs quadratic time.
LONGEST_WRITTEN_HOST: Final = 1_000
HOST_PART: Final = re.compile(r"(?:[a-z]+:/*)?[^/?#\\]*", re.IGNORECASE)


@dataclass(frozen=True)
class Parsed:
    """One address as a browser takes it apart; `port` is None for the scheme's own."""

    scheme: str
    host: str
    port: int | None
    raw_path: str
    search: str
    fragment: str
    user: str
    password: str
    is_ip: bool

    @property
    def origin(self) -> str:
        """Scheme, host and port, without any path."""
        return f"{self.scheme}://{self.host_port}"

    @property
    def host_port(self) -> str:
        """The host, with its port where there is one."""
        return self.host if self.port is None else f"{self.host}:{self.port}"

    @property
    def href(self) -> str:
        """The whole address without user information; never for people's eyes."""
        return f"{self.origin}{self.raw_path}{self.search}{self.fragment}"

    @property
    def has_credentials(self) -> bool:
        """Whether a user name or password stood before the host."""
        return bool(self.user or self.password)

    @cached_property  # asked for several times, and costs a decoding
    def segments(self) -> tuple[str, ...]:
        """The path's parts, percent-decoded, without empty ones."""
        path = unquote(self.raw_path[:LONGEST_PATH])
        return tuple(part for part in path.replace("\\", "/").split("/") if part)

    @cached_property
    def query(self) -> dict[str, str]:
        """The query's first value for each parameter, names in lower case."""
        if not self.search:
            return {}
        text = self.search[1:LONGEST_QUERY].replace("&amp;", "&")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=None)
        found: dict[str, str] = {}
        for key, value in pairs[:MOST_PARAMETERS]:
            found.setdefault(key.lower(), value)
        return found


def parse(text: str) -> Parsed | None:
    """Read an http or https address; None when no browser would open it."""
    written = HOST_PART.match(text)
    if written and len(written[0].rpartition("@")[2]) > LONGEST_WRITTEN_HOST:
        return None
    try:
        url = ada_url.URL(text)
    except ValueError:  # UnicodeEncodeError, for lone surrogates, is one too
        return None
    host = url.hostname
    if not host or len(host) > LONGEST_HOST or host.strip(".") == "":
        return None
    if any(len(label) > LONGEST_LABEL for label in host.split(".")):
        return None
    return Parsed(
        scheme=url.protocol[:-1],
        host=host.rstrip("."),
        port=int(url.port) if url.port else None,
        raw_path=url.pathname,
        search=url.search,
        fragment=url.hash,
        user=unquote(url.username),
        password=unquote(url.password),
        is_ip=url.host_type != ada_url.HostType.DEFAULT,
    )


def shown_host(host: str) -> str:
    """Give a host with its international letters, for looking at it."""
    if "xn--" not in host:
        return host
    try:
        return str(ada_url.idna_to_unicode(host.encode()))
    except (ValueError, TypeError):
        return host
