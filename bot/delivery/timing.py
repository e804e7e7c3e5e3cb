"""The times that keep a reply single; they only work together, so they are one value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds. `settle` must exceed `call` by what Slack may still need for a request it holds."""

    call: float = 5.0  # a call to Slack is given up after this
    settle: float = 15.0  # a request begun this long ago has landed by now, or never will
    pause: float = 1.0  # an attempt not sent within this of its intent is dropped unsent
    again: float = 1.0  # what failed once is tried again so soon; it is never a post
    retry: float = 15.0  # from then on, flat: a growing backoff would keep people waiting an hour
    dead_after: float = 5.0  # a replica not heard for this long is dead
    beat: float = 1.0
    enqueue: float = 2.0  # Slack wants its ack in 3; work not durable by now is left to it
    late: float = 3.0  # an answer this old may have follow-ups that nobody saw: read the thread


NORMAL = Timing()
