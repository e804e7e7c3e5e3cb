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
        return _other_port(reading, match, known)
    if match.joined:
        reading.named.insert(0, Named(Source.HOST, match.joined))
    if found.organization is not None:
        reading.named.insert(0, Named(Source.HOST, found.organization.name))
    chosen = choose(reading, found.deployment, known, context)
    if chosen.place is None:
        return _asked(reading, chosen)
    return _answered(reading, match, chosen, chosen.place)


def offered(reading: Reading, known: KnownHosts) -> tuple[str, ...]:
    """Give addresses to offer instead of one that belongs to something else."""
    found = known.host(reading.parsed.host, reading.parsed.port)
    return _addresses(found.deployment) if found else ()


def _asked(reading: Reading, chosen: Chosen) -> Finding:
    ask = outcome.ambiguous if chosen.ambiguous else outcome.needs_org
    return ask(chosen.message, reading, chosen.options)


def _answered(reading: Reading, match: Match, chosen: Chosen, place: Place) -> Finding:
    found = match.known
    if found is None:
        raise AssertionError
    deployment, organization = place.deployment, place.organization
    internet_facing = found.role is Role.IFD
    url = place.address
    ifd_url = deployment.ifd_address(organization)
    if internet_facing and ifd_url is not None:
        url = ifd_url
    _tell_server(reading, match, url)
    reading.tell(*chosen.changes)
    _tell_path(reading, place, internet_facing=internet_facing)
    return outcome.right(reading, url, ifd_url)


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


def _tell_path(reading: Reading, place: Place, *, internet_facing: bool) -> None:
    path, name = reading.path, place.organization.name
    if path.page:
        reading.tell(wording.PAGE)
    if internet_facing:
        if path.names:
            reading.tell(wording.IFD_APPENDED)
    elif not path.names or path.names[0].lower() != name.lower():
        if not any(name in change.what for change in reading.changes):
            reading.tell(wording.organization_added(name, wording.ORGANIZATION_GIVEN))
    elif path.names[0] != name:
        reading.tell(wording.organization_written(name, wording.ORGANIZATION_CASE))
    if len(path.names) > 1 and not internet_facing:
        reading.tell(wording.DOUBLED)
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


def _other_port(reading: Reading, match: Match, known: KnownHosts) -> Finding:
    found = match.known
    if found is None:
        raise AssertionError
    places = [
        place
        for named in reading.named
        if (place := known.place_on(found.deployment, named.name)) is not None
    ]
    if found.organization is not None:
        ifd_url = found.deployment.ifd_address(found.organization)
        return outcome.ambiguous(wording.OTHER_PORT, reading, (ifd_url,) if ifd_url else ())
    options = (place.address for place in places) if places else _addresses(found.deployment)
    return outcome.ambiguous(wording.OTHER_PORT, reading, options)


def _not_yours(reading: Reading, match: Match, known: KnownHosts) -> Finding:
    if match.several:
        options = _options(reading, [each.deployment for each in match.several], known)
        return outcome.ambiguous(wording.SEVERAL_SERVERS, reading, options)
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
