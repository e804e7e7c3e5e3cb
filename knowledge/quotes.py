"""Quotes a paste and an article: shortened, and without what could let somebody in."""

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from typing import Final

from knowledge.reading import Paste
from knowledge.secrets import HIDDEN, redact, secrets_in

MOST_CHARACTERS = 120
KEPT_QUOTES: Final = 4096  # of articles, which are quoted again and again


class Quotes:
    """A paste made ready to be quoted for many articles; each sentence is shortened once."""

    def __init__(self, paste: Paste) -> None:
        """Look for the secrets of the whole paste.

        What gives a secret away may stand in another sentence than the one that is quoted.
        """
        self.paste = paste
        self.said = f" {' '.join(paste.words)} "
        self.pairs = list(map(hash, pairwise(paste.words)))
        self._secrets = secrets_in(paste.text)
        self._known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Quote a sentence of the paste."""
        quote = self._known.get(text)
        if quote is None:
            quote = self._known[text] = _shortened(text, self._secrets)
        return quote


@lru_cache(maxsize=KEPT_QUOTES)
def quoted(text: str) -> str:
    """Quote a line of an article."""
    return _shortened(text)


def _shortened(text: str, secrets: Collection[str] = ()) -> str:
    short = redact(" ".join(text.split()))
    for secret in secrets:
        short = short.replace(secret, HIDDEN)
    return short if len(short) <= MOST_CHARACTERS else short[: MOST_CHARACTERS - 1] + "…"
