"""The address a person typed is evidence: it speaks for, against, or rules an article out."""

import pytest

from knowledge.bearing import Bearing, bearing
from knowledge.diagnosis import Diagnosis, Verdict, diagnose
from knowledge.doctor import addresses_in
from knowledge.evidence import ADDRESS_AGAINST, ADDRESS_FOR
from knowledge.library import Library
from knowledge.typed import typed_in
from tests.knowledge.directories import directory

DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)
ABOUT_ADDRESS = "kb-3088205"
BARE, WHOLE = "https://crmserver.contoso.com", "https://crmserver.contoso.com/contoso"
CLOUD = "https://contoso.crm4.dynamics.com"

THREADS = {
    "nothing typed": (("no address here",), Bearing.NOT_TYPED),
    "a bare server": ((f"I typed {BARE}",), Bearing.NO_ORGANIZATION),
    "organization told in words": (
        (f"I typed {BARE}, our org is contoso",),
        Bearing.NO_ORGANIZATION,
    ),
    "organization told later": ((BARE, "our org is contoso"), Bearing.NO_ORGANIZATION),
    "the mended address named later": ((BARE, f"it works with {WHOLE}"), Bearing.NO_ORGANIZATION),
    "right": ((WHOLE,), Bearing.ORGANIZATION),
    "right but for the scheme": (("http://crmserver.contoso.com/contoso",), Bearing.ORGANIZATION),
    "internet-facing": (("https://contoso.contoso.com",), Bearing.ORGANIZATION),
    "the cloud": ((CLOUD,), Bearing.ONLINE),
    "the cloud after all": ((BARE, f"sorry, it is {CLOUD}"), Bearing.ONLINE),
    "a short host": (("https://crmserver/contoso",), Bearing.UNCLEAR),
    "for Windows sign-in": (("http://10.0.0.5:5555/Acme",), Bearing.ORGANIZATION),
    "for it by name": (("http://crmserver.contoso.com:5555/Acme",), Bearing.ORGANIZATION),
    "for it without one": (("http://10.0.0.5:5555",), Bearing.UNCLEAR),
    "a number without the port": (("https://10.0.0.5/Acme",), Bearing.UNCLEAR),
    "in a program's words": (
        ("Metadata contains a reference that cannot be resolved: 'https://crm.contoso.com/'.",),
        Bearing.NOT_TYPED,
    ),
}


@pytest.mark.parametrize(("texts", "shows"), THREADS.values(), ids=THREADS)
def test_what_the_typed_addresses_show(texts: tuple[str, ...], shows: Bearing) -> None:
    assert typed_in(texts, None).bearing is shows


def test_an_organization_that_is_wrong_is_not_missing() -> None:
    company = directory("adventure")
    wrong = addresses_in("https://crm1.adventure.local/Nowhere", None, company)
    bare = addresses_in("https://crm1.adventure.local", None, company)
    assert bearing(wrong) is Bearing.UNCLEAR
    assert bearing(bare) is Bearing.NO_ORGANIZATION


def about(diagnosis: Diagnosis) -> dict[str, int]:
    return {each.article.id: place for place, each in enumerate(diagnosis.candidates)}


SPEAKS = {
    "a bare server": (BARE, ADDRESS_FOR, ()),
    "completed in words": (f"{BARE} and our org is contoso", ADDRESS_FOR, ()),
    "right": (WHOLE, "", ADDRESS_AGAINST),
    "right but for the scheme": ("http://crmserver.contoso.com/contoso", "", ADDRESS_AGAINST),
    "for Windows sign-in": ("http://10.0.0.5:5555/Acme", "", ADDRESS_AGAINST),
}


@pytest.mark.parametrize("later", [False, True], ids=["in the paste", "in a later message"])
@pytest.mark.parametrize(("typed", "speaks", "opposes"), SPEAKS.values(), ids=SPEAKS)
def test_the_typed_address_is_evidence_but_asserts_nothing(
    library: Library, typed: str, speaks: str, opposes: str, *, later: bool
) -> None:
    diagnosis = (
        diagnose(library, None, DIALOG, [f"I typed {typed}"])
        if later
        else diagnose(library, None, f"{DIALOG}\nI typed {typed}")
    )
    places = about(diagnosis)
    candidate = diagnosis.candidates[places[ABOUT_ADDRESS]]
    assert diagnosis.verdict is Verdict.AMBIGUOUS
    assert (places[ABOUT_ADDRESS] == 0) is bool(speaks)
    assert (ADDRESS_FOR in candidate.evidence) is bool(speaks)
    assert (ADDRESS_AGAINST in candidate.against) is bool(opposes)
    shares = [each.confidence for each in diagnosis.candidates]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("thread", [[], ["hello"], ["our org is contoso"]])
def test_a_cloud_address_rules_the_article_out_however_sure_the_text_was(
    library: Library, thread: list[str]
) -> None:
    whole = "\n".join((DIALOG, *library.by_id[ABOUT_ADDRESS].details))
    for text in (DIALOG, whole):
        for told in ([*thread, f"we use {CLOUD}"], [f"we use {CLOUD}", *thread]):
            diagnosis = diagnose(library, None, text, told)
            assert ABOUT_ADDRESS not in about(diagnosis)
            assert diagnosis.verdict is not Verdict.KNOWN


def test_what_is_left_when_the_best_is_ruled_out_is_not_called_sure(library: Library) -> None:
    whole = "\n".join((DIALOG, *library.by_id[ABOUT_ADDRESS].details))
    diagnosis = diagnose(library, None, f"{whole}\nI typed {CLOUD}")
    assert all(each.confidence < 0.5 for each in diagnosis.candidates)


def test_a_right_address_takes_back_what_the_text_asserted(library: Library) -> None:
    whole = "\n".join((DIALOG, *library.by_id[ABOUT_ADDRESS].details))
    assert diagnose(library, None, f"{whole}\nI typed {BARE}").verdict is Verdict.KNOWN
    diagnosis = diagnose(library, None, f"{whole}\nI typed {WHOLE}")
    assert diagnosis.verdict is Verdict.AMBIGUOUS
    assert diagnosis.candidates[0].article.id == ABOUT_ADDRESS
    assert ADDRESS_AGAINST in diagnosis.candidates[0].against
    assert diagnosis.candidates[0].confidence < 0.9


def test_a_cause_that_has_nothing_to_do_with_the_address_stays_known(library: Library) -> None:
    article = library.by_id["kb-2727137"]
    for typed in (BARE, WHOLE):
        text = "\n".join((*article.details, f"I typed {typed}"))
        assert diagnose(library, None, text).article is article
