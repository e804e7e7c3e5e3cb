"""Requests are traced where a collector is set; elsewhere OpenTelemetry is not even looked for."""

import sys
from contextlib import contextmanager

import pytest

from bot import tracing
from bot.door import Door
from bot.tracing import open_traces
from bot.workspaces import StartError
from tests.bot.conftest import door_for, message
from tests.fakes import FakeDesk


def test_without_a_collector_nothing_is_imported_and_nothing_traced():
    with open_traces(None) as trace, trace("message"):
        pass
    assert not any(name.startswith("opentelemetry.exporter") for name in sys.modules)


def test_a_collector_without_the_packages_stops_the_start(monkeypatch):
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(tracing.importlib, "import_module", missing)
    with (
        pytest.raises(StartError, match="OpenTelemetry is not installed"),
        open_traces("http://127.0.0.1:9/v1/traces"),
    ):
        pass


async def test_each_request_is_one_span_named_by_its_kind(library):
    spans: list[str] = []

    @contextmanager
    def trace(kind: str):
        yield
        spans.append(kind)

    door: Door = door_for(FakeDesk(), library)
    door._trace = trace
    await door.take(message("lunch?"))
    await door.take({"command": "/crmurl", "text": "help", "team_id": "T1", "user_id": "U1"})
    assert spans == ["message", "slash_command"]
