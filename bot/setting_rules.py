"""Says what a setting's value has to look like, without ever repeating the value."""

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.storage.engine import Database, StorageError

WRONG_TOKEN = "this is no such token; it has to begin with {start}"  # noqa: S105
OTHER_TOKEN = WRONG_TOKEN + ", and what is set looks like the value of {other}"
OTHERS = {"xapp-": "SLACK_APP_TOKEN", "xoxb-": "SLACK_BOT_TOKEN"}
NO_ADDRESS = "write an address such as https://slack.com/api/"
PLAIN_ADDRESS = "tokens must not travel in the clear; use https, or http to this machine only"
NO_KEY = "no usable key; make one with `openssl rand -base64 32 | tr +/ -_`"
NO_LEVEL = "write one of {levels}"
LEVELS = ("debug", "info", "warning", "error")


def token(*starts: str) -> Callable[[SecretStr | None], SecretStr | None]:
    """Give the check that a token begins as Slack's tokens of its kind do."""

    def check(value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value().strip() if value else ""
        if value is None or text.startswith(starts):
            return SecretStr(text) if value else None
        other = next((name for start, name in OTHERS.items() if text.startswith(start)), None)
        told = OTHER_TOKEN if other else WRONG_TOKEN
        raise ValueError(told.format(start=starts[0], other=other))

    return check


def api_address(value: str) -> str:
    """Take Slack's API address, https unless it is on this machine; a slash ends it."""
    parts = urlsplit(value.strip())
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.username:
        raise ValueError(NO_ADDRESS)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(PLAIN_ADDRESS)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def key_ring(value: SecretStr | None) -> SecretStr | None:
    """Take one key, or several with a comma between them: the first encrypts, all decrypt."""
    for key in value.get_secret_value().split(",") if value else ():
        try:
            Fernet(key.strip())
        except ValueError as problem:
            raise ValueError(NO_KEY) from problem
    return value


def database_address(value: SecretStr) -> SecretStr:
    """Take the address of a database that is supported."""
    try:
        Database(value.get_secret_value())
    except StorageError as problem:
        raise ValueError(str(problem)) from problem
    return value


def level_name(value: str) -> str:
    """Take a log level by its name."""
    if value.lower() not in LEVELS:
        raise ValueError(NO_LEVEL.format(levels=", ".join(LEVELS)))
    return value.lower()
