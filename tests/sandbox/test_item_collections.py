"""Item collections: named subsets of the items of a knowledge store."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.harness import Api, Clock


@pytest.fixture
def store(api: Api) -> str:
    return str(api.post("/knowledge-stores", json={"name": "coast"}).json()["_id"])


@pytest.fixture
def items(api: Api, store: str, asset: str) -> list[str]:
    path = f"/knowledge-stores/{store}/items"
    return [api.post(path, json={"asset_id": asset}).json()["_id"] for _ in range(3)]


@pytest.fixture
def collections(store: str) -> str:
    return f"/knowledge-stores/{store}/item-collections"


def create(api: Api, collections: str, name: str = "best", **more: Any) -> str:
    reply = api.post(collections, json={"name": name, **more})
    assert reply.status_code == 201, reply.text
    return f"{collections}/{reply.json()['_id']}"


def members(api: Api, collection: str) -> list[str]:
    return [item["_id"] for item in api.get(f"{collection}/items").json()["data"]]


def test_a_collection_begins_empty(api: Api, store: str, collections: str) -> None:
    body = {"name": "best", "description": "What to show first", "metadata": {"season": 1, "tags": ["a"]}}

    made = api.post(collections, json=body)

    assert made.status_code == 201
    assert made.json()["_id"].startswith("ksic_")
    assert {name: made.json()[name] for name in body} == body
    assert (made.json()["knowledge_store_id"], made.json()["member_count"]) == (store, 0)
    assert api.get(f"{collections}/{made.json()['_id']}").json() == made.json()


def test_a_name_is_unique_within_its_store(api: Api, collections: str) -> None:
    other = api.post("/knowledge-stores", json={"name": "other"}).json()["_id"]
    create(api, collections, "best")
    second = create(api, collections, "second")

    taken = api.post(collections, json={"name": "best"})
    renamed = api.send("PATCH", second, json={"name": "best"})

    assert (taken.status_code, renamed.status_code) == (400, 400)
    assert "best" in taken.json()["message"]
    assert api.send("PATCH", second, json={"name": "second"}).status_code == 200
    assert create(api, f"/knowledge-stores/{other}/item-collections", "best")


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": " "}, {"name": "a", "metadata": {"a": "x" * 2049}}])
def test_a_collection_that_makes_no_sense_is_refused(api: Api, collections: str, body: dict[str, Any]) -> None:
    assert api.post(collections, json=body).status_code == 400


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"name": "new"}, {"name": "new", "description": "old", "metadata": {"a": 1, "b": 2}}),
        ({"description": ""}, {"name": "best", "metadata": {"a": 1, "b": 2}}),
        ({"metadata": {"a": True}}, {"name": "best", "description": "old", "metadata": {"a": True}}),
        ({"metadata": {}}, {"name": "best", "description": "old"}),
    ],
)
def test_an_update_changes_what_it_names_and_replaces_metadata_whole(
    api: Api, collections: str, items: list[str], change: dict[str, Any], after: dict[str, Any]
) -> None:
    collection = create(api, collections, description="old", metadata={"a": 1, "b": 2})
    api.post(f"{collection}/items/add", json={"item_ids": items})

    changed = api.send("PATCH", collection, json=change).json()

    assert {name: changed[name] for name in ("name", "description", "metadata") if name in changed} == after
    assert changed["member_count"] == 3
    assert api.send("PATCH", collection, json={"metadata": {"a": None}}).status_code == 400


def test_items_that_are_inside_are_passed_over(api: Api, clock: Clock, collections: str, items: list[str]) -> None:
    collection = create(api, collections)
    first, second, third = items

    counts = [
        api.post(f"{collection}/items/add", json={"item_ids": asked}).json()["member_count"]
        for asked in ([first, first], [first], [second, first, third], [])
    ]
    clock.advance(1)
    again = api.post(f"{collection}/items/add", json={"item_ids": items}).json()

    assert counts == [1, 1, 3, 3]
    assert again["updated_at"] == again["created_at"]
    assert members(api, collection) == [third, second, first]


def test_items_of_other_stores_cannot_be_put_in_and_nothing_is(api: Api, collections: str, items: list[str]) -> None:
    collection = create(api, collections)

    reply = api.post(f"{collection}/items/add", json={"item_ids": [items[0], "ksi_none"]})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")
    assert "ksi_none" in reply.json()["message"]
    assert members(api, collection) == []


def test_items_are_taken_out_and_stay_in_the_store(api: Api, store: str, collections: str, items: list[str]) -> None:
    collection = create(api, collections)
    api.post(f"{collection}/items/add", json={"item_ids": items})

    removed = [
        api.post(f"{collection}/items/remove", json={"item_ids": asked})
        for asked in ([items[1], "ksi_none"], [items[1]])
    ]

    assert [(reply.status_code, reply.content) for reply in removed] == [(200, b"")] * 2
    assert members(api, collection) == [items[2], items[0]]
    assert api.get(f"/knowledge-stores/{store}").json()["item_count"] == 3


@pytest.mark.parametrize("verb", ["add", "remove"])
def test_no_more_than_five_hundred_ids_go_into_one_call(
    api: Api, collections: str, items: list[str], verb: str
) -> None:
    collection = create(api, collections)

    allowed = api.post(f"{collection}/items/{verb}", json={"item_ids": [items[0]] * 500})
    refused = api.post(f"{collection}/items/{verb}", json={"item_ids": [items[0]] * 501})

    assert (allowed.status_code, refused.status_code) == (200, 400)
    assert api.post(f"{collection}/items/{verb}", json={}).json()["code"] == "parameter_not_provided"


def test_the_items_of_a_collection_come_in_pages(api: Api, collections: str, items: list[str]) -> None:
    collection = create(api, collections)
    api.post(f"{collection}/items/add", json={"item_ids": items})

    page = api.get(f"{collection}/items?page=2&page_limit=2").json()

    assert [item["_id"] for item in page["data"]] == [items[0]]
    assert page["page_info"] == {"limit_per_page": 2, "page": 2, "total_page": 2, "total_results": 3}
    assert page["data"][0]["status"] == "queued"
    assert api.get(f"{collection}/items?sort_by=created_at").json()["code"] == "parameter_unknown"


def test_collections_are_listed_by_name_too(api: Api, clock: Clock, collections: str) -> None:
    for name in ("b", "a", "c"):
        create(api, collections, name)
        clock.advance(1)

    def listed(query: str) -> str:
        return "".join(each["name"] for each in api.get(f"{collections}?{query}").json()["data"])

    assert listed("") == "cab"
    assert listed("sort_by=name&sort_option=asc") == "abc"
    assert listed("sort_by=name") == "cba"
    assert api.get(f"{collections}?sort_by=member_count").status_code == 400


def test_a_deleted_collection_leaves_its_items(api: Api, store: str, collections: str, items: list[str]) -> None:
    collection = create(api, collections)
    api.post(f"{collection}/items/add", json={"item_ids": items})

    assert api.send("DELETE", collection).is_success

    assert api.get(collection).status_code == 404
    assert api.get(f"/knowledge-stores/{store}/items/{items[0]}").status_code == 200
