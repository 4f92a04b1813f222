# Derived from _async/resources/indexed_assets.py by `make unasync`; never edited.
"""Indexed assets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from twelvelabs_client._sync.paging import Paginator, listed
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client._sync.waiting import check_patience, wait_until_final
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.metadata import MetadataValue, check_metadata
from twelvelabs_client.intents.ranges import RangeLike
from twelvelabs_client.intents.sorting import SortByTime, SortOrder
from twelvelabs_client.intents.values import STORED_EMBEDDING_OPTIONS, some_known
from twelvelabs_client.models.asset import Asset
from twelvelabs_client.models.index import Index
from twelvelabs_client.models.indexed_asset import IndexedAsset, IndexedAssetReference
from twelvelabs_client.versions.newer import indexed_assets_of
from twelvelabs_client.versions.unsupported import check_supported


class IndexedAssets(Resource):
    """Assets in indexes: what a search finds clips in."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._version = indexed_assets_of(transport.api_version)

    def create(
        self,
        index: str | Index,
        asset: str | Asset | IndexedAsset,
        *,
        enable_video_stream: bool | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        wait: bool = False,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[IndexedAsset], None] | None = None,
        timeout: float | None = None,
    ) -> IndexedAsset:
        """Put an asset into an index.

        Args:
            index: Its id, or the index.
            asset: Its id, the asset, or the asset in another index; it must be `ready`.
            enable_video_stream: Keep the video for HLS streaming (the API's default: no).
            user_metadata: Data to keep with it and to filter by.
            wait: Return only when it is `ready` to be searched.
            max_wait: How long to wait, in seconds.
            poll_interval: Seconds between looks while waiting; default: from one, slowly growing to ten.
            on_status: Called with the indexed asset at every look while waiting.
            timeout: The call that starts the indexing, in seconds.

        Returns:
            The indexed asset: ids only when it was not waited for.

        Raises:
            NotFoundError: There is no such index or asset.
            BadRequestError: The asset is not ready, or does not meet the limits of the index's models.
            TaskFailedError: It was waited for, and indexing failed.
            WaitTimeoutError: It was waited for in vain.

        Operation: `POST /indexes/{index-id}/indexed-assets`
        """
        if wait:
            check_patience(max_wait, poll_interval)
        index_id = checks.identifier(index, "index")
        call = self._version.create_indexed_asset(
            index_id,
            checks.asset_identifier(asset, "asset"),
            enable_video_stream=enable_video_stream,
            user_metadata=check_metadata(user_metadata),
        )
        created = self._transport.send(call, timeout)
        if not wait:
            return created
        return self.wait(index_id, created, max_wait=max_wait, poll_interval=poll_interval, on_status=on_status)

    def list(
        self,
        index: str | Index,
        *,
        status: Sequence[str] | None = None,
        filename: str | None = None,
        duration: RangeLike = None,
        fps: RangeLike = None,
        width: RangeLike = None,
        height: RangeLike = None,
        size: RangeLike = None,
        created_at: datetime | None = None,
        updated_at: datetime | None = None,
        user_metadata: Mapping[str, str | float | bool] | None = None,
        sort_by: SortByTime | None = None,
        sort_order: SortOrder | None = None,
        page: int = 1,
        page_limit: int | None = None,
        timeout: float | None = None,
    ) -> Paginator[IndexedAsset]:
        """List what is in an index, fetching pages as they are needed. All filters must hold.

        Args:
            index: Its id, or the index.
            status: Only these states: `validating`, `pending`, `queued`, `indexing`, `ready`, `failed`.
            filename: Only files of this name.
            duration: In seconds: one number, or a pair (from, to) of which either may be None.
            fps: Frames per second, likewise.
            width: In pixels, likewise.
            height: In pixels, likewise.
            size: In bytes, likewise.
            created_at: Only those made at this instant or later.
            updated_at: Only those whose metadata changed at this instant or later.
            user_metadata: Only those with these values.
            sort_by: `created_at` (default) or `updated_at`.
            sort_order: `desc` (default: newest first) or `asc`.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of indexed assets, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /indexes/{index-id}/indexed-assets`
        """
        index_id = checks.identifier(index, "index")
        from twelvelabs_client.intents.filters import IndexedAssetFilter

        asked = IndexedAssetFilter(
            status=status,
            filename=filename,
            duration=duration,
            fps=fps,
            width=width,
            height=height,
            size=size,
            created_at=created_at,
            updated_at=updated_at,
            user_metadata=user_metadata,
            sort_by=sort_by,
            sort_order=sort_order,
            page_limit=page_limit,
        )
        check_supported(self._transport.api_version, asked.method, asked.given())
        return listed(
            self._transport, lambda number: self._version.list_indexed_assets(index_id, asked, number), page, timeout
        )

    def list_by_asset(
        self, asset: str | Asset, *, page: int = 1, page_limit: int | None = None, timeout: float | None = None
    ) -> Paginator[IndexedAssetReference]:
        """List where an asset is indexed: what stands in the way of deleting it.

        Args:
            asset: Its id, or the asset.
            page: The page to begin with, from 1.
            page_limit: Items a page, 1 to 50 (default 10).
            timeout: Each page's call in seconds.

        Returns:
            An iterable of references, with `pages()`, `first(n)` and `to_list()`.

        Operation: `GET /assets/{asset_id}/indexed-assets`
        """
        asset_id = checks.asset_identifier(asset, "asset")
        checks.page_limit(page_limit)
        return listed(
            self._transport,
            lambda number: self._version.list_by_asset(asset_id, page=number, page_limit=page_limit),
            page,
            timeout,
        )

    def get(
        self,
        index: str | Index,
        indexed_asset: str | IndexedAsset,
        *,
        embedding_options: Sequence[str] | None = None,
        transcription: bool = False,
        timeout: float | None = None,
    ) -> IndexedAsset:
        """Read one indexed asset.

        Args:
            index: Its id, or the index.
            indexed_asset: Its id (the `video_id` of search results), or the indexed asset.
            embedding_options: Also the vectors of these: `visual`, `audio`, `transcription`, `visual-text`.
            transcription: Also what is said.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index or indexed asset.

        Operation: `GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}`
        """
        call = self._version.get_indexed_asset(
            checks.identifier(index, "index"),
            checks.identifier(indexed_asset, "indexed_asset"),
            embedding_options=some_known(embedding_options, "embedding_options", STORED_EMBEDDING_OPTIONS),
            transcription=transcription,
        )
        return self._transport.send(call, timeout)

    def wait(
        self,
        index: str | Index,
        indexed_asset: str | IndexedAsset,
        *,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_status: Callable[[IndexedAsset], None] | None = None,
    ) -> IndexedAsset:
        """Wait until an indexed asset can be searched.

        Args:
            index: Its id, or the index.
            indexed_asset: Its id, or the indexed asset.
            max_wait: How long at most, in seconds.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_status: Called with the indexed asset at every look, the first included.

        Returns:
            The ready indexed asset.

        Raises:
            TaskFailedError: Indexing failed.
            WaitTimeoutError: `max_wait` passed; the work goes on.

        Operation: `GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}`, repeatedly
        """
        index_id = checks.identifier(index, "index")
        identifier = checks.identifier(indexed_asset, "indexed_asset")
        return wait_until_final(
            "indexed asset",
            identifier,
            lambda: self.get(index_id, identifier),
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_status=on_status,
        )

    def update(
        self,
        index: str | Index,
        indexed_asset: str | IndexedAsset,
        *,
        user_metadata: Mapping[str, MetadataValue | None],
        timeout: float | None = None,
    ) -> None:
        """Set or remove some keys of an indexed asset's user metadata.

        Args:
            index: Its id, or the index.
            indexed_asset: Its id, or the indexed asset.
            user_metadata: Keys to set; a key with None is removed, other keys stay.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index or indexed asset.

        Operation: `PATCH /indexes/{index-id}/indexed-assets/{indexed-asset-id}`
        """
        metadata = check_metadata(user_metadata, nulls=True)
        if not metadata:
            raise InvalidInputError("user_metadata: nothing to set; give at least one key")
        index_id = checks.identifier(index, "index")
        identifier = checks.identifier(indexed_asset, "indexed_asset")
        self._transport.send(self._version.update_indexed_asset(index_id, identifier, metadata), timeout)

    def delete(self, index: str | Index, indexed_asset: str | IndexedAsset, *, timeout: float | None = None) -> None:
        """Take an asset out of an index; the asset itself stays. Cannot be undone.

        Args:
            index: Its id, or the index.
            indexed_asset: Its id, or the indexed asset.
            timeout: The whole call in seconds.

        Raises:
            NotFoundError: There is no such index or indexed asset.

        Operation: `DELETE /indexes/{index-id}/indexed-assets/{indexed-asset-id}`
        """
        index_id = checks.identifier(index, "index")
        identifier = checks.identifier(indexed_asset, "indexed_asset")
        self._transport.send(self._version.delete_indexed_asset(index_id, identifier), timeout)
