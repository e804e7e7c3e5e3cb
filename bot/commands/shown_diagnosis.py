"""Draws a diagnosis on the terminal for people: the cause first, then why, then what to ask."""

from typing import Final

from rich.console import Console
from rich.text import Text

from knowledge.diagnosis import Candidate, Diagnosis, Verdict
from knowledge.finding import Finding

UNKNOWN: Final = "I do not know this error."
WHAT_HELPS: Final = "The whole text behind Details, and the address that was typed, would help."
KNOWN: Final = "Known error"
SEVERAL: Final = "Several causes fit this text"
CAUSE, RESOLUTION, SOURCE, ADDRESS = "Cause", "Resolution", "Source", "Address"


def show(diagnosis: Diagnosis) -> None:
    """Write a diagnosis to standard output, in colour on a terminal and plain in a pipe."""
    console = Console(highlight=False, soft_wrap=True)
    article = diagnosis.article
    if diagnosis.verdict is Verdict.UNKNOWN:
        console.print(Text(UNKNOWN, style="bold"))
        console.print(Text(WHAT_HELPS, style="dim"))
    elif article is not None:
        console.print(Text.assemble((f"{KNOWN}: ", "bold green"), (article.title, "bold")))
        _show_candidate(console, diagnosis.candidates[0])
        for heading, text in ((CAUSE, article.cause), (RESOLUTION, article.resolution)):
            console.print(Text(f"\n{heading}", style="bold"))
            console.print(Text(text))
        console.print(Text(f"\n{SOURCE}: {article.source}", style="dim"))
    else:
        console.print(Text(SEVERAL, style="bold yellow"))
        for candidate in diagnosis.candidates:
            _show_several(console, candidate)
    _show_question(console, diagnosis)
    for finding in diagnosis.addresses:
        _show_address(console, finding)


def _show_several(console: Console, candidate: Candidate) -> None:
    article = candidate.article
    line = (f"\n{candidate.confidence:4.0%}  ", "dim"), (article.title, "bold"), f"  ({article.id})"
    console.print(Text.assemble(*line))
    _show_candidate(console, candidate)


def _show_candidate(console: Console, candidate: Candidate) -> None:
    for line in candidate.evidence:
        console.print(Text(f"  + {line}", style="green"))
    for line in candidate.against:
        console.print(Text(f"  - {line}", style="red"))


def _show_question(console: Console, diagnosis: Diagnosis) -> None:
    if diagnosis.question is None:
        return
    console.print(Text(f"\n{diagnosis.question.text}", style="bold"))
    for choice in diagnosis.question.choices:
        console.print(Text(f"  * {choice}"))


def _show_address(console: Console, finding: Finding) -> None:
    console.print(Text(f"\n{ADDRESS}", style="bold"))
    for address in dict.fromkeys((finding.url, finding.ifd_url)):
        if address is not None:
            console.print(Text(f"  {address}", style="bold"))
    console.print(Text(f"  {finding.message}"))
