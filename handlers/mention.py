"""Answers whoever calls the bot by name, even when the answer is that it does not know."""

from handlers.conversation import Said, Talk
from handlers.desk import Desk, Reply
from handlers.drawing import Paragraph, Title, compose
from handlers.mind import Mind
from handlers.posted import Posted
from handlers.told import Told
from knowledge.diagnosis import Diagnosis, Verdict

HELP_WORDS = frozenset(("help", "hi", "hello", "?", "hilfe", "aide", "ayuda"))
HELP_TITLE = "Hello, I recognise pasted CRM for Outlook errors"
HELP = (
    "- Paste an error window, its *Details* or a log into a channel I am in, or attach it as a "
    "text file. I answer in the thread with the cause and the corrected address.\n"
    "- Where several causes are possible I ask one question. Reply in the thread.\n"
    "- `/crmurl <address> [organization]` corrects an address, for your eyes only."
)


async def answer(desk: Desk, mind: Mind, posted: Posted, bot: str) -> None:
    """Always answer; in a thread, or with a file, after reading all of it."""
    words = posted.text.replace(f"@{bot}", " ").strip()
    if posted.place.in_thread or posted.has_text_file:
        await desk.read_later(posted.place, posted.user, must_answer=True)
    elif not words or words.lower() in HELP_WORDS:
        nothing = Diagnosis(Verdict.UNKNOWN, (), None, ())
        told = str(Told.of(nothing))
        await desk.answer(posted.place, posted.user, nothing, help_reply(), told)
    else:
        said = Said(posted.user, words, posted.place.ts)
        talk = Talk((said,), posted.user, opened=posted.place.ts, asked=True)
        outcome = await mind.think(talk, external=posted.place.external)
        if outcome:
            await desk.answer(
                posted.place, posted.user, outcome.diagnosis, outcome.reply, outcome.told
            )


def help_reply() -> Reply:
    """Say what the bot does."""
    return compose([Title(HELP_TITLE), Paragraph("", HELP)])
