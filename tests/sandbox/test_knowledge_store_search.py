"""Search in a knowledge store: what is found, in which order, page by page, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from twelvelabs_sandbox.store.knowledge import ready_items

Search = Callable[..., httpx.Response]
MEADOW = Path(__file__).resolve().parents[1] / "media" / "meadow.jpg"
BOTH = {"video": {"modalities": ["visual", "audio"]}}
AUDIO = {"video": {"modalities": ["audio"]}}


@pytest.fixture
def store(api: Api) -> str:
    return str(api.post("/knowledge-stores", json={"name": "coast"}).json()["_id"])


@pytest.fixture
def film(api: Api, store: str, asset: str) -> str:
    """The tiny video: red and moving, green and still, blue and moving."""
    body = {"asset_id": asset, "metadata": {"title": "Sunrise over Porto", "tags": ["pier", "gulls"], "year": 2026}}
    return str(api.post(f"/knowledge-stores/{store}/items", json=body).json()["_id"])


@pytest.fixture
def image(api: Api, clock: Clock, store: str, film: str) -> str:
    """A green picture."""
    asset = api.upload(MEADOW)
    clock.advance(4)
    body = {"asset_id": asset, "metadata": {"title": "A meadow"}}
    return str(api.post(f"/knowledge-stores/{store}/items", json=body).json()["_id"])


@pytest.fixture
def search(api: Api, clock: Clock, store: str, film: str, image: str) -> Search:
    """Searches the store, whose items are ready."""
    clock.advance(20)

    def post(text: str = "green", **fields: Any) -> httpx.Response:
        return api.post(f"/knowledge-stores/{store}/search", json={"query": {"text": text}, **fields})

    return post


def found(reply: httpx.Response) -> list[Any]:
    """Starts of clips, and `image`, in the order of the results."""
    assert reply.status_code == 200, reply.text
    return [
        each
        for hit in reply.json()["data"]
        for each in ([clip["start_sec"] for clip in hit["matches"]] if "matches" in hit else ["image"])
    ]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("a red picture", None, {0}),
        ("green", None, {2, "image"}),
        ("something moving", None, {0, 4}),
        ("a still scene", None, {2, "image"}),
        ("red or green", None, {0, 2, "image"}),
        ("a giraffe", None, set()),
        ("ferry", None, set()),
        ("ferry", AUDIO, {0}),
        ("a farmer plants", AUDIO, {2}),
        ("a loud tone", AUDIO, {0, 2, 4}),
        ("ferry", BOTH, {0}),
        ("sunrise in porto", None, {0, 2, 4}),
        ("gulls", None, {0, 2, 4}),
        ("sunrise in porto", AUDIO, set()),
        ("meadow", None, {"image"}),
        ("sunrise in lisbon", None, set()),
    ],
)
def test_search_knows_pictures_sound_speech_and_metadata(
    search: Search, text: str, options: Any, expected: set[Any]
) -> None:
    reply = search(text, **({"search_options": options} if options else {}))

    assert set(found(reply)) == expected
    assert reply.headers["x-sandbox-class"] == "computed"


def test_the_best_match_comes_first(search: Search) -> None:
    reply = search("red or green or moving")

    assert [hit["rank"] for hit in reply.json()["data"]] == [1, 2, 3, 4]
    assert found(reply)[0] == 0  # Red and moving: no other is two of these.


def test_what_is_seen_comes_before_what_metadata_tell(api: Api, clock: Clock, store: str, search: Search) -> None:
    asset = api.upload(MEADOW, "roses.jpg")
    clock.advance(4)
    told = api.post(f"/knowledge-stores/{store}/items", json={"asset_id": asset, "metadata": {"title": "red"}}).json()
    clock.advance(20)

    data = search("red").json()["data"]

    assert [hit["asset_type"] for hit in data] == ["video", "image"]
    assert data[1]["item_id"] == told["_id"]


def test_a_clip_says_how_it_matches_and_what_is_said_in_it(search: Search, film: str) -> None:
    (hit,) = search("ferry", search_options=BOTH).json()["data"]

    assert (hit["asset_type"], hit["item_id"]) == ("video", film)
    (clip,) = hit["matches"]
    assert (clip["start_sec"], clip["end_sec"], clip["modalities"]) == (0.0, 2.0, ["audio"])
    assert "ferry" in clip["transcription"]


def test_an_image_has_no_clips_whatever_the_modalities(search: Search, image: str) -> None:
    data = search("green", search_options=AUDIO).json()["data"]

    assert data == [{"asset_type": "image", "item_id": image, "rank": 1}]


def test_clips_can_be_gathered_under_their_item(search: Search, film: str, image: str) -> None:
    data = search("red or green", group_by="item").json()["data"]

    assert {hit["item_id"] for hit in data} == {film, image}
    assert [hit["rank"] for hit in data] == [1, 2]
    (video,) = [hit for hit in data if hit["asset_type"] == "video"]
    assert {clip["start_sec"] for clip in video["matches"]} == {0.0, 2.0}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"asset_type": {"eq": "image"}}, {"image"}),
        ({"asset_type": {"in": ["video"]}}, {2}),
        ({"asset_type": {"in": ["video", "image"]}}, {2, "image"}),
        ({"item_id": {"eq": "film"}}, {2}),
        ({"item_id": {"in": ["film", "image"]}}, {2, "image"}),
        ({"item_id": {"in": ["ksi_none"]}}, set()),
        ({"asset_type": {"eq": "image"}, "item_id": {"eq": "film"}}, set()),
        ({}, {2, "image"}),
    ],
)
def test_a_filter_keeps_kinds_and_items(
    search: Search, film: str, image: str, condition: dict[str, Any], expected: set[Any]
) -> None:
    names = {"film": film, "image": image}
    if "item_id" in condition:
        ids = condition["item_id"]
        named = {key: [names.get(v, v) for v in value] if key == "in" else names[value] for key, value in ids.items()}
        condition = {**condition, "item_id": named}

    assert set(found(search("green", filter=condition))) == expected


@pytest.mark.parametrize(
    ("fields", "options"),
    [
        ({}, {"video": {"modalities": ["visual"]}}),
        ({"search_options": {}}, {"video": {"modalities": ["visual"]}}),
        ({"search_options": BOTH}, BOTH),
        ({"filter": {"asset_type": {"eq": "image"}}}, {}),
        ({"filter": {"asset_type": {"eq": "video"}}, "search_options": AUDIO}, AUDIO),
    ],
)
def test_the_options_in_force_are_told(search: Search, fields: dict[str, Any], options: dict[str, Any]) -> None:
    assert search(**fields).json()["effective_search_options"] == options


def test_metadata_come_when_asked_for(search: Search, video: Path) -> None:
    hits = {hit["asset_type"]: hit for hit in search("green", include_metadata=True).json()["data"]}

    assert hits["video"]["metadata"]["system"] == {
        "duration": 6.0,
        "width": 64,
        "height": 36,
        "size": video.stat().st_size,
    }
    assert hits["video"]["metadata"]["user"]["tags"] == ["pier", "gulls"]
    assert hits["image"]["metadata"]["system"].keys() == {"width", "height", "size"}
    assert not [hit for hit in search("green").json()["data"] if "metadata" in hit]


def test_only_ready_items_are_searched(api: Api, clock: Clock, store: str, film: str, search: Search) -> None:
    young = api.post(
        f"/knowledge-stores/{store}/items",
        json={"asset_id": api.get(f"/knowledge-stores/{store}/items/{film}").json()["asset_id"]},
    ).json()["_id"]

    before = [hit["item_id"] for hit in search("red").json()["data"]]
    clock.advance(20)
    after = [hit["item_id"] for hit in search("red").json()["data"]]

    assert (before, after) == ([film], [film, young])
    assert [item["id"] for item in ready_items(api.platform, store)][-1] == young


def test_pages_follow_each_other_to_the_end(search: Search) -> None:
    reply = search("red or green or blue", page_size=3)
    pages = [reply.json()]
    while "next_page_token" in pages[-1]:
        pages.append(search("passed over", page_token=pages[-1]["next_page_token"], group_by="item").json())

    assert [[hit["rank"] for hit in page["data"]] for page in pages] == [[1, 2, 3], [4]]
    assert pages[1]["effective_search_options"] == pages[0]["effective_search_options"]


def test_a_further_page_outlives_the_items_it_tells_of(api: Api, search: Search, store: str, film: str) -> None:
    token = search("red or green or blue", page_size=3, include_metadata=True).json()["next_page_token"]
    api.send("DELETE", f"/knowledge-stores/{store}/items/{film}")

    assert search("x", page_token=token).json()["data"][0]["rank"] == 4


def test_an_old_token_is_gone(clock: Clock, search: Search) -> None:
    token = search("red or green", page_size=1).json()["next_page_token"]

    clock.advance(899)
    still = search("x", page_token=token)
    clock.advance(1)
    gone = search("x", page_token=token)

    assert (still.status_code, gone.status_code) == (200, 410)
    assert gone.json()["code"] == "search_page_token_expired"


def test_a_token_of_another_search_is_refused(api: Api, search: Search) -> None:
    other = api.post("/knowledge-stores", json={"name": "other"}).json()["_id"]
    token = search("red or green", page_size=1).json()["next_page_token"]

    foreign = api.post(f"/knowledge-stores/{other}/search", json={"query": {"text": "x"}, "page_token": token})

    for reply in (foreign, search(page_token="nonsense"), search(page_token=token.replace("-1", "-x"))):
        assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")
        assert "page_token" in reply.json()["message"]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " "},
        {"text": "word " * 501},
        {"page_size": 0},
        {"page_size": 51},
        {"group_by": "clip"},
        {"filter": {"asset_type": {"eq": "image"}}, "search_options": BOTH},
        {"filter": {"asset_type": {"eq": "audio"}}},
        {"filter": {"asset_type": {}}},
        {"filter": {"asset_type": {"eq": "image", "in": ["image"]}}},
        {"filter": {"item_id": {"in": []}}},
        {"search_options": {"video": {}}},
        {"search_options": {"video": {"modalities": []}}},
        {"search_options": {"video": {"modalities": ["smell"]}}},
        {"page_limit": 5},
    ],
)
def test_a_search_that_makes_no_sense_is_refused(search: Search, fields: dict[str, Any]) -> None:
    assert search(**fields).status_code == 400


def test_a_search_without_a_query_is_refused(api: Api, store: str) -> None:
    reply = api.post(f"/knowledge-stores/{store}/search", json={"page_token": "t"})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_not_provided")
