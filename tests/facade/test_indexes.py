"""Indexes, as recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabs, NotFoundError
from twelvelabs_client.models import IndexModel

pytestmark = pytest.mark.vcr


@in_both_colours
async def test_a_new_index_has_an_id_and_what_was_asked_for(tl: AsyncTwelveLabs, index_name: str) -> None:
    visual = IndexModel("marengo3.0", ("visual",))

    index = await tl.indexes.create(index_name, models=[visual], addons=["thumbnail"])

    assert index.id
    assert (index.name, index.models, index.addons) == (index_name, (visual,), ("thumbnail",))
    assert index.raw == {"_id": index.id}


@in_both_colours
async def test_an_index_looks_at_picture_and_sound_unless_told_otherwise(tl: AsyncTwelveLabs, index_name: str) -> None:
    created = await tl.indexes.create(index_name)

    index = await tl.indexes.get(created.id)

    assert index.models == (IndexModel("marengo3.0", ("visual", "audio")),)


@in_both_colours
async def test_an_index_is_read_with_its_times_and_counts(tl: AsyncTwelveLabs, index_name: str) -> None:
    created = await tl.indexes.create(index_name)

    index = await tl.indexes.get(created)

    assert (index.id, index.name) == (created.id, index_name)
    assert (index.video_count, index.total_duration) == (0, 0)
    assert index.created_at is not None
    assert index.created_at.utcoffset() == timedelta(0)
    assert index.raw["index_name"] == index_name


@in_both_colours
async def test_indexes_are_listed_and_found_by_name(tl: AsyncTwelveLabs, index_name: str) -> None:
    created = await tl.indexes.create(index_name)
    await tl.indexes.create(f"{index_name}-of-another-coast")

    found = await tl.indexes.list(name=index_name, model_family="marengo", sort_by="created_at").to_list()

    assert [index.id for index in found] == [created.id]


@in_both_colours
async def test_a_list_of_indexes_asks_for_further_pages_by_itself(tl: AsyncTwelveLabs, index_name: str) -> None:
    names = [f"{index_name}-{number}" for number in range(3)]
    for name in names:
        await tl.indexes.create(name)

    newest = await tl.indexes.list(page_limit=1).first(3)

    assert [index.name for index in newest] == names[::-1]


@in_both_colours
async def test_an_index_can_be_renamed(tl: AsyncTwelveLabs, index_name: str) -> None:
    index = await tl.indexes.create(index_name)

    await tl.indexes.update(index, name=f"{index_name}-at-night")

    assert (await tl.indexes.get(index)).name == f"{index_name}-at-night"


@in_both_colours
async def test_a_deleted_index_is_gone(tl: AsyncTwelveLabs, index_name: str) -> None:
    index = await tl.indexes.create(index_name)

    await tl.indexes.delete(index)

    with pytest.raises(NotFoundError, match="retrieve_index: 404 resource_not_exist") as refusal:
        await tl.indexes.get(index)
    assert refusal.value.trace_id
