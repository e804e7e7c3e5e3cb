"""Holds what the bot knows, and thinks about long pastes without holding up anyone else."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.conversation import Outcome, Talk, think
from knowledge.diagnosis import HEAVY
from knowledge.directory import Directory
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Mind:
    """The articles, and the company's servers as they are listed right now."""

    library: Library
    directory: Callable[[], Directory | None]
    # Several threads that reckon at once would each hold up the event loop by turns.
    one_at_a_time: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def think(self, talk: Talk, *, external: bool = False) -> Outcome | None:
        """Think about a thread; beside the event loop where there is much to read.

        Such threads wait for one another. Where people of another company read along (`external`),
        the directory stays unopened.
        """
        directory = None if external else self.directory()
        if talk.size > HEAVY:
            async with self.one_at_a_time:
                return await asyncio.to_thread(think, self.library, directory, talk)
        return think(self.library, directory, talk)
