"""Videos as v1.2 puts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.paging import Page
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.models.embedding import EmbeddingSegment
from twelvelabs_client.models.indexed_asset import IndexedAsset
from twelvelabs_client.models.older.seen_text import SeenText
from twelvelabs_client.models.transcription import SpokenText
from twelvelabs_client.versions._bounds import bounds_of
from twelvelabs_client.versions._pages import page_of
from twelvelabs_client.versions._prepare import given, optional, prepare, prepare_empty
from twelvelabs_client.versions._vectors import vector_of
from twelvelabs_client.versions.older.shared.filters import dates_of, length_of
from twelvelabs_client.versions.older.shared.videos import (
    read_logos,
    read_seen,
    read_spoken,
    read_video,
    read_video_detail,
)
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_2.models.indexed_embedding import IndexedEmbedding
from twelvelabs_generated.v1_2.models.video_detail import VideoDetail
from twelvelabs_generated.v1_2.models.video_list import VideoList

if TYPE_CHECKING:
    from twelvelabs_client.intents.filters import VideoFilter


def list_videos(index_id: str, asked: VideoFilter, page: int) -> Call[Page[IndexedAsset]]:
    """One page of the videos of an index."""
    from twelvelabs_generated.v1_2.api.videos import list_videos as operation
    from twelvelabs_generated.v1_2.models.user_metadata_filter import UserMetadataFilter

    def read(reply: VideoList) -> Page[IndexedAsset]:
        return page_of(reply.data, lambda item: read_video(item, index_id), reply.page_info, reply.raw_)

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
        id=optional(asked.video_id),
        filename=optional(asked.filename),
        **length_of(asked.duration),
        **bounds_of(asked),
        **dates_of(asked),
        indexed_at=optional(asked.indexed_at.day),
        indexed_at_gte=optional(asked.indexed_at.first),
        indexed_at_lte=optional(asked.indexed_at.last),
        metadata=optional(metadata),
    )


def get_video(index_id: str, video_id: str, asked: VideoView) -> Call[IndexedAsset]:
    """One video, with its embeddings if asked for."""
    from twelvelabs_generated.v1_2.api.videos import retrieve_video as operation

    return prepare(
        operation, lambda reply: _read_detail(reply, index_id), index_id, video_id, embed=optional(asked.embed or None)
    )


def update_video(index_id: str, video_id: str, metadata: Mapping[str, Any], *, title: str | None = None) -> Call[None]:
    """Set keys of the metadata, and the title."""
    from twelvelabs_generated.v1_2.api.videos import update_video as operation
    from twelvelabs_generated.v1_2.models.update_video_request import UpdateVideoRequest
    from twelvelabs_generated.v1_2.models.user_metadata import UserMetadata

    values = dict(metadata)
    body = UpdateVideoRequest(
        video_title=optional(title),
        metadata=optional(UserMetadata(additional_properties=values) if values else None),
    )
    return prepare_empty(operation, index_id, video_id, body=body)


def delete_video(index_id: str, video_id: str) -> Call[None]:
    """Take a video out of its index."""
    from twelvelabs_generated.v1_2.api.videos import delete_video as operation

    return prepare_empty(operation, index_id, video_id)


def get_transcription(
    index_id: str, video_id: str, *, start: float | None, end: float | None
) -> Call[list[SpokenText]]:
    """What is said."""
    from twelvelabs_generated.v1_2.api.videos import retrieve_video_transcription as operation

    return prepare(
        operation,
        lambda reply: read_spoken(reply.data),
        index_id,
        video_id,
        start=optional(start),
        end=optional(end),
    )


def get_text_in_video(index_id: str, video_id: str, *, start: float | None, end: float | None) -> Call[list[SeenText]]:
    """What is to be read."""
    from twelvelabs_generated.v1_2.api.videos import retrieve_video_text as operation

    return prepare(
        operation, lambda reply: read_seen(reply.data), index_id, video_id, start=optional(start), end=optional(end)
    )


def get_logos(index_id: str, video_id: str, *, start: float | None, end: float | None) -> Call[list[SeenText]]:
    """Which brands are seen."""
    from twelvelabs_generated.v1_2.api.videos import retrieve_video_logos as operation

    return prepare(
        operation, lambda reply: read_logos(reply.data), index_id, video_id, start=optional(start), end=optional(end)
    )


def get_thumbnail(index_id: str, video_id: str, *, time: float | None) -> Call[str]:
    """The address of a still image."""
    from twelvelabs_generated.v1_2.api.videos import retrieve_video_thumbnail as operation

    return prepare(operation, lambda reply: given(reply.thumbnail) or "", index_id, video_id, time=optional(time))


def _read_detail(reply: VideoDetail, index_id: str) -> IndexedAsset:
    video, embedding = read_video_detail(reply, index_id), reply.embedding
    if isinstance(embedding, Unset):
        return video
    return evolve(video, embedding_model=given(embedding.engine_name), embeddings=_read_embeddings(embedding))


def _read_embeddings(reply: IndexedEmbedding) -> list[EmbeddingSegment]:
    if isinstance(reply.video_embedding, Unset):
        return []
    return [
        EmbeddingSegment(
            vector=vector_of(segment.float_),
            start=given(segment.start_offset_sec),
            end=given(segment.end_offset_sec),
            scope=given(segment.embedding_scope),
            raw=segment.raw_,
        )
        for segment in given(reply.video_embedding.segments) or ()
    ]
