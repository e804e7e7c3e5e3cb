"""Refuses settings nobody reads: a slip in a name would go unnoticed for months."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

UNKNOWN = "{name} is not a setting of crmurl{place}{hint}"
HINT = "; did you mean {name}?"
IN_FILE = " (it stands in {file})"
CLOUD = "{name} is refused: with it the work engine would call its vendor's cloud"
OWN = "CRMURL_"
FOR_TESTS = {"CRMURL_CORPUS"}  # may stand in the shell of whoever works on the bot
# The engine reads these by itself; each would move work, or word of it, off this machine.
ENGINE = "DBOS_"
ENGINE_FLAGS = ("AUTO_UPGRADE", "SHARDING", "CONDUCTOR_KEY", "CONDUCTOR_URL")


def written_in(file: Path) -> dict[str, str]:
    """Give the names and values of a .env file; none when there is no file."""
    if not file.is_file():
        return {}
    return {name: value or "" for name, value in dotenv_values(file, encoding="utf-8-sig").items()}


def wrong_names(
    environment: Mapping[str, str], in_file: Mapping[str, str], known: set[str]
) -> list[str]:
    """Give a line for each name that is unknown or refused, in the order of the alphabet."""
    ours = {name for name in environment if name.startswith(OWN)} - FOR_TESTS
    problems = []
    for name in sorted({*environment, *in_file} - known):
        if name.startswith(ENGINE) or name.removeprefix(OWN) in ENGINE_FLAGS:
            problems.append(CLOUD.format(name=name))
        elif name in ours or name in in_file:
            problems.append(_unknown(name, known, in_file))
    return problems


def _unknown(name: str, known: set[str], in_file: Mapping[str, str]) -> str:
    near = get_close_matches(name.upper(), known, n=1)
    hint = HINT.format(name=near[0]) if near else ""
    place = IN_FILE.format(file=".env") if name in in_file else ""
    return UNKNOWN.format(name=name, place=place, hint=hint)
