"""Assets in knowledge stores, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import FillStore, StoreHarbor
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError, TaskFailedError
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.models import ItemSystemMetadata

pytestmark = pytest.mark.vcr

METADATA: dict[str, MetadataValue] = {"series": "coast", "episode": 3, "tags": ["sea", "pier"]}


@in_both_colours
async def test_adding_an_asset_answers_at_once_and_is_waited_for(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, store_name: str, pace: float
) -> None:
    states: list[str | None] = []
    store = await tl.knowledge_stores.create(store_name)
    asset = await store_harbor()

    created = await tl.knowledge_stores.items.create(store, asset, asset_type="video", metadata=METADATA)
    ready = await tl.knowledge_stores.items.wait(
        store, created, poll_interval=pace, on_status=lambda item: states.append(item.status)
    )

    assert (created.asset_id, created.knowledge_store_id, created.status) == (asset.id, store.id, "queued")
    assert "processing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    assert (ready.id, ready.metadata, ready.error) == (created.id, METADATA, None)


@in_both_colours
async def test_adding_an_asset_can_wait_by_itself(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, store_name: str, pace: float
) -> None:
    store = await tl.knowledge_stores.create(store_name)
    asset = await store_harbor()

    item = await tl.knowledge_stores.items.create(store.id, asset.id, wait=True, poll_interval=pace)

    assert item.status == "ready"
    assert (await tl.knowledge_stores.get(store)).item_count == 1


@in_both_colours
async def test_an_item_that_fails_is_told(
    tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor, store_name: str, pace: float
) -> None:
    store = await tl.knowledge_stores.create(store_name)
    asset = await store_harbor()
    item = await tl.knowledge_stores.items.create(store, asset)
    await tl.assets.delete(asset)

    with pytest.raises(TaskFailedError, match=f"item {item.id} is failed") as failure:
        await tl.knowledge_stores.items.wait(store, item, poll_interval=pace)

    assert failure.value.status == "failed"


@in_both_colours
async def test_an_item_is_read_with_what_was_measured(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, image = await fill_store()

    read = await tl.knowledge_stores.items.get(store, film.id)

    assert read == film
    assert (read.asset_type, read.metadata) == ("video", METADATA)
    assert read.system_metadata == ItemSystemMetadata(
        filename="harbor.mp4", duration=6.0, fps=2.0, width=480, height=360, codec_name="h264", size=9289
    )
    assert (image.asset_type, image.metadata) == ("image", None)
    assert image.system_metadata is not None
    assert (image.system_metadata.filename, image.system_metadata.duration) == ("meadow.jpg", None)


@in_both_colours
async def test_items_are_listed_by_state(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, image = await fill_store()

    ready = await tl.knowledge_stores.items.list(store, status=["ready", "failed"], page_limit=1).to_list()
    oldest = await tl.knowledge_stores.items.list(store.id, sort_by="created_at", sort_order="asc").to_list()
    queued = await tl.knowledge_stores.items.list(store, status="queued").to_list()

    assert [item.id for item in ready] == [image.id, film.id]
    assert [item.id for item in oldest] == [film.id, image.id]
    assert {item.knowledge_store_id for item in ready} == {store.id}
    assert queued == []


@in_both_colours
async def test_a_deleted_item_is_gone_and_its_asset_is_not(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, _ = await fill_store()

    await tl.knowledge_stores.items.delete(store, film)

    with pytest.raises(NotFoundError):
        await tl.knowledge_stores.items.get(store, film)
    assert (await tl.assets.get(film.asset_id or "")).status == "ready"
