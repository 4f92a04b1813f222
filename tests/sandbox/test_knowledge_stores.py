"""Knowledge stores: what they keep, what they refuse, and what goes with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock

SCHEMA = {"type": "object", "properties": {"topic": {"type": "string", "description": "What the shot is about"}}}


def by_schema(schema: Any) -> dict[str, Any]:
    return {"enrichment_config": {"type": "json_schema", "json_schema": schema}}


def create(api: Api, name: str = "coast", **more: Any) -> str:
    reply = api.post("/knowledge-stores", json={"name": name, **more})
    assert reply.status_code == 201, reply.text
    return str(reply.json()["_id"])


def test_a_store_is_given_back_as_it_was_made(api: Api) -> None:
    metadata = {"text": "a", "whole": 2**53 - 1, "number": 0.5, "truth": False, "list": ["a", "b"], "empty": ""}
    body = {
        "name": "coast",
        "description": "Films of the coast",
        "ingestion_config": by_schema(SCHEMA),
        "metadata": metadata,
    }

    made = api.post("/knowledge-stores", json=body)

    assert (made.status_code, made.headers["x-sandbox-class"]) == (201, "stateful")
    assert made.json()["_id"].startswith("ks_")
    assert {name: made.json()[name] for name in body} == body
    assert made.json()["item_count"] == 0
    assert api.get(f"/knowledge-stores/{made.json()['_id']}").json() == made.json()


def test_a_store_tells_nothing_that_it_was_not_given(api: Api) -> None:
    assert api.post("/knowledge-stores", json={"name": "plain"}).json().keys() == {
        "_id",
        "name",
        "item_count",
        "created_at",
        "updated_at",
    }


@pytest.mark.parametrize(
    "schema",
    [
        {**SCHEMA, "title": "Shot", "description": "One shot", "required": ["topic"], "additionalProperties": False},
        {"type": "object", "properties": {"pattern": {"type": "string", "description": "Of the cloth"}}},
        {
            "type": "object",
            "properties": {
                "people": {
                    "type": "array",
                    "description": "Who is seen",
                    "minItems": 0,
                    "maxItems": 9,
                    "items": {"type": "object", "properties": {"age": {"type": "integer", "description": "In years"}}},
                },
                "place": {
                    "type": "array",
                    "description": "Where",
                    "prefixItems": [{"type": "number", "minimum": -90, "maximum": 90}, {"type": "number"}],
                },
                "day": {"type": "string", "format": "date", "description": "When", "enum": ["2026-01-01"]},
            },
        },
    ],
)
def test_a_schema_of_known_keywords_is_taken(api: Api, schema: dict[str, Any]) -> None:
    assert api.post("/knowledge-stores", json={"name": "coast", "ingestion_config": by_schema(schema)}).is_success


def test_words_are_taken_for_a_schema(api: Api) -> None:
    config = {"enrichment_config": {"type": "description", "description": "the ships and their flags"}}

    assert api.post("/knowledge-stores", json={"name": "a", "ingestion_config": config}).json()["ingestion_config"] == (
        config
    )


def described(**schema: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"topic": {"description": "What", **schema}}}


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (described(type="string", pattern="a+"), "keyword pattern"),
        (described(anyOf=[{"type": "string"}]), "keyword anyOf"),
        (described(type="string", default="a"), "keyword default"),
        (described(type=["string", "null"]), "type must be one of"),
        (described(type="null"), "type must be one of"),
        ({**SCHEMA, "$defs": {}}, "keyword $defs"),
        ({"type": "object", "properties": {"topic": {"type": "string"}}}, "json_schema.topic: Every property needs"),
        (described(type="array", items={"type": "string", "const": "a"}), "json_schema.topic[]: The keyword const"),
        (described(type="array", items=True), "It must be a schema"),
        (described(type="array", prefixItems=[{"minLength": 1}]), "keyword minLength"),
        (described(type="object", properties={"a": {"type": "string"}}), "json_schema.topic.a: Every property"),
        (described(type="object", additionalProperties={}), "additionalProperties must be true or false"),
    ],
)
def test_a_schema_that_holds_more_is_unprocessable(api: Api, schema: dict[str, Any], says: str) -> None:
    reply = api.post("/knowledge-stores", json={"name": "coast", "ingestion_config": by_schema(schema)})

    assert (reply.status_code, reply.json()["code"]) == (422, "parameter_invalid")
    assert says in reply.json()["message"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "parameter_not_provided"),
        ({"name": ""}, "parameter_invalid"),
        ({"name": "  "}, "parameter_invalid"),
        ({"name": "a", "kind": "b"}, "parameter_unknown"),
        ({"name": "a", "ingestion_config": {}}, "parameter_not_provided"),
        ({"name": "a", "ingestion_config": {"enrichment_config": {"type": "guess"}}}, "parameter_invalid"),
        ({"name": "a", "ingestion_config": by_schema({"type": "array"})}, "parameter_invalid"),
    ],
)
def test_a_store_that_makes_no_sense_is_refused(api: Api, body: dict[str, Any], code: str) -> None:
    reply = api.post("/knowledge-stores", json=body)

    assert (reply.status_code, reply.json()["code"]) == (400, code)


TOO_MUCH = [
    pytest.param({str(number): 1 for number in range(11)}, id="eleven keys"),
    pytest.param({"k" * 129: 1}, id="a long key"),
    pytest.param({"a": "x" * 2049}, id="a long text"),
    pytest.param({"a": None}, id="null"),
    pytest.param({"a": {"b": 1}}, id="an object"),
    pytest.param({"a": ["b", 1]}, id="a mixed list"),
    pytest.param({"a": 2**53}, id="54 bits"),
]


@pytest.mark.parametrize("metadata", TOO_MUCH)
def test_metadata_beyond_the_limits_are_refused_when_made_and_when_changed(api: Api, metadata: Any) -> None:
    store = create(api)

    made = api.post("/knowledge-stores", json={"name": "other", "metadata": metadata})
    changed = api.send("PATCH", f"/knowledge-stores/{store}", json={"metadata": metadata})

    assert (made.status_code, changed.status_code) == (400, 400)
    assert "metadata" not in api.get(f"/knowledge-stores/{store}").json()


def test_metadata_up_to_the_limits_are_kept(api: Api) -> None:
    metadata = {f"{number}{'k' * 127}": "x" * 2048 for number in range(10)}

    store = create(api, metadata=metadata)

    assert api.get(f"/knowledge-stores/{store}").json()["metadata"] == metadata


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({}, {"name": "coast", "description": "old", "metadata": {"a": 1, "b": 2}}),
        ({"name": "shore"}, {"name": "shore", "description": "old", "metadata": {"a": 1, "b": 2}}),
        ({"description": ""}, {"name": "coast", "metadata": {"a": 1, "b": 2}}),
        ({"metadata": {"a": "new"}}, {"name": "coast", "description": "old", "metadata": {"a": "new"}}),
        ({"metadata": {}}, {"name": "coast", "description": "old"}),
    ],
)
def test_an_update_changes_what_it_names_and_replaces_metadata_whole(
    api: Api, clock: Clock, change: dict[str, Any], after: dict[str, Any]
) -> None:
    store = create(api, description="old", metadata={"a": 1, "b": 2}, ingestion_config=by_schema(SCHEMA))
    clock.advance(60)

    reply = api.send("PATCH", f"/knowledge-stores/{store}", json=change)

    told = {name: reply.json()[name] for name in ("name", "description", "metadata") if name in reply.json()}
    assert told == after
    assert reply.json()["updated_at"] > reply.json()["created_at"]
    assert reply.json()["ingestion_config"] == by_schema(SCHEMA)
    assert api.get(f"/knowledge-stores/{store}").json() == reply.json()


@pytest.mark.parametrize("body", [{"name": ""}, {"name": " "}, {"name": None}, {"ingestion_config": {}}])
def test_what_cannot_change_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert api.send("PATCH", f"/knowledge-stores/{create(api)}", json=body).status_code == 400


def test_stores_are_listed_by_age_and_by_change(api: Api, clock: Clock) -> None:
    first = create(api, "first")
    clock.advance(1)
    second = create(api, "second")
    clock.advance(1)
    api.send("PATCH", f"/knowledge-stores/{first}", json={"name": "changed"})

    def listed(query: str) -> list[str]:
        return [store["_id"] for store in api.get(f"/knowledge-stores?{query}").json()["data"]]

    assert listed("") == [second, first]
    assert listed("sort_option=asc") == [first, second]
    assert listed("sort_by=updated_at") == [first, second]
    assert listed("page=2&page_limit=1") == [first]
    assert api.get("/knowledge-stores?sort_by=name").status_code == 400


def test_with_a_store_all_that_is_in_it_goes_and_assets_stay(api: Api, asset: str) -> None:
    store, other = create(api), create(api, "other")
    item, kept = (
        api.post(f"/knowledge-stores/{each}/items", json={"asset_id": asset}).json()["_id"] for each in (store, other)
    )
    collection = api.post(f"/knowledge-stores/{store}/item-collections", json={"name": "best"}).json()["_id"]

    assert api.send("DELETE", f"/knowledge-stores/{store}").is_success

    for path in ("", "/items", f"/items/{item}", "/item-collections", f"/item-collections/{collection}"):
        assert api.get(f"/knowledge-stores/{store}{path}").json()["code"] == "resource_not_exist"
    assert api.get(f"/knowledge-stores/{other}/items/{item}").status_code == 404
    assert api.get(f"/knowledge-stores/{other}/items/{kept}").status_code == 200
    assert api.get(f"/assets/{asset}").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "/search"),
        ("GET", "/items"),
        ("POST", "/items"),
        ("GET", "/items/ksi_x"),
        ("DELETE", "/items/ksi_x"),
        ("GET", "/item-collections"),
        ("POST", "/item-collections"),
        ("GET", "/item-collections/ksic_x"),
        ("GET", "/item-collections/ksic_x/items"),
        ("POST", "/item-collections/ksic_x/items/add"),
        ("POST", "/item-collections/ksic_x/items/remove"),
    ],
)
@pytest.mark.parametrize(
    ("store", "status", "code"), [("ks_none", 404, "resource_not_exist"), ("ks_theirs", 403, "read_not_allowed")]
)
def test_what_is_not_there_or_not_ours_is_refused(
    api: Api, method: str, path: str, store: str, status: int, code: str
) -> None:
    api.platform.foreign.add("ks_theirs")
    bodies = {
        "/items": {"asset_id": "a"},
        "/search": {"query": {"text": "x"}},
        "/items/add": {"item_ids": []},
        "/items/remove": {"item_ids": []},
    }
    body = next((body for end, body in bodies.items() if path.endswith(end)), {"name": "a"})

    reply = api.send(method, f"/knowledge-stores/{store}{path}", **({"json": body} if method in "POST PATCH" else {}))

    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_the_items_of_a_store_are_counted(api: Api, asset: str, video: Path) -> None:
    store = create(api)
    for _ in range(2):
        api.post(f"/knowledge-stores/{store}/items", json={"asset_id": asset})

    assert api.get(f"/knowledge-stores/{store}").json()["item_count"] == 2
