"""Tells what the address a person typed says about the cause of his error."""

from collections.abc import Sequence
from enum import Enum

from knowledge.addresses.wording import asks_for_organization, tells_organization_added
from knowledge.finding import Finding, Status


class Bearing(Enum):
    """What the typed address shows."""

    NOT_TYPED = "there is none"
    UNCLEAR = "it cannot be judged as it stands"
    NO_ORGANIZATION = "it has no organization"
    ORGANIZATION = "it names an organization"
    ONLINE = "it is one of CRM Online"


def bearing(findings: Sequence[Finding]) -> Bearing:
    """Give what the addresses of a thread show, by the findings on its messages in order.

    An address without an organization stays what was typed when the mended one is named later;
    CRM Online counts when it was said last.
    """
    shown = [shows for finding in findings if (shows := _shown(finding)) is not Bearing.UNCLEAR]
    if not shown:
        return Bearing.UNCLEAR if findings else Bearing.NOT_TYPED
    if shown[-1] is Bearing.ONLINE:
        return Bearing.ONLINE
    return Bearing.NO_ORGANIZATION if Bearing.NO_ORGANIZATION in shown else Bearing.ORGANIZATION


def _shown(finding: Finding) -> Bearing:
    if finding.status is Status.ONLINE:
        return Bearing.ONLINE
    if finding.status is Status.NEEDS_ORG and asks_for_organization(finding.message):
        return Bearing.NO_ORGANIZATION
    if finding.for_windows:
        return Bearing.ORGANIZATION
    if finding.status not in (Status.CORRECTED, Status.ALREADY_CORRECT):
        return Bearing.UNCLEAR
    added = any(map(tells_organization_added, finding.changes))
    return Bearing.NO_ORGANIZATION if added else Bearing.ORGANIZATION
