import pytest

from knowledge.article_reader import read_article
from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from knowledge.search import compile_index
from tests.knowledge.samples import article

TEXTS = (
    "error code 80044151",
    "An error occurred while the item was synchronized.\nServer Error Code: Crm.80040216",
    "InvalidForwardMailItem sync error",
    "The operation failed with ErrorCode: -2147220893",
    "Can't track this email",
    "Error 0x80040203 of the first kind: the name is taken",
    "Error 0x80040203 of the second kind: the name is too long",
    "Error 0x80040203 of the third kind: the name is empty",
    "Principal user (Id=<ID>, type=8) is missing prvWriteCaseNotes privilege (Id=<ID>)\n"
    "at Contoso.Crm.Platform.CommandQueue.XrmExecuteInternal(Guid key, String context)\n"
    "at Contoso.Crm.Outlook.Config.Configurator.InitializeStoreForFirstTime(Object state)",
)
ARTICLES = tuple(
    read_article(article(f"kb-{number}", text), "kb.md") for number, text in enumerate(TEXTS)
)
LIBRARY = Library(ARTICLES, {each.id: each for each in ARTICLES}, compile_index(ARTICLES))


@pytest.mark.parametrize(
    ("paste", "first"),
    [
        pytest.param("we get 80044151 since noon", "kb-0", id="a code in talk"),
        pytest.param("hi\nerror code 80044151\nany idea?", "kb-0", id="the whole short text"),
        pytest.param("It says: 8OO44I5I", "kb-0", id="a code misread by a scanner"),
        pytest.param("user gets this: 80040216, help", "kb-1", id="a code amid a longer text"),
        pytest.param("what is InvalidForwardMailItem?", "kb-2", id="a name that is a code"),
        pytest.param("got -2147220893 again", "kb-3", id="a result in decimal form"),
        pytest.param("user is missing prvWriteCaseNotes, why?", "kb-8", id="a right before frames"),
        pytest.param("ticket 5\nCan't track this email\nthanks", "kb-4", id="a headline by itself"),
    ],
)
def test_a_code_or_headline_that_hardly_another_article_has_names_it(paste, first) -> None:
    diagnosis = diagnose(LIBRARY, None, paste)
    assert diagnosis.verdict is Verdict.AMBIGUOUS
    assert [each.article.id for each in diagnosis.candidates][:1] == [first]


@pytest.mark.parametrize(
    "paste",
    [
        pytest.param("call me at 80044159", id="another number"),
        pytest.param("you can track this in the email below", id="words of a headline in talk"),
        pytest.param("user is missing prvReadCaseNotes, why?", id="another right"),
        pytest.param("we get 0x80040203", id="a code that many articles have"),
        pytest.param(
            "Fatal exception in Contoso.Photos: code 80044151 cannot be read from the store.\n"
            "Unable to open the album. The thumbnail service refused the connection.\n"
            "Contoso.Photos.Album.OpenFailed: the catalogue of pictures is missing.",
            id="a code amid another program's error",
        ),
    ],
)
def test_what_a_code_does_not_name(paste: str) -> None:
    assert diagnose(LIBRARY, None, paste).verdict is Verdict.UNKNOWN
