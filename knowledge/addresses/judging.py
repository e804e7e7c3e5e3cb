"""Judges one address: refused, another product, the cloud, or a CRM server to decide on."""

from dataclasses import dataclass

from knowledge.addresses import company, outcome, unlisted, wording
from knowledge.addresses.hosts import is_online, other_product
from knowledge.addresses.parsing import shown_host
from knowledge.addresses.reader import read
from knowledge.addresses.reading import Context, Reading, Unread
from knowledge.addresses.safety import (
    CARRIES_KNOWN,
    FAKE_ONLINE,
    HIDDEN_HOST,
    Refusal,
    carries_foreign,
    carries_known,
    hides_host,
    pretends_online,
)
from knowledge.addresses.spotting import Spot
from knowledge.finding import Finding, Status


@dataclass(frozen=True, slots=True)
class Judged:
    """An address with its answer; no reading when it does not lead to a web page."""

    spot: Spot
    finding: Finding
    reading: Reading | None = None
    refused: bool = False
    yours: bool = False  # on one of the company's servers

    @property
    def has_full_name(self) -> bool:
        """Whether its host is more than one word."""
        return self.reading is not None and "." in self.reading.parsed.host

    @property
    def is_crm(self) -> bool:
        """Whether this may be an address of a CRM server in the company."""
        return self.finding.status not in (Status.ONLINE, Status.NOT_CRM, Status.NOT_A_URL)


def judge(spot: Spot, context: Context) -> Judged:
    """Judge one address by itself."""
    reading = read(spot, context)
    if isinstance(reading, Unread):
        refused = reading.refusal is not None and not spot.alone
        return Judged(spot, _unread(reading), refused=refused)
    refusal = _refusal(reading, context)
    if refusal is not None:
        return Judged(spot, outcome.refused(refusal), refused=True)
    yours = reading.match.known is not None
    return Judged(spot, _decide(reading, context), reading, yours=yours)


def _unread(unread: Unread) -> Finding:
    if unread.refusal is not None:
        return outcome.refused(unread.refusal)
    if unread.only_organization:
        return outcome.needs_org(wording.NEEDS_ORG)
    if unread.template:
        return outcome.no_address(wording.PLACEHOLDERS)
    return outcome.no_address(wording.NEAR_EMAIL if unread.credentials else wording.NOT_OPENED)


def _refusal(reading: Reading, context: Context) -> Refusal | None:
    parsed, known = reading.parsed, context.known
    if hides_host(reading.raw, parsed, trusted=known is not None and known.has(parsed.host)):
        return HIDDEN_HOST
    if is_online(parsed.host):
        return None
    if reading.match.known is not None:
        return None
    if _product(reading):
        return None
    if pretends_online(parsed):
        return FAKE_ONLINE
    if known is not None:
        foreign = parsed.has_credentials or carries_known(parsed, known)
    else:
        foreign = carries_foreign(parsed)
    return CARRIES_KNOWN if foreign else None


def _decide(reading: Reading, context: Context) -> Finding:
    if is_online(reading.parsed.host):
        return outcome.online(reading)
    product = _product(reading)
    known = context.known
    if product is not None and not _names_organization(reading, context):
        options = company.offered(reading, known) if known is not None else ()
        return outcome.other_product(product, reading, options)
    if known is not None:
        return company.decide(reading, known, context)
    return unlisted.decide(reading, context)


def _product(reading: Reading) -> str | None:
    return reading.path.product or other_product(shown_host(reading.parsed.host))


def _names_organization(reading: Reading, context: Context) -> bool:
    """Tell whether the directory knows this host as CRM, or the path's first part on it."""
    known, parsed = context.known, reading.parsed
    found = known.host(parsed.host, parsed.port) if known is not None else None
    if known is None or found is None or found.role.value == "sts":
        return False
    if reading.path.product is None:
        return True
    first = reading.path.names[:1]
    return bool(first) and known.place_on(found.deployment, first[0]) is not None
