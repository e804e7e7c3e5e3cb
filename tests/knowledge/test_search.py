from dataclasses import replace

import pytest

from knowledge.focus import SHORT, focus
from knowledge.library import Library
from knowledge.search import MOST_CANDIDATES, compile_index
from knowledge.signature import block_words

CHATTER = "does anyone know whether the other laptop has been restarted since this morning"


def test_chatter_ends_at_the_index(library: Library) -> None:
    assert not library.index.worth_reading(CHATTER)


@pytest.mark.parametrize(("copies", "read"), [(1, True), (MOST_CANDIDATES + 1, False)])
def test_scattered_words_that_all_articles_hold_are_chatter(library, copies, read) -> None:
    told = replace(
        library.articles[0], symptoms=("Cannot reach the organization. Choose another server.",)
    )
    index = compile_index([replace(told, id=f"kb-{copy}") for copy in range(copies)])
    assert index.worth_reading("reach the or another server") == read
    assert index.worth_reading("Cannot reach the organization.")


@pytest.mark.parametrize("copies", [1, 40])
def test_candidates_stay_few_however_many_articles_share_a_text(library, copies) -> None:
    articles = [
        replace(article, id=f"{article.id}-{copy}")
        for article in library.articles
        for copy in range(copies)
    ]
    index = compile_index(articles)
    words = block_words("\n".join(library.by_id["kb-3088205"].details))
    assert 0 < len(index.candidates(index.pairs(words))) <= MOST_CANDIDATES


def test_what_is_read_of_a_log_does_not_grow_with_it(library: Library) -> None:
    frame = " at Microsoft.Crm.Outlook.ClientAuth.ClientAuthProvider`1.SignIn(AuthUIMode uiMode)\n"
    sizes = [len(focus(library.index, frame * count)) for count in (1_000, 10_000)]
    assert sizes[0] == sizes[1] <= 2 * SHORT


def test_a_short_text_is_read_as_a_whole(library: Library) -> None:
    assert focus(library.index, CHATTER) == CHATTER
