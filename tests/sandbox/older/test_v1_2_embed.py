"""Embeddings in version 1.2: longer vectors, under the name of their engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import code_of

ENGINE = "Marengo-retrieval-2.6"


def vector(v1_2: Api, text: str, **fields: str) -> list[float]:
    reply = v1_2.form("/embed", engine_name=ENGINE, text=text, **fields).json()
    assert reply["engine_name"] == ENGINE
    return list(reply["text_embedding"]["segments"][0]["float"])


def test_a_text_has_1024_numbers(v1_2: Api) -> None:
    assert len(vector(v1_2, "a red picture")) == 1024


def test_a_long_text_is_cut_where_the_request_says(v1_2: Api) -> None:
    red, green = (" ".join([word] * 77) for word in ("red", "green"))
    text = f"{red} {green}"

    assert vector(v1_2, text) == vector(v1_2, text, text_truncate="end") == vector(v1_2, red)
    assert vector(v1_2, text, text_truncate="start") == vector(v1_2, green)
    refused = v1_2.form("/embed", engine_name=ENGINE, text=text, text_truncate="none")
    assert code_of(refused) == (400, "parameter_invalid")


def test_a_video_has_one_vector_for_each_clip_and_scope(v1_2: Api, clock: Clock, video: Path) -> None:
    file = ("video_file", (video.name, video.read_bytes()))
    form = {"engine_name": ENGINE, "video_clip_length": 2, "video_embedding_scope": ["clip", "video"]}
    task = v1_2.form("/embed/tasks", file, **form).json()["_id"]
    clock.advance(10)

    found = v1_2.get(f"/embed/tasks/{task}").json()

    segments = found["video_embedding"]["segments"]
    assert (found["status"], found["engine_name"]) == ("ready", ENGINE)
    assert [(each["start_offset_sec"], each["embedding_scope"]) for each in segments] == [
        (0, "clip"),
        (2, "clip"),
        (4, "clip"),
        (0, "video"),
    ]
    assert segments[0].keys() == {"start_offset_sec", "end_offset_sec", "embedding_scope", "float"}
    assert {len(each["float"]) for each in segments} == {1024}
    assert v1_2.get(f"/embed/tasks/{task}/status").json()["status"] == "ready"


def test_each_version_lists_the_tasks_of_its_own_engine(v1_2: Api, api: Api, video: Path) -> None:
    file = ("video_file", (video.name, video.read_bytes()))
    task = v1_2.form("/embed/tasks", file, engine_name=ENGINE).json()["_id"]

    assert [each["_id"] for each in v1_2.get("/embed/tasks").json()["data"]] == [task]
    assert api.get("/embed/tasks").json()["data"] == []


@pytest.mark.parametrize("fields", [{"engine_name": "marengo3.0"}, {"model_name": "marengo3.0"}])
def test_other_engines_are_refused(v1_2: Api, fields: dict[str, str]) -> None:
    assert v1_2.form("/embed", text="red", **fields).status_code == 400
