"""Answers the Web API methods the bot calls, with Slack's errors and the faults asked for."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.playground import web_chat, web_conversations, web_team, web_views
from bot.playground.accounts import SCOPES, Installation, RefusedError
from bot.playground.messages import Json
from bot.playground.slack import Slack

Method = Callable[[Slack, Installation, Json], Json]
Answered = Awaitable[web.StreamResponse]

BEARER = "Bearer "
OPENS_SOCKETS = "apps.connections.open"
WITHOUT_TOKEN = {"oauth.v2.access": web_team.oauth_access, "api.test": web_team.api_test}
METHODS: dict[str, Method] = {
    OPENS_SOCKETS: web_team.connections_open,
    "apps.event.authorizations.list": web_team.authorizations,
    "auth.revoke": web_team.revoke,
    "auth.test": web_team.auth_test,
    "bots.info": web_team.bot_info,
    "chat.delete": web_chat.delete,
    "chat.postEphemeral": web_chat.post_ephemeral,
    "chat.postMessage": web_chat.post_message,
    "chat.update": web_chat.update,
    "conversations.history": web_conversations.history,
    "conversations.info": web_conversations.info,
    "conversations.replies": web_conversations.replies,
    "files.info": web_team.file_info,
    "users.info": web_team.user_info,
    "views.open": web_views.open_view,
    "views.push": web_views.push,
    "views.update": web_views.update,
}
SERVER_ERROR = "<!DOCTYPE html><title>Slack</title><h1>Server Error</h1>"


class WebApi:
    """The methods behind /api/, as one handler; keeps how often each was called."""

    def __init__(self, slack: Slack) -> None:
        self.calls: dict[str, int] = {}
        self._slack = slack

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        name = request.match_info["method"]
        self.calls[name] = self.calls.get(name, 0) + 1
        faults = self._slack.courier.faults
        if not self._slack.courier.reachable.is_set() or faults.strikes("5xx"):
            return web.Response(status=503, text=SERVER_ERROR, content_type="text/html")
        if faults.strikes("429"):
            return _too_many(faults.seconds("429"))
        answer = await self._answer(name, request)
        if faults.strikes("slow"):
            await asyncio.sleep(faults.seconds("slow"))
        if faults.strikes("drop") and request.transport:
            request.transport.abort()
        return web.json_response(answer, headers={"X-OAuth-Scopes": SCOPES})

    async def _answer(self, name: str, request: web.Request) -> Json:
        try:
            arguments = await read_arguments(request)
            if name in WITHOUT_TOKEN:
                return {"ok": True} | WITHOUT_TOKEN[name](self._slack, arguments)
            method = METHODS.get(name, web_team.unknown_method)
            token = token_of(request, arguments)
            holder = self._slack.accounts.holder(token, app=name == OPENS_SOCKETS)
            return {"ok": True} | method(self._slack, holder, arguments)
        except RefusedError as refusal:
            return refusal.answer


def token_of(request: web.Request, arguments: Json) -> str:
    """Give the caller's token, from the header or the arguments; empty when there is none."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix(BEARER) if header.startswith(BEARER) else arguments.get("token", "")


async def read_arguments(request: web.Request) -> Json:
    """Give the arguments of a call: of its query, and of its form or JSON body."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await _json_body(request)
        return arguments | body
    return arguments | {key: str(value) for key, value in (await request.post()).items()}


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(body, dict):
        raise RefusedError("json_not_object")
    return body


def _too_many(seconds: float) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"},
        status=429,
        headers={"Retry-After": str(max(1, round(seconds)))},
    )
