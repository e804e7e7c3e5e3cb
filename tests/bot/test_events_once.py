"""An event is done once, whatever comes between two deliveries of it; chatter leaves nothing."""

import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.response import BoltResponse

from bot.delivery.opening import OpenDesk
from bot.door import Door
from bot.event_marks import delivered, marks
from handlers.desk import Place
from tests.bot.conftest import door_for, message
from tests.bot.delivering import delivering, until
from tests.bot.test_the_whole_way import CHATTER, PASTE
from tests.bot.threads import Threads
from tests.fakes import BOT

OTHER = PASTE.replace("https://crmserver.contoso.com", "crm.fabrikam.com, org is sales")


def stamp(after: float = 0.0) -> str:
    """A ts of now: what is older is read anew from the thread."""
    return f"{time.time() + after:.6f}"


def edit(text: str, before: str, ts: str, at: str) -> dict[str, Any]:
    """Give an edit as Slack delivers it."""
    one = {"type": "message", "user": "U1", "ts": ts}
    change = {"message": one | {"text": text, "edited": {"user": "U1", "ts": at}}}
    change |= {"previous_message": one | {"text": before}, "subtype": "message_changed"}
    return message("", **change) | {"event_id": f"Ev-edit-{at}"}


@asynccontextmanager
async def bot(folder: Path, slack: Threads, library: Any) -> AsyncIterator[tuple[OpenDesk, Door]]:
    """Listeners, desk and delivery, with Slack's calls in memory."""
    async with delivering(folder, slack) as desk:
        yield desk, door_for(desk, library)


async def taken(door: Door, body: dict[str, Any]) -> None:
    """Deliver an event that must be acknowledged."""
    response: BoltResponse = await door.take(body)
    assert response.status == 200


def rows(folder: Path) -> tuple[int, int]:
    """How many events are remembered, and how many pieces of work begun for messages."""
    with (
        sqlite3.connect(folder / "crmurl.db") as ours,
        sqlite3.connect(folder / "crmurl.work.db") as theirs,
    ):
        events = ours.execute("select count(*) from events").fetchone()[0]
        begun = "select count(*) from workflow_status where workflow_uuid not like 'expire:%'"
        works = theirs.execute(begun).fetchone()[0]
    ours.close()
    theirs.close()
    return events, works


AGAIN = {
    "as it was": dict,
    "under another event id": lambda body: body | {"event_id": "EvOTHER"},
    "as the mention it is too": lambda body: (
        body | {"event_id": "EvMENTION", "event": body["event"] | {"type": "app_mention"}}
    ),
    "with the same id and another text": lambda body: (
        body | {"event": body["event"] | {"text": OTHER}}
    ),
}


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
async def test_a_reply_brought_again_after_its_case_was_closed_opens_no_other(
    again, tmp_path, library
):
    slack, at = Threads(), stamp()
    async with bot(tmp_path, slack, library) as (desk, door):
        await taken(door, message(PASTE, at))
        await until(lambda: len(slack.replies) == 1)
        reply = message(PASTE, stamp(1))
        reply["event"]["thread_ts"] = at
        slack.say("C1", "news", reply["event"]["ts"])
        await taken(door, reply)
        await until(lambda: len(slack.replies) == 2)
        case = await desk.cases.of_message(Place("T1", "C1", at, at))
        assert case
        await desk.cases.close(case.opened_by, "expired")
        before = rows(tmp_path)
        await taken(door, again(reply))
        assert rows(tmp_path) == before
        assert len(slack.replies) == 2


async def test_both_events_of_a_mention_lead_to_one_work_and_one_reply(tmp_path, library):
    slack, at = Threads(), stamp()
    async with bot(tmp_path, slack, library) as (_desk, door):
        said = message(f"<@{BOT}> help", at)
        await taken(door, said)
        await taken(door, AGAIN["as the mention it is too"](said))
        await until(lambda: len(slack.replies) == 1)
        assert rows(tmp_path) == (2, 1)


async def test_a_message_edited_back_and_forth_has_the_answer_to_its_last_text(tmp_path, library):
    slack, at = Threads(), stamp()
    texts = [PASTE, OTHER, PASTE, OTHER]
    async with bot(tmp_path, slack, library) as (_desk, door):
        await taken(door, message(PASTE, at))
        await until(lambda: len(slack.replies) == 1)
        for number in range(1, 4):
            change = edit(texts[number], texts[number - 1], at, stamp(number))
            for _ in range(2):
                await taken(door, change)
            await until(lambda: len(slack.updates) == number)  # noqa: B023 (waited for right here)
        assert "crm.fabrikam.com" in slack.updates[-1]["text"]
        assert len(slack.replies) == 1


async def test_an_edit_that_comes_after_a_later_one_changes_nothing(tmp_path, library):
    slack, at = Threads(), stamp()
    async with bot(tmp_path, slack, library) as (desk, door):
        await taken(door, message("lunch at https://crm.northwind.com? " + PASTE, at))
        await until(lambda: len(slack.replies) == 1)
        await taken(door, edit(OTHER, PASTE, at, stamp(2)))
        await until(lambda: len(slack.updates) == 1)
        await taken(door, edit(PASTE, OTHER, at, stamp(1)))
        await until(lambda: not desk.engine.running())
        assert len(slack.updates) == 1


async def test_chatter_is_not_remembered(tmp_path, library):
    async with bot(tmp_path, Threads(), library) as (_desk, door):
        for text in CHATTER:
            await taken(door, message(text, stamp()))
        assert rows(tmp_path) == (0, 0)


async def test_what_slack_brings_no_more_is_forgotten(tmp_path, library):
    slack = Threads()
    async with bot(tmp_path, slack, library) as (desk, door):
        await taken(door, message(PASTE, stamp()))
        await desk.events.forget_older()
        assert rows(tmp_path)[0] == 2
        await desk.events.forget_older(-1)
        assert rows(tmp_path)[0] == 0


async def test_work_that_could_not_be_stored_is_not_remembered(tmp_path, library, monkeypatch):
    slack, at = Threads(), stamp()

    async def fail(*_arguments: object, **_more: object) -> None:
        raise OSError

    async with bot(tmp_path, slack, library) as (_desk, door):
        with monkeypatch.context() as broken:
            broken.setattr("bot.delivery.engine.DBOS.start_workflow_async", fail)
            assert (await door.take(message(PASTE, at))).status == 500
        assert rows(tmp_path)[0] == 0
        await taken(door, message(PASTE, at))
        await until(lambda: len(slack.replies) == 1)


MARKED = {
    "a message": (message("my password is hunter2"), 2),
    "a click": ({"type": "block_actions", "actions": []}, 0),
    "an event of no message": ({"event_id": "Ev1", "event": {"type": "app_uninstalled"}}, 1),
    "an id that is none": ({"event_id": 7, "event": {"type": "app_uninstalled"}}, 0),
}


@pytest.mark.parametrize(("body", "number"), MARKED.values(), ids=MARKED)
def test_an_event_is_known_by_its_id_and_its_message_and_never_by_its_words(body, number):
    before = delivered.set(body)
    found = marks()
    delivered.reset(before)
    assert len(found) == number
    assert "hunter2" not in str(found)
