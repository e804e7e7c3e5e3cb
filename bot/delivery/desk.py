"""The desk that listeners hand their wishes to: durable before it returns, or it raises."""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.delivery import workflows
from bot.delivery.engine import Engine, NotDurableError
from bot.delivery.orders import (
    Order,
    place_as_json,
    place_from,
    reply_as_json,
    saying_as_json,
    saying_from,
    saying_of,
)
from bot.delivery.spool import Spool
from bot.event_marks import marks
from bot.storage.cases import Cases
from bot.storage.events import Events
from handlers.desk import AwayError, Case, Place, Reply
from knowledge.diagnosis import Diagnosis

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DurableDesk:
    """Implements `handlers.desk.Desk`; with a spool, a database outage is outlived too."""

    engine: Engine
    cases: Cases
    events: Events
    spool: Spool | None

    async def answer(
        self, place: Place, poster: str, diagnosis: Diagnosis, reply: Reply, told: str
    ) -> None:
        """Open a case for this message and have exactly one threaded reply posted."""
        said = saying_as_json(saying_of(diagnosis, told))
        more = {"poster": poster, "reply": reply_as_json(reply), "said": said}
        await self._take("answer", place, more)

    async def case_of(self, place: Place) -> Case | None:
        """Give the case of the thread this message stands in; one indexed read."""
        try:
            return await self.engine.in_time(self.cases.of_thread(place))
        except NotDurableError as problem:
            if self.spool is None:
                raise
            raise AwayError from problem

    async def go_on(
        self, place: Place, case: Case, choice: str | None = None, edited: str = ""
    ) -> None:
        """Read the thread and complete the answer if something is new."""
        first = place_as_json(case.opened_by)
        more = {"opened_by": first, "choice": choice, "edited": edited}
        await self._take("go_on", place, more)

    async def read_later(self, place: Place, poster: str, *, must_answer: bool = False) -> None:
        """Fetch the message, its thread and its text files, then answer as they deserve."""
        more = {"poster": poster, "must_answer": must_answer}
        await self._take("read", place, more)

    async def revise(
        self, place: Place, diagnosis: Diagnosis, reply: Reply, told: str, edited: str = ""
    ) -> None:
        """Update the one answer in place, after the message it answers was edited."""
        said = saying_as_json(saying_of(diagnosis, told))
        more = {"reply": reply_as_json(reply), "said": said, "edited": edited}
        await self._take("revise", place, more)

    async def forget(self, team: str, before: float) -> None:
        """Delete what was kept for a workspace before it removed the app."""
        await self._take("forget", None, {"team": team, "before": before})

    async def carry_out(self, order: Order) -> None:
        """Make one order durable in the database; harmless when it was done before.

        Raises NotDurableError when it is not known to be durable in time. What was begun goes on
        all the same: on a disk that is slow for long, nothing would ever be stored otherwise.
        """
        name = json.dumps(asdict(order))
        await self.engine.once_in_time(name, lambda: self._carry_out(order))

    async def _carry_out(self, order: Order) -> None:
        if await self.events.was_done(order.marks):
            log.info("brought again; it was done")
            return
        carry = {
            "answer": self._answer,
            "go_on": self._go_on,
            "read": self._read,
            "revise": self._revise,
            "forget": self._forget,
        }[order.kind]
        await carry(order.place, order.more)
        # After the work: an event that is remembered is never looked at again.
        team = order.place.get("team") or order.more["team"]
        await self.events.done(team, order.marks)

    async def _take(self, kind: str, place: Place | None, more: Mapping[str, Any]) -> None:
        order = Order(kind, place_as_json(place) if place else {}, more, marks())
        try:
            await self.carry_out(order)
        except NotDurableError as problem:
            if self.spool is None:
                log.error("not stored, so not acknowledged: %s", problem)  # noqa: TRY400
                raise
            await self.spool.put(order)

    async def _answer(self, place: Mapping[str, Any], more: Mapping[str, Any]) -> None:
        at = place_from(place)
        await self.cases.open(at, more["poster"], saying_from(more["said"]))
        work_id = f"answer:{at.key}"
        await self.engine.store(
            work_id, workflows.answer, dict(place), more["poster"], more["reply"]
        )

    async def _go_on(self, place: Mapping[str, Any], more: Mapping[str, Any]) -> None:
        work_id = f"go_on:{place_from(place).key}:{more['choice'] or ''}:{more['edited']}"
        await self.engine.store(
            work_id, workflows.go_on, dict(place), more["opened_by"], more["choice"]
        )

    async def _read(self, place: Mapping[str, Any], more: Mapping[str, Any]) -> None:
        work_id = f"read:{place_from(place).key}:{more['must_answer']}"
        await self.engine.store(
            work_id, workflows.read_later, dict(place), more["poster"], more["must_answer"]
        )

    async def _revise(self, place: Mapping[str, Any], more: Mapping[str, Any]) -> None:
        work_id = f"revise:{place_from(place).key}:{more['edited'] or more['said']['told']}"
        await self.engine.store(
            work_id, workflows.revise, dict(place), more["reply"], more["said"], more["edited"]
        )

    async def _forget(self, _place: Mapping[str, Any], more: Mapping[str, Any]) -> None:
        work_id = f"forget:{more['team']}:{more['before']}"
        await self.engine.store(work_id, workflows.forget, more["team"], more["before"])
