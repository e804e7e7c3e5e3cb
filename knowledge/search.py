"""Finds the few articles a paste may be about, in time that hardly grows with the library."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, islice, pairwise

from knowledge.article import Article
from knowledge.signature import read_texts
from knowledge.words import FOLDED_COMMON, fold_roughly

ENOUGH_RUN = b"\1\1\1"  # as many pairs in a row, known to the library, in a text worth reading
ENOUGH_PAIRS = 4  # or so many anywhere
ENOUGH_SHARE = 0.2  # of all its pairs, for texts too short to have so many
LONE_PAIR = 3  # pairs; in a longer text a single one that is known is chance
GLANCE = 800  # characters of a long text that mostly tell already
RAREST_PAIRS = 96  # word pairs of a paste that are looked up; the rarest tell articles apart
MOST_POSTINGS = 3000  # articles visited for one paste; bounds the work in a library of any size
FEWEST_SHARED = 2  # pairs; one alone is in any talk about computers
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

    def worth_reading(self, text: str) -> bool:
        """Whether a text shares enough with any article to be read; chatter ends here."""
        if len(text) > GLANCE and self.worth_reading(text[:GLANCE]):
            return True
        words = fold_roughly(text)
        if not self.codes.keys().isdisjoint(words):
            return True
        held = bytes(map(self.postings.__contains__, map(hash, pairwise(words))))
        hits = held.count(1)
        if not hits or (hits == 1 and len(held) > LONE_PAIR):
            return False
        return hits >= ENOUGH_PAIRS or ENOUGH_RUN in held or hits >= ENOUGH_SHARE * len(held)

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
        found = sorted((self.postings[pair] for pair in pairs), key=len)[:RAREST_PAIRS]
        scores: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        visited = 0
        for places in found:
            if visited and visited + len(places) > MOST_POSTINGS:
                break
            visited += len(places)
            score = 1 / (1 + len(places)) ** 0.5
            for place in places[:MOST_POSTINGS]:
                scores[place] += score
                shared[place] += 1
        fewest = min(FEWEST_SHARED, len(pairs))
        enough = [item for item in scores.items() if shared[item[0]] >= fewest]
        best = nlargest(MOST_CANDIDATES, enough, key=lambda item: (item[1], -item[0]))
        least = best[0][1] * NEAR if best else 0.0
        return [self.articles[place] for place, score in best if score >= least]


def compile_index(articles: Sequence[Article]) -> Index:
    """Index the error texts of all articles."""
    found: dict[int, set[int]] = defaultdict(set)
    frequency: dict[str, int] = defaultdict(int)
    codes: dict[str, set[int]] = defaultdict(set)
    for place, article in enumerate(articles):
        read = read_texts(article)
        for code in chain.from_iterable(text.codes for text in read):
            codes[code].add(place)
        blocks = [text.words for text in read]
        for block in blocks:
            for pair in pairwise(block):
                if not FOLDED_COMMON.issuperset(pair):
                    found[hash(pair)].add(place)
        for word in {word for block in blocks for word in block}:
            frequency[word] += 1
    postings = {pair: array("I", sorted(places)) for pair, places in found.items()}
    rare = {code: tuple(sorted(held)) for code, held in codes.items() if len(held) <= FEW_HOLDERS}
    return Index(tuple(articles), postings, dict(frequency), rare)
