"""What the bot listens to in Slack, a file a duty."""

import re
from collections.abc import Callable

from slack_bolt.async_app import AsyncApp

from handlers.address_answers import OPTION, REPLY
from handlers.address_form import CALLBACK, Submission
from handlers.buttons import Buttons
from handlers.crmurl import Command
from handlers.desk import Desk
from handlers.farewell import Farewell
from handlers.incoming import Incoming
from handlers.mind import Mind
from handlers.unmatched import RateLimited, ignore
from knowledge.directory import Directory
from knowledge.library import Library

_ANYTHING = re.compile("")


def register(
    app: AsyncApp, desk: Desk, library: Library, directory: Callable[[], Directory | None]
) -> None:
    """Bind every listener. Bolt tries them in this order, so the busiest comes first."""
    mind = Mind(library, directory)
    incoming = Incoming(desk, mind)
    buttons = Buttons(desk, mind)
    farewell = Farewell(desk)

    app.event("message")(incoming.hear)
    app.event("app_mention")(incoming.called)
    app.command("/crmurl")(Command(mind).run)
    app.view(CALLBACK)(Submission(mind).take)
    app.action(re.compile(rf"^{re.escape(REPLY)}\."))(buttons.reply)
    app.action(re.compile(rf"^{re.escape(OPTION)}\."))(buttons.choose)
    app.event("app_uninstalled")(farewell.leave)
    app.event("tokens_revoked")(farewell.revoked)
    app.action(_ANYTHING)(buttons.other)
    app.event(_ANYTHING)(ignore)
    app.use(RateLimited())
