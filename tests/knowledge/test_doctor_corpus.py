"""The table of typed addresses kept beside the project, where there is one."""

import json

import pytest

from knowledge.directory import read_directory
from knowledge.doctor import examine
from knowledge.finding import Status

ADDRESS = ("corrected", "already_correct")


@pytest.fixture(scope="module")
def answered(corpus):
    companies = json.loads((corpus / "directories.json").read_text(encoding="utf-8"))
    known = {
        name: read_directory(json.dumps({"deployments": company["deployments"]}), name)
        for name, company in companies.items()
        if not name.startswith("_")
    }
    rows = [json.loads(line) for line in (corpus / "urls.jsonl").read_text("utf-8").splitlines()]
    return [(row, examine(row["typed"], row["org"], known.get(row["directory"]))) for row in rows]


def test_every_row_is_answered_as_expected_or_as_well(answered):
    wrong = [
        row["id"]
        for row, finding in answered
        if not any(_fits(finding, want) for want in (row["expect"], *row.get("alt", ())))
    ]
    assert wrong == []


def test_rows_that_are_not_debatable_are_answered_exactly(answered):
    plain = [(row, finding) for row, finding in answered if not row.get("debatable")]
    assert [row["id"] for row, finding in plain if not _fits(finding, row["expect"])] == []


def test_expected_options_are_offered(answered):
    for row, finding in answered:
        if finding.status == row["expect"]["status"]:
            for wanted in row["expect"].get("options", ()):
                assert any(wanted.lower() in option.lower() for option in finding.options), row[
                    "id"
                ]


def test_nothing_secret_comes_back(answered):
    for row, finding in answered:
        for secret in row.get("never_in_output", ()):
            assert secret not in repr(finding), row["id"]


def test_every_correction_tells_its_reason(answered):
    for row, finding in answered:
        if finding.status is Status.CORRECTED:
            assert finding.changes, row["id"]


def _fits(finding, want):
    if finding.status != want["status"]:
        return False
    if want["status"] not in ADDRESS:
        return finding.url is None and finding.ifd_url is None
    return finding.url == want["url"] and finding.ifd_url == want.get("ifd_url", finding.ifd_url)
