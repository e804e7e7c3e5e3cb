"""Lets a list of words be written as one reads it."""


def words(text: str) -> frozenset[str]:
    """Give the words of a text, to look others up among them."""
    return frozenset(text.split())
