"""Draws what an article says: what to do, address formats, what speaks for it, its source."""

import re

from handlers.drawing import Copyable, Paragraph, Part, Points, Small, cut, cut_prose
from knowledge.article import Article
from knowledge.diagnosis import Candidate

_EVIDENCE_LINES = 3
_LINE = 160  # a quoted line that fits two lines of a narrow window
_STEPS = 1_800  # characters; the rest of a long article is a click away
_KB = re.compile(r"kb-(\d+)")
_PARAMETERS = re.compile(r"(?<=\w)\([^()“”]+(?:\)|…(?=”|$))")
SERVER_FORM = "Server address with the organization's name"
IFD_FORM = "Internet-facing (IFD) address"
AGAINST = "What speaks against it"
SOURCE = "Source: {source}"
GOES_ON = "There is more to do than fits here; all of it is in {source}"
_KB_PAGE = "https://support.microsoft.com/help/{number}"


def steps(heading: str, article: Article) -> list[Part]:
    """Give what to do, and where the rest of it stands when it is too long for a chat."""
    if not article.resolution:
        return []
    short = cut_prose(article.resolution, _STEPS)
    parts: list[Part] = [Paragraph(heading, short)]
    if short != article.resolution:
        parts.append(Small(GOES_ON.format(source=article.source), _page(article)))
    return parts


def address_forms(article: Article) -> list[Part]:
    """Give the formats of a right address, where the article has some."""
    forms = article.addresses
    if forms is None:
        return []
    shown = ((SERVER_FORM, forms.server), (IFD_FORM, forms.ifd))
    return [Copyable(label, form) for label, form in shown if form]


def proof(candidate: Candidate, label_for: str) -> list[Part]:
    """Give what speaks for and against it, and its source."""
    parts: list[Part] = []
    for label, lines in ((label_for, candidate.evidence), (AGAINST, candidate.against)):
        if lines:
            parts.append(Points(label, shortened(lines)))
    return [*parts, _source(candidate.article)]


def _source(article: Article) -> Part:
    return Small(SOURCE.format(source=article.source), _page(article))


def _page(article: Article) -> str:
    number = _KB.fullmatch(article.id)
    return _KB_PAGE.format(number=number[1]) if number else ""


def shortened(lines: tuple[str, ...], width: int = _LINE) -> tuple[str, ...]:
    """Give the first few quoted lines, each no longer than `width` characters."""
    return tuple(_readable(line, width) for line in lines[:_EVIDENCE_LINES])


def _readable(line: str, width: int) -> str:
    """Fit a quoted line: a frame is known by its name, so its parameters go first."""
    fit = cut(_PARAMETERS.sub("(…)", " ".join(line.split())), width)
    return fit + "”" * (fit.count("“") - fit.count("”"))
