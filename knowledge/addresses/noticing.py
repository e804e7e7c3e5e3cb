"""Notes what was put right in an address without anybody having to decide on it."""

from collections.abc import Iterable

from knowledge.addresses import wording
from knowledge.addresses.names import PLACEHOLDER
from knowledge.addresses.parsing import shown_host
from knowledge.addresses.reading import Context, Reading
from knowledge.finding import Change


def notice(reading: Reading, context: Context, mended: Iterable[Change]) -> None:
    """Note the changes of the whole text, of mending, of the host and of the path, in order."""
    reading.tell(*_chosen(_in_the_text(context)), *mended)
    reading.tell(*_chosen(_in_the_host(reading)), *_chosen(_in_the_path(reading)))


Noticed = Iterable[tuple[bool, Change]]


def _chosen(noticed: Noticed) -> list[Change]:
    return [change for seen, change in noticed if seen]


def _in_the_text(context: Context) -> Noticed:
    seen, clean = context.seen, context.seen.clean
    yield clean.overridden, wording.OVERRIDE
    yield clean.invisible and not clean.overridden, wording.INVISIBLE
    yield clean.unusual, wording.UNUSUAL
    yield seen.spelled_out, wording.SPELLED_OUT
    yield seen.brackets_removed, wording.BRACKETS
    yield seen.gaps_closed and not seen.spelled_out, wording.SPACES


def _in_the_host(reading: Reading) -> Noticed:
    host, raw = reading.parsed.host, reading.raw
    rewritten = host not in raw
    credentials = reading.parsed.has_credentials or "@" in raw.partition("?")[0].partition("#")[0]
    default_port = ":80" if reading.meant_http else ":443"
    yield reading.spot.trimmed and reading.spot.alone, wording.MARKS
    yield credentials, wording.CREDENTIALS
    yield rewritten and host in raw.lower() and not credentials, wording.LOWER_CASE
    yield rewritten and shown_host(host) not in raw.lower() and not credentials, wording.UNUSUAL
    yield (
        reading.parsed.port is None and default_port in raw.rpartition("@")[2],
        wording.PORT_DEFAULT,
    )


def _in_the_path(reading: Reading) -> Noticed:
    path, raw_path = reading.path, reading.parsed.raw_path
    yield "//" in raw_path, wording.DOUBLE_SLASH
    yield bool(path.names) and "%" in raw_path.strip("/").partition("/")[0], wording.ENCODED
    yield path.trimmed, wording.PATH_MARKS
    yield any(PLACEHOLDER in segment for segment in reading.parsed.segments), wording.PLACEHOLDER
