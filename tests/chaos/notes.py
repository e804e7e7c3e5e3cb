"""What is written down while bots are killed: who began to post what when, and what is done."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)


@dataclass(frozen=True, slots=True)
class Notes:
    """The files that processes write beside their work: log, tally, what held them, address."""

    folder: Path

    @property
    def log(self) -> Path:
        """What the processes say."""
        return self.folder / "log"

    @property
    def tally(self) -> Path:
        """What bots began to post, and what stands."""
        return self.folder / "tally"

    @property
    def holds(self) -> Path:
        """What held up a bot's loop and its name lookups."""
        return self.folder / "holds"

    @property
    def origin(self) -> Path:
        """Where the double listens."""
        return self.folder / "origin"


@contextmanager
def notes_in_memory() -> Iterator[Notes]:
    """Give notes that a busy disk does not hold up: nobody waits for it but for the databases."""
    kept_in = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="crmurl-notes-", dir=kept_in) as folder:
        yield Notes(Path(folder))


class Step(StrEnum):
    """What happened to a piece of work."""

    FIRST = "first"  # the first attempt to post it
    SECOND = "second"  # any later one, after an attempt whose outcome is not known
    DONE = "done"  # its message stands


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the tally."""

    at: float  # seconds since 1970
    process: int
    step: Step
    work: str


def note(file: Path, process: int, step: Step, work: str) -> None:
    """Add a line; lines this short are written whole, whoever else writes."""
    with file.open("a") as tally:
        tally.write(f"{time.time():.3f} {process} {step.value} {work}\n")


def marks(file: Path) -> list[Mark]:
    """Read the whole tally."""
    if not file.exists():
        return []
    lines = (line.split(" ", 3) for line in file.read_text().splitlines())
    return [Mark(float(at), int(pid), Step(step), work) for at, pid, step, work in lines]


def under_way(tally: list[Mark], process: int, since: float) -> set[str]:
    """The work that a process began since then and that is not done."""
    done = {mark.work for mark in tally if mark.step is Step.DONE}
    begun = (mark for mark in tally if mark.process == process and mark.at >= since)
    return {mark.work for mark in begun} - done


def taken_up(tally: list[Mark], works: set[str], process: int, since: float) -> dict[str, float]:
    """When another process took up each of these, in seconds since then."""
    found: dict[str, float] = {}
    for mark in tally:
        if mark.work in works and mark.process != process and mark.at >= since:
            found.setdefault(mark.work, mark.at - since)
    return found
