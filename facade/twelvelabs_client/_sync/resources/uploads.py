# Derived from _async/resources/uploads.py by `make unasync`; never edited.
"""Upload sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.uploads.sessions import read_session
from twelvelabs_client._sync.waiting import wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.values import UPLOAD_KINDS, one_known
from twelvelabs_client.models.upload import SentChunk, Upload, UploadReport, UploadUrls
from twelvelabs_client.uploads.plan import MOST_URLS, check_multipart_size, upload_kind
from twelvelabs_client.uploads.states import COMPLETED, ENDED
from twelvelabs_client.versions.newer import uploads_of


class Uploads(Resource):
    """Sessions in which a large file is sent in chunks. `assets.upload` does all of this by itself."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = uploads_of(transport.api_version)

    def create(
        self,
        filename: str,
        *,
        total_size: int,
        kind: str | None = None,
        enable_hls: bool | None = None,
        enable_thumbnail: bool | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        timeout: float | None = None,
    ) -> Upload:
        """Open a session for one file. It ends after 24 hours, finished or not.

        Args:
            filename: The file's name.
            total_size: Its size in bytes, at most 10 GB of video or audio and 32 MB of image.
            kind: `video`, `audio` or `image`; default: as the name tells.
            enable_hls: Make an HLS playlist too. Video and audio only.
            enable_thumbnail: Make a still image too.
            user_metadata: Data to keep with the asset.
            timeout: The whole call in seconds.

        Returns:
            The session with the id of the asset it makes, the size of a chunk and the first addresses.

        Operation: `POST /assets/multipart-uploads`
        """
        checks.text(filename, "filename")
        one_known(kind, "kind", UPLOAD_KINDS)
        if isinstance(total_size, bool) or not isinstance(total_size, int) or total_size < 1:
            raise InvalidInputError(f"total_size: {total_size!r} is not a number of bytes")
        check_multipart_size(total_size, filename, kind)
        call = self._version.create_upload(
            filename,
            kind or upload_kind(filename),
            total_size,
            enable_hls=enable_hls,
            enable_thumbnail=enable_thumbnail,
            user_metadata=check_metadata(user_metadata),
        )
        return self._transport.send(call, timeout)

    def list(self, *, page: int = 1, page_limit: int | None = None, timeout: float | None = None) -> Paginator[Upload]:
        """List the sessions that have not completed.

        Args:
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of sessions, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /assets/multipart-uploads`
        """
        checks.page_limit(page_limit)
        return listed(
            self._transport,
            lambda number: self._version.list_uploads(page=number, page_limit=page_limit),
            page,
            timeout,
        )

    def get(self, upload: str | Upload, *, timeout: float | None = None) -> Upload:
        """Read a session with the state of all its chunks, in as many calls as they take.

        Args:
            upload: Its id, or the session.
            timeout: Each call in seconds.

        Raises:
            NotFoundError: There is no such session.

        Operation: `GET /assets/multipart-uploads/{upload_id}`
        """
        return read_session(self._transport, checks.identifier(upload, "upload"), timeout)

    def report(
        self, upload: str | Upload, chunks: Sequence[SentChunk], *, timeout: float | None = None
    ) -> UploadReport:
        """Tell the API which chunks were stored. Reporting one twice is harmless.

        Args:
            upload: Its id, or the session.
            chunks: Chunks with the ETag that the storage answered, in any order and number.
            timeout: The whole call in seconds.

        Operation: `POST /assets/multipart-uploads/{upload_id}`
        """
        if not chunks:
            raise InvalidInputError("chunks: nothing to report; give at least one")
        sent = checks.all_are(SentChunk, chunks, "chunks")
        call = self._version.report_chunks(checks.identifier(upload, "upload"), sent)
        return self._transport.send(call, timeout)

    def presigned_urls(
        self, upload: str | Upload, *, start: int, count: int, timeout: float | None = None
    ) -> UploadUrls:
        """Ask for fresh addresses; each works once and for an hour.

        Args:
            upload: Its id, or the session.
            start: The first chunk, from 1.
            count: How many, 1 to 50.
            timeout: The whole call in seconds.

        Returns:
            The addresses as `urls`, with when they were made and until when they can be used.

        Operation: `POST /assets/multipart-uploads/{upload_id}/presigned-urls`
        """
        checks.whole_number(start, "start", 1, 1_000_000)
        checks.whole_number(count, "count", 1, MOST_URLS)
        call = self._version.create_urls(checks.identifier(upload, "upload"), start, count)
        return self._transport.send(call, timeout)

    def wait(
        self,
        upload: str | Upload,
        *,
        max_wait: float = 1800.0,
        poll_interval: float | None = None,
        on_status: Callable[[Upload], None] | None = None,
    ) -> Upload:
        """Wait until all chunks of a session have arrived; the asset is processed after that.

        Args:
            upload: Its id, or the session.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the session at every look, the first included.

        Raises:
            TaskFailedError: The session failed or expired; open a new one.
            WaitTimeoutError: `max_wait` passed.

        Operation: `GET /assets/multipart-uploads/{upload_id}`, repeatedly
        """
        identifier = checks.identifier(upload, "upload")
        return wait_until_final(
            "upload",
            identifier,
            lambda: self._glance(identifier),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
            success=COMPLETED,
            failure=ENDED,
        )

    def _glance(self, identifier: str) -> Upload:
        found, _ = self._transport.send(self._version.get_upload(identifier, page=1, page_limit=None))
        return found
