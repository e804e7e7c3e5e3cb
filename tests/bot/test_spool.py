"""Edge 7: what was acknowledged while PostgreSQL was away is handed on, whoever is left."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.delivery import spool as spools
from bot.delivery.engine import NeverStoredError, NotDurableError
from bot.delivery.orders import Order
from bot.delivery.spool import Spool
from bot.delivery.spool_file import SpoolFile
from tests.bot.delivering import until

GOOD = Order("answer", {"team": "T1"}, {"poster": "U1"}, ("Ev1",))


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "EVERY_S", 0.02)
    monkeypatch.setattr(spools, "ADOPT_S", 0.0)


class Carrier:
    """Carries orders, and raises for some kinds."""

    def __init__(self, **troubles: Exception) -> None:
        self.troubles = troubles
        self.carried: list[Order] = []

    async def __call__(self, order: Order) -> None:
        if order.kind in self.troubles:
            raise self.troubles[order.kind]
        self.carried.append(order)


@asynccontextmanager
async def forwarding(spool: Spool, carry: Carrier) -> AsyncIterator[None]:
    """Hand on in the background."""
    task = asyncio.create_task(spool.forward(carry))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_live_process_hands_on_what_a_dead_one_left(tmp_path: Path) -> None:
    first, second = Spool(tmp_path), Spool(tmp_path)
    await second.put(GOOD)
    second.close()  # it died, and only the first is ever started again
    carry = Carrier()
    async with forwarding(first, carry):
        await until(lambda: len(carry.carried) == 1)
    assert tuple(carry.carried[0].marks) == ("Ev1",)
    first.close()
    left = SpoolFile(tmp_path / "spool-1.db")
    assert left.count("spool") == 0
    left.close()


async def test_the_file_of_a_live_process_is_its_own(tmp_path: Path) -> None:
    first, second = Spool(tmp_path), Spool(tmp_path)
    await second.put(GOOD)
    carry = Carrier()
    async with forwarding(first, carry):
        await asyncio.sleep(0.2)
    assert carry.carried == []
    assert second.waiting == 1
    first.close()
    second.close()


TROUBLES = {
    "a kind that no version knows": KeyError("riddle"),
    "a place that is none": TypeError(),
    "what the database will never take": NeverStoredError(),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_an_order_nobody_can_carry_out_is_set_aside_and_holds_up_no_other(
    trouble: Exception, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    spool, carry = Spool(tmp_path), Carrier(riddle=trouble)
    await spool.put(Order("riddle", {}, {"said": "hunter2"}))
    await spool.put(GOOD)
    async with forwarding(spool, carry):
        await until(lambda: len(carry.carried) == 1)
        await until(lambda: spool.waiting == 0)
    assert spool.aside == 1
    (line,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "set aside" in line.getMessage()
    assert "hunter2" not in line.getMessage()
    spool.close()
    again = Spool(tmp_path)
    assert (again.waiting, again.aside) == (0, 1)
    again.close()


async def test_a_body_that_is_no_order_is_set_aside(tmp_path: Path) -> None:
    spool, carry = Spool(tmp_path), Carrier()
    with sqlite3.connect(tmp_path / "spool-0.db") as file:
        file.execute("insert into spool (body) values ('{torn')")
    file.close()
    await spool.put(GOOD)
    async with forwarding(spool, carry):
        await until(lambda: len(carry.carried) == 1)
    assert spool.aside == 1
    spool.close()


async def test_a_surprise_does_not_end_the_forwarding(tmp_path: Path) -> None:
    spool, carry = Spool(tmp_path), Carrier(answer=RuntimeError())
    await spool.put(GOOD)
    async with forwarding(spool, carry):
        await asyncio.sleep(0.1)
        assert spool.waiting == 1
        carry.troubles = {"answer": NotDurableError()}
        await asyncio.sleep(0.1)
        assert spool.waiting == 1
        carry.troubles = {}
        await until(lambda: spool.waiting == 0)
    spool.close()


def test_a_file_that_is_no_spool_is_kept_aside_and_a_new_one_begun(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "spool-0.db").write_bytes(b"not a database, but long enough to look like one" * 9)
    file = SpoolFile(tmp_path / "spool-0.db")
    file.put(GOOD)
    assert file.count("spool") == 1
    file.close()
    (kept,) = tmp_path.glob("spool-0.db.broken-*")
    assert kept.read_bytes().startswith(b"not a database")
    assert "no readable file of orders" in caplog.text
