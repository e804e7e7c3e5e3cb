"""Follows an edited message: its one answer is updated in place, never doubled."""

from handlers.conversation import Said, Talk
from handlers.desk import Desk
from handlers.mind import Mind
from handlers.posted import Edited


async def follow(desk: Desk, mind: Mind, edited: Edited) -> None:
    """Answer, revise or go on, as the edited message asks for.

    An answer stays when the error was edited away: people take secrets out of what they pasted.
    """
    posted, place = edited.posted, edited.posted.place
    case = await desk.case_of(place)
    if case and case.opened_by.ts != place.ts:
        await desk.go_on(place, case, edited=edited.at)
        return
    said = Said(posted.user, posted.text, place.ts)
    talk = Talk((said,), posted.user, opened=place.ts)
    outcome = await mind.think(talk, external=place.external)
    if outcome is None or (case and case.told == outcome.told):
        return
    if case:
        await desk.revise(place, outcome.diagnosis, outcome.reply, outcome.told, edited.at)
    else:
        await desk.answer(place, posted.user, outcome.diagnosis, outcome.reply, outcome.told)
