"""Tells the organization in an address's path from CRM's own folders, pages and endpoints."""

import re
from dataclasses import dataclass
from typing import Final

from knowledge.addresses.hosts import EXCHANGE, HELP, OTHER, REPORTS, SHAREPOINT, SIGN_IN
from knowledge.addresses.names import is_organization_name, is_placeholder, is_system_folder
from knowledge.addresses.parsing import Parsed
from knowledge.addresses.words import words

PRODUCT_FOLDERS: Final = {
    **dict.fromkeys(("owa", "ecp", "ews", "exchange", "mapi", "rpc", "autodiscover"), EXCHANGE),
    "microsoft-server-activesync": EXCHANGE,
    "adfs": SIGN_IN,
    **dict.fromkeys(("sites", "teams", "sitepages", "my", "personal"), SHAREPOINT),
    **dict.fromkeys(("reportserver", "reports"), REPORTS),
    "kb": HELP,
    "help": HELP,
    **dict.fromkeys(("wiki", "confluence", "jira", "browse", "tfs", "citrix", "vpn"), OTHER),
}
# These speak for their product only with something behind them.
NEED_MORE: Final = words("sites teams my personal kb help wiki browse vpn")
SHAREPOINT_ANYWHERE: Final = frozenset(
    ("_layouts", "_vti_bin", "_catalogs", "shared documents", "sitepages")
)
DISCOVERY: Final = re.compile(r"^discovery\.[a-z]{3}$", re.IGNORECASE)
ORGANIZATION_ENDPOINT: Final = re.compile(r"^organization(?:data)?\.s[a-z]{2}$", re.IGNORECASE)
YEAR: Final = re.compile(r"^20(?:0[5-9]|1[0-9])$")  # /XRMServices/2011/, /MSCRMServices/2007/
MARKS: Final = "<>{}[]()\"'*.,;:!?|~%` \t\r\n"
PARAMETERS: Final = re.compile(r"[;&=|,]")
PAGE_BEHIND_NAME: Final = re.compile(r"^(.+?)(?:main|default)\.aspx$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PathReading:
    """What a path says. `names` are the segments that could be organizations, in order."""

    names: tuple[str, ...]
    trimmed: bool  # marks around the organization were left out
    page: bool  # a page, folder or endpoint follows
    discovery: bool
    endpoint: bool  # Organization.svc and its kind
    product: str | None
    placeholder: bool
    unusable: str | None  # a first segment that no organization can be called
    joined: str | None  # organization and page written without a slash


def read_path(parsed: Parsed) -> PathReading:
    """Read the organization out of a path; system folders never count as one."""
    segments = parsed.segments
    names, trimmed = _names(segments)
    first = segments[0].strip(MARKS) if segments else ""
    bad = bool(first) and not names and not is_system_folder(segments[0])
    joined = PAGE_BEHIND_NAME.match(segments[0]) if segments else None
    return PathReading(
        names=names,
        trimmed=trimmed,
        page=len(segments) > len(names),
        discovery=any(DISCOVERY.match(each) for each in segments),
        endpoint=any(ORGANIZATION_ENDPOINT.match(each) for each in segments),
        product=_product(segments),
        placeholder=bad and is_placeholder(first),
        unusable=first if bad and not is_placeholder(first) else None,
        joined=joined[1] if joined and is_organization_name(joined[1]) else None,
    )


def path_organization(path: str) -> str | None:
    """Give the organization of a path that stands in a parameter, such as ReturnUrl."""
    segments = tuple(part for part in path.replace("\\", "/").split("?")[0].split("/") if part)
    names, _ = _names(segments)
    return names[0] if names else None


def _names(segments: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Take segments from the front as long as they could be organizations."""
    names: list[str] = []
    trimmed = False
    for index, segment in enumerate(segments):
        name = PARAMETERS.split(segment.strip(MARKS), maxsplit=1)[0].strip(MARKS)
        before_year = len(segments) > index + 1 and YEAR.match(segments[index + 1])
        if before_year or is_system_folder(name) or segment.startswith("{"):
            break
        if not is_organization_name(name) or is_placeholder(name):
            break
        trimmed = trimmed or name != segment
        names.append(name)
    return tuple(names), trimmed


def _product(segments: tuple[str, ...]) -> str | None:
    folded = [segment.lower() for segment in segments]
    if any(segment in SHAREPOINT_ANYWHERE for segment in folded):
        return SHAREPOINT
    for segment in folded[:1]:
        product = PRODUCT_FOLDERS.get(segment)
        if product and (len(folded) > 1 or segment not in NEED_MORE):
            return product
    return None
