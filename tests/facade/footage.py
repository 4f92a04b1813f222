"""The way of the test video into an index or a store, and of its chunks to their storage, which recordings share."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.models import (
    Asset,
    Index,
    IndexedAsset,
    KnowledgeStore,
    KnowledgeStoreItem,
    SentChunk,
    Upload,
    UploadUrl,
)


async def store_harbor(tl: AsyncTwelveLabsV1_3, pace: float) -> Asset:
    """The test video as a ready asset."""
    asset = await tl.assets.upload(MEDIA / "harbor.mp4")
    return await tl.assets.wait(asset, poll_interval=pace)


async def index_harbor(tl: AsyncTwelveLabsV1_3, index_name: str, pace: float) -> tuple[Index, IndexedAsset]:
    """The test video, ready in an index of its own that makes thumbnails."""
    index = await tl.indexes.create(index_name, addons=["thumbnail"])
    asset = await store_harbor(tl, pace)
    indexed = await tl.indexed_assets.create(
        index, asset, enable_video_stream=True, user_metadata={"series": "coast", "episode": 3}
    )
    return index, await tl.indexed_assets.wait(index, indexed, poll_interval=pace)


async def fill_store(
    tl: AsyncTwelveLabsV1_3, store_name: str, pace: float
) -> tuple[KnowledgeStore, KnowledgeStoreItem, KnowledgeStoreItem]:
    """A knowledge store with the test video and the test image, both ready."""
    store = await tl.knowledge_stores.create(store_name)
    video = await store_harbor(tl, pace)
    image = await tl.assets.upload(MEDIA / "meadow.jpg", wait=True, poll_interval=pace)
    metadata: dict[str, MetadataValue] = {"series": "coast", "episode": 3, "tags": ["sea", "pier"]}
    film = await tl.knowledge_stores.items.create(store, video, metadata=metadata)
    picture = await tl.knowledge_stores.items.create(store, image.id, asset_type="image")
    return (
        store,
        await tl.knowledge_stores.items.wait(store, film, poll_interval=pace),
        await tl.knowledge_stores.items.wait(store.id, picture.id, poll_interval=pace),
    )


async def store_chunk(tl: AsyncTwelveLabsV1_3, upload: Upload, url: UploadUrl, content: bytes) -> SentChunk:
    """One chunk brought to its address, as a program of one's own would do it; ready to be reported."""

    async def blocks() -> AsyncIterator[bytes]:
        yield content

    etag = await tl._transport.put(url.url, blocks, len(content), upload.headers, 60.0)
    return SentChunk(url.chunk_index, etag, len(content))
