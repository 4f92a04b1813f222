"""What each call about indexes becomes on the wire of v1.1 and v1.2, and what they cannot say."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from tests.transport.scripted import serve
from tests.versions.older.wire import VERSIONS, Intent, sent_by, wire_of
from tests.versions.wire import Query
from twelvelabs_client import TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.models import Index, IndexModel

DAY = datetime.datetime(2024, 7, 20, 10, 41, 7, tzinfo=datetime.UTC)
STAMP = "2024-07-20T10:41:07Z"
OPTIONS = {"v1.1": "index_options", "v1.2": "engine_options"}

ALIKE: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.indexes.list().to_list(), "GET", "/indexes", [("page", "1")]),
    (
        lambda tl: tl.indexes.list(
            name="nature & co",
            created_at=DAY,
            updated_at=DAY,
            sort_by="updated_at",
            sort_order="asc",
            page=3,
            page_limit=50,
        ).to_list(),
        "GET",
        "/indexes",
        [
            ("page", "3"),
            ("page_limit", "50"),
            ("sort_by", "updated_at"),
            ("sort_option", "asc"),
            ("index_name", "nature & co"),
            ("created_at[gte]", STAMP),
            ("updated_at[gte]", STAMP),
        ],
    ),
    (lambda tl: tl.indexes.get(Index("i1")), "GET", "/indexes/i1", []),
    (lambda tl: tl.indexes.delete("i1"), "DELETE", "/indexes/i1", []),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("intent", "method", "path", "query"), ALIKE)
def test_a_call_without_a_body(version: str, intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == (method, path, sorted(query))
    assert request.content == b""


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["visual", "audio"], "visual,conversation"),
        (["conversation", "audio", "logo"], "conversation,logo"),
        ("text_in_video", "text_in_video"),
    ],
)
def test_indexes_are_listed_by_what_they_look_at(version: str, asked: Any, said: str) -> None:
    request = sent_by(version, lambda tl: tl.indexes.list(model_options=asked).to_list())

    assert wire_of(version, request)[2] == sorted([("page", "1"), (OPTIONS[version], said)])


def test_v1_2_lists_by_the_family_of_an_engine() -> None:
    request = sent_by("v1.2", lambda tl: tl.indexes.list(model_family="pegasus").to_list())

    assert wire_of("v1.2", request)[2] == [("engine_family", "pegasus"), ("page", "1")]


PEGASUS = IndexModel("pegasus1.1", ("visual", "audio"))
BODIES: list[tuple[str, Intent, str, str, dict[str, Any]]] = [
    *(
        (
            version,
            lambda tl: tl.indexes.update(Index("i1"), name="dunes"),
            "PUT",
            "/indexes/i1",
            {"index_name": "dunes"},
        )
        for version in VERSIONS
    ),
    (
        "v1.1",
        lambda tl: tl.indexes.create("nature"),
        "POST",
        "/indexes",
        {"index_name": "nature", "engine_id": "marengo2.5", "index_options": ["visual", "conversation"]},
    ),
    (
        "v1.1",
        lambda tl: tl.indexes.create(
            "nature", models=[IndexModel("marengo2", ("visual", "text_in_video"))], addons="thumbnail"
        ),
        "POST",
        "/indexes",
        {
            "index_name": "nature",
            "engine_id": "marengo2",
            "index_options": ["visual", "text_in_video"],
            "addons": ["thumbnail"],
        },
    ),
    (
        "v1.2",
        lambda tl: tl.indexes.create("nature"),
        "POST",
        "/indexes",
        {
            "index_name": "nature",
            "engines": [{"engine_name": "marengo2.6", "engine_options": ["visual", "conversation"]}],
        },
    ),
    (
        "v1.2",
        lambda tl: tl.indexes.create(
            "nature", models=[IndexModel("marengo2.6", ("logo", "conversation")), PEGASUS], addons=["thumbnail"]
        ),
        "POST",
        "/indexes",
        {
            "index_name": "nature",
            "engines": [
                {"engine_name": "marengo2.6", "engine_options": ["logo", "conversation"]},
                {"engine_name": "pegasus1.1", "engine_options": ["visual", "conversation"]},
            ],
            "addons": ["thumbnail"],
        },
    ),
]


@pytest.mark.parametrize(("version", "intent", "method", "path", "body"), BODIES)
def test_a_call_with_a_json_body(version: str, intent: Intent, method: str, path: str, body: dict[str, Any]) -> None:
    request = sent_by(version, intent)

    assert wire_of(version, request) == (method, path, [])
    assert json.loads(request.content) == body


@pytest.mark.parametrize(
    ("intent", "missing", "instead"),
    [
        (
            lambda tl: tl.indexes.create("nature", models=["marengo2", "marengo2.5"]),
            "models: more than one",
            "for each",
        ),
        (lambda tl: tl.indexes.list(model_family="pegasus"), "model_family", "marengo"),
    ],
)
def test_what_v1_1_cannot_say_is_refused_when_it_is_asked(intent: Intent, missing: str, instead: str) -> None:
    with TwelveLabs(api_version="v1.1", **serve().options) as tl, pytest.raises(UnsupportedInVersionError) as refusal:
        intent(tl)

    assert (refusal.value.version, refusal.value.unsupported) == ("v1.1", missing)
    assert instead in (refusal.value.replacement or "")
