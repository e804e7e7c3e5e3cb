"""Stands before the desk: counts what is handed over, and forgets a workspace's token with it."""

import logging
from dataclasses import dataclass

from bot.metrics import Metrics
from bot.workspaces import Workspaces
from handlers.desk import Case, Desk, Place, Reply
from knowledge.diagnosis import Diagnosis

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reception:
    """The desk as listeners see it in a running bot."""

    desk: Desk
    workspaces: Workspaces
    metrics: Metrics

    async def answer(
        self, place: Place, poster: str, diagnosis: Diagnosis, reply: Reply, told: str
    ) -> None:
        """Hand over an answer, and count its verdict once it is durable."""
        await self.desk.answer(place, poster, diagnosis, reply, told)
        self.metrics.answered(diagnosis.verdict)
        log.info("handed over, to be answered as %s", diagnosis.verdict)

    async def case_of(self, place: Place) -> Case | None:
        """Give the case of a thread."""
        return await self.desk.case_of(place)

    async def go_on(
        self, place: Place, case: Case, choice: str | None = None, edited: str = ""
    ) -> None:
        """Hand over a later message, a choice or an edit."""
        await self.desk.go_on(place, case, choice, edited)

    async def read_later(self, place: Place, poster: str, *, must_answer: bool = False) -> None:
        """Hand over a message with files."""
        await self.desk.read_later(place, poster, must_answer=must_answer)

    async def revise(
        self, place: Place, diagnosis: Diagnosis, reply: Reply, told: str, edited: str = ""
    ) -> None:
        """Hand over an answer to an edited message."""
        await self.desk.revise(place, diagnosis, reply, told, edited)

    async def forget(self, team: str, before: float) -> None:
        """Delete a workspace's token, then all else that is kept of it; safe to repeat."""
        await self.workspaces.forget(team, before)
        await self.desk.forget(team, before)
