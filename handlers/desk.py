"""Where the listeners hand over what they want done: the Protocol between handlers and the store."""

from dataclasses import dataclass
from typing import Any, Protocol

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One message in Slack: (team, channel, ts), and the thread it stands in."""

    team: str
    channel: str
    ts: str
    thread_ts: str  # the parent's ts; equal to `ts` for a message outside any thread

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
