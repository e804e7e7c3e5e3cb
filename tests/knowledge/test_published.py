import textwrap

import pytest

from knowledge.article_reader import read_article
from knowledge.article_writer import write_article
from knowledge.published import LeftOutError, Published, read_published

PAGE = """\
---
title: {title}
ms.topic: troubleshooting
---
# {title}

This article helps you with it.

_Applies to:_ &nbsp; Contoso Print 3, Contoso Print 4  
_Original KB number:_ &nbsp; 7654321

## Symptoms

{symptoms}

## Cause

{cause}

## Resolution

{resolution}
"""  # noqa: W291


def page(
    symptoms: str, *, cause: str = "Empty.", resolution: str = "Fill it.", title: str = "Printer"
) -> Published:
    return read_published(
        PAGE.format(title=title, symptoms=symptoms, cause=cause, resolution=resolution)
    )


def test_a_published_article_gives_number_title_products_cause_and_resolution():
    found = page("> The tray is empty.")

    assert (found.kb, found.title) == (7654321, "Printer")
    assert found.products == ("Contoso Print 3", "Contoso Print 4")
    assert (found.cause, found.resolution) == ("Empty.", "Fill it.")
    assert (found.symptoms, found.details) == (("The tray is empty.",), ())


QUOTED = [
    ("block quote", "> The tray is empty.", ["The tray is empty."]),
    ("two quotes", "> The tray is empty.\n\nor\n\n> The tray jams.", 2),
    ("quote of two paragraphs", "> The tray is empty\n>\n> Now.", ["The tray is empty\n\nNow."]),
    ("lazily continued lines", "> The tray\nis empty.", ["The tray\nis empty."]),
    ("hard line break", "> The tray  \nis empty.", ["The tray\nis empty."]),
    ("break element", "> The tray<br/>is empty.", ["The tray\nis empty."]),
    ("escaped brackets", r"> Tray \<A4> is \>empty", ["Tray <A4> is >empty"]),
    ("entities", "> Tray &lt;A4&gt; &amp; B&nbsp;5", ["Tray <A4> & B 5"]),
    ("bare brackets", "> Tray <name> is empty", ["Tray <name> is empty"]),
    (
        "backticks of generic types",
        "> at Tray`1.Feed(List`1 a)\nat Tray`2.Stop()",
        ["at Tray`1.Feed(List`1 a)\nat Tray`2.Stop()"],
    ),
    ("code in a quote", "> No tray at `https://a/b` found", ["No tray at https://a/b found"]),
    ("bold in a quote", "> **Error:** the tray is *empty*", ["Error: the tray is empty"]),
    ("link in a quote", "> See [the tray](https://a/b) error", ["See the tray error"]),
    ("stars and underscores", "> *.a.com not_found _x", ["*.a.com not_found _x"]),
    ("quote in a list", "1. You see:\n   > The tray is empty.", ["The tray is empty."]),
    ("quote in a quote", "> > The tray is empty.", ["The tray is empty."]),
    ("code in a fence", "```console\nError: no \\<tray>\n```", ["Error: no \\<tray>"]),
    ("indented code", "You see:\n\n    Error: no tray", ["Error: no tray"]),
    ("fence in a quote", "> ```\n> Tray `1` failed\n> ```", ["Tray `1` failed"]),
    (
        "bold sentence",
        "You see the message **The tray is empty, sorry**.",
        ["The tray is empty, sorry"],
    ),
    (
        "sentence between quotation marks",
        'It fails with "The tray cannot be found here".',
        ["The tray cannot be found here"],
    ),
    ("bold sentence before the word", "You see a **Tray A4 is gone** error.", ["Tray A4 is gone"]),
    (
        "text between two quotations",
        'It says "No tray", or else it says nothing, or "The tray cannot be found here".',
        ["The tray cannot be found here"],
    ),
    (
        "name of a control",
        "The message **Tray A4 is gone** stands in the **Trays That Failed To Open** section.",
        ["Tray A4 is gone"],
    ),
    (
        "announced paragraph",
        "You get the following error:\n\nThe tray cannot be found.",
        ["The tray cannot be found."],
    ),
    ("error code in bold", "It stops with error code **0x8004A1B2**.", ["error code 0x8004A1B2"]),
    ("label beside the error", "> Error message 1\n\n> The tray failed.", ["The tray failed."]),
    ("short quote beside a long one", "> Tray failure\n\n> The tray failed.", ["The tray failed."]),
    ("quote of a code alone", "> 0x8004A1B2", ["0x8004A1B2"]),
    ("notice before the error", "> [!NOTE]\n> Look.\n\n> The tray is empty.", 1),
    ("image beside the error", "> The tray is empty.\n\n:::image source='a.png':::", 1),
    (
        "image in the quote",
        "> The tray is empty.\n> :::image source='a':::",
        ["The tray is empty."],
    ),
]


@pytest.mark.parametrize(
    ("symptoms", "wanted"), [pytest.param(*row[1:], id=row[0]) for row in QUOTED]
)
def test_an_error_is_found_as_people_see_it(symptoms: str, wanted: list[str] | int):
    found = page(symptoms).symptoms

    assert (len(found) if isinstance(wanted, int) else list(found)) == wanted


def test_traces_are_details_of_the_dialog_beside_them():
    found = page("> The tray is empty.\n\nDetails:\n\n> System.IO.Exception: x\nat A.B(C d)")

    assert found.symptoms == ("The tray is empty.",)
    assert found.details == ("System.IO.Exception: x\nat A.B(C d)",)


def test_a_trace_alone_is_the_symptom():
    assert page("> at A.B(C d)\nat A.C(D e)").symptoms == ("at A.B(C d)\nat A.C(D e)",)


@pytest.mark.parametrize(
    ("title", "symptom"),
    [
        pytest.param(
            "Mail is lost with a NoPaperTrayMatch sync error",
            "NoPaperTrayMatch sync error",
            id="word",
        ),
        pytest.param("Timeout error (80044150) when printing", "error 80044150", id="number"),
        pytest.param(
            "Solutions for A.B.Exception:80131600", "for A.B.Exception:80131600", id="name"
        ),
    ],
)
def test_without_a_quote_the_code_in_the_heading_is_the_symptom(title: str, symptom: str):
    assert page("It stops.", title=title).symptoms == (symptom,)


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
