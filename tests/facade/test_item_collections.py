"""Item collections, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import FillStore
from twelvelabs_client import AsyncTwelveLabsV1_3, BadRequestError, NotFoundError

pytestmark = pytest.mark.vcr


@in_both_colours
async def test_a_collection_is_made_and_read_back(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    store = await tl.knowledge_stores.create(store_name)

    made = await tl.knowledge_stores.item_collections.create(
        store, "best", description="To show first", metadata={"season": 1, "tags": ["a"]}
    )

    assert (made.name, made.description, made.member_count) == ("best", "To show first", 0)
    assert (made.knowledge_store_id, made.metadata) == (store.id, {"season": 1, "tags": ["a"]})
    assert await tl.knowledge_stores.item_collections.get(store, made) == made


@in_both_colours
async def test_a_name_is_taken_once(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    store = await tl.knowledge_stores.create(store_name)
    await tl.knowledge_stores.item_collections.create(store, "best")

    with pytest.raises(BadRequestError, match="best"):
        await tl.knowledge_stores.item_collections.create(store, "best")


@in_both_colours
async def test_collections_are_listed_by_name(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    store = await tl.knowledge_stores.create(store_name)
    for name in ("b", "a", "c"):
        await tl.knowledge_stores.item_collections.create(store, name)

    newest = tl.knowledge_stores.item_collections.list(store, page_limit=2)
    by_name = tl.knowledge_stores.item_collections.list(store.id, sort_by="name", sort_order="asc")

    assert [each.name for each in await newest.to_list()] == ["c", "a", "b"]
    assert [each.name for each in await by_name.to_list()] == ["a", "b", "c"]


@in_both_colours
async def test_an_update_leaves_alone_what_it_does_not_name(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    store = await tl.knowledge_stores.create(store_name)
    made = await tl.knowledge_stores.item_collections.create(store, "best", description="old", metadata={"a": 1})

    renamed = await tl.knowledge_stores.item_collections.update(store, made, name="new")
    cleared = await tl.knowledge_stores.item_collections.update(store, made.id, description="", metadata={})

    assert (renamed.name, renamed.description, renamed.metadata) == ("new", "old", {"a": 1})
    assert (cleared.name, cleared.description or None, cleared.metadata or None) == ("new", None, None)


@in_both_colours
async def test_items_are_put_in_once_and_taken_out(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, image = await fill_store()
    collection = await tl.knowledge_stores.item_collections.create(store, "best")

    one = await tl.knowledge_stores.item_collections.add_items(store, collection, items=film)
    both = await tl.knowledge_stores.item_collections.add_items(store, collection, items=[film.id, image])
    inside = await tl.knowledge_stores.item_collections.list_items(store, collection, page_limit=1).to_list()
    for _ in range(2):
        await tl.knowledge_stores.item_collections.remove_items(store, collection, items=[film])
    left = await tl.knowledge_stores.item_collections.list_items(store.id, collection.id).to_list()

    assert (one.member_count, both.member_count) == (1, 2)
    assert {item.id for item in inside} == {film.id, image.id}
    assert left == [image]
    assert (await tl.knowledge_stores.items.get(store, film)).status == "ready"


@in_both_colours
async def test_an_item_that_is_not_in_the_store_is_refused(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    store = await tl.knowledge_stores.create(store_name)
    collection = await tl.knowledge_stores.item_collections.create(store, "best")

    with pytest.raises(BadRequestError, match="ksi_none"):
        await tl.knowledge_stores.item_collections.add_items(store, collection, items=["ksi_none"])


@in_both_colours
async def test_a_deleted_collection_is_gone_and_its_items_are_not(
    tl: AsyncTwelveLabsV1_3, fill_store: FillStore
) -> None:
    store, film, _ = await fill_store()
    collection = await tl.knowledge_stores.item_collections.create(store, "best")
    await tl.knowledge_stores.item_collections.add_items(store, collection, items=[film])

    await tl.knowledge_stores.item_collections.delete(store, collection)

    with pytest.raises(NotFoundError):
        await tl.knowledge_stores.item_collections.get(store, collection)
    assert (await tl.knowledge_stores.items.get(store, film)).status == "ready"
