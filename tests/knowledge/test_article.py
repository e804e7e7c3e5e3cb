import pytest

from knowledge.article import Addresses, ArticleError
from knowledge.article_reader import read_article
from tests.knowledge.samples import ARTICLE


def test_every_part_of_an_article_is_read_to_the_letter():
    article = read_article(ARTICLE, "a.md")

    assert (article.id, article.title) == ("kb-101", "Printer: out of paper")
    assert (article.source, article.licence) == ("Contoso handbook", "own text")
    assert article.products == ("Contoso Print 3", "Contoso Print 4")
    assert article.addresses == Addresses("https://<printserver>/<queue>", None)
    assert article.speaks_for == "organization_missing"
    assert article.symptoms == ("The tray `A4` is empty. <Code 7>",)
    assert article.details == ("at Contoso.Print.Tray`1.Feed()\n```\n  indented",)
    assert article.cause == "The tray is empty.\n\n    load /tray"
    assert article.resolution == "1. Fill the tray."
    assert article.matches == ("the tray is empty says the printer",)
    assert article.non_matches == ("the tray is on fire",)
    assert article.path == "a.md"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + ARTICLE, id="byte-order mark"),
        pytest.param(ARTICLE.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(
            ARTICLE.replace("```text", "~~~ text", 1).replace("\n```", "\n~~~", 1), id="~"
        ),
    ],
)
def test_how_the_file_was_saved_makes_no_difference(text: str):
    assert read_article(text, "a.md") == read_article(ARTICLE, "a.md")


def test_what_only_some_articles_have_may_be_left_out():
    lines = [line for line in ARTICLE.split("\n") if not line.startswith(("lic", "spea", "prod"))]
    text = "\n".join(lines).replace("addresses:\n  server: https://<printserver>/<queue>\n", "")
    article = read_article(text[: text.index("## More information")], "a.md")

    assert (article.licence, article.speaks_for, article.addresses) == ("", None, None)
    assert (article.products, article.details, article.matches) == ((), (), ())


SLIPS = [
    ("unknown key", "licence:", "license:", "8: unknown key 'license'"),
    ("key twice", "licence:", "title:", "8: key 'title' stands here a second time"),
    ("missing key", 'title: "Printer: out of paper"\n', "", "1: key 'title' is missing"),
    ("key without value", "own text", "", "8: key 'licence' has no value"),
    ("null value", "own text", "~", "8: key 'licence' has no value"),
    ("list as text", "own text", "[a]", "8: key 'licence' has to be one line"),
    ("text of two lines", "own text", "|\n  a\n  b", "8: key 'licence' has to be one line"),
    ("text as list", "[Contoso Print 3, Contoso Print 4]", "all", "5: key 'products' has to be"),
    ("unknown address", "  server:", "  sever:", "7: unknown key 'sever'"),
    ("addresses as text", "\n  server: https", " https", "6: key 'addresses' has to hold"),
    ("number alone as id", "kb-101", "KB 101", "2: id 'KB 101' has to be"),
    ("unknown claim", "organization_missing", "all", "9: speaks_for 'all' is not known"),
    ("colon without quotes", '"Printer: out of paper"', "a: b", "3: the front matter is no YAML"),
    ("control character", "own text", "own \x07", "1: the front matter is no YAML"),
    ("lone surrogate", "own text", "own \ud800", "1: the front matter is no YAML"),
    ("no front matter", "---\nid", "id", "1: an article opens with a line ---"),
    ("front matter left open", "missing\n---", "missing", "1: the front matter is never closed"),
    ("unknown section", "## Cause", "## Causes", "20: unknown section 'Causes'"),
    ("section twice", "## Tests", "## Cause", "38: section 'Cause' stands here a second time"),
    ("other heading", "## Cause", "### Cause", "20: only ## headings"),
    ("missing section", "## Resolution\n", "", "10: section ## Resolution is missing"),
    ("empty section", "1. Fill the tray.", "", "26: section ## Resolution is empty"),
    ("text before sections", "## Symptoms", "Hello\n\n## Symptoms", "12: text before the first"),
    ("no symptoms", "```text\nThe tray `A4` is empty. <Code 7>\n```", "", "12: no symptoms"),
    ("fence without kind", "```text\nThe", "```\nThe", "16: a block marked ''"),
    ("fence of other kind", "```match", "```matches", "40: a block marked 'matches'"),
    ("empty fence", "The tray `A4` is empty. <Code 7>", "  ", "16: an empty block"),
    ("indented error", "People see this:", "    Tray is empty.", "14: an indented block"),
    ("fence never closed", "is on fire\n```", "is on fire", "44: this block is never closed"),
    ("fence closed too late", "<Code 7>\n```", "<Code 7>", "16: this block is never closed"),
]


@pytest.mark.parametrize(
    ("before", "after", "told"), [pytest.param(*slip[1:], id=slip[0]) for slip in SLIPS]
)
def test_a_slip_is_told_with_its_file_and_line(before: str, after: str, told: str):
    assert before in ARTICLE
    with pytest.raises(ArticleError) as caught:
        read_article(ARTICLE.replace(before, after, 1), "sub/a.md")

    assert any(line.startswith(f"sub/a.md:{told}") for line in str(caught.value).split("\n"))


def test_all_slips_of_a_file_are_told_at_once_in_their_order():
    text = ARTICLE.replace("kb-101", "K").replace("## Tests", "## Test").replace("licence", "x")
    with pytest.raises(ArticleError) as caught:
        read_article(text, "a.md")

    assert [line.split(":")[1] for line in str(caught.value).split("\n")] == ["2", "8", "38"]


@pytest.mark.parametrize("text", ["", "\n", "---\n---\n", "---\n- a\n---\n", "---\n---\n```text"])
def test_a_file_that_is_no_article_is_refused_without_a_crash(text: str):
    with pytest.raises(ArticleError):
        read_article(text, "a.md")
