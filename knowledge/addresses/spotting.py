"""Finds the words of a text that are meant as addresses, and says what the others are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from knowledge.addresses.hosts import has_known_ending, looks_like_server
from knowledge.addresses.known import KnownHosts, Role
from knowledge.addresses.markup import FILE_ENDINGS

SCHEMED: Final = re.compile(
    r"""^\W{0,3}(?:[a-z][a-z-]{0,11}[:=]){0,2}(?:[a-z][a-z0-9.+]{0,9})?[:;.,|"'-]{0,3}[/\\|]{2}
      | ^\W{0,3}(?:view-source:|url:)?h[a-z]{1,2}t?t?ps?[:;.,]+[/\\]*\w   # htps:crmserver
      | ^https?/{1,3}\w                                                   # https//crmserver
      | ^https?:?%(?:25)*(?:3a|2f)                                        # https%3A%2F%2F
      | ^[a-z]{3,6}[:;][/\\]\w                                            # ttps:/crmserver
    """,
    re.IGNORECASE | re.VERBOSE,
)
OPAQUE: Final = re.compile(
    r"^(?:mailto|tel|about|blob|res|chrome|edge|cid|data|outlook):\S", re.IGNORECASE
)
EMAIL: Final = re.compile(
    r"^(?:mailto:)?[^\s@/\\:?#]+@[\w-]+(?:\.[\w-]+)+(?:\?.*)?$", re.IGNORECASE
)
UNC: Final = re.compile(r"^\\\\[\w.-]")
DRIVE: Final = re.compile(r"^[a-z]:(?:\\|/(?!/))", re.IGNORECASE)
WINDOWS_USER: Final = re.compile(r"^([\w-]+(?:\.[\w-]+)?)\\{1,2}[\w.$-]+$")
IPV4: Final = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
# A user name and password before a host, scheme or not.
WITH_USER: Final = re.compile(r":[^\s/]*@[\w-]+\.\w|^[^\s/]+@[\w.-]+[/:]")
BARE: Final = re.compile(
    r"^[.]?((?:[^\W_]|[_-])+(?:[.,](?:[^\W_]|[_-])+)*)\.?(?:[:;]+([0-9]{0,5}))?(?=$|[/?#\\%:;])"
)
ADDRESS_MARK: Final = re.compile(r"[./\\@:](?!\Z)")  # the last of a word ends a sentence
OPENING: Final = "\"'([{*~|,;!.=>`"
CLOSING: Final = "\"')]}*~|,;!.>`?:#"
INTRODUCED: Final = re.compile(r"^(?:url|link|server|address|site|web|crm)\s*[:=]+", re.IGNORECASE)
DEFANGED_DOT: Final = re.compile(r"[\[({](?:\.|dot)[\])}]", re.IGNORECASE)
SETTING: Final = re.compile(r"[a-z]+=", re.IGNORECASE)
NEXT_SETTING: Final = re.compile(r"(?<=[\w/])[;,](?=[a-z]+=)", re.IGNORECASE)
SPLIT_AT: Final = re.compile(
    r"(?<=[\w/])[,;|](?=https?:/)|(?<=[\w/])(?=https?://)(?<!url=)", re.IGNORECASE
)
# "domain: contoso.com" names the network, not the server.
DOMAIN: Final = re.compile(r"(?:domain|domäne|domaine|dominio)\W?", re.IGNORECASE)
SHORTEST_ADDRESS: Final = 10  # a second address glued on starts behind these letters
FOLLOWING: Final = 3
PRECEDING: Final = 6


class Kind(Enum):
    """What a word that is no address is."""

    EMAIL = "email"
    USER = "user"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that may be an address, and the words around it."""

    text: str
    before: str
    after: tuple[str, ...]
    trimmed: bool  # marks around it were left out
    alone: bool


@dataclass(frozen=True, slots=True)
class Spotted:
    """All addresses of a text, and what else was seen in it."""

    spots: tuple[Spot, ...]
    kinds: frozenset[Kind]


def spot(text: str, known: KnownHosts | None) -> Spotted:
    """Find the addresses in a text, in order."""
    words = text.split()
    alone = len(words) == 1
    worth = words if alone else [word for word in set(words) if _worth_looking(word, known)]
    looked = {word: found for word in worth if (found := _look(word, known, alone=alone))}
    spots: list[Spot] = []
    kinds: set[Kind] = set()
    for index, word in enumerate(words if looked else ()):
        if word not in looked or (index and DOMAIN.fullmatch(words[index - 1])):
            continue
        for meant, trimmed in looked[word]:
            if isinstance(meant, Kind):
                kinds.add(meant)
            else:
                before = " ".join(words[max(0, index - PRECEDING) : index])
                after = tuple(words[index + 1 : index + 1 + FOLLOWING])
                spots.append(Spot(meant, before, after, trimmed, alone))
    return Spotted(tuple(spots), frozenset(kinds))


def _look(word: str, known: KnownHosts | None, *, alone: bool) -> list[tuple[str | Kind, bool]]:
    """Give the addresses in a word, whether marks around them were left out, and other kinds."""
    found: list[tuple[str | Kind, bool]] = []
    for piece in map(_unformatted, _pieces(word)):
        trimmed = _trim(piece)
        kind = _kind(trimmed)
        if kind is not None and not _known_share(trimmed, known):
            found.append((kind, trimmed != piece))
        elif is_address(trimmed, known, alone=alone):
            found.append((trimmed, trimmed != piece))
    return found


def is_address(word: str, known: KnownHosts | None, *, alone: bool) -> bool:
    """Tell whether a word is meant as an address rather than as a file, a type or a number."""
    if SCHEMED.match(word) or OPAQUE.match(word):
        return True
    if "@" in word:
        return WITH_USER.search(word) is not None
    plain = DEFANGED_DOT.sub(".", INTRODUCED.sub("", word))
    match = BARE.match(plain)
    if match is None:
        return False
    host = match[1].lower().replace(",", ".")
    behind = plain[match.end() :]
    if known is not None and known.has(host):
        return True
    if "." not in host:
        return alone and _short_address(host, match[2], behind)
    return _dotted_address(host, behind, known, alone=alone) or _in_directory(host, known)


def _worth_looking(word: str, known: KnownHosts | None) -> bool:
    if ADDRESS_MARK.search(word):
        return True
    return known is not None and known.host(word.lower().strip(CLOSING + OPENING), None) is not None


def _pieces(word: str) -> Iterator[str]:
    """Part addresses glued together, and settings such as "server=...;org=..."."""
    if "?" in word or "__" in word or "@" in word:
        yield word
        return
    for setting in NEXT_SETTING.split(word) if SETTING.match(word) else (word,):
        yield from _glued(setting)


def _glued(word: str) -> Iterator[str]:
    if "http" not in word[1:].lower():
        yield word
        return
    head = re.match(r"^\W*(?:[a-z-]{0,12}[:=])?(?:https?[:/;.]*)+", word, re.IGNORECASE)
    cut = SPLIT_AT.search(word, max(head.end() if head else 0, SHORTEST_ADDRESS))
    while cut:
        yield word[: cut.start()]
        word = word[cut.end() :]
        cut = SPLIT_AT.search(word, SHORTEST_ADDRESS)
    yield word


def _unformatted(word: str) -> str:
    """Take off marks that chat programs draw with; they are nobody's mistake."""
    if word.startswith("<") and word.endswith(">") and word.count("<") == 1:
        return word[1:-1]
    return word.strip(word[0]) if word[:1] in "_~" and word[:1] == word[-1:] else word


def _trim(word: str) -> str:
    left = word.lstrip(OPENING)
    if word.startswith("[") and "]" in word and ":" in word:
        left = word  # an IPv6 host
    right = left.rstrip(CLOSING + "<")
    if left[len(right) :].startswith("]") and "[" in right.rpartition("/")[2]:
        right += "]"
    return right


def _kind(word: str) -> Kind | None:
    if EMAIL.match(word):
        return Kind.EMAIL
    if UNC.match(word) or DRIVE.match(word):
        return Kind.FILE
    user = WINDOWS_USER.match(word)
    return Kind.USER if user else None


def _known_share(word: str, known: KnownHosts | None) -> bool:
    """Tell whether something written with backslashes starts with one of the company's hosts."""
    if known is None or "\\" not in word or DRIVE.match(word):
        return False
    host = re.split(r"[\\:]", word.lstrip("\\").lower(), maxsplit=1)[0]
    found = known.host(host, None)
    return found is not None and found.role in (Role.SERVER, Role.ALIAS, Role.IFD)


def _in_directory(host: str, known: KnownHosts | None) -> bool:
    return known is not None and bool(known.cut(host, None) or known.near(host, None))


def _short_address(host: str, port: str | None, behind: str) -> bool:
    return (looks_like_server(host) and bool(port or behind.strip("/"))) or (
        bool(port) and host.isalpha()
    )


def _dotted_address(host: str, behind: str, known: KnownHosts | None, *, alone: bool) -> bool:
    ending = host.rpartition(".")[2]
    if ending in FILE_ENDINGS and not behind:
        return False
    if ending.isdigit():
        return IPV4.fullmatch(host) is not None and (alone or bool(behind))
    if has_known_ending(host, known.endings if known else frozenset()):
        return True
    # A host nobody can tell from a type name stands alone, with a path or named as servers are.
    return alone and not ending.isdigit() and (bool(behind) or looks_like_server(host))
