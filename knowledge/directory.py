"""The company's own CRM servers and organizations, and the quick ways to look them up."""

from dataclasses import dataclass, field

from knowledge.addresses.known import KnownHosts
from knowledge.deployment import Deployment, Organization
from knowledge.directory_reader import DirectoryError, read_deployments

__all__ = ["Deployment", "Directory", "DirectoryError", "Organization", "read_directory"]


@dataclass(frozen=True, slots=True)
class Directory:
    """All deployments of a company; `known` is built once and shared by every look-up."""

    deployments: tuple[Deployment, ...]
    known: KnownHosts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the look-ups."""
        object.__setattr__(self, "known", KnownHosts(self.deployments))


def read_directory(text: str, name: str) -> Directory:
    """Read a directory file; `name` is how the user named it.

    Raises DirectoryError with a line `name:line: what is wrong, how to mend it` for each problem.
    """
    return Directory(read_deployments(text, name))
