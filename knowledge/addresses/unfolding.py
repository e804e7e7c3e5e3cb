"""Lays a typed text open: without markup, odd characters and gaps, its addresses in sight."""

from dataclasses import dataclass
from typing import Final

from knowledge.addresses.characters import CleanText, clean
from knowledge.addresses.gaps import close_gaps, spell_marks
from knowledge.addresses.known import KnownHosts
from knowledge.addresses.markup import plain_text
from knowledge.addresses.names import PLACEHOLDER
from knowledge.addresses.spotting import Spotted, spot
from knowledge.addresses.templates import mark_placeholders


@dataclass(frozen=True, slots=True)
class Seen:
    """What was noticed about a whole text while it was laid open."""

    clean: CleanText
    two_words: bool = False  # the whole text is an address and one word more
    gaps_closed: bool = False
    spelled_out: bool = False
    brackets_removed: bool = False
    deceiving_link: bool = False


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A text laid open."""

    text: str
    spotted: Spotted
    seen: Seen


NOTHING_SEEN: Final = Seen(CleanText(""))


def unfold(typed: str, known: KnownHosts | None) -> Unfolded:
    """Lay a text open, in the order in which it was folded up by chat, mail and fingers."""
    marked = plain_text(typed)
    cleaned = clean(marked.text)
    bare = mark_placeholders(cleaned.text)
    text = close_gaps(bare, known)
    spotted = spot(text, known)
    spelled = text if spotted.spots else spell_marks(text)
    spelled_out = spelled != text
    if spelled_out:
        text = close_gaps(spelled, known)
        spotted = spot(text, known)
    brackets_fewer = bare.count("<") < cleaned.text.count("<")
    seen = Seen(
        cleaned,
        two_words=len(text.split(None, 2)) == 2,  # noqa: PLR2004
        gaps_closed=text != bare,
        spelled_out=spelled_out,
        brackets_removed=brackets_fewer and PLACEHOLDER not in bare,
        deceiving_link=marked.deceiving is not None,
    )
    return Unfolded(text, spotted, seen)
