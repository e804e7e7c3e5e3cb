"""Thinks about a whole thread: what is known by now, and what of it has not been said yet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.desk import Case, Reply
from handlers.replies import complete, draw, draw_unknown, stands
from handlers.told import Told
from knowledge.diagnosis import HEAVY, Candidate, Diagnosis, Verdict, diagnose
from knowledge.directory import Directory
from knowledge.finding import Finding
from knowledge.library import Library
from knowledge.typed import is_one_word

# An address, an `org is ...`, or an exception: what makes a reply in a settled thread worth a look.
_BRINGS_NEWS = re.compile(
    r"://|\b[\w-]+\.[a-z]{2,}\b|\borg(?:ani[sz]ation)?\b|\bexception\b|\bat \w+\.\w+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a thread, its text made plain."""

    user: str
    text: str
    ts: str = ""
    from_bot: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread as it stands, and what the bot has to do with it."""

    said: tuple[Said, ...]  # oldest first
    poster: str  # whose problem it is
    opened: str = ""  # ts of the message to diagnose; empty: the first one that shows an error
    case: Case | None = None  # what was answered already
    asked: bool = False  # the bot was called by name, so there is always an answer

    @property
    def size(self) -> int:
        """How many characters there are to think about."""
        return sum(len(said.text) for said in self.said)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be posted, and the digest that keeps it from being posted again."""

    diagnosis: Diagnosis
    reply: Reply
    told: str
    poster: str = ""  # whose error it is, when it was found above a mention by somebody else


@dataclass(frozen=True, slots=True)
class _Heard:
    """A thread parted into the error and what was added to it since."""

    paste: str
    later: tuple[str, ...]
    poster: str


def think(library: Library, directory: Directory | None, talk: Talk) -> Outcome | None:
    """Give the answer a thread deserves now, or None where silence is the answer."""
    heard = _heard(talk, library)
    if heard is None:
        return None
    diagnosis = diagnose(library, directory, heard.paste, heard.later)
    if talk.case is None:
        return _first(diagnosis, heard.poster, asked=talk.asked)
    return _next(_steadied(diagnosis, talk.case, library, heard.later), talk)


def brings_news(library: Library, text: str, case: Case, *, by_poster: bool) -> bool:
    """Say whether a reply in an answered thread may change the answer; cheap, errs towards yes.

    The poster of an open question may answer it in any words. In a settled case, and from anyone
    else, only an address, an organization or a further error counts.
    """
    if by_poster and case.verdict == Verdict.AMBIGUOUS:
        return True
    if len(text) > HEAVY or _BRINGS_NEWS.search(text):
        return True
    if by_poster and Told.read(case.told).needs_organization and is_one_word(text):
        return True
    return diagnose(library, None, text).verdict is not Verdict.UNKNOWN


def _heard(talk: Talk, library: Library) -> _Heard | None:
    people = [said for said in talk.said if not said.from_bot and said.text]
    opened = talk.case.opened_by.ts if talk.case else talk.opened
    opening = next((said for said in people if said.ts == opened), None)
    if len(people) > 1 and not (opening and _shows_error(library, opening)):
        opening = next((said for said in people if _shows_error(library, said)), opening)
    if opening is None:
        whole = "\n".join(said.text for said in people)
        return _Heard(whole, (), talk.poster) if talk.asked else None
    after = people[people.index(opening) + 1 :]
    poster = opening.user or talk.poster
    later = (*_additions(after, poster, library), *_choices(talk))
    return _Heard(opening.text, later, poster)


def _shows_error(library: Library, said: Said) -> bool:
    return diagnose(library, None, said.text).verdict is not Verdict.UNKNOWN


def _additions(after: Iterable[Said], poster: str, library: Library) -> Iterable[str]:
    """Give the poster's later messages, and those of helpers that show a further detail."""
    for said in after:
        if said.user == poster or _BRINGS_NEWS.search(said.text) or _shows_error(library, said):
            yield said.text


def _first(diagnosis: Diagnosis, poster: str, *, asked: bool) -> Outcome | None:
    told = str(Told.of(diagnosis))
    if diagnosis.verdict is not Verdict.UNKNOWN:
        return Outcome(diagnosis, draw(diagnosis), told, poster)
    if not asked:
        return None
    return Outcome(diagnosis, draw_unknown(diagnosis.addresses), told, poster)


def _steadied(
    diagnosis: Diagnosis, case: Case, library: Library, later: tuple[str, ...]
) -> Diagnosis:
    """Keep a decided cause unless what was added shows another one by itself."""
    article = library.by_id.get(case.candidates[0]) if case.candidates else None
    if case.verdict != Verdict.KNOWN or article is None:
        return diagnosis
    added = diagnose(library, None, "\n".join(later))
    if added.article and added.article is not article:
        return replace(added, addresses=diagnosis.addresses)
    if diagnosis.article is article:
        return diagnosis
    kept = next((found for found in diagnosis.candidates if found.article is article), None)
    candidates = (kept or Candidate(article, 0.0, (), ()),)
    return Diagnosis(Verdict.KNOWN, candidates, None, diagnosis.addresses)


def _next(diagnosis: Diagnosis, talk: Talk) -> Outcome | None:
    """Give the part of the diagnosis that the thread has not been told."""
    before = Told.read(talk.case.told) if talk.case else Told()
    now = Told.of(diagnosis)
    # Every answer was denied: that is news. Otherwise talk takes nothing back.
    denied = before.is_open and diagnosis.verdict is Verdict.UNKNOWN and bool(_choices(talk))
    now = now if denied else now.keeping(before)
    new_cause = now.cause != before.cause
    new_findings = diagnosis.addresses if now.addresses != before.addresses else ()
    if not new_cause and _named_by_a_helper(new_findings, talk):
        new_findings = ()
    if new_cause or new_findings:
        reply = complete(diagnosis, new_findings, cause=new_cause, was_known=before.is_known)
        return Outcome(diagnosis, reply, str(now))
    return Outcome(diagnosis, stands(diagnosis), str(before)) if talk.asked else None


def _choices(talk: Talk) -> tuple[str, ...]:
    return talk.case.choices if talk.case else ()


def _named_by_a_helper(findings: tuple[Finding, ...], talk: Talk) -> bool:
    """A helper who names the right address needs no bot to nod."""
    helpers = [said.text for said in talk.said if not said.from_bot and said.user != talk.poster]
    return all(
        finding.url is not None and any(finding.url in text for text in helpers)
        for finding in findings
    )
