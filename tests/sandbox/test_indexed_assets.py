"""Indexed assets: queued, indexed, listed, read, taken out."""

from __future__ import annotations

import pytest

from tests.sandbox.harness import Api, Clock


def test_indexing_passes_through_every_state(api: Api, clock: Clock, index: str, asset: str) -> None:
    reply = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset})
    place = f"/indexes/{index}/indexed-assets/{reply.json()['_id']}"

    states = []
    for seconds in (1, 2, 2, 7, 0):
        states.append(api.get(place).json()["status"])
        clock.advance(seconds)

    assert reply.status_code == 202
    assert reply.json()["asset_id"] == asset
    assert reply.headers["location"] == f"/v1.3{place}"
    assert states == ["pending", "pending", "queued", "indexing", "ready"]


def test_an_indexed_asset_tells_what_is_in_the_file(api: Api, index: str, asset: str, indexed: str) -> None:
    found = api.get(f"/indexes/{index}/indexed-assets/{indexed}").json()

    assert found["asset_id"] == asset
    assert found["indexed_at"] > found["created_at"]
    assert found["user_metadata"] == {"series": "harbor", "episode": 3}
    assert found["system_metadata"] == {
        "filename": "tiny.mp4",
        "duration": pytest.approx(6, abs=0.2),
        "fps": 5,
        "width": 64,
        "height": 36,
        "size": api.get(f"/assets/{asset}").json()["size"],
    }
    assert not {"hls", "transcription", "embedding"} & found.keys()


def test_spoken_words_come_when_asked_for(api: Api, index: str, indexed: str) -> None:
    found = api.get(f"/indexes/{index}/indexed-assets/{indexed}?transcription=true").json()

    assert [cue["start"] for cue in found["transcription"]] == [0, 2, 4]
    assert found["transcription"][0]["value"] == "Welcome to the harbor. The morning ferry leaves at nine."


def test_a_stream_is_made_only_when_asked_for(api: Api, clock: Clock, index: str, asset: str) -> None:
    body = {"asset_id": asset, "enable_video_stream": True}
    identifier = api.post(f"/indexes/{index}/indexed-assets", json=body).json()["_id"]
    before = api.get(f"/indexes/{index}/indexed-assets/{identifier}").json()["hls"]
    clock.advance(13)

    after = api.get(f"/indexes/{index}/indexed-assets/{identifier}").json()["hls"]

    assert (before["status"], after["status"]) == ("PROCESSING", "COMPLETE")
    assert api.fetch(after["video_url"]).text.startswith("#EXTM3U")
    assert api.fetch(after["thumbnail_urls"][0]).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("status=ready", True),
        ("status=queued&status=indexing", False),
        ("filename=tiny.mp4", True),
        ("filename=tiny", False),
        ("duration[gte]=5&duration[lte]=7", True),
        ("duration[gte]=7", False),
        ("width[lte]=64&fps[gte]=5", True),
        ("height[gte]=37", False),
        ("size[gte]=1", True),
        ("series=harbor&episode=3", True),
        ("series=meadow", False),
        ("created_at=2030-01-01T00:00:00Z", False),
    ],
)
def test_the_list_is_filtered(api: Api, index: str, indexed: str, query: str, found: bool) -> None:
    page = api.get(f"/indexes/{index}/indexed-assets?{query}").json()

    assert [each["_id"] for each in page["data"]] == [indexed] * found


def test_metadata_is_merged(api: Api, index: str, indexed: str) -> None:
    place = f"/indexes/{index}/indexed-assets/{indexed}"

    reply = api.send("PATCH", place, json={"user_metadata": {"series": None, "rated": True}})

    assert (reply.status_code, reply.content) == (200, b"")
    assert api.get(place).json()["user_metadata"] == {"episode": 3, "rated": True}


def test_taking_out_leaves_the_asset(api: Api, index: str, asset: str, indexed: str) -> None:
    place = f"/indexes/{index}/indexed-assets/{indexed}"

    assert api.send("DELETE", place).status_code == 200

    assert api.get(place).status_code == 404
    assert api.get(f"/assets/{asset}").json()["status"] == "ready"


def test_an_indexed_asset_belongs_to_one_index(api: Api, index: str, indexed: str) -> None:
    other = api.create_index("meadow")

    assert api.get(f"/indexes/{other}/indexed-assets/{indexed}").status_code == 404


def test_only_ready_media_are_indexed(api: Api, clock: Clock, index: str) -> None:
    failed = api.form("/assets", method="url", url="https://example.com/a.mp4").json()["_id"]

    early = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": failed})
    clock.advance(4)
    late = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": failed})

    assert (early.status_code, late.status_code) == (400, 400)
    assert "being processed" in early.json()["message"]
    assert "failed" in late.json()["message"]


def test_documents_are_not_indexed(api: Api, clock: Clock, index: str) -> None:
    note = api.form("/assets", ("file", ("note.txt", b"hello")), method="direct").json()["_id"]
    clock.advance(4)

    reply = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": note})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")


def test_an_asset_tells_where_it_is_indexed(api: Api, clock: Clock, index: str, asset: str, indexed: str) -> None:
    other = api.create_index("meadow")
    later = api.post(f"/indexes/{other}/indexed-assets", json={"asset_id": asset}).json()["_id"]

    page = api.get(f"/assets/{asset}/indexed-assets").json()

    assert page["data"] == [
        {"_id": later, "index": {"_id": other, "name": "meadow"}},
        {"_id": indexed, "index": {"_id": index, "name": "harbor"}},
    ]
    assert page["page_info"]["total_results"] == 2


def test_an_asset_that_is_indexed_nowhere_says_so(api: Api, asset: str) -> None:
    assert api.get(f"/assets/{asset}/indexed-assets").json()["data"] == []
    assert api.get(f"/assets/{'f' * 24}/indexed-assets").status_code == 404
