"""Keeps the modals that are open: triggers that expire, stacks of views, submissions."""

import secrets
import time
from dataclasses import dataclass, field

from bot.playground.accounts import RefusedError
from bot.playground.block_rules import view_problems
from bot.playground.clock import Now
from bot.playground.messages import Json
from bot.playground.workspace import APP_ID, BOT, TEAM

TRIGGER_LASTS = 3.0  # seconds; docs.slack.dev, "Handling user interaction"
DEEPEST = 3  # views in one modal
DEFAULTS: Json = {"private_metadata": "", "callback_id": "", "blocks": [], "state": {"values": {}}}


@dataclass(slots=True)
class Views:
    """The stack of open views of each person, and the triggers that may open one."""

    now: Now = time.time
    stacks: dict[str, list[Json]] = field(default_factory=dict)
    _triggers: dict[str, tuple[str, float]] = field(default_factory=dict)

    def trigger(self, user: str, *, expired: bool = False) -> str:
        """Give a trigger_id that opens one view for this person within 3 s."""
        trigger = f"{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = (user, self.now() - (TRIGGER_LASTS if expired else 0.0))
        return trigger

    def open(self, trigger: str, view: Json) -> tuple[str, Json]:
        """Start a new modal; give whose it is, and the view as kept."""
        user = self._spend(trigger)
        opened = _kept(_accepted(view))
        self.stacks[user] = [opened]
        return user, opened

    def push(self, user: str, view: Json) -> Json:
        """Put a view on top of the person's modal."""
        stack = self.stacks.get(user)
        if not stack:
            raise RefusedError("not_found")
        if len(stack) >= DEEPEST:
            raise RefusedError("push_limit_reached")
        stack.append(_kept(_accepted(view), under=stack[-1]))
        return stack[-1]

    def push_with(self, trigger: str, view: Json) -> tuple[str, Json]:
        """Put a view on top of the modal the trigger came from."""
        user = self._spend(trigger)
        return user, self.push(user, view)

    def update(self, named: Json, view: Json) -> tuple[str, Json]:
        """Put other content in an open view, named by view_id or external_id."""
        user, old = self._find(named)
        if named.get("hash") and named["hash"] != old["hash"]:
            raise RefusedError("hash_conflict")
        fresh = _kept(_accepted(view)) | {
            key: old[key] for key in ("id", "root_view_id", "previous_view_id")
        }
        stack = self.stacks[user]
        stack[stack.index(old)] = fresh
        return user, fresh

    def top(self, user: str) -> Json | None:
        """Give the view the person sees now."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close(self, user: str, *, all_of_them: bool = False) -> None:
        """Take away the top view, or the whole modal."""
        if all_of_them or len(self.stacks.get(user, [])) <= 1:
            self.stacks.pop(user, None)
        else:
            self.stacks[user].pop()

    def _spend(self, trigger: str) -> str:
        user, made = self._triggers.pop(trigger, ("", None))
        if made is None:
            raise RefusedError("invalid_trigger_id" if not trigger else "exchanged_trigger_id")
        if self.now() - made >= TRIGGER_LASTS:
            raise RefusedError("expired_trigger_id")
        return user

    def _find(self, named: Json) -> tuple[str, Json]:
        for user, stack in self.stacks.items():
            for view in stack:
                if view["id"] == named.get("view_id") or (
                    named.get("external_id") and view.get("external_id") == named["external_id"]
                ):
                    return user, view
        raise RefusedError("not_found")


def _accepted(view: Json) -> Json:
    problems = view_problems(view)
    if problems:
        messages = [f"[ERROR] {problem}" for problem in problems]
        raise RefusedError("invalid_arguments", response_metadata={"messages": messages})
    return view


def _kept(view: Json, under: Json | None = None) -> Json:
    view_id = f"V0{secrets.token_hex(5).upper()}"
    blocks = [
        block if block.get("block_id") else block | {"block_id": secrets.token_urlsafe(4)}
        for block in view.get("blocks", [])
    ]
    return {
        **DEFAULTS,
        **view,
        "blocks": blocks,
        "id": view_id,
        "team_id": TEAM,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM,
        "bot_id": BOT.bot_id,
        "hash": f"{int(time.time())}.{secrets.token_hex(4)}",
        "root_view_id": under["root_view_id"] if under else view_id,
        "previous_view_id": under["id"] if under else None,
    }
