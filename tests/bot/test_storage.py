"""Cases and posts are kept the same in SQLite and in PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.cases import Cases, Saying
from bot.storage.engine import Database, StorageError, open_engine
from bot.storage.events import Events
from bot.storage.posts import Posts, PostState
from bot.storage.replicas import Replicas
from bot.storage.upgrade import _config, _connection, is_current, upgrade
from handlers.desk import Place
from tests.bot.delivering import word_of
from tests.postgres import running_postgres

SAID = Saying("ambiguous", ("kb-1", "kb-2"), "a|b", asked=True)
NEWS = Saying("known", ("kb-1",), "c|d")


@pytest.fixture(params=["sqlite", "postgresql"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """An engine on fresh tables."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/crmurl.db")
        await asyncio.to_thread(upgrade, database)
        made = open_engine(database)
        yield made
        await made.dispose()
        return
    with running_postgres() as server:
        database = Database(server.made("tables"))
        assert not is_current(database)
        await asyncio.to_thread(upgrade, database)
        assert is_current(database)
        made = open_engine(database)
        yield made
        await made.dispose()


async def test_a_case_lives_from_its_opening_to_its_end(engine: AsyncEngine) -> None:
    cases, at = Cases(engine), Place("T1", "C1", "1.0", "1.0", external=True)
    reply = Place("T1", "C1", "2.0", "1.0")
    assert await cases.of_thread(reply) is None
    await cases.open(at, "U1", SAID)
    await cases.open(at, "U2", NEWS)  # delivered again: changes nothing
    case = await cases.of_thread(reply)
    assert case is not None
    assert (case.opened_by, case.poster, case.told) == (at, "U1", "a|b")
    assert await cases.is_waiting(at)
    await cases.choose(at, "This line")
    await cases.choose(at, "This line")
    assert await cases.tell(at, NEWS, after=0)
    assert not await cases.tell(at, SAID, after=0)  # somebody told something else meanwhile
    case = await cases.of_message(at)
    assert case is not None
    assert (case.verdict, case.candidates, case.choices) == ("known", ("kb-1",), ("This line",))
    assert not await cases.is_waiting(at)
    await cases.close(at, "expired")
    assert await cases.of_thread(reply) is None
    assert (await cases.revision(at), await word_of(cases, at)) == (-1, "expired")


async def test_forgetting_one_workspace_leaves_the_others(engine: AsyncEngine) -> None:
    cases, posts = Cases(engine), Posts(engine)
    for team in ("T1", "T2"):
        await cases.open(Place(team, "C1", "1.0", "1.0"), "U1", SAID)
        await posts.begin(f"answer:{team}", team, None)
    await cases.forget_team("T1")
    assert await cases.of_message(Place("T1", "C1", "1.0", "1.0")) is None
    assert await cases.of_message(Place("T2", "C1", "1.0", "1.0")) is not None
    assert await posts.find("answer:T1") is None
    assert await posts.find("answer:T2") is not None


async def test_the_first_answer_is_remembered_while_its_case_is_open(engine: AsyncEngine) -> None:
    cases, posts = Cases(engine), Posts(engine)
    for ts in ("1.0", "2.0"):
        await cases.open(Place("T1", "C1", ts, ts), "U1", SAID)
        await posts.begin(f"answer:T1:C1:{ts}", "T1", None)
    await cases.close(Place("T1", "C1", "2.0", "2.0"), "expired")
    await cases.forget_older(-1)
    assert await posts.find("answer:T1:C1:1.0") is not None
    assert await posts.find("answer:T1:C1:2.0") is None
    assert await cases.of_message(Place("T1", "C1", "2.0", "2.0")) is None


async def test_of_many_who_begin_one_attempt_one_gets_it(engine: AsyncEngine) -> None:
    posts = Posts(engine)
    begun = await asyncio.gather(*(posts.begin("answer:1", "T1", None) for _ in range(5)))
    assert sum(attempt is not None for attempt in begun) == 1
    found = await posts.find("answer:1")
    assert found is not None
    again = await asyncio.gather(*(posts.begin("answer:1", "T1", found) for _ in range(5)))
    assert sum(attempt is not None for attempt in again) == 1


async def test_an_attempt_that_was_taken_over_can_not_be_ended(engine: AsyncEngine) -> None:
    posts = Posts(engine)
    first = await posts.begin("answer:1", "T1", None)
    second = await posts.begin("answer:1", "T1", await posts.find("answer:1"))
    assert first
    assert second
    assert not await posts.end("answer:1", first.mark, PostState.CLEAR)
    assert await posts.end("answer:1", second.mark, PostState.POSTED, "9.0")
    found = await posts.find("answer:1")
    assert found is not None
    assert (found.state, found.ts) == (PostState.POSTED, "9.0")
    assert await posts.begin("answer:1", "T1", found) is None


async def test_an_event_is_remembered_by_any_of_its_marks_for_its_time(engine: AsyncEngine) -> None:
    events = Events(engine)
    assert not await events.was_done(())
    await events.done("T1", ())
    await events.done("T1", ("Ev1", "T1:C1:1.0::ab"))
    await events.done("T1", ("Ev2", "T1:C1:1.0::ab"))
    assert await events.was_done(("Ev9", "T1:C1:1.0::ab"))
    assert await events.was_done(("Ev2",))
    assert not await events.was_done(("Ev9",))
    taken = await asyncio.gather(*(events.take("state:1") for _ in range(4)))
    assert sorted(taken) == [False, False, False, True]
    await Cases(engine).forget_team("T1", before=0.0)
    assert await events.was_done(("Ev1",))
    await Cases(engine).forget_team("T1")
    assert not await events.was_done(("Ev1",))
    await events.forget_older(-1)
    assert await events.take("state:1")


async def test_a_replica_is_alive_for_as_long_as_it_is_heard(engine: AsyncEngine) -> None:
    replicas = Replicas(engine)
    await replicas.beat("one")
    await replicas.beat("two")
    await replicas.beat("one")
    assert await replicas.alive(60) == {"one", "two"}
    await replicas.retire("two")
    assert await replicas.alive(60) == {"one"}
    assert await replicas.dead(60) == {"two"}
    await replicas.leave("two")
    assert await replicas.dead(60) == frozenset()
    assert await replicas.alive(-60) == frozenset()


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense", ""])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(StorageError, match="sqlite:///FILE or postgresql"):
        Database(address)


OLD_CASE = (
    "insert into cases values ('T1:C1:1.0', 'T1', 'C1', '1.0', '1.0', 0, 'U1', 'known', '[]', '[]',"
    " 'a|b', 0, 0, 0, '', 1.0)"
)


async def test_tables_of_an_earlier_version_keep_what_is_in_them(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/crmurl.db")
    with _connection(database) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text(OLD_CASE))
        connection.commit()
    assert not is_current(database)
    await asyncio.to_thread(upgrade, database)
    assert is_current(database)
    made = open_engine(database)
    at = Place("T1", "C1", "1.0", "1.0")
    assert await Cases(made).edit(at, "2.0", NEWS)
    assert not await Cases(made).edit(at, "1.5", SAID)
    await made.dispose()


def test_tables_of_a_newer_version_are_refused_in_a_line(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/crmurl.db")
    upgrade(database)
    with _connection(database) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
        connection.commit()
    with pytest.raises(StorageError, match="made by a newer version") as refused:
        upgrade(database)
    assert "\n" not in str(refused.value)


async def test_a_write_that_is_cancelled_before_its_rows_are_read_lets_go_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, writing = Database(f"sqlite:///{tmp_path}/crmurl.db"), asyncio.Event()
    execute = aiosqlite.Cursor.execute

    async def told(cursor: aiosqlite.Cursor, statement: str, *values: object) -> aiosqlite.Cursor:
        if statement.startswith("INSERT"):
            asyncio.get_running_loop().call_soon(writing.set)
        return await execute(cursor, statement, *values)

    await asyncio.to_thread(upgrade, database)
    engine = open_engine(database)
    posts = Posts(engine)
    with monkeypatch.context() as patched:
        patched.setattr(aiosqlite.Cursor, "execute", told)
        work = asyncio.create_task(posts.begin("answer:1", "T1", None))
        await writing.wait()
        work.cancel()
        with pytest.raises(asyncio.CancelledError) as cancelled:
            await work
    with closing(sqlite3.connect(database.file, timeout=0)) as other:
        other.execute("begin immediate")  # fails while anybody still holds the file
    assert cancelled.tb  # what the cancelled write held is not held by chance alone
    assert await posts.find("answer:1") is None
    assert await posts.begin("answer:1", "T1", None)
    await engine.dispose()
