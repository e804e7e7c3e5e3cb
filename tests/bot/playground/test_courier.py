"""Events come again until they are acked, as Slack brings them."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.playground.clock import Pace
from bot.playground.courier import Courier
from bot.playground.faults import read_faults
from bot.playground.parcels import Answer, Attempt, Parcel

HURRIED = Pace(ack_within=0.1, redeliver_after=(0.0, 0.001, 0.002))
ACK = Answer(acked=True)
NO_ACK = Answer(acked=False, reason="http_error")
NEVER_AGAIN = Answer(acked=False, reason="http_error", retry=False)


@dataclass
class ScriptedDoor:
    """An app that answers as it was told, then acks; keeps what it was brought."""

    answers: list[Answer] = field(default_factory=list)
    brought: list[tuple[str, Attempt]] = field(default_factory=list)

    async def offer(self, parcel, attempt):
        self.brought.append((parcel.name, attempt))
        return self.answers.pop(0) if self.answers else ACK


def event(name):
    return Parcel("events_api", {"event_id": name})


async def brought(door, *names, spec=""):
    courier = Courier(lambda: [door], HURRIED)
    courier.faults = read_faults(spec)
    for name in names:
        courier.send(event(name))
    await courier.settled()
    return courier.ledger


FIRST = Attempt()
RETRY = Attempt(1, "http_error")
SCHEDULES = {
    "an ack ends it": ([], [FIRST], 0),
    "no ack brings it again": ([NO_ACK], [FIRST, RETRY], 0),
    "three retries, then it is given up": (
        [NO_ACK] * 4,
        [FIRST, RETRY, Attempt(2, "http_error"), Attempt(3, "http_error")],
        1,
    ),
    "an app may ask for no retry": ([NEVER_AGAIN], [FIRST], 1),
}


@pytest.mark.parametrize(
    ("answers", "attempts", "given_up"), SCHEDULES.values(), ids=SCHEDULES.keys()
)
async def test_an_event_is_brought_until_it_is_acked(answers, attempts, given_up):
    door = ScriptedDoor(list(answers))
    ledger = await brought(door, "Ev1")
    assert [attempt for _, attempt in door.brought] == attempts
    assert len(ledger.given_up) == given_up


FAULTS = {
    "redeliver": [("Ev1", FIRST), ("Ev1", Attempt(1, "http_timeout"))],
    "duplicate": [("Ev1", FIRST), ("Ev1", FIRST)],
}


@pytest.mark.parametrize(("kind", "expected"), FAULTS.items(), ids=FAULTS.keys())
async def test_an_acked_event_may_come_again(kind, expected):
    door = ScriptedDoor()
    await brought(door, "Ev1", spec=f"{kind}=100%")
    assert door.brought == expected


async def test_an_event_may_be_overtaken_by_the_next():
    courier, door = Courier(lambda: [door], HURRIED), ScriptedDoor()
    courier.faults = read_faults("reorder=100%:10s")
    courier.send(event("first"))
    await asyncio.sleep(0)
    courier.faults = read_faults("")
    courier.send(event("second"))
    await courier.settled()
    assert {name for name, _ in door.brought} == {"first", "second"}


async def test_an_outage_holds_events_back_until_it_is_over():
    door = ScriptedDoor()
    courier = Courier(lambda: [door], HURRIED)
    courier.reachable.clear()
    courier.send(event("Ev1"))
    await asyncio.sleep(0.01)
    assert (door.brought, list(courier.ledger.pending)) == ([], ["Ev1"])
    courier.reachable.set()
    await courier.settled()
    assert door.brought == [("Ev1", FIRST)]


async def test_every_door_is_brought_every_event():
    doors = [ScriptedDoor(), ScriptedDoor([NO_ACK])]
    courier = Courier(lambda: doors, HURRIED)
    courier.send(event("Ev1"))
    await courier.settled()
    assert [len(door.brought) for door in doors] == [1, 2]
