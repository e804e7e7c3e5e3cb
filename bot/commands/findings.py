"""What `diagnose` and `url` have in common: the company's directory, and a finding as JSON."""

from pathlib import Path
from typing import Any, Final

from bot.cli import UsageError
from knowledge.directory import Directory, DirectoryError, read_directory
from knowledge.finding import Finding

NO_DIRECTORY: Final = "{path}: cannot be read ({why})"


def directory_at(path: Path | None) -> Directory | None:
    """Read the directory file that was named; none gives None. Raises UsageError."""
    if path is None:
        return None
    try:
        return read_directory(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as problem:
        raise UsageError(NO_DIRECTORY.format(path=path, why=problem.strerror)) from None
    except UnicodeDecodeError:
        raise UsageError(NO_DIRECTORY.format(path=path, why="it is not UTF-8")) from None
    except DirectoryError as problem:
        raise UsageError(str(problem)) from None


def finding_object(finding: Finding) -> dict[str, Any]:
    """Give a finding as the object that `--json` and `--jsonl` write."""
    return {
        "status": finding.status.value,
        "url": finding.url,
        "ifd_url": finding.ifd_url,
        "options": list(finding.options),
        "changes": [{"what": each.what, "why": each.why} for each in finding.changes],
        "message": finding.message,
    }
