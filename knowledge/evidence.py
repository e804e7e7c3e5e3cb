"""Quotes what in a paste speaks for an article and what against it, in a few short lines."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Final

from knowledge.article import Article
from knowledge.bearing import Bearing
from knowledge.choices import Line, recognisable
from knowledge.judging import Judgement
from knowledge.reading import Paste
from knowledge.secrets import HIDDEN, redact
from knowledge.sentences import tells_error
from knowledge.signature import Signature, Statement, block_words, signature, statements
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
    if judgement.paste:
        matched = _matched(judgement.paste, weight, known)[:MOST_LINES]
        lines += [MATCHES.format(quote=_quote(text, secrets)) for text in matched]
    return tuple(lines[:MOST_LINES])


def _matched(paste: Paste, weight: Weight, known: Signature) -> list[str]:
    """Give the sentences that the article has, those first that not every program shows."""
    own = frozenset(chain.from_iterable(text.own for text in known.texts))
    ranked: list[tuple[int, int, str]] = []
    for s in paste.sentences:
        explained = weight.explained.count(1, s.first, s.last)
        if explained >= EXPLAINED * (s.last - s.first):
            telling = sum(hash(pair) in own for pair in pairwise(paste.words[s.first : s.last]))
            ranked.append((telling, explained, s.text))
    ranked.sort(key=lambda each: each[:2], reverse=True)
    return [text for _, _, text in ranked]


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
    foreign = islice(_foreign(paste, weight, judgement.weights), 2)
    lines += [LACKS.format(quote=_quote(text, secrets)) for text in foreign]
    seen = [_said(line) for line in judgement.shown]
    shown = f" {' '.join(paste.words)} "
    missing = dict.fromkeys(
        telling.text
        for telling in _telling(weight.article, rivals)
        if f" {telling.said} " not in shown and not any(line in telling.said for line in seen)
    )
    lines += [MISSING.format(quote=_quote(text)) for text in islice(missing, MOST_LINES)]
    return tuple(lines[:MOST_LINES])


def _foreign(paste: Paste, weight: Weight, rivals: Sequence[Weight]) -> Iterator[str]:
    """Give the sentences that count against an article and that surely a program wrote.

    A person tells of errors in the words of programs: a sentence without a name in it, or a kind
    of exception before it, is quoted only where another cause has it.
    """
    kind = False
    for s in paste.sentences:
        places = weight.lacking
        lacking = places[bisect_left(places, s.first) : bisect_left(places, s.last)]
        named = any(map(paste.names.__getitem__, lacking))
        most = max((each.explained.count(1, s.first, s.last) for each in rivals), default=0)
        held = most >= EXPLAINED * (s.last - s.first)
        if named or (lacking and (kind or held) and tells_error(s.text)):
            yield s.text
        kind = any(paste.names[s.first : s.last]) and s.text.endswith(":")


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
