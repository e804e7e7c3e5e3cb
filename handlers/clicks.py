"""Takes a clicked answer further: into its thread, or to the address that was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from handlers.address_answers import draw_finding
from handlers.desk import Desk, Place
from handlers.mind import Mind
from knowledge.doctor import examine


@dataclass(frozen=True, slots=True)
class Click:
    """A button somebody clicked on one of the bot's own messages."""

    place: Place
    value: str


@dataclass(frozen=True, slots=True)
class Clicks:
    """Clicks on the buttons below answers; one that is out of date does nothing."""

    desk: Desk
    mind: Mind

    async def reply(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Go on in the thread as though the answer had been typed there."""
        click = read_click(body)
        case = await self.desk.case_of(click.place) if click else None
        if click and case and click.value not in case.choices:
            place = replace(click.place, external=case.opened_by.external)
            await self.desk.go_on(place, case, click.value)
        await ack()

    async def choose(self, body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond) -> None:
        """Show the chosen address in place of the choice."""
        await ack()
        value = _value(body)
        if value and body.get("response_url"):
            reply = draw_finding(examine(value, None, self.mind.directory()))
            await respond(text=reply.text, blocks=list(reply.blocks), replace_original=True)

    async def other(self, ack: AsyncAck) -> None:
        """Acknowledge a button of an earlier version, or a link that only opens a page."""
        await ack()


def read_click(body: Mapping[str, Any]) -> Click | None:
    """Give the click; None when it is not from this workspace's people, or not whole."""
    team, user = _id(body, "team"), body.get("user")
    home = user.get("team_id") if isinstance(user, dict) else None
    message = body.get("message")
    ts = message.get("ts") if isinstance(message, dict) else None
    value, channel = _value(body), _id(body, "channel")
    if not (team and channel and value and isinstance(ts, str)) or home not in (None, team):
        return None
    thread = message.get("thread_ts") if isinstance(message, dict) else None
    return Click(Place(team, channel, ts, thread if isinstance(thread, str) else ts), value)


def _id(body: Mapping[str, Any], name: str) -> str:
    holder = body.get(name)
    found = holder.get("id") if isinstance(holder, dict) else None
    return found if isinstance(found, str) else ""


def _value(body: Mapping[str, Any]) -> str:
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    value = first.get("value") if isinstance(first, dict) else None
    return value if isinstance(value, str) else ""
