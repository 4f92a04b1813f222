"""The way of the test video into an index, and of its chunks to their storage, which several recordings share."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.models import Asset, Index, IndexedAsset, SentChunk, Upload, UploadUrl


async def store_harbor(tl: AsyncTwelveLabs, interval: float) -> Asset:
    """The test video as a ready asset."""
    asset = await tl.assets.upload(MEDIA / "harbor.mp4")
    return await tl.assets.wait(asset, interval=interval)


async def index_harbor(tl: AsyncTwelveLabs, index_name: str, interval: float) -> tuple[Index, IndexedAsset]:
    """The test video, ready in an index of its own that makes thumbnails."""
    index = await tl.indexes.create(index_name, addons=["thumbnail"])
    asset = await store_harbor(tl, interval)
    indexed = await tl.indexed_assets.create(
        index, asset, enable_video_stream=True, user_metadata={"series": "coast", "episode": 3}
    )
    return index, await tl.indexed_assets.wait(index, indexed, interval=interval)


async def store_chunk(tl: AsyncTwelveLabs, upload: Upload, url: UploadUrl, content: bytes) -> SentChunk:
    """One chunk brought to its address, as a program of one's own would do it; ready to be reported."""

    async def blocks() -> AsyncIterator[bytes]:
        yield content

    etag = await tl._transport.put(url.url, blocks, len(content), upload.headers, 60.0)
    return SentChunk(url.chunk_index, etag, len(content))
