"""Runs what each built-in article says it must find and must not find."""

import json
from pathlib import Path

import pytest

from knowledge.article import Article
from knowledge.diagnosis import Verdict, diagnose
from knowledge.library import BUILT_IN, Library, open_library

LIBRARY = open_library([BUILT_IN])
ROWS_EACH_WAY = 2


def _rows(kind: str) -> list[object]:
    return [
        pytest.param(article, text, id=f"{article.id} {number}")
        for article in LIBRARY.articles
        for number, text in enumerate(getattr(article, kind), 1)
    ]


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


@pytest.mark.parametrize(("article", "text"), _rows("matches"))
def test_a_match_is_answered_with_its_article(library: Library, article: Article, text: str):
    found = diagnose(library, None, text)

    assert found.verdict is not Verdict.UNKNOWN
    listed = [candidate.article.id for candidate in found.candidates]
    if found.verdict is Verdict.KNOWN:
        listed = listed[:1]
    assert article.id in listed


@pytest.mark.parametrize(("article", "text"), _rows("non_matches"))
def test_a_text_of_another_kind_is_not_answered_with_the_article(
    library: Library, article: Article, text: str
):
    first = diagnose(library, None, text).candidates[:1]

    assert [candidate.article.id for candidate in first] != [article.id]


def test_each_article_stands_in_a_file_of_its_name_with_rows_for_both():
    for article in LIBRARY.articles:
        assert Path(article.path).stem == article.id
        assert len(article.matches) >= ROWS_EACH_WAY, article.id
        assert len(article.non_matches) >= ROWS_EACH_WAY, article.id


def test_no_article_names_another():
    ids = [article.id for article in LIBRARY.articles]
    for article in LIBRARY.articles:
        text = Path(article.path).read_text(encoding="utf-8")
        assert [other for other in ids if other in text] == [article.id]


def test_only_the_missing_organization_is_spoken_for_by_an_address():
    speaking = [article.id for article in LIBRARY.articles if article.speaks_for]

    assert speaking == ["kb-3088205"]


def test_all_known_errors_are_held_to_the_letter(corpus: Path):
    lines = (corpus / "known-errors.jsonl").read_text(encoding="utf-8").splitlines()
    for known in map(json.loads, lines):
        article = LIBRARY.by_id[f"kb-{known['kb']}"]
        texts = [known["dialog"], *(known["other_dialogs"] or []), known["details"]]
        held = [*article.symptoms, *article.details]
        assert [text for text in held if text in texts] == [text for text in texts if text.strip()]
