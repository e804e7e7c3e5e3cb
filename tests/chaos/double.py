"""The Slack double as a process: `python -m tests.chaos.double PORT FAULTS`."""

import asyncio
import sys

from bot.playground.clock import Pace
from bot.playground.double import SlackDouble
from bot.playground.faults import read_faults

# Oftener and longer than Slack: an event that meets a dead bot each time is no bot's fault.
REDELIVER_AFTER = (0.0, *(3.0 for _ in range(100)))


async def serve(port: int, faults: str) -> None:
    """Run until killed."""
    async with SlackDouble(port, pace=Pace(redeliver_after=REDELIVER_AFTER)) as double:
        double.faults = read_faults(faults)
        double.slack.sockets.broadcast = True
        print(double.origin, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
