from pathlib import Path

import pytest

from bot.cli import main
from knowledge.article_reader import read_article

PAGE = """\
---
title: {title}
---
# {title}

_Applies to:_ &nbsp; Contoso Print
_Original KB number:_ &nbsp; {number}

## Symptoms

> {error}

## Resolution

Fill it.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text(PAGE.format(title="A", number=7654321, error="No tray found"))
    (folder / "sub" / "News of.md").write_text("# News\n\nPrinter 5 is out.\n\n## New\n\nMuch.\n")
    (folder / "sub" / "Old Tray.md").write_text(
        PAGE.format(title="B", number="none", error="Old tray failed")
    )
    return folder


def _import(source: Path, dest: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["import", str(source), str(dest)]) == 0
    return capsys.readouterr().out


def test_pages_become_articles_named_by_number_or_by_page(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    dest = tmp_path / "deep" / "articles"
    told = _import(source, dest, capsys)

    names = sorted(path.name for path in dest.glob("*.md"))
    assert names == ["kb-7654321.md", "sub-old-tray.md"]
    for name in names:
        article = read_article((dest / name).read_text(encoding="utf-8"), name)
        assert article.id == name.removesuffix(".md")
    assert told.startswith(f"Articles in {dest}: 2 (2 new, 0 changed, 0 unchanged)\n")


def test_what_is_left_out_is_told_with_the_reason(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (source / "c.md").write_bytes(b"# caf\xe9\n")
    told = _import(source, tmp_path / "articles", capsys)

    assert "2 left out:\n" in told
    assert "neither cause nor resolution (1):\n    sub/News of.md\n" in told
    assert "it is not UTF-8 (1):\n    c.md\n" in told


def test_a_second_run_writes_only_what_changed(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    dest = tmp_path / "articles"
    _import(source, dest, capsys)
    before = {path.name: path.stat().st_mtime_ns for path in dest.glob("*.md")}
    page = source / "a.md"
    page.write_text(page.read_text().replace("Fill it.", "Fill it up."))

    told = _import(source, dest, capsys)

    assert "0 new, 1 changed, 1 unchanged" in told
    assert "Fill it up." in (dest / "kb-7654321.md").read_text()
    assert (dest / "sub-old-tray.md").stat().st_mtime_ns == before["sub-old-tray.md"]


def test_an_article_someone_edited_is_never_overwritten(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    dest = tmp_path / "articles"
    _import(source, dest, capsys)
    edited = dest / "kb-7654321.md"
    edited.write_text(edited.read_text().replace("Fill it.", "Call Anna."))

    for _ in range(2):
        told = _import(source, dest, capsys)
        assert "Call Anna." in edited.read_text()
        assert "1 not written, edited since the last import" in told

    edited.unlink()
    assert "1 new" in _import(source, dest, capsys)


def test_a_number_that_two_pages_have_is_given_once(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (source / "z.md").write_text(PAGE.format(title="Z", number=7654321, error="The lid failed"))
    dest = tmp_path / "articles"
    told = _import(source, dest, capsys)

    assert "  z.md: kb-7654321 -> z\n" in told
    assert read_article((dest / "z.md").read_text(), "z.md").symptoms == ("The lid failed",)


def test_one_page_can_be_imported_alone(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    told = _import(source / "a.md", tmp_path / "articles", capsys)

    assert "1 (1 new" in told
    assert (tmp_path / "articles" / "kb-7654321.md").is_file()


def test_errors_the_built_in_articles_know_can_be_skipped(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (source / "k.md").write_text(PAGE.format(title="K", number=3088205, error="The lid failed"))
    dest = tmp_path / "articles"

    assert main(["import", "--skip-known", str(source), str(dest)]) == 0

    assert "a built-in article knows it (1):\n    k.md\n" in capsys.readouterr().out
    assert not (dest / "kb-3088205.md").exists()
    assert (dest / "kb-7654321.md").is_file()


@pytest.mark.parametrize(
    ("source_name", "dest_name", "told"),
    [
        pytest.param("absent", "out", "absent: no such file or folder", id="no source"),
        pytest.param("empty", "out", "empty: no .md file in it", id="no pages"),
        pytest.param("published", "note.txt", "note.txt: not a folder", id="destination is a file"),
        pytest.param("published", "published/out", "lies inside", id="destination in the source"),
    ],
)
def test_bad_folders_end_with_one_line_and_status_2(
    source: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    source_name: str,
    dest_name: str,
    told: str,
):
    (source.parent / "empty").mkdir()
    (source.parent / "note.txt").write_text("x")

    status = main(["import", str(source.parent / source_name), str(source.parent / dest_name)])

    problem = capsys.readouterr().err
    assert status == 2
    assert told in problem
    assert problem.count("\n") == 1


def test_no_progress_bar_is_drawn_where_there_is_no_terminal(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    main(["import", str(source), str(tmp_path / "articles")])

    assert capsys.readouterr().err == ""


def test_most_real_pages_become_articles_that_load(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    dest = tmp_path / "articles"
    told = _import(corpus / "support-articles", dest, capsys)
    paths = list(dest.glob("*.md"))

    assert len(paths) >= 320
    assert "would not load" not in told
    for path in paths:
        assert read_article(path.read_text(encoding="utf-8"), path.name).symptoms
