"""Finds the error texts a published article quotes, and gives them as people see them on screen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN: Final = MarkdownIt("commonmark")
# `List`1` in a stack trace is no code span; two of them would swallow what stands between.
ARITY: Final = re.compile(r"(?<=\w)`(?=\d)")
NOTICE: Final = re.compile(r"\s*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INCLUDE)\b", re.IGNORECASE)
DIRECTIVE: Final = re.compile(r"^\s*(?::::.*|\[!INCLUDE\b.*)$", re.MULTILINE | re.IGNORECASE)
WORD: Final = re.compile(r"\w+")
BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
ERROR_WORDS: Final = re.compile(
    r"\b(?:errors?|exceptions?|fail(?:ed|s|ure|ures)?|cannot|can[’']?t|could ?n[’']?t|could not"
    r"|unable|invalid|denied|not (?:found|valid|available|supported|have|installed|exist|allowed)"
    r"|(?:is|do|does|are|was|were|has|have)n[’']t|missing|unexpected|occurred|unauthorized|expired"
    r"|disabled|problem|wrong|timed? ?out|already|required|blocked|unknown|interrupted|refused"
    r"|rejected|aborted|terminated|canceled|unauthenticated)\b"
    r"|0x[0-9a-f]{8}\b|-\d{10}\b|\bAADSTS\d+",
    re.IGNORECASE,
)
TRACE: Final = re.compile(
    r"^\s*at [\w.<>`]+\(|\b(?:\w+\.)+\w*Exception\b|^\d\d:\d\d:\d\d\|", re.MULTILINE
)
# "you get the following error:", after which the error stands as a paragraph of its own
ANNOUNCED: Final = re.compile(r"\b(?:errors?|messages?|exceptions?)\b[^.]*:\s*$", re.IGNORECASE)
TELLS_ERROR: Final = re.compile(r"\b(?:error|message|exception|alert|warning)s?\b", re.IGNORECASE)
CODE: Final = re.compile(
    r"(?:0x)?[0-9a-fA-F]{8}|-?\d{10}|(?=\w{12})[A-Z]\w*[a-z][A-Z]\w+|(?:[A-Z]\w*\.){2,}\S+"
)
TOLD_CODE: Final = re.compile(
    r"\b(?:error|exception)(?:\s+(?:code|number))?:?\s+(?:0x)?(?=[a-f]*\d)[0-9a-f]{8}\b"
    r"|\berror(?:\s+(?:code|number))?:?\s+-\d{10}\b",
    re.IGNORECASE,
)
LABEL: Final = re.compile(
    r"(?:error )?message \d+:?|email server error code:?|what .*\?", re.IGNORECASE
)
IN_QUOTES: Final = re.compile(r"(?<![\w.,:;!?\])])[\"“]([^\s\"“”,][^\"“”]{19,400})[\"”]")
CONTROL: Final = re.compile(r"\W*(?:section|tab|button|option|field|column|link|check ?box|page)\b")
# Blocks that show what to type or to edit; an error is never marked as one of these.
PROGRAM_KINDS: Final = frozenset({"powershell", "sql", "csharp", "javascript", "js", "json"})
MIN_QUOTE = 8  # letters; shorter quotes are names of buttons and fields
MIN_WORDS = 3  # beside a longer quote, "Permission Denied" and the like tell nothing
LEAD = 40  # letters before a phrase in which "error" or "message" speaks of it
MIN_NAMED_WORDS = 4  # bold menu paths such as **Settings** are shorter


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quoted texts: what a dialog says, and what its details or a log say."""

    symptoms: tuple[str, ...]
    details: tuple[str, ...]

    @classmethod
    def of(cls, found: Sequence[str], more: Sequence[str]) -> "Quotes":
        """Tell dialogs from traces; an article with traces alone shows them as its symptoms."""
        dialogs = [text for text in found if not TRACE.search(text)]
        symptoms = dialogs or list(found)
        rest = [text for text in (*found, *more) if text not in symptoms]
        return cls(tuple(dict.fromkeys(symptoms)), tuple(dict.fromkeys(rest)))


def quoted(
    tokens: Sequence[Token], *, only_errors: bool = False, code: bool = True
) -> tuple[str, ...]:
    """Give the block quotes of a section, and its code blocks; notices are left aside."""
    groups = (group for group in _groups(tokens) if code or len(group) > 1)
    texts = (_tidy("\n\n".join(_blocks(group))) for group in groups)
    found = [
        text
        for text in dict.fromkeys(texts)
        if sum(letter.isalnum() for letter in text) >= MIN_QUOTE
        and (not only_errors or ERROR_WORDS.search(text))
        and not LABEL.fullmatch(text)
    ]
    return tuple([text for text in found if len(WORD.findall(text)) >= MIN_WORDS] or found)


def named_errors(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the errors that running text names: in bold, between quotation marks, or announced."""
    found: dict[str, None] = {}
    before = ""
    for opening, token in pairwise(tokens):
        if token.type != "inline" or NOTICE.match(token.content):
            continue
        text = plain(DIRECTIVE.sub("", token.content))
        if opening.level == 0 and ANNOUNCED.search(before) and ERROR_WORDS.search(text):
            found |= {} if LABEL.fullmatch(_tidy(text)) else {_tidy(text): None}
        else:
            found |= dict.fromkeys(_named(token, text))
        before = text
    return tuple(found)


def codes(text: str) -> tuple[str, ...]:
    """Give the error codes of a heading, each with the words beside it that people copy too."""
    told_of = bool(TELLS_ERROR.search(text))
    words = [word.strip("()'\"“”.,") for word in text.split()]
    found = []
    for number, word in enumerate(words):
        if CODE.fullmatch(word) and (told_of or not word.isalpha()):
            after = words[
                number : number + 3
            ]  # "InvalidSender sync error", or else "error 80044150"
            told = TELLS_ERROR.search(" ".join(after[1:]))
            found.append(" ".join(after if told else words[max(0, number - 1) : number + 1]))
    return tuple(found)


def told_codes(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the error codes that running text tells of, each with the words before it."""
    texts = (plain(token.content) for token in tokens if token.type == "inline")
    found = (" ".join(code.split()) for text in texts for code in TOLD_CODE.findall(text))
    return tuple(dict.fromkeys(found))


def is_held(text: str, quotes: Iterable[str]) -> bool:
    """Say whether a quote holds the text already, or the code the text is about."""
    code = text.split()[-1]
    return any(text in quote or (CODE.fullmatch(code) and code in quote) for quote in quotes)


def tells_enough(texts: Iterable[str]) -> bool:
    """Say whether one of the texts is long enough to be told from any other message."""
    return any(len(WORD.findall(text)) >= MIN_WORDS or CODE.search(text) for text in texts)


def _named(token: Token, text: str) -> Iterator[str]:
    for phrase in list(_marked(token)) or IN_QUOTES.findall(text):
        before, _, after = text.partition(phrase)
        before = before[-LEAD:]
        told = TELLS_ERROR.search(before)
        told_of = told or TELLS_ERROR.match(after.lstrip("*\"”' "))
        tidied = _tidy(phrase).strip("\"“”' .")
        if LABEL.fullmatch(tidied) or CONTROL.match(after):
            continue
        if len(tidied.split()) >= MIN_NAMED_WORDS and (told_of or ERROR_WORDS.search(tidied)):
            yield tidied
        elif told and CODE.fullmatch(tidied):
            # A code is told from any other number by the words that people copy with it.
            yield " ".join((before[told.start() :] + tidied).split())


def plain(source: str) -> str:
    """Give inline Markdown as it is read on the page, backticks of generic types kept."""
    parsed = MARKDOWN.parseInline(ARITY.sub(r"\\`", source))
    return "".join(_seen(child) for child in parsed[0].children or [])


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Give each outermost block quote, and each code block outside of one."""
    depth, group = 0, list[Token]()
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth:
            group.append(token)
        elif group:
            if not _is_notice(group):
                yield group
            group = []
        elif token.type == "code_block" or _may_be_error(token):
            yield [token]


def _may_be_error(token: Token) -> bool:
    if token.type != "fence" or token.info.strip().casefold() in PROGRAM_KINDS:
        return False
    return bool(ERROR_WORDS.search(token.content))


def _is_notice(group: Sequence[Token]) -> bool:
    first = next((token.content for token in group if token.type == "inline"), "")
    return bool(NOTICE.match(first))


def _blocks(group: Sequence[Token]) -> Iterator[str]:
    for token in group:
        if token.type == "inline":
            yield plain(DIRECTIVE.sub("", token.content))
        elif token.type in ("fence", "code_block", "html_block"):
            yield DIRECTIVE.sub("", BREAK.sub("\n", token.content))


def _marked(token: Token) -> Iterator[str]:
    inside, text = False, ""
    for child in token.children or []:
        if child.type == "strong_open":
            inside, text = True, ""
        elif child.type == "strong_close":
            inside = False
            yield text
        elif inside:
            text += _seen(child)
        elif child.type == "code_inline":
            yield child.content


def _seen(child: Token) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    if child.type == "html_inline" and BREAK.fullmatch(child.content):
        return "\n"
    return child.content if child.type in ("text", "code_inline", "html_inline") else ""


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
