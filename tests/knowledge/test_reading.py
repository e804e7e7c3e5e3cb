"""What is denied, printed by others, or tells how far a program is, is no part of an error."""

import pytest

from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from knowledge.reading import read_paste
from knowledge.signature import error_texts

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


PROGRESS = {
    "the client's log": "10:20:{0:02}|Verbose| Method entry: Microsoft.Crm.Outlook.Config.Load",
    "a log with a date": "2015-03-02 10:20:{0:02},123 INFO  [main] com.acme.SyncJob heartbeat {0}",
    "a log in brackets": "[2015-03-02T10:20:{0:02}.5Z] [Debug] OUTLOOK.EXE polled CrmHost",
}


@pytest.mark.parametrize("line", PROGRESS.values(), ids=PROGRESS)
@pytest.mark.parametrize("count", [5, 60])
def test_an_error_amid_the_progress_of_programs_is_known(
    library: Library, line: str, count: int
) -> None:
    article = library.by_id["kb-3088205"]
    around = "\n".join(line.format(second) for second in range(count))
    pasted = f"{around}\n{chr(10).join(error_texts(article))}\n{around}"
    assert diagnose(library, None, pasted).article is article


@pytest.mark.parametrize(
    "line",
    [
        "10:20:30| Info| Error connecting to URL",
        "10:20:30| Info| IdCrlException: InitializeEx()",
        "10:20:30|Verbose| returned 0x80048820",
        "10:20:30|Warning| OUTLOOK.EXE polled",
        "see you at 10:20 for information about CrmHost",
    ],
)
def test_a_line_that_may_tell_an_error_is_read(line: str) -> None:
    assert read_paste(line).words


def test_progress_alone_is_nothing(library: Library) -> None:
    lines = "\n".join(PROGRESS["the client's log"].format(second) for second in range(60))
    assert read_paste(lines).words == []
    assert diagnose(library, None, lines).verdict is Verdict.UNKNOWN
