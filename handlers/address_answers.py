"""Words the doctor's findings for people: the address to use, what was changed, what is missing."""

from collections.abc import Sequence

from handlers.drawing import Buttons, Copyable, Paragraph, Part, Points, compose
from handlers.desk import Reply
from knowledge.finding import Finding, Status

OPTION = "crmurl.option"  # a whole address, examined again when it is clicked
REPLY = "crmurl.reply"  # an answer that goes on in the thread

_MOST_OPTIONS = 8  # more than this is a list to read, not a choice to click
_MOST_FINDINGS = 3

HEADINGS = {
    Status.CORRECTED: "Use this address",
    Status.ALREADY_CORRECT: "The address is right as it is",
    Status.NEEDS_ORG: "Organization name needed",
    Status.AMBIGUOUS: "Which address is meant?",
    Status.ONLINE: "This is CRM Online",
    Status.NOT_CRM: "Not a CRM server address",
    Status.NOT_A_URL: "Not an address",
}
IFD = "From outside the network (IFD)"
CHANGES = "What was changed, and why"
OPTIONS = "Possible answers"
SAY_THE_ORGANIZATION = "Reply here with the organization's name, like this: `org is contoso`"


def draw_finding(finding: Finding) -> Reply:
    """Draw one finding as an answer of its own, its options as buttons."""
    return compose((*finding_parts(finding), *option_buttons(finding, OPTION)))


def findings_in_thread(findings: Sequence[Finding]) -> list[Part]:
    """Draw the findings of a thread, where an organization can be told by replying."""
    parts: list[Part] = []
    for finding in findings[:_MOST_FINDINGS]:
        parts += finding_parts(finding)
        parts += option_buttons(finding, REPLY)
    if any(finding.status is Status.NEEDS_ORG for finding in findings):
        parts.append(Paragraph("", SAY_THE_ORGANIZATION))
    return parts


def finding_parts(finding: Finding) -> list[Part]:
    """Draw what the doctor says of one address."""
    heading = HEADINGS[finding.status]
    parts: list[Part] = []
    if finding.url:
        parts.append(Copyable(heading, finding.url))
    if finding.ifd_url and finding.ifd_url != finding.url:
        parts.append(Copyable(IFD, finding.ifd_url))
    if finding.message:
        parts.append(Paragraph("" if finding.url else heading, finding.message))
    if finding.changes:
        parts.append(Points(CHANGES, tuple(f"{each.what}: {each.why}" for each in finding.changes)))
    if finding.options:
        parts.append(Points(OPTIONS, finding.options[:_MOST_OPTIONS]))
    return parts


def option_buttons(finding: Finding, kind: str) -> list[Part]:
    """Offer the options as buttons; a bare organization name only where the thread goes on."""
    options = finding.options
    if kind == OPTION:
        options = tuple(option for option in options if "://" in option)
    if not options or len(options) > _MOST_OPTIONS:
        return []
    return [Buttons(kind, tuple((option, _meaning(option)) for option in options))]


def _meaning(option: str) -> str:
    return option if "://" in option else f"org is {option}"
