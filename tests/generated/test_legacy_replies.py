"""Replies of v1.1 and v1.2 are read whole: every field that is known to be sent has a name, and nothing is lost."""

from __future__ import annotations

import datetime
import importlib
import operator
from collections.abc import Iterator
from typing import Any

import pytest

from tests.generated.legacy_bodies import COLLECTED, EVENTS, LEGACY, MADE_UP, VIDEO, Body, collected, table
from twelvelabs_generated.types import Reply, fields_of

REAL = list(collected())
NAMED = [(version, name, body) for version in LEGACY for name, body in EVENTS[version]]


def parse(version: str, operation: str, status: int, body: Body) -> Any:
    module = f"twelvelabs_generated.{version}.api.{table(version)[operation]['module']}"
    return importlib.import_module(module).parse(status, body)


def known(value: Any) -> Any:
    """What is read by name, as JSON: the models without what they keep of the body as it came."""
    if isinstance(value, list):
        return [known(item) for item in value]
    if not isinstance(value, Reply):
        return value
    names = dict(names_of(type(value)))
    if not names:
        return sent(value.raw_)  # A map: its entries have no names of their own.
    fields = {name: getattr(value, field) for name, field in names.items()}
    return {name: known(field) for name, field in fields.items() if field is not unset_of(type(value))}


class Asked(dict[str, Any]):
    """An empty JSON object that knows what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def get(self, name: str, default: Any = None) -> Any:
        self.names.append(name)
        return default


def names_of(model: Any) -> Iterator[tuple[str, str]]:
    """The JSON name and the Python name of every field, found by asking a model for that field alone."""
    for field in fields_of(model):
        asked = Asked()
        getattr(model(asked), field)
        (name,) = asked.names
        yield name, field


def unset_of(model: type) -> Any:
    return importlib.import_module(f"{model.__module__.partition('.models.')[0]}.types").UNSET


def sent(value: Any) -> Any:
    """What was sent, without nulls, and with instants read."""
    if isinstance(value, dict):
        return {name: sent(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [sent(item) for item in value]
    try:
        return datetime.datetime.fromisoformat(value) if isinstance(value, str) and value[4:5] == "-" else value
    except ValueError:
        return value


def test_every_operation_that_answers_has_a_body_here() -> None:
    told = {(version, operation) for version, operation, _, _ in MADE_UP}

    assert told == {(version, operation) for version in LEGACY for operation in table(version)}


@pytest.mark.parametrize(("version", "operation", "status", "body"), MADE_UP)
def test_every_known_form_of_a_reply_is_read_by_name(version: str, operation: str, status: int, body: Body) -> None:
    reply = parse(version, operation, status, body)

    if body is None:
        assert reply is None
    else:
        assert known(reply) == sent(body)
        assert reply.raw_ is body


@pytest.mark.parametrize(("version", "name", "body"), NAMED)
def test_every_known_form_of_an_event_is_read_by_name(version: str, name: str, body: Body) -> None:
    model = getattr(importlib.import_module(f"twelvelabs_generated.{version}.models"), name)

    assert known(model.from_json(body)) == sent(body)


@pytest.mark.parametrize(
    ("version", "operation", "status", "body"), [case[:4] for case in REAL], ids=[case[4] for case in REAL]
)
def test_a_reply_that_was_really_sent_is_read_by_name(version: str, operation: str, status: int, body: Body) -> None:
    assert known(parse(version, operation, status, body)) == sent(body)


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"no collected replies: {COLLECTED}")
def test_all_collected_replies_are_looked_at() -> None:
    assert {version: sum(case[0] == version for case in REAL) for version in LEGACY} == {"v1_1": 3, "v1_2": 34}


@pytest.mark.parametrize("version", LEGACY)
def test_an_index_without_tasks_may_have_no_counts_at_all(version: str) -> None:
    assert parse(version, "retrieve_task_counts", 200, None) is None


@pytest.mark.parametrize("version", LEGACY)
@pytest.mark.parametrize("operation", ["retrieve_video_transcription", "retrieve_video_text", "retrieve_video_logos"])
def test_where_nothing_was_found_there_is_no_list(version: str, operation: str) -> None:
    reply = parse(version, operation, 200, {"id": "v", "index_id": "i", "data": None})

    assert (reply.id, reply.index_id, bool(reply.data)) == ("v", "i", False)


@pytest.mark.parametrize("version", LEGACY)
def test_keys_of_the_callers_own_stay_among_the_facts_as_they_came(version: str) -> None:
    own = {"needs_review": True, "rating": 9.3, "batch": 5}
    video = parse(version, "retrieve_video", 200, {**VIDEO, "metadata": {**VIDEO["metadata"], **own}})

    facts = known(video.metadata)

    assert facts == VIDEO["metadata"]
    assert {name: value for name, value in video.metadata.raw_.items() if name not in facts} == own


READ = {
    "v1_1": [
        ("retrieve_index", "engine_id", "marengo2"),
        ("retrieve_index", "deleted", True),
        ("list_indexes", "data.0.index_options", ["visual", "text_in_video", "conversation"]),
        ("retrieve_task", "video_id", "b2" * 12),
        ("retrieve_task_counts", "total_result", 10),
        ("retrieve_video", "metadata.size", 65749715),
        ("retrieve_video_logos", "data.0.score", 0.9651),
        ("search", "data.0.score", 86.17),
        ("search", "data.0.metadata.1.text", "Land ahead."),
        ("search", "page_info.next_page_token", "8d6f-1"),
        ("search", "search_pool.total_duration", 8731),
        ("retrieve_search_page", "page_info.prev_page_token", "8d6f-0"),
        ("classify", "data.0.classes.0.detailed_scores.normalized_score", 100),
        ("classify_bulk", "page_info.next_page_token", ""),
    ],
    "v1_2": [
        ("list_engines", "data.0.allowed_engine_options", ["visual", "logo"]),
        ("list_engines", "data.1.allowed_index_options", ["visual", "text_in_video", "conversation"]),
        ("retrieve_index", "engines.1.engine_name", "pegasus1.1"),
        ("retrieve_task", "hls.status", "COMPLETE"),
        ("retrieve_task", "estimated_time.minute", 40),
        ("create_integration_import", "failed_files.0.error_message", "It is too long."),
        ("retrieve_integration_import_status", "failed.0.filename", "2.mp4"),
        ("retrieve_integration_import_status", "not_imported.0", "3.mp4"),
        ("list_integration_import_logs", "data.0.video_status.indexing", 3),
        ("classify_bulk", "page_info.prev_page_token", ""),
        ("generate_gist", "hashtags", ["boats", "sea"]),
        ("summarize", "summary", "Boats leave."),
        ("create_embeddings_v1", "audio_embedding.segments.0.start_offset_sec", 2),
        ("create_embeddings_v1", "text_embedding.segments.0.float_", [-0.25, 0.5]),
        ("retrieve_video_embedding_task", "video_embedding.segments.0.end_offset_sec", 7.5),
        ("list_video_embedding_tasks", "data.1.metadata.duration_mins", 0.3),
    ],
}


@pytest.mark.parametrize(
    ("version", "operation", "path", "value"), [(version, *row) for version in LEGACY for row in READ[version]]
)
def test_a_field_is_where_a_reader_looks_for_it(version: str, operation: str, path: str, value: Any) -> None:
    """Of the forms of a reply, the first that is made up is read."""
    status, body = next((case[2], case[3]) for case in MADE_UP if case[:2] == (version, operation))
    found = parse(version, operation, status, body)

    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else operator.attrgetter(step)(found)

    assert found == value
