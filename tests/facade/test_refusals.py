"""What makes no sense is refused in one line, before a byte is sent and without a trace on disk."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, NAN, Ask, is_one_clear_line, refused, silent_client
from twelvelabs_client import AsyncTwelveLabsV1_3, InvalidInputError, TwelveLabsV1_3
from twelvelabs_client.intents import Prompt, SegmentDefinition, Segments

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

INFINITY = float("inf")
NAIVE = datetime.datetime(2026, 7, 20, 10, 41)
MORE_THAN_30_MB = 30 * 1024 * 1024 + 1
SCENES = Segments([SegmentDefinition("scene", "A scene")])
NESTED: Any = {"a": {"b": 1}}


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    return silent_client(colour)


NO_IDS = ["", ".", "..", "a/b", "a\\b", "a b", "a\nb", "a\x00b", "a\x85b", "a?b", "a#b", None, 7, ["a"]]


def says_no_id(error: Exception) -> bool:
    reasons = (
        "the id is empty",
        ".* is no id: it holds .*",
        r"expected an id or a model with one, got \w+",
    )
    return re.fullmatch(rf"\w+: ({'|'.join(reasons)})", str(error)) is not None and is_one_clear_line(error)


@pytest.mark.parametrize("identifier", NO_IDS, ids=repr)
@in_both_colours
async def test_what_is_no_id_is_refused(tl: AsyncTwelveLabsV1_3, identifier: Any) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await tl.assets.get(identifier)

    assert says_no_id(refusal.value)


LISTS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "indexes": lambda tl: tl.indexes.list,
    "assets": lambda tl: tl.assets.list,
    "indexed_assets": lambda tl: partial(tl.indexed_assets.list, ID),
    "places of an asset": lambda tl: partial(tl.indexed_assets.list_by_asset, ID),
    "uploads": lambda tl: tl.uploads.list,
    "videos": lambda tl: partial(tl.videos.list, ID),
    "tasks": lambda tl: tl.tasks.list,
    "entity_collections": lambda tl: tl.entity_collections.list,
    "entities": lambda tl: partial(tl.entities.list, ID),
    "entities of an asset": lambda tl: partial(tl.entities.list_by_asset, ID),
    "analysis tasks": lambda tl: tl.analyze.tasks.list,
    "analysis batches": lambda tl: tl.analyze.batches.list,
}
PAGED: dict[str, Callable[[Any], Callable[..., Any]]] = {
    **LISTS,
    "search": lambda tl: partial(tl.search.query, ID, "harbor"),
}


@pytest.mark.parametrize("options", [{"page_limit": wrong} for wrong in (0, -1, 51)], ids=str)
@pytest.mark.parametrize("noun", PAGED)
@in_both_colours
async def test_a_page_holds_one_to_fifty_items(tl: AsyncTwelveLabsV1_3, noun: str, options: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError, match=r"^page_limit: .* is not a whole number from 1 to 50$"):
        PAGED[noun](tl)(**options)


@pytest.mark.parametrize("page", [0, -1])
@pytest.mark.parametrize("noun", LISTS)
@in_both_colours
async def test_pages_are_counted_from_one(tl: AsyncTwelveLabsV1_3, noun: str, page: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^page: .* is not a whole number from 1$"):
        LISTS[noun](tl)(page=page)


UNKNOWN_WORDS = [
    refused("group_by: 'index' is not one of", lambda tl: tl.search.query(ID, "x", group_by="index")),
    refused("group_by: 'item' is not one of", lambda tl: tl.search.page("t-1", group_by="item")),
]
SEARCHES = [
    refused("search: give a text, images, or both", lambda tl: tl.search.query(ID)),
    refused("text: the text is empty", lambda tl: tl.search.query(ID, " ")),
    refused("text: must be a string, got int", lambda tl: tl.search.query(ID, 7)),
    refused("options: a search looks at one of", lambda tl: tl.search.query(ID, "x", options=[])),
    refused("images: 11 are more than the 10", lambda tl: tl.search.query(ID, images=[b"x"] * 11)),
    refused("images: a search by image needs", lambda tl: tl.search.query(ID, images=[b"x"], options=["audio"])),
    refused(
        "transcription_options: they need",
        lambda tl: tl.search.query(ID, "x", options=["visual"], transcription_options=["lexical"]),
    ),
    refused("url: a YouTube link", lambda tl: tl.search.query(ID, images=["https://youtu.be/x"])),
    refused("url: 'ftp://a.example/b.jpg' is no", lambda tl: tl.search.query(ID, images=["ftp://a.example/b.jpg"])),
    refused("nowhere.jpg: there is no such file", lambda tl: tl.search.query(ID, images="nowhere.jpg").to_list()),
    refused("upload.bin: the file is empty", lambda tl: tl.search.query(ID, images=[b""]).to_list()),
]


def searched(condition: Any) -> Ask:
    return lambda tl: tl.search.query(ID, "x", filter=condition)


def listed(noun: str, value: Any) -> Ask:
    return lambda tl: tl.indexed_assets.list(ID, **{noun: value})


FILTERS = [
    refused(f"filter: {says}", searched(condition))
    for says, condition in (
        ("3 is no key", {3: "x"}),
        ("id: expected a list", {"id": ID}),
        ("id: expected a list of video ids with at least one", {"id": []}),
        ("duration: expected a number", {"duration": "5"}),
        ("width: expected a number", {"width": True}),
        ("height: expected a number", {"height": NAN}),
        ("size: a range has", {"size": {"gt": 5}}),
        ("duration: a range has", {"duration": {}}),
        ("filename: expected the exact name", {"filename": ["a.mp4"]}),
        ("series: expected a text", {"series": None}),
        ("tags: expected a text", {"tags": ["a"]}),
        ("rating: a range has", {"rating": {"equals": 5}}),
        ("rating: expected a number", {"rating": {"gte": "5"}}),
        ("score: expected a text", {"score": INFINITY}),
    )
]
RANGES = [
    refused(f"{noun}: {says}", listed(noun, value))
    for noun in ("duration", "fps", "width", "height", "size")
    for says, value in (
        ("the range from 5 to 1 is empty", (5, 1)),
        ("must be a number from 0 or a pair (from, to), got nan", NAN),
        ("must be a number from 0 or a pair (from, to), got (1, inf)", (1, INFINITY)),
        ("must be a number from 0 or a pair (from, to), got (1, 2, 3)", (1, 2, 3)),
    )
]
NO_METADATA: list[tuple[str, Any]] = [
    ("user_metadata: 1 is no key", {1: "a"}),
    ("user_metadata: '' is no key", {"": "a"}),
    ("user_metadata: a: nan cannot be said", {"a": NAN}),
    ("user_metadata: a: inf cannot be said", {"a": INFINITY}),
    ("user_metadata: a: integers beyond 2**53", {"a": 2**53 + 1}),
    ("user_metadata: a: integers beyond 2**53", {"a": -(2**53) - 1}),
    ("user_metadata: a: the API keeps", NESTED),
    ("user_metadata: a: the API keeps", {"a": [1, 2]}),
    ("user_metadata: a: the API keeps", {"a": b"x"}),
]
METADATA_ASKS: dict[str, Callable[[Any, Any], Any]] = {
    "upload": lambda tl, metadata: tl.assets.upload("nowhere.mp4", user_metadata=metadata),
    "in one call": lambda tl, metadata: tl.upload("nowhere.mp4", index=ID, user_metadata=metadata),
    "session": lambda tl, metadata: tl.uploads.create("clip.mp4", total_size=7, user_metadata=metadata),
    "task": lambda tl, metadata: tl.tasks.create(ID, "nowhere.mp4", user_metadata=metadata),
    "update video": lambda tl, metadata: tl.videos.update(ID, ID, user_metadata=metadata),
    "update": lambda tl, metadata: tl.assets.update_metadata(ID, metadata),
    "replace": lambda tl, metadata: tl.assets.replace_metadata(ID, metadata),
    "index": lambda tl, metadata: tl.indexed_assets.create(ID, ID, user_metadata=metadata),
    "update indexed": lambda tl, metadata: tl.indexed_assets.update(ID, ID, user_metadata=metadata),
}
METADATA = [
    pytest.param(lambda tl, ask=ask, metadata=metadata: ask(tl, metadata), says, id=f"{method}: {metadata!r}")
    for method, ask in METADATA_ASKS.items()
    for says, metadata in [
        *NO_METADATA,
        # Where keys can be updated, None removes one; elsewhere it has no meaning.
        *([] if "update" in method else [("user_metadata: a: the API keeps", {"a": None})]),
    ]
]
ANALYSES = [
    refused("prompt: the text is empty", lambda tl: tl.analyze.run(ID, " \n")),
    refused("prompt: expected a text, got NoneType", lambda tl: tl.analyze.stream(ID, None)),
    refused("model: the text is empty", lambda tl: tl.analyze.run(ID, "x", model="")),
    refused("temperature: 2 is not a number from 0 to 1", lambda tl: tl.analyze.run(ID, "x", temperature=2)),
    refused("temperature: nan is not a number", lambda tl: tl.analyze.stream(ID, "x", temperature=NAN)),
    refused("max_tokens: 0 is not a", lambda tl: tl.analyze.run(ID, "x", max_tokens=0)),
    refused("max_tokens: 98305 is not a", lambda tl: tl.analyze.run(ID, "x", max_tokens=98_305)),
    refused("start_time: -1 is not a number", lambda tl: tl.analyze.run(ID, "x", start_time=-1)),
    refused("end_time: nan is not a number", lambda tl: tl.analyze.run(ID, "x", end_time=NAN)),
    refused("start_time, end_time: the part", lambda tl: tl.analyze.run(ID, "x", start_time=3, end_time=2)),
    refused("response_schema: must be a mapping", lambda tl: tl.analyze.run(ID, "x", response_schema=["object"])),
    refused("response_schema: it cannot be said", lambda tl: tl.analyze.run(ID, "x", response_schema={"a": NAN})),
    refused("url: a Google Drive link", lambda tl: tl.analyze.run("https://drive.google.com/file/d/x", "x")),
    refused("prompt: segments are found in the", lambda tl: tl.analyze.run(ID, SCENES)),
    refused("prompt: segments are found in the", lambda tl: tl.analyze.stream(ID, SCENES)),
    refused("start_time, end_time: the part", lambda tl: tl.analyze.run(ID, "x", start_time=0, end_time=3601)),
    refused("nowhere.mp4: there is no such file", lambda tl: tl.analyze.run(Path("nowhere.mp4"), "x")),
    refused("nowhere.mp4: there is no such file", lambda tl: tl.analyze.stream(Path("nowhere.mp4"), "x")),
    refused("upload.bin: the file is empty", lambda tl: tl.analyze.tasks.create(b"", "x")),
    refused(
        "upload.bin: 30.0 MB is more than the 30 MB that can", lambda tl: tl.analyze.run(b"x" * MORE_THAN_30_MB, "x")
    ),
    refused("upload.bin: the file is empty", lambda tl: tl.analyze.tasks.create(ID, Prompt("<@a>?", {"a": b""}))),
    refused("custom_id: 'a b' is not 1 to 64", lambda tl: tl.analyze.tasks.create(ID, "x", custom_id="a b")),
    refused("idempotency_key: the text is empty", lambda tl: tl.analyze.tasks.create(ID, "x", idempotency_key="")),
    refused("idempotency_key: the value cannot", lambda tl: tl.analyze.tasks.create(ID, "x", idempotency_key="a\nb")),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.analyze.tasks.create(ID, "x", wait=True, max_wait=0)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.analyze.tasks.wait(ID, poll_interval=0)),
    refused("video_url: 'a.mp4' is no http or https", lambda tl: tl.analyze.tasks.list(video_url="a.mp4")),
    refused("requests: 0 given", lambda tl: tl.analyze.batches.create([], "x")),
    refused("requests: number 1 has no prompt", lambda tl: tl.analyze.batches.create([ID])),
    refused(
        "max_wait and poll_interval: seconds", lambda tl: tl.analyze.batches.create([ID], "x", wait=True, max_wait=0)
    ),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.analyze.batches.wait(ID, max_wait=-1)),
]
OTHERS = [
    refused("name: the text is empty", lambda tl: tl.indexes.create("  ")),
    refused("name: must be a string, got int", lambda tl: tl.indexes.update(ID, name=7)),
    refused("models: an index needs at least one", lambda tl: tl.indexes.create("harbor", models=[])),
    refused("models: the text is empty", lambda tl: tl.indexes.create("harbor", models=[""])),
    refused("user_metadata: nothing to set", lambda tl: tl.indexed_assets.update(ID, ID, user_metadata={})),
    refused("user_metadata: nothing to set", lambda tl: tl.videos.update(ID, ID, user_metadata={})),
    refused("user_metadata: a: ", lambda tl: tl.videos.list(ID, user_metadata={"a": None})),
    refused("duration: the range from 5 to 1 is empty", lambda tl: tl.videos.list(ID, duration=(5, 1))),
    refused("user_metadata: a: ", lambda tl: tl.indexed_assets.list(ID, user_metadata={"a": None})),
    refused("user_metadata: must be a mapping", lambda tl: tl.indexed_assets.list(ID, user_metadata=["a"])),
    refused("asset_ids: the list is empty", lambda tl: tl.assets.list(asset_ids=[])),
    refused("timeout: 0 is not above 0 seconds", lambda tl: tl.indexes.get(ID, timeout=0)),
    refused("timeout: must be a number, got str", lambda tl: tl.indexes.get(ID, timeout="5")),
    refused("max_wait: must be a number, got str", lambda tl: tl.assets.wait(ID, max_wait="5")),
    refused("status: the list is empty; leave it out to list all", lambda tl: tl.tasks.list(status=[])),
    refused("status: the list is empty; leave", lambda tl: tl.indexed_assets.list(ID, status=[])),
    refused("status: the list is empty; leave", lambda tl: tl.knowledge_stores.items.list(ID, status=())),
    refused("status: the list is empty; leave", lambda tl: tl.analyze.batches.list(status=[])),
    refused("analysis_mode: the list is empty; leave", lambda tl: tl.analyze.batches.list(analysis_mode=[])),
    refused("asset_types: the list is empty; leave", lambda tl: tl.assets.list(asset_types=[])),
    refused("model_options: the list is empty; leave", lambda tl: tl.indexes.list(model_options=[])),
    refused("status: must be a list of strings, got int", lambda tl: tl.tasks.list(status=5)),
    refused("created_at: ", lambda tl: tl.indexes.list(created_at=NAIVE)),
    refused("updated_at: ", lambda tl: tl.indexed_assets.list(ID, updated_at=NAIVE)),
    refused("created_at: ", lambda tl: tl.tasks.list(created_at=NAIVE)),
    refused("created_at: ", lambda tl: tl.videos.list(ID, created_at=NAIVE)),
    refused("started_at: ", lambda tl: tl.embed.tasks.list(started_at=NAIVE)),
    refused("ended_at: ", lambda tl: tl.embed.v1.tasks.list(ended_at=NAIVE)),
    refused(
        "created_at: must be a datetime, a date or a pair, got str", lambda tl: tl.indexes.list(created_at="2026-07-20")
    ),
    refused("timeout: -1 is not above 0 seconds", lambda tl: tl.indexes.list(timeout=-1).first(1)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.assets.wait(ID, max_wait=0)),
    refused("max_wait and poll_interval: seconds above", lambda tl: tl.indexed_assets.wait(ID, ID, poll_interval=-1)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.uploads.wait(ID, max_wait=-1)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.tasks.wait(ID, poll_interval=0)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.upload("nowhere.mp4", index=ID, max_wait=0)),
    refused("max_wait and poll_interval: ", lambda tl: tl.indexed_assets.create(ID, ID, wait=True, max_wait=-1)),
]


@pytest.mark.parametrize(("ask", "says"), [*UNKNOWN_WORDS, *SEARCHES, *FILTERS, *RANGES, *METADATA, *ANALYSES, *OTHERS])
@in_both_colours
async def test_what_makes_no_sense_is_refused(tl: AsyncTwelveLabsV1_3, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(tl)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)
