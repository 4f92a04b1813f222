"""What a version is asked is said in its request or refused by a row of the table: nothing is left out in silence."""

from __future__ import annotations

import datetime
import inspect
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import resources
from typing import Any

import httpx
import pytest

from twelvelabs_client import InvalidInputError, TwelveLabs, TwelveLabsError, UnsupportedInVersionError
from twelvelabs_client.core.settings import VERSIONS, ApiVersion
from twelvelabs_client.intents import And, ClassifyClass, Or
from twelvelabs_client.models import IndexModel
from twelvelabs_client.versions.unsupported import UNSUPPORTED

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

WHEN = datetime.datetime(2026, 7, 30, tzinfo=datetime.UTC)
URL = "https://media.example/clip.mp4"
SPOKEN: dict[str, Any] = {"options": ["transcription"]}
# The methods that several versions have, with arguments that each takes.
METHODS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "indexes.create": (("coast",), {}),
    "indexes.list": ((), {}),
    "tasks.create": (("i1", b"film"), {}),
    "tasks.list": ((), {}),
    "videos.list": (("i1",), {}),
    "videos.get": (("i1", "v1"), {}),
    "videos.update": (("i1", "v1"), {"user_metadata": {"series": "harbor"}}),
    "search.query": (("i1", "boat"), SPOKEN),
    "search.page": (("t-1",), {}),
    "search.combined": (("i1", And("boat", "dog")), SPOKEN),
    "classify.videos": (("v1", {"Pets": "a cat"}), SPOKEN),
    "classify.index": (("i1", {"Pets": "a cat"}), SPOKEN),
    "embed.v1.create": (("boat",), {}),
    "embed.v1.tasks.create": ((b"film",), {}),
    "embed.v1.tasks.list": ((), {}),
    "embed.v1.tasks.get": (("t1",), {}),
    "transfers.import_videos": (("g1", "i1"), {}),
}
# Another value of each argument.
GIVEN: dict[str, Any] = {
    "models": [IndexModel("marengo2.6", ("visual",))], "addons": ["thumbnail"], "name": "nature",
    "model_options": ["visual"], "model_family": "pegasus", "created_at": WHEN, "updated_at": WHEN,
    "sort_by": "updated_at", "sort_order": "asc", "page": 2, "page_limit": 7, "filename": "other.mp4",
    "enable_video_stream": False, "user_metadata": {"camera": "A"}, "transcription": True, "language": "en",
    "index": "i2", "status": ["ready"], "duration": 4, "width": 5, "height": 6, "fps": 24, "size": 8,
    "embedding_options": ["visual"], "embed": True, "title": "Harbor", "text": "dog", "images": b"still",
    "options": ["visual", "transcription"], "transcription_options": ["semantic"], "operator": "and",
    "filter": {"duration": 7}, "group_by": "video", "include_user_metadata": True, "threshold": "low",
    "adjust_confidence_level": 0.5, "proximity": 7, "min_video_score": 50, "min_clip_score": 40,
    "min_duration_ratio": 0.4, "include_clips": True, "show_detailed_score": True, "text_truncate": "start",
    "model": "marengo2.7", "image": b"still", "audio": b"sound", "audio_start": 3.0, "start": 1.0, "end": 9.0,
    "clip_length": 4.0, "scopes": ["clip", "video"], "started_at": WHEN, "ended_at": WHEN,
    "incremental_import": False, "retry_failed": True, "estimated_time": WHEN, "indexed_at": WHEN,
}  # fmt: skip
SPECIAL: dict[tuple[str, str], Any] = {
    ("search.query", "sort_by"): "clip_count",
    ("embed.v1.tasks.list", "status"): "ready",
    ("tasks.create", "transcription"): b"WEBVTT",
    ("tasks.list", "task"): "t2",
    ("videos.list", "video"): "v2",
}
# What an argument needs beside it.
BESIDE: dict[tuple[str, str], dict[str, Any]] = {
    ("search.query", "sort_by"): {"group_by": "video"},
    ("search.query", "images"): {"options": ["visual", "transcription"]},
    ("embed.v1.create", "audio_start"): {"audio": b"sound"},
    ("embed.v1.tasks.create", "start"): {"start": 0.5, "end": 9.5},
    ("embed.v1.tasks.create", "end"): {"start": 0.5, "end": 9.5},
}
NOT_ASKED = {
    "self", "timeout", "wait", "max_wait", "poll_interval", "on_progress", "on_status", "token", "query", "video",
    "videos", "classes", "source", "task", "integration",
}  # fmt: skip
# What decides how the response is read.
READ_ONLY = {("search.page", "group_by")}


class Asked:
    """A client of a version that notes what it is about to send."""

    def __init__(self, version: ApiVersion) -> None:
        self.sent: list[str] = []
        self.tl = TwelveLabs(
            api_key="made-up", api_version=version, max_retries=0, transport=httpx.MockTransport(self._note)
        )

    def method(self, name: str) -> Callable[..., Any] | None:
        found: Any = self.tl
        for part in name.split("."):
            found = getattr(found, part, None)
        return found if callable(found) else None

    def request(self, name: str, /, **given: Any) -> str:
        """The request of a method, with these arguments besides."""
        (positional, named), method = METHODS[name], self.method(name)
        assert method is not None
        names = list(inspect.signature(method).parameters)
        arguments = {**dict(zip(names, positional, strict=False)), **named, **given}
        first = [arguments.pop(each) for each in names[: len(positional)]]
        with suppress(TwelveLabsError):
            result = self.checked(method, first, arguments)
            if hasattr(result, "to_list"):
                result.to_list()
        return self.sent[-1]

    def checked(self, method: Callable[..., Any], first: list[Any], arguments: dict[str, Any]) -> Any:
        try:
            return method(*first, **arguments)
        except (UnsupportedInVersionError, InvalidInputError) as error:
            raise AssertionError(str(error)) from error

    def _note(self, request: httpx.Request) -> httpx.Response:
        boundary = request.headers.get("content-type", "").partition("boundary=")[2]
        body = request.read().decode(errors="replace")
        self.sent.append(f"{request.method} {request.url} {body.replace(boundary, '') if boundary else body}")
        return httpx.Response(400, json={"code": "parameter_invalid", "message": "no"})


def rows_of(version: ApiVersion, method: str) -> dict[str, str]:
    table = UNSUPPORTED[version]
    return {**table.get(method, {}), **table.get(method.partition(".")[0], {})}


def cases() -> Iterator[Any]:
    for version in VERSIONS:
        asked = Asked(version)
        for name in METHODS:
            method = asked.method(name)
            for argument in inspect.signature(method).parameters if method is not None else ():
                if (argument not in NOT_ASKED or (name, argument) in SPECIAL) and (name, argument) not in READ_ONLY:
                    yield pytest.param(version, name, argument, id=f"{version}-{name}-{argument}")


@pytest.mark.parametrize(("version", "name", "argument"), list(cases()))
def test_an_argument_is_said_in_the_request_or_refused(version: ApiVersion, name: str, argument: str) -> None:
    value = SPECIAL[name, argument] if (name, argument) in SPECIAL else GIVEN[argument]
    beside = BESIDE.get((name, argument), {})
    asked = Asked(version)

    if argument in rows_of(version, name):
        with pytest.raises(AssertionError, match=rf"^{argument}: not available in API {version}"):
            asked.request(name, **{**beside, argument: value})
    elif (name, argument, version) in COMBINED:
        with pytest.raises(AssertionError, match=COMBINED[name, argument, version]):
            asked.request(name, **{**beside, argument: value})
    else:
        assert asked.request(name, **{**beside, argument: value}) != asked.request(name, **beside)


# What a version lacks only beside the arguments above.
COMBINED: dict[tuple[str, str, ApiVersion], str] = {
    ("search.query", "images", "v1.2"): "images beside a text: not available in API v1.2",
}

Ask = Callable[[Any], Any]
METADATA = ("filename", "duration", "fps", "width", "height", "size", "video_title", "engine_id", "engine_ids")
KEYS = (*METADATA, "vispresso_index_id")
RANGES = ("duration", "fps", "width", "height", "size")
PARAMETERS = ("_id", "page", "page_limit", "sort_by", "sort_option", "created_at", "updated_at", "indexed_at")
OLDER_NAMES = ("conversation", "text_in_video", "logo")
LABELS = {"Pets": "a cat"}
DATED = ("indexes.list", "tasks.list", "videos.list")
TIMES = ("created_at", "updated_at")
KINDS: dict[str, Any] = {"a whole day": WHEN.date(), "an upper bound": (None, WHEN)}


def with_metadata(method: str, key: str, value: Any) -> Ask:
    def ask(tl: Any) -> Any:
        if method == "videos.list":
            return tl.videos.list("i1", user_metadata={key: value})
        if method == "indexed_assets.list":
            return tl.indexed_assets.list("i1", user_metadata={key: value})
        if method == "videos.update":
            return tl.videos.update("i1", "v1", user_metadata={key: value})
        return tl.transfers.import_videos("g1", "i1", user_metadata={key: value})

    return ask


def made_of(option: str) -> Ask:
    return lambda tl: tl.indexes.create("n", models=[IndexModel("marengo3.0", (option,))])


def listed_by(option: str) -> Ask:
    return lambda tl: tl.indexes.list(model_options=[option])


def dated(method: str, time: str, kind: str) -> Ask:
    def ask(tl: Any) -> Any:
        place = ("i1",) if method == "videos.list" else ()
        return getattr(tl, method.partition(".")[0]).list(*place, **{time: KINDS[kind]})

    return ask


def searched(**given: Any) -> Ask:
    return lambda tl: tl.search.query("i1", **{"text": "boat", **SPOKEN, **given})


def combined(query: Any = "boat", **given: Any) -> Ask:
    return lambda tl: tl.search.combined("i1", query, **{**SPOKEN, **given})


def classified(videos: int = 1, **given: Any) -> Ask:
    return lambda tl: tl.classify.videos(["v1"] * videos, LABELS, **given)


BOTH = ["lexical", "semantic"]
BESIDE_OTHERS: dict[str, Any] = {"options": ["visual", "transcription"], "transcription_options": ["lexical"]}
# A program for every row: what asks for it is refused by it. First, what only v1.1 cannot be asked.
IN_V1_1: dict[tuple[str, str], Ask] = {
    ("indexes.create", "models: more than one"): lambda tl: tl.indexes.create("n", models=["a", "b"]),
    ("indexes.list", "model_family"): lambda tl: tl.indexes.list(model_family="pegasus"),
    ("tasks.list", "status: more than one"): lambda tl: tl.tasks.list(status=["ready", "failed"]),
    ("tasks.list", "status: 'uploading'"): lambda tl: tl.tasks.list(status=["uploading"]),
    ("search.query", "images"): searched(images=b"still", options=["visual"]),
    ("search.query", "adjust_confidence_level"): searched(adjust_confidence_level=0.5),
    ("search.combined", "adjust_confidence_level"): combined(adjust_confidence_level=0.5),
    ("classify", "threshold with several videos"): classified(2, threshold="low"),
    ("classify", "page_limit with a threshold"): classified(threshold="low", page_limit=7),
    ("classify", "min_video_score with a threshold"): classified(threshold="low", min_video_score=50),
    ("classify", "min_clip_score with a threshold"): classified(threshold="low", min_clip_score=50),
    ("classify", "min_duration_ratio with a threshold"): classified(threshold="low", min_duration_ratio=0.5),
    ("classify", "show_detailed_score with a threshold"): classified(threshold="low", show_detailed_score=True),
    ("classify", "classes with options of their own with a threshold"): lambda tl: tl.classify.videos(
        "v1", [ClassifyClass("Pets", "a cat", options=["visual"])], threshold="low"
    ),
}
PROGRAMS: dict[tuple[str, str], Ask] = {
    **IN_V1_1,
    **{("indexes.create", f"options: {name!r}"): made_of(name) for name in OLDER_NAMES},
    **{("indexes.list", f"model_options: {name!r}"): listed_by(name) for name in OLDER_NAMES},
    **{(method, f"{time}: {kind}"): dated(method, time, kind) for method in DATED for time in TIMES for kind in KINDS},
    ("indexes.list", "index"): lambda tl: tl.indexes.list(index="i1"),
    ("tasks.list", "task"): lambda tl: tl.tasks.list(task="t1"),
    ("tasks.list", "duration: a range"): lambda tl: tl.tasks.list(duration=(600, 820)),
    ("tasks.list", "estimated_time"): lambda tl: tl.tasks.list(estimated_time=WHEN),
    ("videos.list", "video"): lambda tl: tl.videos.list("i1", video="v1"),
    ("videos.list", "indexed_at"): lambda tl: tl.videos.list("i1", indexed_at=WHEN),
    ("tasks.create", "user_metadata"): lambda tl: tl.tasks.create("i1", b"film", user_metadata={"a": 1}),
    ("tasks.create", "filename of a task whose video is at an address"): lambda tl: tl.tasks.create(
        "i1", URL, filename="a.mp4"
    ),
    ("tasks.list", "status"): lambda tl: tl.tasks.list(status=["ready"]),
    ("videos.get", "embedding_options"): lambda tl: tl.videos.get("i1", "v1", embedding_options=["visual"]),
    ("videos.get", "transcription"): lambda tl: tl.videos.get("i1", "v1", transcription=True),
    **{
        (method, f"user_metadata: {key}"): with_metadata(method, key, 7)
        for method in ("videos.list", "videos.update", "transfers.import_videos")
        for key in (*KEYS, *(PARAMETERS if method == "videos.list" else ()))
    },
    **{
        ("indexed_assets.list", f"user_metadata: {key}"): with_metadata("indexed_assets.list", key, 7)
        for key in ("status", "filename", *RANGES, *PARAMETERS[1:-1])
    },
    **{
        (method, "user_metadata: a key with ["): with_metadata(method, "a[gte]", 7)
        for method in ("videos.list", "indexed_assets.list")
    },
    ("videos.update", "user_metadata: a list"): with_metadata("videos.update", "a", ["b"]),
    ("videos.update", "user_metadata: None, which removes a key"): with_metadata("videos.update", "a", None),
    ("transfers.import_videos", "user_metadata: a list"): with_metadata("transfers.import_videos", "a", ["b"]),
    ("search.query", "include_user_metadata"): searched(include_user_metadata=True),
    ("search.query", "text: a mention of an entity"): searched(text="<@e1> waves"),
    ("search.query", "transcription_options: more than one"): searched(transcription_options=BOTH),
    ("search.query", "transcription_options: 'lexical' beside other options"): searched(**BESIDE_OTHERS),
    ("search.query", "filter: filename beside title"): searched(filter={"filename": "a.mp4", "title": "a"}),
    ("search.query", "filter: a title that is not a string"): searched(filter={"title": 7}),
    ("search.query", "images: more than one"): searched(text=None, images=[b"a", b"b"], options=["visual"]),
    ("search.query", "images beside a text"): searched(images=b"still", options=["visual"]),
    **{("search.query", f"options: {name!r}"): searched(options=[name]) for name in OLDER_NAMES},
    ("search.combined", "text: a mention of an entity"): combined(Or("boat", "<@e1>")),
    ("search.combined", "transcription_options: more than one"): combined(transcription_options=BOTH),
    ("search.combined", "transcription_options: 'lexical' beside other options"): combined(**BESIDE_OTHERS),
    ("search.combined", "filter: filename beside title"): combined(filter={"filename": "a.mp4", "title": "a"}),
    ("search.combined", "filter: a title that is not a string"): combined(filter={"title": 7}),
    ("search.page", "include_user_metadata"): lambda tl: tl.search.page("t-1", include_user_metadata=True),
    ("classify", "transcription_options: more than one"): classified(transcription_options=BOTH, **SPOKEN),
    ("classify", "threshold"): classified(threshold="low"),
    ("embed.v1.create", "text_truncate"): lambda tl: tl.embed.v1.create("boat", text_truncate="start"),
    ("embed.v1.tasks.create", "clip_length: a fraction of a second"): lambda tl: tl.embed.v1.tasks.create(
        URL, clip_length=2.5
    ),
    ("embed.v1.tasks.get", "embedding_options"): lambda tl: tl.embed.v1.tasks.get("t1", embedding_options=["visual"]),
}
ROWS = [
    pytest.param(version, method, row, id=f"{version}-{method}-{row}")
    for version, methods in UNSUPPORTED.items()
    for method, rows in methods.items()
    for row in rows
]


@pytest.mark.parametrize(("version", "method", "row"), ROWS)
def test_what_a_row_says_is_refused_with_what_to_use_instead(version: ApiVersion, method: str, row: str) -> None:
    asked = Asked(version)

    with pytest.raises(UnsupportedInVersionError) as refusal:
        PROGRAMS[method, row](asked.tl)

    assert refusal.value.replacement == UNSUPPORTED[version][method][row]
    assert asked.sent == []


def test_every_row_has_its_program_and_every_program_its_row() -> None:
    rows = {(method, row) for methods in UNSUPPORTED.values() for method, kept in methods.items() for row in kept}

    assert rows == PROGRAMS.keys()
    assert UNSUPPORTED.keys() == set(VERSIONS)


LISTS: list[tuple[ApiVersion, str, str]] = [
    ("v1.1", "videos.list", "list_videos"),
    ("v1.2", "videos.list", "list_videos"),
    ("v1.3", "videos.list", "list_videos"),
    ("v1.3", "indexed_assets.list", "list_indexed_assets"),
]


@pytest.mark.parametrize(("version", "method", "operation"), LISTS)
def test_no_parameter_of_the_api_is_metadata_to_filter_by(version: ApiVersion, method: str, operation: str) -> None:
    asked = Asked(version)
    table = resources.files("twelvelabs_generated") / version.replace(".", "_") / "OPERATIONS.json"
    described = json.loads(table.read_bytes())[operation]["parameters"]
    names = {*described} - {"user_metadata", "metadata"}

    for name in names:
        with pytest.raises(UnsupportedInVersionError, match=rf"^user_metadata: {re.escape(name)}: "):
            with_metadata(method, name, 7)(asked.tl)
    assert len(names) > 8
