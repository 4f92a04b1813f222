"""The value sets of the API: each is our description's, and a value that is not in it is sent all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.canonical import read_specification
from pipeline.places import Walk
from twelvelabs_client import TwelveLabs, TwelveLabsError, TwelveLabsV1_2, UnknownValueWarning
from twelvelabs_client.intents import (
    AudioInput,
    ClassifyClass,
    DocumentInput,
    InputSource,
    MultiInput,
    PageSegmentation,
    VideoInput,
    values,
)
from twelvelabs_client.intents.filters import TaskFilter

OPENAPI = Path(__file__).resolve().parents[2] / "openapi"
ID = "66e0b1a8c1f0a5d3b2e4f601"
STRANGE: Any = "sepia"
URL = "https://media.example/clip.mp4"
LABELS = {"Pets": ["a cat"]}
Ask = Callable[[Any], object]
SETS = {name: value for name, value in vars(values).items() if name.isupper() and name != "OLDER_OPTIONS"}


def places_of(version: str) -> Mapping[str, set[str]]:
    """The places of our description with a set of values."""
    ours = read_specification(OPENAPI / version, ours=True)
    steps = Walk(ours, ours).steps()
    return {
        step.place: set(step.ours["enum"])
        for step in steps
        if step.kind == "schema" and step.ours is not None and "enum" in step.ours
    }


PLACES = {
    "MODEL_FAMILIES": ("v1.3", "GET /indexes query model_family"),
    "INDEX_MODEL_OPTIONS": ("v1.3", "GET /indexes query model_options []"),
    "ASSET_TYPES": ("v1.3", "GET /assets query asset_types []"),
    "UPLOAD_KINDS": ("v1.3", "POST /assets/multipart-uploads request /type"),
    "TRANSCRIPTION_PARTS": ("v1.3", "GET /assets/{}/transcription query include []"),
    "INDEXED_ASSET_STATUSES": ("v1.3", "GET /indexes/{}/indexed-assets query status []"),
    "TASK_STATUSES": ("v1.3", "GET /tasks query status []"),
    "SEARCH_OPTIONS": ("v1.3", "POST /search request /search_options[]"),
    "TRANSCRIPTION_OPTIONS": ("v1.3", "POST /search request /transcription_options[]"),
    "SEARCH_OPERATORS": ("v1.3", "POST /search request /operator"),
    "SEARCH_THRESHOLDS": ("v1.2", "POST /search-v2 request /threshold"),
    "SEARCH_ORDERS": ("v1.2", "POST /search-v2 request /sort_option"),
    "ANALYSIS_MODES": ("v1.3", "GET /analyze/batches query analysis_mode []"),
    "ANALYZE_TASK_STATUSES": ("v1.3", "GET /analyze/tasks query status"),
    "ANALYZE_BATCH_STATUSES": ("v1.3", "GET /analyze/batches query status []"),
    "EMBEDDING_TASK_STATUSES": ("v1.2", "GET /embed/tasks query status"),
    "STORED_EMBEDDING_OPTIONS": ("v1.3", "GET /indexes/{}/indexed-assets/{} query embedding_option []"),
    "EMBEDDING_SCOPES": ("v1.3", "POST /embed/tasks request /video_embedding_scope[]"),
    "TRUNCATIONS": ("v1.2", "POST /embed request /text_truncate"),
    "VIDEO_INPUT_OPTIONS": ("v1.3", "POST /embed-v2 request /video/embedding_option[]"),
    "AUDIO_INPUT_OPTIONS": ("v1.3", "POST /embed-v2 request /audio/embedding_option[]"),
    "DOCUMENT_OPTIONS": ("v1.3", "POST /embed-v2/tasks request /document/embedding_option[]"),
    "INPUT_SCOPES": ("v1.3", "POST /embed-v2/tasks request /audio/embedding_scope[]"),
    "DOCUMENT_SCOPES": ("v1.3", "POST /embed-v2/tasks request /document/embedding_scope[]"),
    "INPUT_TYPES": ("v1.3", "POST /embed-v2 request /video/embedding_type[]"),
    "SOURCE_TYPES": ("v1.3", "POST /embed-v2 request /multi_input/media_sources[]/media_type"),
    "SEGMENTATION_STRATEGIES": ("v1.3", "POST /embed-v2/tasks request /document/segmentation/spatial/strategy"),
    "ENTITY_STATUSES": ("v1.3", "GET /entity-collections/{}/entities query status"),
    "ITEM_STATUSES": ("v1.3", "GET /knowledge-stores/{}/items query status []"),
    "ITEM_ASSET_TYPES": ("v1.3", "POST /knowledge-stores/{}/items request /asset_type"),
    "ITEM_MODALITIES": ("v1.3", "POST /knowledge-stores/{}/search request /search_options/video/modalities[]"),
    "ITEM_GROUPINGS": ("v1.3", "POST /knowledge-stores/{}/search request /group_by"),
    "RESPONSE_INCLUDES": ("v1.3", "POST /responses request /include[]"),
    "GIST_TYPES": ("v1.2", "POST /gist request /types[]"),
    "SUMMARY_TYPES": ("v1.2", "POST /summarize request /type"),
    "TASK_LANGUAGES": ("v1.2", "POST /tasks request /language"),
    "SORT_BY_TIME": ("v1.3", "GET /indexes query sort_by"),
    "SORT_BY_TIME_OR_NAME": ("v1.3", "GET /entity-collections query sort_by"),
    "SORT_ORDERS": ("v1.3", "GET /indexes query sort_option"),
}
# The facade's own names for what the API calls otherwise.
NOT_DESCRIBED = {"CLASSIFY_OPTIONS"}


@pytest.fixture(scope="module")
def described() -> Mapping[str, Mapping[str, set[str]]]:
    return {version: places_of(version) for version in ("v1.2", "v1.3")}


def test_every_set_has_its_place_in_our_description() -> None:
    assert PLACES.keys() | NOT_DESCRIBED == SETS.keys()


@pytest.mark.parametrize("name", PLACES)
def test_a_set_is_that_of_our_description(name: str, described: Mapping[str, Mapping[str, set[str]]]) -> None:
    version, place = PLACES[name]

    assert set(SETS[name]) == described[version][place]


def sent(name: str, parameter: str, ask: Ask) -> Any:
    """A row: a set, the parameter that takes its values, and a call with a value that is not in it."""
    return pytest.param(name, parameter, ask, id=f"{name}-{parameter}")


def task(tl: Any, input: VideoInput | AudioInput) -> object:
    return tl.embed.tasks.create(input, model="marengo3.0")


ROWS = [
    sent("MODEL_FAMILIES", "model_family", lambda tl: tl.indexes.list(model_family=STRANGE).to_list()),
    sent("INDEX_MODEL_OPTIONS", "model_options", lambda tl: tl.indexes.list(model_options=[STRANGE]).to_list()),
    sent("SORT_BY_TIME", "sort_by", lambda tl: tl.indexes.list(sort_by=STRANGE).to_list()),
    sent("SORT_ORDERS", "sort_order", lambda tl: tl.indexes.list(sort_order=STRANGE).to_list()),
    sent("SORT_BY_TIME_OR_NAME", "sort_by", lambda tl: tl.entity_collections.list(sort_by=STRANGE).to_list()),
    sent("ASSET_TYPES", "asset_types", lambda tl: tl.assets.list(asset_types=[STRANGE]).to_list()),
    sent("UPLOAD_KINDS", "kind", lambda tl: tl.uploads.create("a.mp4", total_size=9, kind=STRANGE)),
    sent("TRANSCRIPTION_PARTS", "include", lambda tl: tl.assets.transcription(ID, include=[STRANGE])),
    sent("INDEXED_ASSET_STATUSES", "status", lambda tl: tl.indexed_assets.list(ID, status=[STRANGE]).to_list()),
    sent(
        "STORED_EMBEDDING_OPTIONS",
        "embedding_options",
        lambda tl: tl.indexed_assets.get(ID, ID, embedding_options=[STRANGE]),
    ),
    sent("SEARCH_OPTIONS", "options", lambda tl: tl.search.query(ID, "x", options=[STRANGE]).to_list()),
    sent(
        "TRANSCRIPTION_OPTIONS",
        "transcription_options",
        lambda tl: tl.search.query(ID, "x", options=["transcription"], transcription_options=[STRANGE]).to_list(),
    ),
    sent("SEARCH_OPERATORS", "operator", lambda tl: tl.search.query(ID, "x", operator=STRANGE).to_list()),
    sent("ANALYSIS_MODES", "analysis_mode", lambda tl: tl.analyze.tasks.list(analysis_mode=STRANGE).to_list()),
    sent("ANALYZE_TASK_STATUSES", "status", lambda tl: tl.analyze.tasks.list(status=STRANGE).to_list()),
    sent("ANALYZE_BATCH_STATUSES", "status", lambda tl: tl.analyze.batches.list(status=[STRANGE]).to_list()),
    sent("EMBEDDING_TASK_STATUSES", "status", lambda tl: tl.embed.tasks.list(status=STRANGE).to_list()),
    sent(
        "VIDEO_INPUT_OPTIONS",
        "options",
        lambda tl: task(tl, VideoInput(ID, options=[STRANGE])),
    ),
    sent(
        "AUDIO_INPUT_OPTIONS",
        "options",
        lambda tl: task(tl, AudioInput(ID, options=[STRANGE])),
    ),
    sent("INPUT_SCOPES", "scopes", lambda tl: task(tl, VideoInput(ID, scopes=[STRANGE]))),
    sent("INPUT_TYPES", "types", lambda tl: task(tl, VideoInput(ID, types=[STRANGE]))),
    sent(
        "SOURCE_TYPES",
        "media_type",
        lambda tl: tl.embed.create(
            MultiInput("a <@film>", [InputSource(STRANGE, ID, name="film")]), model="marengo3.5"
        ),
    ),
    sent("ENTITY_STATUSES", "status", lambda tl: tl.entities.list(ID, status=STRANGE).to_list()),
    sent("ITEM_STATUSES", "status", lambda tl: tl.knowledge_stores.items.list(ID, status=[STRANGE]).to_list()),
    sent("ITEM_ASSET_TYPES", "asset_type", lambda tl: tl.knowledge_stores.items.create(ID, ID, asset_type=STRANGE)),
    sent(
        "ITEM_MODALITIES", "modalities", lambda tl: tl.knowledge_stores.search(ID, "x", modalities=[STRANGE]).to_list()
    ),
    sent("ITEM_GROUPINGS", "group_by", lambda tl: tl.knowledge_stores.search(ID, "x", group_by=STRANGE).to_list()),
    sent("RESPONSE_INCLUDES", "include", lambda tl: tl.responses.create(ID, "x", include=[STRANGE])),
]
OLDER_ROWS = [
    sent("SEARCH_THRESHOLDS", "threshold", lambda tl: older(tl).search.query(ID, "x", threshold=STRANGE).to_list()),
    sent("SEARCH_ORDERS", "sort_by", lambda tl: older(tl).search.query(ID, "x", sort_by=STRANGE).to_list()),
    sent("TRUNCATIONS", "text_truncate", lambda tl: older(tl).embed.v1.create("x", text_truncate=STRANGE)),
    sent("EMBEDDING_SCOPES", "scopes", lambda tl: older(tl).embed.v1.tasks.create(URL, scopes=["clip", STRANGE])),
    sent("GIST_TYPES", "types", lambda tl: older(tl).gist(ID, [STRANGE])),
    sent("SUMMARY_TYPES", "type", lambda tl: older(tl).summarize(ID, STRANGE)),
    sent("TASK_LANGUAGES", "language", lambda tl: older(tl).tasks.create(ID, URL, language=STRANGE)),
    sent("CLASSIFY_OPTIONS", "options", lambda tl: older(tl).classify.index(ID, LABELS, options=[STRANGE]).to_list()),
]
# Only made here: what takes them needs a file, is a part of an input, or warns of something else, too.
MADE = [
    sent("TASK_STATUSES", "status", lambda tl: TaskFilter(status=[STRANGE])),
    sent("DOCUMENT_OPTIONS", "options", lambda tl: DocumentInput(ID, options=[STRANGE])),
    sent("DOCUMENT_SCOPES", "scopes", lambda tl: DocumentInput(ID, scopes=[STRANGE])),
    sent("SEGMENTATION_STRATEGIES", "strategy", lambda tl: PageSegmentation(STRANGE)),
    sent("CLASSIFY_OPTIONS", "options", lambda tl: ClassifyClass("Pets", "a cat", options=[STRANGE])),
]


def older(tl: Any) -> TwelveLabsV1_2:
    return TwelveLabsV1_2(api_key="made-up", transport=tl._transport._backend._brought._transport)


def test_every_set_has_a_call_that_takes_its_values() -> None:
    assert {row.values[0] for row in (*ROWS, *OLDER_ROWS, *MADE)} == SETS.keys()


@pytest.mark.parametrize(("name", "parameter", "ask"), [*ROWS, *OLDER_ROWS])
def test_a_value_that_is_not_known_is_sent_with_one_warning_at_the_line_of_the_program(
    name: str, parameter: str, ask: Ask
) -> None:
    requests: list[str] = []

    def note(request: httpx.Request) -> httpx.Response:
        requests.append(f"{request.url} {request.read().decode(errors='replace')}")
        return httpx.Response(400, json={"code": "parameter_invalid", "message": "no"})

    tl = TwelveLabs(api_key="made-up", transport=httpx.MockTransport(note), max_retries=0)
    with (
        pytest.warns(UnknownValueWarning, match=f"{parameter}: 'sepia' is not one of ") as warned,
        suppress(TwelveLabsError),
    ):
        ask(tl)

    assert [Path(warning.filename).name for warning in warned] == [Path(__file__).name]
    assert sorted(SETS[name])[0] in str(warned[0].message)
    assert "sepia" in requests[-1]


@pytest.mark.parametrize(("name", "parameter", "make"), MADE)
def test_an_input_with_a_value_that_is_not_known_is_made_with_a_warning(name: str, parameter: str, make: Any) -> None:
    with pytest.warns(UnknownValueWarning, match=f"{parameter}: 'sepia' is not one of "):
        made = make(None)

    assert "sepia" in str(made)
    assert name in SETS
