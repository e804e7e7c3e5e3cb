"""The Web API methods that open and change modals and the app's home."""

from bot.playground.accounts import Installation
from bot.playground.arguments import needed, structure
from bot.playground.messages import Json, JsonValue
from bot.playground.slack import Slack


def open_view(slack: Slack, _caller: Installation, arguments: Json) -> Json:
    """views.open"""
    (trigger,) = needed(arguments, "trigger_id")
    user, view = slack.views.open(trigger, _view(arguments))
    return _show(slack, user, view)


def push(slack: Slack, _caller: Installation, arguments: Json) -> Json:
    """views.push"""
    (trigger,) = needed(arguments, "trigger_id")
    user, view = slack.views.push_with(trigger, _view(arguments))
    return _show(slack, user, view)


def update(slack: Slack, _caller: Installation, arguments: Json) -> Json:
    """views.update"""
    user, view = slack.views.update(arguments, _view(arguments))
    return _show(slack, user, view)


def _view(arguments: Json) -> JsonValue:
    needed(arguments, "view")
    return structure(arguments, "view", "invalid_arguments")


def _show(slack: Slack, user: str, view: Json) -> Json:
    slack.workspace.tell("view", {"user": user, "view": slack.views.top(user)})
    return {"view": view}
