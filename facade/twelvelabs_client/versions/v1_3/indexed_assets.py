"""Indexed assets as v1.3 puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models.indexed_asset import (
    IndexedAsset,
    IndexedAssetReference,
    IndexedHls,
    SystemMetadata,
)
from twelvelabs_client.models.transcription import SpokenText
from twelvelabs_client.versions._bounds import bounds_of
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import (
    given,
    json_of,
    metadata_values,
    optional,
    prepare,
    prepare_empty,
)
from twelvelabs_client.versions._vectors import vector_of
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.hls_object import HlsObject
from twelvelabs_generated.v1_3.models.indexed_asset import IndexedAsset as IndexedAssetReply
from twelvelabs_generated.v1_3.models.indexed_asset_created import IndexedAssetCreated
from twelvelabs_generated.v1_3.models.indexed_asset_detail import IndexedAssetDetail
from twelvelabs_generated.v1_3.models.indexed_asset_list import IndexedAssetList
from twelvelabs_generated.v1_3.models.indexed_asset_summary import IndexedAssetSummary
from twelvelabs_generated.v1_3.models.indexed_asset_summary_list import IndexedAssetSummaryList
from twelvelabs_generated.v1_3.models.indexed_embedding import IndexedEmbedding
from twelvelabs_generated.v1_3.models.indexed_system_metadata import IndexedSystemMetadata

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import IndexedAssetFilter
    from twelvelabs_client.models.embedding import EmbeddingSegment


def create_indexed_asset(
    index_id: str, asset_id: str, *, enable_video_stream: bool | None, user_metadata: Mapping[str, Any] | None
) -> Call[IndexedAsset]:
    """Put an asset into an index; the API answers with the ids alone."""
    from twelvelabs_generated.v1_3.api.indexed_assets import create_indexed_asset as operation
    from twelvelabs_generated.v1_3.models.create_indexed_asset_request import CreateIndexedAssetRequest
    from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

    def read(reply: IndexedAssetCreated) -> IndexedAsset:
        return IndexedAsset(
            id=given(reply.id) or "", asset_id=given(reply.asset_id) or asset_id, index_id=index_id, raw=reply.raw_
        )

    metadata = None if user_metadata is None else UserMetadata(additional_properties=metadata_values(user_metadata))
    body = CreateIndexedAssetRequest(
        asset_id=asset_id, enable_video_stream=optional(enable_video_stream), user_metadata=optional(metadata)
    )
    return prepare(operation, read, index_id, body=body)


def list_indexed_assets(index_id: str, asked: IndexedAssetFilter, page: int) -> Call[Page[IndexedAsset]]:
    """One page of an index. Ranges stand as `duration[gte]`, metadata as bare keys."""
    from twelvelabs_generated.v1_3.api.indexed_assets import list_indexed_assets as operation
    from twelvelabs_generated.v1_3.models.user_metadata_filter import UserMetadataFilter

    def read(reply: IndexedAssetList) -> Page[IndexedAsset]:
        return page_of(reply.data, lambda item: read_listed(item, index_id), reply.page_info, reply.raw_)

    wanted = asked.user_metadata
    metadata = None if wanted is None else UserMetadataFilter(additional_properties=dict(wanted))
    return prepare(
        operation,
        read,
        index_id,
        page=page,
        page_limit=optional(asked.page_limit),
        sort_by=optional(asked.sort_by),
        sort_option=optional(asked.sort_order),
        status=optional(asked.status),
        filename=optional(asked.filename),
        duration_gte=optional(asked.duration.low),
        duration_lte=optional(asked.duration.high),
        **bounds_of(asked),
        created_at=optional(asked.created_at.first),
        updated_at=optional(asked.updated_at.first),
        user_metadata=optional(metadata),
    )


def get_indexed_asset(
    index_id: str, indexed_asset_id: str, *, embedding_options: Sequence[str] | None, transcription: bool
) -> Call[IndexedAsset]:
    """One indexed asset, with vectors and spoken words if asked for."""
    from twelvelabs_generated.v1_3.api.indexed_assets import retrieve_indexed_asset as operation

    return prepare(
        operation,
        lambda reply: read_indexed_asset(reply, index_id),
        index_id,
        indexed_asset_id,
        embedding_option=optional(embedding_options),
        transcription=optional(transcription or None),
    )


def list_by_asset(asset_id: str, *, page: int, page_limit: int | None) -> Call[Page[IndexedAssetReference]]:
    """One page of the places where an asset is indexed."""
    from twelvelabs_generated.v1_3.api.indexed_assets import list_indexed_assets_by_asset as operation

    def read(reply: IndexedAssetSummaryList) -> Page[IndexedAssetReference]:
        return page_of(reply.data, _read_reference, reply.page_info, reply.raw_)

    return prepare(operation, read, asset_id, page=page, page_limit=optional(page_limit))


def update_indexed_asset(index_id: str, indexed_asset_id: str, metadata: Mapping[str, Any]) -> Call[None]:
    """Merge keys into the user metadata; a key with None is removed."""
    from twelvelabs_generated.v1_3.api.indexed_assets import update_indexed_asset as operation
    from twelvelabs_generated.v1_3.models.update_indexed_asset_request import UpdateIndexedAssetRequest
    from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

    values = UserMetadata(additional_properties=metadata_values(metadata))
    return prepare_empty(operation, index_id, indexed_asset_id, body=UpdateIndexedAssetRequest(user_metadata=values))


def delete_indexed_asset(index_id: str, indexed_asset_id: str) -> Call[None]:
    """Take an asset out of an index."""
    from twelvelabs_generated.v1_3.api.indexed_assets import delete_indexed_asset as operation

    return prepare_empty(operation, index_id, indexed_asset_id)


def read_indexed_asset(reply: IndexedAssetDetail, index_id: str) -> IndexedAsset:
    """The facade's indexed asset, from the full record."""
    embedding = reply.embedding
    return IndexedAsset(
        id=given(reply.id) or "",
        asset_id=given(reply.asset_id),
        index_id=index_id,
        status=given(reply.status),
        system_metadata=read_system_metadata(reply.system_metadata),
        user_metadata=json_of(reply.user_metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        indexed_at=given(reply.indexed_at),
        hls=read_hls(reply.hls),
        embedding_model=None if isinstance(embedding, Unset) else given(embedding.model_name),
        embeddings=read_embeddings(embedding),
        transcription=[
            SpokenText(given(item.start), given(item.end), given(item.value) or "", raw=item.raw_)
            for item in given(reply.transcription) or ()
        ],
        raw=reply.raw_,
    )


def read_listed(reply: IndexedAssetReply, index_id: str) -> IndexedAsset:
    """The facade's indexed asset, from the record that lists hold."""
    return IndexedAsset(
        id=given(reply.id) or "",
        asset_id=given(reply.asset_id),
        index_id=index_id,
        status=given(reply.status),
        system_metadata=read_system_metadata(reply.system_metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        indexed_at=given(reply.indexed_at),
        raw=reply.raw_,
    )


def _read_reference(reply: IndexedAssetSummary) -> IndexedAssetReference:
    index = reply.index
    return IndexedAssetReference(
        id=given(reply.id) or "",
        index_id=None if isinstance(index, Unset) else given(index.id),
        index_name=None if isinstance(index, Unset) else given(index.name),
        raw=reply.raw_,
    )


def read_system_metadata(reply: IndexedSystemMetadata | Unset) -> SystemMetadata | None:
    """What the platform measured."""
    if isinstance(reply, Unset):
        return None
    return SystemMetadata(
        filename=given(reply.filename),
        duration=given(reply.duration),
        fps=given(reply.fps),
        width=given(reply.width),
        height=given(reply.height),
        size=given(reply.size),
        raw=reply.raw_,
    )


def read_hls(reply: HlsObject | Unset) -> IndexedHls | None:
    """The stream of a video."""
    if isinstance(reply, Unset):
        return None
    return IndexedHls(
        status=given(reply.status),
        video_url=given(reply.video_url),
        thumbnail_urls=given(reply.thumbnail_urls) or (),
        updated_at=given(reply.updated_at),
        raw=reply.raw_,
    )


def read_embeddings(reply: IndexedEmbedding | Unset) -> Sequence[EmbeddingSegment]:
    """The vectors of a video's parts."""
    from twelvelabs_client.models.embedding import EmbeddingSegment

    if isinstance(reply, Unset) or isinstance(reply.video_embedding, Unset):
        return ()
    return [
        EmbeddingSegment(
            vector=vector_of(segment.float_),
            start=given(segment.start_offset_sec),
            end=given(segment.end_offset_sec),
            option=given(segment.embedding_option),
            scope=given(segment.embedding_scope),
            raw=segment.raw_,
        )
        for segment in given(reply.video_embedding.segments) or ()
    ]
