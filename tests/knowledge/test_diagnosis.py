import html
import json
import re

import pytest

from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import BUILT_IN, Library, open_library
from tests.knowledge.mangled import MANGLINGS, Mangling

LIBRARY = open_library([BUILT_IN])
SHARED_DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)
ALL_EIGHT = {
    f"kb-{number}"
    for number in (3088205, 3089574, 2912175, 2727137, 2682528, 2666080, 3089686, 2498892)
}
MISSING_ORGANIZATION = "\n".join(LIBRARY.by_id["kb-3088205"].details)


@pytest.mark.parametrize("mangle", MANGLINGS.values(), ids=MANGLINGS)
def test_a_mangled_error_is_still_recognised(mangle: Mangling) -> None:
    diagnosis = diagnose(LIBRARY, None, mangle(MISSING_ORGANIZATION))
    assert diagnosis.article is not None
    assert diagnosis.article.id == "kb-3088205"


@pytest.mark.parametrize(
    "paste",
    [
        pytest.param(json.dumps({"level": "error", "message": MISSING_ORGANIZATION}), id="JSON"),
        pytest.param(f"He sees “{MISSING_ORGANIZATION}” and then it closes.", id="in quotes"),
        pytest.param(html.escape(f'"{MISSING_ORGANIZATION}"'), id="quotes escaped"),
        pytest.param(
            re.sub(r"(?m)^ ?(?=\S)", "12. ", MISSING_ORGANIZATION), id="in an editor's numbers"
        ),
    ],
)
def test_an_error_is_recognised_as_others_quote_it(paste: str) -> None:
    diagnosis = diagnose(LIBRARY, None, paste)
    assert diagnosis.article is LIBRARY.by_id["kb-3088205"]


@pytest.mark.parametrize("mangle", MANGLINGS.values(), ids=MANGLINGS)
def test_a_shared_dialog_names_all_its_causes_and_asserts_none(mangle: Mangling) -> None:
    diagnosis = diagnose(LIBRARY, None, mangle(SHARED_DIALOG))
    assert diagnosis.verdict is Verdict.AMBIGUOUS
    assert {each.article.id for each in diagnosis.candidates} >= ALL_EIGHT
    assert len(diagnosis.candidates) <= 12
    assert diagnosis.article is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("can hardware be seen before it is mounted?", id="talk"),
        pytest.param("Chit Chat cannot authenticate your credentials.", id="another program"),
        pytest.param("Object reference not set to an instance of an object", id="any program"),
        pytest.param(
            'Traceback (most recent call last):\n  File "crm.py", line 3, in <module>\n'
            "ConnectionError: Cannot connect to Microsoft Dynamics CRM server",
            id="Python",
        ),
        pytest.param(
            "java.lang.IllegalStateException: There is a problem communicating with the server\n"
            "    at com.contoso.crm.Client.connect(Client.java:12)",
            id="Java",
        ),
        pytest.param(
            "Error: Cannot connect to Microsoft Dynamics CRM server\n"
            "    at connect (/srv/crm/client.js:12:5)",
            id="JavaScript",
        ),
    ],
)
def test_what_is_not_ours_stays_unknown(text: str) -> None:
    diagnosis = diagnose(LIBRARY, None, text)
    assert diagnosis.verdict is Verdict.UNKNOWN
    assert diagnosis.candidates == ()
    assert diagnosis.question is None


HOSTILE = {
    "a character a million times": "a" * 1_000_000,
    "a million distinct words": " ".join(map(str, range(1_000_000))),
    "fifty thousand frames": "   at System.Foo.Bar(Object x)\n" * 50_000,
    "lone surrogates": "\ud800 Cannot connect \udfff" * 50,
    "right-to-left overrides": "\u202e Access is denied \u202c" * 50,
    "NUL bytes": "Cannot\x00connect\x00" * 100,
    "opening brackets": "<" * 100_000,
    "colons and slashes": "a://" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_gets_a_sound_verdict(text: str) -> None:
    assert diagnose(LIBRARY, None, text).verdict is Verdict.UNKNOWN


TALK = (
    "we cannot connect to Microsoft Dynamics CRM at all",
    "cannot connect to Microsoft Dynamics CRM server",
    "there is a problem with the Microsoft Dynamics CRM server",
    "I do not have permission to access these records",
    "they say the server address is not valid",
)


@pytest.mark.parametrize("text", TALK)
def test_words_of_an_error_that_people_say_themselves_assert_no_cause(text: str) -> None:
    assert diagnose(LIBRARY, None, text).article is None
    assert diagnose(LIBRARY, None, f"hi all\n{text}\nany idea?").article is None


def test_the_first_half_of_a_shared_dialog_names_all_its_causes() -> None:
    diagnosis = diagnose(LIBRARY, None, "Cannot connect to Microsoft Dynamics CRM server")
    assert {each.article.id for each in diagnosis.candidates} >= ALL_EIGHT


def test_a_known_error_is_found_in_a_long_log() -> None:
    noise = "\n".join(f"{n}| Info| cache entry {n} written" for n in range(20_000))
    text = f"{noise}\n{MISSING_ORGANIZATION}\n{noise}"
    diagnosis = diagnose(LIBRARY, None, text)
    assert [each.article.id for each in diagnosis.candidates][:1] == ["kb-3088205"]


def test_nothing_secret_is_quoted_back() -> None:
    text = f"password=hunter2\n{SHARED_DIALOG}\nhttps://jo:hunter2@crm.contoso.com/?token=abc"
    diagnosis = diagnose(LIBRARY, None, text)
    quoted = [line for each in diagnosis.candidates for line in (*each.evidence, *each.against)]
    assert not any("hunter2" in line for line in quoted)
    assert all(len(each.evidence) <= 3 and len(each.against) <= 3 for each in diagnosis.candidates)


def test_confidence_of_the_candidates_adds_up_to_no_more_than_one(library: Library) -> None:
    diagnosis = diagnose(library, None, SHARED_DIALOG)
    shares = [each.confidence for each in diagnosis.candidates]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1


def test_frames_of_any_program_are_no_error_of_ours_though_the_product_stands_beside(
    library: Library,
) -> None:
    frames = [
        line
        for text in library.by_id["kb-2674807"].details
        for line in text.splitlines()
        if line.strip().startswith("at System.")
    ]
    assert len(frames) > 6
    pasted = "\n".join(
        (
            "Microsoft.Xrm.Tooling.Connector.CrmServiceClient Error 2 ERROR REQUESTING ORGS",
            "Error\t: Access is denied.",
            "Stack Trace\t: Server stack trace:",
            *frames[:7],
        )
    )
    assert diagnose(library, None, pasted).verdict is Verdict.UNKNOWN


DISABLED = (
    "We're unable to connect to your Microsoft Dynamics CRM organization because it is disabled at"
    " this time. Please try again later."
)
RUNNING = (
    "Another Configuration Wizard is already running. Only one Configuration Wizard can run at a"
    " time. Please stop or complete the other wizard before continuing."
)
PRINTER = (
    "Windows cannot connect to the printer. The print spooler service on the remote computer is not"
    " running. Restart the spooler, or ask whoever looks after the printers for another queue."
)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        pytest.param(
            f"1) {RUNNING}\n2) {DISABLED}", {"kb-3089599", "kb-3124902"}, id="two known errors"
        ),
        pytest.param(f"{PRINTER}\n\n{DISABLED}", {"kb-3124902"}, id="an unrelated error before"),
        pytest.param(f"{DISABLED}\n\n{PRINTER}", {"kb-3124902"}, id="an unrelated error behind"),
        pytest.param(PRINTER, set(), id="the unrelated error alone"),
    ],
)
def test_of_several_errors_in_one_message_none_is_asserted(text: str, listed: set[str]) -> None:
    diagnosis = diagnose(LIBRARY, None, text)
    assert diagnosis.article is None
    assert {each.article.id for each in diagnosis.candidates} == listed
