"""Replies of v1.1 and v1.2 about tasks, videos and transfers are read into the facade's models, whatever is in them."""

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
    COLLECTED,
    HLS,
    INDEX_ID,
    INDEXING,
    LOGOS,
    MADE_UP,
    SPOKEN,
    STAMP,
    STILL,
    TASK_DETAIL,
    TASK_ID,
    VIDEO,
    VIDEO_ID,
    collected,
)
from tests.properties import repeatable
from tests.versions.holding import operation_of, optional_places
from tests.versions.test_replies_v1_3 import WRONG, changed
from twelvelabs_client.core.call import Call, Undecodable
from twelvelabs_client.intents.filters import TaskFilter, VideoFilter
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.models import (
    IndexedHls,
    IntegrationFile,
    SeenText,
    SpokenText,
    SystemMetadata,
    TaskCounts,
)
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions.older.dispatch import OlderVersion, tasks_of, transfers_of, videos_of
from twelvelabs_client.versions.older.v1_2 import tasks as tasks_v1_2
from twelvelabs_client.versions.older.v1_2 import transfers as transfers_v1_2

VERSIONS = {"v1_1": "v1.1", "v1_2": "v1.2"}
WHEN = datetime.datetime.fromisoformat(STAMP)
STREAM = "https://media.example/stream.m3u8"
NO_FILE: Any = None


def list_tasks(version: OlderVersion) -> Call[Any]:
    return tasks_of(version).list_tasks(TaskFilter(), 1)


def create_task(version: OlderVersion) -> Call[Any]:
    return tasks_of(version).create_task(NewTask(index_id="i1", url="https://media.example/clip.mp4"))


def list_videos(version: OlderVersion) -> Call[Any]:
    return videos_of(version).list_videos("i1", VideoFilter(), 1)


def create_transfer(version: OlderVersion) -> Call[Any]:
    return transfers_of(version).create_transfer(FilePart(NO_FILE, "films.json", None, None, replayable=True))


CALLS: dict[str, Callable[[OlderVersion], Call[Any]]] = {
    "create_task": create_task,
    "list_tasks": list_tasks,
    "retrieve_task": lambda version: tasks_of(version).get_task("t1"),
    "delete_task": lambda version: tasks_of(version).delete_task("t1"),
    "retrieve_task_counts": lambda version: tasks_of(version).count_tasks("i1"),
    "list_videos": list_videos,
    "retrieve_video": lambda version: videos_of(version).get_video("i1", "v1", VideoView()),
    "update_video": lambda version: videos_of(version).update_video("i1", "v1", {"a": 1}),
    "delete_video": lambda version: videos_of(version).delete_video("i1", "v1"),
    "retrieve_video_transcription": lambda version: videos_of(version).get_transcription(
        "i1", "v1", start=None, end=None
    ),
    "retrieve_video_text": lambda version: videos_of(version).get_text_in_video("i1", "v1", start=None, end=None),
    "retrieve_video_logos": lambda version: videos_of(version).get_logos("i1", "v1", start=None, end=None),
    "retrieve_video_thumbnail": lambda version: videos_of(version).get_thumbnail("i1", "v1", time=None),
    "create_transfer": create_transfer,
    "create_external_task": lambda version: tasks_v1_2.create_external("i1", "https://youtu.be/dQmadeUpId7"),
    "create_integration_import": lambda version: transfers_v1_2.import_videos(
        "g1", "i1", incremental_import=None, retry_failed=None, user_metadata=None
    ),
    "retrieve_integration_import_status": lambda version: transfers_v1_2.get_import_status("g1", "i1"),
    "list_integration_import_logs": lambda version: transfers_v1_2.list_import_logs("g1"),
}
MADE = [(VERSIONS[tree], operation, body) for tree, operation, _, body in MADE_UP if operation in CALLS]
WHOLE = [case for case in MADE if case[2] is not None]
REAL = [
    pytest.param(VERSIONS[tree], operation, body, id=name)
    for tree, operation, status, body, name in collected()
    if operation in CALLS and status < 300
]
BY_NAME = {(version, operation): body for version, operation, body in WHOLE}


def decode(version: OlderVersion, operation: str, body: Any) -> Any:
    return CALLS[operation](version).decode(200, copy.deepcopy(body))


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_task_is_read_whole(version: OlderVersion) -> None:
    task = decode(version, "retrieve_task", TASK_DETAIL)

    assert (task.id, task.status, task.video_id, task.index_id) == (TASK_ID, "ready", VIDEO_ID, INDEX_ID)
    assert task.system_metadata == SystemMetadata("harbor.mp4", 552.92, None, 1280, 720)
    assert task.hls == IndexedHls("COMPLETE", STREAM, [STILL], WHEN)
    assert (task.created_at, task.updated_at) == (WHEN, WHEN)
    assert task.estimated_time == datetime.datetime(2023, 10, 12, 6, 40, tzinfo=datetime.UTC)
    assert (task.percentage, task.remaining_seconds, task.error) == (None, None, None)


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_task_tells_how_far_its_indexing_is(version: OlderVersion) -> None:
    task = decode(version, "retrieve_task", INDEXING)

    assert (task.status, task.percentage, task.remaining_seconds) == ("indexing", 42.5, 30)


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_new_task_knows_its_index(version: OlderVersion) -> None:
    task = decode(version, "create_task", {"_id": "t9"})

    assert (task.id, task.index_id, task.video_id, task.status) == ("t9", "i1", None, None)


COUNTED: list[tuple[Any, TaskCounts]] = [
    (None, TaskCounts("i1")),
    (
        {"index_id": "i7", "ready": 7, "validating": 2, "pending": 0, "indexing": 1, "failed": 0, "total_result": 10},
        TaskCounts("i7", validating=2, indexing=1, ready=7, total=10),
    ),
    ({"ready": 2, "queued": 3, "failed": 1}, TaskCounts("i1", queued=3, ready=2, failed=1, total=6)),
    ({"ready": None, "pending": "many", "total_result": 4}, TaskCounts("i1", total=4)),
]


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize(("body", "counts"), COUNTED)
def test_tasks_are_counted_even_where_there_are_none(version: OlderVersion, body: Any, counts: TaskCounts) -> None:
    told = decode(version, "retrieve_task_counts", body)

    assert told == counts
    assert told.raw == (body or {})


@pytest.mark.parametrize("version", VERSIONS.values())
def test_data_of_ones_own_are_told_from_what_was_measured(version: OlderVersion) -> None:
    own = {"needs_review": True, "rating": 9.3, "batch": 5, "series": "coast"}
    body = {**VIDEO, "metadata": {**VIDEO["metadata"], **own, "engine_id": "marengo2"}, "hls": HLS}

    video = decode(version, "retrieve_video", body)

    assert (video.id, video.index_id, video.title, video.asset_id) == (VIDEO_ID, "i1", "Harbor", None)
    assert video.user_metadata == own
    assert video.system_metadata == SystemMetadata("harbor.mp4", 741.875, 24, 640, 360, 65749715)
    assert (video.created_at, video.updated_at) == (WHEN, WHEN)
    assert video.indexed_at == datetime.datetime(2023, 10, 12, 6, 41, tzinfo=datetime.UTC)
    assert video.hls == IndexedHls("COMPLETE", STREAM, [STILL], WHEN)
    assert decode(version, "list_videos", {"data": [body]}).items[0].user_metadata == own


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_video_without_metadata_has_neither(version: OlderVersion) -> None:
    video = decode(version, "retrieve_video", {"_id": "v1"})

    assert (video.user_metadata, video.system_metadata, video.title, video.hls) == (None, None, None, None)
    assert decode(version, "retrieve_video", {"_id": "v1", "metadata": {}}).user_metadata == {}


def test_vectors_come_with_a_video_in_v1_2() -> None:
    segment = {"start_offset_sec": 0, "end_offset_sec": 7.5, "embedding_scope": "clip", "float": [-0.25, 0.5]}
    embedding = {"engine_name": "Marengo-retrieval-2.6", "video_embedding": {"segments": [segment]}}

    video = decode("v1.2", "retrieve_video", {**VIDEO, "embedding": embedding})

    [told] = video.embeddings
    assert (told.vector, told.start, told.end, told.scope, told.option) == ([-0.25, 0.5], 0, 7.5, "clip", None)
    assert video.embedding_model == "Marengo-retrieval-2.6"
    assert list(decode("v1.2", "retrieve_video", {**VIDEO, "embedding": {"video_embedding": None}}).embeddings) == []


@pytest.mark.parametrize("version", VERSIONS.values())
def test_what_is_said_and_seen_is_read_with_its_times(version: OlderVersion) -> None:
    answer = {"id": "v1", "index_id": "i1"}

    spoken = decode(version, "retrieve_video_transcription", {**answer, "data": SPOKEN})
    words = decode(version, "retrieve_video_text", {**answer, "data": SPOKEN})
    logos = decode(version, "retrieve_video_logos", {**answer, "data": [*LOGOS, {"start": 1, "value": "Buoy"}]})

    assert spoken == [SpokenText(4.34, 8.86, "Ahoy!"), SpokenText(9, 11, "Yes,")]
    assert words == [SeenText(4.34, 8.86, "Ahoy!"), SeenText(9, 11, "Yes,")]
    assert logos == [SeenText(13, 14, "Anchor & Sons", 0.9651), SeenText(1, None, "Buoy")]


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize("operation", ["retrieve_video_transcription", "retrieve_video_text", "retrieve_video_logos"])
def test_of_what_is_said_and_seen_nothing_is_lost(version: OlderVersion, operation: str) -> None:
    items = [{"start": 1, "end": "soon", "value": None, "box": [0, 0, 9, 9]}, {}]

    told = decode(version, operation, {"id": "v1", "data": items})

    assert [(each.start, each.end, each.text) for each in told] == [(1, None, ""), (None, None, "")]
    assert [each.raw for each in told] == items


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize("operation", ["retrieve_video_transcription", "retrieve_video_text", "retrieve_video_logos"])
@pytest.mark.parametrize("body", [{"data": None}, {"data": []}])
def test_where_nothing_is_found_there_is_nothing(version: OlderVersion, operation: str, body: Any) -> None:
    assert decode(version, operation, body) == []


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_thumbnail_is_its_address(version: OlderVersion) -> None:
    assert decode(version, "retrieve_video_thumbnail", {"thumbnail": STILL}) == STILL


def test_an_import_tells_of_each_file_what_became_of_it() -> None:
    body = {
        "videos": [{"video_id": "v1", "filename": "1.mp4"}],
        "failed_files": [{"filename": "2.mp4", "error_message": "too big"}],
    }

    begun = decode("v1.2", "create_integration_import", body)

    assert begun.videos == [IntegrationFile("1.mp4", "v1")]
    assert begun.failed_files == [IntegrationFile("2.mp4", error="too big")]
    assert list(decode("v1.2", "create_integration_import", {"videos": [], "failed_files": None}).failed_files) == []


def test_the_files_of_a_bucket_are_read_by_state() -> None:
    row = {"video_id": "v1", "filename": "1.mp4", "created_at": STAMP}
    states = ("validating", "pending", "queued", "indexing", "ready")
    failed = {"filename": "2.mp4", "created_at": STAMP, "error_message": "broken"}

    status = decode(
        "v1.2",
        "retrieve_integration_import_status",
        {
            **{state: [row] for state in states},
            "failed": [failed, {**failed, "video_id": "v2"}],
            "not_imported": ["3.mp4"],
        },
    )

    assert all(getattr(status, state) == [IntegrationFile("1.mp4", "v1", WHEN)] for state in states)
    assert [file.video_id for file in status.failed] == [None, "v2"]
    assert (status.failed[0].error, status.not_imported) == ("broken", ["3.mp4"])
    empty = decode("v1.2", "retrieve_integration_import_status", {"ready": []})
    assert [len(getattr(empty, state)) for state in (*states, "failed", "not_imported")] == [0] * 7


def test_a_log_tells_how_an_import_went() -> None:
    counts = {"ready": 5, "validating": 2, "pending": 1, "indexing": 3, "failed": 2, "queued": 0}
    over = {
        "index_id": "i1",
        "index_name": "films",
        "created_at": STAMP,
        "ended_at": STAMP,
        "video_status": counts,
        "failed_files": [{"filename": "3.mp4", "error_message": "no sound"}],
    }
    under_way = {**over, "ended_at": None, "failed_files": None}

    first, second = decode("v1.2", "list_integration_import_logs", {"data": [over, under_way]})

    assert (first.index_id, first.index_name, first.created_at, first.ended_at) == ("i1", "films", WHEN, WHEN)
    expected = TaskCounts("i1", validating=2, pending=1, indexing=3, ready=5, failed=2, total=13)
    assert first.counts == second.counts == expected
    assert first.failed_files == [IntegrationFile("3.mp4", error="no sound")]
    assert (second.ended_at, list(second.failed_files)) == (None, [])


@pytest.mark.parametrize(("version", "operation", "body"), [*MADE, *REAL])
def test_every_known_reply_is_read_and_kept(version: OlderVersion, operation: str, body: Any) -> None:
    model = decode(version, operation, body)

    if hasattr(model, "raw"):
        assert model.raw == body
    if hasattr(model, "items"):
        assert [item.raw for item in model.items] == body["data"]
    assert model == copy.deepcopy(model) == pickle.loads(pickle.dumps(model))


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"no collected replies: {COLLECTED}")
def test_collected_replies_are_among_them() -> None:
    assert len(REAL) >= 5


@pytest.mark.parametrize(("version", "operation"), BY_NAME)
@pytest.mark.parametrize("body", [[], [{}], "text", 7, True], ids=repr)
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

    assert getattr(model, "raw", body) == body
    assert repr(model)


@pytest.mark.parametrize(("version", "operation", "body"), WHOLE)
@pytest.mark.parametrize("value", [None, True, 7, -0.5, "x", [], {}, [None], {"x": None}, [[]]], ids=repr)
def test_each_place_that_is_not_required_may_hold_any_kind_of_value(
    version: OlderVersion, operation: str, body: Any, value: Any
) -> None:
    for path in optional_places(operation_of(version, operation), body):
        wrong = changed(body, path, "other", value)
        assert getattr(decode(version, operation, wrong), "raw", wrong) == wrong


def test_every_call_is_read_here() -> None:
    assert {operation for _, operation, _ in MADE} == set(CALLS)
