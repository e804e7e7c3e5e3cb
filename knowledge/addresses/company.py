"""Decides what an address means to a company that keeps a directory of its servers."""

from collections.abc import Iterable

from knowledge.addresses import outcome, wording
from knowledge.addresses.known import Known, KnownHosts, Place, Role
from knowledge.addresses.matching import Match, host_change
from knowledge.addresses.organizations import Chosen, choose
from knowledge.addresses.reading import Context, Named, Reading, Source
from knowledge.deployment import Deployment
from knowledge.finding import Finding


def decide(reading: Reading, known: KnownHosts, context: Context) -> Finding:
    """Answer for one address; a host is only ever rewritten to one of the directory's."""
    match = reading.match
    if match.known is None:
        return _not_yours(reading, match, known)
    found = match.known
    if found.role is Role.STS:
        return outcome.other_product(wording.SIGN_IN, reading, _addresses(found.deployment))
    if _port_differs(reading, found):
        return _other_port(reading, found, known)
    if match.joined:
        reading.named.insert(0, Named(Source.HOST, match.joined))
    if found.organization is not None:
        reading.named.insert(0, Named(Source.HOST, found.organization.name))
    chosen = choose(reading, found.deployment, known, context)
    if chosen.place is None:
        return _asked(reading, chosen, found)
    url, ifd_url = _addresses_of(found, chosen.place)
    _tell_server(reading, match, url)
    reading.tell(*chosen.changes)
    (_tell_domain_path if found.role is Role.IFD else _tell_server_path)(reading, chosen.place)
    return outcome.right(reading, url, ifd_url)


def offered(reading: Reading, known: KnownHosts) -> tuple[str, ...]:
    """Give addresses to offer instead of one that belongs to something else."""
    found = known.host(reading.parsed.host, reading.parsed.port)
    return _addresses(found.deployment) if found else ()


def _asked(reading: Reading, chosen: Chosen, found: Known) -> Finding:
    ask = outcome.ambiguous if chosen.ambiguous else outcome.needs_org
    options = (_addresses_of(found, place)[0] for place in chosen.options)
    return ask(chosen.message, reading, options)


def _addresses_of(found: Known, place: Place) -> tuple[str, str | None]:
    """Give the address in the form that was typed, and the Internet-facing one."""
    ifd_url = place.deployment.ifd_address(place.organization)
    if found.role is Role.IFD and ifd_url is not None:
        return ifd_url, ifd_url
    return place.address, ifd_url


def _tell_server(reading: Reading, match: Match, url: str) -> None:
    scheme, _, rest = url.partition("://")
    host, _, port = rest.partition("/")[0].partition(":")
    change = host_change(match, reading.parsed, host)
    if scheme == "https" and reading.meant_http:
        reading.tell(wording.HTTPS)
    if scheme == "http" and reading.parsed.scheme == "https":
        reading.tell(wording.HTTP_USED)
    if change is not None:
        reading.tell(change)
    known_port = int(port) if port else None
    if known_port != reading.parsed.port:
        reading.tell(wording.port_written(known_port, wording.PORT_KNOWN))


def _tell_domain_path(reading: Reading, _: Place) -> None:
    """Tell what was left out behind an Internet-facing host (rule 10)."""
    if reading.path.page:
        reading.tell(wording.PAGE)
    if reading.path.names:
        reading.tell(wording.IFD_APPENDED)
    _tell_query(reading)


def _tell_server_path(reading: Reading, place: Place) -> None:
    """Tell what was added and left out behind a server."""
    path, name = reading.path, place.organization.name
    typed = path.names[0] if path.names else ""
    told = any(name in change.what for change in reading.changes)
    if path.page:
        reading.tell(wording.PAGE)
    if typed.lower() != name.lower() and not told:
        reading.tell(wording.organization_added(name, wording.ORGANIZATION_GIVEN))
    if typed.lower() == name.lower() and typed != name:
        reading.tell(wording.organization_written(name, wording.ORGANIZATION_CASE))
    if len(path.names) > 1:
        reading.tell(wording.DOUBLED)
    _tell_query(reading)


def _tell_query(reading: Reading) -> None:
    if reading.parsed.search or reading.parsed.fragment:
        reading.tell(wording.QUERY)


def _port_differs(reading: Reading, found: Known) -> bool:
    """Tell whether a port was typed that cannot be a slip of habit; the rest is the directory's."""
    port = reading.parsed.port
    own_site = found.role in (Role.SERVER, Role.IFD)
    return (
        own_site
        and port not in (None, 80, 443, found.port)
        and not (reading.meant_http and found.deployment.base_url.startswith("https"))
    )


def _other_port(reading: Reading, found: Known, known: KnownHosts) -> Finding:
    if found.organization is not None:
        _, ifd_url = _addresses_of(found, Place(found.deployment, found.organization))
        return outcome.ambiguous(wording.OTHER_PORT, reading, (ifd_url,) if ifd_url else ())
    named = [known.place_on(found.deployment, each.name) for each in reading.named]
    options = tuple(place.address for place in named if place is not None)
    return outcome.ambiguous(wording.OTHER_PORT, reading, options or _addresses(found.deployment))


def _not_yours(reading: Reading, match: Match, known: KnownHosts) -> Finding:
    if match.several:
        several = _options(reading, [each.deployment for each in match.several], known)
        return outcome.ambiguous(wording.SEVERAL_SERVERS, reading, several)
    label, _, _ = reading.parsed.host.partition(".")
    places = [place for named in reading.named for place in known.places(named.name)]
    places += known.places(label)
    options = [place.address for place in places]
    options += _options(reading, known.loosely_near(reading.parsed.host), known)
    message = wording.NOT_YOURS_OPTIONS if options else wording.NOT_YOURS
    message = wording.IP_ADDRESS if reading.parsed.is_ip else message
    return outcome.ambiguous(message, reading, options)


def _options(
    reading: Reading, deployments: Iterable[Deployment], known: KnownHosts
) -> tuple[str, ...]:
    names = [named.name for named in reading.named]
    options: list[str] = []
    for deployment in deployments:
        places = [place for name in names if (place := known.place_on(deployment, name))]
        options += [place.address for place in places] if names else _addresses(deployment)
    return tuple(options)


def _addresses(deployment: Deployment) -> tuple[str, ...]:
    listed = deployment.organizations[: outcome.MOST_OPTIONS]
    return tuple(deployment.server_address(organization) for organization in listed)
