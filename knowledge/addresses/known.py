"""Looks a typed host or organization up among the company's own servers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import ada_url

from knowledge.addresses.near import NearNames, slips
from knowledge.deployment import Deployment, Organization

NEAR_HOST: Final = 2  # slips, rule 2
NEAR_ORGANIZATION: Final = 1  # slips, rule 4
MOST_WORDS: Final = 200  # in which a display name is looked for
LONGEST_NAME: Final = 4  # words of a display name
AROUND_WORDS: Final = ".,;:!?()[]\"'*_"
# Below these, one slip makes any name any other: crm and cms, HR and IT.
SHORTEST_HOST: Final = 4
SHORTEST_ORGANIZATION: Final = 3
# Beyond "near" a host is only offered, never written.
LOOSE: Final = 3


class Role(StrEnum):
    """What a host of the directory is for."""

    SERVER = "server"
    ALIAS = "alias"
    IFD = "ifd"
    DISCOVERY = "discovery"
    EXTERNAL = "external"
    STS = "sts"


@dataclass(frozen=True, slots=True)
class Known:
    """A host of the directory; `organization` is set where the host itself names one."""

    host: str
    port: int | None
    role: Role
    deployment: Deployment
    organization: Organization | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An organization on one of the company's servers."""

    deployment: Deployment
    organization: Organization

    @property
    def address(self) -> str:
        """The address inside the company."""
        return self.deployment.server_address(self.organization)


class KnownHosts:
    """All hosts and organizations of a directory, by name, by cut name and by mistyped name."""

    def __init__(self, deployments: Iterable[Deployment]) -> None:
        """Build every look-up once."""
        self.deployments = tuple(deployments)
        self._hosts: dict[str, list[Known]] = defaultdict(list)
        self._cut: dict[str, list[Known]] = defaultdict(list)
        self._places: dict[str, list[Place]] = defaultdict(list)
        self._near_organizations: dict[str, NearNames] = {}
        for known in (known for each in self.deployments for known in _hosts_of(each)):
            self._hosts[known.host].append(known)
        for hosts in tuple(self._hosts.values()):
            self._add_cut_forms(hosts[0])
        self._near = NearNames(self._hosts, NEAR_HOST, SHORTEST_HOST)
        self._add_places()
        self.endings = frozenset(host.rpartition(".")[2] for host in self._hosts)

    def has(self, host: str) -> bool:
        """Tell whether this is exactly a host of the directory."""
        return host in self._hosts

    def host(self, host: str, port: int | None) -> Known | None:
        """Give the directory's entry for exactly this host."""
        found = self._hosts.get(host)
        if not found:
            return None
        return next((known for known in found if known.port == port), found[0])

    def cut(self, host: str, port: int | None) -> Known | None:
        """Give the one server whose name starts with this one, its last labels left out."""
        found = {known.host: known for known in self._cut.get(host, ())}
        return self.host(next(iter(found)), port) if len(found) == 1 else None

    def near(self, host: str, port: int | None) -> tuple[Known, ...]:
        """Give the nearest hosts; several when one cannot say which was meant."""
        found = (self.host(name, port) for name in self._near.nearest(host))
        return tuple(known for known in found if known is not None)

    def places(self, name: str) -> tuple[Place, ...]:
        """Give where an organization of this name (or display name) is."""
        return tuple(self._places.get(_folded(name), ()))

    def named_in(self, text: str) -> tuple[str, ...]:
        """Give the organizations whose names of two to four words stand in a text."""
        words = [word.strip(AROUND_WORDS) for word in text.lower().split(None, MOST_WORDS)]
        found: dict[str, str] = {}
        for count in range(2, LONGEST_NAME + 1):
            for start in range(len(words) - count + 1):
                for place in self._places.get(" ".join(words[start : start + count]), ()):
                    found[place.organization.name.lower()] = place.organization.name
        return tuple(found.values())

    def place_on(self, deployment: Deployment, name: str) -> Place | None:
        """Give the organization of this name on one server."""
        return next((place for place in self.places(name) if place.deployment is deployment), None)

    def near_places(self, deployment: Deployment, name: str) -> tuple[Place, ...]:
        """Give the organizations on a server that are one slip away."""
        near = self._near_organizations.get(deployment.name)
        if near is None:
            names = (organization.name.lower() for organization in deployment.organizations)
            near = NearNames(names, NEAR_ORGANIZATION, SHORTEST_ORGANIZATION)
            self._near_organizations[deployment.name] = near
        found = (self.place_on(deployment, each) for each in near.nearest(name.lower()))
        return tuple(place for place in found if place is not None)

    def loosely_near(self, host: str) -> tuple[Deployment, ...]:
        """Give servers that may be offered, not written, for a host that is no near one."""
        if len(self.deployments) > 50:  # noqa: PLR2004
            return ()
        first = host.partition(".")[0]
        return tuple(
            each
            for each in self.deployments
            for server in [_split(each.base_url.partition("://")[2])[0]]
            if first == server.partition(".")[0] or slips(host, server, LOOSE) <= LOOSE
        )

    def _add_cut_forms(self, known: Known) -> None:
        labels = known.host.split(".")
        for count in range(1, len(labels)):
            if count > 1 or known.role is Role.SERVER:
                self._cut[".".join(labels[:count])].append(known)

    def _add_places(self) -> None:
        for deployment in self.deployments:
            for organization in deployment.organizations:
                place = Place(deployment, organization)
                for name in {_folded(organization.name), _folded(organization.display_name)}:
                    self._places[name].append(place)


def _hosts_of(deployment: Deployment) -> Iterator[Known]:
    _, _, server = deployment.base_url.partition("://")
    host, port = _split(server)
    yield Known(host, port, Role.SERVER, deployment)
    for alias in deployment.aliases:
        yield Known(*_split(alias), Role.ALIAS, deployment)
    if deployment.ifd_domain:
        domain, port = _split(deployment.ifd_domain)
        for organization in deployment.organizations:
            name = f"{organization.name.lower()}.{domain}"
            yield Known(name, port, Role.IFD, deployment, organization)
    for host_port, role in (
        (deployment.discovery_host, Role.DISCOVERY),
        (deployment.external_host, Role.EXTERNAL),
        (deployment.sts_host, Role.STS),
    ):
        if host_port:
            yield Known(*_split(host_port), role, deployment)


def _split(host_port: str) -> tuple[str, int | None]:
    url = ada_url.URL(f"https://{host_port}")
    return url.hostname, int(url.port) if url.port else None


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
