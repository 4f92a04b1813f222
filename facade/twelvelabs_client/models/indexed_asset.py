from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.transcription import SpokenText

if TYPE_CHECKING:
    from twelvelabs_client.models.embedding import EmbeddingSegment


@frozen
class SystemMetadata:
    """What the platform measured of a video.

    Attributes:
        filename: The file's name.
        duration: In seconds.
        fps: Frames per second.
        width: In pixels.
        height: In pixels.
        size: In bytes.
        raw: The JSON object as received.
    """

    filename: str | None = None
    duration: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None
    size: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class IndexedHls:
    """The stream of an indexed video, kept when indexing asked for it.

    Attributes:
        status: `PROCESSING`, `COMPLETE`, `CANCELED` or `ERROR`.
        video_url: The playlist.
        thumbnail_urls: Still images.
        updated_at: When this last changed.
        raw: The JSON object as received.
    """

    status: str | None = None
    video_url: str | None = None
    thumbnail_urls: Sequence[str] = ()
    updated_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class IndexedAsset:
    """An asset in an index; searches call it a video.

    Attributes:
        id: Its id within the index, the `video_id` of search results.
        asset_id: The asset it was made from.
        index_id: The index it is in, where known.
        status: `validating`, `pending`, `queued`, `indexing`, `ready` or `failed`; the last two are final.
        system_metadata: What the platform measured.
        user_metadata: The data you keep with it.
        title: The title it was given, where the API tells one. Only before v1.3.
        created_at: When it was made.
        updated_at: When it was last changed.
        indexed_at: When indexing ended.
        hls: Its stream, if kept.
        embedding_model: The model that made the embeddings.
        embeddings: Vectors, if asked for.
        transcription: What is said, if asked for.
        error: Always None: the API gives no reason for a failed indexing.
        raw: The JSON object as received.
    """

    id: str
    asset_id: str | None = None
    index_id: str | None = None
    status: str | None = None
    system_metadata: SystemMetadata | None = None
    user_metadata: JsonObject | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    indexed_at: datetime | None = None
    hls: IndexedHls | None = None
    embedding_model: str | None = None
    embeddings: Sequence[EmbeddingSegment] = ()
    transcription: Sequence[SpokenText] = ()
    title: str | None = None
    error: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class IndexedAssetReference:
    """Where an asset is indexed.

    Attributes:
        id: The indexed asset's id.
        index_id: The index.
        index_name: The index's name.
        raw: The JSON object as received.
    """

    id: str
    index_id: str | None = None
    index_name: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)
