"""Indexes in the versions before v1.3, as recorded."""

from __future__ import annotations

import datetime

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabs, BadRequestError, NotFoundError
from twelvelabs_client.models import IndexModel

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]
NEWEST = {"v1.1": "marengo2.5", "v1.2": "marengo2.6"}


@in_both_colours
async def test_an_index_is_made_and_read_in_the_words_of_the_facade(
    tl: AsyncTwelveLabs, api_version: str, index_name: str
) -> None:
    created = await tl.indexes.create(index_name)

    index = await tl.indexes.get(created)

    assert (index.id, index.name) == (created.id, index_name)
    assert index.models == created.models == (IndexModel(NEWEST[api_version], ("visual", "audio")),)


@in_both_colours
async def test_what_only_these_versions_look_at_is_said_and_told_as_it_is(
    tl: AsyncTwelveLabs, api_version: str, index_name: str
) -> None:
    everything = IndexModel(NEWEST[api_version], ("visual", "conversation", "text_in_video", "logo"))
    created = await tl.indexes.create(index_name, models=[everything], addons=["thumbnail"])

    [index] = await tl.indexes.list(model_options=["logo"]).to_list()

    assert index.id == created.id
    assert index.models[0].options == ("visual", "audio", "text_in_video", "logo")
    assert index.addons == ["thumbnail"]


@in_both_colours
async def test_an_index_is_renamed_and_deleted(tl: AsyncTwelveLabs, index_name: str) -> None:
    created = await tl.indexes.create(index_name)

    await tl.indexes.update(created, name=f"{index_name}-renamed")
    renamed = await tl.indexes.list(name=f"{index_name}-renamed").to_list()
    await tl.indexes.delete(created)

    assert [index.id for index in renamed] == [created.id]
    assert [index.id for index in await tl.indexes.list(name=f"{index_name}-renamed").to_list()] == []


@in_both_colours
async def test_indexes_are_listed_from_an_instant_on(tl: AsyncTwelveLabs, index_name: str) -> None:
    index = await tl.indexes.get(await tl.indexes.create(index_name))
    assert index.created_at is not None
    second = datetime.timedelta(seconds=1)

    since = [
        [each.id for each in await tl.indexes.list(created_at=index.created_at + shift, page_limit=50).to_list()]
        for shift in (-second, 0 * second, second)
    ]

    assert since == [[index.id], [index.id], []]
    assert await tl.indexes.list(updated_at=index.created_at + second).to_list() == []


@in_both_colours
async def test_an_index_that_is_deleted_is_gone_or_says_so(
    tl: AsyncTwelveLabs, api_version: str, index_name: str
) -> None:
    index = await tl.indexes.create(index_name)

    await tl.indexes.delete(index)

    match api_version:
        case "v1.1":
            assert (index.deleted, (await tl.indexes.get(index)).deleted) == (False, True)
        case _:
            with pytest.raises(NotFoundError):
                await tl.indexes.get(index)


@in_both_colours
async def test_a_name_that_is_taken_is_refused(tl: AsyncTwelveLabs, index_name: str) -> None:
    await tl.indexes.create(index_name)

    with pytest.raises(BadRequestError) as refusal:
        await tl.indexes.create(index_name)

    assert refusal.value.code == "index_name_already_exists"
