"""Quotes what in a paste speaks for an article and what against it, in a few short lines."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final

from knowledge.article import Article
from knowledge.bearing import Bearing
from knowledge.choices import Line, recognisable
from knowledge.judging import Judgement
from knowledge.secrets import HIDDEN, redact
from knowledge.signature import Statement, block_words, signature, statements
from knowledge.weighing import Weight

MOST_LINES = 3
MOST_CHARACTERS = 120
EXPLAINED = 0.7  # of a sentence's words, to quote it as a match

SAW: Final = "The poster saw “{quote}”"
MATCHES: Final = "The paste shows “{quote}”"
ADDRESS_FOR: Final = "The address typed has no organization name"
LACKS: Final = "The article does not have “{quote}”"
MISSING: Final = "The paste does not show “{quote}”"
ADDRESS_AGAINST: Final = "The address typed already names an organization"


def evidence(
    judgement: Judgement, weight: Weight, secrets: Collection[str] = ()
) -> tuple[str, ...]:
    """Give what speaks for an article, the most telling first, without the paste's `secrets`."""
    known = signature(weight.article)
    lines = [SAW.format(quote=line) for line in judgement.shown if known.holds(_said(line))]
    if weight.article.speaks_for and judgement.bearing is Bearing.NO_ORGANIZATION:
        lines.append(ADDRESS_FOR)
    sentences = judgement.paste.sentences if judgement.paste else ()
    matched = [
        (count, s.text)
        for s in sentences
        if (count := weight.explained.count(1, s.first, s.last)) >= EXPLAINED * (s.last - s.first)
    ]
    matched.sort(key=lambda pair: pair[0], reverse=True)
    lines += [MATCHES.format(quote=_quote(text, secrets)) for _, text in matched[:MOST_LINES]]
    return tuple(lines[:MOST_LINES])


def against(
    judgement: Judgement,
    weight: Weight,
    rivals: Sequence[Article],
    secrets: Collection[str] = (),
) -> tuple[str, ...]:
    """Give what speaks against an article: what it lacks, and what it would have shown."""
    lines = [ADDRESS_AGAINST] if weight.article.speaks_for and _names_one(judgement) else []
    paste = judgement.paste
    if paste is None:
        return tuple(lines)
    places = set(weight.lacking)
    foreign = (s.text for s in paste.sentences if not places.isdisjoint(range(s.first, s.last)))
    lines += [LACKS.format(quote=_quote(text, secrets)) for text in islice(foreign, 2)]
    seen = [_said(line) for line in judgement.shown]
    shown = f" {' '.join(paste.words)} "
    missing = dict.fromkeys(
        telling.text
        for telling in _telling(weight.article, rivals)
        if f" {telling.said} " not in shown and not any(line in telling.said for line in seen)
    )
    lines += [MISSING.format(quote=_quote(text)) for text in islice(missing, MOST_LINES)]
    return tuple(lines[:MOST_LINES])


def _telling(article: Article, rivals: Sequence[Article]) -> Iterator[Line | Statement]:
    """Give what only this article has, the lines first that a person would recognise."""
    others = [signature(rival) for rival in rivals if rival is not article]
    lines = [
        line
        for line in recognisable(article)
        if not any(line.held_by(other) or line.nearly_held_by(other) for other in others)
    ]
    details = [line for line in lines if not line.window]
    yield from details or lines or distinguishing(article, rivals)


def distinguishing(article: Article, rivals: Sequence[Article]) -> Iterator[Statement]:
    """Give the statements of an article that none of its rivals has, in order."""
    others = [signature(rival).said for rival in rivals if rival is not article]
    for statement in statements(article):
        said = f" {statement.said} "
        if not any(said in other for other in others):
            yield statement


def _names_one(judgement: Judgement) -> bool:
    return judgement.bearing is Bearing.ORGANIZATION


def _said(line: str) -> str:
    return " ".join(block_words(line))


def _quote(text: str, secrets: Collection[str] = ()) -> str:
    short = redact(" ".join(text.split()))
    for secret in secrets:
        short = short.replace(secret, HIDDEN)
    return short if len(short) <= MOST_CHARACTERS else short[: MOST_CHARACTERS - 1] + "…"
