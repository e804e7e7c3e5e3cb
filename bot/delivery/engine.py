"""Makes work durable: once `submit` returned, the work is done though the process dies."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID, WorkflowSerializationFormat
from sqlalchemy.exc import DataError, IntegrityError

from bot.logs import take_over
from bot.storage.engine import Database

Found = TypeVar("Found")
Work = Callable[..., Coroutine[Any, Any, None]]

NAME = "crmurl"
# The default is a hash of the source: any edit would leave parked work waiting for ever.
VERSION = "1"
LATER = "crmurl-later"  # the queue of work that begins hours from now
THREADS = 16
AT_ONCE = 4  # a silent database holds so many of the threads, the rest stay free
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
PAGE = 500  # rows read or deleted in one go
# What an order raises that the database or this version of the bot cannot take.
NEVER = (DataError, IntegrityError, KeyError, TypeError, ValueError, AttributeError)
# These call the vendor's cloud; none of them may ever be set.
REFUSED = frozenset({"auto_upgrade", "sharding", "conductor_key", "conductor_url"})


class NotDurableError(Exception):
    """The work could not be stored in time: do not ack, whoever sent it will send it again."""


class NeverStoredError(NotDurableError):
    """The database answers, and will not take it however often it is asked."""


@dataclass(frozen=True, slots=True)
class Parked:
    """Work that has begun somewhere and has not ended."""

    work: str
    executor: str


def durable(work: Work) -> Work:
    """Mark a function as work; its arguments are kept as JSON and must be JSON."""
    made = DBOS.workflow(
        name=work.__name__, serialization_type=WorkflowSerializationFormat.PORTABLE
    )
    return made(work)


def config_for(database: Database, executor: str, **more: object) -> DBOSConfig:
    """The engine's settings; raises ValueError for one that would call the vendor's cloud."""
    if cloud := REFUSED.intersection(more):
        raise ValueError(f"never set: {', '.join(sorted(cloud))}")
    return DBOSConfig(
        name=NAME,
        system_database_url=database.for_work,
        application_version=VERSION,
        executor_id=executor,
        run_migrations=False,  # bot.storage.upgrade has done it, under its lock
        max_executor_threads=THREADS,
        sys_db_pool_size=8,
        log_level="ERROR",
        db_engine_kwargs={"hide_parameters": True},  # its errors are logged with all they say
        enable_otlp=False,
    )


class Engine:
    """The work engine of this process; there is one at a time."""

    def __init__(self, database: Database, enqueue_seconds: float) -> None:
        self.executor = f"crmurl-{uuid4().hex}"  # unique per live process: a shared one doubles
        self._database = database
        self._seconds = enqueue_seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._pending: set[asyncio.Future[Any]] = set()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._dbos: DBOS | None = None

    async def start(self) -> None:
        """Launch inside the running loop, which work will then run on."""
        take_over("dbos", logging.ERROR)
        self._dbos = DBOS(config=config_for(self._database, self.executor))
        DBOS.launch()
        await DBOS.register_queue_async(LATER, on_conflict="always_update")

    async def stop(self) -> None:
        """Let go of running work; whoever starts next takes it up."""
        running = [*self._pending, *(self._dbos._workflow_tasks if self._dbos else ())]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy)
        # The engine made its threads the loop's own and has just ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))

    def at_work(self) -> frozenset[str]:
        """The ids of the work that this process is at right now."""
        return frozenset(self._dbos._active_workflows_set.activeList() if self._dbos else ())

    def running(self) -> list[asyncio.Task[Any]]:
        """The work that this process is at right now."""
        return list(self._dbos._workflow_tasks) if self._dbos else []

    async def submit(self, work_id: str, work: Work, *args: object, delay: float = 0) -> None:
        """Store work under its id and have it run once; an id used before changes nothing.

        `delay` is in seconds. Raises NotDurableError when it was not stored in time.
        """
        await self.in_time(self.store(work_id, work, *args, delay=delay))

    async def store(self, work_id: str, work: Work, *args: object, delay: float = 0) -> None:
        """As `submit`, however long it takes."""
        # A context of its own: asked from within other work, it must not become that work's child.
        begin = self._begin(work_id, work, args, delay)
        await asyncio.create_task(begin, context=Context())

    async def once_in_time(
        self, name: str, storing: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        """As `in_time`, but who asks for the same meanwhile waits for what was begun.

        Without that a slow database gets slower with each repetition, until it stores nothing.
        """
        task = self._under_way.get(name)
        if task is None:
            task = self._under_way[name] = asyncio.create_task(storing())
            task.add_done_callback(lambda _: self._under_way.pop(name, None))
        await self.in_time(task)

    async def in_time(self, storing: Awaitable[Found]) -> Found:
        """Wait for something to be stored, but not past the time Slack leaves for an ack."""
        task = asyncio.ensure_future(storing)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        task.add_done_callback(_have_seen)
        try:
            # Shielded: a start cut in half would leave work that is stored and that nobody runs.
            return await asyncio.wait_for(asyncio.shield(task), self._seconds)
        except NotDurableError:
            raise
        except NEVER as problem:
            raise NeverStoredError(f"not stored: {type(problem).__name__}") from problem
        except TimeoutError as problem:
            raise NotDurableError("the database did not answer in time") from problem
        except Exception as problem:
            raise NotDurableError(f"not stored: {type(problem).__name__}") from problem

    async def _begin(
        self, work_id: str, work: Work, args: tuple[object, ...], delay: float
    ) -> None:
        async with self._turns:
            with SetWorkflowID(work_id):
                if not delay:
                    await DBOS.start_workflow_async(work, *args)
                    return
                with SetEnqueueOptions(delay_seconds=delay):
                    await DBOS.enqueue_workflow_async(LATER, work, *args)

    async def parked(self) -> list[Parked]:
        """All work that has begun and not ended, here or at another process."""
        parked: list[Parked] = []
        while True:
            found = await DBOS.list_workflows_async(
                status="PENDING",
                load_input=False,
                load_output=False,
                limit=PAGE,
                offset=len(parked),
            )
            parked += [Parked(row.workflow_id, row.executor_id or "") for row in found]
            if len(found) < PAGE:
                return parked

    async def take_over(self, works: list[str]) -> None:
        """Have work of a dead process run again by a live one."""
        if works:
            await DBOS.resume_workflows_async(works)

    async def failed(self) -> int:
        """How much work ended in an error; an operator should look when it grows."""
        found = await DBOS.list_workflows_async(
            status=FAILED, load_input=False, load_output=False, limit=PAGE
        )
        return len(found)

    async def forget(self, **which: Any) -> int:  # noqa: ANN401
        """Delete finished work; its ids were the memory of what was done."""
        total = 0
        while found := await DBOS.list_workflows_async(
            load_input=False, load_output=False, limit=PAGE, **which
        ):
            await DBOS.delete_workflows_async([row.workflow_id for row in found])
            total += len(found)
        return total


def _have_seen(task: asyncio.Future[Any]) -> None:
    # Its error was told to whoever waited, or came after they had stopped waiting.
    if not task.cancelled():
        task.exception()
