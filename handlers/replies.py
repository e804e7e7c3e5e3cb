"""Draws a diagnosis as a calm answer: cause, address formats, the corrected address, evidence."""

import re
from collections.abc import Sequence

from handlers.address_answers import REPLY, findings_in_thread
from handlers.article_answers import address_forms, proof, shortened, steps
from handlers.desk import Reply
from handlers.drawing import (
    Buttons,
    Paragraph,
    Part,
    Points,
    Small,
    Title,
    compose,
    cut,
    cut_prose,
)
from knowledge.diagnosis import Candidate, Diagnosis, Question
from knowledge.evidence import ADDRESS_AGAINST, ADDRESS_FOR
from knowledge.finding import Finding

_CAUSES_SHOWN = 10  # the most that share one dialog, and fit the text with their clues
_CAUSE_LINE = 160
_CLUE_LINE = 90
_WHY = 700
_FEW_CHOICES = 8
_WHOLE_LABEL = 30  # characters of a button; Slack may cut what is longer short on the screen
_PROBABLE = 0.5
_OUTSTANDING = 0.9  # the chance from which one cause is told before the others, and the question
_WORTH_TELLING = 0.01  # what is less likely is counted out for a person; programs get them all
_CODE_MARK = re.compile(r"`|\*\*")
_FIRST_SENTENCE = re.compile(r"^.+?[.!?](?=\s|$)", re.DOTALL)

CAUSE = "Cause"
RESOLUTION = "What to do"
FOR = "What speaks for it"
SURE = "What speaks for it ({percent} % sure)"
SEVERAL = "This message has more than one known cause"
SEVERAL_WHY = (
    "The text alone does not tell them apart, so I will not guess. One answer here in the thread "
    "helps most; the possible causes are below."
)
LESS_LIKELY = "Less likely"
SHARED = "What all of them have in common"
LIKELY = "One cause is most likely, but not proven"
UNLIKELY = "One cause is left, but little speaks for it"
IF_SO = "If this is it"
TO_BE_SURE = (
    "To be sure, paste the whole text behind *Details* here, or the address that was typed."
)
STILL_SEVERAL = "That narrows it down"
SETTLED = "That settles it"
ANOTHER = "What was added shows another cause"
ADDRESS_NOW = "That completes the address"
ADDRESS_BEARS = {
    ADDRESS_FOR: (
        "This speaks for “{title}” among the causes above, but does not prove it. Mend the address "
        "first; if the error stays, answer the question above."
    ),
    ADDRESS_AGAINST: "This speaks against “{title}” among the causes above.",
}
MORE_CAUSES = "and {count} more"
UNKNOWN = "I do not know this error"
NONE_LEFT = "Then it is none of the causes I know"
UNKNOWN_HELP = (
    "It is in none of my articles, so I will not guess. What would help:\n"
    "- the whole text behind *Details* of the error window, not only its headline\n"
    "- the address that was typed into the wizard\n"
    "- the log or stack trace, pasted here or as a text file"
)
ONLY_ADDRESS = "About the address"
NOTHING_NEW = "Nothing new since my answer above"


def draw(diagnosis: Diagnosis) -> Reply:
    """Draw the whole answer to a first diagnosis that is known or ambiguous."""
    if diagnosis.article:
        return compose(_known(diagnosis, diagnosis.addresses))
    return compose(_ambiguous(SEVERAL, SEVERAL_WHY, diagnosis, diagnosis.addresses))


def draw_unknown(findings: Sequence[Finding]) -> Reply:
    """Draw what to say to somebody who asked by name about an error nobody knows."""
    if findings:
        return compose([Title(ONLY_ADDRESS), *findings_in_thread(findings)])
    return compose([Title(UNKNOWN), Paragraph("", UNKNOWN_HELP)])


def complete(
    diagnosis: Diagnosis, findings: Sequence[Finding], *, cause: bool, was_known: bool = False
) -> Reply:
    """Draw only what a thread has not been told: the `cause`, the `findings`, or both."""
    if not cause:
        found = any(finding.url for finding in findings)
        intro = ADDRESS_NOW if found else ONLY_ADDRESS
        told = [Paragraph("", intro), *findings_in_thread(findings)]
        return compose([*told, *_bearing(diagnosis)])
    if not diagnosis.candidates:
        help_on = Paragraph("", UNKNOWN_HELP)
        return compose([Title(NONE_LEFT), help_on, *findings_in_thread(findings)])
    if diagnosis.article:
        intro = ANOTHER if was_known else SETTLED
        return compose([Paragraph("", intro), *_known(diagnosis, findings)])
    return compose(_ambiguous(STILL_SEVERAL, "", diagnosis, findings))


def _bearing(diagnosis: Diagnosis) -> list[Part]:
    """Say which of several causes the address speaks for or against."""
    if diagnosis.article:
        return []
    return [
        Paragraph("", told.format(title=candidate.article.title))
        for candidate in diagnosis.candidates
        for line, told in ADDRESS_BEARS.items()
        if line in (*candidate.evidence, *candidate.against)
    ]


def stands(diagnosis: Diagnosis) -> Reply:
    """Say, to somebody who asked again, where the thread stands and what would help."""
    findings = findings_in_thread(diagnosis.addresses)
    return compose([Title(NOTHING_NEW), *_standing(diagnosis), *findings])


def _standing(diagnosis: Diagnosis) -> list[Part]:
    if diagnosis.article:
        return steps(diagnosis.article.title, diagnosis.article)
    if not diagnosis.candidates:
        return [Paragraph("", UNKNOWN_HELP)]
    asked: list[Part] = [Paragraph("", TO_BE_SURE)]
    if diagnosis.question:
        asked = _question(diagnosis.question)
    if diagnosis.question and not _stands_out(diagnosis):
        return asked
    return [Paragraph(_how_likely(diagnosis), diagnosis.candidates[0].article.title), *asked]


def _known(diagnosis: Diagnosis, findings: Sequence[Finding]) -> list[Part]:
    """Put first what the person came for: the cause, and the address to use."""
    best = diagnosis.candidates[0]
    article = best.article
    parts: list[Part] = [Title(article.title), Paragraph(CAUSE, cut_prose(article.cause, _WHY))]
    parts += findings_in_thread(findings)
    parts += steps(RESOLUTION, article)
    sure = SURE.format(percent=round(100 * best.confidence))
    return [*parts, *address_forms(article), *proof(best, sure)]


def _ambiguous(
    title: str, why: str, diagnosis: Diagnosis, findings: Sequence[Finding]
) -> list[Part]:
    """Ask before listing, so that the question is seen and never cut off."""
    if _stands_out(diagnosis):
        return _likely(diagnosis, findings)
    parts: list[Part] = [Title(title)]
    if why:
        parts.append(Paragraph("", why))
    if diagnosis.question:
        parts += _question(diagnosis.question)
    parts += findings_in_thread(findings)
    possible = _worth_telling(diagnosis)
    shown = possible[:_CAUSES_SHOWN]
    shared = _shared(shown)
    if shared:
        parts.append(Points(SHARED, shortened(shared)))
    parts += [_possible(candidate, shared) for candidate in shown]
    hidden = len(possible) - len(shown)
    return [*parts, Small(MORE_CAUSES.format(count=hidden))] if hidden else parts


def _likely(diagnosis: Diagnosis, findings: Sequence[Finding]) -> list[Part]:
    """Offer the one cause that is left, or stands out, without asserting it."""
    only, *others = _worth_telling(diagnosis)
    article = only.article
    titles = tuple(other.article.title for other in others)
    asked = _question(diagnosis.question) if diagnosis.question else [Paragraph("", TO_BE_SURE)]
    return [
        Title(_how_likely(diagnosis)),
        Paragraph(article.title, cut_prose(article.cause, _WHY)),
        *asked,
        *findings_in_thread(findings),
        *steps(IF_SO, article),
        *address_forms(article),
        *proof(only, FOR),
        *([Points(LESS_LIKELY, titles)] if titles else []),
    ]


def _worth_telling(diagnosis: Diagnosis) -> tuple[Candidate, ...]:
    best, *others = diagnosis.candidates
    return (best, *(other for other in others if other.confidence >= _WORTH_TELLING))


def _stands_out(diagnosis: Diagnosis) -> bool:
    best = diagnosis.candidates[0]
    return best.confidence >= _OUTSTANDING or len(_worth_telling(diagnosis)) == 1


def _how_likely(diagnosis: Diagnosis) -> str:
    return LIKELY if diagnosis.candidates[0].confidence >= _PROBABLE else UNLIKELY


def _shared(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    first, *others = candidates
    return tuple(line for line in first.evidence if all(line in each.evidence for each in others))


def _possible(candidate: Candidate, shared: tuple[str, ...]) -> Part:
    own = tuple(line for line in candidate.evidence if line not in shared)
    clues = (*shortened(own[:1], _CLUE_LINE), *shortened(candidate.against[:1], _CLUE_LINE))
    why = _FIRST_SENTENCE.match(candidate.article.cause)
    about = cut(_CODE_MARK.sub("", why[0] if why else candidate.article.cause), _CAUSE_LINE)
    return Points(candidate.article.title, (about, *clues))


def _question(question: Question) -> list[Part]:
    """Ask with buttons; lines that a button may not show whole are listed above them too."""
    asked: list[Part] = [Paragraph(question.text, "")]
    few = len(question.choices) <= _FEW_CHOICES
    long = any(len(choice) > _WHOLE_LABEL for choice in question.choices)
    if question.choices and (long or not few):
        asked.append(Points("", question.choices))
    if question.choices and few:
        buttons = tuple((choice, choice) for choice in question.choices)
        asked.append(Buttons(REPLY, buttons, listed=long))
    return asked
