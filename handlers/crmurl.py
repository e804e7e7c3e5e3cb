"""Answers `/crmurl`: the corrected address for the asker's eyes, the form, or how to use it."""

import re
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.address_answers import draw_finding
from handlers.address_form import form, mistakes, result, sent
from handlers.desk import Reply
from handlers.drawing import Paragraph, Title, compose
from handlers.mind import Mind
from handlers.slack_text import plain
from knowledge.doctor import examine

_ORGANIZATION = re.compile(r"[\w-]{1,30}")  # the longest name CRM allows
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
    """The slash command and its form."""

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

    async def submit(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Answer the form under the field that is wrong, or with the address in its place."""
        filled = sent(body)
        finding = None
        if filled.typed:
            finding = examine(filled.typed, filled.organization or None, self.mind.directory())
        wrong = mistakes(filled, finding)
        if finding is None or wrong:
            await ack(response_action="errors", errors=wrong)
        else:
            await ack(response_action="update", view=result(finding))

    async def _open_form(self, trigger: str, client: AsyncWebClient, respond: AsyncRespond) -> None:
        try:
            await client.views_open(trigger_id=trigger, view=form(self.mind.directory()))
        except (SlackClientError, ClientError, TimeoutError):
            await respond(text=f"{FORM_FAILED}\n\n{help_reply().text}")


def split(words: str) -> tuple[str, str | None]:
    """Part `address org` in two; anything longer is prose, which the doctor reads as it is."""
    parts = words.split()
    if len(parts) != 2 or not _ORGANIZATION.fullmatch(parts[1]):  # noqa: PLR2004 (two words)
        return words, None
    return parts[0], parts[1]


def help_reply() -> Reply:
    """Say how the command is used."""
    return compose([Title(HELP_TITLE), Paragraph("", HELP)])


async def _say(ack: AsyncAck, reply: Reply) -> None:
    await ack(text=reply.text, blocks=list(reply.blocks), response_type="ephemeral")
