"""Draws the form for an address and its organization, and reads what was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.address_answers import draw_result
from handlers.desk import Block
from handlers.drawing import cut
from knowledge.directory import Directory
from knowledge.finding import Finding, Status

CALLBACK = "crmurl.address_form"
_ADDRESS, _SERVER, _ORGANIZATION, _LISTED = "address", "server", "organization", "listed"
_INPUT = "value"
_MOST_OPTIONS = 100  # Slack's limit for a menu
_OPTION_TEXT = 75
_OPTION_VALUE = 150

TITLE = "CRM address"
SUBMIT = "Correct it"
CLOSE = "Close"
ADDRESS_LABEL = "Address as typed"
ADDRESS_HINT = "For example https://crmserver.contoso.com; a page copied from the browser is fine."
SERVER_LABEL = "or one of our servers"
ORGANIZATION_LABEL = "Organization name"
ORGANIZATION_HINT = "The last part of the address, for example contoso."
LISTED_LABEL = "or one of our organizations"
CHOOSE = "Choose"
NOTHING_TYPED = "Type an address."
NOTHING_CHOSEN = "Type an address, or choose a server."
_FIELD_OF = {
    Status.NEEDS_ORG: _ORGANIZATION,
    Status.NOT_A_URL: _ADDRESS,
    Status.NOT_CRM: _ADDRESS,
}
_ERROR_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Sent:
    """The form as it was sent off."""

    typed: str
    organization: str
    could_choose: bool  # whether there was a menu of servers


def form(directory: Directory | None) -> Block:
    """Give the form; servers and organizations can be chosen when the directory is short enough."""
    servers = _servers(directory)
    organizations = _organizations(directory)
    blocks = [_text_input(_ADDRESS, ADDRESS_LABEL, ADDRESS_HINT, optional=bool(servers))]
    if servers:
        blocks.append(_menu(_SERVER, SERVER_LABEL, servers))
    blocks.append(_text_input(_ORGANIZATION, ORGANIZATION_LABEL, ORGANIZATION_HINT, optional=True))
    if organizations:
        blocks.append(_menu(_LISTED, LISTED_LABEL, organizations))
    return {**_view(blocks), "submit": _label(SUBMIT)}


def sent(body: Mapping[str, Any]) -> Sent:
    """Read what was filled in; a typed field goes before its menu."""
    state = _state(body)
    return Sent(
        typed=_typed(state, _ADDRESS) or _chosen(state, _SERVER),
        organization=_typed(state, _ORGANIZATION) or _chosen(state, _LISTED),
        could_choose=_SERVER in state,
    )


def result(finding: Finding) -> Block:
    """Give the view that takes the form's place."""
    return _view(list(draw_result(finding).blocks))


def mistakes(filled: Sent, finding: Finding | None) -> dict[str, str]:
    """Tell under which field something is missing or wrong; empty when all is well."""
    if finding is None:
        return {_ADDRESS: NOTHING_CHOSEN if filled.could_choose else NOTHING_TYPED}
    field = _FIELD_OF.get(finding.status)
    if field is None or finding.options or not finding.message:
        return {}
    return {field: cut(finding.message, _ERROR_TEXT)}


def _view(blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _label(TITLE),
        "close": _label(CLOSE),
        "blocks": blocks,
    }


def _label(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _text_input(name: str, label: str, hint: str, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": _label(label),
        "hint": _label(hint),
        "element": {"type": "plain_text_input", "action_id": _INPUT},
    }


def _menu(name: str, label: str, options: list[Block]) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": _label(label),
        "element": {
            "type": "static_select",
            "action_id": _INPUT,
            "placeholder": _label(CHOOSE),
            "options": options,
        },
    }


def _servers(directory: Directory | None) -> list[Block]:
    deployments = directory.deployments if directory else ()
    pairs = {each.base_url: f"{each.name}: {each.base_url}" for each in deployments}
    return _options(pairs)


def _organizations(directory: Directory | None) -> list[Block]:
    deployments = directory.deployments if directory else ()
    pairs = {
        organization.name: organization.display_name or organization.name
        for deployment in deployments
        for organization in deployment.organizations
    }
    return _options(pairs)


def _options(pairs: dict[str, str]) -> list[Block]:
    if len(pairs) > _MOST_OPTIONS or any(len(value) > _OPTION_VALUE for value in pairs):
        return []
    return [
        {"text": _label(cut(shown, _OPTION_TEXT)), "value": value} for value, shown in pairs.items()
    ]


def _state(body: Mapping[str, Any]) -> dict[str, Any]:
    view = body.get("view")
    state = view.get("state") if isinstance(view, dict) else None
    values = state.get("values") if isinstance(state, dict) else None
    return values if isinstance(values, dict) else {}


def _element(state: dict[str, Any], name: str) -> dict[str, Any]:
    block = state.get(name)
    element = block.get(_INPUT) if isinstance(block, dict) else None
    return element if isinstance(element, dict) else {}


def _typed(state: dict[str, Any], name: str) -> str:
    value = _element(state, name).get("value")
    return value.strip() if isinstance(value, str) else ""


def _chosen(state: dict[str, Any], name: str) -> str:
    option = _element(state, name).get("selected_option")
    value = option.get("value") if isinstance(option, dict) else None
    return value if isinstance(value, str) else ""
