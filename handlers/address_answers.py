"""Words the doctor's findings for people: the address to use, what was changed, what is missing."""

from collections.abc import Sequence

from handlers.desk import Reply
from handlers.drawing import LABEL, Buttons, Copyable, Paragraph, Part, Points, compose
from knowledge.finding import Finding, Status

OPTION = "crmurl.option"  # a whole address, examined again when it is clicked
REPLY = "crmurl.reply"  # an answer that goes on in the thread

_MOST_OPTIONS = 8  # more than this is a list to read, not a choice to click
_MOST_LISTED = 19
_BARE = 8  # characters of a message beside the address that it repeats
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
MORE_OPTIONS = "and {count} more"
SAY_THE_ORGANIZATION = "Reply here with the organization's name, like this: `org is contoso`"


def draw_finding(finding: Finding) -> Reply:
    """Draw one finding as an answer of its own, its options as buttons."""
    return compose(_parts(finding, OPTION))


def draw_result(finding: Finding) -> Reply:
    """Draw one finding where nothing can be clicked, as in the form's place."""
    return compose(_parts(finding, None))


def findings_in_thread(findings: Sequence[Finding]) -> list[Part]:
    """Draw the findings of a thread, where an organization can be told by replying."""
    parts: list[Part] = []
    for finding in findings[:_MOST_FINDINGS]:
        parts += _parts(finding, REPLY)
    if any(finding.status is Status.NEEDS_ORG for finding in findings):
        parts.append(Paragraph("", SAY_THE_ORGANIZATION))
    return parts


def _parts(finding: Finding, kind: str | None) -> list[Part]:
    heading = HEADINGS[finding.status]
    parts: list[Part] = []
    if finding.url:
        parts.append(Copyable(heading, finding.url))
    if finding.ifd_url and finding.ifd_url != finding.url:
        parts.append(Copyable(IFD, finding.ifd_url))
    if _adds_to_the_address(finding):
        parts.append(Paragraph("" if finding.url else heading, finding.message))
    elif not finding.url:
        parts.append(Paragraph(heading, ""))
    if finding.changes:
        parts.append(Points(CHANGES, tuple(f"{each.what}: {each.why}" for each in finding.changes)))
    return [*parts, *_options(finding, kind)]


def _adds_to_the_address(finding: Finding) -> bool:
    """Tell a message worth reading from a bare `Use <address>.`, which the block above says."""
    if finding.url is None:
        return bool(finding.message)
    return len(finding.message.replace(finding.url, "")) > _BARE


def _options(finding: Finding, kind: str | None) -> list[Part]:
    """Offer the options as buttons where all can be clicked and read, else as a list."""
    options = finding.options
    whole = all("://" in option for option in options)
    few = len(options) <= _MOST_OPTIONS and all(len(option) <= LABEL for option in options)
    if not options:
        return []
    if few and (kind == REPLY or (kind == OPTION and whole)):
        return [Buttons(kind, tuple((option, _meaning(option)) for option in options))]
    hidden = len(options) - _MOST_LISTED
    more = (MORE_OPTIONS.format(count=hidden),) if hidden > 0 else ()
    return [Points(OPTIONS, (*options[:_MOST_LISTED], *more))]


def _meaning(option: str) -> str:
    return option if "://" in option else f"org is {option}"
