"""Quotes what in a paste speaks for an article and what against it, in a few short lines."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from knowledge.article import Article
from knowledge.finding import Finding, Status
from knowledge.reading import Paste
from knowledge.secrets import redact
from knowledge.signature import Statement, signature
from knowledge.weighing import Weight

MOST_LINES = 3
MOST_CHARACTERS = 120
EXPLAINED = 0.7  # of a sentence's words, to quote it as a match

MATCHES: Final = "The paste shows “{quote}”"
ADDRESS_FOR: Final = "The address typed has no organization name"
LACKS: Final = "The article does not have “{quote}”"
MISSING: Final = "The paste does not show “{quote}”"
ADDRESS_AGAINST: Final = "The address typed already names an organization"
ONLINE_AGAINST: Final = "The address typed is one of CRM Online"


def evidence(paste: Paste | None, weight: Weight, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Give what speaks for an article, the most telling first."""
    lines = [ADDRESS_FOR] if weight.article.speaks_for and _needs_org(findings) else []
    if paste is not None:
        matched = [
            (sum(weight.explained[s.first : s.last]), s.text)
            for s in paste.sentences
            if sum(weight.explained[s.first : s.last]) >= EXPLAINED * (s.last - s.first)
        ]
        matched.sort(key=lambda pair: pair[0], reverse=True)
        lines += [MATCHES.format(quote=_quote(text)) for _, text in matched[:MOST_LINES]]
    return tuple(lines[:MOST_LINES])


def against(
    paste: Paste | None, weight: Weight, rivals: Sequence[Article], findings: Sequence[Finding]
) -> tuple[str, ...]:
    """Give what speaks against an article: what it lacks, and what it would have shown."""
    lines = _addresses_against(weight.article, findings)
    if paste is None:
        return tuple(lines)
    places = set(weight.lacking)
    foreign = [s.text for s in paste.sentences if places.intersection(range(s.first, s.last))]
    lines += [LACKS.format(quote=_quote(text)) for text in foreign[:2]]
    shown = f" {' '.join(paste.words)} "
    missing = (
        statement.text
        for statement in distinguishing(weight.article, rivals)
        if f" {statement.said} " not in shown
    )
    lines += [MISSING.format(quote=_quote(text)) for text in islice(missing, MOST_LINES)]
    return tuple(lines[:MOST_LINES])


def distinguishing(article: Article, rivals: Sequence[Article]) -> Iterator[Statement]:
    """Give the statements of an article that none of its rivals has, in order."""
    others = [signature(rival).said for rival in rivals if rival is not article]
    for statement in signature(article).statements:
        said = f" {statement.said} "
        if not any(said in other for other in others):
            yield statement


def _needs_org(findings: Sequence[Finding]) -> bool:
    return any(finding.status is Status.NEEDS_ORG for finding in findings)


def _addresses_against(article: Article, findings: Sequence[Finding]) -> list[str]:
    if not article.speaks_for or not findings:
        return []
    statuses = {finding.status for finding in findings}
    if Status.ONLINE in statuses:
        return [ONLINE_AGAINST]
    return [ADDRESS_AGAINST] if statuses <= {Status.ALREADY_CORRECT} else []


def _quote(text: str) -> str:
    short = redact(" ".join(text.split()))
    return short if len(short) <= MOST_CHARACTERS else short[: MOST_CHARACTERS - 1] + "…"
