"""Entities, as recorded. The one image there is shows the green scene of the test video, two to four seconds in."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import IndexHarbor
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3, BadRequestError, NotFoundError, WaitTimeoutError
from twelvelabs_client.intents import NewEntity

pytestmark = pytest.mark.vcr

IMAGE = MEDIA / "meadow.jpg"


@in_both_colours
async def test_an_entity_is_made_of_images_and_waited_for(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    states: list[str | None] = []
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")

    ada = await tl.entities.create(
        crew, "Ada", assets=[image], description="Cox", metadata={"sport": "rowing", "number": 42, "active": True}
    )
    ready = await tl.entities.wait(crew, ada, poll_interval=pace, on_status=lambda seen: states.append(seen.status))

    assert (ada.name, ada.description, ada.asset_ids, ada.status) == ("Ada", "Cox", [image.id], "processing")
    assert ada.metadata == {"sport": "rowing", "number": 42, "active": True}
    assert ada.entity_collection_id == crew.id
    assert "processing" in states[:-1]
    assert states[-1] == ready.status == "ready"
    assert await tl.entities.get(crew.id, ada.id) == ready


@in_both_colours
async def test_a_wait_ends_in_time(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")
    ada = await tl.entities.create(crew, "Ada", assets=image.id)

    with pytest.raises(WaitTimeoutError, match=rf"^entity {ada.id} is still processing after 1e-06 s") as failure:
        await tl.entities.wait(crew, ada, max_wait=0.000001, poll_interval=pace)

    assert failure.value.status == "processing"


@in_both_colours
async def test_a_search_finds_an_entity_where_it_is_seen(
    tl: AsyncTwelveLabsV1_3, index_harbor: IndexHarbor, pace: float
) -> None:
    index, _ = await index_harbor()
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")
    ada = await tl.entities.create(crew, "Ada", assets=image, wait=True, poll_interval=pace)

    clips = await tl.search.query(index, f"{ada.mention} is still", options=["visual"]).to_list()

    assert [(clip.start, clip.end) for clip in clips] == [(2.0, 4.0)]


@in_both_colours
async def test_many_are_made_at_once_and_each_is_told_what_became_of_it(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")
    nowhere = "0123456789abcdef01234567"

    told = await tl.entities.create_bulk(
        crew,
        [
            NewEntity("Ada", image, description="Cox"),
            NewEntity("Grace", [image.id, nowhere]),
            {"name": "Mary", "assets": [image], "metadata": {"number": 2}},
        ],
    )

    assert [(each.index, each.name, each.outcome) for each in told.entities] == [
        (0, "Ada", "created"),
        (1, "Grace", "failed"),
        (2, "Mary", "created"),
    ]
    assert (told.success_count, told.failed_count, told.unknown) == (2, 1, [])
    assert nowhere in (told.failed[0].error or "")
    first, last = [await tl.entities.get(crew, each) for each in told.created]
    assert (first.name, first.description, last.name, last.metadata) == ("Ada", "Cox", "Mary", {"number": 2})


@in_both_colours
async def test_entities_are_listed_by_name_and_state(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")
    grace = await tl.entities.create(crew, "Grace", assets=image, wait=True, poll_interval=pace)
    ada = await tl.entities.create(crew, "Ada", assets=image, wait=True, poll_interval=pace)

    by_name = tl.entities.list(crew, status="ready", sort_by="name", sort_order="asc", page_limit=1)

    assert await by_name.to_list() == [ada, grace]
    assert await tl.entities.list(crew.id, name="Grace").to_list() == [grace]
    assert await tl.entities.list(crew, status="processing").to_list() == []


@in_both_colours
async def test_a_change_leaves_alone_what_is_not_given_and_clears_what_is_empty(
    tl: AsyncTwelveLabsV1_3, pace: float
) -> None:
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")
    ada = await tl.entities.create(crew, "Ada", assets=image, description="Cox", metadata={"number": 1, "active": True})

    renamed = await tl.entities.update(crew, ada, name="Grace")
    replaced = await tl.entities.update(crew, ada, metadata={"score": 8.7})
    cleared = await tl.entities.update(crew.id, ada.id, description="", metadata={})

    assert (renamed.name, renamed.description, renamed.metadata) == ("Grace", "Cox", {"number": 1, "active": True})
    assert (replaced.description, replaced.metadata) == ("Cox", {"score": 8.7})
    assert (cleared.name, cleared.description or "", cleared.metadata or {}) == ("Grace", "", {})
    assert cleared.asset_ids == [image.id]


@in_both_colours
async def test_images_come_and_go_but_the_last_one(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    first, second = [
        await tl.assets.upload(IMAGE, filename=name, wait=True, poll_interval=pace) for name in ("1.jpg", "2.jpg")
    ]
    crew = await tl.entity_collections.create("crew")
    ada = await tl.entities.create(crew, "Ada", assets=first, wait=True, poll_interval=pace)

    more = await tl.entities.add_assets(crew, ada, assets=[second])
    less = await tl.entities.remove_assets(crew, ada, assets=first.id)
    with pytest.raises(BadRequestError, match=r"^remove_entity_assets: 400 "):
        await tl.entities.remove_assets(crew, ada, assets=second)

    assert (more.asset_ids, less.asset_ids) == ([first.id, second.id], [second.id])
    assert (await tl.entities.wait(crew, ada, poll_interval=pace)).asset_ids == [second.id]


@in_both_colours
async def test_an_asset_that_is_deleted_is_taken_away_from_its_entities(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    first, second = [
        await tl.assets.upload(IMAGE, filename=name, wait=True, poll_interval=pace) for name in ("1.jpg", "2.jpg")
    ]
    crew, guests = await tl.entity_collections.create("crew"), await tl.entity_collections.create("guests")
    ada = await tl.entities.create(crew, "Ada", assets=[first, second])
    grace = await tl.entities.create(guests, "Grace", assets=[first, second])

    losing = await tl.entities.list_by_asset(first, page_limit=1).to_list()
    await tl.assets.delete(first)

    assert [(entity.id, entity.entity_collection_id) for entity in losing] == [(grace.id, guests.id), (ada.id, crew.id)]
    assert (await tl.entities.get(crew, ada)).asset_ids == [second.id]


@in_both_colours
async def test_only_images_make_an_entity(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    video = await tl.assets.upload(MEDIA / "harbor.mp4", wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")

    with pytest.raises(BadRequestError, match=r"^create_entity: 400 "):
        await tl.entities.create(crew, "Ada", assets=video.id)


@in_both_colours
async def test_a_deleted_entity_is_gone_and_its_asset_is_not(tl: AsyncTwelveLabsV1_3, pace: float) -> None:
    image = await tl.assets.upload(IMAGE, wait=True, poll_interval=pace)
    crew = await tl.entity_collections.create("crew")
    ada = await tl.entities.create(crew, "Ada", assets=image)

    await tl.entities.delete(crew, ada)

    with pytest.raises(NotFoundError):
        await tl.entities.get(crew, ada)
    assert (await tl.assets.get(image)).status == "ready"
