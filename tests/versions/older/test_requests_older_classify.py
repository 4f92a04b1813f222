"""What engines and classifications look like on the wire in v1.1 and v1.2, and what they refuse to be asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.versions.older.wire import VERSIONS, Intent, sent_by, wire_of
from twelvelabs_client import InvalidInputError, MissingInVersionError, TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.intents import ClassifyClass
from twelvelabs_client.models import Engine, Index, IndexedAsset

CLASSES = {"Boats": ["ferry", "sailing boat"], "Pets": "a cat"}
CLASSES_JSON = [{"name": "Boats", "prompts": ["ferry", "sailing boat"]}, {"name": "Pets", "prompts": ["a cat"]}]
BOTH = ["visual", "conversation"]
INDEX, PETS = Index("i1"), ClassifyClass("Pets", "a cat")

PLAIN: list[tuple[Intent, str, str]] = [
    (lambda tl: tl.engines.list(), "GET", "/engines"),
    (lambda tl: tl.engines.get("marengo2.5"), "GET", "/engines/marengo2.5"),
    (lambda tl: tl.engines.get(Engine("marengo2.5")), "GET", "/engines/marengo2.5"),
    (lambda tl: tl.classify.page("846670"), "GET", "/classify/846670"),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("intent", "method", "path"), PLAIN)
def test_reads_say_what_they_ask_for(version: str, intent: Intent, method: str, path: str) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == (method, path, [])
    assert request.content == b""


BODIES: list[tuple[Intent, str, dict[str, Any]]] = [
    (
        lambda tl: tl.classify.videos("v1", CLASSES).to_list(),
        "/classify",
        {"video_ids": ["v1"], "classes": CLASSES_JSON, "options": BOTH},
    ),
    (
        lambda tl: tl.classify.videos([IndexedAsset("v1"), "v2"], {"Pets": ["a cat"]}, page_limit=50).to_list(),
        "/classify",
        {"video_ids": ["v1", "v2"], "classes": CLASSES_JSON[1:], "options": BOTH, "page_limit": 50},
    ),
    (
        lambda tl: tl.classify.index(INDEX, CLASSES, options="visual").to_list(),
        "/classify/bulk",
        {"index_id": "i1", "classes": CLASSES_JSON, "options": ["visual"]},
    ),
    (
        lambda tl: tl.classify.index(
            "i1",
            CLASSES,
            options=["audio", "transcription", "conversation", "text_in_video"],
            transcription_options=["lexical"],
            min_video_score=80,
            min_clip_score=1,
            min_duration_ratio=0.01,
            include_clips=True,
            show_detailed_score=True,
            page_limit=1,
        ).to_list(),
        "/classify/bulk",
        {
            "index_id": "i1",
            "classes": CLASSES_JSON,
            "options": ["conversation", "text_in_video"],
            "conversation_option": "exact_match",
            "threshold": {"min_video_score": 80, "min_clip_score": 1, "min_duration_ratio": 0.01},
            "include_clips": True,
            "show_detailed_score": True,
            "page_limit": 1,
        },
    ),
    (
        lambda tl: tl.classify.videos("v1", CLASSES, min_duration_ratio=0.5, include_clips=False).to_list(),
        "/classify",
        {
            "video_ids": ["v1"],
            "classes": CLASSES_JSON,
            "options": BOTH,
            "threshold": {"min_duration_ratio": 0.5},
            "include_clips": False,
        },
    ),
    (
        lambda tl: tl.classify.videos(
            "v1",
            [
                ClassifyClass("Boats", "ferry", options=["audio"], transcription_options="lexical"),
                ClassifyClass("Pets", ["a cat"]),
            ],
            transcription_options=["semantic"],
        ).to_list(),
        "/classify",
        {
            "video_ids": ["v1"],
            "classes": [
                {
                    "name": "Boats",
                    "prompts": ["ferry"],
                    "options": ["conversation"],
                    "conversation_option": "exact_match",
                },
                CLASSES_JSON[1],
            ],
            "options": BOTH,
            "conversation_option": "semantic",
        },
    ),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("intent", "path", "body"), BODIES)
def test_both_versions_are_asked_alike(version: str, intent: Intent, path: str, body: dict[str, Any]) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == ("POST", path, [])
    assert json.loads(request.content) == body


FIRST_REVISION: list[tuple[Intent, str, dict[str, Any]]] = [
    (
        lambda tl: tl.classify.videos("v1", CLASSES, threshold="medium", transcription_options="semantic").to_list(),
        "/classify",
        {
            "video_id": "v1",
            "labels": CLASSES_JSON,
            "options": BOTH,
            "conversation_option": "semantic",
            "threshold": "medium",
        },
    ),
    (
        lambda tl: tl.classify.index("i1", CLASSES, threshold="none", include_clips=True, page_limit=7).to_list(),
        "/classify/bulk",
        {
            "index_id": "i1",
            "labels": CLASSES_JSON,
            "options": BOTH,
            "threshold": "none",
            "include_clips": True,
            "page_limit": 7,
        },
    ),
]


@pytest.mark.parametrize(("intent", "path", "body"), FIRST_REVISION)
def test_a_threshold_in_a_word_is_said_as_the_first_revision_did(
    intent: Intent, path: str, body: dict[str, Any]
) -> None:
    request = sent_by("v1.1", intent)

    assert wire_of("v1.1", request) == ("POST", path, [])
    assert json.loads(request.content) == body


UNSUPPORTED: list[tuple[str, str, Intent]] = [
    ("v1.2", "threshold: v1.2", lambda tl: tl.classify.videos("v1", CLASSES, threshold="high")),
    ("v1.2", "threshold: v1.2", lambda tl: tl.classify.index("i1", CLASSES, threshold="none")),
    (
        "v1.1",
        "threshold with several videos: v1.1",
        lambda tl: tl.classify.videos(["v1", "v2"], CLASSES, threshold="high"),
    ),
    (
        "v1.1",
        "page_limit with a threshold: v1.1",
        lambda tl: tl.classify.videos("v1", CLASSES, threshold="high", page_limit=1),
    ),
    *(
        (
            "v1.1",
            f"{next(iter(more))} with a threshold: v1.1",
            lambda tl, more=more: tl.classify.index("i1", CLASSES, threshold="low", **more),
        )
        for more in (
            {"min_video_score": 75},
            {"min_clip_score": 30},
            {"min_duration_ratio": 0.5},
            {"show_detailed_score": True},
        )
    ),
    *(
        (
            "v1.1",
            "classes with options of their own with a threshold: v1.1",
            lambda tl, own=own: tl.classify.index("i1", [ClassifyClass("Pets", "a cat", **own)], threshold="low"),
        )
        for own in ({"options": ["visual"]}, {"transcription_options": ["lexical"]})
    ),
    *(
        (
            version,
            f"transcription_options: more than one: {version}",
            lambda tl: tl.classify.index("i1", CLASSES, transcription_options=["lexical", "semantic"]),
        )
        for version in VERSIONS
    ),
]


def refusal_of(says: str) -> str:
    """How the refusal reads of what is not available in a version."""
    what, _, version = says.rpartition(": ")
    return rf"^{what}: not available in API {version}; \w+"


@pytest.mark.parametrize(("version", "says", "intent"), UNSUPPORTED)
def test_what_a_version_cannot_say_is_refused_at_once(version: str, says: str, intent: Intent) -> None:
    with (
        TwelveLabs(api_key="made-up", api_version=version) as tl,
        pytest.raises(UnsupportedInVersionError, match=refusal_of(says)),
    ):
        intent(tl)


MOST = {f"class {number}": ["x"] * 10 for number in range(10)}
REFUSED: list[tuple[str, Intent]] = [
    ("engine: the id is empty", lambda tl: tl.engines.get("")),
    ("videos: the list is empty", lambda tl: tl.classify.videos([], CLASSES)),
    ("videos: expected an id", lambda tl: tl.classify.videos([7], CLASSES)),
    ("index: the id is empty", lambda tl: tl.classify.index("", CLASSES)),
    ("token: the id is empty", lambda tl: tl.classify.page("")),
    ("classes: there is none", lambda tl: tl.classify.index("i1", {})),
    ("classes: there is none", lambda tl: tl.classify.index("i1", [])),
    ("classes: expected names with prompts, or a list, got str", lambda tl: tl.classify.index("i1", "Pets")),
    ("classes: must be a mapping or a list, got NoneType", lambda tl: tl.classify.index("i1", None)),
    (
        "classes[1]: expected a ClassifyClass, got str",
        lambda tl: tl.classify.index("i1", [ClassifyClass("a", "b"), "c"]),
    ),
    ("classes: name: the text is empty", lambda tl: tl.classify.index("i1", {"": "a cat"})),
    ("classes: Pets: 0 prompts; 1 to 100", lambda tl: tl.classify.index("i1", {"Pets": []})),
    ("classes: Pets: 101 prompts; 1 to 100", lambda tl: tl.classify.index("i1", {"Pets": ["a cat"] * 101})),
    ("classes: Pets: prompts: the text is empty", lambda tl: tl.classify.index("i1", {"Pets": ["a cat", " "]})),
    ("classes: prompts: expected a text or texts, got int", lambda tl: tl.classify.index("i1", {"Pets": 7})),
    ("classes: 101 prompts together", lambda tl: tl.classify.index("i1", {**MOST, "one more": "y"})),
    ("options: the list is empty", lambda tl: tl.classify.index("i1", CLASSES, options=[])),
    ("options: the list is empty", lambda tl: ClassifyClass("Pets", "a cat", options=[])),
    (
        "min_video_score: 0 is not a number from 1 to 100",
        lambda tl: tl.classify.index("i1", CLASSES, min_video_score=0),
    ),
    ("min_clip_score: 101 is not", lambda tl: tl.classify.index("i1", CLASSES, min_clip_score=101)),
    ("min_duration_ratio: 50 is not", lambda tl: tl.classify.index("i1", CLASSES, min_duration_ratio=50)),
    ("page_limit: 51 is not", lambda tl: tl.classify.videos("v1", CLASSES, page_limit=51)),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("says", "intent"), REFUSED)
def test_what_makes_no_sense_is_refused_at_once(version: str, says: str, intent: Intent) -> None:
    with (
        TwelveLabs(api_key="made-up", api_version=version) as tl,
        pytest.raises(InvalidInputError) as refusal,
    ):
        intent(tl)

    assert str(refusal.value).startswith(says)


def test_as_many_prompts_as_are_taken_are_sent() -> None:
    request = sent_by("v1.2", lambda tl: tl.classify.index(INDEX, MOST).to_list())

    assert sum(len(each["prompts"]) for each in json.loads(request.content)["classes"]) == 100


@pytest.mark.parametrize("noun", ["engines", "classify"])
def test_v1_3_tells_what_to_use_instead(noun: str) -> None:
    with (
        TwelveLabs(api_key="made-up") as tl,
        pytest.raises(MissingInVersionError, match=rf"^{noun}: not available in API v1\.3; .+"),
    ):
        getattr(tl, noun)
