"""Videos as v1.3 still puts them: indexed assets under their older name; deprecated by the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.models.indexed_asset import IndexedAsset, SystemMetadata
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
from twelvelabs_client.versions.v1_3.indexed_assets import read_embeddings, read_hls, read_system_metadata
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.video import Video as VideoReply
from twelvelabs_generated.v1_3.models.video_detail import VideoDetail
from twelvelabs_generated.v1_3.models.video_detail_system_metadata import VideoDetailSystemMetadata
from twelvelabs_generated.v1_3.models.video_list import VideoList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import VideoFilter


def list_videos(index_id: str, asked: VideoFilter, page: int) -> Call[Page[IndexedAsset]]:
    """One page of the videos of an index."""
    from twelvelabs_generated.v1_3.api.videos import list_videos as operation
    from twelvelabs_generated.v1_3.models.user_metadata_filter import UserMetadataFilter

    def read(reply: VideoList) -> Page[IndexedAsset]:
        return page_of(reply.data, lambda item: _read_listed(item, index_id), reply.page_info, reply.raw_)

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
        filename=optional(asked.filename),
        duration_gte=optional(asked.duration.low),
        duration_lte=optional(asked.duration.high),
        **bounds_of(asked),
        created_at=optional(asked.created_at.first),
        updated_at=optional(asked.updated_at.first),
        user_metadata=optional(metadata),
    )


def get_video(index_id: str, video_id: str, asked: VideoView) -> Call[IndexedAsset]:
    """One video."""
    from twelvelabs_generated.v1_3.api.videos import retrieve_video as operation

    return prepare(
        operation,
        lambda reply: _read_detail(reply, index_id),
        index_id,
        video_id,
        embedding_option=optional(asked.embedding_options),
        transcription=optional(asked.transcription or None),
    )


def update_video(index_id: str, video_id: str, metadata: Mapping[str, Any]) -> Call[None]:
    """Merge keys into the user metadata; a key with None is removed."""
    from twelvelabs_generated.v1_3.api.videos import update_video as operation
    from twelvelabs_generated.v1_3.models.update_video_request import UpdateVideoRequest
    from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

    values = UserMetadata(additional_properties=metadata_values(metadata))
    return prepare_empty(operation, index_id, video_id, body=UpdateVideoRequest(user_metadata=values))


def delete_video(index_id: str, video_id: str) -> Call[None]:
    """Take a video out of its index."""
    from twelvelabs_generated.v1_3.api.videos import delete_video as operation

    return prepare_empty(operation, index_id, video_id)


def _read_listed(reply: VideoReply, index_id: str) -> IndexedAsset:
    return IndexedAsset(
        id=given(reply.id) or "",
        asset_id=given(reply.asset_id),
        index_id=index_id,
        system_metadata=read_system_metadata(reply.system_metadata),
        created_at=given(reply.created_at),
        updated_at=given(reply.updated_at),
        indexed_at=given(reply.indexed_at),
        raw=reply.raw_,
    )


def _read_detail(reply: VideoDetail, index_id: str) -> IndexedAsset:
    embedding = reply.embedding
    return IndexedAsset(
        id=given(reply.id) or "",
        asset_id=given(reply.asset_id),
        index_id=index_id,
        system_metadata=_read_system_metadata(reply.system_metadata),
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


def _read_system_metadata(reply: VideoDetailSystemMetadata | Unset) -> SystemMetadata | None:
    """A single video is told without its size."""
    if isinstance(reply, Unset):
        return None
    return SystemMetadata(
        filename=given(reply.filename),
        duration=given(reply.duration),
        fps=given(reply.fps),
        width=given(reply.width),
        height=given(reply.height),
        raw=reply.raw_,
    )
