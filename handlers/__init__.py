"""What the bot listens to in Slack, a file a duty."""

import re
from collections.abc import Callable

from slack_bolt.async_app import AsyncApp

from handlers.address_answers import OPTION, REPLY
from handlers.address_form import CALLBACK
from handlers.chatter import Chatter
from handlers.clicks import Clicks
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
    """Bind every listener; Bolt tries them in this order, so the busiest comes first."""
    mind = Mind(library, directory)
    incoming = Incoming(desk, mind)
    command = Command(mind)
    clicks = Clicks(desk, mind)
    farewell = Farewell(desk)

    app.use(Chatter(library))
    app.use(RateLimited())
    app.event("message")(incoming.hear)
    app.event("app_mention")(incoming.called)
    app.command("/crmurl")(command.run)
    app.view(CALLBACK)(command.submit)
    app.action(re.compile(rf"^{re.escape(REPLY)}\."))(clicks.reply)
    app.action(re.compile(rf"^{re.escape(OPTION)}\."))(clicks.choose)
    app.event("app_uninstalled")(farewell.leave)
    app.event("tokens_revoked")(farewell.revoked)
    app.action(_ANYTHING)(clicks.other)
    app.event(_ANYTHING)(ignore)
