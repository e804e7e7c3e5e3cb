"""Finds what people left in of an address template, and takes off brackets around real names."""

import re
from typing import Final

from knowledge.addresses.names import PLACEHOLDER

# The words of the template "https://<crmservername>.<domain>.<domainsuffix>/<orgname>" and of
# others like it, each in angle brackets.
TEMPLATE_WORD: Final = re.compile(
    r"""<\s*(?:your|my|the|ihr|votre)?[ _-]?(?:crm)?[ _-]?
        (?:server|domain|org|organi[sz]ation|host|port|company|suffix|tld|fqdn|name|tenant|url
          |discovery|internalcrm|crm)?[ _-]?
        (?:server|suffix|name|unique[ _-]?name)?s?\s*>""",
    re.IGNORECASE | re.VERBOSE,
)
BRACKETED: Final = re.compile(r"<\s*([\w.-]{1,60})\s*>")


def mark_placeholders(text: str) -> str:
    """Replace words of a template by one mark; brackets around other words are taken off."""
    if "<" not in text:
        return text
    return BRACKETED.sub(r"\1", TEMPLATE_WORD.sub(PLACEHOLDER, text))
