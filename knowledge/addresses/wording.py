"""What the URL doctor says to people: each change with its reason, each outcome in plain words."""

from typing import Final

from knowledge.addresses.safety import Refusal
from knowledge.finding import Change

# --- changes: how the address was typed -------------------------------------------------------
SCHEME_MISSING = Change("Put https:// in front", "CRM for Outlook needs the whole address.")
SCHEME_MISTYPED = Change("Corrected the start to https://", "The start was mistyped.")
SCHEME_TWICE = Change("Removed a second https://", "The start stood there twice.")
SEPARATOR_MISTYPED = Change("Corrected the :// after https", "The marks after it were mistyped.")
HTTPS = Change("Changed http to https", "Claims-based sign-in works only over https.")
HTTP_USED = Change("Changed https to http", "The directory says this server uses it.")
BACKSLASHES = Change("Turned \\ into /", "Addresses use forward slashes.")
ENCODED = Change("Decoded % codes", "Some of the address's own marks were written as codes.")
DOTS_MENDED = Change("Corrected the dots in the server name", "A dot was mistyped or doubled.")
ROOT_DOT = Change("Removed the mark after the server name", "Certificates do not match it.")
PORT_MISTYPED = Change("Corrected the mark before the port", "A colon goes before a port.")
PORT_DEFAULT = Change("Left out the port", "Browsers use that port anyway.")
SLASH_MISSING = Change("Put a / before the organization", "Another mark stood in its place.")
DOUBLE_SLASH = Change("Left out a second /", "One is enough.")
SPACES = Change("Removed spaces", "An address has none.")
SPELLED_OUT = Change("Wrote dot and slash as marks", "The address was spelled out in words.")
PREFIX_REMOVED = Change("Removed the word in front", "It is not part of the address.")
INVISIBLE = Change("Removed invisible characters", "Copying brought them along.")
OVERRIDE = Change(
    "Removed characters that turn the reading direction around",
    "They make an address look like another one; be careful where this came from.",
)
UNUSUAL = Change("Replaced look-alike marks by plain ones", "Wide or curly characters were in it.")
MARKS = Change("Removed marks around the address", "They are not part of it.")
LOWER_CASE = Change("Wrote the server name in small letters", "Server names ignore case.")
WRAPPER = Change("Took the address out of its wrapper", "A mail scanner had wrapped it.")
CREDENTIALS = Change(
    "Removed the user name or password",
    "Never put these into an address. If a password stood there, change it.",
)
PAGE = Change("Left out the page", "CRM for Outlook wants the address without pages or endpoints.")
QUERY = Change("Left out what follows ? or #", "It belongs to one page, not to the address.")
DOUBLED = Change("Left out what follows the organization", "The address ends with its name.")
BRACKETS = Change("Removed angle brackets", "They only mark what is to be filled in.")
PLACEHOLDER = Change("Left out the placeholder", "It stands for the organization's own name.")
PATH_MARKS = Change("Removed marks around the organization", "They are not part of its name.")
IFD_APPENDED = Change(
    "Left out the organization at the end",
    "This Internet-facing address has it in front already.",
)

SERVER_TYPO = "One known server is near what was typed; check that it is yours."
SERVER_LOOKALIKE = "Letters of another alphabet only looked like it; be careful where it came from."
SERVER_SHORT = "This is the full name of that server."
SERVER_JOINED = "The organization goes behind the server, after a slash."
SERVER_SERVICE = "That host is for signing in or finding organizations; this is the server's own."
SERVER_WWW = "This server's name has no www."
PORT_KNOWN = "The directory says this server uses it."
ORGANIZATION_GIVEN = "The address has to end with the organization (KB 3088205)."
ORGANIZATION_ONLY = "It is the only organization on this server."
ORGANIZATION_TYPO = "One known organization is near what was typed; check that it is yours."
ORGANIZATION_CASE = "This is how the directory writes it."
ADDED = "Added the organization"
ORGANIZATION_ALONE = "Only one of your servers has this organization."

# --- outcomes ---------------------------------------------------------------------------------
CORRECTED = "Use {url}"
CORRECTED_BOTH = "Use {url} inside the company, or {ifd_url} from outside"
ALREADY_CORRECT = "{url} is right as it is."
ALREADY_IFD = "{url} is right as it is: an Internet-facing address with the organization in front."
UNDERSCORE = (
    " The server name has an underscore in it: browsers then drop the sign-in cookie, so signing in"
    " may fail until it gets another name (KB 3092666)."
)
NEEDS_ORG = (
    "The organization is missing. The address has to end with its name, such as"
    " https://<server>/<organization>. Which organization do you use?"
)
NEEDS_ORG_KNOWN = "The organization is missing. Which one of these do you use?"
UNKNOWN_ORGANIZATION = (
    "There is no such organization on that server. Which one of these do you use?"
)
BAD_ORGANIZATION = (
    "What follows the server cannot be an organization: a name has up to 30 plain letters, digits,"
    " - and _, and no spaces. Which organization do you use?"
)
TWO_ORGANIZATIONS = "Two different organizations were named. Which one do you mean?"
TWO_ADDRESSES = "There is more than one address here. Which one do you mean?"
OTHER_SERVER = "That organization is on another of your servers. Is this the address you want?"
SEVERAL_SERVERS = "More than one of your servers fits. Which one do you mean?"
NOT_YOURS = "That host is not one of your servers, so it cannot be confirmed. Please check it."
NOT_YOURS_OPTIONS = "That host is not one of your servers. Did you mean one of these?"
OTHER_PORT = "Your directory has that server on another port. Is this the address you want?"
IP_ADDRESS = (
    "The address has a number (IP) for a server. The certificate holds the server's name, so ask"
    " for the full name."
)
SHORT_HOST = (
    "The server's name is short. Its certificate holds the full name, such as"
    " crmserver.contoso.com. Which is it?"
)
CUT_HOST = "The server's name seems to lack its ending, such as .com. What is the full name?"
MIXED_LETTERS = (
    "The server name holds letters of another alphabet that look like plain ones. Please type the"
    " name by hand, and be careful where the address came from."
)
DECEIVING_LINK = (
    "The link shows one server but leads to another. Do not click it; type the address by hand."
)
TURNED_AROUND = (
    "The address holds characters that turn the reading direction around. Please type it by hand."
)
HTTP_PORT = (
    "Port 5555 and other unusual ports are for plain http; claims-based sign-in needs https. Ask"
    " which port your server uses for https."
)
IFD_OR_SERVER = (
    "This may be an Internet-facing address or a server without its organization. Which is right?"
)
DOMAIN_INSIDE = "The host carries another domain's name in front of its own. Which one is meant?"
BROKEN_NAME = "A space stands inside the organization. How is it written?"
NEAR_EMAIL = (
    "Something that looks like a user name or password is in the address, and it cannot be read"
    " for certain. Type it without them; if a password stood there, change it."
)
ONLINE = (
    "This is CRM Online (Microsoft's cloud), so no organization is missing from it: KB 3088205 is"
    " about servers in your own company. In the wizard choose CRM Online instead of typing an"
    " address."
)
OTHER_PRODUCT = "This address belongs to {product}, not to a CRM server."
OTHER_PRODUCT_OPTIONS = "This address belongs to {product}. Your CRM address may be one of these."
SIGN_IN = "a sign-in server (AD FS)"
NO_ADDRESS = "There is no CRM address in this. It looks like https://<server>/<organization>."
PLACEHOLDERS = (
    "This is the template from the article. Put your own server, domain and organization in place"
    " of the words in angle brackets."
)
EMAIL = "This is an e-mail address. The CRM address looks like https://<server>/<organization>."
USER_NAME = (
    "This is a Windows user name. The CRM address looks like https://<server>/<organization>."
)
FILE_PATH = "This is a file or a network share. CRM is opened by an address with https://."
NOT_OPENED = "No browser can open this address. Please check the server name and the port."
REFUSALS: Final = {
    "script": "Refused: this link would run code instead of opening a server.",
    "file": "Refused: this leads to a file or file server, not to a CRM web address.",
    "scheme": "Refused: this kind of link does not open a web page.",
    "hidden_host": (
        "Refused: the address shows one server's name but leads to another host. Do not open it."
    ),
    "carries_known": (
        "Refused: a foreign host carries the name of another server in it. Do not open it."
    ),
    "fake_online": "Refused: a foreign host carries the name of Microsoft's cloud. Do not open it.",
}


def refused(refusal: Refusal) -> str:
    """Say why an address is refused, without the address."""
    return REFUSALS[refusal.reason]


def server_written(host: str, why: str) -> Change:
    """Tell that the server was written as the directory has it."""
    return Change(f"Wrote the server as {host}", why)


def port_written(port: int | None, why: str) -> Change:
    """Tell that the directory's port was used."""
    return Change(f"Put in the port :{port}" if port else "Left out the port", why)


def organization_written(name: str, why: str) -> Change:
    """Tell that the organization was added or written anew."""
    return Change(f"Wrote the organization as {name}", why)


def organization_added(name: str, why: str) -> Change:
    """Tell that a missing organization was added."""
    return Change(f"{ADDED} {name}", why)


def tells_organization_added(change: Change) -> bool:
    """Whether a change says that the organization was missing."""
    return change.what.startswith(ADDED)


def asks_for_organization(message: str) -> bool:
    """Whether a message says that the organization is missing, not that a typed one is wrong."""
    return message.startswith((NEEDS_ORG, NEEDS_ORG_KNOWN))


# Told again in the message, because people read that first.
WARNINGS: Final = (CREDENTIALS, OVERRIDE)
