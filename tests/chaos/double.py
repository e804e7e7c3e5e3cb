"""The Slack double as a process: `python -m tests.chaos.double PORT RATIO FAULTS`."""

import asyncio
import sys

from bot.playground.clock import Pace
from bot.playground.double import SlackDouble
from bot.playground.faults import read_faults


async def serve(port: int, ratio: float, faults: str) -> None:
    """Run until killed; `ratio` shortens Slack's waits before it delivers again."""
    async with SlackDouble(port, pace=Pace().times(ratio)) as double:
        double.faults = read_faults(faults)
        double.slack.sockets.broadcast = True
        print(double.origin, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]))
