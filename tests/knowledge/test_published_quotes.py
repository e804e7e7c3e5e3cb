import pytest

from tests.knowledge.published_page import page

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


@pytest.mark.parametrize(
    ("symptoms", "found"),
    [
        pytest.param(
            "You may see a reference to error code 8004f114.", ("error code 8004f114",), id="code"
        ),
        pytest.param("It ends with error -2147204725", ("error -2147204725",), id="number"),
    ],
)
def test_without_a_quote_the_code_that_is_told_of_is_the_symptom(
    symptoms: str, found: tuple[str, ...]
):
    assert page(symptoms).symptoms == found
