"""Finds the few articles a paste may be about, in time that hardly grows with the library."""

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
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
    frequency: dict[str, int]  # articles that hold a word
    codes: dict[str, tuple[int, ...]]  # the articles with an error code that hardly another has
    fewest: bytes  # pairs of each article that a text has to share to come into question

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
        return bool(self.candidates(known))

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
        if not pairs:
            return []
        found = sorted((self.postings[pair] for pair in pairs), key=len)[:RAREST_PAIRS]
        sums = list(accumulate(map(len, found)))
        visited = found[: max(1, bisect_right(sums, MOST_POSTINGS))]
        shared: Counter[int] = Counter()
        for places in visited:
            shared.update(places[:MOST_POSTINGS])
        fewest, whole = min(FEWEST_SHARED, len(pairs)), len(visited) == len(pairs)
        scores = {
            place: 0.0
            for place, count in shared.items()
            if count >= fewest and (not whole or count >= self.fewest[place])
        }
        for places in visited if scores else ():
            for place in scores.keys() & places:
                scores[place] += 1 / (1 + len(places)) ** 0.5
        best = nlargest(MOST_CANDIDATES, scores.items(), key=lambda item: (item[1], -item[0]))
        least = best[0][1] * NEAR if best else 0.0
        return [self.articles[place] for place, score in best if score >= least]


def compile_index(articles: Sequence[Article]) -> Index:
    """Index the error texts of all articles."""
    found: dict[int, set[int]] = defaultdict(set)
    frequency: dict[str, int] = defaultdict(int)
    codes: dict[str, set[int]] = defaultdict(set)
    fewest = bytearray()
    for place, article in enumerate(articles):
        read = read_texts(article)
        for code in chain.from_iterable(text.codes for text in read):
            codes[code].add(place)
        blocks = [text.words for text in read]
        sizes = []
        for block in blocks:
            pairs = {hash(pair) for pair in pairwise(block) if not FOLDED_COMMON.issuperset(pair)}
            for pair in pairs:
                found[pair].add(place)
            sizes.append(len(pairs))
        fewest.append(min(LONG_RUN, 1 + min(filter(None, sizes), default=0) // SHOWN))
        for word in {word for block in blocks for word in block}:
            frequency[word] += 1
    postings = {pair: array("I", sorted(places)) for pair, places in found.items()}
    rare = {code: tuple(sorted(held)) for code, held in codes.items() if len(held) <= FEW_HOLDERS}
    return Index(tuple(articles), postings, dict(frequency), rare, bytes(fewest))
