"""Says what a paste is: one known cause, several that cannot be told apart, or nothing."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.article import Article
from knowledge.finding import Finding


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
class Question:
    """The one question whose answer splits the candidates best; few answers become buttons."""

    text: str
    choices: tuple[str, ...]


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
