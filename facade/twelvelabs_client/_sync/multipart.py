# Derived from _async/multipart.py by `make unasync`; never edited.
"""Send one large file in chunks: several workers over shared connections, from the file where it lies."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from twelvelabs_client._runtime.files import read_at
from twelvelabs_client._runtime.threads import Lock, bounded_map, sleep
from twelvelabs_client._sync.transport import Transport
from twelvelabs_client.core.errors import APIConnectionError, StorageError
from twelvelabs_client.core.multipart import (
    BLOCK,
    MOST_URLS,
    REPORT_BATCH,
    Chunk,
    check_storage_url,
    lasts,
    plan,
)
from twelvelabs_client.core.retry import Outcome, wait_before
from twelvelabs_client.core.uploads import FilePart
from twelvelabs_client.models.upload import SentChunk, Upload, UploadUrl
from twelvelabs_client.versions.v1_3 import uploads as v1_3

CHUNK_TIMEOUT = 300.0


class ChunkSender:
    """Sends the chunks of one session and reports them in batches while others are still under way."""

    def __init__(
        self,
        transport: Transport,
        upload: Upload,
        file: FilePart,
        *,
        workers: int,
        progress: Callable[[int, int | None], None] | None,
    ) -> None:
        self._transport = transport
        self._upload = upload
        self._file = file
        self._workers = workers
        self._progress = progress
        self._urls: dict[int, UploadUrl] = {url.chunk_index: url for url in upload.urls}
        self._asking = Lock()

    def send_all(self) -> None:
        """Send every chunk, and report it.

        Raises:
            StorageError: The storage refused a chunk for good.
            APIConnectionError: It could not be reached.
        """
        size = self._file.size or 0
        chunks = plan(size, self._upload.chunk_size, self._upload.total_chunks)
        sent, unreported = 0, list[SentChunk]()
        sending = bounded_map(self._send, chunks, self._workers)
        try:
            for chunk in sending:
                sent += chunk.size
                unreported.append(chunk)
                if self._progress is not None:
                    self._progress(sent, size)
                if len(unreported) == REPORT_BATCH:
                    self._report(unreported)
        finally:
            # A report or the caller's progress may fail: what is under way ends before the file is closed.
            sending.close()
        if unreported:
            self._report(unreported)

    def _report(self, chunks: list[SentChunk]) -> None:
        self._transport.send(v1_3.report_chunks(self._upload.id, chunks))
        chunks.clear()

    def _send(self, chunk: Chunk) -> SentChunk:
        """Send one chunk; every attempt has an address of its own, because an address works once."""
        attempt = 0
        while True:
            attempt += 1
            url = self._url(chunk.index, fresh=attempt > 1)
            try:
                etag = self._transport.put(
                    url, lambda: self._blocks(chunk), chunk.size, self._upload.headers, CHUNK_TIMEOUT
                )
            except (APIConnectionError, StorageError) as error:
                if attempt > self._transport.options.max_retries or not _passes(error):
                    raise
                sleep(wait_before(attempt, Outcome(failure="lost"), jitter=random.random()))
            else:
                return SentChunk(chunk.index, etag, chunk.size)

    def _blocks(self, chunk: Chunk) -> Iterator[bytes]:
        for offset in range(chunk.offset, chunk.offset + chunk.size, BLOCK):
            yield read_at(self._file, offset, min(BLOCK, chunk.offset + chunk.size - offset))

    def _url(self, index: int, *, fresh: bool) -> str:
        with self._asking:
            if fresh:
                self._ask(index, 1)
            elif index not in self._urls or not lasts(self._urls[index].expires_at, now=time.time()):
                self._ask(index, MOST_URLS)
            url = self._urls.pop(index, None)
        if url is None:
            raise APIConnectionError(f"upload {self._upload.id}: the API gave no address for chunk {index}")
        return check_storage_url(url.url, self._transport.base_url)

    def _ask(self, start: int, most: int) -> None:
        total = self._upload.total_chunks or start
        count = max(1, min(most, total - start + 1))
        for url in self._transport.send(v1_3.create_urls(self._upload.id, start, count)):
            self._urls[url.chunk_index] = url


def _passes(error: Exception) -> bool:
    """A refusal is mostly an address that was too old; what the storage finds wrong with the bytes stays wrong."""
    return not isinstance(error, StorageError) or error.status in (403, 408, 429) or error.status >= 500
