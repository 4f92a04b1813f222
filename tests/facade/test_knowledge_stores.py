"""Knowledge stores and search in them, as recorded. The video is red, then green, then blue; the image is green."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import FillStore
from twelvelabs_client import AsyncTwelveLabsV1_3, BadRequestError, NotFoundError
from twelvelabs_client.intents.metadata import MetadataValue
from twelvelabs_client.models import ItemClip, ItemSystemMetadata

pytestmark = pytest.mark.vcr

SCHEMA = {
    "type": "object",
    "title": "Shot",
    "properties": {"ships": {"type": "array", "items": {"type": "string"}, "description": "Names of the ships"}},
    "required": ["ships"],
    "additionalProperties": False,
}
MEASURED = ItemSystemMetadata(duration=6.0, width=480, height=360, size=9289)


@in_both_colours
async def test_a_store_is_made_and_read_back(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    metadata: dict[str, MetadataValue] = {
        "series": "coast",
        "season": 3,
        "rating": 0.5,
        "public": True,
        "tags": ["sea", "pier"],
    }

    made = await tl.knowledge_stores.create(
        store_name, enrichment_config=SCHEMA, description="Films of the coast", metadata=metadata
    )

    assert (made.name, made.description, made.item_count) == (store_name, "Films of the coast", 0)
    assert (made.enrichment_config, made.metadata) == (SCHEMA, metadata)
    assert made.created_at is not None
    assert await tl.knowledge_stores.get(made) == made


@in_both_colours
async def test_what_is_extracted_can_be_said_in_words(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    made = await tl.knowledge_stores.create(store_name, enrichment_config="ships and their flags")

    assert (await tl.knowledge_stores.get(made.id)).enrichment_config == "ships and their flags"


@in_both_colours
async def test_stores_are_listed(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    made = [await tl.knowledge_stores.create(f"{store_name}-{number}") for number in (1, 2)]

    newest = await tl.knowledge_stores.list(page_limit=1).first(2)
    oldest = await tl.knowledge_stores.list(sort_by="updated_at", sort_order="asc").to_list()

    assert newest == made[::-1]
    assert made == [store for store in oldest if store in made]


@in_both_colours
async def test_an_update_leaves_alone_what_it_does_not_name(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    made = await tl.knowledge_stores.create(store_name, description="old", metadata={"a": 1, "b": 2})

    renamed = await tl.knowledge_stores.update(made, name=f"{store_name}-new")
    replaced = await tl.knowledge_stores.update(made, metadata={"a": "one"})
    cleared = await tl.knowledge_stores.update(made, description="", metadata={})

    assert (renamed.name, renamed.description, renamed.metadata) == (f"{store_name}-new", "old", {"a": 1, "b": 2})
    assert (replaced.name, replaced.description, replaced.metadata) == (f"{store_name}-new", "old", {"a": "one"})
    assert (cleared.name, cleared.description or None, cleared.metadata or None) == (f"{store_name}-new", None, None)


@in_both_colours
async def test_a_deleted_store_is_gone_and_its_assets_are_not(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, _ = await fill_store()

    await tl.knowledge_stores.delete(store)

    with pytest.raises(NotFoundError):
        await tl.knowledge_stores.get(store)
    assert (await tl.assets.get(film.asset_id or "")).status == "ready"


@in_both_colours
async def test_a_text_finds_clips_and_images(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, image = await fill_store()

    found = await tl.knowledge_stores.search(store, "green", include_metadata=True).to_list()

    assert [match.rank for match in found] == [1, 2]
    matches = {match.item_id: match for match in found}
    assert matches[film.id].clips == [ItemClip(2.0, 4.0, ["visual"], matches[film.id].clips[0].transcription)]
    assert (matches[film.id].asset_type, matches[film.id].system_metadata) == ("video", MEASURED)
    assert matches[film.id].metadata == {"series": "coast", "episode": 3, "tags": ["sea", "pier"]}
    assert (matches[image.id].asset_type, matches[image.id].clips) == ("image", [])
    assert matches[image.id].raw["item_id"] == image.id


@in_both_colours
async def test_what_is_heard_is_found_and_quoted(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, _ = await fill_store()

    (page,) = [page async for page in tl.knowledge_stores.search(store, "diver", modalities=["audio"]).pages()]

    (match,) = page.items
    assert (match.item_id, page.modalities) == (film.id, ["audio"])
    assert match.clips == [ItemClip(4.0, 6.0, ["audio"], "A diver swims past the coral reef and waves at the camera.")]


@in_both_colours
async def test_a_search_can_look_at_some_kinds_or_some_items_alone(
    tl: AsyncTwelveLabsV1_3, fill_store: FillStore
) -> None:
    store, film, image = await fill_store()

    images = [page async for page in tl.knowledge_stores.search(store, "green", asset_types=["image"]).pages()]
    films = await tl.knowledge_stores.search(store, "green", items=[film]).to_list()
    neither = await tl.knowledge_stores.search(store, "green", asset_types="video", items=image.id).to_list()

    assert [match.item_id for match in images[0].items] == [image.id]
    assert images[0].modalities == ()
    assert [match.item_id for match in films] == [film.id]
    assert neither == []


@in_both_colours
async def test_clips_can_be_gathered_under_their_item(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, _ = await fill_store()

    found = await tl.knowledge_stores.search(store.id, "red or blue", group_by="item").to_list()

    assert [match.item_id for match in found] == [film.id]
    assert sorted(clip.start or 0 for clip in found[0].clips) == [0.0, 4.0]


@in_both_colours
async def test_further_pages_are_fetched_as_they_are_asked_for(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, _, _ = await fill_store()
    results = tl.knowledge_stores.search(store, "red or green or blue", page_limit=2)

    pages = [page async for page in results.pages()]

    assert [[match.rank for match in page.items] for page in pages] == [[1, 2], [3, 4]]
    assert pages[-1].next_page_token is None


@in_both_colours
async def test_a_search_goes_on_where_another_one_stopped(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, _, _ = await fill_store()
    (first, _) = [page async for page in tl.knowledge_stores.search(store, "red or green", page_limit=2).pages()]

    rest = await tl.knowledge_stores.search(store, "red or green", page_token=first.next_page_token).to_list()

    assert [match.rank for match in rest] == [3]


@in_both_colours
async def test_a_token_that_nobody_gave_out_is_refused(tl: AsyncTwelveLabsV1_3, store_name: str) -> None:
    store = await tl.knowledge_stores.create(store_name)

    with pytest.raises(BadRequestError, match="page_token"):
        await tl.knowledge_stores.search(store, "green", page_token="made-up").to_list()
