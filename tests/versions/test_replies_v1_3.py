"""Replies of v1.3 are read into the facade's models, and nothing that a server can send in JSON makes reading fail."""

from __future__ import annotations

import copy
import datetime
import json
import math
import pickle
from importlib import resources
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from tests.versions.bodies import (
    ASSET,
    CALLS,
    CLIP,
    COLLECTION,
    ENTITIES,
    ENTITY,
    EVENTS,
    GROUPED,
    INDEX,
    INDEXED,
    MADE_UP,
    call_of,
    collected,
)
from tests.versions.bodies_uploads import URL
from tests.versions.holding import operation_of, optional_places
from twelvelabs_client.core.call import Undecodable
from twelvelabs_client.core.errors import error_from_reply
from twelvelabs_client.models import AnalysisEnded, IndexModel, SpokenText, TokenUsage, VideoMatch

STAMP = datetime.datetime(2026, 7, 20, 10, 41, 7, 123000, tzinfo=datetime.UTC)


def decode(operation: str, body: Any) -> Any:
    return call_of(operation).decode(200, copy.deepcopy(body))


def test_an_index_is_read_whole() -> None:
    index = decode("GET /indexes/{index-id}", INDEX)
    assert (index.id, index.name, index.video_count, index.total_duration) == ("i1", "harbor", 2, 120)
    assert index.models == (IndexModel("marengo3.0", ("visual", "audio")),)
    assert (index.created_at, index.updated_at, index.expires_at, index.addons) == (STAMP, STAMP, None, ["thumbnail"])


def test_an_asset_is_read_whole() -> None:
    asset = decode("GET /assets/{asset_id}", ASSET)
    assert (asset.id, asset.status, asset.filename, asset.method) == ("a1", "ready", "clip.mp4", "direct")
    assert (asset.file_type, asset.size, asset.duration, asset.created_at) == ("video/mp4", 1048576, 60.5, STAMP)
    assert (asset.user_metadata, asset.error) == ({"camera": "A", "take": 7}, "The file is broken.")
    assert (asset.hls.manifest_url, asset.thumbnail.url) == ("https://m.example/a.m3u8", "https://m.example/a.jpg")
    assert (asset.source.provider, asset.source.link) == ("google_drive", "https://d.example")
    assert asset.technical_metadata == ASSET["technical_metadata"]


def test_an_indexed_asset_is_read_whole() -> None:
    indexed = decode("GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}", INDEXED)
    assert (indexed.id, indexed.asset_id, indexed.index_id, indexed.status) == ("v1", "a1", "i1", "ready")
    assert (indexed.system_metadata.fps, indexed.system_metadata.size) == (25, 1048576)
    assert (indexed.hls.status, indexed.hls.thumbnail_urls) == ("COMPLETE", ["https://m.example/v.jpg"])
    (embedding,) = indexed.embeddings
    assert (embedding.vector, embedding.start, embedding.end, embedding.scope) == ([0.25, -1], 0, 6.5, "clip")
    assert indexed.transcription == [SpokenText(0.5, 2, "ahoy")]
    assert (indexed.created_at, indexed.indexed_at, indexed.embedding_model) == (STAMP, STAMP, "marengo3.0")


def test_an_entity_and_its_collection_are_read_whole() -> None:
    collection = decode("GET /entity-collections/{entity_collection_id}", COLLECTION)
    entity = decode(f"GET {ENTITIES}/{{entity_id}}", ENTITY)
    assert (collection.id, collection.name, collection.description) == ("c1", "Crew", "Who sails")
    assert (collection.created_at, collection.updated_at) == (STAMP, STAMP)
    assert (entity.id, entity.entity_collection_id, entity.name, entity.description) == ("e1", "c1", "Ada", "Cox")
    assert (entity.metadata, entity.asset_ids, entity.status) == (ENTITY["metadata"], ["a1", "a2"], "ready")
    assert (entity.created_at, entity.updated_at, entity.error) == (STAMP, STAMP, None)
    assert entity.mention == "<@e1>"


def test_what_was_created_knows_what_was_asked_for() -> None:
    assert decode("POST /indexes", {"_id": "i9"}).name == "harbor"
    indexed = decode("POST /indexes/{index-id}/indexed-assets", {"_id": "v9"})
    assert (indexed.id, indexed.asset_id, indexed.index_id) == ("v9", "a1", "i1")


def test_a_transcription_tells_words_sentences_and_speakers_apart() -> None:
    spoken = decode("GET /assets/{asset_id}/transcription", MADE_UP["GET /assets/{asset_id}/transcription"])
    assert (spoken.words, spoken.utterances[0].speaker) == ([SpokenText(0.5, 2, "ahoy")], "s1")


def test_search_results_are_clips_best_first_with_the_way_to_the_next_page() -> None:
    page = decode("POST /search", MADE_UP["POST /search"])
    assert [(clip.video_id, clip.rank, clip.start) for clip in page.items] == [("v1", 1, 46), ("v2", 2, None)]
    assert (page.items[0].end, page.items[0].transcription) == (CLIP["end"], "ahoy")
    assert (page.next_page_token, page.previous_page_token, page.page_expires_at) == ("t-2", None, STAMP)
    assert (page.pool.index_id, page.pool.total_count) == ("i1", 2)
    assert (page.total_results, page.limit_per_page) == (21, 10)


def test_a_page_of_a_list_tells_its_place_and_its_size() -> None:
    page = decode("GET /indexes", MADE_UP["GET /indexes"])
    assert (page.number, page.total_pages, page.total_results, page.limit_per_page) == (1, 3, 21, 10)


def test_fresh_addresses_come_with_when_they_were_made_and_expire() -> None:
    operation = "POST /assets/multipart-uploads/{upload_id}/presigned-urls"
    fresh = decode(operation, MADE_UP[operation])
    assert [(url.chunk_index, url.url, url.expires_at) for url in fresh.urls] == [(1, URL["url"], STAMP)]
    assert (fresh.upload_id, fresh.start, fresh.count) == ("u1", 1, 1)
    assert (fresh.generated_at, fresh.expires_at) == (STAMP, STAMP)


@pytest.mark.parametrize("told", [{}, {"next_page_token": "", "prev_page_token": ""}, {"next_page_token": None}])
def test_a_token_that_is_empty_is_none(told: dict[str, Any]) -> None:
    page = decode("POST /search", {"page_info": told})
    assert (page.next_page_token, page.previous_page_token) == (None, None)


def test_grouped_results_are_videos_whose_clips_know_their_video() -> None:
    (video,) = decode(GROUPED, MADE_UP[GROUPED]).items
    assert isinstance(video, VideoMatch)
    assert (video.video_id, [clip.video_id for clip in video.clips]) == ("v1", ["v1", "v1"])


@pytest.mark.parametrize("field", ["page_expires_at", "page_expired_at"])
def test_the_end_of_a_search_page_is_read_under_both_of_its_names(field: str) -> None:
    page = decode("POST /search", {"page_info": {field: "2026-07-20T10:41:07.123Z"}})
    assert page.page_expires_at == STAMP


def test_an_answer_is_read_whole() -> None:
    answer = decode("POST /analyze", MADE_UP["POST /analyze"])
    assert (answer.id, answer.text, answer.finish_reason, answer.warning) == ("g1", "A boat.", "length", "It was cut.")
    assert answer.usage == TokenUsage(output_tokens=3, input_tokens=900)


def test_the_end_of_a_stream_tells_reason_usage_and_warning() -> None:
    assert decode(EVENTS, MADE_UP[EVENTS]) == AnalysisEnded("g1", "stop", TokenUsage(3), "It was cut.")


def test_a_connection_is_read_whole() -> None:
    connection = decode("GET /connections/{connection_id}", MADE_UP["GET /connections/{connection_id}"])
    assert (connection.id, connection.provider, connection.status) == ("c1", "google_drive", "active")
    assert (connection.account.external_id, connection.account.display_name) == ("109", "user@example.com")
    assert (connection.custom_id, connection.scopes) == ("team-7", ["drive.readonly"])
    assert connection.connected_at == connection.last_used_at == STAMP


def test_a_picker_token_hides_what_opens_something() -> None:
    operation = "POST /connections/{connection_id}/picker-token"
    token = decode(operation, MADE_UP[operation])
    assert (token.access_token, token.developer_key, token.expires_in) == ("made-up", "made-up", 3600)
    assert "made-up" not in repr(token)


def test_an_import_tells_of_each_file_what_became_of_it() -> None:
    made = decode("POST /connections/{connection_id}/imports", MADE_UP["POST /connections/{connection_id}/imports"])
    taken, refused = made.items
    assert (made.id, made.connection_id, made.has_failures, made.status) == ("m1", "c1", True, "processing")
    assert (taken.source_id, taken.action, taken.asset_id, taken.under_way) == ("f1", "created", "a1", True)
    assert (refused.error_code, refused.error) == ("source_unavailable", "It is not there.")
    assert (refused.asset_id, refused.status, refused.under_way) == (None, None, False)


@pytest.mark.parametrize(
    ("items", "status"),
    [
        (None, None),
        ([], "done"),
        ([{"asset_id": "a1", "status": "ready"}, {"asset_id": "a2", "status": "failed"}, {"error": {}}], "done"),
        ([{"asset_id": "a1", "status": "ready"}, {"asset_id": "a2", "status": "processing"}], "processing"),
        ([{"asset_id": "a1", "status": "a_word_of_tomorrow"}], "processing"),
        ([{"asset_id": "a1"}], "processing"),
    ],
)
def test_an_import_is_done_when_no_file_is_under_way(items: Any, status: str | None) -> None:
    body = {"_id": "m1", "items": None if items is None else [{"source_id": "f1", **item} for item in items]}
    assert decode("GET /connections/{connection_id}/imports/{import_id}", body).status == status


@pytest.mark.parametrize("operation", MADE_UP)
def test_raw_is_what_came(operation: str) -> None:
    assert decode(operation, MADE_UP[operation]).raw == MADE_UP[operation]


@pytest.mark.parametrize("operation", [name for name, body in MADE_UP.items() if {"page_info", "data"} <= set(body)])
def test_every_item_of_a_page_keeps_what_came(operation: str) -> None:
    items = decode(operation, MADE_UP[operation]).items
    assert [item.raw for item in items] == MADE_UP[operation]["data"]


@pytest.mark.parametrize("operation", MADE_UP)
def test_models_are_compared_copied_and_pickled(operation: str) -> None:
    model, twin = (decode(operation, MADE_UP[operation]) for _ in range(2))
    assert model == twin == copy.deepcopy(model) == pickle.loads(pickle.dumps(model))
    assert pickle.loads(pickle.dumps(model)).raw == MADE_UP[operation]


@pytest.mark.parametrize("operation", [name for name in MADE_UP if name != EVENTS])
@pytest.mark.parametrize("body", [None, [], [{}], "text", 7, True], ids=repr)
def test_what_is_no_object_is_no_reply(operation: str, body: Any) -> None:
    with pytest.raises(Undecodable, match="expected a JSON object, got "):
        decode(operation, body)


def row_of(operation: str) -> ModuleType:
    """The generated operation, which says what its success must hold."""
    return operation_of("v1.3", call_of(operation).operation)


WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False),
    st.just(math.inf),
    st.sampled_from(["", "a_word_of_tomorrow", "2026-13-45T99:99:99Z", "2026-07", "\ud800", "9" * 50, "0001-01-01"]),
    st.text(max_size=8),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3), st.just({})), max_size=2),
    st.dictionaries(st.sampled_from(["_id", "message", "status", "float", "new"]), st.none() | st.text(max_size=3)),
)


def changed(body: Any, path: tuple[Any, ...], change: str, value: Any) -> Any:
    """A copy of a body that is wrong in one place: another value, nothing at all, or a field too many."""
    body = copy.deepcopy(body)
    *way, last = path
    holder = body
    for key in way:
        holder = holder[key]
    if change == "missing" and isinstance(holder, dict):
        holder.pop(last, None)
    elif change == "missing":
        del holder[last]
    elif change == "extra" and isinstance(holder, dict):
        holder[f"{last}_of_tomorrow"] = value
    else:
        holder[last] = value
    return body


@pytest.mark.parametrize("operation", MADE_UP)
@repeatable
@given(st.data())
def test_one_thing_wrong_that_is_not_required_never_costs_a_reply(operation: str, data: st.DataObject) -> None:
    body = MADE_UP[operation]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(optional_places(row_of(operation), body)))
        body = changed(body, path, data.draw(st.sampled_from(["other", "missing", "extra"])), data.draw(WRONG))
    model = decode(operation, body)
    assert model.raw == body
    assert repr(model)


@pytest.mark.parametrize("operation", MADE_UP)
@pytest.mark.parametrize("value", [None, True, 7, -0.5, "x", [], {}, [None], {"x": None}, [[]], math.inf], ids=repr)
def test_each_place_that_is_not_required_may_hold_any_kind_of_value(operation: str, value: Any) -> None:
    for path in optional_places(row_of(operation), MADE_UP[operation]):
        body = changed(MADE_UP[operation], path, "other", value)
        assert decode(operation, body).raw == body


FILES = ("real-responses.json", "v1.3-examples.json", "v1.3-examples-synthetic.json")
SUCCESSES = [(file, entry) for file in FILES for entry in collected(file) if entry["status"] < 300]
REFUSALS = [(file, entry) for file in FILES for entry in collected(file) if entry["status"] >= 400]


def events_of(entry: dict[str, Any]) -> list[Any] | None:
    """The lines of a stream, or the one line that an example shows."""
    body = entry["body"]
    if isinstance(body, str):
        return [json.loads(line) for line in body.splitlines()]
    if isinstance(body, list):
        return body
    return [body] if isinstance(body, dict) and "event_type" in body else None


@pytest.mark.parametrize(("file", "entry"), SUCCESSES)
def test_every_collected_success_is_read_and_kept(file: str, entry: dict[str, Any]) -> None:
    operation, body = entry["operation"], entry["body"]
    events = events_of(entry)
    if events is not None:
        assert [decode(EVENTS if "/batches" not in operation else operation, each).raw for each in events] == events
    elif call_of(operation).has_body:
        model = decode(operation, body)
        assert model.raw == body
        assert getattr(model, "id", "none told") != ""
        items = [item for item in getattr(model, "items", []) if hasattr(item, "raw")]
        assert [item.raw for item in items] == (body.get("data", body.get("items", [])) if items else [])
    else:
        assert decode(operation, body) is None


WHOLE = [
    entry
    for _, entry in SUCCESSES
    if isinstance(entry["body"], dict) and events_of(entry) is None and call_of(entry["operation"]).has_body
]


@pytest.mark.skipif(not WHOLE, reason="the collected replies are not at hand")
@repeatable
@given(st.data())
def test_one_thing_wrong_that_is_not_required_never_costs_a_collected_reply(data: st.DataObject) -> None:
    for entry in WHOLE:
        path = data.draw(st.sampled_from(optional_places(row_of(entry["operation"]), entry["body"])))
        change = data.draw(st.sampled_from(["other", "missing", "extra"]))
        body = changed(entry["body"], path, change, data.draw(WRONG))
        assert decode(entry["operation"], body).raw == body


@pytest.mark.parametrize(("file", "entry"), REFUSALS)
def test_every_collected_refusal_is_told(file: str, entry: dict[str, Any]) -> None:
    body = entry["body"]
    error = error_from_reply("operation", entry["status"], {}, body, now=0.0)
    if isinstance(body, dict):
        told = {**body, **body.get("error", {})}
        assert (error.code, error.message) == (str(told.get("code", told.get("error_code"))), told["message"])
    assert str(entry["status"]) in str(error)


def test_every_call_that_answers_has_a_body_here() -> None:
    silent = {name for name, call in CALLS.items() if not call().has_body}
    assert set(CALLS) - silent == set(MADE_UP) - {EVENTS, GROUPED}


def test_every_operation_that_we_describe_is_read_here() -> None:
    table = json.loads(resources.files("twelvelabs_generated").joinpath("v1_3", "OPERATIONS.json").read_bytes())
    # Its reply is a plain list of addresses; the tests of uploads read it.
    elsewhere = {"POST /assets/multipart-uploads/{upload_id}/presigned-urls"}

    described = [row for row in table.values() if row.get("described", True)]

    assert {f"{row['method'].upper()} {row['path']}" for row in described} == set(CALLS) | elsewhere
