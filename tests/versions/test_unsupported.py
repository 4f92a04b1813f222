"""What a version is asked is said in its request or refused by a row of the table: nothing is left out in silence."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from attrs import NOTHING, fields

from twelvelabs_client import TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.settings import VERSIONS, ApiVersion
from twelvelabs_client.intents.embedding_tasks import EmbeddingsOfForms
from twelvelabs_client.intents.filters import EmbeddingTaskFilter, Filter, IndexFilter, TaskFilter, VideoFilter
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.uploads.files import FilePart
from twelvelabs_client.versions.shared import embed_v1_of, indexes_of, tasks_of, videos_of
from twelvelabs_client.versions.unsupported import UNSUPPORTED, check_supported

WHEN = datetime.datetime(2026, 7, 30, tzinfo=datetime.UTC)
FILE = FilePart(b"made up", "clip.mp4", "video/mp4", 7, replayable=True)  # type: ignore[arg-type]
Way = Callable[[ApiVersion, Any], Call[Any]]

# A value of each field that changes what is asked.
GIVEN: dict[str, Any] = {
    "page_limit": 7, "sort_by": "updated_at", "sort_order": "asc", "name": "nature", "filename": "clip.mp4",
    "model_options": ["visual"], "model_family": "pegasus", "created_at": WHEN, "updated_at": WHEN, "index": "i2",
    "index_id": "i2", "status": ["ready"], "duration": 4, "width": 5, "height": 6, "fps": 24, "size": 8,
    "user_metadata": {"series": "harbor"}, "started_at": WHEN, "ended_at": WHEN, "embedding_options": ["visual"],
    "transcription": True, "embed": True, "model": "marengo2.7", "text": "boat", "text_truncate": "start",
    "image": FILE, "audio": FILE, "audio_start": 3.0, "file": FILE, "url": "https://media.example/clip.mp4",
    "enable_video_stream": False, "transcript": FILE, "transcript_url": "https://media.example/clip.vtt",
    "language": "en",
}  # fmt: skip
# What only some versions are offered: the methods of the others have no such argument.
OFFERED = {
    ("videos.get", "embed"): ("v1.2",),
    ("tasks.create", "transcript"): ("v1.1", "v1.2"),
    ("tasks.create", "transcript_url"): ("v1.1", "v1.2"),
    ("tasks.create", "language"): ("v1.1", "v1.2"),
}
WAYS: dict[str, tuple[type, tuple[ApiVersion, ...], Way]] = {
    "indexes.list": (IndexFilter, VERSIONS, lambda version, asked: indexes_of(version).list_indexes(asked, 1)),
    "tasks.list": (TaskFilter, VERSIONS, lambda version, asked: tasks_of(version).list_tasks(asked, 1)),
    "tasks.create": (NewTask, VERSIONS, lambda version, asked: tasks_of(version).create_task(asked)),
    "videos.list": (VideoFilter, VERSIONS, lambda version, asked: videos_of(version).list_videos("i1", asked, 1)),
    "videos.get": (VideoView, VERSIONS, lambda version, asked: videos_of(version).get_video("i1", "v1", asked)),
    "embed.v1.create": (
        EmbeddingsOfForms,
        ("v1.2", "v1.3"),
        lambda version, asked: embed_v1_of(version).create_embeddings(asked),
    ),
    "embed.v1.tasks.list": (
        EmbeddingTaskFilter,
        ("v1.2", "v1.3"),
        lambda version, asked: embed_v1_of(version).list_tasks(asked, 1),
    ),
}
CASES = [
    pytest.param(method, version, field.alias or field.name, id=f"{method}-{version}-{field.name}")
    for method, (kind, versions, _) in WAYS.items()
    for version in versions
    for field in fields(kind)
    if version in OFFERED.get((method, field.name), versions)
]


def made(kind: type, **given: Any) -> Any:
    """An intent with what it cannot be without, and one argument more."""
    needed = {each.alias or each.name: "i1" for each in fields(kind) if each.default is NOTHING}
    return kind(**{**needed, **given})


def written(call: Call[Any]) -> str:
    request = call.build()
    return repr((request.path, request.query, request.json, request.form))


@pytest.mark.parametrize(("method", "version", "argument"), CASES)
def test_an_argument_is_said_in_the_request_or_refused(method: str, version: ApiVersion, argument: str) -> None:
    kind, _, way = WAYS[method]
    value = "ready" if kind is EmbeddingTaskFilter and argument == "status" else GIVEN[argument]

    if argument in UNSUPPORTED[version].get(method, {}):
        with pytest.raises(UnsupportedInVersionError, match=f"^{argument}: "):
            check_supported(version, method, {argument: value})
    else:
        assert written(way(version, made(kind, **{argument: value}))) != written(way(version, made(kind)))


def test_every_version_has_its_rows() -> None:
    assert UNSUPPORTED.keys() == set(VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_is_of_a_method_that_the_version_has(version: ApiVersion) -> None:
    tl = TwelveLabs(api_key="made-up", api_version=version)

    for method in UNSUPPORTED[version]:
        found: Any = tl
        for name in method.split("."):
            found = getattr(found, name)


@pytest.mark.parametrize("kind", [IndexFilter, TaskFilter, VideoFilter, EmbeddingTaskFilter])
def test_a_filter_says_what_is_given_by_the_names_of_the_method(kind: type[Filter]) -> None:
    assert kind().given().keys() == {each.alias or each.name for each in fields(kind)}
