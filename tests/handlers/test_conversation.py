"""A thread's answer is completed, not repeated, and a decided case does not flip by talk."""

from dataclasses import replace

import pytest

from handlers.conversation import Outcome, Said, Talk, brings_news, think
from handlers.desk import Case, Place
from handlers.told import Told
from knowledge.diagnosis import Verdict
from tests.handlers.pastes import ADDRESS, CHATTER, DETAILS, DIALOG, KNOWN

POSTER, HELPER = "U1", "U2"
OPENED = Place("T1", "C1", "1.0", "1.0")
RIGHT = f"{ADDRESS}/contoso"


def thread(*messages: str, poster: str = POSTER) -> tuple[Said, ...]:
    """Number the messages; one that begins with `helper:` or `bot:` is said by them."""
    said = []
    for number, message in enumerate(messages):
        who, colon, text = message.partition(": ")
        spoken = text if colon and who in ("helper", "bot") else message
        user = HELPER if colon and who == "helper" else poster
        said.append(Said(user, spoken, f"{1 + number}.0", from_bot=who == "bot" and bool(colon)))
    return tuple(said)


def first(library, paste: str) -> Outcome:
    outcome = think(library, None, Talk(thread(paste), POSTER, opened="1.0"))
    assert outcome is not None
    return outcome


def case_after(outcome: Outcome, choices: tuple[str, ...] = ()) -> Case:
    named = tuple(found.article.id for found in outcome.diagnosis.candidates)
    return Case(OPENED, POSTER, outcome.diagnosis.verdict, named, choices, outcome.told)


def later(library, paste: str, *replies: str, asked: bool = False) -> Outcome | None:
    """Think about a thread whose paste was answered and that went on since."""
    case = case_after(first(library, paste))
    return think(library, None, Talk(thread(paste, *replies), POSTER, "1.0", case, asked))


def test_chatter_is_met_with_silence(library):
    assert think(library, None, Talk(thread(CHATTER), POSTER, opened="1.0")) is None


def test_an_organization_told_later_gives_just_the_address(library):
    outcome = later(library, KNOWN, "org is contoso")
    assert RIGHT in outcome.reply.text
    assert library.by_id["kb-3088205"].title not in outcome.reply.text


def test_details_posted_later_single_out_the_cause(library):
    outcome = later(library, f"{DIALOG}\n{ADDRESS}", DETAILS)
    assert outcome.diagnosis.verdict is Verdict.KNOWN
    assert library.by_id["kb-3088205"].title in outcome.reply.text


SAID_ALREADY = {
    "nothing was added": (),
    "thanks": ("thanks!",),
    "the same address again": (f"I typed {ADDRESS}",),
    "the same details again": (DETAILS,),
    "a helper chats": ("helper: had that too last week",),
    "the bot's own answer": (f"bot: {RIGHT}",),
    "a word that is no organization": ("thanks",),
    "a word out of the stack trace": ("Invoke",),
}


@pytest.mark.parametrize("replies", SAID_ALREADY.values(), ids=SAID_ALREADY.keys())
def test_nothing_is_said_twice(library, replies):
    assert later(library, KNOWN, *replies) is None


def test_the_second_follow_up_says_nothing_after_the_first_did(library):
    once = later(library, KNOWN, "org is contoso")
    case = replace(case_after(first(library, KNOWN)), told=once.told)
    said = thread(KNOWN, "org is contoso", "great, it works with org contoso")
    assert think(library, None, Talk(said, POSTER, "1.0", case)) is None


def test_an_organization_is_taken_as_one_word_when_the_address_shows_it(library):
    assert RIGHT in later(library, KNOWN, "contoso").reply.text


def test_a_helper_who_names_the_right_address_needs_no_nod(library):
    assert later(library, KNOWN, f"helper: type {RIGHT} instead") is None
    assert later(library, KNOWN, f"helper: type {RIGHT} instead", "thanks!") is None


def test_a_decided_case_does_not_flip_by_the_bare_dialog(library):
    outcome = later(library, KNOWN, DIALOG)
    assert outcome is None


def test_an_error_added_whole_is_answered_as_another_cause(library):
    other = library.by_id["kb-2727137"]
    added = "\n".join((*other.symptoms, *other.details))
    outcome = later(library, KNOWN, added)
    assert outcome.diagnosis.article is other
    assert "another cause" in outcome.reply.text
    case = replace(case_after(outcome), told=outcome.told)
    assert think(library, None, Talk(thread(KNOWN, added), POSTER, "1.0", case)) is None


def test_a_decided_cause_is_kept_when_what_was_added_only_blurs_it(library):
    frame = (
        "at System.ServiceModel.Description.MetadataExchangeClient.ResolveNext(ResolveCallState)"
    )
    outcome = later(library, KNOWN, f"there was also {frame}", asked=True)
    assert outcome.diagnosis.article.id == "kb-3088205"


LAST_ADDRESS = {
    "another server": (
        ("sorry, it is https://crm2.contoso.com/sales",),
        "https://crm2.contoso.com/sales",
    ),
    "a server, then its organization": (
        ("sorry, it is https://crm2.contoso.com", "org is sales"),
        "https://crm2.contoso.com/sales",
    ),
    "the organization, then a server": (
        ("org is sales", "sorry, it is https://crm2.contoso.com/sales"),
        "https://crm2.contoso.com/sales",
    ),
    "CRM Online": (("sorry, it is https://contoso.crm.dynamics.com",), "CRM Online"),
}


@pytest.mark.parametrize(("replies", "said"), LAST_ADDRESS.values(), ids=LAST_ADDRESS.keys())
def test_the_address_said_last_counts(library, replies, said):
    assert said in later(library, KNOWN, *replies).reply.text


def test_a_clicked_line_settles_the_cause_and_is_quoted(library):
    case = case_after(first(library, DIALOG), ("Access is denied.",))
    outcome = think(library, None, Talk(thread(DIALOG), POSTER, "1.0", case))
    assert outcome.diagnosis.article.id == "kb-3088205"
    assert "The poster saw “Access is denied.”" in outcome.reply.text


def test_an_address_given_to_an_open_question_is_told_alone_and_as_evidence(library):
    outcome = later(library, DIALOG, f"I typed {ADDRESS}")
    assert "Organization name needed" in outcome.reply.text
    assert "speaks for “Organization name missing" in outcome.reply.text
    assert "more than one known cause" not in outcome.reply.text


def test_a_cloud_address_given_later_takes_the_cause_away(library):
    outcome = later(library, DIALOG, "it is https://contoso.crm4.dynamics.com")
    assert library.by_id["kb-3088205"].title not in outcome.reply.text
    assert "CRM Online" in outcome.reply.text


def test_when_every_choice_is_denied_the_bot_says_so_once(library):
    asked = first(library, "The server address (URL) is not valid")
    case = case_after(asked, (asked.diagnosis.question.choices[-1],))
    talk = Talk(thread("The server address (URL) is not valid"), POSTER, "1.0", case)
    outcome = think(library, None, talk)
    assert "none of the causes I know" in outcome.reply.text
    assert think(library, None, replace(talk, case=replace(case, told=outcome.told))) is None


def test_whoever_asks_again_is_told_where_the_thread_stands(library):
    outcome = later(library, KNOWN, "@bot anything else?", asked=True)
    assert "Nothing new" in outcome.reply.text


def test_a_mention_below_finds_the_error_above(library):
    said = thread(f"helper: {KNOWN}", "@bot what is this?")
    outcome = think(library, None, Talk(said, POSTER, opened="2.0", asked=True))
    assert outcome.poster == HELPER
    assert outcome.diagnosis.article.id == "kb-3088205"


def test_a_mention_in_an_unknown_matter_is_answered(library):
    said = thread("the printer is on fire", "@bot help us")
    outcome = think(library, None, Talk(said, POSTER, opened="2.0", asked=True))
    assert "I do not know this error" in outcome.reply.text


def test_a_paste_that_was_deleted_is_let_be(library):
    case = case_after(first(library, KNOWN))
    talk = Talk(thread("org is contoso")[:0], POSTER, "1.0", case)
    assert think(library, None, talk) is None


NEWS = {
    "an address": ("crm.contoso.com", True),
    "an organization": ("the organisation is contoso", True),
    "an exception": ("System.Exception was thrown", True),
    "thanks": ("thank you so much", False),
    "one word while the organization is missing": ("contoso", True),
}


@pytest.mark.parametrize(("text", "expected"), NEWS.values(), ids=NEWS.keys())
def test_a_settled_thread_is_read_again_only_for_news(library, text, expected):
    case = case_after(first(library, KNOWN))
    assert brings_news(library, text, case, by_poster=True) is expected


WRITTEN = {
    "nothing": "",
    "a cause": "known:kb-1|",
    "both": "ambiguous:0011|needs_org:2233",
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
def test_what_was_told_is_read_as_it_was_written(written):
    assert str(Told.read(written)) == (written or "|")


def test_what_was_told_holds_no_address(library):
    assert "contoso" not in first(library, KNOWN).told
