"""Assets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, BinaryIO

from twelvelabs_client._async.paging import AsyncPaginator, listed
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._async.waiting import check_patience
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.values import TRANSCRIPTION_PARTS, some_known
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.uploads.cancellation import CancellationToken
from twelvelabs_client.uploads.plan import MOST_WORKERS, WORKERS
from twelvelabs_client.uploads.progress import ProgressReporter, UploadProgress
from twelvelabs_client.versions.newer import assets_of

if TYPE_CHECKING:
    from twelvelabs_client.models.transcription import Transcription
    from twelvelabs_client.models.upload import UploadOutcome

# What only uploads need is imported by them: it takes as long as half of a program's first call.


class AsyncAssets(Resource):
    """Stored media files: video, audio, images and documents."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._version = assets_of(transport.api_version)

    async def upload(
        self,
        source: str | PathLike[str] | BinaryIO | FileSource,
        *,
        filename: str | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        enable_hls: bool | None = None,
        enable_thumbnail: bool | None = None,
        wait: bool = False,
        max_wait: float = 1800.0,
        poll_interval: float | None = None,
        multipart: bool | None = None,
        max_concurrency: int = WORKERS,
        checksum: str | None = None,
        resume: bool = True,
        size: int | None = None,
        on_progress: Callable[[UploadProgress], None] | None = None,
        on_status: Callable[[Asset], None] | None = None,
        timeout: float | None = None,
    ) -> Asset:
        """Store a file: from a path, a binary file, a storage of yours, or an address that the API fetches.

        A file given by its path and sent in chunks is resumed: when the program is killed, or the upload fails in
        passing, calling this again with the same arguments sends only what is missing and gives the same asset.

        Args:
            source: A path, a file opened with mode `rb` (sent from where it stands), a `FileSource` (opened for every
                chunk and attempt), or an http(s) address of the media itself. At most 10 GB of video or audio, 200 MB
                of document and 32 MB of image; by address 4 GB of video or audio.
            filename: The name to keep; default: the file's own.
            user_metadata: Data to keep with it: texts, numbers, booleans, lists of texts.
            enable_hls: Make an HLS playlist too (the API's default: yes). Video and audio only.
            enable_thumbnail: Make a still image too (the API's default: yes).
            wait: Return only when the asset is `ready`.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            multipart: Send the file in chunks, or not; default: in chunks above 200 MB.
            max_concurrency: How many chunks are under way at once, 1 to 64.
            checksum: `md5`: send the file in chunks, and prove by the ETag of each that the storage has the bytes that
                were sent (not with storages whose ETags are no MD5, such as those that encrypt with keys of their own).
            resume: Whether to note what is needed to go on after an interruption, and to go on with what was noted.
            size: How many bytes a file gives that cannot be rewound; needed to send it in chunks.
            on_progress: Called with the bytes, the chunks, the rate and the remaining time.
            on_status: Called with the asset at every look while waiting.
            timeout: The whole upload in seconds, without the wait for `ready` (default: one hour in one call, no limit
                in chunks).

        Returns:
            The asset: `processing` when it was not waited for.

        Raises:
            InvalidInputError: There is no such file, it is a directory, empty or too large, it changed while it was
                read, or the address is a link to a page rather than to a file.
            StorageError: The storage refused a chunk again and again.
            APITimeoutError: It was not sent within `timeout`; a path is resumed by calling again.
            TaskFailedError: The API could not take the file, or it was waited for and the API could not process it.
            WaitTimeoutError: It was waited for in vain.

        Operation: `POST /assets`, or `POST /assets/multipart-uploads`, `POST /assets/multipart-uploads/{upload_id}`,
        `POST /assets/multipart-uploads/{upload_id}/presigned-urls` and `GET /assets/multipart-uploads/{upload_id}`
        """
        from twelvelabs_client._async.uploads.storing import store
        from twelvelabs_client.uploads.choices import Choices

        choices = Choices(
            fields={
                "enable_hls": enable_hls,
                "enable_thumbnail": enable_thumbnail,
                "user_metadata": check_metadata(user_metadata),
            },
            filename=filename,
            size=size,
            multipart=multipart,
            max_concurrency=max_concurrency,
            checksum=checksum,
            resume=resume,
            wait=wait,
            max_wait=max_wait,
            poll_interval=poll_interval,
            timeout=timeout,
        )
        if wait:
            check_patience(max_wait, poll_interval)
        reporter = ProgressReporter(on_progress, time.monotonic)
        return await store(self._transport, source, choices, reporter, on_status, CancellationToken())

    async def upload_many(
        self,
        sources: Iterable[str | PathLike[str] | BinaryIO | FileSource],
        *,
        max_concurrency: int = 4,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        enable_hls: bool | None = None,
        enable_thumbnail: bool | None = None,
        wait: bool = False,
        max_wait: float = 1800.0,
        poll_interval: float | None = None,
        multipart: bool | None = None,
        chunk_concurrency: int = WORKERS,
        checksum: str | None = None,
        resume: bool = True,
        on_result: Callable[[UploadOutcome], None] | None = None,
        timeout: float | None = None,
    ) -> Sequence[UploadOutcome]:
        """Store many files, a few at a time. A file that fails does not keep the others from being stored.

        Args:
            sources: As for `upload`: paths, binary files, `FileSource`s or addresses.
            max_concurrency: How many files are under way at once, 1 to 64.
            user_metadata: Data to keep with each of them.
            enable_hls: Make HLS playlists too. Video and audio only.
            enable_thumbnail: Make still images too.
            wait: Wait for each asset to be `ready`.
            max_wait: How long to wait for one, in seconds.
            poll_interval: Seconds between looks while waiting.
            multipart: Send the files in chunks, or not; default: those above 200 MB.
            chunk_concurrency: How many chunks of one file are under way at once, 1 to 64.
            checksum: As for `upload`.
            resume: As for `upload`.
            on_result: Called with each outcome as soon as it is known.
            timeout: Each upload in seconds, as for `upload`.

        Returns:
            One outcome for each source, in the order of the sources: its asset, or the error that kept it from being
            stored.

        Raises:
            InvalidInputError: An argument makes no sense for any file.

        Operation: for each file `POST /assets`, or `POST /assets/multipart-uploads`,
        `POST /assets/multipart-uploads/{upload_id}`, `POST /assets/multipart-uploads/{upload_id}/presigned-urls` and
        `GET /assets/multipart-uploads/{upload_id}`
        """
        if isinstance(sources, str | PathLike):
            raise InvalidInputError("sources: give a list of files, or use upload for one")
        checks.whole_number(max_concurrency, "max_concurrency", 1, 64)
        checks.whole_number(chunk_concurrency, "chunk_concurrency", 1, MOST_WORKERS)
        from twelvelabs_client._async.uploads.storing import store_many
        from twelvelabs_client.uploads.choices import Choices

        choices = Choices(
            fields={
                "enable_hls": enable_hls,
                "enable_thumbnail": enable_thumbnail,
                "user_metadata": check_metadata(user_metadata),
            },
            multipart=multipart,
            max_concurrency=chunk_concurrency,
            checksum=checksum,
            resume=resume,
            wait=wait,
            max_wait=max_wait,
            poll_interval=poll_interval,
            timeout=timeout,
        )
        check_patience(max_wait, poll_interval)
        return await store_many(self._transport, sources, choices, max_concurrency, on_result)

    async def create(
        self,
        source: str | PathLike[str] | BinaryIO | FileSource,
        *,
        filename: str | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        enable_hls: bool | None = None,
        enable_thumbnail: bool | None = None,
        timeout: float | None = None,
    ) -> Asset:
        """Store a file in exactly one call, and wait for nothing; `upload` does more.

        Args:
            source: A path, a file opened with mode `rb` (sent from where it stands), a `FileSource`, or an http(s)
                address of the media itself. At most 200 MB of video, audio or document and 32 MB of image; by address
                4 GB of video or audio.
            filename: The name to keep; default: the file's own.
            user_metadata: Data to keep with it: texts, numbers, booleans, lists of texts.
            enable_hls: Make an HLS playlist too (the API's default: yes). Video and audio only.
            enable_thumbnail: Make a still image too (the API's default: yes).
            timeout: The call in seconds (default: one hour for a file).

        Returns:
            The asset, `processing`.

        Raises:
            InvalidInputError: There is no such file, it is a directory, empty or too large, or the address is a link
                to a page rather than to a file.

        Operation: `POST /assets`
        """
        from twelvelabs_client._async.uploads import storing
        from twelvelabs_client._runtime import files

        how: dict[str, Any] = {
            "enable_hls": enable_hls,
            "enable_thumbnail": enable_thumbnail,
            "user_metadata": check_metadata(user_metadata),
        }
        if isinstance(source, str) and checks.looks_like_url(source):
            return await storing.create_from_url(self._transport, source, filename, how, timeout)
        with files.opened(source, name=filename) as part:
            return await storing.create_from_file(self._transport, part, how, timeout)

    def list(
        self,
        *,
        asset_ids: str | Asset | Sequence[str | Asset] | None = None,
        asset_types: Sequence[str] | None = None,
        filename: str | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> AsyncPaginator[Asset]:
        """List assets, newest first, fetching pages as they are needed.

        Args:
            asset_ids: Only these.
            asset_types: Only these kinds: `video`, `audio`, `image`, `document`.
            filename: Only names that contain this, in any case.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of assets, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /assets`
        """
        from twelvelabs_client.intents.filters import AssetFilter

        asked = AssetFilter(asset_ids=asset_ids, asset_types=asset_types, filename=filename, page_limit=page_limit)
        return listed(self._transport, lambda number: self._version.list_assets(asked, number), page, timeout)

    async def get(self, asset: str | Asset, *, timeout: float | None = None) -> Asset:
        """Read one asset, with its state and what was read from the file.

        Args:
            asset: Its id, or the asset.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such asset.

        Operation: `GET /assets/{asset_id}`
        """
        return await self._transport.send(self._version.get_asset(checks.asset_identifier(asset, "asset")), timeout)

    async def wait(
        self,
        asset: str | Asset,
        *,
        max_wait: float = 1800.0,
        poll_interval: float | None = None,
        on_status: Callable[[Asset], None] | None = None,
    ) -> Asset:
        """Wait until an asset is `ready`.

        Args:
            asset: Its id, or the asset.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the asset at every look, the first included.

        Returns:
            The ready asset.

        Raises:
            TaskFailedError: The API could not process it; the text says why.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /assets/{asset_id}`, repeatedly
        """
        identifier = checks.asset_identifier(asset, "asset")
        from twelvelabs_client._async.uploads.storing import wait_until_ready

        return await wait_until_ready(
            self._transport, identifier, max_wait, poll_interval, on_status, CancellationToken()
        )

    async def delete(self, asset: str | Asset, *, force: bool = False, timeout: float | None = None) -> None:
        """Delete an asset. Cannot be undone.

        Args:
            asset: Its id, or the asset.
            force: Also when it is in an index.
            timeout: The whole call in seconds.

        Raises:
            ConflictError: It is in an index, and `force` was not set.
            NotFoundError: There is no such asset.

        Operation: `DELETE /assets/{asset_id}`
        """
        await self._transport.send(self._version.delete_asset(checks.asset_identifier(asset, "asset"), force), timeout)

    async def transcription(
        self, asset: str | Asset, *, include: Sequence[str] | None = None, timeout: float | None = None
    ) -> Transcription:
        """Read what is said in a video or audio asset.

        Args:
            asset: Its id, or the asset.
            include: Any of `words` (default), `sentences`, `utterances`.
            timeout: The whole call in seconds.

        Returns:
            The transcription in its present state; its lists are filled once it is `ready`.

        Raises:
            NotFoundError: There is no such asset, or it has no transcription.

        Operation: `GET /assets/{asset_id}/transcription`
        """
        parts = some_known(include, "include", TRANSCRIPTION_PARTS)
        call = self._version.get_transcription(checks.asset_identifier(asset, "asset"), parts)
        return await self._transport.send(call, timeout)

    async def update_metadata(
        self, asset: str | Asset, metadata: Mapping[str, MetadataValue | None], *, timeout: float | None = None
    ) -> None:
        """Set or remove some keys of an asset's user metadata.

        Args:
            asset: Its id, or the asset.
            metadata: Keys to set; a key with None is removed, other keys stay.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such asset.

        Operation: `PATCH /assets/{asset_id}/user-metadata`
        """
        checked = check_metadata(metadata, nulls=True)
        await self._transport.send(
            self._version.update_metadata(checks.asset_identifier(asset, "asset"), checked), timeout
        )

    async def replace_metadata(
        self, asset: str | Asset, metadata: Mapping[str, MetadataValue], *, timeout: float | None = None
    ) -> None:
        """Set an asset's user metadata anew; keys not given are removed.

        Args:
            asset: Its id, or the asset.
            metadata: The new data.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such asset.

        Operation: `PUT /assets/{asset_id}/user-metadata`
        """
        checked = check_metadata(metadata)
        await self._transport.send(
            self._version.replace_metadata(checks.asset_identifier(asset, "asset"), checked), timeout
        )

    async def clear_metadata(self, asset: str | Asset, *, timeout: float | None = None) -> None:
        """Remove all of an asset's user metadata. Cannot be undone.

        Args:
            asset: Its id, or the asset.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such asset.

        Operation: `DELETE /assets/{asset_id}/user-metadata`
        """
        await self._transport.send(self._version.clear_metadata(checks.asset_identifier(asset, "asset")), timeout)
