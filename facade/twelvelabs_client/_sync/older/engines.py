# Derived from _async/older/engines.py by `make unasync`; never edited.
"""Engines."""

from __future__ import annotations

from collections.abc import Sequence

from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.models.older.engine import Engine
from twelvelabs_client.versions.older import dispatch


class Engines(Resource):
    """The models that an index can be built with. Before v1.3."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = dispatch.engines_of(dispatch.older(transport.api_version))

    def list(self, *, timeout: float | None = None) -> Sequence[Engine]:
        """List all engines; there are no pages.

        Args:
            timeout: The whole call in seconds.

        Returns:
            The engines.

        Operation: `GET /engines`
        """
        return self._transport.send(self._version.list_engines(), timeout)

    def get(self, engine: str | Engine, *, timeout: float | None = None) -> Engine:
        """Read one engine.

        Args:
            engine: Its name, such as `marengo2.6`, or the engine.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such engine.

        Operation: `GET /engines/{engine-id}`
        """
        return self._transport.send(self._version.get_engine(checks.identifier(engine, "engine")), timeout)
