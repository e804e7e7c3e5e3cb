"""The directory file counts as soon as it is saved, and a broken edit changes nothing."""

import logging
import os

import pytest

from bot.company import CompanyFile
from knowledge.directory import DirectoryError

GOOD = """\
deployments:
  - name: main
    base_url: https://crm.contoso.com
    auth: claims
    organizations:
      - name: contoso
"""


@pytest.fixture
def company(tmp_path):
    """A directory file that was read once."""
    path = tmp_path / "directory.yaml"
    path.write_text(GOOD)
    company = CompanyFile(path)
    company.read()
    return company


def edit(company: CompanyFile, text: str) -> None:
    """Save another text over the file, as an editor does: under a new inode."""
    draft = company.path.with_suffix(".new")
    draft.write_text(text)
    os.replace(draft, company.path)  # noqa: PTH105


def test_an_edit_counts_at_the_next_look(company):
    edit(company, GOOD.replace("name: main", "name: other"))
    company.look()
    assert company().deployments[0].name == "other"


def test_an_unchanged_file_is_not_read_again(company):
    before = company()
    company.look()
    assert company() is before


def test_a_broken_edit_keeps_the_last_good_one_and_is_logged_once(company, caplog):
    before = company()
    edit(company, GOOD + "    colour: blue\n")
    with caplog.at_level(logging.ERROR):
        company.look()
        company.look()
    assert company() is before
    (line,) = [record.getMessage() for record in caplog.records]
    assert f"{company.path}:7: unknown key 'colour'" in line


def test_a_file_that_went_away_keeps_the_last_good_one_until_it_is_back(company, caplog):
    before = company()
    company.path.unlink()
    company.look()
    assert company() is before
    assert "cannot be read" in caplog.text
    company.path.write_text(GOOD.replace("name: main", "name: back"))
    company.look()
    assert company().deployments[0].name == "back"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"[]"], ids=["gone", "bytes", "a list"])
def test_a_file_that_cannot_be_read_stops_the_start(content, tmp_path):
    path = tmp_path / "directory.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DirectoryError, match=r"directory\.yaml:1: "):
        CompanyFile(path).read()
