"""Replies about embeddings: every field is read, and no number of a vector is touched on the way."""

from __future__ import annotations

import datetime
import gc
import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from tests.versions.bodies import call_of, collected
from tests.versions.bodies_embed import CLIP, LISTED_AUDIO, MADE_UP, TIMED
from twelvelabs_client import BadRequestError, RateLimitError
from twelvelabs_client.core.call import Undecodable
from twelvelabs_client.core.errors import error_from_reply
from twelvelabs_client.models import EmbeddingMetadata, EmbeddingSegment, EmbeddingUsage

AT_ONCE, TASK, OLDER_TASK = "POST /embed-v2", "GET /embed-v2/tasks/{task_id}", "GET /embed/tasks/{task_id}"
INDEXED = "GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}"
URL, NAME = "https://media.example/clip.mp4", "clip.mp4"


def decode(operation: str, body: Any) -> Any:
    return call_of(operation).decode(200, body)


def test_a_result_is_read_whole() -> None:
    found = decode(AT_ONCE, MADE_UP[AT_ONCE])

    clip, page, chunk = found.segments
    assert clip == EmbeddingSegment([0.25, -1], 0, 6.5, "visual", "clip")
    assert (page.scope, page.start_page, page.end_page, page.quadrant) == ("page", 3, 3, "top_left")
    assert (page.uncertainty, page.start, page.chunk_index) == ([0.01, 0.02], None, None)
    assert (chunk.option, chunk.scope, chunk.chunk_index) == ("text", "chunk", 0)
    assert found.usage == EmbeddingUsage({"text": 12, "video": 340}, True, "model_context_window")


WHOLE = EmbeddingMetadata(
    input_url=URL,
    input_filename=NAME,
    options=["visual", "audio"],
    scopes=["clip", "local"],
    duration=60.5,
    start=0,
    end=30.5,
    dimension=256,
)
# One row for each form that stands in one place of the API; in the published file all forms carry each other's tags.
FORMS: list[tuple[str, dict[str, Any], EmbeddingMetadata]] = [
    (AT_ONCE, {"input_type": "image", "input_url": URL}, EmbeddingMetadata("image", URL)),
    (AT_ONCE, {"input_type": "text_image", "input_filename": NAME}, EmbeddingMetadata("text_image", None, NAME)),
    (AT_ONCE, {"input_type": "audio", **TIMED}, evolve(WHOLE, input_type="audio")),
    (AT_ONCE, {"input_type": "video", **TIMED, "clip_length": 6}, evolve(WHOLE, input_type="video", clip_length=6)),
    (AT_ONCE, {"input_type": "multi_input", "embedding_dimension": 64}, EmbeddingMetadata("multi_input", dimension=64)),
    (TASK, {"input_type": "audio", **TIMED}, evolve(WHOLE, input_type="audio")),
    (TASK, {"input_type": "video", **TIMED, "clip_length": 6}, evolve(WHOLE, input_type="video", clip_length=6)),
    (
        TASK,
        {"input_type": "image", "embedding_options": ["visual"], "embedding_dimension": 64},
        EmbeddingMetadata("image", options=["visual"], dimension=64),
    ),
    (
        TASK,
        {"input_type": "document", "input_filename": "a.pdf", "embedding_scopes": ["local"]},
        EmbeddingMetadata("document", None, "a.pdf", scopes=["local"]),
    ),
]


@pytest.mark.parametrize(("operation", "told", "read"), FORMS)
def test_metadata_are_read_by_the_kind_they_name(operation: str, told: dict[str, Any], read: EmbeddingMetadata) -> None:
    metadata = decode(operation, {"_id": "t1", "data": [CLIP], "metadata": told}).metadata

    assert metadata == read
    assert metadata.raw is told


@pytest.mark.parametrize("told", [{"input_type": "hologram"}, {}, None, "video", []], ids=repr)
def test_metadata_of_a_kind_of_tomorrow_stay_in_raw(told: Any) -> None:
    found = decode(AT_ONCE, {"data": [CLIP], "metadata": told})

    assert (found.metadata, found.raw["metadata"], len(found.segments)) == (None, told, 1)


EXAMPLES = [
    entry
    for file in ("v1.3-examples.json", "v1.3-examples-synthetic.json", "real-responses.json")
    for entry in collected(file)
    if entry["operation"] in MADE_UP and entry["status"] < 300
]


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: f"{entry['operation']} {entry.get('name', '')}")
def test_every_vector_and_every_metadata_of_the_examples_is_read(entry: dict[str, Any]) -> None:
    body = entry["body"]
    model = decode(entry["operation"], body)

    holders = [model, *(kind for kind in (getattr(model, noun, None) for noun in ("text", "image", "audio")) if kind)]
    vectors = [segment.vector for holder in holders for segment in getattr(holder, "segments", ())]
    text = json.dumps(body)
    assert len(vectors) == text.count('"embedding": [') + text.count('"float": [')
    told = body.get("metadata") or body.get("video_embedding", {}).get("metadata")
    assert (getattr(model, "metadata", None) is not None) == bool(told)
    if body.get("metadata"):
        read = model.metadata
        assert (read.input_type, read.duration) == (told["input_type"], told.get("duration"))
        assert list(read.options) == told.get("embedding_options", [])
        assert read.clip_length == told.get("clip_length")


@pytest.mark.parametrize("suffix", ["", "s"])
def test_the_lists_of_a_listed_sound_are_read_under_both_of_their_names(suffix: str) -> None:
    told = {f"audio_embedding_option{suffix}": ["audio"], f"audio_embedding_scope{suffix}": ["clip", "asset"]}

    page = decode("GET /embed-v2/tasks", {"data": [{"_id": "t1", "audio_embedding": {"metadata": told}}]})

    (task,) = page.items
    assert (task.metadata.options, task.metadata.scopes) == (["audio"], ["clip", "asset"])


def test_each_kind_of_a_listed_task_is_told_by_its_name() -> None:
    tasks = decode("GET /embed-v2/tasks", MADE_UP["GET /embed-v2/tasks"]).items

    assert [task.metadata.input_type for task in tasks] == ["video", "audio", "image", "document"]
    assert (tasks[1].metadata.start, tasks[1].metadata.raw) == (1, LISTED_AUDIO)
    assert (tasks[0].metadata.clip_length, tasks[0].metadata.scopes) == (6, ["clip", "video"])


def test_a_new_task_knows_its_model_and_an_older_one_nothing_else() -> None:
    newer, older = (
        decode("POST /embed-v2/tasks", MADE_UP["POST /embed-v2/tasks"]),
        decode("POST /embed/tasks", {"_id": "t1"}),
    )

    assert (newer.id, newer.status, newer.model, newer.metadata.dimension) == ("t1", "processing", "marengo3.0", 256)
    assert (older.id, older.status, older.model, older.segments) == ("t1", None, "marengo3.0", ())


def test_a_failed_task_tells_why() -> None:
    task = decode(TASK, MADE_UP[TASK])

    assert (task.status, task.error) == ("failed", "The file is broken.")
    assert task.created_at == datetime.datetime(2026, 7, 20, 10, 41, 7, 123000, tzinfo=datetime.UTC)


def test_a_task_under_way_that_already_shows_vectors_is_read_all_the_same() -> None:
    task = decode(TASK, {"_id": "t1", "status": "processing", "data": [{"embedding": [0.1]}]})

    assert (task.status, [each.vector for each in task.segments]) == ("processing", [[0.1]])


def test_the_older_reply_tells_kinds_apart_and_what_failed() -> None:
    found = decode("POST /embed", MADE_UP["POST /embed"])

    assert found.text.segments == [EmbeddingSegment([0.25, -1])]
    assert (found.image.metadata.input_type, found.image.metadata.input_filename) == ("image", "a.jpg")
    assert found.audio.segments == [EmbeddingSegment([0, 1], 0, 6)]
    assert (found.audio.error, found.text.error, found.model) == ("The rest is broken.", None, "marengo3.0")
    assert decode("POST /embed", {"text_embedding": {"segments": [{"float": [1]}]}}).image is None


numbers = st.lists(st.floats(allow_nan=False) | st.integers(-3, 3), min_size=1, max_size=4)


@repeatable
@given(st.lists(st.tuples(numbers, st.none() | numbers), min_size=1, max_size=6))
def test_vectors_are_the_decoded_lists_themselves(vectors: list[tuple[list[float], list[float] | None]]) -> None:
    data = [{"embedding": vector, "embedding_uncertainty": uncertainty} for vector, uncertainty in vectors]
    for operation in (AT_ONCE, TASK):
        body: dict[str, Any] = {"_id": "t1", "status": "ready", "data": data}
        model = decode(operation, body)
        assert all(segment.vector is each["embedding"] for segment, each in zip(model.segments, data, strict=True))
        assert all(s.uncertainty is each["embedding_uncertainty"] for s, each in zip(model.segments, data, strict=True))
        assert all(segment.raw is each for segment, each in zip(model.segments, model.raw["data"], strict=True))


@repeatable
@given(st.lists(numbers, min_size=1, max_size=6))
def test_vectors_of_older_replies_are_the_decoded_lists_too(vectors: list[list[float]]) -> None:
    segments = [{"float": vector} for vector in vectors]
    task = decode(OLDER_TASK, {"_id": "t1", "video_embedding": {"segments": segments}})
    text = decode("POST /embed", {"model_name": "m", "text_embedding": {"segments": segments}}).text

    for model in (task, text):
        assert all(found.vector is vector for found, vector in zip(model.segments, vectors, strict=True))


# Where a vector stands in each response that has some.
HOLDERS: dict[str, Callable[[Any], Any]] = {
    AT_ONCE: lambda vector: {"data": [CLIP, {"embedding": vector}]},
    TASK: lambda vector: {"_id": "t1", "status": "ready", "data": [{"embedding": vector}]},
    OLDER_TASK: lambda vector: {"_id": "t1", "status": "ready", "video_embedding": {"segments": [{"float": vector}]}},
    "POST /embed": lambda vector: {"text_embedding": {"segments": [{"float": vector}]}},
    INDEXED: lambda vector: {"_id": "v1", "embedding": {"video_embedding": {"segments": [{"float": vector}]}}},
}


@pytest.mark.parametrize("operation", HOLDERS)
@pytest.mark.parametrize(
    "vector", [None, [], {}, "0.1", [0.1, "0.2"], [0.1, None], ["a", "b"], [[0.1]], [{}]], ids=repr
)
def test_what_is_no_vector_is_never_read_as_one(operation: str, vector: Any) -> None:
    with pytest.raises(Undecodable, match="embedding"):
        decode(operation, HOLDERS[operation](vector))


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        (AT_ONCE, {"data": []}),
        (AT_ONCE, {"data": None}),
        (TASK, {"_id": "t1", "status": "ready", "data": None}),
        (OLDER_TASK, {"_id": "t1", "status": "ready"}),
        ("POST /embed", {"text_embedding": {"segments": []}}),
    ],
)
def test_what_was_embedded_has_an_embedding(operation: str, body: Any) -> None:
    with pytest.raises(Undecodable, match="it has no embedding"):
        decode(operation, body)


@pytest.mark.parametrize("status", ["processing", "failed", None, "a_word_of_tomorrow"])
def test_a_task_that_is_not_ready_needs_no_embedding(status: str | None) -> None:
    assert decode(TASK, {"_id": "t1", "status": status, "data": None}).segments == []


def test_an_input_that_failed_needs_no_embedding() -> None:
    found = decode("POST /embed", {"image_embedding": {"segments": None, "error_message": "It is no image."}})

    assert (found.image.segments, found.image.error) == ([], "It is no image.")


def test_a_wrong_field_beside_a_vector_costs_nothing() -> None:
    (segment,) = decode(AT_ONCE, {"data": [{**CLIP, "start_sec": "soon", "embedding_scope": 7}]}).segments

    assert (segment.vector, segment.start, segment.scope) == (CLIP["embedding"], None, None)


def test_the_vectors_of_an_hour_cost_hardly_more_than_their_json() -> None:
    record = {**CLIP, "embedding": [number / 1024 - 0.5 for number in range(1024)]}
    sent = orjson.dumps({"_id": "t1", "status": "ready", "data": [record] * 1800})

    def memory(read: Any) -> int:
        gc.collect()
        tracemalloc.start()
        kept = read()
        current, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del kept
        return current

    bare = memory(lambda: orjson.loads(sent))
    whole = memory(lambda: decode(TASK, orjson.loads(sent)))

    assert whole <= 1.15 * bare


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"code": "media_filesize_too_large", "message": "33 MB.", "details": {"limit": 32}}},
        {"code": "media_filesize_too_large", "message": "33 MB."},
    ],
    ids=["nested", "flat"],
)
def test_a_source_that_is_too_large_is_a_bad_request(body: Any) -> None:
    error = error_from_reply("create_embeddings", 413, {}, body, now=0.0)

    assert isinstance(error, BadRequestError)
    assert str(error) == "create_embeddings: 413 media_filesize_too_large: 33 MB."
    assert error.body is body


@pytest.mark.parametrize("body", [{"error": {"code": "too_many_requests", "message": "Later."}}, None, ""], ids=repr)
def test_a_used_up_limit_tells_when_to_come_back(body: Any) -> None:
    headers = {"retry-after": "30", "x-ratelimit-dimensions": "Token"}
    error = error_from_reply("create_embedding_task", 429, headers, body, now=0.0)

    assert isinstance(error, RateLimitError)
    assert (error.retry_after, "call again in 30 s" in str(error)) == (30, True)
