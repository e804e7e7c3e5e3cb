"""Keeps the tokens that open the double's Web API, and rotates them as Slack does."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.clock import Now
from bot.playground.messages import Json
from bot.playground.workspace import APP_ID, BOT, TEAM, TEAM_NAME

BOT_TOKEN = "xoxb-playground"  # noqa: S105 opens the double only
APP_TOKEN = "xapp-playground"  # noqa: S105
SIGNING_SECRET = "playground-signing-secret"  # noqa: S105
CLIENT_ID = "playground.client"
CLIENT_SECRET = "playground-client-secret"  # noqa: S105
SCOPES = (
    "app_mentions:read,channels:history,chat:write,commands,files:read,groups:history,im:history,"
    "im:write,mpim:history,users:read"
)
ROTATES_AFTER = 43_200  # seconds; docs.slack.dev, "Token rotation"


class RefusedError(Exception):
    """What Slack answers with `ok: false`; the text is the error code."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


@dataclass(frozen=True, slots=True)
class Installation:
    """What one token may do, and in which workspace."""

    team: str
    team_name: str
    is_app: bool = False
    expires_at: float | None = None


@dataclass(slots=True)
class Accounts:
    """Every token the double knows; `rotating` makes new ones expire after 12 h."""

    now: Now
    rotating: bool = False
    granted: dict[str, Installation] = field(default_factory=dict)
    codes: dict[str, Installation] = field(default_factory=dict)
    refreshes: dict[str, Installation] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.granted[BOT_TOKEN] = Installation(TEAM, TEAM_NAME)
        self.granted[APP_TOKEN] = Installation(TEAM, TEAM_NAME, is_app=True)

    def holder(self, token: str, *, app: bool) -> Installation:
        """Give what a token stands for; raises RefusedError with Slack's error otherwise."""
        if not token:
            raise RefusedError("not_authed")
        if token in self.revoked:
            raise RefusedError("token_revoked")
        installation = self.granted.get(token)
        if installation is None:
            raise RefusedError("invalid_auth")
        if installation.expires_at is not None and installation.expires_at <= self.now():
            raise RefusedError("token_expired")
        if installation.is_app is not app:
            raise RefusedError("not_allowed_token_type")
        return installation

    def code(self, team: str, team_name: str) -> str:
        """Give the code that Slack would send back after somebody installed the app."""
        code = secrets.token_urlsafe(12)
        self.codes[code] = Installation(team, team_name)
        return code

    def exchange(self, arguments: Mapping[str, object]) -> Json:
        """Answer `oauth.v2.access`: a code or a refresh token for a token, each used once."""
        if arguments.get("client_secret") not in {CLIENT_SECRET, None}:
            raise RefusedError("bad_client_secret")
        if arguments.get("grant_type") == "refresh_token":
            kept, key, error = self.refreshes, "refresh_token", "invalid_refresh_token"
        else:
            kept, key, error = self.codes, "code", "invalid_code"
        installation = kept.pop(str(arguments.get(key)), None)
        if installation is None:
            raise RefusedError(error)
        return self._grant(installation)

    def _grant(self, installation: Installation) -> Json:
        token = f"xoxb-{installation.team}-{secrets.token_hex(6)}"
        rotation: Json = {}
        expires_at = None
        if self.rotating:
            refresh = f"xoxe-1-{secrets.token_hex(8)}"
            expires_at = self.now() + ROTATES_AFTER
            rotation = {"refresh_token": refresh, "expires_in": ROTATES_AFTER}
            self.refreshes[refresh] = installation
        self.granted[token] = Installation(
            installation.team, installation.team_name, expires_at=expires_at
        )
        return {
            "ok": True,
            "access_token": token,
            "token_type": "bot",
            "scope": SCOPES,
            "bot_user_id": BOT.id,
            "app_id": APP_ID,
            "team": {"id": installation.team, "name": installation.team_name},
            "enterprise": None,
            "authed_user": {"id": "U0YOU"},
            "is_enterprise_install": False,
            **rotation,
        }
