"""Chooses the organization on one of the company's servers, or says what to ask."""

from dataclasses import dataclass, field

from knowledge.addresses import outcome, wording
from knowledge.addresses.known import KnownHosts, Place
from knowledge.addresses.reading import Context, Named, Reading, Source
from knowledge.deployment import Deployment
from knowledge.finding import Change


@dataclass(slots=True)
class Chosen:
    """The organization that is meant, or the question and its options."""

    place: Place | None = None
    changes: list[Change] = field(default_factory=list)
    message: str = ""
    options: tuple[Place, ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One naming looked up on a server: the place, how it was told, or where else it is."""

    named: Named
    place: Place | None
    typo: bool
    near: tuple[Place, ...]
    elsewhere: tuple[Place, ...]


def choose(reading: Reading, deployment: Deployment, known: KnownHosts, context: Context) -> Chosen:
    """Choose by path, query, words and argument; the only organization if nobody named one."""
    weighed = [
        _weigh(named, deployment, known) for named in _candidates(reading, deployment, known)
    ]
    found = list({w.place.organization.name: w.place for w in weighed if w.place}.values())
    lost = [w for w in weighed if w.place is None and _insists(w, bool(found))]
    if len(found) > 1 or (found and lost):
        elsewhere = [place for w in lost for place in w.elsewhere]
        options = (*found, *elsewhere)
        return Chosen(message=wording.TWO_ORGANIZATIONS, options=options, ambiguous=True)
    if found:
        return Chosen(place=found[0], changes=_changes(weighed, reading))
    if lost:
        return _lost(lost[0], deployment)
    return _unnamed(reading, deployment, context)


def _candidates(reading: Reading, deployment: Deployment, known: KnownHosts) -> list[Named]:
    """Give what was named; a later path segment counts when the first is no organization here."""
    named = list(reading.named)
    for name in reading.path.names[1:2]:
        if known.place_on(deployment, name) is None:
            continue
        first = reading.path.names[0]
        if known.place_on(deployment, first) is None:
            named = [each for each in named if each.name != first]
        named.append(Named(Source.PATH, name))
    return named


def _weigh(named: Named, deployment: Deployment, known: KnownHosts) -> _Weighed:
    place = known.place_on(deployment, named.name)
    near: tuple[Place, ...] = ()
    elsewhere: tuple[Place, ...] = ()
    if place is None:
        elsewhere = known.places(named.name)
    if place is None and not elsewhere:
        near = known.near_places(deployment, named.name)
    typo = len(near) == 1
    return _Weighed(named, near[0] if typo else place, typo, near, elsewhere)


def _insists(weighed: _Weighed, found: bool) -> bool:
    """Tell whether a naming that fits nowhere here still stands against one that does."""
    if not found:
        return True
    if weighed.named.source in (Source.PATH, Source.ARGUMENT):
        return True
    return bool(weighed.elsewhere) and weighed.named.source is not Source.QUERY


def _changes(weighed: list[_Weighed], reading: Reading) -> list[Change]:
    for each in weighed:
        if each.place is None:
            continue
        name = each.place.organization.name
        if each.typo:
            return [wording.organization_written(name, wording.ORGANIZATION_TYPO)]
        if each.named.source is Source.PATH and reading.path.unusable:
            return [wording.organization_written(name, wording.SERVER_LOOKALIKE)]
    return []


def _lost(weighed: _Weighed, deployment: Deployment) -> Chosen:
    typed = weighed.named.name.lower()
    if weighed.elsewhere:
        akin = [each for each in deployment.organizations if each.name.lower().startswith(typed)]
        options = (*weighed.elsewhere, *(Place(deployment, each) for each in akin))
        return Chosen(message=wording.OTHER_SERVER, options=options, ambiguous=True)
    listed = weighed.near or _listed(deployment)
    return Chosen(message=wording.UNKNOWN_ORGANIZATION, options=listed)


def _unnamed(reading: Reading, deployment: Deployment, context: Context) -> Chosen:
    if len(deployment.organizations) == 1 and not (
        reading.path.unusable or context.argument_unusable
    ):
        only = deployment.organizations[0]
        change = wording.organization_added(only.name, wording.ORGANIZATION_ONLY)
        return Chosen(place=Place(deployment, only), changes=[change])
    unusable = reading.path.unusable or context.argument_unusable
    message = wording.UNKNOWN_ORGANIZATION if unusable else wording.NEEDS_ORG_KNOWN
    return Chosen(message=message, options=_listed(deployment))


def _listed(deployment: Deployment) -> tuple[Place, ...]:
    listed = deployment.organizations[: outcome.MOST_OPTIONS]
    return tuple(Place(deployment, organization) for organization in listed)
