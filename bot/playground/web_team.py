"""The Web API methods about the app itself: who it is, its tokens, people, files, sockets."""

from bot.playground.accounts import CLIENT_ID, Installation, RefusedError
from bot.playground.arguments import needed
from bot.playground.messages import Json
from bot.playground.slack import Slack
from bot.playground.workspace import APP_ID, BOT


def auth_test(slack: Slack, caller: Installation, _arguments: Json) -> Json:
    """auth.test"""
    return {
        "url": f"{slack.uploads.origin}/",
        "team": caller.team_name,
        "user": BOT.name,
        "team_id": caller.team,
        "user_id": BOT.id,
        "bot_id": BOT.bot_id,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def api_test(_slack: Slack, arguments: Json) -> Json:
    """api.test"""
    return {"args": arguments}


def oauth_access(slack: Slack, arguments: Json) -> Json:
    """oauth.v2.access: a code or a refresh token for a token."""
    if arguments.get("client_id") not in {CLIENT_ID, None}:
        raise RefusedError("invalid_client_id")
    return slack.accounts.exchange(arguments)


def unknown_method(_slack: Slack, _caller: Installation, _arguments: Json) -> Json:
    """Any method the double does not know."""
    raise RefusedError("unknown_method")


def revoke(slack: Slack, caller: Installation, _arguments: Json) -> Json:
    """auth.revoke: every token of the caller's workspace."""
    accounts = slack.accounts
    accounts.revoked |= {token for token, held in accounts.granted.items() if held == caller}
    return {"revoked": True}


def connections_open(slack: Slack, _caller: Installation, _arguments: Json) -> Json:
    """apps.connections.open: an address for one WebSocket, good for one use."""
    origin = slack.uploads.origin.replace("http://", "ws://")
    return {"url": f"{origin}/socket?ticket={slack.sockets.ticket()}&app_id={APP_ID}"}


def authorizations(_slack: Slack, caller: Installation, arguments: Json) -> Json:
    """apps.event.authorizations.list"""
    needed(arguments, "event_context")
    return {"authorizations": [{"team_id": caller.team, "user_id": BOT.id, "is_bot": True}]}


def bot_info(_slack: Slack, _caller: Installation, arguments: Json) -> Json:
    """bots.info"""
    if arguments.get("bot") not in {BOT.bot_id, None}:
        raise RefusedError("bot_not_found")
    return {"bot": {"id": BOT.bot_id, "name": BOT.name, "app_id": APP_ID, "user_id": BOT.id}}


def user_info(slack: Slack, caller: Installation, arguments: Json) -> Json:
    """users.info"""
    (user_id,) = needed(arguments, "user")
    person = slack.workspace.people.get(str(user_id))
    if person is None:
        raise RefusedError("user_not_found")
    profile = {"real_name": person.real_name, "display_name": person.name}
    return {
        "user": {
            "id": person.id,
            "team_id": caller.team,
            "name": person.name,
            "real_name": person.real_name,
            "is_bot": bool(person.bot_id),
            "tz": "Europe/London",
            "locale": "en-GB",
            "profile": profile,
        }
    }


def file_info(slack: Slack, _caller: Installation, arguments: Json) -> Json:
    """files.info"""
    (file_id,) = needed(arguments, "file")
    upload = slack.uploads.kept.get(str(file_id))
    if upload is None:
        raise RefusedError("file_not_found")
    return {"file": upload.shape, "comments": []}
