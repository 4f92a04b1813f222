"""What each call about tasks, videos and transfers becomes on the wire of v1.1 and v1.2, and what they cannot say."""

from __future__ import annotations

import datetime
import io
import json
import warnings
from pathlib import Path

import pytest

from tests.transport.scripted import Part, parts_of, reply, serve
from tests.versions.older.wire import VERSIONS, Intent, sent_by, wire_of
from tests.versions.wire import Query, text
from twelvelabs_client import BadRequestError, MissingInVersionError, TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.intents import TransferObject
from twelvelabs_client.models import Index, IndexedAsset, Task

DAY = datetime.datetime(2024, 7, 20, 10, 41, 7, tzinfo=datetime.UTC)
STAMP = "2024-07-20T10:41:07Z"
VIDEOS = "/indexes/i1/videos"
FILE = b"made up"

ALIKE: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.tasks.list().to_list(), "GET", "/tasks", [("page", "1")]),
    (
        lambda tl: tl.tasks.list(
            index=Index("i1"),
            filename="clip.mp4",
            duration=6.5,
            width=480,
            height=360,
            created_at=DAY,
            updated_at=DAY,
            sort_by="created_at",
            sort_order="desc",
            page=3,
            page_limit=1,
        ).to_list(),
        "GET",
        "/tasks",
        [
            ("page", "3"),
            ("page_limit", "1"),
            ("sort_by", "created_at"),
            ("sort_option", "desc"),
            ("index_id", "i1"),
            ("filename", "clip.mp4"),
            ("duration[gte]", "6.5"),
            ("duration[lte]", "6.5"),
            ("width", "480"),
            ("height", "360"),
            ("created_at[gte]", STAMP),
            ("updated_at[gte]", STAMP),
        ],
    ),
    (lambda tl: tl.tasks.get(Task("t1")), "GET", "/tasks/t1", []),
    (lambda tl: tl.tasks.delete("t1"), "DELETE", "/tasks/t1", []),
    (lambda tl: tl.tasks.counts(Index("i1")), "GET", "/tasks/status", [("index_id", "i1")]),
    (
        lambda tl: tl.videos.list(
            Index("i1"),
            filename="clip & harbor.mp4",
            duration=(10, 20.5),
            fps=25,
            width=(639.5, None),
            height=(None, 1080),
            size=(1, 10**10),
            created_at=DAY,
            updated_at=DAY,
            user_metadata={"category": "harbour", "views": 7, "rating": 9.3, "public": True},
            sort_by="updated_at",
            sort_order="asc",
            page=2,
            page_limit=50,
        ).to_list(),
        "GET",
        VIDEOS,
        [
            ("page", "2"),
            ("page_limit", "50"),
            ("sort_by", "updated_at"),
            ("sort_option", "asc"),
            ("filename", "clip & harbor.mp4"),
            ("duration[gte]", "10"),
            ("duration[lte]", "20.5"),
            ("fps[gte]", "25"),
            ("fps[lte]", "25"),
            ("width[gte]", "640"),
            ("height[lte]", "1080"),
            ("size[gte]", "1"),
            ("size[lte]", "10000000000"),
            ("created_at[gte]", STAMP),
            ("updated_at[gte]", STAMP),
            ("category", "harbour"),
            ("views", "7"),
            ("rating", "9.3"),
            ("public", "true"),
        ],
    ),
    (lambda tl: tl.videos.get("i1", IndexedAsset("v1")), "GET", f"{VIDEOS}/v1", []),
    (lambda tl: tl.videos.delete(Index("i1"), "v1"), "DELETE", f"{VIDEOS}/v1", []),
    (lambda tl: tl.videos.transcription("i1", "v1"), "GET", f"{VIDEOS}/v1/transcription", []),
    (
        lambda tl: tl.videos.transcription("i1", "v1", start=0, end=9.5),
        "GET",
        f"{VIDEOS}/v1/transcription",
        [("start", "0"), ("end", "9.5")],
    ),
    (lambda tl: tl.videos.text_in_video("i1", "v1", start=3), "GET", f"{VIDEOS}/v1/text-in-video", [("start", "3")]),
    (lambda tl: tl.videos.logos("i1", "v1", end=3), "GET", f"{VIDEOS}/v1/logo", [("end", "3")]),
    (lambda tl: tl.videos.thumbnail("i1", "v1"), "GET", f"{VIDEOS}/v1/thumbnail", []),
    (lambda tl: tl.videos.thumbnail("i1", "v1", time=1.5), "GET", f"{VIDEOS}/v1/thumbnail", [("time", "1.5")]),
]
V1_1: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.tasks.list(status=["failed"]).to_list(), "GET", "/tasks", [("page", "1"), ("status", "failed")]),
]
IMPORT = "/tasks/transfers/import/g1"
V1_2: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.videos.get("i1", "v1", embed=True), "GET", f"{VIDEOS}/v1", [("embed", "true")]),
    (lambda tl: tl.transfers.import_status("g1", Index("i1")), "GET", f"{IMPORT}/status", [("index_id", "i1")]),
    (lambda tl: tl.transfers.import_logs("g1"), "GET", f"{IMPORT}/logs", []),
]


@pytest.mark.parametrize(
    ("version", "intent", "method", "path", "query"),
    [
        *((version, *row) for version in VERSIONS for row in ALIKE),
        *(("v1.1", *row) for row in V1_1),
        *(("v1.2", *row) for row in V1_2),
    ],
)
def test_a_call_without_a_body(version: str, intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == (method, path, sorted(query))
    assert (request.content, request.headers.get("content-type")) == (b"", None)


UPDATES: list[tuple[Intent, dict[str, object]]] = [
    (
        lambda tl: tl.videos.update("i1", "v1", user_metadata={"category": "", "views": 7, "public": True}),
        {"metadata": {"category": "", "views": 7, "public": True}},
    ),
    (lambda tl: tl.videos.update("i1", "v1", title="Evening"), {"video_title": "Evening"}),
    (
        lambda tl: tl.videos.update(Index("i1"), IndexedAsset("v1"), user_metadata={"a": 1.5}, title="Dawn"),
        {"video_title": "Dawn", "metadata": {"a": 1.5}},
    ),
]
BODIES: list[tuple[str, Intent, str, str, dict[str, object]]] = [
    *((version, intent, "PUT", f"{VIDEOS}/v1", body) for version in VERSIONS for intent, body in UPDATES),
    (
        "v1.2",
        lambda tl: tl.tasks.create_external(Index("i1"), "https://youtu.be/dQmadeUpId7"),
        "POST",
        "/tasks/external-provider",
        {"index_id": "i1", "url": "https://youtu.be/dQmadeUpId7"},
    ),
    ("v1.2", lambda tl: tl.transfers.import_videos("g1", "i1"), "POST", IMPORT, {"index_id": "i1"}),
    (
        "v1.2",
        lambda tl: tl.transfers.import_videos(
            "g1", "i1", incremental_import=False, retry_failed=True, user_metadata={"series": "coast"}
        ),
        "POST",
        IMPORT,
        {"index_id": "i1", "incremental_import": False, "retry_failed": True, "user_metadata": {"series": "coast"}},
    ),
]


@pytest.mark.parametrize(("version", "intent", "method", "path", "body"), BODIES)
def test_a_call_with_a_json_body(version: str, intent: Intent, method: str, path: str, body: dict[str, object]) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == (method, path, [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == body


FORMS: list[tuple[Intent, list[Part]]] = [
    (
        lambda tl: tl.tasks.create("i1", io.BytesIO(FILE), filename="clip ä.mp4"),
        [text("index_id", "i1"), Part("video_file", FILE, "clip ä.mp4", "video/mp4")],
    ),
    (
        lambda tl: tl.tasks.create(Index("i1"), "https://media.example/clip.mp4", enable_video_stream=True),
        [
            text("index_id", "i1"),
            text("video_url", "https://media.example/clip.mp4"),
            text("disable_video_stream", "false"),
        ],
    ),
    (
        lambda tl: tl.tasks.create(
            "i1",
            io.BytesIO(FILE),
            enable_video_stream=False,
            language="en",
            transcription="https://media.example/clip.srt",
            user_metadata={},
        ),
        [
            text("index_id", "i1"),
            Part("video_file", FILE, "upload.bin", "application/octet-stream"),
            text("language", "en"),
            text("provide_transcription", "true"),
            text("transcription_url", "https://media.example/clip.srt"),
            text("disable_video_stream", "true"),
        ],
    ),
    (
        lambda tl: tl.tasks.create("i1", "https://media.example/clip.mp4", transcription=io.BytesIO(b"words")),
        [
            text("index_id", "i1"),
            text("video_url", "https://media.example/clip.mp4"),
            text("provide_transcription", "true"),
            Part("transcription_file", b"words", "upload.bin", "application/octet-stream"),
        ],
    ),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("intent", "parts"), FORMS)
def test_a_task_is_made_by_a_form(version: str, intent: Intent, parts: list[Part]) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == ("POST", "/tasks", [])
    assert sorted(parts_of(request), key=lambda part: part.name) == sorted(parts, key=lambda part: part.name)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_transcript_is_sent_with_its_name_beside_the_video(version: str, tmp_path: Path) -> None:
    video, transcript = tmp_path / "clip.mp4", tmp_path / "clip.srt"
    video.write_bytes(FILE)
    transcript.write_bytes(b"words")

    request = sent_by(version, lambda tl: tl.tasks.create("i1", video, transcription=str(transcript)))

    files = {part.name: (part.filename, part.value) for part in parts_of(request) if part.filename}
    assert files == {"video_file": ("clip.mp4", FILE), "transcription_file": ("clip.srt", b"words")}


OBJECTS = [
    TransferObject(Index("i1"), "s3://films/01.mp4", transcription="s3://films/01.srt"),
    TransferObject("i2", "s3://films/02.mp4"),
]
ROWS = [
    {"index_id": "i1", "language": "en", "object": "s3://films/01.mp4", "transcription": "s3://films/01.srt"},
    {"index_id": "i2", "language": "en", "object": "s3://films/02.mp4"},
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("form", [list, tuple])
def test_objects_of_a_bucket_are_sent_as_a_file_that_lists_them(version: str, form: type) -> None:
    request = sent_by(version, lambda tl: tl.transfers.create(form(OBJECTS)))

    [part] = parts_of(request)
    assert wire_of(version, request) == ("POST", "/tasks/transfers", [])
    assert (part.name, part.filename, part.media_type) == ("file", "transfer.json", "application/json")
    assert json.loads(part.value) == ROWS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_list_of_objects_is_sent_as_the_file_that_it_is(version: str, tmp_path: Path) -> None:
    path = tmp_path / "films.json"
    path.write_bytes(b"[ ]")

    from_path = parts_of(sent_by(version, lambda tl: tl.transfers.create(path)))
    from_file = parts_of(sent_by(version, lambda tl: tl.transfers.create(io.BytesIO(b"[ ]"))))

    assert [(part.filename, part.value) for part in from_path] == [("films.json", b"[ ]")]
    assert [part.value for part in from_file] == [b"[ ]"]


UNSAYABLE: list[tuple[tuple[str, ...], Intent, str, str]] = [
    (VERSIONS, lambda tl: tl.tasks.create("i1", io.BytesIO(FILE), user_metadata={"a": 1}), "user_metadata", "upload("),
    *(
        (VERSIONS, ask, "filename", "send the file")
        for ask in (
            lambda tl: tl.tasks.create("i1", "https://media.example/clip.mp4", filename="a.mp4"),
            lambda tl: tl.upload("https://media.example/clip.mp4", index="i1", filename="a.mp4"),
        )
    ),
    (VERSIONS, lambda tl: tl.videos.get("i1", "v1", transcription=True), "transcription", "videos.transcription"),
    (("v1.1",), lambda tl: tl.videos.get("i1", "v1", embedding_options=["audio"]), "embedding_options", "v1.2"),
    (("v1.2",), lambda tl: tl.videos.get("i1", "v1", embedding_options=["audio"]), "embedding_options", "embed=True"),
    (("v1.1",), lambda tl: tl.tasks.list(status=["ready", "failed"]), "status", "each state"),
    (("v1.1",), lambda tl: tl.tasks.list(status=["uploading"]), "status", "validating"),
    (("v1.2",), lambda tl: tl.tasks.list(status=["ready"]), "status", "tasks.counts"),
    (VERSIONS, lambda tl: tl.videos.update("i1", "v1", user_metadata={"a": None}), "a: None", "empty text"),
    (VERSIONS, lambda tl: tl.videos.update("i1", "v1", user_metadata={"a": ["b"]}), "a: a list", "one text"),
    *(
        (VERSIONS, lambda tl, key=key: tl.videos.update("i1", "v1", user_metadata={key: "b"}), key, "another key")
        for key in ("filename", "duration", "fps", "width", "height", "size", "video_title", "engine_ids")
    ),
    (VERSIONS, lambda tl: tl.videos.list("i1", user_metadata={"size": 7}), "size", "another key"),
    (VERSIONS, lambda tl: tl.videos.list("i1", user_metadata={"page": 7}), "page", "parameter"),
    (VERSIONS, lambda tl: tl.videos.list("i1", user_metadata={"a[gte]": 7}), "a[gte]", "parameter"),
    (VERSIONS, lambda tl: tl.upload(io.BytesIO(FILE), index="i1", user_metadata={"a": ["b"]}), "a: a list", "one text"),
    (VERSIONS, lambda tl: tl.upload(io.BytesIO(FILE), index="i1", user_metadata={"fps": 2}), "fps", "another key"),
    (("v1.2",), lambda tl: tl.transfers.import_videos("g1", "i1", user_metadata={"a": ["b"]}), "a: a list", "one text"),
]


@pytest.mark.parametrize(
    ("version", "intent", "missing", "instead"),
    [(version, *row) for versions, *row in UNSAYABLE for version in versions],
)
def test_what_a_version_cannot_say_is_refused_with_what_to_do_instead(
    version: str, intent: Intent, missing: str, instead: str
) -> None:
    server = serve()
    with TwelveLabs(api_version=version, **server.options) as tl, pytest.raises(UnsupportedInVersionError) as refusal:
        intent(tl)

    assert (refusal.value.version, server.requests) == (version, [])
    assert missing in refusal.value.unsupported
    assert instead in (refusal.value.replacement or "")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_upload_whose_metadata_are_refused_tells_which_video_is_indexed(version: str) -> None:
    server = serve(
        reply(201, {"_id": "t1"}),
        reply(200, {"_id": "t1", "status": "ready", "video_id": "v1"}),
        reply(400, {"code": "parameter_invalid", "message": "The metadata parameter is invalid."}),
    )
    with TwelveLabs(api_version=version, **server.options) as tl, pytest.raises(BadRequestError) as refusal:
        tl.upload(io.BytesIO(FILE), index="i1", user_metadata={"a": 1})

    [note] = refusal.value.__notes__
    assert note == "the video v1 is indexed; give it its user_metadata with videos.update"


ONLY_ELSEWHERE: list[tuple[str, Intent, str]] = [
    ("v1.1", lambda tl: tl.tasks.create_external, "download"),
    ("v1.1", lambda tl: tl.transfers.import_videos, "transfers.create"),
    ("v1.1", lambda tl: tl.transfers.import_status, "tasks.counts"),
    ("v1.1", lambda tl: tl.transfers.import_logs, "tasks.list"),
    ("v1.3", lambda tl: tl.tasks.counts, "tasks.list"),
    ("v1.3", lambda tl: tl.tasks.create_external, "download"),
    ("v1.3", lambda tl: tl.videos.transcription, "indexed_assets.get"),
    ("v1.3", lambda tl: tl.videos.text_in_video, "search.query"),
    ("v1.3", lambda tl: tl.videos.logos, "search.query"),
    ("v1.3", lambda tl: tl.videos.thumbnail, "thumbnail_url"),
    ("v1.3", lambda tl: tl.transfers, "connections"),
]


@pytest.mark.parametrize(("version", "name", "instead"), ONLY_ELSEWHERE)
def test_what_only_other_versions_have_is_said_to_be_missing(version: str, name: Intent, instead: str) -> None:
    with TwelveLabs(api_version=version, **serve().options) as tl, pytest.raises(MissingInVersionError) as refusal:
        name(tl)

    assert instead in (refusal.value.replacement or "")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_v1_3_means_to_remove_gives_no_warning_where_it_is_as_it_should_be(version: str) -> None:
    intents: list[Intent] = [
        lambda tl: tl.tasks.create("i1", io.BytesIO(FILE)),
        lambda tl: tl.tasks.list().to_list(),
        lambda tl: tl.tasks.get("t1"),
        lambda tl: tl.tasks.delete("t1"),
        lambda tl: tl.videos.list("i1").to_list(),
        lambda tl: tl.videos.get("i1", "v1"),
        lambda tl: tl.videos.update("i1", "v1", user_metadata={"a": 1}),
        lambda tl: tl.videos.delete("i1", "v1"),
    ]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for intent in intents:
            sent_by(version, intent)
