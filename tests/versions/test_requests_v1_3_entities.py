"""What each call about entities and their collections becomes on the wire of v1.3."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.transport.scripted import reply, serve
from tests.versions.bodies import CALLS
from tests.versions.wire import Intent, Query, sent, wire
from twelvelabs_client import TwelveLabs
from twelvelabs_client.intents import NewEntity
from twelvelabs_client.models import Asset, BulkEntity, Entity, EntityCollection

COLLECTIONS = "/entity-collections"
CREW = "/entity-collections/c1/entities"
ENTITIES = "/entity-collections/{entity_collection_id}/entities"

PLAIN: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.entity_collections.list().to_list(), "GET", COLLECTIONS, [("page", "1")]),
    (
        lambda tl: tl.entity_collections.list(
            name="Crew & guests", sort_by="name", sort_order="asc", page=2, page_limit=50
        ).to_list(),
        "GET",
        COLLECTIONS,
        [
            ("page", "2"),
            ("page_limit", "50"),
            ("name", "Crew & guests"),
            ("sort_by", "name"),
            ("sort_option", "asc"),
        ],
    ),
    (lambda tl: tl.entity_collections.get("c1"), "GET", f"{COLLECTIONS}/c1", []),
    (lambda tl: tl.entity_collections.get(EntityCollection("c:1%")), "GET", f"{COLLECTIONS}/c%3A1%25", []),
    (lambda tl: tl.entity_collections.delete("c1"), "DELETE", f"{COLLECTIONS}/c1", []),
    (lambda tl: tl.entities.list("c1").to_list(), "GET", CREW, [("page", "1")]),
    (
        lambda tl: tl.entities.list(
            EntityCollection("c1"),
            name="Ada",
            status="processing",
            sort_by="updated_at",
            sort_order="desc",
            page=3,
            page_limit=1,
        ).to_list(),
        "GET",
        CREW,
        [
            ("page", "3"),
            ("page_limit", "1"),
            ("name", "Ada"),
            ("status", "processing"),
            ("sort_by", "updated_at"),
            ("sort_option", "desc"),
        ],
    ),
    (lambda tl: tl.entities.list_by_asset("a1").to_list(), "GET", "/assets/a1/entities", [("page", "1")]),
    (
        lambda tl: tl.entities.list_by_asset(Asset("a1"), page=2, page_limit=5).to_list(),
        "GET",
        "/assets/a1/entities",
        [("page", "2"), ("page_limit", "5")],
    ),
    (lambda tl: tl.entities.get("c1", "e1"), "GET", f"{CREW}/e1", []),
    (lambda tl: tl.entities.get(EntityCollection("c1"), Entity("e1")), "GET", f"{CREW}/e1", []),
    (lambda tl: tl.entities.get("c1", BulkEntity("created", id="e1")), "GET", f"{CREW}/e1", []),
    (lambda tl: tl.entities.delete("c1", "e1"), "DELETE", f"{CREW}/e1", []),
]


@pytest.mark.parametrize(("intent", "method", "path", "query"), PLAIN)
def test_what_has_no_body_is_told_by_path_and_query(intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent(intent)
    assert (request.method, wire(request)[1], sorted(wire(request)[2])) == (method, path, sorted(query))
    assert (request.content, request.headers.get("content-type")) == (b"", None)


METADATA: dict[str, Any] = {"sport": "rowing", "number": 42, "score": 8.7, "active": False}

JSON: list[tuple[Intent, str, str, dict[str, Any]]] = [
    (lambda tl: tl.entity_collections.create("Crew"), "POST", COLLECTIONS, {"name": "Crew"}),
    (
        lambda tl: tl.entity_collections.create("Crew", description="Who sails"),
        "POST",
        COLLECTIONS,
        {"name": "Crew", "description": "Who sails"},
    ),
    (lambda tl: tl.entity_collections.update("c1", name="Mates"), "PATCH", f"{COLLECTIONS}/c1", {"name": "Mates"}),
    # An empty text clears; what is not given is not sent.
    (lambda tl: tl.entity_collections.update("c1", description=""), "PATCH", f"{COLLECTIONS}/c1", {"description": ""}),
    (
        lambda tl: tl.entities.create("c1", "Ada", assets=["a1", Asset("a2", file_type="image/png")]),
        "POST",
        CREW,
        {"name": "Ada", "asset_ids": ["a1", "a2"]},
    ),
    (
        lambda tl: tl.entities.create(EntityCollection("c1"), "Ada", assets="a1", description="Cox", metadata=METADATA),
        "POST",
        CREW,
        {"name": "Ada", "asset_ids": ["a1"], "description": "Cox", "metadata": METADATA},
    ),
    (
        lambda tl: tl.entities.create_bulk(
            "c1",
            [
                NewEntity("Ada", Asset("a1")),
                {"name": "Grace", "assets": ("a2", "a3"), "metadata": {}},
                NewEntity("Mary", ["a1"], description="", metadata=METADATA),
            ],
        ),
        "POST",
        f"{CREW}/bulk",
        {
            "entities": [
                {"name": "Ada", "asset_ids": ["a1"]},
                {"name": "Grace", "asset_ids": ["a2", "a3"], "metadata": {}},
                {"name": "Mary", "asset_ids": ["a1"], "description": "", "metadata": METADATA},
            ]
        },
    ),
    (lambda tl: tl.entities.update("c1", "e1", name="Grace"), "PATCH", f"{CREW}/e1", {"name": "Grace"}),
    (
        lambda tl: tl.entities.update("c1", Entity("e1"), description="Bow", metadata=METADATA),
        "PATCH",
        f"{CREW}/e1",
        {"description": "Bow", "metadata": METADATA},
    ),
    # Both are cleared by what is empty; the name is not sent.
    (
        lambda tl: tl.entities.update("c1", "e1", description="", metadata={}),
        "PATCH",
        f"{CREW}/e1",
        {"description": "", "metadata": {}},
    ),
    (
        lambda tl: tl.entities.add_assets("c1", "e1", assets=["a2", Asset("a3")]),
        "POST",
        f"{CREW}/e1/assets",
        {"asset_ids": ["a2", "a3"]},
    ),
    (
        lambda tl: tl.entities.remove_assets("c1", "e1", assets=Asset("a2", file_type="video/mp4")),
        "DELETE",
        f"{CREW}/e1/assets",
        {"asset_ids": ["a2"]},
    ),
]


@pytest.mark.parametrize(("intent", "method", "path", "body"), JSON)
def test_what_has_a_body_says_it_in_json(intent: Intent, method: str, path: str, body: dict[str, Any]) -> None:
    request = sent(intent)
    assert wire(request) == (method, path, [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == body


def test_a_new_entity_is_looked_at_until_it_is_ready() -> None:
    server = serve(
        reply(201, {"_id": "e1", "status": "processing"}),
        reply(200, {"_id": "e1", "status": "processing"}),
        reply(200, {"_id": "e1", "status": "ready"}),
    )
    states: list[str | None] = []

    with TwelveLabs(**server.options) as tl:
        entity = tl.entities.create(
            "c1", "Ada", assets="a1", wait=True, poll_interval=0.001, on_status=lambda seen: states.append(seen.status)
        )

    assert (entity.id, states) == ("e1", ["processing", "ready"])
    assert [wire(request)[:2] for request in server.requests] == [
        ("POST", CREW),
        ("GET", f"{CREW}/e1"),
        ("GET", f"{CREW}/e1"),
    ]


ONCE = [
    "POST /entity-collections",
    f"POST {ENTITIES}",
    f"POST {ENTITIES}/bulk",
    f"POST {ENTITIES}/{{entity_id}}/assets",
]


@pytest.mark.parametrize("operation", [name for name in CALLS if "/entit" in name])
def test_only_what_cannot_take_effect_twice_is_repeated_after_a_lost_reply(operation: str) -> None:
    assert (CALLS[operation]().retry == "certain") == (operation in ONCE)
