# Derived from _async/uploads/multipart.py by `make unasync`; never edited.
"""Send chunks of one large file: several workers over shared connections, from the file where it lies."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import monotonic

from attrs import frozen

from twelvelabs_client._runtime.files import read_at, read_next
from twelvelabs_client._runtime.threads import Lock, bounded_map, sleep
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core.errors import APIConnectionError, StorageError
from twelvelabs_client.models.upload import SentChunk, Upload, UploadUrl
from twelvelabs_client.uploads.cancellation import CancellationToken
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.uploads.plan import (
    REPORT_BATCH,
    WRONG_BYTES,
    Chunk,
    block_size,
    check_storage_url,
    lasts,
    urls_to_ask,
    wait_before_chunk,
)
from twelvelabs_client.versions.v1_3 import uploads as v1_3

CHUNK_TIMEOUT = 300.0
# Whoever is killed sends again what he had stored for so long, at most, without a note or a report.
NOTE_SECONDS = 1.0


@frozen
class Piece:
    """A chunk to be sent, with its bytes where the file cannot be read a second time."""

    chunk: Chunk
    content: bytes | None


class ChunkSender:
    """Sends chunks of one session and reports them in batches while others are still under way.

    Args:
        transport: What sends.
        upload: The session.
        file: Where the bytes are.
        max_concurrency: How many chunks are under way at once.
        checksum: Whether the ETag of every chunk has to be the MD5 of its bytes.
        tell: Told of every chunk that was stored.
        note: Told, every second, before every report and at the end, the ETags of all chunks that were stored and
            perhaps not reported.
        cancellation: Where to look whether to stop.
    """

    def __init__(
        self,
        transport: Transport,
        upload: Upload,
        file: FilePart,
        *,
        max_concurrency: int,
        checksum: bool,
        tell: Callable[[Chunk], None],
        note: Callable[[Mapping[int, str]], None],
        cancellation: CancellationToken,
    ) -> None:
        self._transport = transport
        self._upload = upload
        self._file = file
        self._max_concurrency = max_concurrency
        self._checksum = checksum
        self._tell = tell
        self._note = note
        self._cancellation = cancellation
        self._ended = CancellationToken()
        self._urls: dict[int, UploadUrl] = {url.chunk_index: url for url in upload.urls}
        self._wanted: set[int] = set()
        self._asking = Lock()
        self._noting = Lock()
        self._unreported: list[SentChunk] = []
        self._unconfirmed: dict[int, str] = {}
        self._noted_at = monotonic()

    def send(self, chunks: Sequence[Chunk], known: Sequence[SentChunk] = ()) -> None:
        """Send chunks and report them.

        Args:
            chunks: What is to be sent.
            known: What was sent before and has only to be reported.

        Raises:
            StorageError: The storage refused a chunk for good.
            APIConnectionError: It could not be reached.
            InvalidInputError: The file changed while it was read.
        """
        self._wanted = {chunk.index for chunk in chunks}
        self._unconfirmed = {chunk.index: chunk.etag for chunk in known}
        for first in range(0, len(known), REPORT_BATCH):
            self._report(known[first : first + REPORT_BATCH])
        self._ended = CancellationToken()
        sending = bounded_map(self._send, self._pieces(chunks), self._max_concurrency, on_end=self._ended.cancel)
        try:
            for chunk in sending:
                self._tell(chunk)
        finally:
            # A report or the caller's progress may fail: what is under way ends before the file is closed.
            sending.close()
            self._note(self._unconfirmed)
        rest, self._unreported = self._unreported, []
        self._report(rest)

    def _pieces(self, chunks: Iterable[Chunk]) -> Iterator[Piece]:
        """The chunks, in the order of the file: one that cannot be rewound is read as they are taken."""
        for chunk in chunks:
            content = read_next(self._file, chunk.size) if self._file.read_at is None else None
            yield Piece(chunk, content)

    def _send(self, piece: Piece) -> Chunk:
        etag = self._put(piece)
        # Nothing is noted or reported that was perhaps read of a file on its way to be another.
        self._file.check_unchanged()
        self._report(self._stored(SentChunk(piece.chunk.index, etag, piece.chunk.size)))
        return piece.chunk

    def _put(self, piece: Piece) -> str:
        """Send one chunk; every attempt has an address of its own, because an address works once."""
        attempt = 0
        while True:
            attempt += 1
            self._check_cancellation()
            url = self._url(piece.chunk.index, fresh=attempt > 1)
            try:
                return self._put_once(piece, url)
            except (APIConnectionError, StorageError) as error:
                retries = self._transport.options.max_retries
                wait = wait_before_chunk(error, attempt, retries, jitter=random.random())
                if wait is None:
                    raise
            if wait:
                sleep(wait)

    def _put_once(self, piece: Piece, url: str) -> str:
        size, headers = piece.chunk.size, self._upload.headers
        if not self._checksum:
            return self._transport.put(url, lambda: self._blocks(piece), size, headers, CHUNK_TIMEOUT)
        digest = hashlib.md5(usedforsecurity=False)
        etag = self._transport.put(url, lambda: self._blocks(piece, digest.update), size, headers, CHUNK_TIMEOUT)
        if etag.lower() != digest.hexdigest():
            what = f"the storage keeps other bytes of chunk {piece.chunk.index} than were sent"
            raise StorageError(f"upload: {what}: its ETag is not their MD5", status=200, code=WRONG_BYTES)
        return etag

    def _blocks(self, piece: Piece, see: Callable[[bytes], None] | None = None) -> Iterator[bytes]:
        """The bytes of a chunk, each block shown to `see`."""
        chunk, most = piece.chunk, block_size(self._max_concurrency)
        for offset in range(0, chunk.size, most):
            self._check_cancellation()
            count = min(most, chunk.size - offset)
            if piece.content is not None:
                block = piece.content[offset : offset + count]
            else:
                block = read_at(self._file, chunk.offset + offset, count)
            if see is not None:
                see(block)
            yield block

    def _check_cancellation(self) -> None:
        self._cancellation.check()
        self._ended.check()

    def _stored(self, chunk: SentChunk) -> list[SentChunk]:
        """Note, every now and then, what is stored; the chunks to be reported now, if they are enough."""
        with self._noting:
            self._unreported.append(chunk)
            self._unconfirmed[chunk.index] = chunk.etag
            enough = len(self._unreported) >= REPORT_BATCH
            if enough or monotonic() >= self._noted_at + NOTE_SECONDS:
                self._note(self._unconfirmed)
                self._noted_at = monotonic()
            if not enough:
                return []
            batch, self._unreported = self._unreported, []
        return batch

    def _report(self, batch: Sequence[SentChunk]) -> None:
        if not batch:
            return
        self._transport.send(v1_3.report_chunks(self._upload.id, batch))
        with self._noting:
            for chunk in batch:
                self._unconfirmed.pop(chunk.index, None)

    def _url(self, index: int, *, fresh: bool) -> str:
        with self._asking:
            if fresh:
                self._ask(index, 1)
            elif index not in self._urls or not lasts(self._urls[index].expires_at, now=time.time()):
                self._ask(index, urls_to_ask(index, self._wanted))
            url = self._urls.pop(index, None)
            self._wanted.discard(index)
        if url is None:
            raise APIConnectionError(f"upload {self._upload.id}: the API gave no address for chunk {index}")
        return check_storage_url(url.url, self._transport.base_url)

    def _ask(self, start: int, count: int) -> None:
        fresh = self._transport.send(v1_3.create_urls(self._upload.id, start, count))
        self._urls.update({url.chunk_index: url for url in fresh.urls})
