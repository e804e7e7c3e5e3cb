"""Where listeners hand over what they want done: the Protocol between them and the store."""

from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.diagnosis import Diagnosis

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One message in Slack: (team, channel, ts), and the thread it stands in."""

    team: str
    channel: str
    ts: str
    thread_ts: str  # the parent's ts; equal to `ts` for a message outside any thread
    external: bool = False  # people of another company read along: nothing of the directory is told

    @property
    def key(self) -> str:
        """What work on this message is known by, the same for every delivery of it."""
        return f"{self.team}:{self.channel}:{self.ts}"

    @property
    def in_thread(self) -> bool:
        """Whether the message is a reply in somebody's thread."""
        return self.ts != self.thread_ts


@dataclass(frozen=True, slots=True)
class Reply:
    """A drawn answer: Block Kit for the screen, the same in plain words for readers of text."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One diagnosed message and where its thread stands; ids and verdicts only, never text."""

    opened_by: Place  # the message that was diagnosed first
    poster: str
    verdict: str
    candidates: tuple[str, ...]  # article ids, best first
    choices: tuple[str, ...]  # answers clicked so far, in our own words
    told: str  # digest of the last outcome told, so that nothing is said twice


class AwayError(Exception):
    """What is kept cannot be read now, but what is handed over is kept all the same."""


class Desk(Protocol):
    """What listeners may ask for; every method is durable before it returns, and safe to repeat."""

    async def answer(
        self, place: Place, poster: str, diagnosis: Diagnosis, reply: Reply, told: str
    ) -> None:
        """Open a case for this message and have exactly one threaded reply posted."""

    async def case_of(self, place: Place) -> Case | None:
        """Give the case of the thread this message stands in; one indexed read.

        Raises AwayError while the message can only be handed over to be read later.
        """

    async def go_on(
        self, place: Place, case: Case, choice: str | None = None, edited: str = ""
    ) -> None:
        """Read the thread, its text files too, and complete the answer if something is new.

        A `choice` is kept with the case. `choice` and `edited` (the ts of an edit) are part of what
        the work is known by: a message edited twice is read again twice.
        """

    async def read_later(self, place: Place, poster: str, *, must_answer: bool = False) -> None:
        """Fetch the message, its thread and its text files, then answer as they deserve.

        With `must_answer` the bot was called by name, and says so when it knows nothing.
        """

    async def revise(
        self, place: Place, diagnosis: Diagnosis, reply: Reply, told: str, edited: str = ""
    ) -> None:
        """Update the one answer in place, after the message it answers was edited.

        `edited` (the ts of the edit) is what the work is known by; an edit that comes late changes
        nothing once a newer one was taken.
        """

    async def forget(self, team: str, before: float) -> None:
        """Delete what was kept for a workspace before it removed the app (seconds since 1970)."""
