"""Decides what an address means when there is no directory to look it up in."""

from dataclasses import replace
from typing import Final

from knowledge.addresses import outcome, wording
from knowledge.addresses.characters import looks_latin
from knowledge.addresses.hosts import (
    SERVICE_LABELS,
    domain_inside,
    has_known_ending,
    ifd_organization,
    looks_like_server,
)
from knowledge.addresses.names import usable_name
from knowledge.addresses.naming import echoes_host
from knowledge.addresses.parsing import Parsed, shown_host
from knowledge.addresses.reading import Context, Reading
from knowledge.finding import Finding

# 444 is common where AD FS shares the machine; the others are the schemes' own.
HTTPS_PORTS: Final = (None, 80, 443, 444)


def decide(reading: Reading, context: Context) -> Finding:
    """Answer from the address alone; a well-formed host is taken as typed."""
    doubt = _doubtful_host(reading, context)
    if doubt is not None:
        return replace(doubt, for_windows=bool(reading.path.names) and _is_for_windows(reading))
    base = _base(reading)
    names = reading.names
    if len(names) > 1:
        options = (f"{base}/{name}" for name in names)
        return outcome.ambiguous(wording.TWO_ORGANIZATIONS, reading, options)
    if ifd_organization(reading.parsed.host) is not None:
        return _internet_facing(reading, base)
    if reading.parsed.host.partition(".")[0] in SERVICE_LABELS and not reading.path.names:
        return _service_host(reading)
    if not names:
        return _without_organization(reading, context, base)
    return _with_organization(reading, context, base)


def _doubtful_host(reading: Reading, context: Context) -> Finding | None:
    parsed = reading.parsed
    doubts = (
        (looks_latin(shown_host(parsed.host)), wording.MIXED_LETTERS),
        (context.seen.clean.overridden, wording.TURNED_AROUND),
        (parsed.is_ip, wording.IP_ADDRESS),
        (not parsed.is_ip and "." not in parsed.host, wording.SHORT_HOST),
        (_lacks_ending(parsed.host), wording.CUT_HOST),
        (domain_inside(parsed.host), wording.DOMAIN_INSIDE),
    )
    for doubtful, message in doubts:
        if doubtful:
            return outcome.ambiguous(message, reading)
    if _is_for_windows(reading):
        hosts = (parsed.host, parsed.host_port)
        options = (f"https://{host}/{name}" for host in hosts for name in reading.names[:1])
        return outcome.ambiguous(wording.HTTP_PORT, reading, options)
    return None


def _is_for_windows(reading: Reading) -> bool:
    """Whether the address is of the form http://server:5555, where claims sign nobody in."""
    return reading.meant_http and reading.parsed.port not in HTTPS_PORTS


def _base(reading: Reading) -> str:
    parsed = reading.parsed
    if reading.meant_http:
        reading.tell(wording.HTTPS)
    if parsed.port in (80, 443):
        reading.tell(wording.PORT_DEFAULT)
        return f"https://{parsed.host}"
    return f"https://{parsed.host_port}"


def _internet_facing(reading: Reading, base: str) -> Finding:
    """Answer for a host such as contoso.contoso.com: organization and domain are called alike."""
    organization = ifd_organization(reading.parsed.host)
    names = reading.names
    if names and names[0].lower() != organization:
        domain = base.partition("://")[2].partition(".")[2]
        options = (f"{base}/{names[0]}", f"https://{names[0].lower()}.{domain}")
        return outcome.ambiguous(wording.IFD_OR_SERVER, reading, options)
    if reading.path.names:
        options = (base, f"{base}/{names[0]}")
        return outcome.ambiguous(wording.IFD_OR_SERVER, reading, options)
    _tell_left_out(reading)
    return outcome.right(reading, base, base)


def _service_host(reading: Reading) -> Finding:
    names = reading.names
    if not names:
        return outcome.needs_org(wording.NEEDS_ORG, reading)
    _, _, domain = reading.parsed.host_port.partition(".")
    return outcome.ambiguous(
        wording.IFD_OR_SERVER, reading, (f"https://{names[0].lower()}.{domain}",)
    )


def _without_organization(reading: Reading, context: Context, base: str) -> Finding:
    path, host = reading.path, reading.parsed.host
    if context.argument_unusable or path.unusable:
        return outcome.needs_org(wording.BAD_ORGANIZATION, reading)
    if path.page and not path.discovery and _may_be_internet_facing(reading.parsed):
        return outcome.ambiguous(wording.IFD_OR_SERVER, reading, (base,))
    first, _, rest = host.partition(".")
    if first in rest.split("."):
        options = (base, f"https://{base.partition('://')[2].partition('.')[2]}/{first}")
        return outcome.ambiguous(wording.IFD_OR_SERVER, reading, options)
    return outcome.needs_org(wording.NEEDS_ORG, reading)


def _with_organization(reading: Reading, context: Context, base: str) -> Finding:
    name = reading.names[0]
    tail = reading.spot.after[:1]
    broken = tail and usable_name(tail[0]) and echoes_host(f"{name}{tail[0]}", reading)
    if context.seen.two_words and reading.path.names and broken:
        options = (f"{base}/{name}", f"{base}/{name}{tail[0]}")
        return outcome.ambiguous(wording.BROKEN_NAME, reading, options)
    if not reading.path.names:
        reading.tell(wording.organization_added(name, wording.ORGANIZATION_GIVEN))
    _tell_left_out(reading)
    return outcome.right(reading, f"{base}/{name}", None)


def _tell_left_out(reading: Reading) -> None:
    if reading.path.page:
        reading.tell(wording.PAGE)
    elif len(reading.path.names) > 1:
        reading.tell(wording.DOUBLED)
    if reading.parsed.search or reading.parsed.fragment:
        reading.tell(wording.QUERY)


def _lacks_ending(host: str) -> bool:
    return host.count(".") == 1 and not has_known_ending(host)


def _may_be_internet_facing(parsed: Parsed) -> bool:
    return parsed.host.count(".") > 1 and not looks_like_server(parsed.host)
