"""The real bot as a process, its clock shortened and, when asked, one safeguard taken out.

Its attempts to post, and what held it up, go into the notes.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.delivery import timing
from tests.chaos.notes import Notes, Step, note
from tests.chaos.probe import watch

WAITED_FOR = ("call", "settle", "again", "retry", "dead_after", "beat")  # by a second attempt
ACK_AHEAD_S = 0.5  # how long `ack-first` puts off what should come before the ack


def keep_tally(tally: Path) -> None:
    """Write down each attempt to post and each message that stands."""
    from bot.delivery.posting import Poster
    from bot.storage.posts import PostState

    safe_attempt, safe_post = Poster._next_attempt, Poster.post

    async def attempt(self: Poster, work: str, place: Any, reply: Any, found: Any) -> str | None:
        if found is None or found.state is PostState.OPEN:
            note(tally, os.getpid(), Step.SECOND if found else Step.FIRST, work)
        return await safe_attempt(self, work, place, reply, found)

    async def post(self: Poster, work: str, place: Any, reply: Any) -> str:
        ts = await safe_post(self, work, place, reply)
        note(tally, os.getpid(), Step.DONE, work)
        return ts

    Poster._next_attempt = attempt  # type: ignore[method-assign]
    Poster.post = post  # type: ignore[method-assign]


def watch_holds(holds: Path) -> None:
    """Watch the loop from the moment on that work can run on it."""
    from bot.delivery.engine import Engine

    safe = Engine.start
    running: list[asyncio.Task[None]] = []

    async def start(self: Engine) -> None:
        await safe(self)
        running.append(asyncio.create_task(watch(holds)))

    Engine.start = start  # type: ignore[method-assign]


def no_look() -> None:
    """Post again without waiting or looking."""
    from bot.delivery.posting import Poster

    async def blind(_self: Poster, *_about: Any) -> str | None:
        return None

    Poster._settle_and_look = blind  # type: ignore[method-assign]


def ack_first() -> None:
    """Let the ack go out before anything is stored."""
    from bot.delivery.desk import DurableDesk

    safe = DurableDesk._take
    running: set[asyncio.Task[None]] = set()

    async def later(self: DurableDesk, *about: Any) -> None:
        async def act() -> None:
            await asyncio.sleep(ACK_AHEAD_S)
            await safe(self, *about)

        running.add(task := asyncio.create_task(act()))
        task.add_done_callback(running.discard)

    DurableDesk._take = later  # type: ignore[method-assign]


def shorten(ratio: float) -> None:
    """Shorten all waits that an outage or a death costs, in one ratio."""
    from bot import assembly, slack_calls, sockets

    now = timing.NORMAL
    shorter = {name: getattr(now, name) * ratio for name in WAITED_FOR}
    timing.NORMAL = assembly.NORMAL = replace(now, **shorter)
    slack_calls.WAIT_S *= ratio
    sockets.LONGEST_WAIT_S *= ratio


def main(words: Sequence[str]) -> int:
    """Run the bot's own command line, so changed: notes, ratio, what to sabotage, command."""
    folder, ratio, sabotage, *command = words
    notes = Notes(Path(folder))
    shorten(float(ratio))
    keep_tally(notes.tally)
    watch_holds(notes.holds)
    if sabotage == "no-look":
        no_look()
    if sabotage == "ack-first":
        ack_first()
    from bot import cli

    return cli.main(command)
