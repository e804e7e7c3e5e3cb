"""Answers pastes the way others do, to compare with: fuzzy matching, BM25 and TF-IDF."""

from collections.abc import Callable, Sequence

import bm25s
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.article import Article
from knowledge.signature import error_texts

Answer = Callable[[str], object]


def fuzzy(articles: Sequence[Article]) -> Answer:
    """Compare with every article's text."""
    texts = _texts(articles)
    return lambda text: process.extractOne(text, texts, scorer=fuzz.partial_ratio)


def bm25(articles: Sequence[Article]) -> Answer:
    """Rank with BM25."""
    ranker = bm25s.BM25()
    ranker.index(bm25s.tokenize(_texts(articles), show_progress=False), show_progress=False)

    def answer(text: str) -> object:
        words = bm25s.tokenize(text, show_progress=False)
        return ranker.retrieve(words, k=1, show_progress=False)

    return answer


def tfidf(articles: Sequence[Article]) -> Answer:
    """Rank with the cosine of TF-IDF vectors."""
    vectors = TfidfVectorizer()
    matrix = vectors.fit_transform(_texts(articles))
    return lambda text: (matrix @ vectors.transform([text]).T).argmax()


def _texts(articles: Sequence[Article]) -> list[str]:
    return ["\n".join(error_texts(article)) for article in articles]


PEERS: dict[str, Callable[[Sequence[Article]], Answer]] = {
    "rapidfuzz partial_ratio": fuzzy,
    "bm25s": bm25,
    "TF-IDF cosine": tfidf,
}
