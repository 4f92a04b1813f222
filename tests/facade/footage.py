"""The way of the test video into an index, which several recordings share."""

from __future__ import annotations

from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.models import Asset, Index, IndexedAsset


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
