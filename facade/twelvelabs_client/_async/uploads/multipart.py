"""Send chunks of one large file: several workers over shared connections, from the file where it lies."""

from __future__ import annotations

import hashlib
import random
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from time import monotonic

from attrs import frozen

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._async.uploads.chunk_urls import AsyncChunkUrls
from twelvelabs_client._runtime.files import read_next
from twelvelabs_client._runtime.tasks import Lock, bounded_map, off_loop, sleep
from twelvelabs_client.core.errors import APIConnectionError, StorageError
from twelvelabs_client.models.upload import SentChunk, Upload
from twelvelabs_client.uploads.cancellation import CancellationToken
from twelvelabs_client.uploads.files import FilePart, Reader
from twelvelabs_client.uploads.plan import (
    REPORT_BATCH,
    WRONG_BYTES,
    Chunk,
    block_size,
    is_partial,
    wait_before_chunk,
)
from twelvelabs_client.uploads.time_limit import TimeLimit
from twelvelabs_client.versions.newer import uploads_of

CHUNK_TIMEOUT = 300.0
# Whoever is killed sends again what he had stored for so long, at most, without a note or a report.
NOTE_SECONDS = 1.0


@frozen
class Piece:
    """A chunk to be sent, with its bytes where the file cannot be read a second time."""

    chunk: Chunk
    content: bytes | None


class AsyncChunkSender:
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
        limit: How long it may take.

    Attributes:
        etags: What the storage answered for each chunk, by its number.
        taken_in_part: Whether the API took fewer chunks than the last `send` reported.
    """

    def __init__(
        self,
        transport: AsyncTransport,
        upload: Upload,
        file: FilePart,
        *,
        max_concurrency: int,
        checksum: bool,
        tell: Callable[[Chunk], None],
        note: Callable[[Mapping[int, str]], None],
        cancellation: CancellationToken,
        limit: TimeLimit,
    ) -> None:
        self._transport = transport
        self._version = uploads_of(transport.api_version)
        self._upload = upload
        self._file = file
        self._max_concurrency = max_concurrency
        self._checksum = checksum
        self._tell = tell
        self._note = note
        self._cancellation = cancellation
        self._limit = limit
        self._ended = CancellationToken()
        self._urls = AsyncChunkUrls(transport, upload)
        self.etags: dict[int, str] = {}
        self.taken_in_part = False
        self._noting = Lock()
        self._unreported: list[SentChunk] = []
        self._unconfirmed: dict[int, str] = {}
        self._noted_at = monotonic()

    async def send(self, chunks: Sequence[Chunk], known: Sequence[SentChunk] = ()) -> None:
        """Send chunks and report them.

        Args:
            chunks: What is to be sent.
            known: What was sent before and has only to be reported.

        Raises:
            StorageError: The storage refused a chunk for good.
            APIConnectionError: It could not be reached.
            InvalidInputError: The file changed while it was read.
        """
        self.taken_in_part = False
        self._urls.expect(chunk.index for chunk in chunks)
        self._unconfirmed = {chunk.index: chunk.etag for chunk in known}
        self.etags |= self._unconfirmed
        for first in range(0, len(known), REPORT_BATCH):
            await self._report(known[first : first + REPORT_BATCH])
        self._ended = CancellationToken()
        sending = bounded_map(self._send, self._pieces(chunks), self._max_concurrency, on_end=self._ended.cancel)
        try:
            async for chunk in sending:
                self._tell(chunk)
        finally:
            # A report or the caller's progress may fail: what is under way ends before the file is closed.
            await sending.aclose()
            self._note(self._unconfirmed)
        rest, self._unreported = self._unreported, []
        await self._report(rest)

    def _pieces(self, chunks: Iterable[Chunk]) -> Iterator[Piece]:
        """The chunks, in the order of the file: one that cannot be rewound is read as they are taken."""
        for chunk in chunks:
            content = read_next(self._file, chunk.size) if self._file.open_at is None else None
            yield Piece(chunk, content)

    async def _send(self, piece: Piece) -> Chunk:
        etag = await self._put(piece)
        # Nothing is noted or reported that was perhaps read of a file on its way to be another.
        self._file.check_unchanged()
        await self._report(await self._stored(SentChunk(piece.chunk.index, etag, piece.chunk.size)))
        return piece.chunk

    async def _put(self, piece: Piece) -> str:
        """Send one chunk; every attempt has an address of its own, because an address works once."""
        attempt = 0
        while True:
            attempt += 1
            self._check_cancellation()
            url = await self._urls.take(piece.chunk.index)
            try:
                return await self._put_once(piece, url)
            except (APIConnectionError, StorageError) as error:
                retries = self._transport.options.max_retries
                wait = wait_before_chunk(error, attempt, retries, jitter=random.random())
                if wait is None:
                    raise
                self._limit.check(monotonic(), wait)
            if wait:
                await sleep(wait)

    async def _put_once(self, piece: Piece, url: str) -> str:
        digest = hashlib.md5(usedforsecurity=False) if self._checksum else None
        see = None if digest is None else digest.update
        reader = self._reader_of(piece)
        try:
            timeout = self._limit.left(monotonic(), CHUNK_TIMEOUT)
            body, headers = (lambda: self._blocks(reader, piece.chunk.size, see)), self._upload.headers
            etag = await self._transport.put(url, body, piece.chunk.size, headers, timeout)
        finally:
            reader.close()
        if digest is not None and etag.lower() != digest.hexdigest():
            what = f"the storage keeps other bytes of chunk {piece.chunk.index} than were sent"
            raise StorageError(f"upload: {what}: its ETag is not their MD5", status=200, code=WRONG_BYTES)
        return etag

    def _reader_of(self, piece: Piece) -> Reader:
        if piece.content is not None or self._file.open_at is None:
            return BytesIO(piece.content or b"")
        return self._file.open_at(piece.chunk.offset)

    async def _blocks(self, reader: Reader, size: int, see: Callable[[bytes], None] | None) -> AsyncIterator[bytes]:
        """So many bytes, each block shown to `see`."""
        most = block_size(self._max_concurrency)
        for offset in range(0, size, most):
            self._check_cancellation()
            count = min(most, size - offset)
            block = await off_loop(reader.read, count) if self._file.reads_in_threads else reader.read(count)
            if see is not None:
                see(block)
            yield block

    def _check_cancellation(self) -> None:
        self._cancellation.check()
        self._ended.check()
        self._limit.check(monotonic())

    async def _stored(self, chunk: SentChunk) -> list[SentChunk]:
        """Note, every now and then, what is stored; the chunks to be reported now, if they are enough."""
        async with self._noting:
            self._unreported.append(chunk)
            self._unconfirmed[chunk.index] = self.etags[chunk.index] = chunk.etag
            enough = len(self._unreported) >= REPORT_BATCH
            if enough or monotonic() >= self._noted_at + NOTE_SECONDS:
                self._note(self._unconfirmed)
                self._noted_at = monotonic()
            if not enough:
                return []
            batch, self._unreported = self._unreported, []
        return batch

    async def _report(self, batch: Sequence[SentChunk]) -> None:
        if not batch:
            return
        if is_partial(await self._transport.send(self._version.report_chunks(self._upload.id, batch)), len(batch)):
            # Only the session says which of them are missing.
            self.taken_in_part = True
            return
        async with self._noting:
            for chunk in batch:
                self._unconfirmed.pop(chunk.index, None)
