"""The Slack double as a process; it writes its address into the notes."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.playground.clock import Pace
from bot.playground.double import SlackDouble
from bot.playground.faults import read_faults
from tests.chaos.notes import Notes

# Oftener and longer than Slack: an event that meets a dead bot each time is no bot's fault.
REDELIVER_AFTER = (0.0, 3.0, *(15.0 for _ in range(1_000)))


async def serve(ratio: float, faults: str, urls: Sequence[str], notes: Notes) -> None:
    """Run until killed."""
    async with SlackDouble(pace=Pace(redeliver_after=REDELIVER_AFTER).times(ratio)) as double:
        double.faults = read_faults(faults)
        double.slack.sockets.broadcast = True
        if urls:
            double.request_urls(urls)
        await asyncio.to_thread(notes.origin.write_text, double.origin)
        await asyncio.Event().wait()


def main(words: Sequence[str]) -> None:
    """Take the notes' folder, the ratio, the faults, and request URLs if events come over HTTP."""
    folder, ratio, faults, *urls = words
    asyncio.run(serve(float(ratio), faults, urls, Notes(Path(folder))))
