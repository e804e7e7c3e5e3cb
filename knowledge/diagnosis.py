"""Says what a paste is: one known cause, several that cannot be told apart, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.article import Article
from knowledge.calibration import confidences
from knowledge.directory import Directory
from knowledge.doctor import addresses_in
from knowledge.evidence import against, evidence
from knowledge.finding import Finding
from knowledge.judging import Judgement, Standing, judge
from knowledge.library import Library
from knowledge.question import Question, answered, best_question

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


def diagnose(
    library: Library, directory: Directory | None, text: str, thread: Sequence[str] = ()
) -> Diagnosis:
    """Diagnose a plain text; `thread` is what the poster added since: messages or chosen answers.

    Never raises for any text; the work grows linearly with its length.
    """
    judgement = judge(library.index, text)
    for said in thread:
        chosen = answered(judgement, said)
        judgement = chosen or judge(library.index, f"{judgement.text}\n{said}", judgement.excluded)
    findings = _addresses(judgement, directory)
    judgement = judgement.with_addresses(findings)
    return _told(judgement, findings)


def _addresses(judgement: Judgement, directory: Directory | None) -> tuple[Finding, ...]:
    """Examine what was typed; chatter about other sites costs no more than a look."""
    text = judgement.text[:HEAVY]
    if judgement.standing is Standing.NONE and directory is None:
        if "." not in text and "/" not in text:
            return ()
        lower = text.lower()
        if not any(sign in lower for sign in CRM_SIGNS):
            return ()
    return addresses_in(text, None, directory)


def _told(judgement: Judgement, findings: tuple[Finding, ...]) -> Diagnosis:
    if judgement.standing is Standing.NONE:
        return Diagnosis(Verdict.UNKNOWN, (), None, findings)
    shares = confidences(judgement)
    rivals = [weight.article for weight in judgement.weights]
    candidates = tuple(
        Candidate(
            weight.article,
            share,
            evidence(judgement.paste, weight, findings),
            against(judgement.paste, weight, rivals, findings),
        )
        for weight, share in zip(judgement.weights, shares, strict=True)
    )
    if judgement.standing is Standing.ONE:
        return Diagnosis(Verdict.KNOWN, candidates, None, findings)
    return Diagnosis(Verdict.AMBIGUOUS, candidates, best_question(judgement), findings)
