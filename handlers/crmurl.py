"""Answers `/crmurl`: the corrected address for the asker's eyes, the form, or how to use it."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.address_answers import draw_finding
from handlers.address_form import form
from handlers.desk import Reply
from handlers.drawing import Paragraph, Title, compose
from handlers.mind import Mind
from handlers.slack_text import plain
from knowledge.doctor import examine

_ORGANIZATION = 30  # the longest name CRM allows
HELP_TITLE = "/crmurl corrects a CRM address"
HELP = (
    "- `/crmurl <address> [organization]` gives the address that works, and says what was "
    "changed. Only you see it.\n"
    "- `/crmurl` alone opens a form.\n"
    "- `/crmurl help` shows this."
)
FORM_FAILED = "The form could not be opened. Type the address behind the command instead."


@dataclass(frozen=True, slots=True)
class Command:
    """The slash command."""

    mind: Mind

    async def run(
        self, body: dict[str, Any], ack: AsyncAck, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Answer in the acknowledgement itself; only the form needs a call to Slack."""
        words = plain(body.get("text") or "").strip()
        if words.lower() in ("help", "?"):
            await _say(ack, help_reply())
        elif words:
            typed, organization = split(words)
            finding = examine(typed, organization, self.mind.directory())
            await _say(ack, draw_finding(finding))
        else:
            await ack()
            await self._open_form(str(body.get("trigger_id") or ""), client, respond)

    async def _open_form(self, trigger: str, client: AsyncWebClient, respond: AsyncRespond) -> None:
        try:
            await client.views_open(trigger_id=trigger, view=form(self.mind.directory()))
        except SlackClientError:
            await respond(text=f"{FORM_FAILED}\n\n{help_reply().text}")


def split(words: str) -> tuple[str, str | None]:
    """Part `address org` in two; anything longer is prose, which the doctor reads as it is."""
    parts = words.split()
    if len(parts) == 2 and len(parts[1]) <= _ORGANIZATION and parts[1].replace("-", "").isalnum():  # noqa: PLR2004
        return parts[0], parts[1]
    return words, None


def help_reply() -> Reply:
    """Say how the command is used."""
    return compose([Title(HELP_TITLE), Paragraph("", HELP)])


async def _say(ack: AsyncAck, reply: Reply) -> None:
    await ack(text=reply.text, blocks=list(reply.blocks), response_type="ephemeral")
