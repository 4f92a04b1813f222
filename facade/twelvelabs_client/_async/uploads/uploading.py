"""One large file on its way in chunks, from the session to the asset, also if earlier runs did a part of it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from time import monotonic

from attrs import evolve

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._async.uploads.multipart import AsyncChunkSender
from twelvelabs_client._async.uploads.sessions import read_session
from twelvelabs_client._async.waiting import wait_until_final
from twelvelabs_client._runtime.journals import JournalFile
from twelvelabs_client.core.deadline import calls_end_by
from twelvelabs_client.core.errors import (
    APIError,
    BadRequestError,
    NotFoundError,
    PermissionDeniedError,
    StorageError,
    TaskFailedError,
    WaitTimeoutError,
)
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.upload import SentChunk, Upload, UploadChunk
from twelvelabs_client.uploads.cancellation import CancellationToken
from twelvelabs_client.uploads.choices import Choices
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.uploads.plan import MOST_ROUNDS, Chunk, plan, upload_kind
from twelvelabs_client.uploads.progress import ProgressReporter
from twelvelabs_client.uploads.resuming import Journal, is_refusal, still_to_do
from twelvelabs_client.uploads.states import COMPLETED, ENDED
from twelvelabs_client.uploads.time_limit import TimeLimit
from twelvelabs_client.versions.newer import assets_of, uploads_of

# A session whose chunks must be looked at one by one, because the API did not take some of them.
INCOMPLETE = "incomplete"
# What the API says of an id that was noted and is of no use any more.
UNKNOWN = (BadRequestError, NotFoundError, PermissionDeniedError)
log = logging.getLogger("twelvelabs_client")


class AsyncFileUpload:
    """Brings one file to the API in chunks.

    Args:
        transport: What sends.
        file: The file.
        choices: How to send it.
        journal: What is known of it from earlier runs, and where to note what is to be known by later ones.
        reporter: Told how far it is.
        cancellation: Where to look whether to stop.
    """

    def __init__(
        self,
        transport: AsyncTransport,
        file: FilePart,
        choices: Choices,
        journal: JournalFile,
        reporter: ProgressReporter,
        cancellation: CancellationToken,
    ) -> None:
        self._transport = transport
        self._assets = assets_of(transport.api_version)
        self._uploads = uploads_of(transport.api_version)
        self._file = file
        self._size = file.size or 0
        self._choices = choices
        self._journal = journal
        self._reporter = reporter
        self._cancellation = cancellation
        self._limit = TimeLimit(choices.timeout, monotonic())

    async def run(self) -> Asset:
        """Go on with the session of an earlier run, else open one, until the file has arrived.

        Raises:
            TaskFailedError: The session failed.
            StorageError: The storage refused a chunk for good.
            InvalidInputError: The file changed while it was read.
            APITimeoutError: The time is over.
        """
        with calls_end_by(self._limit.deadline.at):
            return await self._run()

    async def _run(self) -> Asset:
        before = self._journal.read()
        if before is not None and before.total_size == self._size:
            asset = await self._go_on(before)
            if asset is not None:
                return asset
            log.info("upload %s: it cannot be resumed, so the file is sent from its beginning", before.upload_id)
        self._journal.forget()
        upload = await self._open()
        chunks = plan(self._size, upload.chunk_size, upload.total_chunks)
        return await self._finish(upload, chunks, chunks, {})

    async def _open(self) -> Upload:
        fields = self._choices.fields
        call = self._uploads.create_upload(
            self._file.name,
            upload_kind(self._file.name),
            self._size,
            enable_hls=fields["enable_hls"],
            enable_thumbnail=fields["enable_thumbnail"],
            user_metadata=fields["user_metadata"],
        )
        # A session into which nothing is sent makes no asset and ends by itself: one too many does no harm.
        return await self._transport.send(evolve(call, retry="idempotent"))

    async def _go_on(self, before: Journal) -> Asset | None:
        """The asset of a session that was opened earlier; None if that can no longer be had."""
        found = await self._found(before.upload_id)
        status = "" if found is None else (found.status or "").lower()
        if found is None or status in ENDED or found.total_size not in (None, self._size):
            return None
        if status in COMPLETED:
            return await self._asset_or_none(before.asset_id)
        upload = Upload(
            id=before.upload_id,
            asset_id=before.asset_id,
            chunk_size=before.chunk_size,
            total_chunks=before.total_chunks,
            headers=before.headers,
        )
        chunks = plan(self._size, before.chunk_size, before.total_chunks)
        states = {chunk.index: chunk.status for chunk in found.chunks}
        missing, known = still_to_do(chunks, states, before.sent)
        log.info("upload %s: goes on, %d of %d chunks are missing", upload.id, len(missing), len(chunks))
        try:
            return await self._finish(upload, chunks, missing, known)
        except (APIError, StorageError, TaskFailedError) as error:
            # What was noted can be what is refused, and would be refused again by every later run.
            if not is_refusal(error) and await self._is_alive(upload.id):
                raise
            log.info("upload %s: %s", upload.id, error)
            return None

    async def _finish(
        self, upload: Upload, chunks: Sequence[Chunk], missing: Sequence[Chunk], known: Mapping[int, str]
    ) -> Asset:
        """Send what is missing, and again what the API finds wrong, until the session is complete."""
        self._keep(upload, known, durable=True)
        left = {chunk.index for chunk in missing}
        self._reporter.begin(
            self._size, len(chunks), [(chunk.index, chunk.size) for chunk in chunks if chunk.index not in left]
        )
        sender = AsyncChunkSender(
            self._transport,
            upload,
            self._file,
            max_concurrency=self._choices.max_concurrency,
            checksum=self._choices.checksum is not None,
            tell=lambda chunk: self._reporter.stored(chunk.index, chunk.size),
            note=lambda sent: self._keep(upload, sent),
            cancellation=self._cancellation,
            limit=self._limit,
        )
        sizes = {chunk.index: chunk.size for chunk in chunks}
        await sender.send(missing, [SentChunk(index, etag, sizes[index]) for index, etag in known.items()])
        rounds = 0
        repeated: set[int] = set()
        while (settled := await self._settled(upload.id, sender.taken_in_part, repeated)).status == INCOMPLETE:
            if rounds == MOST_ROUNDS:
                what = f"upload {upload.id}: chunks are refused again and again after they were stored"
                raise TaskFailedError(what, status=settled.status, reason=None, result=settled)
            rounds += 1
            # What the API waits for is reported once more; what it waits for after that has to be sent again.
            unreported = {each.index for each in settled.chunks if _is_awaited(each)} & sender.etags.keys() - repeated
            again = {each.index for each in settled.chunks} - unreported
            repeated |= unreported
            if again:
                self._check_readable_again(settled)
            stored = [SentChunk(index, sender.etags[index], sizes[index]) for index in sorted(unreported)]
            await sender.send([chunk for chunk in chunks if chunk.index in again], stored)
        return await self._transport.send(self._assets.get_asset(upload.asset_id or ""))

    async def _settled(self, upload_id: str, taken_in_part: bool, repeated: Collection[int]) -> Upload:
        """The session once it is complete, or once there are chunks that the API did not take, and then with these.

        Args:
            upload_id: The session.
            taken_in_part: Whether the API took fewer chunks than were reported: what it waits for was lost.
            repeated: The chunks that were reported twice.
        """
        looks = 0

        def is_untaken(chunk: UploadChunk) -> bool:
            # States may lag behind a report that was taken; after a while it is made again, which is harmless.
            was_lost = taken_in_part or (looks > 1 and chunk.index not in repeated)
            return _is_failed(chunk) or (was_lost and _is_awaited(chunk))

        async def look() -> Upload:
            nonlocal looks
            looks += 1
            self._cancellation.check()
            found, _ = await self._transport.send(self._uploads.get_upload(upload_id, page=1, page_limit=None))
            if (found.status or "").lower() in COMPLETED | ENDED or not (taken_in_part or _has_open(found)):
                return found
            chunks = (await read_session(self._transport, upload_id)).chunks
            untaken = [chunk for chunk in chunks if is_untaken(chunk)]
            return evolve(found, status=INCOMPLETE, chunks=untaken) if untaken else found

        try:
            return await wait_until_final(
                "upload",
                upload_id,
                look,
                max_wait=self._limit.left(monotonic(), self._choices.max_wait),
                poll_interval=self._choices.poll_interval,
                on_status=None,
                success=COMPLETED | {INCOMPLETE},
                failure=ENDED,
            )
        except WaitTimeoutError:
            self._limit.check(monotonic())
            raise

    def _check_readable_again(self, upload: Upload) -> None:
        if self._file.open_at is None:
            what = f"upload {upload.id}: a chunk failed after it was stored, and the file cannot be read a second time"
            raise TaskFailedError(what, status="failed", reason=None, result=upload)

    def _keep(self, upload: Upload, sent: Mapping[int, str], *, durable: bool = False) -> None:
        journal = Journal(
            upload_id=upload.id,
            asset_id=upload.asset_id or "",
            total_size=self._size,
            chunk_size=upload.chunk_size or 0,
            total_chunks=upload.total_chunks or -(-self._size // (upload.chunk_size or 1)),
            headers=upload.headers,
            sent=sent,
        )
        self._journal.write(journal, durable=durable)

    async def _found(self, upload_id: str) -> Upload | None:
        """The session with all its chunks; None if the API does not know it, or keeps it from this key."""
        try:
            return await read_session(self._transport, upload_id)
        except UNKNOWN:
            return None

    async def _is_alive(self, upload_id: str) -> bool:
        found = await self._found(upload_id)
        return found is not None and (found.status or "").lower() not in ENDED

    async def _asset_or_none(self, asset_id: str) -> Asset | None:
        try:
            return await self._transport.send(self._assets.get_asset(asset_id))
        except UNKNOWN:
            return None


def _is_failed(chunk: UploadChunk) -> bool:
    return (chunk.status or "").lower() == "failed"


def _is_awaited(chunk: UploadChunk) -> bool:
    return (chunk.status or "").lower() == "pending"


def _has_open(upload: Upload) -> bool:
    """Whether chunks have failed or are awaited, as far as one page of them and the counts say."""
    return bool(upload.chunks_failed or upload.chunks_pending) or any(
        _is_failed(chunk) or _is_awaited(chunk) for chunk in upload.chunks
    )
