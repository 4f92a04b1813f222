"""Entity collections: made, listed, changed, deleted."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock

COLLECTIONS = "/entity-collections"


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def create(api: Api, name: str, **more: Any) -> str:
    return str(api.post(COLLECTIONS, json={"name": name, **more}).json()["_id"])


def test_a_new_collection_is_answered_whole(api: Api) -> None:
    reply = api.post(COLLECTIONS, json={"name": "crew", "description": "Who sails"})

    made = reply.json()
    assert reply.status_code == 201
    assert (made["name"], made["description"], made["created_at"]) == ("crew", "Who sails", made["updated_at"])
    assert api.get(f"{COLLECTIONS}/{made['_id']}").json() == made
    assert reply.headers["x-sandbox-class"] == "stateful"


def test_a_name_may_be_given_twice(api: Api) -> None:
    assert create(api, "crew") != create(api, "crew")


def test_a_change_sets_what_is_sent_and_nothing_else(api: Api, clock: Clock) -> None:
    place = f"{COLLECTIONS}/{create(api, 'crew', description='Who sails')}"
    before = api.get(place).json()
    clock.advance(60)

    renamed = api.send("PATCH", place, json={"name": "sailors"}).json()
    cleared = api.send("PATCH", place, json={"description": ""}).json()

    assert {key for key in before if renamed[key] != before[key]} == {"name", "updated_at"}
    assert (cleared["name"], "description" in cleared) == ("sailors", False)
    assert api.get(place).json() == cleared


def test_a_change_of_nothing_changes_nothing(api: Api, clock: Clock) -> None:
    place = f"{COLLECTIONS}/{create(api, 'crew')}"
    before = api.get(place).json()
    clock.advance(60)

    assert api.send("PATCH", place, json={}).json() == before == api.get(place).json()


def test_a_deleted_collection_is_gone(api: Api) -> None:
    place = f"{COLLECTIONS}/{create(api, 'crew')}"

    reply = api.send("DELETE", place)

    assert (reply.status_code, reply.content) == (200, b"")
    assert code_of(api.get(place)) == code_of(api.send("DELETE", place)) == (404, "resource_not_exist")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["mates", "anglers", "crew"]),
        ("sort_option=asc", ["crew", "anglers", "mates"]),
        ("sort_by=updated_at", ["crew", "mates", "anglers"]),
        ("sort_by=name&sort_option=asc", ["anglers", "crew", "mates"]),
        ("sort_by=name", ["mates", "crew", "anglers"]),
        ("name=anglers", ["anglers"]),
        ("name=angler", []),
        ("page=2&page_limit=2", ["crew"]),
    ],
)
def test_the_list_is_filtered_ordered_and_paged(api: Api, clock: Clock, query: str, names: list[str]) -> None:
    first = create(api, "crew")
    for name in ("anglers", "mates"):
        clock.advance(1)
        create(api, name)
    clock.advance(1)
    api.send("PATCH", f"{COLLECTIONS}/{first}", json={"description": "Who sails"})

    page = api.get(f"{COLLECTIONS}?{query}").json()

    assert [each["name"] for each in page["data"]] == names
    assert page["page_info"]["total_results"] == (3 if "name=a" not in query else len(names))


@pytest.mark.parametrize(
    ("method", "body", "code", "named"),
    [
        ("POST", {}, "parameter_not_provided", "name"),
        ("POST", {"name": ""}, "parameter_invalid", "name"),
        ("POST", {"name": "  "}, "parameter_invalid", "name"),
        ("POST", {"name": None}, "parameter_invalid", "name"),
        ("POST", {"name": "crew", "description": None}, "parameter_invalid", "description"),
        ("POST", {"name": "crew", "metadata": {}}, "parameter_unknown", "metadata"),
        ("PATCH", {"name": " "}, "parameter_invalid", "name"),
        ("PATCH", {"description": 7}, "parameter_invalid", "description"),
    ],
)
def test_a_bad_body_is_refused_by_name(api: Api, method: str, body: Any, code: str, named: str) -> None:
    place = COLLECTIONS if method == "POST" else f"{COLLECTIONS}/{create(api, 'crew')}"

    reply = api.send(method, place, json=body)

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


@pytest.mark.parametrize("query", ["sort_by=size", "sort_option=down", "page=0", "page_limit=51"])
def test_a_bad_query_is_refused(api: Api, query: str) -> None:
    assert code_of(api.get(f"{COLLECTIONS}?{query}")) == (400, "parameter_invalid")


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_the_collection_of_another_account_is_refused(api: Api, method: str) -> None:
    theirs = "f" * 24
    api.platform.foreign.add(theirs)

    reply = api.send(method, f"{COLLECTIONS}/{theirs}", **({"json": {"name": "ours"}} if method == "PATCH" else {}))

    assert code_of(reply) == (403, "read_not_allowed")
