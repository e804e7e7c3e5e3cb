"""Answers a pasted error in its thread, and stays silent on everything else."""

from handlers.conversation import Said, Talk
from handlers.desk import Desk
from handlers.mind import Mind
from handlers.posted import Posted


async def answer(desk: Desk, mind: Mind, posted: Posted) -> None:
    """Answer an error that some article knows; a text file is read later, off this event."""
    if posted.has_text_file:
        await desk.read_later(posted.place, posted.user)
        return
    if not posted.text:
        return
    said = Said(posted.user, posted.text, posted.place.ts)
    talk = Talk((said,), posted.user, opened=posted.place.ts)
    outcome = await mind.think(talk, external=posted.place.external)
    if outcome:
        await desk.answer(posted.place, posted.user, outcome.diagnosis, outcome.reply, outcome.told)
