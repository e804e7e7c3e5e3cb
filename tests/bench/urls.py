"""How long one address takes beside a large directory, and what scanning all names would take."""

import random
import string
import time
from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.deployment import CLAIMS, Deployment, Organization
from knowledge.directory import Directory
from knowledge.doctor import examine

SERVERS, ORGANIZATIONS_EACH, ADDRESSES = 1_000, 20, 1_500
# The best of three keeps what else the machine does out of the figure.
RUNS = 3
BAR_MICROSECONDS = 300
PEER_ADDRESSES = 150


def main() -> None:
    """Print build time, p50 and p99 of CPU time per address, and the ratio to the peer."""
    chance = random.Random(20)  # noqa: S311
    start = time.process_time()
    directory = _directory(chance)
    built = time.process_time() - start
    typed = [_typed(chance, directory) for _ in range(ADDRESSES)]
    hosts = [typo.split("/")[2] for typo in _slips(chance, directory, PEER_ADDRESSES)]
    names = [host for each in directory.deployments for host in _hosts(each)]
    ours = _microseconds(lambda text: examine(text, None, directory), typed)
    near = _microseconds(lambda host: directory.known.near(host, None), hosts)
    peer = _microseconds(lambda host: _scan(host, names), hosts)
    print(
        f"urls: {SERVERS} servers, {SERVERS * ORGANIZATIONS_EACH} organizations,"
        f" {built:.2f} s to build"
    )
    verdict = "kept" if _share(ours, 0.99) <= BAR_MICROSECONDS else "MISSED"
    print(f"  one address: p50 {_share(ours, 0.5):.0f} us, p99 {_share(ours, 0.99):.0f} us", end="")
    print(f" (bar {BAR_MICROSECONDS} us: {verdict})")
    print(f"  nearest host: p50 {_share(near, 0.5):.0f} us, p99 {_share(near, 0.99):.0f} us")
    print(f"  peer, rapidfuzz over all {len(names)} hosts: p50 {_share(peer, 0.5):.0f} us", end="")
    print(f", {_share(peer, 0.5) / _share(near, 0.5):.0f} times ours")


def _directory(chance: random.Random) -> Directory:
    deployments = []
    for number in range(SERVERS):
        domain = f"{_word(chance)}.{chance.choice(('com', 'local', 'net'))}"
        names = {_word(chance) for _ in range(ORGANIZATIONS_EACH * 2)}
        organizations = tuple(Organization(name, name) for name in sorted(names))
        base = f"https://{_word(chance)}{number % 40 or ''}.{domain}"
        deployments.append(
            Deployment(
                f"server {number}", base, CLAIMS, (), domain, None, None,
                None, organizations[:ORGANIZATIONS_EACH],
            )
        )  # fmt: skip
    return Directory(tuple(deployments))


def _typed(chance: random.Random, directory: Directory) -> str:
    deployment = chance.choice(directory.deployments)
    organization = chance.choice(deployment.organizations)
    address = deployment.server_address(organization)
    shapes = (
        address,
        address.replace("https://", "htps://"),
        _swapped(chance, address),
        f"{address}/main.aspx?etn=account&pagetype=entitylist",
        f"our org is {organization.name}, server {deployment.base_url[8:]}",
        f"<{address}|{address[8:]}>",
        f"https://{_word(chance)}.{_word(chance)}.com/{organization.name}",
    )
    return chance.choice(shapes)


def _slips(chance: random.Random, directory: Directory, count: int) -> list[str]:
    return [_swapped(chance, chance.choice(directory.deployments).base_url) for _ in range(count)]


def _swapped(chance: random.Random, address: str) -> str:
    at = chance.randrange(9, len(address) - 2)
    return address[:at] + address[at + 1] + address[at] + address[at + 2 :]


def _hosts(deployment: Deployment) -> list[str]:
    hosts = [deployment.base_url.partition("://")[2]]
    if deployment.ifd_domain:
        hosts += [f"{each.name}.{deployment.ifd_domain}" for each in deployment.organizations]
    return hosts


def _scan(host: str, names: Sequence[str]) -> object:
    return process.extractOne(host, names, scorer=OSA.distance, score_cutoff=2)


def _microseconds(work: Callable[[str], object], inputs: Sequence[str]) -> list[float]:
    taken = []
    for text in inputs:
        runs = []
        for _ in range(RUNS):
            start = time.process_time_ns()
            work(text)
            runs.append(time.process_time_ns() - start)
        taken.append(min(runs) / 1_000)
    return sorted(taken)


def _share(taken: Sequence[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(string.ascii_lowercase, k=chance.randint(5, 10)))


if __name__ == "__main__":
    main()
