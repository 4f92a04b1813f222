"""Replies of searches in v1.1 and v1.2 are read into the facade's models, whatever is missing or wrong in them."""

from __future__ import annotations

import copy
import datetime
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from tests.versions.bodies import COLLECTED
from tests.versions.holding import operation_of, optional_places
from tests.versions.test_replies_v1_3 import WRONG, changed
from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_client.intents import TextQuery
from twelvelabs_client.intents.search import Query
from twelvelabs_client.models import Clip, ClipMatch, ClipModule, SearchPool, VideoMatch
from twelvelabs_client.versions.older.v1_1 import search as v1_1
from twelvelabs_client.versions.older.v1_2 import search as v1_2

STAMP = datetime.datetime(2022, 12, 28, 6, 31, 35, tzinfo=datetime.UTC)
QUERY = Query(index_id="639961c9e219c90227c371a2", text="bear chasing a man", options=("visual",))
POOL = {"total_count": 13, "total_duration": 8731, "index_id": "639961c9e219c90227c371a2"}
CLIP = {
    "score": 85.75,
    "start": 238.75,
    "end": 259.62109375,
    "metadata": [
        {"type": "visual"},
        {"type": "conversation", "text": "Bear encounters can be scary"},
        {"type": "text_in_video", "text": "29 - ANOTHER GOAL"},
        {"type": "conversation", "text": "and loud"},
    ],
    "video_id": "639963a1ce36463e0199c8c7",
    "confidence": "high",
    "thumbnail_url": "https://example.com/239.jpeg",
    "modules": [{"type": "visual", "confidence": "high"}],
    "module_confidence": {"visual": "high"},
}
PAGE_INFO = {
    "limit_per_page": 3,
    "total_results": 157,
    "page_expired_at": "2022-12-28T06:31:35Z",
    "next_page_token": "dacfcbf3-7a1b-458e-b4af-bf7b0632faf5-2",
    "prev_page_token": "dacfcbf3-7a1b-458e-b4af-bf7b0632faf5-0",
}
FLAT: dict[str, Any] = {"search_pool": POOL, "data": [CLIP], "page_info": PAGE_INFO}
GROUPED: dict[str, Any] = {
    "search_pool": POOL,
    "data": [{"id": CLIP["video_id"], "clips": [CLIP, {"score": 76.8}]}],
    "page_info": {**PAGE_INFO, "total_inner_matches": 9},
}


MODULES: dict[str, Any] = {"v1.1": v1_1, "v1.2": v1_2}


def call_of(version: str, kind: str) -> Call[Any]:
    module = MODULES[version]
    calls: dict[str, Any] = {
        "clips": lambda: module.first_clips(QUERY, ()),
        "videos": lambda: module.first_videos(QUERY, ()),
        "further clips": lambda: module.further_clips("t-1", None),
        "further videos": lambda: module.further_videos("t-1", False),
        "combined": lambda: module.first_combined(QUERY, TextQuery("boat")),
        "further combined": lambda: module.further_combined("t-1"),
    }
    call: Call[Any] = calls[kind]()
    return call


CLIPS = ("clips", "further clips", "combined", "further combined")
VIDEOS = ("videos", "further videos")
READINGS = [(kind, FLAT) for kind in CLIPS] + [(kind, GROUPED) for kind in VIDEOS]
in_every_version = pytest.mark.parametrize("version", ["v1.1", "v1.2"])
of_every_kind = pytest.mark.parametrize(("kind", "body"), READINGS, ids=[kind for kind, _ in READINGS])


def decode(version: str, kind: str, body: Any) -> Any:
    return call_of(version, kind).decode(200, copy.deepcopy(body))


@in_every_version
@pytest.mark.parametrize("kind", CLIPS)
def test_a_clip_has_a_score_in_place_of_a_rank(version: str, kind: str) -> None:
    (clip,) = decode(version, kind, FLAT).items

    assert clip == Clip(
        "639963a1ce36463e0199c8c7",
        start=238.75,
        end=259.62109375,
        thumbnail_url="https://example.com/239.jpeg",
        transcription="Bear encounters can be scary and loud",
        score=85.75,
        confidence="high",
        matches=[
            ClipMatch("visual"),
            ClipMatch("transcription", "Bear encounters can be scary"),
            ClipMatch("text_in_video", "29 - ANOTHER GOAL"),
            ClipMatch("transcription", "and loud"),
        ],
        modules=[ClipModule("visual", "high")],
    )
    assert clip.raw == CLIP
    assert [match.raw for match in clip.matches] == CLIP["metadata"]


@in_every_version
@pytest.mark.parametrize("kind", CLIPS)
@pytest.mark.parametrize(
    ("told", "modules"),
    [
        ({}, []),
        ({"modules": None, "module_confidence": None}, []),
        ({"modules": [{"type": "conversation", "confidence": "low"}]}, [ClipModule("transcription", "low")]),
        ({"modules": [{"type": "sound"}, 7]}, [ClipModule("sound")]),
        ({"module_confidence": {"conversation": "low", "logo": 7}}, [ClipModule("transcription", "low")]),
    ],
    ids=str,
)
def test_the_confidence_in_each_option_is_read_in_its_newer_and_older_form(
    version: str, kind: str, told: dict[str, Any], modules: list[ClipModule]
) -> None:
    (clip,) = decode(version, kind, {**FLAT, "data": [{"video_id": "v1", **told}]}).items

    assert (clip.modules, clip.matches) == (modules, [])


@in_every_version
@pytest.mark.parametrize("kind", VIDEOS)
def test_grouped_results_are_videos_whose_clips_know_their_video(version: str, kind: str) -> None:
    page = decode(version, kind, GROUPED)

    (match,) = page.items
    assert isinstance(match, VideoMatch)
    assert match.video_id == CLIP["video_id"]
    assert [(clip.video_id, clip.score) for clip in match.clips] == [
        (CLIP["video_id"], 85.75),
        (CLIP["video_id"], 76.8),
    ]
    assert (page.total_results, page.total_inner_matches) == (157, 9)


@in_every_version
@of_every_kind
def test_a_page_tells_what_was_searched_and_the_way_to_its_neighbours(
    version: str, kind: str, body: dict[str, Any]
) -> None:
    page = decode(version, kind, body)

    assert (page.next_page_token, page.previous_page_token) == (
        PAGE_INFO["next_page_token"],
        PAGE_INFO["prev_page_token"],
    )
    assert (page.page_expires_at, page.total_results, page.limit_per_page) == (STAMP, 157, 3)
    assert page.pool == SearchPool(POOL["index_id"], 13, 8731)  # type: ignore[arg-type]
    assert page.raw == body


@in_every_version
@pytest.mark.parametrize("told", [{}, {"next_page_token": "", "prev_page_token": ""}, {"next_page_token": None}])
def test_a_token_that_is_empty_is_none(version: str, told: dict[str, Any]) -> None:
    page = decode(version, "clips", {"page_info": told})

    assert (page.next_page_token, page.previous_page_token) == (None, None)


@in_every_version
@pytest.mark.parametrize("field", ["page_expires_at", "page_expired_at"])
def test_the_end_of_a_page_is_read_under_both_of_its_names(version: str, field: str) -> None:
    assert decode(version, "clips", {"page_info": {field: "2022-12-28T06:31:35Z"}}).page_expires_at == STAMP


@in_every_version
@pytest.mark.parametrize(
    "metadata", [None, [], [{"type": "visual"}], [{"type": "conversation"}], [{"type": "logo", "text": "Acme"}], ["x"]]
)
def test_where_nothing_is_said_there_is_no_transcription(version: str, metadata: Any) -> None:
    assert decode(version, "clips", {"data": [{"video_id": "v1", "metadata": metadata}]}).items[0].transcription is None


@in_every_version
@of_every_kind
@pytest.mark.parametrize("body_of_another_kind", [None, [], [{}], "text", 7], ids=repr)
def test_what_is_no_object_is_no_reply(version: str, kind: str, body: Any, body_of_another_kind: Any) -> None:
    with pytest.raises(Undecodable, match="expected a JSON object, got "):
        decode(version, kind, body_of_another_kind)


@in_every_version
@of_every_kind
@pytest.mark.parametrize("value", [None, True, 7, -0.5, "x", [], {}, [None], {"x": None}, [[]], math.inf], ids=repr)
def test_each_place_that_is_not_required_may_hold_any_kind_of_value(
    version: str, kind: str, body: dict[str, Any], value: Any
) -> None:
    for path in optional_places(operation_of(version, call_of(version, kind).operation), body):
        other = changed(body, path, "other", value)
        assert decode(version, kind, other).raw == other


@in_every_version
@of_every_kind
@repeatable
@given(st.data())
def test_one_thing_wrong_that_is_not_required_never_costs_a_reply(
    version: str, kind: str, body: dict[str, Any], data: st.DataObject
) -> None:
    row = operation_of(version, call_of(version, kind).operation)
    path = data.draw(st.sampled_from(optional_places(row, body)))
    other = changed(body, path, data.draw(st.sampled_from(["other", "missing", "extra"])), data.draw(WRONG))

    assert decode(version, kind, other).raw == other


def collected() -> Iterator[Any]:
    """Real replies of these versions, where they are at hand."""
    path = COLLECTED / "real-responses.json"
    for entry in json.loads(path.read_bytes()) if path.exists() else []:
        older = entry.get("api_version") in ("1.1", "1.2") and "/search" in entry["operation"]
        if older and entry["status"] == 200:
            yield pytest.param(f"v{entry['api_version']}", entry["body"], id=entry["id"])


@pytest.mark.parametrize(("version", "body"), list(collected()))
def test_every_collected_reply_is_read_whole(version: str, body: dict[str, Any]) -> None:
    grouped = "clips" in body["data"][0]
    page = decode(version, "videos" if grouped else "clips", body)

    assert page.raw == body
    assert [item.raw for item in page.items] == body["data"]
    clips = [clip for item in page.items for clip in (item.clips if grouped else [item])]
    assert all(clip.video_id and clip.score and clip.confidence for clip in clips)
    assert all(clip.start is not None and clip.end is not None for clip in clips)
    assert page.page_expires_at is not None
    said = [match for clip in clips for match in clip.raw.get("metadata", []) if match["type"] == "conversation"]
    assert sum(clip.transcription is not None for clip in clips) == len(said)
