"""Quotes what in a paste speaks for an article and what against it, in a few short lines."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from knowledge.article import Article
from knowledge.bearing import Bearing
from knowledge.choices import Line, recognisable
from knowledge.judging import Judgement
from knowledge.quotes import Quotes, quoted
from knowledge.sentences import Sentence, tells_error
from knowledge.signature import Signature, Statement, block_words, signature, statements
from knowledge.weighing import Weight

MOST_LINES = 3
EXPLAINED = 0.7  # of a sentence's words, to quote it as a match

SAW: Final = "The poster saw “{quote}”"
MATCHES: Final = "The paste shows “{quote}”"
ADDRESS_FOR: Final = "The address typed has no organization name"
LACKS: Final = "The article does not have “{quote}”"
MISSING: Final = "The paste does not show “{quote}”"
ADDRESS_AGAINST: Final = "The address typed already names an organization"


def evidence(judgement: Judgement, weight: Weight, quotes: Quotes | None = None) -> tuple[str, ...]:
    """Give what speaks for an article, the most telling first; `quotes` are those of the paste."""
    known = signature(weight.article)
    lines = [SAW.format(quote=line) for line in judgement.shown if known.holds(_said(line))]
    if weight.article.speaks_for and judgement.bearing is Bearing.NO_ORGANIZATION:
        lines.append(ADDRESS_FOR)
    if quotes:
        matched = _matched(quotes, weight, known)[:MOST_LINES]
        lines += [MATCHES.format(quote=quotes.of(text)) for text in matched]
    return tuple(lines[:MOST_LINES])


def _matched(quotes: Quotes, weight: Weight, known: Signature) -> list[str]:
    """Give the sentences that the article has, those first that not every program shows."""
    ranked: list[tuple[int, int, str]] = []
    for s in quotes.paste.sentences:
        explained = weight.explained.count(1, s.first, s.last)
        if explained >= EXPLAINED * (s.last - s.first):
            telling = sum(map(known.own.__contains__, quotes.pairs[s.first : s.last - 1]))
            ranked.append((telling, explained, s.text))
    ranked.sort(key=lambda each: each[:2], reverse=True)
    return [text for _, _, text in ranked]


def against(
    judgement: Judgement, weight: Weight, rivals: Sequence[Article], quotes: Quotes | None = None
) -> tuple[str, ...]:
    """Give what speaks against an article: what it lacks, and what it would have shown."""
    lines = [ADDRESS_AGAINST] if weight.article.speaks_for and _names_one(judgement) else []
    if quotes is None:
        return tuple(lines)
    foreign = islice(_foreign(quotes, weight, judgement.weights), 2)
    lines += [LACKS.format(quote=quotes.of(text)) for text in foreign]
    seen = [_said(line) for line in judgement.shown]
    missing = (
        MISSING.format(quote=quoted(telling.text))
        for telling in _telling(weight.article, rivals)
        if f" {telling.said} " not in quotes.said and not any(line in telling.said for line in seen)
    )
    return tuple(islice(chain(lines, missing), MOST_LINES))


def _foreign(quotes: Quotes, weight: Weight, rivals: Sequence[Weight]) -> Iterator[str]:
    """Give the sentences that count against an article and that surely a program wrote.

    A person tells of errors in the words of programs: a sentence without a name in it, or a kind
    of exception before it, is quoted only where another cause has it.
    """
    names, places = quotes.paste.names, weight.lacking
    before: Sentence | None = None
    for s in quotes.paste.sentences:
        lacking = places[bisect_left(places, s.first) : bisect_left(places, s.last)]
        if any(map(names.__getitem__, lacking)) or (
            lacking and tells_error(s.text) and (_is_kind(before, names) or _is_held(s, rivals))
        ):
            yield s.text
        before = s


def _is_kind(sentence: Sentence | None, names: Sequence[bool]) -> bool:
    """Whether a sentence is the kind of an exception, whose message follows."""
    if sentence is None or not sentence.text.endswith(":"):
        return False
    return any(names[sentence.first : sentence.last])


def _is_held(sentence: Sentence, rivals: Sequence[Weight]) -> bool:
    """Whether any of the articles has a sentence."""
    least = EXPLAINED * (sentence.last - sentence.first)
    return any(each.explained.count(1, sentence.first, sentence.last) >= least for each in rivals)


def _telling(article: Article, rivals: Sequence[Article]) -> Iterator[Line | Statement]:
    """Give what only this article has, the lines first that a person would recognise."""
    others = [signature(rival) for rival in rivals if rival is not article]
    for window in (False, True):
        told = False
        for line in recognisable(article):
            if line.window is window and not any(map(line.nearly_held_by, others)):
                told = True
                yield line
        if told:
            return
    yield from distinguishing(article, rivals)


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
