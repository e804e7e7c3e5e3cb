"""Takes an address out of the wrapper that mail scanners and chat programs put around it."""

import re
from typing import Final
from urllib.parse import unquote

from knowledge.addresses.parsing import Parsed

# Which query parameter of which redirector holds the address.
IN_QUERY: Final = {
    "safelinks.protection.outlook.com": "url",
    "statics.teams.cdn.office.net": "url",
    "urldefense.proofpoint.com": "u",
    "linkprotect.cudasvc.com": "a",
    "slack-redir.net": "url",
    "www.google.com": "q",
    "google.com": "q",
    "l.facebook.com": "u",
    "outlook.office.com": "url",
}
PROOFPOINT_V2: Final = "/v2/"
# urldefense.com/v3/__<address>__;<replacements>!!<key>
PROOFPOINT_V3: Final = re.compile(r"/v3/__(.+?)__;")
PROOFPOINT_V3_HOSTS: Final = ("urldefense.com", "urldefense.us")
ADDRESS: Final = re.compile(r"://|\.|script:", re.IGNORECASE)
CISCO: Final = re.compile(r"^/[^/]+/(https?%3A[^/?#]+)", re.IGNORECASE)
CISCO_HOST: Final = "secure-web.cisco.com"


def wrapped_address(parsed: Parsed) -> str | None:
    """Give the address a wrapper was made for; None when this is no wrapper."""
    host = parsed.host
    if host in PROOFPOINT_V3_HOSTS:
        match = PROOFPOINT_V3.search(parsed.href)
        return unquote(match[1]) if match else None
    if host == CISCO_HOST:
        match = CISCO.match(parsed.raw_path)
        return unquote(match[1]) if match else None
    parameter = _parameter(host)
    value = parsed.query.get(parameter) if parameter else None
    if value and host == "urldefense.proofpoint.com" and PROOFPOINT_V2 in parsed.raw_path:
        return unquote(value.replace("-", "%").replace("_", "/"))
    return value if value and ADDRESS.search(value) else None


def _parameter(host: str) -> str | None:
    for known, parameter in IN_QUERY.items():
        if host == known or host.endswith("." + known):
            return parameter
    return None
