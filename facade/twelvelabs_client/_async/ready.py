"""Bring a file into an index, ready to be searched, by the way that an API version has for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeAlias, assert_never

from attrs import evolve

from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client._async.uploads.storing import Source
from twelvelabs_client._async.waiting import check_patience
from twelvelabs_client.core.errors import TaskFailedError, TwelveLabsError
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.uploads.choices import Choices
from twelvelabs_client.uploads.progress import ProgressReporter, UploadProgress
from twelvelabs_client.versions.unsupported import check_supported

if TYPE_CHECKING:
    from twelvelabs_client._async.resources.indexed_assets import AsyncIndexedAssets

Tell: TypeAlias = Callable[[str, str | None], None]


class Way(Protocol):
    """How a version brings a file into an index."""

    def __call__(
        self,
        transport: AsyncTransport,
        source: Source,
        index_id: str,
        *,
        filename: str | None,
        user_metadata: Mapping[str, MetadataValue] | None,
        enable_video_stream: bool | None,
        max_wait: float,
        poll_interval: float | None,
        on_progress: Callable[[UploadProgress], None] | None,
        tell: Tell,
    ) -> Awaitable[IndexedAsset]: ...


def way_of(version: ApiVersion) -> Way:
    """The way of a version."""
    match version:
        case "v1.3":
            return upload_as_asset
        case "v1.1" | "v1.2":
            return upload_as_task
        case _:
            assert_never(version)


async def upload_as_asset(
    transport: AsyncTransport,
    source: Source,
    index_id: str,
    *,
    filename: str | None,
    user_metadata: Mapping[str, MetadataValue] | None,
    enable_video_stream: bool | None,
    max_wait: float,
    poll_interval: float | None,
    on_progress: Callable[[UploadProgress], None] | None,
    tell: Tell,
) -> IndexedAsset:
    """As v1.3 has it: an asset is stored, then indexed; where that fails, the next run begins with the stored asset."""
    from twelvelabs_client._async.resources.indexed_assets import AsyncIndexedAssets
    from twelvelabs_client._async.uploads.kept import journal_of, kept_asset, stored_asset

    fields = {"enable_hls": None, "enable_thumbnail": None, "user_metadata": check_metadata(user_metadata)}
    choices = Choices(fields=fields, filename=filename, wait=True, max_wait=max_wait, poll_interval=poll_interval)
    check_patience(max_wait, poll_interval)
    reporter = ProgressReporter(on_progress, monotonic)
    indexed_assets = AsyncIndexedAssets(transport)

    def tell_asset(seen: Asset) -> None:
        tell("asset", seen.status)

    def tell_indexed(seen: IndexedAsset) -> None:
        tell("indexed asset", seen.status)

    with journal_of(transport, source, choices) as journal:
        kept = await kept_asset(transport, journal, choices, tell_asset)
        asset = kept or await stored_asset(transport, source, journal, choices, reporter, tell_asset)
        try:
            indexed = None if kept is None else await _place_of(indexed_assets, kept, index_id)
            indexed = indexed or await indexed_assets.create(
                index_id, asset, enable_video_stream=enable_video_stream, user_metadata=user_metadata
            )
            return await indexed_assets.wait(
                index_id, indexed, max_wait=max_wait, poll_interval=poll_interval, on_status=tell_indexed
            )
        except TwelveLabsError as error:
            error.asset = asset
            error.add_note(f"asset {asset.id} is stored; upload again to index it, or pass it to indexed_assets.create")
            raise


async def _place_of(indexed_assets: AsyncIndexedAssets, asset: Asset, index_id: str) -> IndexedAsset | None:
    """Where an earlier run has put an asset into an index, unless indexing it failed."""
    async for reference in indexed_assets.list_by_asset(asset):
        if reference.index_id == index_id:
            found = await indexed_assets.get(index_id, reference.id)
            if (found.status or "").lower() != "failed":
                return found
    return None


async def upload_as_task(
    transport: AsyncTransport,
    source: Source,
    index_id: str,
    *,
    filename: str | None,
    user_metadata: Mapping[str, MetadataValue] | None,
    enable_video_stream: bool | None,
    max_wait: float,
    poll_interval: float | None,
    on_progress: Callable[[UploadProgress], None] | None,
    tell: Tell,
) -> IndexedAsset:
    """As the versions before v1.3 have it: a task stores and indexes; what is kept with the video is set afterwards."""
    from twelvelabs_client._async.resources.tasks import AsyncTasks
    from twelvelabs_client._async.resources.videos import AsyncVideos

    metadata = check_metadata(user_metadata)
    if metadata:
        # What the version cannot keep is refused before the file is sent.
        check_supported(transport.api_version, "videos.update", {"user_metadata": metadata})
    task = await AsyncTasks(transport).create(
        index_id,
        source,
        filename=filename,
        enable_video_stream=enable_video_stream,
        wait=True,
        max_wait=max_wait,
        poll_interval=poll_interval,
        on_progress=on_progress,
        on_status=lambda seen: tell("task", seen.status),
    )
    if not task.video_id:
        said = f"task {task.id}: it is ready, but the API does not name its video; look for it with videos.list"
        raise TaskFailedError(said, status=task.status, reason=None, result=task)
    videos = AsyncVideos(transport)
    if metadata:
        try:
            await videos.update(index_id, task.video_id, user_metadata=metadata)
        except TwelveLabsError as error:
            error.add_note(f"the video {task.video_id} is indexed; give it its user_metadata with videos.update")
            raise
    video = await videos.get(index_id, task.video_id)
    return evolve(video, status=task.status)
