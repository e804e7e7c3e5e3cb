"""Reads a paste into words, and knows which of them belong to an error and which to talk."""

import re
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import attrgetter
from typing import Final

from knowledge.plain_text import readable, without_values
from knowledge.sentences import TELLS_ERROR, Sentence, Tokens, sentences, tokens
from knowledge.words import FOLDED_COMMON, FOLDED_FRAME_WORDS, fold_each

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
_TRANSLATED: Final = re.compile("|".join(TRANSLATED), re.IGNORECASE)
_LOWER: Final = {foreign.lower(): english for foreign, english in TRANSLATED.items()}
# What a frame of Java, Kotlin, Scala, JavaScript or Python ends with, and begins with.
_OTHER_TRACE_END: Final = re.compile(
    r"\.(?:(?:java|kt|scala):\d+\)|[cm]?[jt]sx?:\d+:\d)|\", line \d"
)
_OTHER_TRACE: Final = ("at ", 'File "')
_LONGEST_FRAME: Final = 600
# A line with its time and a level below a warning; the names in it speak against no article.
_PROGRESS: Final = re.compile(
    r"^[ \t>]*\[?\d[\d:.,/T -]{4,28}(?:Z|[+-]\d\d:?\d\d)?\]?[ \t|]{0,9}"
    r"\[?(?i:info|information|verbose|debug|trace)[ \t]*[]|: ][^\n]*",
    re.MULTILINE,
)
_NAMES_ERROR: Final = re.compile(r"Exception|Fault|0[xX]8[0-9a-fA-F]{7}")
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n")
# No error text says "I", and "there is no" is only a person's where no sentence begins with it.
_DENIAL_SIGNS: Final = (" see", "there", "There", " say", " show")
_DENIED: Final = re.compile(
    r"(?:\b[Ii] (?:(?i:do not|don['’]?t|did not|didn['’]?t|cannot|can['’]?t)) (?:really |even )?see"
    r"|\bthere is no\b|\b[Tt]here(?:['’]s no\b| isn['’]t)"
    r"|\b[Ii]t (?:does not|doesn['’]?t|did not|didn['’]?t) (?:say|show)\b)[^\n.!?,:;]{0,200}"
)
_IDENTIFIER: Final = re.compile(
    r"[A-Za-z]*[a-z][A-Z]\w*|[A-Z]{3,}\d{3,}|0[xX]\w{4,}|8[0-9a-fA-F]{7}|\d{7,}"
)
# The others are names of products, files and tickets as well, which people write.
_OF_PROGRAM: Final = re.compile(r"\w*(?:Exception|Fault|Error)|0[xX]\w{4,}|8[0-9a-fA-F]{7}")


@dataclass(frozen=True, slots=True)
class Paste:
    """What was posted: folded words, and the sentences they form."""

    text: str
    words: list[str]
    names: list[bool]  # words that a program wrote, not a person: identifiers and codes
    sentences: list[Sentence]


def read_paste(text: str) -> Paste:
    """Read what was posted, whatever was done to it on the way."""
    shown = _without_other_traces(readable(text))
    if not shown.isascii():
        shown = _TRANSLATED.sub(lambda found: _LOWER.get(found[0].lower(), found[0]), shown)
    read = tokens(shown, without_values(_without_denials(_without_progress(shown))))
    folded = fold_each(read.words)
    counts = [word not in FOLDED_FRAME_WORDS for word in folded]
    parts = sentences(read, list(accumulate(counts, initial=0)))
    return Paste(
        shown,
        list(compress(folded, counts)),
        _names(list(compress(read.words, counts)), list(compress(_dotted(read), counts)), parts),
        parts,
    )


def _names(words: list[str], dotted: list[bool], parts: list[Sentence]) -> list[bool]:
    """Say of each word whether a program wrote it: identifiers, and the parts of dotted names."""
    identifiers = {word for word in set(words) if _IDENTIFIER.fullmatch(word)}
    names = [dot or word in identifiers for dot, word in zip(dotted, words, strict=True)]
    told = {word for word in identifiers if not _OF_PROGRAM.fullmatch(word)}
    if told:
        for part in filter(attrgetter("told"), parts):
            if not any(dotted[part.first : part.last]):
                for place in range(part.first, part.last):
                    names[place] &= words[place] not in told
    return names


def _dotted(read: Tokens) -> list[bool]:
    """Say of each word whether it is a part of a dotted name."""
    words = read.words
    names = [False] * len(words)
    dots = [place for place, gap in enumerate(read.gaps[:-1]) if gap == "."]
    for place in dots:
        if words[place + 1][0].isupper():
            names[place] |= _may_be_name(words[place])
            names[place + 1] |= _may_be_name(words[place + 1])
    return names


def _may_be_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper()


def _without_other_traces(text: str) -> str:
    """Leave out the paragraphs with frames of other languages: another program's error."""
    if not _is_foreign(text):
        return text
    return "\n\n".join(part for part in _PARAGRAPH.split(text) if not _is_foreign(part))


def _without_denials(text: str) -> str:
    """Blank what a person says he does not see, in as many characters."""
    if not any(sign in text for sign in _DENIAL_SIGNS):
        return text
    return _DENIED.sub(_blank, text)


def _without_progress(text: str) -> str:
    """Blank the lines of a log that only tell how far a program is, in as many characters."""
    return _PROGRESS.sub(lambda line: line[0] if _tells_error(line[0]) else _blank(line), text)


def _tells_error(line: str) -> bool:
    return bool(TELLS_ERROR.search(line) or _NAMES_ERROR.search(line))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_foreign(text: str) -> bool:
    """Whether a text shows stack frames of Java, Python or JavaScript."""
    for end in _OTHER_TRACE_END.finditer(text):
        within = max(0, end.start() - _LONGEST_FRAME)
        line = text.rfind("\n", within, end.start()) + 1
        if (line or not within) and text[line : end.start()].lstrip().startswith(_OTHER_TRACE):
            return True
    return False


def is_common(word: str) -> bool:
    """Whether a folded word stands in any English sentence."""
    return word in FOLDED_COMMON
