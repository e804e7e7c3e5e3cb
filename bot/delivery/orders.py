"""What a listener asked for, as plain JSON that can be stored, spooled and read back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.storage.cases import Saying
from handlers.desk import Place, Reply
from knowledge.diagnosis import Diagnosis


@dataclass(frozen=True, slots=True)
class Order:
    """One wish of a listener: its kind, the message it is about, and what else it needs.

    `marks` are what the event behind it is known by; none when there is no event.
    """

    kind: str
    place: Mapping[str, Any]
    more: Mapping[str, Any]
    marks: Sequence[str] = ()


def order_from(body: str) -> Order:
    """Read an order back; raises ValueError or TypeError for what is none."""
    return Order(**json.loads(body))


def place_as_json(place: Place) -> dict[str, Any]:
    """Write a place as JSON."""
    return asdict(place)


def place_from(kept: Mapping[str, Any]) -> Place:
    """Read a place back."""
    return Place(**kept)


def reply_as_json(reply: Reply) -> dict[str, Any]:
    """Write a drawn reply as JSON; what it quotes was redacted when it was drawn."""
    return {"text": reply.text, "blocks": list(reply.blocks)}


def reply_from(kept: Mapping[str, Any]) -> Reply:
    """Read a drawn reply back."""
    return Reply(kept["text"], tuple(kept["blocks"]))


def saying_of(diagnosis: Diagnosis, told: str) -> Saying:
    """Reduce a diagnosis to the ids that a case keeps."""
    return Saying(
        diagnosis.verdict.value,
        tuple(candidate.article.id for candidate in diagnosis.candidates),
        told,
        diagnosis.question is not None,
    )


def saying_as_json(said: Saying) -> dict[str, Any]:
    """Write what a case is told as JSON."""
    return {**asdict(said), "candidates": list(said.candidates)}


def saying_from(kept: Mapping[str, Any]) -> Saying:
    """Read what a case is told back."""
    return Saying(kept["verdict"], tuple(kept["candidates"]), kept["told"], kept["asked"])
