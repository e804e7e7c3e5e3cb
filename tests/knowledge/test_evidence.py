"""What speaks for and against a cause is quoted in a few lines that a person recognises."""

import re

import pytest

from knowledge.choices import recognisable
from knowledge.diagnosis import Candidate, diagnose
from knowledge.library import Library
from tests.knowledge.asking import dialogs_shared

SHARED_DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)
RAW = re.compile(r"Error connecting to URL|\{0\}|^The paste does not show “at ")


def candidates(library: Library, text: str, *thread: str) -> dict[str, Candidate]:
    found = diagnose(library, None, text, thread).candidates
    return {each.article.id: each for each in found}


MISSING = {
    "kb-3088205": "Access is denied.",
    "kb-2727137": "Could not load file or assembly 'Microsoft.IdentityModel",
    "kb-2682528": "IdCrlException: InitializeEx()",
    "kb-3089574": "The server was unable to process the request due to an internal error.",
}


@pytest.mark.parametrize(("name", "line"), MISSING.items(), ids=MISSING)
def test_what_is_missing_is_named_by_a_line_that_a_person_recognises(
    library: Library, name: str, line: str
) -> None:
    candidate = candidates(library, SHARED_DIALOG)[name]
    assert f"The paste does not show “{line}”" in candidate.against
    assert len(candidate.against) <= 3


def test_what_only_the_article_shows_is_quoted_before_what_any_program_does(
    library: Library,
) -> None:
    article = library.by_id["kb-3088205"]
    said = "Outlook does not open CRM any more. This is what it shows:\n\n"
    text = said + "\n\n".join((*article.symptoms, *article.details))
    candidate = candidates(library, text)["kb-3088205"]
    assert "Microsoft.Crm.Outlook.ClientAuth" in candidate.evidence[0]
    assert not any("System." in line for line in candidate.evidence)
    assert not any("does not open CRM" in line for line in candidate.against)


BESIDE = {
    "a person's own sentence": ("My laptop was unable to start and failed twice.", False),
    "another": ("Outlook cannot connect since Monday, the sync is disabled.", False),
    "without an end": ("Unable to work since the update", False),
    "a line of another cause": ("Access is denied.", True),
    "an exception": ("System.Net.WebException: The remote name could not be resolved", True),
}


@pytest.mark.parametrize(("line", "quoted"), BESIDE.values(), ids=BESIDE)
def test_only_what_a_program_wrote_speaks_against_a_cause(
    library: Library, line: str, *, quoted: bool
) -> None:
    words = line.rpartition(": ")[2]
    for candidate in candidates(library, f"{SHARED_DIALOG}\n\n{line}").values():
        own = candidate.article.id == "kb-3088205" and line == "Access is denied."
        assert any(words in against for against in candidate.against) is (quoted and not own)


def test_another_window_of_the_article_is_not_called_missing(library: Library) -> None:
    candidate = candidates(library, SHARED_DIALOG)["kb-2727137"]
    assert not any("There is a problem communicating" in line for line in candidate.against)


def test_what_was_seen_is_not_called_missing(library: Library) -> None:
    line = "Parameter name: path1"
    for candidate in candidates(library, SHARED_DIALOG, line).values():
        assert f"The poster saw “{line}”" in candidate.evidence
        assert not any(line in missing for missing in candidate.against)


def test_an_article_with_recognisable_lines_is_never_blamed_for_raw_log_columns(
    library: Library,
) -> None:
    for dialog, _ in dialogs_shared(library):
        for candidate in diagnose(library, None, dialog).candidates:
            own = [line for line in recognisable(candidate.article) if not line.anywhere]
            raw = [line for line in candidate.against if RAW.search(line)]
            assert not (len(own) > 3 and raw), candidate.article.id


def test_a_platforms_message_is_the_same_line_with_and_without_its_exception_type(
    library: Library,
) -> None:
    for name in ("kb-2498892", "kb-3089686"):
        lines = [line.text for line in recognisable(library.by_id[name])]
        assert "Value cannot be null." in lines
        assert "ArgumentNullException: Value cannot be null." not in lines
