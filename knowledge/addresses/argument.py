"""Reads the organization somebody gave in a field of its own."""

import re
from typing import Final

from knowledge.addresses.characters import clean, skeleton
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.markup import plain_text
from knowledge.addresses.mending import mend
from knowledge.addresses.names import NO_NAMES, PLACEHOLDER, usable_name
from knowledge.addresses.parsing import parse
from knowledge.addresses.paths import path_organization, read_path
from knowledge.addresses.prose import organization_in
from knowledge.addresses.templates import mark_placeholders

LONGEST: Final = 300
AROUND: Final = " \t\r\n/\\\"'.,;:!?()[]*_~`|"
HOST_ALONE: Final = re.compile(
    r"^(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+){2,}(?::[0-9]+)?$", re.IGNORECASE
)
INTRODUCED: Final = re.compile(
    r"^(?:org(?:ani[sz]ation)?(?:[ _-]?name)?)\s*[:=]\s*(\S+)$", re.IGNORECASE
)


def read_argument(given: str | None, known: KnownHosts | None) -> tuple[str | None, bool]:
    """Give the name, and whether something was given that cannot be one."""
    if given is None or not given.strip():
        return None, False
    text = mark_placeholders(clean(plain_text(given[:LONGEST]).text).text).strip(AROUND)
    if not any(map(str.isalnum, text)) or PLACEHOLDER in text or text.lower() in NO_NAMES:
        return None, False
    introduced = INTRODUCED.match(text)
    text = introduced[1].strip(AROUND) if introduced else text
    if known is not None and known.places(text):
        return known.places(text)[0].organization.name, False
    if usable_name(text):
        return text, False
    name = _inside(text) or _in_plain_letters(text, known)
    only_host = HOST_ALONE.match(text) is not None
    return name, name is None and not only_host


def _inside(text: str) -> str | None:
    """Take the name out of a sentence or an address."""
    if "/" in text and "://" not in text and "." not in text.partition("/")[0]:
        return path_organization(text)
    if "." in text:
        parsed = parse(mend(text.split()[0]).text)
        names = read_path(parsed).names if parsed is not None else ()
        return names[0] if names else None
    return organization_in(text)


def _in_plain_letters(text: str, known: KnownHosts | None) -> str | None:
    """Take look-alike letters and spaces for a slip when the directory knows the name then."""
    name = skeleton(text).replace(" ", "")
    return name if known is not None and known.places(name) else None
