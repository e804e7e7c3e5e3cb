"""Keeps the company's directory file fresh: an edit counts at once, a broken one not at all."""

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.directory import Directory, DirectoryError, read_directory

LOOK_S = 2.0  # between looks at the file; a look is one stat
UNREADABLE = "{path}:1: cannot be read ({why}); name a file that exists in CRMURL_DIRECTORY"
NO_UTF8 = "not UTF-8"
log = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


@dataclass(slots=True)
class CompanyFile:
    """The directory as it was last read in full; call it to get it."""

    path: Path
    _directory: Directory | None = None
    _stamp: Stamp | None = None
    _told: str = field(default="", repr=False)

    def __call__(self) -> Directory | None:
        """Give the directory that counts now."""
        return self._directory

    def read(self) -> None:
        """Read the file now; raises DirectoryError and keeps what was read before."""
        try:
            self._stamp = _stamp_of(self.path)
            text = self.path.read_text(encoding="utf-8-sig")
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            raise DirectoryError(UNREADABLE.format(path=self.path, why=why)) from problem
        except UnicodeDecodeError as problem:
            raise DirectoryError(UNREADABLE.format(path=self.path, why=NO_UTF8)) from problem
        self._directory = read_directory(text, str(self.path))

    async def keep_fresh(self) -> None:
        """Read the file again whenever it changed, for as long as the bot runs."""
        while True:
            await asyncio.sleep(LOOK_S)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Read the file if it changed; what is wrong with it is logged once."""
        try:
            if _stamp_of(self.path) == self._stamp:
                return
        except OSError:
            pass  # reading it below says in words what is wrong
        try:
            self.read()
        except DirectoryError as problem:
            if str(problem) != self._told:
                log.error("the directory stays as it was: %s", problem)  # noqa: TRY400
            self._told = str(problem)
        else:
            self._told = ""
            log.info("directory read again from %s", self.path)


def _stamp_of(path: Path) -> Stamp:
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def no_directory() -> Directory | None:
    """Stand in where no directory file is set."""
    return None
