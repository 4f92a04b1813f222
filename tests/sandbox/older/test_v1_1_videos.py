"""Videos in version 1.1 and 1.2: metadata among the facts, and what is said, written and branded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import OPTIONS, READY, code_of, index_in, task_in, video_of

SHOWN = "WEBVTT\n\n00:01.000 --> 00:03.000\nOPEN 24 HOURS\n\n00:04.000 --> 00:05.000\nEXIT\n"
LOGOS = "WEBVTT\n\n00:00.000 --> 00:02.000\nAcme\n"


@pytest.fixture
def index(older: Api) -> str:
    return index_in(older, addons=["thumbnail"])


@pytest.fixture
def place(older: Api, clock: Clock, index: str, video: Path) -> str:
    """Where the tiny video is, ready."""
    task = task_in(older, index, video)
    clock.advance(READY)
    return f"/indexes/{index}/videos/{video_of(older, task)}"


def test_a_video_shows_the_facts_about_its_file(older: Api, place: str) -> None:
    found = older.get(place).json()

    facts = {name: found["metadata"][name] for name in ("filename", "fps", "width", "height")}
    assert facts == {"filename": "tiny.mp4", "fps": 5, "width": 64, "height": 36}
    assert found["metadata"]["duration"] == pytest.approx(6, abs=0.2)
    assert found["hls"]["status"] == "COMPLETE"
    assert found["indexed_at"] > found["created_at"]


def test_the_engines_are_among_the_facts(older: Api, place: str) -> None:
    metadata = older.get(place).json()["metadata"]

    told = metadata.get("engine_id") if older.version == "1.1" else metadata.get("engine_ids")
    assert told == ("marengo2.5" if older.version == "1.1" else ["marengo2.6", "pegasus1.1"])


def test_title_and_metadata_are_set_and_kept(older: Api, place: str) -> None:
    older.send("PUT", place, json={"video_title": "Harbor", "metadata": {"reviewed": True, "rating": 9.3}})
    reply = older.send("PUT", place, json={"metadata": {"series": "sea"}})

    metadata = older.get(place).json()["metadata"]

    assert reply.status_code == (200 if older.version == "1.1" else 204)
    assert (metadata["video_title"], metadata["reviewed"], metadata["rating"]) == ("Harbor", True, 9.3)
    assert metadata["series"] == "sea"


@pytest.mark.parametrize("metadata", [{"duration": 3}, {"filename": "a"}, {"tags": ["a"]}, {"of": {"a": 1}}])
def test_facts_and_nested_values_cannot_be_set(older: Api, place: str, metadata: dict[str, Any]) -> None:
    assert code_of(older.send("PUT", place, json={"metadata": metadata})) == (400, "parameter_invalid")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True),
        ({"filename": "tiny.mp4", "width": 64}, True),
        ({"filename": "other.mp4"}, False),
        ({"duration": 6}, True),
        ({"duration[gte]": 7}, False),
        ({"fps[lte]": 5, "height[gte]": 36, "size[gte]": 1}, True),
        ({"reviewed": "true"}, True),
        ({"reviewed": "false"}, False),
        ({"rating": "9.3", "nobody": "knows"}, False),
        ({"created_at": "2026-09-21"}, True),
        ({"indexed_at[lte]": "2026-09-20"}, False),
    ],
)
def test_videos_are_filtered_by_facts_and_metadata(
    older: Api, index: str, place: str, query: dict[str, Any], found: bool
) -> None:
    older.send("PUT", place, json={"metadata": {"reviewed": True, "rating": 9.3}})

    listed = older.get(f"/indexes/{index}/videos", params=query).json()

    assert [f"/indexes/{index}/videos/{video['_id']}" for video in listed["data"]] == [place] * found
    assert listed["page_info"]["total_results"] == found


def test_what_is_said_comes_whole_or_in_part(older: Api, index: str, place: str) -> None:
    whole = older.get(f"{place}/transcription").json()
    part = older.get(f"{place}/transcription", params={"start": 2.5, "end": 3.5}).json()

    assert whole.keys() == {"id", "index_id", "data"}
    assert (whole["id"], whole["index_id"]) == (place.rpartition("/")[2], index)
    assert len(whole["data"]) == 3
    assert part["data"] == whole["data"][1:2]


@pytest.mark.parametrize("kind", ["text-in-video", "logo"])
def test_what_is_written_and_branded_is_null_unless_it_was_told(older: Api, place: str, kind: str) -> None:
    assert older.get(f"{place}/{kind}").json()["data"] is None


def test_what_is_written_and_branded_can_be_told(older: Api, api: Api, place: str) -> None:
    api.platform.shown_texts["tiny"] = SHOWN
    api.platform.shown_logos["tiny.mp4"] = LOGOS

    texts = older.get(f"{place}/text-in-video", params={"start": 3.5}).json()["data"]
    logos = older.get(f"{place}/logo").json()["data"]

    assert texts == [{"start": 4, "end": 5, "value": "EXIT"}]
    assert logos == [{"start": 0, "end": 2, "value": "Acme"}]


def test_what_is_written_and_branded_can_lie_beside_the_transcripts(
    start: Any, clock: Clock, video: Path, tmp_path: Path
) -> None:
    (tmp_path / "tiny.text.vtt").write_text(SHOWN)
    (tmp_path / "tiny.logo.srt").write_text(LOGOS)
    api = start(sidecars=tmp_path).speaking("1.1")
    index = index_in(api)
    task = task_in(api, index, video)
    clock.advance(READY)
    place = f"/indexes/{index}/videos/{video_of(api, task)}"

    assert len(api.get(f"{place}/text-in-video").json()["data"]) == 2
    assert api.get(f"{place}/logo").json()["data"][0]["value"] == "Acme"
    assert api.get(f"{place}/transcription").json()["data"] is None


def test_a_thumbnail_is_a_frame_of_the_asked_instant(older: Api, place: str) -> None:
    middle = older.get(f"{place}/thumbnail").json()["thumbnail"]
    early = older.get(f"{place}/thumbnail", params={"time": 0.5}).json()["thumbnail"]

    assert older.fetch(middle).content.startswith(b"\xff\xd8")
    assert older.fetch(middle).content != older.fetch(early).content


def test_a_thumbnail_needs_the_addon_and_an_instant_of_the_video(
    older: Api, clock: Clock, place: str, video: Path
) -> None:
    plain = index_in(older, "plain")
    task = task_in(older, plain, video)
    clock.advance(READY)

    without = older.get(f"/indexes/{plain}/videos/{video_of(older, task)}/thumbnail")

    assert code_of(without) == (400, "parameter_invalid")
    assert code_of(older.get(f"{place}/thumbnail", params={"time": 60})) == (400, "parameter_invalid")


def test_a_deleted_video_is_gone(older: Api, place: str) -> None:
    deleted = older.send("DELETE", place)

    assert (deleted.status_code, deleted.content) == (204, b"")
    assert code_of(older.get(place)) == (404, "resource_not_exist")
    assert code_of(older.get(f"{place}/logo")) == (404, "resource_not_exist")


def test_embeddings_come_when_asked_for_and_made(v1_2: Api, clock: Clock, video: Path) -> None:
    index, older_index = index_in(v1_2), ""
    body = {"index_name": "older", "engines": [{"engine_name": "marengo2.5", "engine_options": OPTIONS}]}
    older_index = v1_2.post("/indexes", json=body).json()["_id"]
    tasks = [task_in(v1_2, each, video) for each in (index, older_index)]
    clock.advance(READY)
    made, not_made = (
        f"/indexes/{each}/videos/{video_of(v1_2, task)}" for each, task in zip((index, older_index), tasks, strict=True)
    )

    embedding = v1_2.get(made, params={"embed": "true"}).json()["embedding"]

    segments = embedding["video_embedding"]["segments"]
    assert embedding["engine_name"] == "Marengo-retrieval-2.6"
    assert [segment["start_offset_sec"] for segment in segments] == [0, 2, 4]
    assert {len(segment["float"]) for segment in segments} == {1024}
    assert {segment["embedding_scope"] for segment in segments} == {"clip"}
    assert "embedding" not in v1_2.get(made).json()
    assert code_of(v1_2.get(not_made, params={"embed": "true"})) == (400, "parameter_invalid")
