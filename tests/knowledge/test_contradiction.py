import pytest

from knowledge.article_reader import read_article
from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import Library
from knowledge.search import compile_index
from knowledge.signature import error_texts
from tests.knowledge.samples import article

DIALOG = (
    "A general mailbox access error occurred while sending the email message. Mailbox <Mailbox"
    " Name> didn't synchronize. The owner of the associated server profile has been notified."
)
DETAILS = (
    "The request failed with status 401: Anonymous Request Disallowed.\n"
    "at Contoso.Mail.Connector.EndFindItem(IAsyncResult asyncResult)\n"
    "at Contoso.Mail.FindItemsStep.EndCall()"
)
HELD_UP = "The item in the queue <Mailbox Name> is held in the outbox until its owner signs in."
REJECTED = "There was an issue when attempting to add the app.\nCrm : IncomingMailRejected"
INSTALLED = "Setup cannot continue because the mail client Outlook is installed, run the other one."


def _library(*texts: str) -> Library:
    articles = tuple(
        read_article(article(f"kb-{number}", text), "kb.md") for number, text in enumerate(texts, 1)
    )
    return Library(articles, {each.id: each for each in articles}, compile_index(articles))


@pytest.mark.parametrize(
    ("held", "paste", "verdict"),
    [
        pytest.param(DIALOG, DIALOG, Verdict.KNOWN, id="the same"),
        pytest.param(
            DIALOG,
            DIALOG.replace("<Mailbox Name>", "Jo from Leeds"),
            Verdict.KNOWN,
            id="a value where the article has a placeholder",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("general", "genreal").replace("while", "whle"),
            Verdict.KNOWN,
            id="slips of the keyboard",
        ),
        pytest.param(
            DIALOG, DIALOG.split(". ")[0] + ".\nany idea?", Verdict.KNOWN, id="broken off"
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("A general mailbox access", "An impersonation"),
            Verdict.AMBIGUOUS,
            id="another beginning",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("sending the email message", "receiving"),
            Verdict.AMBIGUOUS,
            id="another word amid the text",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("has been", "has not been"),
            Verdict.AMBIGUOUS,
            id="the contrary",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("associated server", "associated"),
            Verdict.AMBIGUOUS,
            id="a word left out",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("while sending", "while not sending"),
            Verdict.AMBIGUOUS,
            id="a small word put in",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("the email message", "email message"),
            Verdict.AMBIGUOUS,
            id="a small word left out",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("A general", "general").replace(" <Mailbox Name>", ""),
            Verdict.KNOWN,
            id="a letter and a value left out",
        ),
        pytest.param(
            HELD_UP,
            HELD_UP.replace("<Mailbox Name>", '"Rita"').replace("in the", "in"),
            Verdict.AMBIGUOUS,
            id="a word left out beside a value",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("notified.", "notified of it."),
            Verdict.AMBIGUOUS,
            id="a sentence that goes on",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("notified.", "notified by <Server>."),
            Verdict.AMBIGUOUS,
            id="a sentence that goes on with a value",
        ),
        pytest.param(
            DIALOG,
            DIALOG.replace("notified.", "notified") + " when Outlook starts",
            Verdict.KNOWN,
            id="a person going on behind it",
        ),
        pytest.param(
            DETAILS,
            DETAILS.replace("401: Anonymous Request Disallowed", "404: Not Found"),
            Verdict.AMBIGUOUS,
            id="another reason before the same frames",
        ),
        pytest.param(
            REJECTED,
            REJECTED.replace("IncomingMailRejected", "IncomingMailApprovalNeeded"),
            Verdict.AMBIGUOUS,
            id="another name that begins alike",
        ),
        pytest.param(
            INSTALLED,
            INSTALLED.split(",")[0].replace("is inst", "is not inst"),
            Verdict.AMBIGUOUS,
            id="another end",
        ),
    ],
)
def test_what_an_article_says_differently_is_not_asserted(held, paste, verdict) -> None:
    assert diagnose(_library(held), None, paste).verdict is verdict


def test_parts_of_several_texts_of_an_article_make_no_text_of_it() -> None:
    other = "The profile has a fault. Ask your own administrator for the telling words."
    parts = DIALOG.replace("has been notified", "has a fault")
    library = _library(f"{DIALOG}\n```\n\n```text\n{other}")
    assert len(library.articles[0].symptoms) == 2
    assert diagnose(library, None, parts).article is None


def test_of_two_articles_the_paste_contradicts_one() -> None:
    library = _library(DETAILS, DETAILS.replace("401: Anonymous Request Disallowed", "404: Gone"))
    told = diagnose(library, None, DETAILS).article
    assert told is not None
    assert told.id == "kb-1"


def test_two_articles_with_nearly_the_same_long_text_are_both_listed() -> None:
    long = f"{DIALOG} The system will try again later. Server Error Code: the server returned"
    library = _library(f"{long} code 80040220.", f"{long} code 80040221.")
    diagnosis = diagnose(library, None, f"{long} code 80040221.")
    assert diagnosis.verdict is Verdict.AMBIGUOUS
    assert [each.article.id for each in diagnosis.candidates] == ["kb-2", "kb-1"]


def test_the_envelope_of_any_fault_singles_no_error_out() -> None:
    envelope = (
        "Unhandled Exception: System.ServiceModel.FaultException`1["
        "[Microsoft.Xrm.Sdk.OrganizationServiceFault, Microsoft.Xrm.Sdk, Version=5.0.0.0, "
        "Culture=neutral, PublicKeyToken=31bf3856ad364e35]]: System.Web.HttpUnhandledException: "
        "Microsoft Dynamics CRM has experienced an error. Reference number for administrators or "
        "support: #009FAAB1"
    )
    told = f"{envelope}\nThe queue of Contoso has no mailbox that was ever approved by its owner."
    library = _library(told)
    assert diagnose(library, None, envelope).article is None
    assert diagnose(library, None, told).verdict is Verdict.KNOWN


@pytest.mark.parametrize(
    "said", ["Outlook will not connect to CRM.", "It cannot connect to the service today."]
)
def test_a_sentence_that_shares_two_words_with_an_article_contradicts_nothing(
    library: Library, said: str
) -> None:
    error = library.by_id["kb-3088205"]
    found = diagnose(library, None, "\n".join((said, *error.symptoms[:1], *error.details)))
    assert found.verdict is Verdict.KNOWN


@pytest.mark.parametrize(
    ("article", "said", "otherwise"),
    [
        pytest.param(
            "kb-2912175",
            "/adfs/services/trust/13/username",
            "/XRMServices/2011/Discovery.svc",
            id="another address of the same article",
        ),
        pytest.param(
            "kb-2899983",
            "Reconnect and try again.",
            "Reconnect to the company network and open the document again.",
            id="another sentence on the same line",
        ),
        pytest.param(
            "kb-2549386",
            "Windows Live ID Sign-in Assistant",
            "Microsoft SQL Server Compact 4.0",
            id="another program",
        ),
        pytest.param(
            "kb-2997749",
            "Microsoft Dynamics CRM for Outlook",
            "Internet Explorer",
            id="another program in its place",
        ),
    ],
)
@pytest.mark.parametrize(
    "quoted",
    [
        "{}",
        'After I click Connect I get "{}". Any idea?',
        "He sees “{}” and it closes.",
    ],
)
def test_a_sibling_of_a_known_error_is_not_asserted(
    library: Library, article: str, said: str, otherwise: str, quoted: str
) -> None:
    (text,) = (text for text in error_texts(library.by_id[article]) if said in text)
    told = diagnose(library, None, quoted.format(text))
    assert told.article is library.by_id[article]
    assert diagnose(library, None, quoted.format(text.replace(said, otherwise))).article is None


@pytest.mark.parametrize(
    ("article", "said", "otherwise"),
    [
        ("kb-2997749", "Microsoft Dynamics CRM for Outlook", "Internet Explorer"),
        ("kb-4503998", "field", "entity"),
        ("kb-3124902", "Microsoft Dynamics CRM organization", "Xero organization"),
    ],
)
@pytest.mark.parametrize("told", ["I get {}", "My colleague sees {} since Monday", "Hi, {}"])
def test_a_sibling_of_a_known_error_in_a_persons_sentence_is_not_asserted(
    library: Library, article: str, said: str, otherwise: str, told: str
) -> None:
    text = next(text for text in error_texts(library.by_id[article]) if said in text)
    assert diagnose(library, None, told.format(text)).article is library.by_id[article]
    assert diagnose(library, None, told.format(text.replace(said, otherwise))).article is None
