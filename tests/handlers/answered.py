"""A thread whose first message was answered, as the desk would give it."""

from handlers.conversation import Said, Talk, think
from handlers.desk import Case, Place
from knowledge.library import Library
from tests.fakes import TEAM
from tests.handlers.slack_payloads import CHANNEL, POSTER

THREAD = "100.1"
OPENED = Place(TEAM, CHANNEL, THREAD, THREAD)


def case_for(library: Library, paste: str, choices: tuple[str, ...] = ()) -> Case:
    """Give the case that stands once this paste was answered."""
    said = Said(POSTER, paste, THREAD)
    outcome = think(library, None, Talk((said,), POSTER, opened=THREAD))
    assert outcome is not None
    named = tuple(found.article.id for found in outcome.diagnosis.candidates)
    return Case(OPENED, POSTER, outcome.diagnosis.verdict, named, choices, outcome.told)
