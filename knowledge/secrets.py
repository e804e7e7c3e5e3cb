"""Blanks passwords, tokens and query strings in whatever is quoted back to people."""

import re
from collections.abc import Iterator
from typing import Final

HIDDEN: Final = "[hidden]"
SHORTEST = 4  # characters of a secret that is looked for beyond the place that gives it away

_NAMES: Final = (
    *("password", "passwd", "passphrase", "pass", "pwd", "pw", "kennwort", "passwort", "mdp"),
    *("mot de passe", "contraseña", "senha", "wachtwoord", "hasło", "пароль", "密码", "密碼"),
    *("パスワード", "비밀번호"),
)
_NAMED: Final = "|".join(_NAMES)
_KEY: Final = (
    r"secret|token|api[-_ ]?key|client[-_ ]?secret|authorization|(?:shared[-_]?)?access[-_]?key"
    r"|account[-_]?key|(?:access|refresh|id)[-_]?token|sas|sig(?:nature)?"
)
# What stands between the name and the secret: a mark, a verb, or "for somebody:".
_SAYS: Final = (
    r"\"?'?(?:\s{1,3}(?:for|für|pour)\s\S{1,60}?)?\s{0,3}(?:[:=\uff1a]|\b(?:is|ist|est|es)\b)"
)
_VALUE: Final = r"(?:\"[^\"\n]{1,300}\"|'[^'\n]{1,300}'|[^\s,;]{1,300})"
# What the patterns that name a secret begin with.
_BEGINNINGS: Final = (
    *_NAMES,
    *("secret", "token", "api", "client", "authorization", "shared", "access", "account"),
    *("refresh", "id", "sas", "sig"),
)
_LONG: Final = "a long run of letters and digits"
_LONGEST_RUN = 60  # letters and digits that no name is as long as
_IN_RUNS: Final = bytes(
    code if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "+/") else 32
    for code in range(256)
)
# Each behind what it cannot do without: most texts have none of it, and need no search.
_SECRETS: Final = (
    (("@",), re.compile(r"(?i)\b[a-z][a-z0-9+.-]{1,15}://(?P<secret>[^\s/@]{1,200})@")),
    (
        ("?", "#"),
        re.compile(r"(?i)(?:\b[a-z]{2,8}://[^\s?#]{1,500}|/[\w.-]{0,300})[?#](?P<secret>\S+)"),
    ),
    (
        ("cookie",),
        re.compile(r"(?i)\b(?:set-)?cookie2?\s{0,3}[:=]\s{0,3}(?P<secret>\S[^\n]{0,2000})"),
    ),
    (  # the cookies that CRM and AD FS sign people in with
        ("msisauth", "fedauth", "crmowinauth"),
        re.compile(r"(?i)\b(?:MSISAuth|FedAuth|CrmOwinAuth)\w{0,9}=(?P<secret>[^\s;]+)"),
    ),
    (
        (*_NAMES, "secret", "token", "key", "authorization", "sas", "sig"),
        re.compile(
            rf"(?i)\b(?:{_NAMED}|{_KEY}){_SAYS}\s{{0,3}}"
            rf"(?:(?:bearer|basic|negotiate|ntlm)\s+)?(?P<secret>{_VALUE})"
        ),
    ),
    (
        ("<",),
        re.compile(
            r"(?i)<[\w:.-]{0,60}(?:password|secret)\b[^<>]{0,200}>(?P<secret>[^<>]{1,300})<"
        ),
    ),
    (  # without a mark, as on a command line: only what no sentence goes on with
        _NAMES,
        re.compile(rf"(?i)\b(?:{_NAMED})\s{{1,3}}(?P<secret>(?!0x)(?=[^\s\d]*\d)[^\s,;]{{6,300}})"),
    ),
    (("bearer", "basic"), re.compile(r"(?i)\b(?:bearer|basic)\s+(?P<secret>[\w.~+/=-]{8,})")),
    (("negotiate", "ntlm"), re.compile(r"(?i)\b(?:negotiate|ntlm)\s+(?P<secret>[\w+/=]{16,})")),
    (
        ("xox", "xapp-", *(f"gh{kind}_" for kind in "pousr"), "akia", "eyj", _LONG),
        re.compile(
            r"(?P<secret>\bxox[a-z]-[\w-]{6,}|\bxapp-[\w-]{6,}|\bgh[pousr]_\w{16,}"
            r"|\bAKIA[0-9A-Z]{12,}|\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}|\b[A-Za-z0-9+/]{60,}={0,2})"
        ),
    ),
)

_SIGNS: Final = frozenset(sign for signs, _ in _SECRETS for sign in signs)
_NAMING: Final = frozenset(pattern for signs, pattern in _SECRETS if signs[: len(_NAMES)] == _NAMES)


def redact(text: str) -> str:
    """Give the text with everything that could let somebody in replaced by `[hidden]`."""
    for pattern in _patterns(text):
        text = pattern.sub(_blanked, text)
    return text


def secrets_in(text: str) -> frozenset[str]:
    """Give the secrets of a text, to blank them in a part that no longer shows what they are.

    Mere words, as in "the password is wrong", are none.
    """
    matches = (match for pattern in _patterns(text) for match in _found(pattern, text))
    found = (match["secret"].strip("\"'") for match in matches)
    return frozenset(
        one for one in found if len(one) >= SHORTEST and not one.rstrip(".!").isalpha()
    )


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Search a long text; a pattern with many beginnings is tried only where one of them stands."""
    lower = text.lower()
    if pattern not in _NAMING or len(lower) != len(text):
        yield from pattern.finditer(text)
        return
    last = 0
    for place in sorted({place for begun in _BEGINNINGS for place in _places(begun, lower)}):
        if place >= last and (match := pattern.match(text, place)):
            yield match
            last = match.end()


def _places(part: str, text: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _patterns(text: str) -> Iterator[re.Pattern[str]]:
    """Give the patterns that a text may match."""
    lower = text.lower()
    held = {sign for sign in _SIGNS if sign in lower}
    if _has_long_run(text):
        held.add(_LONG)
    for signs, pattern in _SECRETS:
        if not held.isdisjoint(signs):
            yield pattern


def _has_long_run(text: str) -> bool:
    if len(text) < _LONGEST_RUN:
        return False
    runs = text.encode(errors="replace").translate(_IN_RUNS).split()
    return max(map(len, runs), default=0) >= _LONGEST_RUN


def _blanked(match: re.Match[str]) -> str:
    whole, (first, last) = match[0], match.span("secret")
    return whole[: first - match.start()] + HIDDEN + whole[last - match.start() :]
