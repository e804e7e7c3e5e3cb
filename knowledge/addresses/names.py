"""Which words can be an organization's name in a CRM address, and which belong to CRM itself."""

import re
from typing import Final

from rapidfuzz.distance import OSA

from knowledge.addresses.words import words

ORGANIZATION_LENGTH: Final = 30  # gg188591: at most 30 characters, no spaces, none extended
NAME: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{ORGANIZATION_LENGTH}}}")

# gg458301: names that CRM keeps for its own folders (a part of dbo.ReservedNames).
RESERVED: Final = words(
    "about activities advancedfind api appwebservices aspnet_client bi bin biz calendar condition"
    " crmreports cs dev help home import ma mscrmservices notes products rc reports reportserver"
    " resourcecenter sdk sfa signin sm support tools tsweb unittests userdefined workplace"
)
# Folders of the web site that the reserved names leave out.
SYSTEM: Final = words("xrmservices xrmdeployment webresources isv m federationmetadata")
# Folders long enough that a slip of two letters can be nothing else.
SLIPPED: Final = ("xrmservices", "mscrmservices", "xrmdeployment", "webresources", "userdefined")
SLIPS: Final = 2

# Stands for a bracketed word of the template, once found; nobody types a private-use character.
PLACEHOLDER: Final = "\ue000"
# What people leave in of "https://<crmservername>.<domain>.<domainsuffix>/<orgname>".
ORGANIZATION_PLACEHOLDERS: Final = words(
    "orgname organizationname organisationname yourorg yourorgname yourorganization"
    " yourorganisation orgname_here myorgname uniquename org_name organization_name"
    " your_org your_org_name your-org your-org-name org-name organization-name"
)
TEMPLATE_LABELS: Final = words(
    "crmservername domainsuffix servername domainname yourserver yourdomain your-server your-domain"
    " yourservername yourcrmserver internalcrmserver"
)
# Words that stand where a name could, when somebody writes about not knowing it.
NO_NAMES: Final = words(
    "n/a na none null unknown missing wrong empty blank idk dunno undefined default tbd"
    " unbekannt keine fehlt inconnue aucune desconocida ninguna"
)


def is_organization_name(text: str) -> bool:
    """Tell whether CRM could have an organization of this name."""
    return NAME.fullmatch(text) is not None


def is_reserved(text: str) -> bool:
    """Tell whether CRM keeps this name for itself."""
    return text.lower() in RESERVED


def is_system_folder(segment: str) -> bool:
    """Tell whether a first path segment is one of CRM's own folders or pages."""
    folded = segment.lower()
    if folded in RESERVED or folded in SYSTEM:
        return True
    if not folded or folded[0] in "_{(" or "." in folded:
        return True
    return len(folded) > len("mscrm") and any(
        OSA.distance(folded, name, score_cutoff=SLIPS) <= SLIPS for name in SLIPPED
    )


def is_placeholder(text: str) -> bool:
    """Tell whether a name was only copied from the template in the article."""
    return PLACEHOLDER in text or text.lower() in ORGANIZATION_PLACEHOLDERS


def is_template_host(host: str) -> bool:
    """Tell whether a host still holds a word of the template, brackets left out."""
    return not TEMPLATE_LABELS.isdisjoint(host.lower().partition(":")[0].split("."))


def usable_name(text: str) -> bool:
    """Tell whether a word that was given as an organization can be one."""
    folded = text.lower()
    if folded in NO_NAMES or folded in RESERVED or is_placeholder(folded):
        return False
    return is_organization_name(text) and text.strip("-_") != ""
