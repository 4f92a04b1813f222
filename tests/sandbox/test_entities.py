"""Entities: made of images, processed, listed, changed, deleted, looked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from twelvelabs_sandbox.media.pictures import frame_as_jpeg

RED, GREEN, BLUE = 1.0, 3.0, 5.0  # seconds of the tiny video
NOBODY = "f" * 24

Picture = Callable[..., str]


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


@pytest.fixture
def picture(api: Api, clock: Clock, video: Path, tmp_path: Path) -> Picture:
    """Stores a frame of the tiny video; ready unless told otherwise."""

    def store(seconds: float = RED, *, ready: bool = True) -> str:
        path = tmp_path / f"{seconds}.jpg"
        path.write_bytes(frame_as_jpeg(video, seconds))
        identifier = api.upload(path)
        if ready:
            clock.advance(4)
        return identifier

    return store


@pytest.fixture
def crew(api: Api) -> str:
    """The place of a collection's entities."""
    collection = api.post("/entity-collections", json={"name": "crew"}).json()["_id"]
    return f"/entity-collections/{collection}/entities"


def create(api: Api, crew: str, *assets: str, name: str = "Ada", **more: Any) -> str:
    reply = api.post(crew, json={"name": name, "asset_ids": list(assets), **more})
    assert reply.status_code == 201, reply.text
    return str(reply.json()["_id"])


def status_of(api: Api, crew: str, entity: str) -> str:
    return str(api.get(f"{crew}/{entity}").json()["status"])


def test_an_entity_is_processed_before_it_is_ready(api: Api, clock: Clock, crew: str, picture: Picture) -> None:
    asset = picture()
    metadata = {"sport": "rowing", "number": 42, "score": 8.7, "active": True}

    reply = api.post(crew, json={"name": "Ada", "description": "Cox", "metadata": metadata, "asset_ids": [asset]})

    made = reply.json()
    assert reply.status_code == 201
    assert (made["name"], made["description"], made["metadata"]) == ("Ada", "Cox", metadata)
    assert (made["asset_ids"], made["status"], made["created_at"]) == ([asset], "processing", made["updated_at"])
    assert made["entity_collection_id"] in crew
    assert api.get(f"{crew}/{made['_id']}").json() == made
    clock.advance(3)
    assert api.get(f"{crew}/{made['_id']}").json() == {**made, "status": "ready"}


def test_more_images_take_longer(api: Api, clock: Clock, crew: str, picture: Picture) -> None:
    entity = create(api, crew, picture(RED), picture(GREEN))

    clock.advance(3)
    assert status_of(api, crew, entity) == "processing"
    clock.advance(1)
    assert status_of(api, crew, entity) == "ready"


def test_other_images_are_processed_anew(api: Api, clock: Clock, crew: str, picture: Picture) -> None:
    red, green = picture(RED), picture(GREEN)
    entity = create(api, crew, red)
    clock.advance(60)
    place = f"{crew}/{entity}/assets"

    added = api.post(place, json={"asset_ids": [green, red]}).json()
    clock.advance(4)
    assert (added["asset_ids"], added["status"], status_of(api, crew, entity)) == ([red, green], "processing", "ready")

    removed = api.send("DELETE", place, json={"asset_ids": [red]}).json()
    clock.advance(3)
    assert (removed["asset_ids"], removed["status"], status_of(api, crew, entity)) == ([green], "processing", "ready")
    assert added["created_at"] < added["updated_at"] < removed["updated_at"]
    assert api.get(f"/assets/{red}").status_code == 200


def test_an_image_that_is_there_already_changes_nothing(api: Api, clock: Clock, crew: str, picture: Picture) -> None:
    red = picture()
    entity = create(api, crew, red, red)
    clock.advance(60)
    before = api.get(f"{crew}/{entity}").json()

    again = api.post(f"{crew}/{entity}/assets", json={"asset_ids": [red]}).json()

    assert again == before
    assert (before["asset_ids"], before["status"]) == ([red], "ready")


def test_the_last_image_stays(api: Api, crew: str, picture: Picture) -> None:
    red, green = picture(RED), picture(GREEN)
    entity = create(api, crew, red, green)

    reply = api.send("DELETE", f"{crew}/{entity}/assets", json={"asset_ids": [red, green]})

    assert code_of(reply) == (400, "parameter_invalid")
    assert api.get(f"{crew}/{entity}").json()["asset_ids"] == [red, green]


def test_an_image_that_an_entity_does_not_hold_is_gone_already(
    api: Api, clock: Clock, crew: str, picture: Picture
) -> None:
    entity = create(api, crew, picture(RED))
    clock.advance(60)
    before = api.get(f"{crew}/{entity}").json()

    reply = api.send("DELETE", f"{crew}/{entity}/assets", json={"asset_ids": [picture(GREEN), NOBODY]})

    assert (reply.status_code, reply.json()) == (200, before)


def test_a_change_sets_what_is_sent_and_replaces_metadata_whole(
    api: Api, clock: Clock, crew: str, picture: Picture
) -> None:
    place = f"{crew}/{create(api, crew, picture(), description='Cox', metadata={'a': 1, 'b': 2})}"
    clock.advance(60)
    before = api.get(place).json()

    renamed = api.send("PATCH", place, json={"name": "Grace"}).json()
    replaced = api.send("PATCH", place, json={"metadata": {"c": True}}).json()
    cleared = api.send("PATCH", place, json={"description": "", "metadata": {}}).json()

    assert {key for key in before if renamed[key] != before[key]} == {"name", "updated_at"}
    assert replaced["metadata"] == {"c": True}
    assert not {"description", "metadata"} & cleared.keys()
    assert (cleared["name"], cleared["asset_ids"], cleared["status"]) == ("Grace", before["asset_ids"], "ready")
    assert api.send("PATCH", place, json={}).json() == cleared == api.get(place).json()


def test_deleting_an_entity_leaves_its_assets(api: Api, crew: str, picture: Picture) -> None:
    asset = picture()
    place = f"{crew}/{create(api, crew, asset)}"

    reply = api.send("DELETE", place)

    assert (reply.status_code, reply.content) == (200, b"")
    assert code_of(api.get(place)) == (404, "resource_not_exist")
    assert api.get(f"/assets/{asset}").status_code == 200


def test_deleting_a_collection_takes_its_entities_along(api: Api, crew: str, picture: Picture) -> None:
    asset = picture()
    entity = create(api, crew, asset)

    api.send("DELETE", crew.removesuffix("/entities"))

    assert code_of(api.get(f"{crew}/{entity}")) == code_of(api.get(crew)) == (404, "resource_not_exist")
    assert api.get(f"/assets/{asset}/entities").json()["data"] == []


def test_deleting_an_asset_takes_it_away_from_its_entities(api: Api, clock: Clock, crew: str, picture: Picture) -> None:
    red, green = picture(RED), picture(GREEN)
    both, only = create(api, crew, red, green), create(api, crew, red, name="Grace")
    clock.advance(60)

    assert api.send("DELETE", f"/assets/{red}").status_code == 200

    kept = [api.get(f"{crew}/{entity}").json() for entity in (both, only)]
    assert [entity["asset_ids"] for entity in kept] == [[green], []]
    assert all(entity["updated_at"] > entity["created_at"] for entity in kept)


def test_an_asset_knows_its_entities_in_all_collections(api: Api, clock: Clock, crew: str, picture: Picture) -> None:
    asset, other = picture(RED), picture(GREEN)
    collection = api.post("/entity-collections", json={"name": "guests"}).json()["_id"]
    older = create(api, crew, asset, other)
    clock.advance(1)
    newer = create(api, f"/entity-collections/{collection}/entities", asset, name="Grace")

    page = api.get(f"/assets/{asset}/entities?page_limit=1").json()
    rest = api.get(f"/assets/{asset}/entities?page_limit=1&page=2").json()

    assert [each["_id"] for each in (*page["data"], *rest["data"])] == [newer, older]
    assert page["data"] == [api.get(f"/entity-collections/{collection}/entities/{newer}").json()]
    assert page["page_info"] == {"limit_per_page": 1, "page": 1, "total_page": 2, "total_results": 2}
    assert code_of(api.get(f"/assets/{NOBODY}/entities")) == (404, "resource_not_exist")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ada", "Mary", "Grace"]),
        ("sort_option=asc", ["Grace", "Mary", "Ada"]),
        ("sort_by=updated_at", ["Grace", "Ada", "Mary"]),
        ("sort_by=name&sort_option=asc", ["Ada", "Grace", "Mary"]),
        ("sort_by=name", ["Mary", "Grace", "Ada"]),
        ("name=Mary", ["Mary"]),
        ("name=mary", []),
        ("status=ready", ["Mary", "Grace"]),
        ("status=processing", ["Ada"]),
        ("status=processing&name=Mary", []),
        ("page=2&page_limit=2", ["Grace"]),
    ],
)
def test_the_list_is_filtered_ordered_and_paged(
    api: Api, clock: Clock, crew: str, picture: Picture, query: str, names: list[str]
) -> None:
    asset = picture()
    first = create(api, crew, asset, name="Grace")
    clock.advance(1)
    create(api, crew, asset, name="Mary")
    clock.advance(4)
    create(api, crew, asset, name="Ada")
    clock.advance(1)
    api.send("PATCH", f"{crew}/{first}", json={"description": "Cox"})

    found = api.get(f"{crew}?{query}").json()["data"]

    assert [entity["name"] for entity in found] == names


def test_the_list_holds_the_entities_of_one_collection(api: Api, crew: str, picture: Picture) -> None:
    other = api.post("/entity-collections", json={"name": "guests"}).json()["_id"]
    entity = create(api, crew, picture())

    assert api.get(f"/entity-collections/{other}/entities").json()["data"] == []
    assert code_of(api.get(f"/entity-collections/{other}/entities/{entity}")) == (404, "resource_not_exist")


@pytest.mark.parametrize("query", ["status=failed", "sort_by=status", "sort_option=down", "page=0", "page_limit=51"])
def test_a_bad_query_is_refused(api: Api, crew: str, query: str) -> None:
    assert code_of(api.get(f"{crew}?{query}")) == (400, "parameter_invalid")


@pytest.mark.parametrize(
    ("body", "code", "named"),
    [
        ({"asset_ids": ["a"]}, "parameter_not_provided", "name"),
        ({"name": "Ada"}, "parameter_not_provided", "asset_ids"),
        ({"name": " ", "asset_ids": ["a"]}, "parameter_invalid", "name"),
        ({"name": "Ada", "asset_ids": []}, "parameter_invalid", "asset_ids"),
        ({"name": "Ada", "asset_ids": "a"}, "parameter_invalid", "asset_ids"),
        ({"name": "Ada", "asset_ids": ["a"], "metadata": {"a": [1]}}, "parameter_invalid", "metadata"),
        ({"name": "Ada", "asset_ids": ["a"], "metadata": {"a": None}}, "parameter_invalid", "metadata"),
        ({"name": "Ada", "asset_ids": ["a"], "status": "ready"}, "parameter_unknown", "status"),
    ],
)
def test_a_bad_body_is_refused_by_name(api: Api, crew: str, body: Any, code: str, named: str) -> None:
    reply = api.post(crew, json=body)

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


def test_a_change_takes_no_assets_and_no_null(api: Api, crew: str, picture: Picture) -> None:
    asset = picture()
    place = f"{crew}/{create(api, crew, asset)}"

    assert code_of(api.send("PATCH", place, json={"asset_ids": [asset]})) == (400, "parameter_unknown")
    assert code_of(api.send("PATCH", place, json={"description": None})) == (400, "parameter_invalid")
    assert code_of(api.send("PATCH", place, json={"name": " "})) == (400, "parameter_invalid")


def wrong_assets(api: Api, picture: Picture, video: str, foreign: str) -> dict[str, tuple[int, str]]:
    api.platform.foreign.add(foreign)
    return {
        NOBODY: (404, "resource_not_exist"),
        foreign: (403, "read_not_allowed"),
        video: (400, "parameter_invalid"),
        picture(BLUE, ready=False): (400, "asset_not_ready"),
    }


def test_assets_must_be_ready_images_of_this_account(api: Api, asset: str, crew: str, picture: Picture) -> None:
    red = picture()
    entity = create(api, crew, red)

    for wrong, refusal in wrong_assets(api, picture, asset, "e" * 24).items():
        made = api.post(crew, json={"name": "Grace", "asset_ids": [red, wrong]})
        added = api.post(f"{crew}/{entity}/assets", json={"asset_ids": [wrong]})
        assert code_of(made) == code_of(added) == refusal
        assert wrong in made.json()["message"]
    assert [each["asset_ids"] for each in api.get(crew).json()["data"]] == [[red]]


def test_a_failed_file_is_no_image(api: Api, clock: Clock, crew: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"no image")
    broken = api.upload(path)
    clock.advance(4)

    assert code_of(api.post(crew, json={"name": "Ada", "asset_ids": [broken]})) == (400, "asset_not_ready")


def test_many_are_made_at_once_and_each_failure_is_told(api: Api, asset: str, crew: str, picture: Picture) -> None:
    red = picture()
    given = [
        {"name": "Ada", "asset_ids": [red], "metadata": {"number": 1}},
        {"name": "Grace", "asset_ids": [NOBODY]},
        {"name": "Mary", "description": "Bow", "asset_ids": [red]},
        {"name": "Ida", "asset_ids": [red, asset]},
        {"name": " ", "asset_ids": [red]},
    ]

    reply = api.post(f"{crew}/bulk", json={"entities": given})

    outcome = reply.json()
    assert reply.status_code == 201
    assert (outcome["success_count"], outcome["failed_count"]) == (2, 3)
    assert [(each["name"], each["status"]) for each in outcome["entities"]] == [
        ("Ada", "processing"),
        ("Mary", "processing"),
    ]
    assert [(each["entity_index"], each["entity_name"]) for each in outcome["errors"]] == [
        (1, "Grace"),
        (3, "Ida"),
        (4, " "),
    ]
    assert NOBODY in outcome["errors"][0]["error_reason"]
    assert asset in outcome["errors"][1]["error_reason"]
    listed = {each["_id"]: each for each in api.get(crew).json()["data"]}
    assert listed.keys() == {each["_id"] for each in outcome["entities"]}
    assert listed[outcome["entities"][1]["_id"]]["description"] == "Bow"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "parameter_not_provided"),
        ({"entities": []}, "parameter_invalid"),
        ({"entities": [{"name": "Ada"}]}, "parameter_not_provided"),
        ({"entities": [{"name": "Ada", "asset_ids": []}]}, "parameter_invalid"),
    ],
)
def test_a_bad_body_makes_none(api: Api, crew: str, body: Any, code: str) -> None:
    assert code_of(api.post(f"{crew}/bulk", json=body)) == (400, code)


def test_what_belongs_to_another_account_is_refused(api: Api, crew: str) -> None:
    theirs = "e" * 24
    api.platform.foreign.add(theirs)

    for path in (f"/entity-collections/{theirs}/entities", f"{crew}/{theirs}", f"/assets/{theirs}/entities"):
        assert code_of(api.get(path)) == (403, "read_not_allowed")
    assert code_of(api.post(f"/entity-collections/{NOBODY}/entities/bulk", json={"entities": []}))[0] == 400
    assert code_of(api.get(f"{crew}/{NOBODY}")) == (404, "resource_not_exist")


def found(api: Api, index: str, text: str, options: str = "visual") -> list[float]:
    reply = api.form("/search", index_id=index, search_options=options, query_text=text)
    assert reply.status_code == 200, reply.text
    return sorted(clip["start"] for clip in reply.json()["data"])


def test_a_search_finds_who_looks_like_the_images(
    api: Api, clock: Clock, crew: str, picture: Picture, index: str, indexed: str
) -> None:
    green = create(api, crew, picture(GREEN))
    colourful = create(api, crew, picture(RED), picture(BLUE), name="Grace")
    clock.advance(60)

    assert found(api, index, f"<@{green}>") == [2]
    assert found(api, index, f"<@{green}> is still") == [2]
    assert found(api, index, f"<@{green}> is moving") == []
    assert found(api, index, f"<@{colourful}> is walking") == [0, 4]
    assert found(api, index, f"<@{colourful}> and <@{green}>") == []
    assert found(api, index, f"<@{colourful}> or <@{green}>") == [0, 2, 4]
    assert found(api, index, f"<@{green}>", options="audio") == []


def test_an_entity_without_images_is_found_nowhere(
    api: Api, clock: Clock, crew: str, picture: Picture, index: str, indexed: str
) -> None:
    asset = picture(GREEN)
    entity = create(api, crew, asset)
    clock.advance(60)
    api.send("DELETE", f"/assets/{asset}")

    assert found(api, index, f"<@{entity}>") == []


def test_a_search_names_entities_that_are_there_and_ready(
    api: Api, crew: str, picture: Picture, index: str, indexed: str
) -> None:
    api.platform.foreign.add("e" * 24)
    early = create(api, crew, picture())

    def refused(entity: str) -> tuple[int, str]:
        text = f"<@{entity}> waves"
        return code_of(api.form("/search", index_id=index, search_options="visual", query_text=text))

    assert refused(NOBODY) == (404, "resource_not_exist")
    assert refused("e" * 24) == (403, "read_not_allowed")
    assert refused(early) == (400, "parameter_invalid")
