import textwrap

import pytest

from knowledge.article_reader import read_article
from knowledge.article_writer import write_article
from knowledge.published import LeftOutError, read_published
from tests.knowledge.published_page import PAGE, page


def test_a_published_article_gives_number_title_products_cause_and_resolution():
    found = page("> The tray is empty.")

    assert (found.kb, found.title) == (7654321, "Printer")
    assert found.products == ("Contoso Print 3", "Contoso Print 4")
    assert (found.cause, found.resolution) == ("Empty.", "Fill it.")
    assert (found.symptoms, found.details) == (("The tray is empty.",), ())


def test_errors_quoted_further_down_are_details():
    text = PAGE.format(title="t", symptoms="> The tray is empty.", cause="c", resolution="r")
    found = read_published(text + "\n## More information\n\n> The feed failed.\n")

    assert found.details == ("The feed failed.",)


HEADINGS = [
    ("workaround", "## Resolution", "## Workaround"),
    ("solving steps", "## Resolution", "## Solving steps"),
    ("numbered cause", "## Cause", "## Cause 1"),
    ("verifying issue", "## Cause", "## Verifying issue"),
    ("error message", "## Symptoms", "## Error message"),
    ("no symptoms heading", "## Symptoms\n", ""),
]


@pytest.mark.parametrize(
    ("before", "after"), [pytest.param(*row[1:], id=row[0]) for row in HEADINGS]
)
def test_sections_are_found_under_the_headings_in_use(before: str, after: str):
    text = PAGE.format(title="t", symptoms="> The tray failed.", cause="c", resolution="r")
    found = read_published(text.replace(before, after))

    assert (found.symptoms, found.cause, found.resolution) == (("The tray failed.",), "c", "r")


CLEANED = [
    ("include", "[!INCLUDE [note](../a.md)]\n\nFill.", "Fill."),
    ("image", "Fill.\n\n:::image type='content' source='a.png':::", "Fill."),
    ("icon", "Press **A** :::image type='icon' source='a':::.", "Press **A**."),
    ("notice", "> [!NOTE]\n> Fill.", "> **Note**\n> Fill."),
    ("heading", "### Method 1\n\nFill.", "**Method 1**\n\nFill."),
    ("link of the site", "See [it](/a/b).", "See [it](https://learn.microsoft.com/a/b)."),
    ("link to a file", "See [it](a.md#b).", "See it."),
    ("whole link", "See [it](https://a/b_(c)).", "See [it](https://a/b_(c))."),
    ("code", "```sql\n### [x](/y)\n```", "```sql\n### [x](/y)\n```"),
    ("fence left open", "1. Do\n\n    ````sql\n    go\n    ```\n\nEnd.", None),
]


@pytest.mark.parametrize(
    ("resolution", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in CLEANED]
)
def test_prose_loses_the_marks_of_the_site(resolution: str, wanted: str | None):
    found = page("> The tray is empty.", resolution=resolution)

    assert wanted is None or found.resolution == wanted
    assert read_article(write_article(found, "kb-1", "a.md"), "a.md").resolution == found.resolution


LEFT_OUT = [
    (
        "screenshot only",
        PAGE.format(
            title="t",
            symptoms="You see this error:\n\n:::image source='a' alt-text='Error: no tray':::",
            cause="c",
            resolution="r",
        ),
        "quotes no error",
    ),
    (
        "short text",
        PAGE.format(title="t", symptoms="> Tray failure", cause="c", resolution="r"),
        "too short",
    ),
    ("title only", "---\ntitle: t\n---\n# t\n", "title only"),
    ("nothing", "", "no title"),
    ("guide", "# t\n\nDo this.\n\n## Steps to print\n", "title only|no error|neither"),
    ("news", "# t\n\nPrinter 5 is out.\n\n## What is new\n\nMuch.\n", "neither cause"),
    (
        "no error text",
        PAGE.format(title="t", symptoms="It is slow.", cause="c", resolution="r"),
        "quotes no error",
    ),
    (
        "notices only",
        PAGE.format(title="t", symptoms="> [!NOTE]\n> An error.", cause="c", resolution="r"),
        "quotes no error",
    ),
]


@pytest.mark.parametrize(
    ("text", "reason"), [pytest.param(*row[1:], id=row[0]) for row in LEFT_OUT]
)
def test_what_is_no_error_article_is_left_out_with_the_reason(text: str, reason: str):
    with pytest.raises(LeftOutError, match=reason):
        read_published(text)


@pytest.mark.parametrize(
    "symptoms",
    [
        pytest.param("> Tray ``a`` ```b``` failed", id="runs of backticks"),
        pytest.param("```\nError\n~~~\n## Cause x\n```", id="other fences"),
        pytest.param("> \\## Symptoms have failed\n>\n> ---", id="marks of Markdown"),
    ],
)
def test_what_is_written_reads_back_to_the_letter(symptoms: str):
    found = page(symptoms, title='"A: b" is #1')
    article = read_article(write_article(found, "kb-7654321", "a.md"), "a.md")

    assert (article.title, article.symptoms) == (found.title, found.symptoms)
    assert (article.source, article.products) == ("Microsoft KB 7654321", found.products)


def test_without_a_number_the_page_is_the_source():
    text = textwrap.dedent("""\
        # Printer
        ## Symptoms
        > The tray is empty.
        ## Resolution
        Fill it.
        """)
    article = read_article(write_article(read_published(text), "a-b", "a/b.md"), "x")

    assert article.source == "Microsoft support article a/b.md"
    assert article.cause
