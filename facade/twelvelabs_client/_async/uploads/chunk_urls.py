"""The addresses of an upload's chunks: asked for many at a time, used once, and not when they are too old."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from attrs import frozen

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._runtime.tasks import Lock
from twelvelabs_client.core.errors import APIConnectionError
from twelvelabs_client.models.upload import Upload, UploadUrl
from twelvelabs_client.uploads.plan import check_storage_url, urls_to_ask, usable_for
from twelvelabs_client.versions.newer import uploads_of


@frozen
class ChunkUrl:
    """An address that takes one chunk.

    Attributes:
        url: The address.
        until: The moment until which it can be used, on a monotonic clock.
    """

    url: str
    until: float


class AsyncChunkUrls:
    """The addresses of one session.

    Args:
        transport: What sends.
        upload: The session, with the addresses that it came with.
    """

    def __init__(self, transport: AsyncTransport, upload: Upload) -> None:
        self._transport = transport
        self._version = uploads_of(transport.api_version)
        self._upload_id = upload.id
        self._asking = Lock()
        self._wanted: set[int] = set()
        self._urls: dict[int, ChunkUrl] = {}
        self._keep(upload.urls)

    def expect(self, indexes: Iterable[int]) -> None:
        """Say which chunks are going to be sent."""
        self._wanted = set(indexes)

    async def take(self, index: int) -> str:
        """A fresh address for a chunk; those of the chunks after it come along: if one was too old, so are they.

        Raises:
            APIConnectionError: The API gives none, or one that is not to be trusted.
        """
        async with self._asking:
            if index not in self._urls or self._urls[index].until <= time.monotonic():
                await self._ask(index)
            url = self._urls.pop(index, None)
            self._wanted.discard(index)
        if url is None:
            raise APIConnectionError(f"upload {self._upload_id}: the API gave no address for chunk {index}")
        return check_storage_url(url.url, self._transport.base_url, self._transport.options.allowed_hosts)

    async def _ask(self, index: int) -> None:
        call = self._version.create_urls(self._upload_id, index, urls_to_ask(index, self._wanted))
        self._keep((await self._transport.send(call)).urls)

    def _keep(self, urls: Sequence[UploadUrl]) -> None:
        now, moment = time.time(), time.monotonic()
        for url in urls:
            until = moment + usable_for(url.expires_at, now=now)
            self._urls[url.chunk_index] = ChunkUrl(url.url, until)
