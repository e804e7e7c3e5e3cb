"""Finds the few articles a paste may be about, in time that hardly grows with the library."""

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, compress, islice, pairwise

from knowledge.article import Article
from knowledge.signature import read_texts
from knowledge.words import FOLDED_COMMON, fold_roughly

# Set by hand for speed, until chatter was passed over and no article of the built-in pastes lost.
# They are answered alike with half of GLANCE or of RAREST_PAIRS, a LONG_RUN of 6 and NEAR from 0.15
# to 0.4; with 8 MOST_CANDIDATES 2 % of them lose their article. The others were not varied alone.
ENOUGH_RUN = b"\1\1\1"  # as many pairs in a row, known to the library, in a text worth reading
ENOUGH_PAIRS = 4  # or so many anywhere
ENOUGH_SHARE = 0.2  # of all its pairs, for texts too short to have so many
LONE_PAIR = 3  # pairs; in a longer text a single one that is known is chance
GLANCE = 800  # characters of a long text that mostly tell already
RAREST_PAIRS = 96  # word pairs of a paste that are looked up; the rarest tell articles apart
MOST_POSTINGS = 3000  # articles visited for one paste; bounds the work in a library of any size
FEWEST_SHARED = 2  # pairs; one alone is in any talk about computers
# Half of a text's words may be mangled, and half of them have to be shown.
LONG_RUN, SHOWN = 4, 4  # pairs that may be a long run of words; the part of an article's text
FEW_HOLDERS = 2  # articles; an error code that more have is one of any error
NEAR = 0.25  # of the best score; at 0.4 rivals that speak against a wrong cause are lost
MOST_CANDIDATES = 16  # articles weighed; shared dialogs of the corpus have at most ten


@dataclass(frozen=True, slots=True)
class Index:
    """Which articles hold which pair of neighbouring words."""

    articles: tuple[Article, ...]
    postings: "dict[int, array[int]]"
    vocabulary: dict[str, bool]  # all words: whether a letter more or less makes it another one
    codes: dict[str, tuple[int, ...]]  # the articles with an error code that hardly another has
    fewest: bytes  # pairs of each article that a text has to share to come into question
    short: "dict[int, tuple[array[int], ...]]"  # pairs of an article's texts without a long run

    def worth_reading(self, text: str) -> bool:
        """Whether a text shares enough with any article to be read; chatter ends here."""
        if len(text) > GLANCE:
            return self._touches(text[:GLANCE]) or self._touches(text)
        return self._touches(text, whole=True)

    def _touches(self, text: str, *, whole: bool = False) -> bool:
        words = fold_roughly(text)
        if not self.codes.keys().isdisjoint(words):
            return True
        pairs = list(map(hash, pairwise(words)))
        held = bytes(map(self.postings.__contains__, pairs))
        hits = held.count(1)
        if not hits or (hits == 1 and len(held) > LONE_PAIR):
            return False
        if hits < ENOUGH_PAIRS and ENOUGH_RUN not in held and hits < ENOUGH_SHARE * len(held):
            return False
        if not whole:
            return True
        known = list(dict.fromkeys(compress(pairs, held)))
        if ENOUGH_RUN not in held and not self._tells(known):
            return False
        # Invisible marks may have torn words apart.
        return self._shows(known) if text.isascii() else bool(self.candidates(known))

    def _tells(self, pairs: Sequence[int]) -> bool:
        """Whether one of these pairs is held by no more articles than are ever weighed."""
        return any(len(self.postings[pair]) <= MOST_CANDIDATES for pair in pairs)

    def pairs(self, words: Sequence[str]) -> list[int]:
        """Give the pairs of neighbouring words that some article holds, once each, in order."""
        pairs = dict.fromkeys(map(hash, pairwise(words)))
        return list(filter(self.postings.__contains__, pairs))

    def naming(self, words: Sequence[str]) -> list[Article]:
        """Give the articles with an error code among these words that hardly another has."""
        named = (place for word in words for place in self.codes.get(word, ()))
        return [self.articles[place] for place in islice(dict.fromkeys(named), MOST_CANDIDATES)]

    def candidates(self, pairs: Sequence[int]) -> list[Article]:
        """Give the articles that share the most and rarest pairs, best first."""
        visited = self._rarest(pairs)
        scores = dict.fromkeys(self._sharing(visited, len(pairs)), 0.0)
        if not scores:
            return []
        for places in visited:
            part = 1 / (1 + len(places)) ** 0.5
            for place in scores.keys() & places:
                scores[place] += part
        least = NEAR * max(scores.values())
        best = sorted((-score, place) for place, score in scores.items() if score >= least)
        return [self.articles[place] for _, place in best[:MOST_CANDIDATES]]

    def _rarest(self, pairs: Sequence[int]) -> "list[array[int]]":
        """Give the articles of each of the rarest pairs, no more than are visited for one paste."""
        found = sorted(map(self.postings.__getitem__, pairs), key=len)[:RAREST_PAIRS]
        enough = bisect_right(list(accumulate(map(len, found))), MOST_POSTINGS)
        return found[:enough] or [places[:MOST_POSTINGS] for places in found[:1]]

    def _sharing(self, visited: "Sequence[array[int]]", pairs: int) -> dict[int, int]:
        """Give the articles that share enough of so many pairs, and how many they share."""
        shared = Counter(chain.from_iterable(visited))
        fewest, whole = min(FEWEST_SHARED, pairs), len(visited) == pairs
        return {
            place: count
            for place, count in shared.items()
            if count >= fewest and (not whole or count >= self.fewest[place])
        }

    def _shows(self, pairs: Sequence[int]) -> bool:
        """Whether there may be a long run of words, or enough of a short text, among these."""
        visited = self._rarest(pairs)
        shared = self._sharing(visited, len(pairs))
        if len(visited) < len(pairs):
            return bool(shared)
        shown = partial(_is_shown, set(pairs))
        return any(
            count >= LONG_RUN or any(map(shown, self.short[place]))
            for place, count in shared.items()
        )


def _is_shown(pairs: set[int], text: "array[int]") -> bool:
    return sum(map(pairs.__contains__, text)) > len(text) // SHOWN


def compile_index(articles: Sequence[Article]) -> Index:
    """Index the error texts of all articles."""
    found: dict[int, set[int]] = defaultdict(set)
    words: set[str] = set()
    codes: dict[str, set[int]] = defaultdict(set)
    short: dict[int, tuple[array[int], ...]] = {}
    fewest = bytearray()
    for place, article in enumerate(articles):
        read = read_texts(article)
        for code in chain.from_iterable(text.codes for text in read):
            codes[code].add(place)
        blocks = [text.words for text in read]
        each = [
            {hash(pair) for pair in pairwise(block) if not FOLDED_COMMON.issuperset(pair)}
            for block in blocks
        ]
        for pair in set().union(*each):
            found[pair].add(place)
        if few := [array("q", pairs) for pairs in each if 0 < len(pairs) < SHOWN * (LONG_RUN - 1)]:
            short[place] = tuple(few)
        fewest.append(min((1 + len(pairs) // SHOWN for pairs in few), default=LONG_RUN))
        words.update(chain.from_iterable(blocks))
    postings = {pair: array("I", sorted(places)) for pair, places in found.items()}
    rare = {code: tuple(sorted(held)) for code, held in codes.items() if len(held) <= FEW_HOLDERS}
    return Index(tuple(articles), postings, _vocabulary(words), rare, bytes(fewest), short)


def _vocabulary(words: set[str]) -> dict[str, bool]:
    """Say of each word whether a letter more or less makes it another of them."""
    near: set[str] = set()
    for word in words:
        shorter = {word[:at] + word[at + 1 :] for at in range(len(word))} & words
        if shorter:
            near |= shorter | {word}
    return {word: word in near for word in words}
