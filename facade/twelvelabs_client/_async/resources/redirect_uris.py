"""Redirect URIs of connections."""

from __future__ import annotations

from twelvelabs_client._async.paging import AsyncPaginator, listed
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.connections import check_registered_uri
from twelvelabs_client.models.connection import RedirectUri
from twelvelabs_client.versions.newer import connections_of


class AsyncRedirectUris(Resource):
    """Where browsers may be sent back to after a consent. From the first one on, nowhere else."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._version = connections_of(transport.api_version)

    async def create(self, redirect_uri: str, *, timeout: float | None = None) -> RedirectUri:
        """Register a redirect URI. The first one ends the time when any would do.

        Args:
            redirect_uri: An HTTPS address on a public host, without wildcards; it is compared letter by letter.
            timeout: The whole call in seconds.

        Raises:
            InvalidInputError: It is no HTTPS address, or holds a wildcard.
            ConflictError: It is registered already.
            BadRequestError: Its host is not public, or there are too many; `code` tells which.

        Operation: `POST /connections/redirect-uris`
        """
        return await self._transport.send(
            self._version.create_redirect_uri(check_registered_uri(redirect_uri)), timeout
        )

    def list(
        self, *, page: int = 1, page_limit: int | None = None, timeout: float | None = None
    ) -> AsyncPaginator[RedirectUri]:
        """List redirect URIs, the newest first.

        Args:
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of redirect URIs, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /connections/redirect-uris`
        """
        checks.page_limit(page_limit)
        return listed(
            self._transport,
            lambda number: self._version.list_redirect_uris(page=number, page_limit=page_limit),
            page,
            timeout,
        )

    async def delete(self, redirect_uri: str | RedirectUri, *, timeout: float | None = None) -> None:
        """Remove a redirect URI for good.

        Args:
            redirect_uri: The id of its entry, or the entry; not the URI itself.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such entry.

        Operation: `DELETE /connections/redirect-uris/{redirect_uri_id}`
        """
        call = self._version.delete_redirect_uri(checks.identifier(redirect_uri, "redirect_uri"))
        await self._transport.send(call, timeout)
