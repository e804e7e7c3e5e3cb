import io
import json
from types import SimpleNamespace

import pytest

from bot import cli

DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your"
    " credentials. Check your connection or contact your administrator for more help."
)


@pytest.fixture
def piped(monkeypatch):
    def pipe(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return pipe


def _lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_shared_dialog_is_told_readably_without_colour_codes(piped, capsys) -> None:
    piped(DIALOG.encode())
    assert cli.main(["diagnose"]) == 0
    told = capsys.readouterr().out
    assert "Organization name missing from the CRM address" in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16"],
)
def test_texts_are_read_by_their_byte_order_mark(piped, capsys, encoding) -> None:
    piped(DIALOG.encode(encoding))
    assert cli.main(["diagnose", "--json"]) == 0
    (told,) = _lines(capsys)
    assert told["verdict"] == "ambiguous"
    assert told["article"] is None


def test_bad_bytes_are_replaced(piped, capsys) -> None:
    piped(b"\xff\x00\xfe" + DIALOG.encode())
    assert cli.main(["diagnose", "--json"]) == 0
    assert _lines(capsys)[0]["verdict"] == "ambiguous"


def test_empty_input_is_told_in_one_line(piped, capsys) -> None:
    piped(b"  \n")
    assert cli.main(["diagnose"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_json_lines_keep_their_ids_and_go_on_in_a_thread(piped, capsys) -> None:
    asked = {"id": "a", "text": DIALOG}
    piped(json.dumps(asked).encode())
    cli.main(["diagnose", "--jsonl"])
    (first,) = _lines(capsys)
    choice = first["question"]["choices"][0]
    piped(json.dumps({**asked, "thread": [choice]}).encode())
    assert cli.main(["diagnose", "--jsonl"]) == 0
    (second,) = _lines(capsys)
    assert second["id"] == "a"
    assert len(second["candidates"]) < len(first["candidates"])


def test_slack_markup_is_made_plain(piped, capsys) -> None:
    line = {"text": "&gt; " + DIALOG, "format": "slack"}
    piped(json.dumps(line).encode())
    cli.main(["diagnose", "--jsonl"])
    assert _lines(capsys)[0]["verdict"] == "ambiguous"


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[1]",
        "{}",
        '{"text": 1}',
        '{"text": "a", "format": "rtf"}',
        '{"text": "a", "thread": 1}',
    ],
)
def test_a_bad_line_is_told_and_the_run_goes_on(piped, capsys, line) -> None:
    piped(f'{line}\n{{"text": "hello"}}\n'.encode())
    assert cli.main(["diagnose", "--jsonl"]) == 2
    bad, good = _lines(capsys)
    assert bad["line"] == 1
    assert bad["error"]
    assert good["verdict"] == "unknown"


def test_a_missing_folder_of_articles_is_told_in_one_line(piped, capsys, tmp_path) -> None:
    piped(b"x")
    assert cli.main(["diagnose", "--articles", str(tmp_path / "none")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
