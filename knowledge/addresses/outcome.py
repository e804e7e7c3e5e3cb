"""The answers a typed address can get, each built in one place so that none says too much."""

from collections.abc import Iterable

from knowledge.addresses import wording
from knowledge.addresses.parsing import shown_host
from knowledge.addresses.reading import Reading
from knowledge.addresses.safety import Refusal
from knowledge.finding import Finding, Status

MOST_OPTIONS = 20


def right(reading: Reading, url: str, ifd_url: str | None) -> Finding:
    """Answer with the address that works."""
    changes = tuple(reading.changes)
    if changes:
        text = wording.CORRECTED_BOTH if ifd_url not in (None, url) else wording.CORRECTED
        message = f"{text.format(url=url, ifd_url=ifd_url)}."
        warning = " ".join(each.why for each in changes if each in wording.WARNINGS)
        message = f"{message} {warning}".strip()
    else:
        message = (wording.ALREADY_IFD if ifd_url == url else wording.ALREADY_CORRECT).format(
            url=url
        )
    if "_" in shown_host(url.split("/")[2]):
        message += wording.UNDERSCORE
    status = Status.CORRECTED if changes else Status.ALREADY_CORRECT
    return Finding(status, url, ifd_url, (), changes, message)


def needs_org(message: str, reading: Reading | None = None, options: Iterable[str] = ()) -> Finding:
    """Ask for the organization."""
    return _asked(Status.NEEDS_ORG, message, reading, options)


def ambiguous(message: str, reading: Reading | None = None, options: Iterable[str] = ()) -> Finding:
    """Ask which address is meant, or for a better one."""
    return _asked(Status.AMBIGUOUS, message, reading, options)


def online(reading: Reading) -> Finding:
    """Say that the address is Microsoft's cloud."""
    return _asked(Status.ONLINE, wording.ONLINE, reading, ())


def other_product(product: str, reading: Reading, options: Iterable[str] = ()) -> Finding:
    """Say whose address it is instead."""
    offered = tuple(options)
    text = wording.OTHER_PRODUCT_OPTIONS if offered else wording.OTHER_PRODUCT
    return _asked(Status.NOT_CRM, text.format(product=product), reading, offered)


def refused(refusal: Refusal) -> Finding:
    """Refuse by reason and kind; nothing of the address is told."""
    status = Status.NOT_CRM if refusal.is_address else Status.NOT_A_URL
    return Finding(status, None, None, (), (), wording.refused(refusal))


def no_address(message: str, options: Iterable[str] = ()) -> Finding:
    """Say that there is no address, and what there is instead."""
    return _asked(Status.NOT_A_URL, message, None, options)


def _asked(
    status: Status, message: str, reading: Reading | None, options: Iterable[str]
) -> Finding:
    warnings = tuple(c for c in reading.changes if c in wording.WARNINGS) if reading else ()
    told = " ".join([message, *(f"{change.what}. {change.why}" for change in warnings)])
    offered = tuple(dict.fromkeys(options))[:MOST_OPTIONS]
    return Finding(status, None, None, offered, warnings, told)
