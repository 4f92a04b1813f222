"""Entity collections, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError

pytestmark = pytest.mark.vcr


@in_both_colours
async def test_a_collection_is_made_and_read(tl: AsyncTwelveLabsV1_3) -> None:
    made = await tl.entity_collections.create("crew", description="Who sails")

    read = await tl.entity_collections.get(made.id)

    assert (made.name, made.description) == ("crew", "Who sails")
    assert made.created_at is not None
    assert read == made
    assert read.raw["_id"] == made.id


@in_both_colours
async def test_a_change_leaves_alone_what_is_not_given_and_clears_what_is_empty(tl: AsyncTwelveLabsV1_3) -> None:
    collection = await tl.entity_collections.create("crew", description="Who sails")

    renamed = await tl.entity_collections.update(collection, name="mates")
    cleared = await tl.entity_collections.update(collection.id, description="")

    assert (renamed.name, renamed.description) == ("mates", "Who sails")
    assert (cleared.name, cleared.description or "") == ("mates", "")
    assert await tl.entity_collections.get(collection) == cleared


@in_both_colours
async def test_collections_are_listed_by_name_over_all_pages(tl: AsyncTwelveLabsV1_3) -> None:
    crew, anglers, mates = [await tl.entity_collections.create(name) for name in ("crew", "anglers", "mates")]

    by_name = await tl.entity_collections.list(sort_by="name", sort_order="asc", page_limit=2).to_list()
    wanted = await tl.entity_collections.list(name="mates", page_limit=50).to_list()

    ours = [collection.id for collection in (anglers, crew, mates)]
    assert [collection.id for collection in by_name if collection.id in ours] == ours
    assert mates in wanted
    assert {collection.name for collection in wanted} == {"mates"}


@in_both_colours
async def test_a_deleted_collection_is_gone_with_its_entities(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    collection = await tl.entity_collections.create("crew")
    asset = await tl.assets.upload(MEDIA / "meadow.jpg", wait=True, poll_interval=pace)
    await tl.entities.create(collection, "Ada", assets=asset)

    await tl.entity_collections.delete(collection)

    with pytest.raises(NotFoundError):
        await tl.entity_collections.get(collection)
    assert await tl.entities.list_by_asset(asset).to_list() == []
