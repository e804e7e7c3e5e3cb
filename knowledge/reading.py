"""Reads a paste into words, and knows which of them belong to an error and which to talk."""

import re
from dataclasses import dataclass
from typing import Final

from knowledge.plain_text import readable, without_values
from knowledge.words import FOLDED_COMMON, FOLDED_FRAME_WORDS, WORD, fold

SHORTEST_MESSAGE = 3  # words of a full sentence that nobody is being addressed with
TRANSLATED: Final = {
    "Zugriff verweigert": "Access is denied",
    "Accès refusé": "Access is denied",
    "Acceso denegado": "Access is denied",
    "Accesso negato": "Access is denied",
    "Acesso negado": "Access is denied",
    "Odmowa dostępu": "Access is denied",
    "Отказано в доступе": "Access is denied",
    "存取遭拒": "Access is denied",
    "拒绝访问": "Access is denied",
    "アクセスが拒否されました": "Access is denied",
    "액세스가 거부되었습니다": "Access is denied",
}
_QUOTE_MARKS: Final = " >|*•\"'"
_TRANSLATED: Final = re.compile("|".join(TRANSLATED), re.IGNORECASE)
_LOWER: Final = {foreign.lower(): english for foreign, english in TRANSLATED.items()}
_OTHER_TRACES: Final = re.compile(
    r"(?m)^\s*at [\w.$<>]+\([\w$]+\.(?:java|kt|scala):\d+\)"
    r"|^\s*File \"[^\"\n]{1,300}\", line \d+"
    r"|^\s*at [^\n(]{0,200}\(?[^\s()]{1,300}\.[cm]?[jt]sx?:\d+:\d+\)?"
)
_IDENTIFIER: Final = re.compile(r"[A-Za-z]*[a-z][A-Z]\w*|[A-Z]{3,}\d{3,}|0[xX]\w{4,}|-?\d{7,}")
_SENTENCE_END: Final = re.compile(r"[.!?:](?=\s|$)|\n|--->|\s(?=at [A-Z]\w*\.)")
_TELLS_ERROR: Final = re.compile(
    r"(?i)\b(?:error|exception|fail(?:ed|ure|s)?|cannot|can't|can not|could not|couldn't|denied"
    r"|invalid|unable|unauthorized|forbidden|refused|expired|unavailable"
    r"|not (?:found|supported|valid)|timed? ?out|timeout|null|missing|hresult|disabled)\b"
)
_TALK: Final = re.compile(
    r"(?i)\b(?:anyone|anybody|pls|thanks|thank you|hi|hello|hey|any ideas?|fyi|ticket|somebody"
    r"|someone|bitte|user in|users|gets? this|did not help|i tried|i'm|i am|i get|we get|we've"
    r"|customer|colleagues?)\b|\?\s*$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or frame: words `first` up to `last`, and how it sounds."""

    first: int
    last: int
    text: str
    talk: bool  # one person writing to another
    printed: bool  # a program's message


@dataclass(frozen=True, slots=True)
class Paste:
    """What was posted: folded words, where each stands in `text`, and the sentences they form."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]
    names: list[bool]  # words that a program wrote, not a person: identifiers and codes
    sentences: list[Sentence]
    foreign: int  # stack frames of Java, Python or JavaScript


def read_paste(text: str) -> Paste:
    """Read what was posted, whatever was done to it on the way."""
    shown = readable(text)
    if not shown.isascii():
        shown = _TRANSLATED.sub(lambda found: _LOWER.get(found[0].lower(), found[0]), shown)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    known: dict[str, str] = {}
    for found in WORD.finditer(without_values(shown)):
        word = found[0]
        folded = known.get(word)
        if folded is None:
            folded = known[word] = fold(word)
        if folded and folded not in FOLDED_FRAME_WORDS:
            words.append(folded)
            spans.append(found.span())
    names = [_is_name(shown, start, end) for start, end in spans]
    foreign = len(_OTHER_TRACES.findall(shown))
    return Paste(shown, words, spans, names, _sentences(shown, spans), foreign)


def _is_name(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if _IDENTIFIER.fullmatch(word):
        return True
    dotted_before = start > 1 and text[start - 1] == "." and text[start - 2].isalnum()
    dotted_after = text[end : end + 1] == "." and text[end + 1 : end + 2].isupper()
    return word[0].isupper() and len(word) > 1 and (dotted_before or dotted_after)


def _sentences(text: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    sentences: list[Sentence] = []
    start = first = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        last = first
        while last < len(spans) and spans[last][0] < end:
            last += 1
        if last > first:
            sentences.append(_sentence(text[start:end].strip(), first, last))
        start, first = end, last
    return sentences


def _sentence(text: str, first: int, last: int) -> Sentence:
    talk = bool(_TALK.search(text))
    full_stop = (
        last - first >= SHORTEST_MESSAGE
        and text.lstrip(_QUOTE_MARKS)[:1].isupper()
        and text[-1:] == "."
    )
    printed = not talk and (full_stop or bool(_TELLS_ERROR.search(text)))
    return Sentence(first, last, text, talk, printed)


def is_common(word: str) -> bool:
    """Whether a folded word stands in any English sentence."""
    return word in FOLDED_COMMON
