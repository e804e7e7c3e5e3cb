"""Brings the app what people do besides typing: commands, clicks, submitted and closed modals."""

import time

from bot.playground.accounts import RefusedError
from bot.playground.block_rules import message_problems
from bot.playground.messages import Channel, Draft, Json, JsonValue, Message, Person
from bot.playground.parcels import VERIFICATION_TOKEN, Answer, Parcel
from bot.playground.response_urls import Invitation
from bot.playground.slack import Slack
from bot.playground.workspace import APP_ID, BOT, TEAM, TEAM_NAME

FAILED = "`{command}` failed because the app did not respond."


class Interactions:
    """Everything a person can do to the app; each gives Slack's view of how it went."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def command(self, channel: Channel, user: Person, command: str, text: str) -> bool:
        """Run a slash command; the app's answer appears in the channel."""
        payload = {
            "token": VERIFICATION_TOKEN,
            "team_id": channel.team,
            "team_domain": TEAM_NAME.lower(),
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.with_user else channel.name,
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._slack.response_urls.make(channel.id, user.id),
            "trigger_id": self._trigger(user),
        }
        answer = await self._slack.courier.ask(Parcel("slash_commands", payload))
        if not answer.acked:
            self._whisper(channel, user, Draft(FAILED.format(command=command)))
        elif isinstance(answer.payload, dict) and answer.payload:
            self.respond(Invitation(channel.id, user.id, time.time()), answer.payload)
        return answer.acked

    async def click(self, user: Person, message: Message, action: Json) -> bool:
        """Press a button (or choose in a menu) in a message."""
        channel = message.channel
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.visible_to is not None,
        }
        if message.draft.thread_ts:
            container["thread_ts"] = message.draft.thread_ts
        url = self._slack.response_urls.make(channel.id, user.id, message.ts)
        payload = self._frame("block_actions", user) | {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name},
            "message": message.shown(),
            "state": {"values": action.pop("state", {})},
            "response_url": url,
            "trigger_id": self._trigger(user),
            "actions": [action | {"action_ts": self._slack.workspace.timestamps.next()}],
        }
        return (await self._interact(payload)).acked

    async def click_in_view(self, user: Person, view: Json, action: Json) -> bool:
        """Press a button in an open modal."""
        state = {"values": action.pop("state", {})}
        payload = self._frame("block_actions", user) | {
            "container": {"type": "view", "view_id": view.get("id")},
            "view": view | {"state": state},
            "trigger_id": self._trigger(user),
            "actions": [action | {"action_ts": self._slack.workspace.timestamps.next()}],
        }
        return (await self._interact(payload)).acked

    async def submit(self, user: Person, values: Json) -> Json:
        """Submit the top view; give the errors to show, if the app found any."""
        view = self._slack.views.top(user.id)
        if view is None:
            return {"closed": True}
        payload = self._frame("view_submission", user) | {
            "trigger_id": self._trigger(user),
            "view": view | {"state": {"values": values}},
            "response_urls": [],
        }
        answer = await self._interact(payload)
        if not answer.acked:
            return {"failed": True}
        return self._after_submission(user, answer.payload or {})

    async def close(self, user: Person, *, cleared: bool = False) -> None:
        """Close the top view, and tell the app when it asked to know."""
        view = self._slack.views.top(user.id)
        self._slack.views.close(user.id, all_of_them=cleared)
        self._show_view(user)
        if view and view.get("notify_on_close"):
            payload = self._frame("view_closed", user) | {"view": view, "is_cleared": cleared}
            await self._interact(payload)

    def respond(self, invitation: Invitation, answer: Json) -> None:
        """Carry out what the app sent to a response_url; raises RefusedError."""
        channel = self._slack.channel(invitation.channel)
        original = self._slack.workspace.seen_by(channel.id, invitation.message_ts or "")
        if original and answer.get("delete_original"):
            self._slack.delete(original)
        elif original and answer.get("replace_original"):
            self._slack.edit(original, _draft(answer))
        elif answer.get("response_type") == "in_channel":
            self._slack.post(channel, BOT, _draft(answer))
        else:
            user = self._slack.workspace.people[invitation.user]
            self._whisper(channel, user, _draft(answer))

    def _after_submission(self, user: Person, answer: JsonValue) -> Json:
        action = answer.get("response_action")
        if action == "errors":
            return {"errors": answer.get("errors", {})}
        if action == "update":
            top = self._slack.views.top(user.id) or {}
            self._slack.views.update({"view_id": top.get("id")}, answer["view"])
        elif action == "push":
            self._slack.views.push(user.id, answer["view"])
        else:
            self._slack.views.close(user.id, all_of_them=action == "clear")
        self._show_view(user)
        return {}

    async def _interact(self, payload: Json) -> Answer:
        return await self._slack.courier.ask(Parcel("interactive", payload))

    def _frame(self, kind: str, user: Person) -> Json:
        return {
            "type": kind,
            "token": VERIFICATION_TOKEN,
            "team": {"id": TEAM, "domain": TEAM_NAME.lower()},
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM},
            "api_app_id": APP_ID,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _trigger(self, user: Person) -> str:
        expired = self._slack.courier.faults.strikes("expire")
        return self._slack.views.trigger(user.id, expired=expired)

    def _whisper(self, channel: Channel, user: Person, draft: Draft) -> None:
        self._slack.workspace.whisper(channel, BOT, draft, user.id)

    def _show_view(self, user: Person) -> None:
        view = self._slack.views.top(user.id)
        self._slack.workspace.tell("view", {"user": user.id, "view": view})


def _draft(answer: Json) -> Draft:
    blocks = answer.get("blocks") or None
    problems = message_problems(blocks) if blocks else []
    if problems:
        raise RefusedError("invalid_blocks", errors=problems)
    if not blocks and not answer.get("text"):
        raise RefusedError("no_text")
    return Draft(str(answer.get("text") or ""), blocks, answer.get("thread_ts"))
