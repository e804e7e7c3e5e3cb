"""Tells from a host alone what stands there: CRM Online, another product, or maybe a CRM server."""

import re
from typing import Final

from knowledge.addresses.near import slips
from knowledge.addresses.words import words

# Anchored at the end of the host, so that contoso.crm.dynamics.com.evil.example is not one.
ONLINE: Final = re.compile(
    r"(?:^|\.)(?:crm\d*\.dynamics\.com|crm\d*\.microsoftdynamics\.(?:us|de)"
    r"|crm\d*\.appsplatform\.us|crm\d*\.dynamics\.cn)$"
)
ONLINE_LABEL: Final = re.compile(r"crm\d*$")
ONLINE_INSIDE: Final = re.compile(
    r"crm\d*\.(?:dynamics\.(?:com|cn)|microsoftdynamics\.(?:us|de)|appsplatform\.us)"
)
ONLINE_DOMAINS: Final = (
    "dynamics.com",
    "microsoftdynamics.us",
    "microsoftdynamics.de",
    "appsplatform.us",
    "dynamics.cn",
)
ONLINE_SLIPS: Final = 2

SIGN_IN, SHAREPOINT, EXCHANGE, REPORTS, HELP, CLOUD, OTHER = (
    "a sign-in server (AD FS)",
    "SharePoint",
    "Exchange (mail)",
    "Reporting Services",
    "a help page",
    "another Microsoft cloud service",
    "another product",
)
# Whole domains, with everything below them.
DOMAINS: Final = {
    "login.microsoftonline.com": "Microsoft's cloud sign-in page",
    "microsoftonline.com": "Microsoft's cloud sign-in page",
    "microsoftonline.us": "Microsoft's cloud sign-in page",
    "login.live.com": "Microsoft's cloud sign-in page",
    "login.windows.net": "Microsoft's cloud sign-in page",
    "login.microsoft.com": "Microsoft's cloud sign-in page",
    "account.microsoft.com": "Microsoft's cloud sign-in page",
    "sharepoint.com": SHAREPOINT,
    "outlook.com": EXCHANGE,
    "office365.com": EXCHANGE,
    "outlook.office.com": EXCHANGE,
    "support.microsoft.com": HELP,
    "learn.microsoft.com": HELP,
    "docs.microsoft.com": HELP,
    "technet.microsoft.com": HELP,
    "msdn.microsoft.com": HELP,
    "community.dynamics.com": HELP,
    "social.microsoft.com": HELP,
    "operations.dynamics.com": CLOUD,
    "businesscentral.dynamics.com": CLOUD,
    "home.dynamics.com": CLOUD,
    "marketing.dynamics.com": CLOUD,
    "powerapps.com": CLOUD,
    "powerapps.us": CLOUD,
    "powerplatform.com": CLOUD,
    "powerappsportals.com": CLOUD,
    "microsoftportals.com": CLOUD,
    "office.com": CLOUD,
    "office.net": CLOUD,
    "azure.com": CLOUD,
    "azurewebsites.net": CLOUD,
    "windows.net": CLOUD,
    "visualstudio.com": CLOUD,
    "microsoft.com": CLOUD,
    "google.com": OTHER,
    "bing.com": OTHER,
    "salesforce.com": OTHER,
    "force.com": OTHER,
    "slack.com": OTHER,
    "github.com": OTHER,
    "atlassian.net": OTHER,
    "hubspot.com": OTHER,
    "zoho.com": OTHER,
    "sap.com": OTHER,
    "linkedin.com": OTHER,
    "stackoverflow.com": HELP,
}
FIRST_LABELS: Final = {
    **dict.fromkeys(("adfs", "sts", "fs", "federation", "sso", "idp"), SIGN_IN),
    **dict.fromkeys(("owa", "mail", "webmail", "outlook", "exchange", "autodiscover"), EXCHANGE),
    **dict.fromkeys(("sharepoint", "mysite", "mysites"), SHAREPOINT),
    **dict.fromkeys(("jira", "confluence", "wiki", "tfs", "gitlab", "vpn", "citrix"), OTHER),
}
CRM_LABEL: Final = re.compile(r"crm|dynamics|dyn365|d365|xrm|srv|server")
# Names by convention that are never an organization (auth: external domain, dev: discovery).
SERVICE_LABELS: Final = frozenset(("auth", "dev"))

# Endings by which a bare word with dots is taken for a host in the middle of prose.
COUNTRY: Final = re.compile(r"[a-z]{2}$")
GENERIC_ENDINGS: Final = words(
    "com net org info biz edu gov mil int name pro coop aero mobi cloud online app dev tech site"
    " store group company software systems solutions services consulting digital global example"
    " local lan corp internal intranet intra home private test invalid localdomain domain loc ad"
    " office bank health swiss berlin wien paris london cat eus gmbh ltd inc llc"
)
# Endings of countries that are files more often when nothing but one name is in front.
GLOBAL_ENDINGS: Final = ("com", "net", "org")
GLUED_ENDINGS: Final = ("com-", "net-", "org-")
FILE_LIKE: Final = words("py sh rs md ps cs so js vb pl cc hs ml mm ts")
NO_HOSTS: Final = frozenset(("asp.net", "vb.net", "ado.net", "node.js", "e.g", "i.e", "u.s"))


def is_online(host: str) -> bool:
    """Tell whether this is Microsoft's cloud; slips in its domain included."""
    if ONLINE.search(host):
        return True
    labels = host.split(".")
    for index, label in enumerate(labels[:-1]):
        if (
            ONLINE_LABEL.match(label)
            and not label.startswith("crm.")
            and _near_online(labels[index + 1 :])
        ):
            return True
    return f".{host}".endswith(".dynamics.com") and _product_domain(host) is None


def carries_online(text: str) -> bool:
    """Tell whether a text that is no CRM Online host pretends to one, hyphens for dots too."""
    return ONLINE_INSIDE.search(text.lower().replace("-", ".")) is not None


def other_product(host: str) -> str | None:
    """Name the product at a host that is not CRM."""
    product = _product_domain(host)
    if product is not None:
        return product
    labels = host.split(".")
    if len(labels) < 2:  # noqa: PLR2004
        return None
    return FIRST_LABELS.get(labels[0].rstrip("0123456789").rstrip("-"))


def looks_like_server(host: str) -> bool:
    """Tell whether a host is named as CRM servers are."""
    return CRM_LABEL.search(host.partition(".")[0]) is not None


def ifd_organization(host: str) -> str | None:
    """Give the organization of a host such as contoso.contoso.com (KB 3088205's own example)."""
    labels = host.split(".")
    if len(labels) > 2 and labels[0] == labels[1]:  # noqa: PLR2004
        return labels[0]
    return None


def has_known_ending(host: str, endings: frozenset[str] = frozenset()) -> bool:
    """Tell whether a dotted word is more likely a host than a file or a type name."""
    if host in NO_HOSTS:
        return False
    rest, _, ending = host.rpartition(".")
    if ending in endings or ending in GENERIC_ENDINGS or ending.startswith("xn--"):
        return True
    if ending in FILE_LIKE and "." not in rest:
        return False
    return COUNTRY.match(ending) is not None


def domain_inside(host: str) -> bool:
    """Tell whether a host carries a whole other domain, such as contoso.com.evil.example."""
    labels = host.split(".")
    for index, label in enumerate(labels[1:-1], 1):
        behind = labels[index + 1 :]
        if label in GLOBAL_ENDINGS and (len(behind) > 1 or COUNTRY.match(behind[0]) is None):
            return True
    return any(label.startswith(GLUED_ENDINGS) for label in labels[1:])


def _near_online(rest: list[str]) -> bool:
    tail = ".".join(rest)
    return any(
        slips(tail, domain, ONLINE_SLIPS) <= ONLINE_SLIPS or tail == domain.partition(".")[0]
        for domain in ONLINE_DOMAINS
    )


def _product_domain(host: str) -> str | None:
    rest = host
    while rest:
        product = DOMAINS.get(rest)
        if product is not None:
            return product
        rest = rest.partition(".")[2]
    return None
