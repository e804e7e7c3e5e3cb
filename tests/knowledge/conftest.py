"""What tests of the thinking share: the built-in library, opened once."""

import pytest

from knowledge.library import BUILT_IN, Library, open_library


@pytest.fixture(scope="session")
def library() -> Library:
    """The articles that come with the project."""
    return open_library([BUILT_IN])
