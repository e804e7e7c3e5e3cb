"""Chooses among several addresses of one text: the CRM one, or the question which is meant."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.addresses import outcome, wording
from knowledge.addresses.judging import Judged, judge
from knowledge.addresses.prose import negated
from knowledge.addresses.reading import Context
from knowledge.addresses.spotting import Spot
from knowledge.finding import Finding, Status

RANK = (Status.ONLINE, Status.NOT_CRM, Status.NOT_A_URL)
MOST_ADDRESSES = 50


def choose(spots: Sequence[Spot], context: Context) -> Finding | None:
    """Give the one answer for a text's addresses; None when it has none."""
    judged = [judge(spot, context) for spot in spots[:MOST_ADDRESSES]]
    judged = [each for each in judged if not negated(each.spot.before)] or judged
    refused = [each for each in judged if each.refused]
    if refused:
        return refused[0].finding
    serious = [each for each in judged if each.is_crm]
    yours = [each for each in serious if each.yours]
    serious = yours or [each for each in serious if each.has_full_name] or serious
    if not serious:
        return _least_serious(judged)
    if not yours and any(each.finding.status is Status.ONLINE for each in judged):
        return _which(serious)
    return _one_of(serious, context)


def _least_serious(judged: list[Judged]) -> Finding | None:
    for status in RANK:
        for each in judged:
            if each.finding.status is status:
                return each.finding
    return None


def _one_of(serious: list[Judged], context: Context) -> Finding:
    settled = {each.finding.url: each for each in serious if each.finding.url is not None}
    if len(settled) > 1:
        return _both_forms(list(settled.values())) or _which(serious)
    if not settled:
        hosts = {each.reading.parsed.host_port for each in serious if each.reading}
        return serious[0].finding if len(hosts) <= 1 else _which(serious)
    (settled_one,) = settled.values()
    open_ones = [each for each in serious if each.finding.url is None]
    if not open_ones:
        return settled_one.finding
    return _completed(open_ones[-1], settled_one, context) or _which(serious)


def _completed(asked: Judged, settled: Judged, context: Context) -> Finding | None:
    """Complete an address by the organization that another one of the same host shows."""
    if asked.reading is None or settled.reading is None:
        return None
    if asked.reading.parsed.host != settled.reading.parsed.host:
        return None
    names = settled.reading.names
    if not names or asked.finding.status is not Status.NEEDS_ORG:
        return settled.finding
    again = replace(context, words=(*context.words, names[0]))
    return judge(asked.spot, again).finding


def _both_forms(settled: list[Judged]) -> Finding | None:
    """Take the server form and the IFD form of one organization for one answer."""
    if len(settled) != 2:  # noqa: PLR2004
        return None
    server, ifd = sorted(settled, key=lambda each: each.finding.url == each.finding.ifd_url)
    if ifd.finding.url != ifd.finding.ifd_url or server.finding.url == server.finding.ifd_url:
        return None
    if server.finding.ifd_url == ifd.finding.url:
        return server.finding
    if server.finding.ifd_url is None and not server.yours and _same_company(server, ifd):
        return replace(server.finding, ifd_url=ifd.finding.ifd_url)
    return None


def _same_company(server: Judged, ifd: Judged) -> bool:
    """Tell whether an IFD host is the server's organization in front of the server's domain."""
    if server.reading is None or ifd.reading is None:
        return False
    _, _, domain = server.reading.parsed.host.partition(".")
    return ifd.reading.parsed.host == f"{server.reading.names[0].lower()}.{domain}"


def _which(serious: list[Judged]) -> Finding:
    options: list[str] = []
    for each in serious:
        if each.finding.url is not None:
            options.append(each.finding.url)
        else:
            options.extend(each.finding.options)
    return outcome.ambiguous(wording.TWO_ADDRESSES, None, options)
