from pathlib import Path

import pytest

from knowledge.article import ArticleError
from knowledge.library import open_library
from tests.knowledge.samples import article


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_articles_of_all_folders_and_below_are_opened_in_their_order(tmp_path: Path):
    one = _write(tmp_path / "one", b=article("b", "x y"), sub__a=article("a", "x z"))
    two = _write(tmp_path / "two", c=article("c", "y z"))

    library = open_library([two, one])

    assert [known.id for known in library.articles] == ["c", "b", "a"]
    assert library.by_id["a"].path == str(one / "sub" / "a.md")


def test_an_id_that_is_taken_in_another_folder_names_both_files(tmp_path: Path):
    one = _write(tmp_path / "one", a=article("same", "x"))
    two = _write(tmp_path / "two", b=article("same", "y"))
    with pytest.raises(ArticleError) as caught:
        open_library([one, two])

    assert str(caught.value).startswith(f"{two / 'b.md'}:2: id 'same' is already taken by {one}")


def test_problems_of_all_files_are_told_at_once(tmp_path: Path):
    folder = _write(tmp_path, a="no article", b=article("B", "x"), c=article("c", "fine"))
    (folder / "d.md").write_bytes(article("d", "x").encode() + b"caf\xe9\n")
    with pytest.raises(ArticleError) as caught:
        open_library([folder, tmp_path / "absent"])

    told = str(caught.value).split("\n")
    assert [line.partition(": ")[0].removeprefix(str(tmp_path)) for line in told] == [
        "/a.md:1",
        "/b.md:2",
        "/d.md:14",
        "/absent:1",
    ]


def test_a_folder_without_articles_is_told(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(ArticleError, match="no article in this folder"):
        open_library([tmp_path])
