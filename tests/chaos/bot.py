"""The real bot as a process, its clock shortened and, when asked, one safeguard taken out.

`python -m tests.chaos.bot RATIO SABOTAGE TALLY connect`: each second attempt to post adds a line
to the file TALLY. SABOTAGE is `none`, `no-look` or `ack-first`.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from bot.delivery import timing

ACK_AHEAD_S = 0.5  # how long `ack-first` puts off what should come before the ack


def count_second_attempts(tally: Path, *, look: bool) -> None:
    """Write down each second attempt; without `look`, post again without looking."""
    from bot.delivery.posting import Poster

    safe = Poster._settle_and_look

    async def counted(self: Poster, *about: Any) -> str | None:
        with tally.open("a") as file:
            file.write("1\n")
        return await safe(self, *about) if look else None

    Poster._settle_and_look = counted  # type: ignore[method-assign]


def ack_first() -> None:
    """Let the ack go out before anything is stored."""
    from bot.delivery.desk import DurableDesk

    safe = DurableDesk._take
    running: set[asyncio.Task[None]] = set()

    async def later(self: DurableDesk, order: Any) -> None:
        async def act() -> None:
            await asyncio.sleep(ACK_AHEAD_S)
            await safe(self, order)

        running.add(task := asyncio.create_task(act()))
        task.add_done_callback(running.discard)

    DurableDesk._take = later  # type: ignore[method-assign]


def main() -> None:
    """Run the bot's own command line, so changed."""
    ratio, sabotage, tally, *words = sys.argv[1:]
    timing.NORMAL = timing.NORMAL.scaled(float(ratio))
    count_second_attempts(Path(tally), look=sabotage != "no-look")
    if sabotage == "ack-first":
        ack_first()
    from bot import cli

    sys.exit(cli.main(words))


if __name__ == "__main__":
    main()
