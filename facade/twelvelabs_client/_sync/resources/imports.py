# Derived from _async/resources/imports.py by `make unasync`; never edited.
"""Imports through connections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.connections import check_source_ids
from twelvelabs_client.models.connection import Connection
from twelvelabs_client.models.imports import Import
from twelvelabs_client.versions.newer import imports_of

DONE = frozenset({"done"})
NEVER: frozenset[str] = frozenset()


class Imports(Resource):
    """Files of a connected account that become assets."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = imports_of(transport.api_version)

    def create(
        self,
        connection: str | Connection,
        source_ids: str | Sequence[str],
        *,
        wait: bool = False,
        max_wait: float = 3600.0,
        poll_interval: float | None = None,
        on_status: Callable[[Import], None] | None = None,
        timeout: float | None = None,
    ) -> Import:
        """Import files as assets. It succeeds even when every file is rejected: look at `items`.

        A file that was imported from the same account before is not fetched again, unless that had failed.

        Args:
            connection: Its id, or the connection; an active one.
            source_ids: The files' ids at the provider, each once, 1 to 100; one alone may stand without a list. At most
                10 GB of video, 4 GB of audio and 32 MB of image each.
            wait: Return only when no file is under way.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            on_status: Called with the import at every look while waiting.
            timeout: The call itself in seconds.

        Returns:
            The import with one item for each file, in the order asked for; waited for, without those whose asset was
            deleted meanwhile.

        Raises:
            ConflictError: The connection is not active.
            WaitTimeoutError: It was waited for in vain; the fetching goes on.

        Operation: `POST /connections/{connection_id}/imports`
        """
        if wait:
            check_patience(max_wait, poll_interval)
        connection_id = checks.identifier(connection, "connection")
        call = self._version.create_import(connection_id, check_source_ids(source_ids))
        created = self._transport.send(call, timeout)
        if not wait:
            return created
        done = self.wait(connection_id, created, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status)
        return _with_what_was_rejected(created, done)

    def list(
        self,
        connection: str | Connection,
        *,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[Import]:
        """List the imports of a connection without their files, the newest first.

        Args:
            connection: Its id, or the connection.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of imports, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /connections/{connection_id}/imports`
        """
        checks.page_limit(page_limit)
        connection_id = checks.identifier(connection, "connection")
        return listed(
            self._transport,
            lambda number: self._version.list_imports(connection_id, page=number, page_limit=page_limit),
            page,
            timeout,
        )

    def get(self, connection: str | Connection, import_: str | Import, *, timeout: float | None = None) -> Import:
        """Read one import with its files as they stand now.

        Args:
            connection: Its id, or the connection.
            import_: Its id, or the import.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such connection, or no such import of it.

        Operation: `GET /connections/{connection_id}/imports/{import_id}`
        """
        call = self._version.get_import(
            checks.identifier(connection, "connection"), checks.identifier(import_, "import_")
        )
        return self._transport.send(call, timeout)

    def wait(
        self,
        connection: str | Connection,
        import_: str | Import,
        *,
        max_wait: float = 3600.0,
        poll_interval: float | None = None,
        on_status: Callable[[Import], None] | None = None,
    ) -> Import:
        """Wait until no file of an import is under way. Files that fail do not end it: look at `items`.

        Args:
            connection: Its id, or the connection.
            import_: Its id, or the import.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the import at every look, the first included.

        Returns:
            The import as it is then.

        Raises:
            WaitTimeoutError: `max_wait` passed; the fetching goes on.

        Operation: `GET /connections/{connection_id}/imports/{import_id}`, repeatedly
        """
        connection_id = checks.identifier(connection, "connection")
        identifier = checks.identifier(import_, "import_")
        return wait_until_final(
            "import",
            identifier,
            lambda: self._transport.send(self._version.get_import(connection_id, identifier)),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
            success=DONE,
            failure=NEVER,
        )


def _with_what_was_rejected(created: Import, done: Import) -> Import:
    """The import as it is now, with what only the call told: rejected files need not be listed later."""
    now = {item.source_id: item for item in done.items or ()}
    items = [
        now.get(item.source_id, item) for item in created.items or () if item.source_id in now or not item.asset_id
    ]
    return evolve(done, has_failures=created.has_failures, items=items)
