"""Blanks passwords, tokens and query strings in whatever is quoted back to people."""

import re
from typing import Final

HIDDEN: Final = "[hidden]"
_USER_INFO: Final = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,15}://)[^\s/@]{1,200}@")
_QUERY: Final = re.compile(r"(?i)(\b[a-z]{2,8}://[^\s?#]{1,500}|/[\w./-]{1,300})[?#]\S+")
_NAMED: Final = re.compile(
    r"(?i)\b(pass(?:word|wd|phrase)?|pwd|secret|token|api[-_ ]?key|client[-_ ]?secret|authorization"
    r"|access[-_]?key|sas|sig(?:nature)?|cookie)(\"?'?\s{0,3}(?:[:=]|\bis\b)\s{0,3})"
    r"(?:(?:bearer|basic)\s+)?(?:\"[^\"\n]{1,300}\"|'[^'\n]{1,300}'|[^\s,;]{1,300})"
)
_BEARER: Final = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
_TOKENS: Final = re.compile(
    r"\bxox[a-z]-[\w-]{6,}|\bxapp-[\w-]{6,}|\bgh[pousr]_\w{16,}|\bAKIA[0-9A-Z]{12,}"
    r"|\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}|\b[A-Za-z0-9+/]{60,}={0,2}"
)


def redact(text: str) -> str:
    """Give the text with everything that could let somebody in replaced by `[hidden]`."""
    text = _USER_INFO.sub(rf"\1{HIDDEN}@", text)
    text = _QUERY.sub(rf"\1?{HIDDEN}", text)
    text = _NAMED.sub(rf"\1\2{HIDDEN}", text)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    return _TOKENS.sub(HIDDEN, text)
