"""Hands a trace of each request to an OpenTelemetry collector, where the operator asks for it."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from bot.workspaces import StartError

NAME = "crmurl"
SEND_S = 2  # a collector that is away must not hold up a stop
NOT_INSTALLED = (
    "CRMURL_TRACES is set, but OpenTelemetry is not installed; run "
    "`pip install --require-hashes -r requirements-otel.txt`"
)
Trace = Callable[[str], AbstractContextManager[object]]


def no_trace(_kind: str) -> AbstractContextManager[object]:
    """Trace nothing, at no cost."""
    return nullcontext()


@contextmanager
def open_traces(collector: str | None) -> Iterator[Trace]:
    """Give what wraps a request in a span named by its kind; nothing else of it leaves.

    `collector` is an OTLP address over HTTP. Raises StartError.
    """
    if collector is None:
        yield no_trace
        return
    provider = _provider(collector)
    try:
        yield provider.get_tracer(NAME).start_as_current_span
    finally:
        provider.shutdown()


def _provider(collector: str) -> Any:  # noqa: ANN401 (of packages that may not be there)
    try:
        sdk = importlib.import_module("opentelemetry.sdk.trace")
        export = importlib.import_module("opentelemetry.sdk.trace.export")
        resources = importlib.import_module("opentelemetry.sdk.resources")
        otlp = importlib.import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError as problem:
        raise StartError(NOT_INSTALLED) from problem
    provider = sdk.TracerProvider(resource=resources.Resource.create({"service.name": NAME}))
    exporter = otlp.OTLPSpanExporter(endpoint=collector, timeout=SEND_S)
    provider.add_span_processor(export.BatchSpanProcessor(exporter))
    return provider
