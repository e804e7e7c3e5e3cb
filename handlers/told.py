"""Remembers what a thread has been told, so that nothing is said twice."""

from dataclasses import dataclass, replace
from hashlib import blake2s

from knowledge.diagnosis import Diagnosis, Verdict
from knowledge.finding import Finding, Status

_LONGEST_ID = 24  # keeps what is written within 64 characters
_DIGEST_BYTES = 6  # within one thread; a clash would hide one follow-up in 2**48


@dataclass(frozen=True, slots=True)
class Told:
    """The cause and the addresses of an answer, as digests: written `cause|addresses`."""

    cause: str = ""
    addresses: str = ""

    @classmethod
    def of(cls, diagnosis: Diagnosis) -> "Told":
        """Digest what an answer to this diagnosis says."""
        return cls(_cause(diagnosis), _addresses(diagnosis.addresses))

    @classmethod
    def read(cls, written: str) -> "Told":
        """Read what `str()` wrote; anything else counts as nothing told."""
        cause, bar, addresses = written.partition("|")
        return cls(cause, addresses) if bar else cls()

    def keeping(self, before: "Told") -> "Told":
        """Hold on to what was told where there is nothing to put in its place."""
        kept = replace(self, addresses=self.addresses or before.addresses)
        return kept if kept.cause != Verdict.UNKNOWN else replace(kept, cause=before.cause)

    @property
    def is_known(self) -> bool:
        """Whether one cause was asserted."""
        return self.cause.startswith(Verdict.KNOWN)

    @property
    def is_open(self) -> bool:
        """Whether a question was asked."""
        return self.cause.startswith(Verdict.AMBIGUOUS)

    @property
    def needs_organization(self) -> bool:
        """Whether the poster was asked for the organization name."""
        return self.addresses.startswith(Status.NEEDS_ORG)

    def __str__(self) -> str:
        return f"{self.cause}|{self.addresses}"


def _cause(diagnosis: Diagnosis) -> str:
    if diagnosis.article:
        name = diagnosis.article.id
        return f"{Verdict.KNOWN}:{name if len(name) <= _LONGEST_ID else _digest((name,))}"
    if diagnosis.verdict is Verdict.UNKNOWN:
        return Verdict.UNKNOWN
    choices = diagnosis.question.choices if diagnosis.question else ()
    named = sorted(candidate.article.id for candidate in diagnosis.candidates)
    return f"{Verdict.AMBIGUOUS}:{_digest((*named, *choices))}"


def _addresses(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return ""
    spoken = (
        part
        for finding in findings
        for part in (finding.status, finding.url or "", finding.ifd_url or "", *finding.options)
    )
    return f"{findings[0].status}:{_digest(tuple(spoken))}"


def _digest(parts: tuple[str, ...]) -> str:
    return blake2s("\0".join(parts).encode(), digest_size=_DIGEST_BYTES).hexdigest()
