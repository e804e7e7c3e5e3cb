"""Small real objects that stand in for Slack and the store, and keep what they were told."""

from dataclasses import dataclass, field
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from handlers.desk import Case, Place, Reply
from knowledge.diagnosis import Diagnosis

BOT = "UBOT"
TEAM = "T1"


@dataclass(frozen=True)
class Call:
    """One thing the desk was asked for."""

    name: str
    place: Place | None = None
    reply: Reply | None = None
    said: dict[str, Any] = field(default_factory=dict)


@dataclass
class FakeDesk:
    """A desk that does nothing and remembers everything."""

    cases: dict[str, Case] = field(default_factory=dict)  # by the ts of their thread
    calls: list[Call] = field(default_factory=list)
    reads: int = 0

    async def answer(
        self, place: Place, poster: str, diagnosis: Diagnosis, reply: Reply, told: str
    ) -> None:
        said = {"poster": poster, "diagnosis": diagnosis, "told": told}
        self.calls.append(Call("answer", place, reply, said))

    async def case_of(self, place: Place) -> Case | None:
        self.reads += 1
        return self.cases.get(place.thread_ts)

    async def go_on(
        self, place: Place, case: Case, choice: str | None = None, edited: str = ""
    ) -> None:
        said = {"case": case, "choice": choice, "edited": edited}
        self.calls.append(Call("go_on", place, None, said))

    async def read_later(self, place: Place, poster: str, *, must_answer: bool = False) -> None:
        said = {"poster": poster, "must_answer": must_answer}
        self.calls.append(Call("read_later", place, None, said))

    async def revise(
        self, place: Place, diagnosis: Diagnosis, reply: Reply, told: str, edited: str = ""
    ) -> None:
        said = {"diagnosis": diagnosis, "told": told, "edited": edited}
        self.calls.append(Call("revise", place, reply, said))

    async def forget(self, team: str, before: float) -> None:
        self.calls.append(Call("forget", said={"team": team, "before": before}))

    @property
    def names(self) -> list[str]:
        """What was asked for, in order."""
        return [call.name for call in self.calls]


@dataclass
class FakeSlack:
    """The calls a listener may make while Slack waits: opening a form, answering a click."""

    views: list[dict[str, Any]] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)
    trigger_expired: bool = False

    async def views_open(self, *, trigger_id: str, view: dict[str, Any]) -> None:
        if self.trigger_expired or not trigger_id:
            raise SlackApiError("views.open", {"ok": False, "error": "expired_trigger_id"})
        self.views.append(view)

    async def respond(self, **message: Any) -> None:
        self.responses.append(message)


@dataclass
class ListenerBook:
    """Stands where a Bolt app is given its listeners, and writes down what they listen to."""

    heard: list[tuple[str, Any]] = field(default_factory=list)

    def __getattr__(self, kind: str) -> Any:
        def bind(what: Any) -> Any:
            self.heard.append((kind, what))
            return lambda listener: listener

        return bind

    def names(self, kind: str) -> set[str]:
        """Give what is listened to by its name; patterns are for what has none."""
        return {what for heard, what in self.heard if heard == kind and isinstance(what, str)}


async def authorize() -> AuthorizeResult:
    """Answer as the store would for an installed workspace."""
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_user_id=BOT, bot_id="B1", bot_token="not-a-token"
    )
