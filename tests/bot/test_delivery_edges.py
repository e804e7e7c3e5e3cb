"""The engine's sharp edges, each with the test that shows it is dealt with."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS
from sqlalchemy import event, text

from bot.delivery import workflows
from bot.delivery.desk import DurableDesk
from bot.delivery.engine import VERSION, NotDurableError, config_for
from bot.delivery.orders import Order
from bot.delivery.spool import Spool
from bot.storage.engine import Database, StorageError, open_engine, sole_process
from bot.storage.upgrade import is_current, upgrade
from tests.bot.delivering import ask, delivering, place, until, word_of
from tests.bot.threads import Thinks, Threads, refusal
from tests.postgres import running_postgres


def rows(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the work engine's own file."""
    with sqlite3.connect(folder / "crmurl.work.db") as file:
        found = file.execute(question).fetchall()
    file.close()
    return found


def written(folder: Path) -> bytes:
    """All that the work engine has on disk."""
    return b"".join(path.read_bytes() for path in folder.glob("crmurl.work*"))


async def test_edge_2_every_live_process_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        async with delivering(tmp_path, Threads()) as desk:
            names.append(desk.engine.executor)
            assert DBOS.executor_id == desk.engine.executor
    assert len(set(names)) == 2


def test_edge_2_a_second_process_on_one_sqlite_file_is_refused_in_a_line(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/crmurl.db")
    refusal_line = pytest.raises(StorageError, match=r"crmurl\.db is already used")
    with sole_process(database):
        with refusal_line as refused, sole_process(database):
            pass
        assert "\n" not in str(refused.value)
    with sole_process(database):
        pass


async def test_edge_3_parked_work_outlives_a_change_of_source(tmp_path: Path) -> None:
    async with delivering(tmp_path, Threads(gate=asyncio.Event())) as desk:
        await ask(desk, place())
        await asyncio.sleep(0.1)
    versions = rows(tmp_path, "select distinct application_version from workflow_status")
    assert versions == [(VERSION,)]
    slack = Threads()
    async with delivering(tmp_path, slack):
        await until(lambda: slack.replies == ["hi"])


async def test_edge_4_a_surprise_does_not_end_the_work(tmp_path: Path) -> None:
    slack, mind = Threads(), Thinks(troubles=[ValueError(), KeyError()])
    at = place(age=60)
    slack.say("C1", "error", at.ts)
    async with delivering(tmp_path, slack, mind) as desk:
        await ask(desk, at)
        await until(lambda: slack.replies == ["error"])


async def test_edge_4_work_that_fails_for_good_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflows, "GIVE_UP", 2)
    mind, at = Thinks(troubles=[ValueError("hunter2") for _ in range(9)]), place(age=60)
    async with delivering(tmp_path, Threads(), mind) as desk:
        await ask(desk, at)
        await until(lambda: len(mind.troubles) == 7)
        for _ in range(200):
            if await desk.engine.failed():
                break
            await asyncio.sleep(0.02)
        await desk.watchdog.sweep()
        assert desk.watchdog.failed == 1
        assert await word_of(desk.cases, at) == "ValueError"
        kept = written(tmp_path)
        assert b"GivenUpError" in kept
        assert b"hunter2" not in kept


async def test_edge_5_work_that_waits_holds_up_no_other(tmp_path: Path) -> None:
    slack = Threads(troubles=[refusal("ratelimited", 429, "60") for _ in range(30)])
    async with delivering(tmp_path, slack) as desk:
        await asyncio.gather(*(ask(desk, place(f"C{n}")) for n in range(30)))
        await until(lambda: desk.counts.later == 30)
        await ask(desk, place("FREE"))
        await until(lambda: slack.replies == ["hi"])


async def test_edge_6_a_silent_database_is_not_waited_for_past_the_ack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = asyncio.Event()
    real = DBOS.start_workflow_async

    async def slow(*args: Any) -> Any:
        await back.wait()
        return await real(*args)

    slack = Threads()
    async with delivering(tmp_path, slack) as desk:
        monkeypatch.setattr(DBOS, "start_workflow_async", slow)
        with pytest.raises(NotDurableError):
            await ask(desk, place())
        back.set()  # what was begun is done all the same, and once
        await until(lambda: slack.replies == ["hi"])


async def test_edge_7_orders_outlive_an_outage_on_the_local_disk(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    await spool.put(Order("answer", {"team": "T1"}, {"poster": "U1"}))
    await spool.put(Order("forget", {}, {"team": "T1"}))
    spool.close()
    spool, carried = Spool(tmp_path), []
    outage = [NotDurableError("away")]

    async def carry(order: Order) -> None:
        if outage:
            raise outage.pop()
        carried.append(order.kind)

    forwarding = asyncio.create_task(spool.forward(carry))
    await until(lambda: carried == ["answer", "forget"])
    await until(lambda: spool.waiting == 0)
    forwarding.cancel()
    spool.close()


async def test_edge_7_two_replicas_on_one_machine_spool_apart(tmp_path: Path) -> None:
    one, two = Spool(tmp_path), Spool(tmp_path)
    await one.put(Order("forget", {}, {"team": "T1"}))
    assert (one.waiting, two.waiting) == (1, 0)
    one.close()
    two.close()


async def test_edge_7_with_the_database_away_the_ack_waits_for_the_spool(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    async with delivering(tmp_path, Threads()) as desk:
        away = DurableDesk(desk.engine, desk.cases, desk.events, spool)
        await desk.cases._engine.dispose()
        (tmp_path / "crmurl.db").unlink()
        (tmp_path / "crmurl.db").mkdir()
        await ask(away, place())
        assert spool.waiting == 1
    spool.close()


async def test_edge_8_every_commit_is_on_disk_in_both_files(tmp_path: Path) -> None:
    async with delivering(tmp_path, Threads()) as desk:
        async with desk.cases._engine.connect() as connection:
            ours = [(await connection.execute(text(f"pragma {name}"))).scalar() for name in PRAGMAS]
        with DBOS(config={"name": "x"})._sys_db.engine.connect() as work:
            theirs = [work.execute(text(f"pragma {name}")).scalar() for name in PRAGMAS]
    assert ours == theirs == ["wal", 2]


PRAGMAS = ("journal_mode", "synchronous")


async def test_edge_8_a_full_disk_is_not_acknowledged(tmp_path: Path) -> None:
    slack = Threads()
    async with delivering(tmp_path, slack) as desk:

        def full(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.upper().startswith("INSERT"):
                raise sqlite3.OperationalError("database or disk is full")

        engine = desk.cases._engine.sync_engine
        event.listen(engine, "before_cursor_execute", full)
        with pytest.raises(NotDurableError):
            await ask(desk, at := place())
        event.remove(engine, "before_cursor_execute", full)
        await ask(desk, at)  # Slack delivers again
        await until(lambda: slack.replies == ["hi"])


async def test_edge_9_work_is_kept_as_json_that_any_version_reads(tmp_path: Path) -> None:
    async with delivering(tmp_path, Threads()) as desk:
        await ask(desk, place())
        await until(lambda: desk.counts.posted == 1)
    kept = rows(tmp_path, "select distinct serialization from workflow_status")
    assert kept == [("portable_json",)]


async def test_edge_10_what_comes_hours_later_waits_in_the_database(tmp_path: Path) -> None:
    async with delivering(tmp_path, Threads(), remind_hours=8) as desk:
        await ask(desk, at := place())
        question = "select workflow_uuid from workflow_status where status = 'DELAYED'"
        await until(lambda: len(rows(tmp_path, question)) == 2)
        assert {row[0] for row in rows(tmp_path, question)} == {
            f"remind:{at.key}",
            f"expire:{at.key}",
        }
        await until(lambda: not desk.engine.running())


async def test_edge_11_work_finished_long_ago_is_deleted(tmp_path: Path) -> None:
    async with delivering(tmp_path, Threads()) as desk:
        await ask(desk, place())
        question = "select count(*) from workflow_status where status = 'SUCCESS'"
        await until(lambda: rows(tmp_path, question) == [(1,)])
        await desk.watchdog.sweep()
        assert rows(tmp_path, question) == [(1,)]
        with sqlite3.connect(tmp_path / "crmurl.work.db") as file:
            file.execute("update workflow_status set completed_at = completed_at - 8 * 86400000")
        file.close()
        await desk.watchdog.sweep()
        assert rows(tmp_path, question) == [(0,)]


def test_edge_12_replicas_that_start_together_migrate_in_turn() -> None:
    with running_postgres() as server, ThreadPoolExecutor(4) as pool:
        database = Database(server.made("together"))
        list(pool.map(upgrade, [database] * 4))
        assert is_current(database)


@pytest.mark.parametrize("flag", ["auto_upgrade", "sharding", "conductor_key", "conductor_url"])
def test_edge_13_settings_that_call_the_vendor_are_refused(flag: str) -> None:
    with pytest.raises(ValueError, match=flag):
        config_for(Database("sqlite:///x.db"), "me", **{flag: "on"})


def test_a_database_address_never_shows_its_password() -> None:
    database = Database("postgresql://crmurl:hunter2@db/crmurl")
    assert "hunter2" not in repr(database)
    assert open_engine(database).url.password == "hunter2"
