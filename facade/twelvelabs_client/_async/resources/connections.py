"""Connections."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from twelvelabs_client._async.paging import AsyncPaginator, listed
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.connections import check_return_uri
from twelvelabs_client.models.connection import Connection, ConnectionAuthorization, PickerToken
from twelvelabs_client.versions.newer import connections_of

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.imports import AsyncImports
    from twelvelabs_client._async.resources.redirect_uris import AsyncRedirectUris


class AsyncConnections(Resource):
    """Accounts at file stores outside, from which files can be imported once their users have consented."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._version = connections_of(transport.api_version)

    @cached_property
    def redirect_uris(self) -> AsyncRedirectUris:
        """Where browsers may be sent back to."""
        from twelvelabs_client._async.resources.redirect_uris import AsyncRedirectUris

        return AsyncRedirectUris(self._transport)

    @cached_property
    def imports(self) -> AsyncImports:
        """Files that become assets."""
        from twelvelabs_client._async.resources.imports import AsyncImports

        return AsyncImports(self._transport)

    async def authorize(
        self,
        redirect_uri: str,
        *,
        provider: str = "google_drive",
        custom_id: str | None = None,
        timeout: float | None = None,
    ) -> ConnectionAuthorization:
        """Begin to connect a user's account: get the address where the user consents.

        There is no connection yet. When the user has decided, the browser goes to `redirect_uri` with `connection_id`,
        `status=ok` and `custom_id` in its query, or with nothing but `error`. Keep the `connection_id` then.

        Args:
            redirect_uri: Where the browser goes in the end. Any URI while none is registered, else one that is.
            provider: Where the files are kept.
            custom_id: Your own label for the connection. It must not tell who the user is.
            timeout: The whole call in seconds.

        Returns:
            The address to open in the user's browser.

        Raises:
            BadRequestError: URIs are registered, and this is none of them.

        Operation: `POST /connections:authorize`
        """
        check_return_uri(redirect_uri)
        checks.text(provider, "provider")
        if custom_id is not None:
            checks.text(custom_id, "custom_id")
        return await self._transport.send(
            self._version.authorize_connection(provider, redirect_uri, custom_id), timeout
        )

    def list(
        self, *, page: int = 1, page_limit: int | None = None, timeout: float | None = None
    ) -> AsyncPaginator[Connection]:
        """List connections, the newest first.

        Args:
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of connections, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /connections`
        """
        checks.page_limit(page_limit)
        return listed(
            self._transport,
            lambda number: self._version.list_connections(page=number, page_limit=page_limit),
            page,
            timeout,
        )

    async def get(self, connection: str | Connection, *, timeout: float | None = None) -> Connection:
        """Read one connection.

        Args:
            connection: Its id, or the connection.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such connection.

        Operation: `GET /connections/{connection_id}`
        """
        call = self._version.get_connection(checks.identifier(connection, "connection"))
        return await self._transport.send(call, timeout)

    async def delete(self, connection: str | Connection, *, timeout: float | None = None) -> None:
        """Give up the access to an account. Assets that were imported through it stay.

        Args:
            connection: Its id, or the connection.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such connection.

        Operation: `DELETE /connections/{connection_id}`
        """
        call = self._version.delete_connection(checks.identifier(connection, "connection"))
        await self._transport.send(call, timeout)

    async def picker_token(self, connection: str | Connection, *, timeout: float | None = None) -> PickerToken:
        """Get a token with which the provider's own file picker shows the user's files; it cannot change any.

        Args:
            connection: Its id, or the connection; an active one.
            timeout: The whole call in seconds.

        Raises:
            ConflictError: The connection is not active.

        Operation: `POST /connections/{connection_id}/picker-token`
        """
        call = self._version.create_picker_token(checks.identifier(connection, "connection"))
        return await self._transport.send(call, timeout)
