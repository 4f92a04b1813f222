"""Videos: the older view of what an index holds."""

from __future__ import annotations

import httpx
import pytest

from tests.sandbox.harness import Api, Clock


@pytest.fixture
def place(index: str, indexed: str) -> str:
    return f"/indexes/{index}/videos/{indexed}"


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def test_a_video_is_an_indexed_asset_in_an_older_shape(api: Api, index: str, indexed: str, place: str) -> None:
    record = api.get(f"/indexes/{index}/indexed-assets/{indexed}").json()

    listed, found = api.get(f"/indexes/{index}/videos").json()["data"][0], api.get(place).json()

    shared = {"_id", "asset_id", "created_at", "updated_at", "indexed_at"}
    assert listed == {name: record[name] for name in (*shared, "system_metadata")}
    assert found.keys() == {*shared, "system_metadata", "user_metadata"}
    assert {name: found[name] for name in shared} == {name: record[name] for name in shared}
    assert found["user_metadata"] == {"series": "harbor", "episode": 3}


def test_the_size_is_told_in_lists_only(api: Api, index: str, place: str) -> None:
    listed, found = api.get(f"/indexes/{index}/videos").json()["data"][0], api.get(place).json()

    assert listed["system_metadata"] == {**found["system_metadata"], "size": listed["system_metadata"]["size"]}
    assert "size" not in found["system_metadata"]


def test_a_video_is_there_once_it_is_indexed(api: Api, clock: Clock, index: str, asset: str) -> None:
    video = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset}).json()["_id"]
    place = f"/indexes/{index}/videos"

    before = api.get(place).json()["data"], api.get(f"{place}/{video}").status_code
    clock.advance(11)
    after = api.get(place).json()["data"], api.get(f"{place}/{video}").status_code

    assert before == ([], 404)
    assert ([each["_id"] for each in after[0]], after[1]) == ([video], 200)


def test_spoken_words_come_when_asked_for(api: Api, place: str) -> None:
    assert "transcription" not in api.get(place).json()
    assert [cue["start"] for cue in api.get(f"{place}?transcription=true").json()["transcription"]] == [0, 2, 4]


def test_a_stream_is_told_when_there_is_one(api: Api, clock: Clock, index: str, asset: str) -> None:
    body = {"asset_id": asset, "enable_video_stream": True}
    video = api.post(f"/indexes/{index}/indexed-assets", json=body).json()["_id"]
    clock.advance(13)

    stream = api.get(f"/indexes/{index}/videos/{video}").json()["hls"]

    assert stream["status"] == "COMPLETE"
    assert api.fetch(stream["video_url"]).text.startswith("#EXTM3U")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("filename=tiny.mp4", True),
        ("filename=tiny", False),
        ("duration[gte]=5&duration[lte]=7", True),
        ("width[lte]=63", False),
        ("fps[gte]=5&size[gte]=1", True),
        ("series=harbor&episode=3", True),
        ("series=meadow", False),
        ("created_at=2030-01-01T00:00:00Z", False),
    ],
)
def test_the_list_is_filtered(api: Api, index: str, indexed: str, query: str, found: bool) -> None:
    page = api.get(f"/indexes/{index}/videos?{query}").json()

    assert [each["_id"] for each in page["data"]] == [indexed] * found


def test_metadata_is_merged_into_the_shared_record(api: Api, index: str, indexed: str, place: str) -> None:
    reply = api.send("PATCH", place, json={"user_metadata": {"series": None, "rated": True}})

    assert (reply.status_code, reply.content) == (200, b"")
    for view in (place, f"/indexes/{index}/indexed-assets/{indexed}"):
        assert api.get(view).json()["user_metadata"] == {"episode": 3, "rated": True}


def test_deleting_a_video_takes_it_out_of_both_views(
    api: Api, index: str, indexed: str, asset: str, place: str
) -> None:
    reply = api.send("DELETE", place)

    assert (reply.status_code, reply.content) == (200, b"")
    assert code_of(api.get(place)) == (404, "resource_not_exist")
    assert api.get(f"/indexes/{index}/indexed-assets/{indexed}").status_code == 404
    assert api.get(f"/assets/{asset}").json()["status"] == "ready"


def test_a_video_belongs_to_one_index(api: Api, indexed: str) -> None:
    other = api.create_index("meadow")

    assert api.get(f"/indexes/{other}/videos/{indexed}").status_code == 404
