"""Replies of v1.1 and v1.2 about engines, classes, texts and embeddings are read, whatever is in them."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generated.legacy_bodies import (
    CLASSIFIED,
    CLASSIFY_PAGE,
    COLLECTED,
    EMBEDDED,
    EMBEDDING_TASK,
    ENGINE_1_2,
    EVENTS,
    LABELED,
    MADE_UP,
    NO_MORE,
    OLD_ENGINE,
    SEGMENT,
    STAMP,
    VECTOR,
    VIDEO_ID,
    collected,
)
from tests.properties import repeatable
from tests.versions.holding import operation_of, optional_places
from tests.versions.test_replies_v1_3 import WRONG, changed
from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_client.intents.embedding_tasks import EmbeddingsOfForms, Part
from twelvelabs_client.intents.filters import EmbeddingTaskFilter
from twelvelabs_client.intents.older.classification import Classification
from twelvelabs_client.models import (
    AnalysisEnded,
    AnalysisFailedError,
    AnalysisStarted,
    ClassifiedClass,
    ClassifiedClip,
    ClassifiedVideo,
    SummaryChapter,
    SummaryHighlight,
    TextFragment,
    UnknownEvent,
)
from twelvelabs_client.versions.older.dispatch import OlderVersion, classify_of, embed_v1_of, engines_of
from twelvelabs_client.versions.older.v1_2 import generate

ASKED = Classification(classes={"Harbors": "boats"}, options=("visual",))
IN_A_WORD = Classification(classes={"Harbors": "boats"}, options=("visual",), threshold="low")
WHEN = datetime.datetime.fromisoformat(STAMP)
VERSIONS = {"v1_1": "v1.1", "v1_2": "v1.2"}

CALLS: dict[str, Callable[[OlderVersion], Call[Any]]] = {
    "list_engines": lambda version: engines_of(version).list_engines(),
    "retrieve_engine": lambda version: engines_of(version).get_engine("marengo2.5"),
    "classify": lambda version: classify_of(version).classify_videos(["v1"], ASKED),
    "classify_bulk": lambda version: classify_of(version).classify_index("i1", ASKED),
    "retrieve_classify_page": lambda version: classify_of(version).further_videos("t-1"),
    "generate_gist": lambda version: generate.gist("v1", ["title"]),
    "summarize": lambda version: generate.summarize("v1", "summary", prompt=None, temperature=None),
    "generate": lambda version: generate.run("v1", "What?", temperature=None),
    "create_embeddings_v1": lambda version: embed_v1_of(version).create_embeddings(EmbeddingsOfForms(text="boat")),
    "create_video_embedding_task": lambda version: embed_v1_of(version).create_task(
        "https://media.example/clip.mp4", Part(), model=None
    ),
    "list_video_embedding_tasks": lambda version: embed_v1_of(version).list_tasks(EmbeddingTaskFilter(), 1),
    "retrieve_video_embedding_task_status": lambda version: embed_v1_of(version).get_status("t1"),
    "retrieve_video_embedding_task": lambda version: embed_v1_of(version).get_task("t1", None),
}
MADE = [(VERSIONS[package], operation, body) for package, operation, _, body in MADE_UP if operation in CALLS]
REAL = [
    pytest.param(VERSIONS[package], operation, body, id=name)
    for package, operation, _, body, name in collected()
    if operation in CALLS
]
WHOLE = [*MADE, *(each.values for each in REAL)]
NO_OBJECTS: list[Any] = [None, [], [{}], "text", 7, True]
NO_REPLIES = [
    (version, operation, body)
    for version, operation in sorted({(version, operation) for version, operation, _ in MADE})
    for body in NO_OBJECTS
    if not (operation == "list_engines" and isinstance(body, list))
]


def decode(version: OlderVersion, operation: str, body: Any) -> Any:
    return CALLS[operation](version).decode(200, copy.deepcopy(body))


def read_event(event: Any) -> Any:
    return generate.stream("v1", "What?", temperature=None).decode(200, event)


@pytest.mark.parametrize(
    ("version", "body", "options"),
    [
        ("v1.1", OLD_ENGINE, ("visual", "text_in_video", "audio")),
        ("v1.2", OLD_ENGINE, ("visual", "text_in_video", "audio")),
        ("v1.2", ENGINE_1_2, ("visual", "logo")),
    ],
)
def test_an_engine_is_read_whole(version: OlderVersion, body: dict[str, Any], options: tuple[str, ...]) -> None:
    engine = decode(version, "retrieve_engine", body)

    assert (engine.id, engine.options, engine.author) == ("marengo2.5", options, "twelve_labs")
    assert (engine.ready, engine.finetune, engine.raw) == (True, False, body)
    made = datetime.datetime(2022, 7, 4, 3, 5, 27, 68000, tzinfo=datetime.UTC)
    assert engine.created_at == engine.updated_at == made


@pytest.mark.parametrize("told", ["yesterday", "", None, "2022-07-04 03:05:27 MEST"])
def test_a_date_of_another_form_is_none(told: Any) -> None:
    assert decode("v1.2", "retrieve_engine", {**ENGINE_1_2, "created_at": told}).created_at is None


@pytest.mark.parametrize("version", VERSIONS.values())
def test_engines_are_a_list(version: OlderVersion) -> None:
    assert [each.id for each in decode(version, "list_engines", {"data": [OLD_ENGINE]})] == ["marengo2.5"]
    assert decode(version, "list_engines", {"data": None}) == []


@pytest.mark.parametrize("version", VERSIONS.values())
def test_engines_may_stand_alone(version: OlderVersion) -> None:
    assert [each.raw for each in decode(version, "list_engines", [OLD_ENGINE])] == [OLD_ENGINE]
    assert decode(version, "list_engines", []) == []


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize("operation", ["classify", "classify_bulk", "retrieve_classify_page"])
def test_a_classified_video_is_read_with_its_classes_and_clips(version: OlderVersion, operation: str) -> None:
    page = decode(version, operation, CLASSIFY_PAGE)

    still = CLASSIFIED["clips"][0]["thumbnail_url"]  # type: ignore[index]
    clip = ClassifiedClip(473.1, 595.1, 84.9, "visual", "Boats", thumbnail_url=still)
    harbors = ClassifiedClass(
        "Harbors", 95.5, 0.86, max_score=84.94, avg_score=81.08, normalized_score=100, clips=[clip]
    )
    assert page.items == [ClassifiedVideo(VIDEO_ID, [harbors])]
    assert (page.next_page_token, page.previous_page_token, page.page_expires_at) == (None, None, WHEN)
    assert (page.total_results, page.limit_per_page) == (6, 6)


@pytest.mark.parametrize("version", VERSIONS.values())
def test_tokens_lead_on_and_the_options_of_clips_are_named_as_in_v1_3(version: OlderVersion) -> None:
    clip = {"option": "conversation"}
    body = {
        "data": [{"video_id": "v1", "classes": [{"name": "Harbors", "clips": [clip]}]}],
        "page_info": {**NO_MORE, "next_page_token": "846670", "prev_page_token": "846668"},
    }

    page = decode(version, "retrieve_classify_page", body)

    assert (page.next_page_token, page.previous_page_token) == ("846670", "846668")
    assert page.items[0].classes[0].clips[0].option == "audio"


def test_labels_are_classes_by_their_best_clip() -> None:
    clip = ClassifiedClip(473.1, 595.1, 84.9, "visual", "Boats", "high")
    harbors = ClassifiedClass("Harbors", max_score=86.37, confidence="extremely low", duration=120.5, clips=[clip])

    page = decode("v1.1", "classify_bulk", {"data": [{"video_id": "v1", "labels": [LABELED]}], "page_info": NO_MORE})

    assert page.items == [ClassifiedVideo("v1", [harbors])]


@pytest.mark.parametrize(
    ("told", "video_id"), [({}, "v1"), ({"video_id": VIDEO_ID}, VIDEO_ID), ({"video_id": None}, "v1")]
)
@pytest.mark.parametrize("key", ["labels", "classes"])
def test_a_single_video_is_one_page(told: dict[str, Any], video_id: str, key: str) -> None:
    body = {**told, key: [LABELED if key == "labels" else CLASSIFIED]}

    page = classify_of("v1.1").classify_videos(["v1"], IN_A_WORD).decode(200, body)

    [video] = page.items
    assert (video.video_id, video.classes[0].name, page.next_page_token, page.raw) == (video_id, "Harbors", None, body)


@pytest.mark.parametrize("body", [{"labels": []}, {"video_id": "v1", "classes": None}, {"data": None}])
def test_a_single_video_without_classes_is_left_out(body: dict[str, Any]) -> None:
    assert classify_of("v1.1").classify_videos(["v1"], IN_A_WORD).decode(200, body).items == []


def test_a_gist_and_summaries_are_read_whole() -> None:
    gist = decode("v1.2", "generate_gist", {"id": "g1", "title": "Boats", "topics": ["Sea"], "hashtags": ["boats"]})
    chapter = {"chapter_number": 0, "start": 0, "end": 15.5, "chapter_title": "Dawn", "chapter_summary": "Fog."}
    highlight = {"start": 0, "end": 15, "highlight": "Fog.", "highlight_summary": "It lifts."}

    text = decode("v1.2", "summarize", {"id": "g1", "summary": "Boats leave."})
    chapters = decode("v1.2", "summarize", {"id": "g2", "chapters": [chapter]})
    highlights = decode("v1.2", "summarize", {"id": "g3", "highlights": [highlight, {"highlight": "Sun."}]})

    assert (gist.id, gist.title, gist.topics, gist.hashtags) == ("g1", "Boats", ["Sea"], ["boats"])
    assert (text.id, text.text, text.chapters, text.highlights) == ("g1", "Boats leave.", [], [])
    assert (chapters.text, chapters.chapters) == (None, [SummaryChapter(0, 0, 15.5, "Dawn", "Fog.")])
    assert highlights.highlights == [SummaryHighlight(0, 15, "Fog.", "It lifts."), SummaryHighlight(title="Sun.")]


def test_the_events_of_a_stream_are_those_of_an_analysis() -> None:
    bodies = dict(EVENTS["v1_2"])
    start, fragment, end = (
        read_event(bodies[f"Generate{kind}"]) for kind in ("StreamStart", "TextGeneration", "StreamEnd")
    )

    assert (start, fragment, end) == (AnalysisStarted("g1"), TextFragment("Boa"), AnalysisEnded("g1"))
    with pytest.raises(AnalysisFailedError, match=r"^generate: the API gave up .*: It is too long\.$"):
        read_event(bodies["GenerateStreamError"])
    assert isinstance(read_event({"event_type": "of_tomorrow"}), UnknownEvent)


@pytest.mark.parametrize("metadata", [None, [], {}, {"generation_id": 7}])
@pytest.mark.parametrize("kind", ["stream_start", "stream_end"])
def test_an_event_that_tells_little_is_an_event(kind: str, metadata: Any) -> None:
    event = {"event_type": kind, "metadata": metadata}
    assert (read_event(event).id, read_event(event).raw) == (None, event)


@pytest.mark.parametrize("event", [None, [], "text", 7])
def test_what_is_no_object_is_no_event(event: Any) -> None:
    with pytest.raises(Undecodable, match="no JSON object"):
        read_event(event)


def test_vectors_are_read_in_segments_and_as_they_stood_before() -> None:
    newer = {
        "engine_name": "Marengo-retrieval-2.6",
        "text_embedding": {"segments": [{"float": VECTOR}]},
        "audio_embedding": {"segments": [{"float": VECTOR, "start_offset_sec": 2}]},
        "image_embedding": {"error_message": "It is no image.", "metadata": {"input_filename": "a.jpg"}},
    }
    older = {"engine_name": "Marengo-retrieval-2.6", "text_embedding": {"float": VECTOR, "is_success": True}}

    new, old = (decode("v1.2", "create_embeddings_v1", body) for body in (newer, older))

    assert [each.vector for each in new.text.segments] == [each.vector for each in old.text.segments] == [VECTOR]
    assert (new.audio.segments[0].start, new.model, old.image) == (2, "Marengo-retrieval-2.6", None)
    assert (new.image.error, new.image.metadata.input_filename) == ("It is no image.", "a.jpg")


@pytest.mark.parametrize(
    "body",
    [
        {"video_embedding": {"metadata": EMBEDDED, "segments": [SEGMENT]}},
        {"metadata": EMBEDDED, "video_embeddings": [SEGMENT]},
        {"metadata": EMBEDDED, "video_embeddings": [{**SEGMENT, "float": None, "embedding": {"float": VECTOR}}]},
        {"video_embedding": {"metadata": EMBEDDED}, "video_embeddings": [SEGMENT]},
    ],
)
def test_a_task_is_read_in_segments_and_as_it_stood_before(body: dict[str, Any]) -> None:
    task = decode("v1.2", "retrieve_video_embedding_task", {**EMBEDDING_TASK, **body})

    [segment] = task.segments
    assert (segment.vector, segment.start, segment.end, segment.scope) == (VECTOR, 0, 7.5, "clip")
    assert (task.metadata.duration, task.metadata.clip_length, task.metadata.scopes) == (18, 6, ["clip", "video"])
    assert (task.status, task.model, task.created_at) == ("ready", "Marengo-retrieval-2.6", WHEN)


# Where a vector stands in each response that has some, also where it stood before.
HOLDERS: list[tuple[str, Callable[[Any], dict[str, Any]]]] = [
    ("create_embeddings_v1", lambda vector: {"text_embedding": {"segments": [{"float": vector}]}}),
    ("create_embeddings_v1", lambda vector: {"text_embedding": {"float": vector}}),
    ("retrieve_video_embedding_task", lambda vector: {**EMBEDDING_TASK, "video_embeddings": [{"float": vector}]}),
    (
        "retrieve_video_embedding_task",
        lambda vector: {**EMBEDDING_TASK, "video_embedding": {"segments": [{"embedding": {"float": vector}}]}},
    ),
]


@pytest.mark.parametrize(("operation", "holding"), HOLDERS)
@pytest.mark.parametrize("vector", [None, [], {}, "0.1", [0.1, "0.2"], [0.1, None]], ids=repr)
def test_what_is_no_vector_is_never_read_as_one(operation: str, holding: Any, vector: Any) -> None:
    with pytest.raises(Undecodable, match="embedding"):
        decode("v1.2", operation, holding(vector))


def test_only_a_ready_task_must_have_an_embedding() -> None:
    under_way = {**EMBEDDING_TASK, "status": "processing"}

    assert decode("v1.2", "retrieve_video_embedding_task", under_way).segments == []
    with pytest.raises(Undecodable, match="it has no embedding"):
        decode("v1.2", "retrieve_video_embedding_task", {**EMBEDDING_TASK, "status": "ready"})


def test_a_length_in_minutes_is_told_in_seconds() -> None:
    body = {"data": [{"_id": "t1", "metadata": {"duration_mins": 0.5}}]}
    [task] = decode("v1.2", "list_video_embedding_tasks", body).items
    assert (task.id, task.metadata.duration, task.segments) == ("t1", 30, ())


@pytest.mark.parametrize(("version", "operation", "body"), WHOLE)
def test_every_known_reply_is_read_and_kept(version: OlderVersion, operation: str, body: Any) -> None:
    model = decode(version, operation, body)

    items = model if operation == "list_engines" else getattr(model, "items", [])
    assert [item.raw for item in items] == (body.get("data", [body]) if items else [])
    assert operation == "list_engines" or model.raw == body
    assert model == copy.deepcopy(model) == pickle.loads(pickle.dumps(model))


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"no collected replies: {COLLECTED}")
def test_collected_replies_are_among_them() -> None:
    assert {each.values[1] for each in REAL} >= {"classify_bulk", "generate_gist", "summarize", "generate"}


@pytest.mark.parametrize(("version", "operation", "body"), NO_REPLIES)
def test_what_is_no_object_is_no_reply(version: OlderVersion, operation: str, body: Any) -> None:
    with pytest.raises(Undecodable, match="expected a JSON object, got "):
        decode(version, operation, body)


@pytest.mark.parametrize(("version", "operation", "body"), WHOLE)
@repeatable
@given(st.data())
def test_one_thing_wrong_that_is_not_required_never_costs_a_reply(
    version: OlderVersion, operation: str, body: Any, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(optional_places(operation_of(version, operation), body)))
        body = changed(body, path, data.draw(st.sampled_from(["other", "missing", "extra"])), data.draw(WRONG))
    model = decode(version, operation, body)
    assert operation == "list_engines" or model.raw == body
    assert repr(model)
