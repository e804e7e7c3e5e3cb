"""What never happens to a diagnosis, whatever stands around an error or was lost of it."""

from collections import Counter
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.article import Article
from knowledge.diagnosis import Diagnosis, Verdict, diagnose
from knowledge.library import BUILT_IN, open_library
from knowledge.signature import block_words, error_texts
from tests.knowledge.asking import dialogs_shared

LIBRARY = open_library([BUILT_IN])
SHARED = sorted({dialog for dialog, _ in dialogs_shared(LIBRARY)})
# The same examples on every machine; some come near to what the errors say.
CHATTER = (
    "good morning all",
    "does it happen on the other laptop too?",
    "restarted twice, no luck",
    "Outlook 2013, Windows 7",
    "ticket 48213",
    "we updated last night and since then two of five people see this",
    "user in Berlin cannot connect",
    "cannot connect!",
    "Outlook cannot connect to the CRM server since monday",
    "we cannot connect to Microsoft Dynamics CRM at all",
    "is the service unavailable?",
    "the server might be down",
    "he has no permission to access the records",
    "I get an error when I sign in",
)
repeatable = settings(derandomize=True, deadline=None, database=None)
articles = st.sampled_from(LIBRARY.articles)
chatter = st.lists(st.sampled_from(CHATTER) | st.text(max_size=60), max_size=4)


def texts_of(article: Article) -> list[str]:
    """Give the article's windows, its details, and all of it."""
    parts = ("\n".join(article.symptoms), "\n".join(article.details))
    return [text for text in (*parts, "\n".join(parts)) if text.strip()]


def outcome(diagnosis: Diagnosis) -> tuple[Verdict, Article | None, frozenset[str]]:
    names = frozenset(each.article.id for each in diagnosis.candidates)
    return diagnosis.verdict, diagnosis.article, names


@settings(repeatable, max_examples=200)
@given(data=st.data(), article=articles, before=chatter, after=chatter)
def test_chatter_never_turns_one_cause_into_another(
    data: st.DataObject, article: Article, before: list[str], after: list[str]
) -> None:
    text = data.draw(st.sampled_from(texts_of(article)))
    alone = diagnose(LIBRARY, None, text).article
    amid = diagnose(LIBRARY, None, "\n".join([*before, text, *after])).article
    assert amid in (None, alone, article)


@pytest.mark.parametrize("talk", CHATTER)
def test_no_line_of_talk_beside_a_shared_dialog_decides_between_its_causes(talk: str) -> None:
    for dialog in SHARED:
        for text in (f"{talk}\n{dialog}", f"{dialog}\n{talk}"):
            assert diagnose(LIBRARY, None, text).article is None, text


def test_an_error_amid_talk_is_still_asserted_nearly_always() -> None:
    sure = [
        (article, text)
        for article in LIBRARY.articles
        for text in texts_of(article)
        if diagnose(LIBRARY, None, text).article is article
    ]
    amid = [
        diagnose(LIBRARY, None, "\n".join((*CHATTER[:3], text, *CHATTER[3:6]))).article is article
        for article, text in sure
    ]
    assert len(sure) > 100
    assert sum(amid) >= 0.97 * len(amid)


# Whole sentences with a capital and a full stop, as those of a program have.
TOLD = (
    "This popped up after lunch.",
    "It is urgent because the quarter closes on Friday.",
    "She reinstalled the add-in and rebooted twice.",
    "Network guys opened all the ports.",
    "The certificate was renewed two days ago.",
    "The old organization was deleted and a new one was imported.",
    "Outlook crashed and then showed this.",
    "The user name and password are correct.",
    "The organization is contoso and I am a member of the correct group.",
    "Our administrator says the server works fine for everybody else.",
    "It fails for all users in our domain.",
    "It hangs for a minute and then comes up with:",
)


# Short ones, or in the words of an instruction, as those that a program ends a message with.
BESIDE = (
    "Restarted the laptop. Tried another network.",
    "Steps to reproduce:\n1. Open Outlook 2016.\n2. Click File > CRM > Options.\nActual result:",
    "Neustart hat nichts gebracht.",
    "Gracias por la ayuda.",
    "2015 with the latest update",
    "user cannot work",
    "Buenos días, al abrir Outlook me sale este error y no puedo seguir:",
    "Microsoft Dynamics CRM for Outlook                    X",
    "From: Anna <anna@contoso.com>\nTo: IT Helpdesk\nSubject: FW: CRM for Outlook error",
    "- deleted the folder under AppData\n- repaired the installation in TeamViewer",
    "INC0048213 | Priority: 2 - High | Windows 10, Office 365 ProPlus, LAPTOP4711, +49 170 1234567",
    "To close this ticket, reply to this mail.",
)


def _asserted(told: Sequence[str], *shapes: str) -> Counter[bool]:
    """Count how often an error stays asserted with something told around it."""
    verdicts: Counter[bool] = Counter()
    for article in LIBRARY.articles:
        text = texts_of(article)[-1]
        if diagnose(LIBRARY, None, text).article is not article:
            continue
        for said, shape in product(told, shapes):
            pasted = shape.format(said=said, text=text)
            asserted = diagnose(LIBRARY, None, pasted).article
            assert asserted in (None, article), pasted
            verdicts[asserted is article] += 1
    return verdicts


@pytest.mark.parametrize(
    ("told", "shapes"),
    [
        pytest.param(TOLD, ("{said}\n\n{text}", "{text}\n\n{said}", "{said} {text}"), id="a story"),
        pytest.param(BESIDE, ("{said}\n{text}", "{text}\n\n{said}"), id="on lines of its own"),
        pytest.param(
            ("14:02;jdoe;LT-4711;",),
            ('{said}"{text}"', "| {said} | {text} |"),
            id="in a table",
        ),
    ],
)
def test_what_a_person_tells_beside_an_error_seldom_speaks_against_it(
    told: Sequence[str], shapes: Sequence[str]
) -> None:
    verdicts = _asserted(told, *shapes)
    assert verdicts.total() > 90
    assert verdicts[True] >= 0.95 * verdicts.total()


# None of them names an error, as many messages of .NET do not.
HEADINGS = (
    "Sequence contains no elements",
    "Arithmetic operation resulted in an overflow.",
    "Index was outside the bounds of the array.",
    "The farm was put into maintenance by its owner.",
    "Your session was closed by the administrator and has to be opened again.",
    "This computer was renamed while the profile was open.",
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_frames_of_an_error_below_the_heading_of_another_assert_nothing(heading: str) -> None:
    asserted = []
    for text in (text for article in LIBRARY.articles for text in article.details):
        said, first, frames = text.partition("\n at " if "\n at " in text else "\nat ")
        if said and first:
            paste = f"Error| Exception : {heading}{first}{frames}"
            asserted.append(diagnose(LIBRARY, None, paste).article)
    assert len(asserted) > 15
    assert not any(asserted)


@settings(repeatable, max_examples=200)
@given(data=st.data(), article=articles)
def test_a_paste_that_lost_lines_is_never_asserted_as_another_error(
    data: st.DataObject, article: Article
) -> None:
    lines = "\n".join((*article.symptoms, *article.details)).splitlines()
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    left = [line for line, keep in zip(lines, kept, strict=True) if keep]
    told = diagnose(LIBRARY, None, "\n".join(left)).article
    assert told in (None, article) or _holds_all(told, left)


def _holds_all(article: Article, lines: Sequence[str]) -> bool:
    """Whether another article has every line that was left, so that both are right."""
    whole = f" {' '.join(block_words(' '.join(error_texts(article))))} "
    return all(f" {' '.join(block_words(line))} " in whole for line in lines if line.strip())


@settings(repeatable, max_examples=100)
@given(data=st.data(), article=articles)
def test_the_order_of_unrelated_lines_does_not_matter(
    data: st.DataObject, article: Article
) -> None:
    shown = data.draw(st.sampled_from(article.symptoms or article.details))
    lines = [*CHATTER[:6], shown]
    mixed = data.draw(st.permutations(lines))
    straight = diagnose(LIBRARY, None, "\n".join(lines))
    assert outcome(diagnose(LIBRARY, None, "\n".join(mixed))) == outcome(straight)
