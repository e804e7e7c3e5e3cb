"""Goes on in a thread that was answered, when somebody adds what was missing."""

from handlers.conversation import brings_news
from handlers.desk import AwayError, Desk
from handlers.mind import Mind
from handlers.posted import Posted


async def go_on(desk: Desk, mind: Mind, posted: Posted) -> bool:
    """Take a reply into its case; False when the thread has none and the message stands alone."""
    try:
        case = await desk.case_of(posted.place)
    except AwayError:
        await desk.read_later(posted.place, posted.user)
        return True
    # The message a case was opened by stands alone too: brought again, its answer may be missing.
    if case is None or case.opened_by.ts == posted.place.ts:
        return False
    by_poster = posted.user == case.poster
    if posted.has_text_file or brings_news(mind.library, posted.text, case, by_poster=by_poster):
        await desk.go_on(posted.place, case)
    return True
