"""What a person denies to see, and what another program printed, is no part of the error."""

import pytest

from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from knowledge.reading import read_paste

DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)
TRACES = {
    "Java": (
        'java.lang.NullPointerException: Cannot invoke "String.length()"\n'
        "\tat com.acme.App.main(App.java:12)\n\tat java.base/java.lang.Thread.run(Thread.java:829)"
    ),
    "Python": (
        'Traceback (most recent call last):\n  File "/srv/app.py", line 12, in <module>\n'
        "    main()\nValueError: bad"
    ),
    "JavaScript": (
        "TypeError: Cannot read properties of undefined (reading 'length')\n"
        "    at Object.<anonymous> (/srv/app.js:12:3)"
    ),
}


@pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)
def test_another_programs_trace_hides_no_error_beside_it(library: Library, trace: str) -> None:
    alone = diagnose(library, None, DIALOG)
    causes = {each.article.id for each in alone.candidates}
    for told in (
        diagnose(library, None, f"{DIALOG}\n\nour import died too:\n{trace}"),
        diagnose(library, None, f"{trace}\n\n{DIALOG}"),
        diagnose(library, None, DIALOG, (trace,)),
        diagnose(library, None, trace, (DIALOG,)),
    ):
        assert told.verdict is Verdict.AMBIGUOUS
        assert {each.article.id for each in told.candidates} == causes


@pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)
def test_an_error_that_another_program_printed_is_none_of_ours(
    library: Library, trace: str
) -> None:
    assert diagnose(library, None, f"{DIALOG}\n{trace}").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "denial",
    [
        "I do NOT see Access is denied",
        "I don't see Access is denied",
        "I can’t even see “Access is denied”",
        "there is no Access is denied",
        "There's no Access is denied behind Details",
        "it doesn't say Access is denied",
    ],
)
def test_what_a_person_denies_to_see_speaks_for_nothing(library: Library, denial: str) -> None:
    plain = diagnose(library, None, DIALOG).candidates
    for told in (
        diagnose(library, None, f"{DIALOG} {denial}."),
        diagnose(library, None, DIALOG, (denial,)),
    ):
        assert told.candidates == plain


@pytest.mark.parametrize(
    "said",
    [
        "I don't see why: Access is denied",
        "There is no endpoint listening",
        "I cannot see it, Access is denied",
    ],
)
def test_an_error_beside_a_denial_is_read(said: str) -> None:
    read = read_paste(said).words
    assert {"access", "denled"} <= set(read) or "endpolnt" in read
