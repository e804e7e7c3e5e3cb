"""What every test may ask for: the corpus of real texts, where there is one."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CRMURL_CORPUS", ROOT.parent / "shared" / "corpus"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real error texts, chat and addresses; tests on it are skipped without it."""
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS} (set CRMURL_CORPUS to its folder)")
    return CORPUS
