"""What a scenario came to: one line of the table, and the limits in seconds that it had to keep."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_KILLS, LEAST_SECOND_ATTEMPTS = 8, 5
HEAD = (
    f"{'scenario':<22}{'events':>8}{'kills':>7}{'second':>8}"
    f"{'lost':>6}{'doubled':>9}{'settled s':>11}"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that may take so many seconds at most, and how many it took at worst."""

    what: str
    took_s: float
    most_s: float

    @property
    def is_kept(self) -> bool:
        """Whether it was quick enough."""
        return self.took_s <= self.most_s


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    name: str
    events: int
    kills: int
    second_attempts: int
    lost: int
    doubled: int
    settled_s: float  # from the end of the trouble to the last answer
    limits: tuple[Limit, ...] = ()

    @property
    def row(self) -> str:
        """The line as it stands in the table."""
        return (
            f"{self.name:<22}{self.events:>8}{self.kills:>7}{self.second_attempts:>8}"
            f"{self.lost:>6}{self.doubled:>9}{self.settled_s:>11.1f}"
        )


def judge(results: Sequence[Result]) -> int:
    """Print the table, the limits and the sums; 1 when they show a fault, or show too little."""
    print(HEAD)
    for one in results:
        print(one.row)
    limits = [(one.name, limit) for one in results for limit in one.limits]
    for name, limit in limits:
        verdict = "" if limit.is_kept else "  TOO SLOW"
        print(f"{name}: {limit.what} {limit.took_s:.2f} s (<= {limit.most_s:g} s){verdict}")
    events, kills = sum(one.events for one in results), sum(one.kills for one in results)
    second = sum(one.second_attempts for one in results)
    lost, doubled = sum(one.lost for one in results), sum(one.doubled for one in results)
    print(f"events {events} kills {kills} second-attempts {second} lost {lost} doubled {doubled}")
    enough = kills >= LEAST_KILLS and second >= LEAST_SECOND_ATTEMPTS
    in_time = all(limit.is_kept for _, limit in limits)
    return 0 if enough and in_time and not lost and not doubled else 1
