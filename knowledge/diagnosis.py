"""Says what a paste is: one known cause, several that cannot be told apart, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from knowledge.article import Article
from knowledge.calibration import confidences
from knowledge.directory import Directory
from knowledge.evidence import against, evidence
from knowledge.finding import Finding
from knowledge.judging import Judgement, Standing, judge
from knowledge.library import Library
from knowledge.question import Question, answered, best_question
from knowledge.quotes import Quotes
from knowledge.typed import Typed, typed_in

CRM_SIGNS: Final = ("crm", "dynamics", "xrm", "main.aspx")  # in an address worth examining alone
HEAVY = 20_000  # characters; longer pastes are read away from the event loop
__all__ = ["HEAVY", "Candidate", "Diagnosis", "Question", "Verdict", "diagnose"]


class Verdict(StrEnum):
    """How far the evidence reaches."""

    KNOWN = "known"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be the cause; evidence and counter-evidence as short readable lines."""

    article: Article
    confidence: float  # calibrated share of right answers, 0 to 1
    evidence: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The outcome for a paste; candidates best first, none when unknown."""

    verdict: Verdict
    candidates: tuple[Candidate, ...]
    question: Question | None
    addresses: tuple[Finding, ...]

    @property
    def article(self) -> Article | None:
        """The one article, when the evidence singles it out."""
        return self.candidates[0].article if self.verdict is Verdict.KNOWN else None


NOTHING: Final = Diagnosis(Verdict.UNKNOWN, (), None, ())
NOTHING_TYPED: Final = Typed()


def diagnose(
    library: Library, directory: Directory | None, text: str, thread: Sequence[str] = ()
) -> Diagnosis:
    """Diagnose a plain text; `thread` is what the poster added since: messages or chosen answers.

    Never raises for any text; the work grows linearly with its length.
    """
    judgement = judge(library.index, text)
    typed = [text]
    for said in thread:
        chosen = answered(judgement, said)
        if chosen is None:
            typed.append(said)
        judgement = chosen or _with_more(library, judgement, "\n\n".join(typed))
    addresses = _addresses(typed, judgement, directory)
    if judgement.standing is Standing.NONE and not addresses.findings:
        return NOTHING
    return _told(judgement.with_address(addresses.bearing), addresses.findings)


def _with_more(library: Library, judgement: Judgement, text: str) -> Judgement:
    """Judge anew with what was added; a text that is whole by itself outranks what was chosen."""
    anew = judge(library.index, text)
    if not judgement.excluded or anew.standing is Standing.ONE:
        return anew
    narrowed = judge(library.index, text, judgement.excluded)
    denied = {weight.article.id for weight in judgement.denied}
    still = tuple(weight for weight in anew.weights if weight.article.id in denied)
    # What is left because the others were denied is not proven; what a line settled stays so.
    settled = judgement.standing is Standing.ONE and len(narrowed.weights) == 1
    standing = Standing.ONE if settled else Standing.SEVERAL if narrowed.weights else Standing.NONE
    told = replace(narrowed, shown=judgement.shown, taken=judgement.taken)
    return replace(told, standing=standing, denied=still)


def _addresses(typed: list[str], judgement: Judgement, directory: Directory | None) -> Typed:
    """Examine what was typed; chatter about other sites costs no more than a look."""
    if judgement.standing is Standing.NONE and directory is None:
        text = typed[0] if len(typed) == 1 else "\n".join(typed)
        if "." not in text and "/" not in text:
            return NOTHING_TYPED
        lower = text[:HEAVY].lower()
        if not any(sign in lower for sign in CRM_SIGNS):
            return NOTHING_TYPED
    return typed_in(typed, directory)


def _told(judgement: Judgement, findings: tuple[Finding, ...]) -> Diagnosis:
    if judgement.standing is Standing.NONE:
        return Diagnosis(Verdict.UNKNOWN, (), None, findings)
    shares = confidences(judgement)
    rivals = [weight.article for weight in judgement.weights]
    quotes = Quotes(judgement.paste) if judgement.paste else None
    candidates = sorted(
        (
            Candidate(
                weight.article,
                share,
                evidence(judgement, weight, quotes),
                against(judgement, weight, rivals, quotes),
            )
            for weight, share in zip(judgement.weights, shares, strict=True)
        ),
        key=lambda candidate: -candidate.confidence,
    )
    if judgement.standing is Standing.ONE:
        return Diagnosis(Verdict.KNOWN, tuple(candidates), None, findings)
    return Diagnosis(Verdict.AMBIGUOUS, tuple(candidates), best_question(judgement), findings)
