"""Entities and collections that make no sense are refused in one line, before a byte is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, NAN, Ask, is_one_clear_line, refused, silent_client
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, TwelveLabs
from twelvelabs_client.intents import NewEntity
from twelvelabs_client.models import Asset, BulkEntity


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabs | TwelveLabs:
    return silent_client(colour)


NAMES = [
    refused("name: the text is empty", lambda tl: tl.entity_collections.create(" ")),
    refused("name: must be a string, got int", lambda tl: tl.entity_collections.create(7)),
    refused("description: must be a string, got int", lambda tl: tl.entity_collections.create("crew", description=7)),
    refused("name: the text is empty", lambda tl: tl.entity_collections.update(ID, name="")),
    refused("description: must be a string, got", lambda tl: tl.entity_collections.update(ID, description=["a"])),
    refused("update: nothing to set; give one of name, description", lambda tl: tl.entity_collections.update(ID)),
    refused("name: the text is empty", lambda tl: tl.entities.create(ID, "", assets=ID)),
    refused("name: must be a string, got NoneType", lambda tl: tl.entities.create(ID, None, assets=ID)),
    refused("description: must be a string", lambda tl: tl.entities.create(ID, "Ada", assets=ID, description=7)),
    refused("name: the text is empty", lambda tl: tl.entities.update(ID, ID, name=" ")),
    refused("description: must be a string, got int", lambda tl: tl.entities.update(ID, ID, description=7)),
    refused("update: nothing to set; give one of name, description, metadata", lambda tl: tl.entities.update(ID, ID)),
]
WAITS = [
    refused("max_wait and poll_interval: seconds", lambda tl: tl.entities.wait(ID, ID, max_wait=0)),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.entities.wait(ID, ID, poll_interval=-1)),
    refused("max_wait and poll_interval: ", lambda tl: tl.entities.create(ID, "Ada", assets=ID, wait=True, max_wait=0)),
    refused(
        "entity: expected an id or a model with one, got BulkEntity",
        lambda tl: tl.entities.wait(ID, BulkEntity("failed", 0, "Ada")),
    ),
]

NO_ASSETS: list[tuple[str, Any]] = [
    ("assets: the list is empty; give one image at least", []),
    ("assets: the list is empty; give one image at least", ()),
    ("assets: expected an id or a model with one, got NoneType", None),
    ("assets: expected an id or a model with one, got int", [ID, 7]),
    ("assets: expected an id or a model with one, got set", {ID}),
]
NO_IMAGES: list[tuple[str, Any]] = [
    ("assets: a1 is video/mp4; an entity is known by images", [ID, Asset("a1", file_type="video/mp4")]),
    ("assets: a1 is audio/mpeg; an entity is known by images", Asset("a1", file_type="audio/mpeg")),
    ("assets: a1 is application/pdf; an entity", Asset("a1", file_type="application/pdf")),
    ("assets: a1 is text/plain; an entity", Asset("a1", file_type="text/plain")),
]
ASSET_ASKS: dict[str, Callable[[Any, Any], Any]] = {
    "create": lambda tl, assets: tl.entities.create(ID, "Ada", assets=assets),
    "add": lambda tl, assets: tl.entities.add_assets(ID, ID, assets=assets),
    "remove": lambda tl, assets: tl.entities.remove_assets(ID, ID, assets=assets),
    "new": lambda tl, assets: NewEntity("Ada", assets),
}
ASSETS = [
    pytest.param(lambda tl, ask=ask, assets=assets: ask(tl, assets), says, id=f"{method}: {assets!r}")
    for method, ask in ASSET_ASKS.items()
    # Whatever an entity holds can be taken away.
    for says, assets in [*NO_ASSETS, *([] if method == "remove" else NO_IMAGES)]
]

NO_METADATA: list[tuple[str, Any]] = [
    ("metadata: 1 is no key; keys are texts", {1: "a"}),
    ("metadata: '' is no key; keys are texts", {"": "a"}),
    ("metadata: a: nan cannot be said in JSON", {"a": NAN}),
    ("metadata: a: integers beyond 2**53 lose digits", {"a": 2**53 + 1}),
    ("metadata: a: an entity keeps texts, numbers and booleans, not list", {"a": ["b"]}),
    ("metadata: a: an entity keeps texts, numbers and booleans, not dict", {"a": {"b": 1}}),
    # There is no key by key update, so None has no meaning.
    ("metadata: a: an entity keeps texts, numbers and booleans, not NoneType", {"a": None}),
]
METADATA_ASKS: dict[str, Callable[[Any, Any], Any]] = {
    "create": lambda tl, metadata: tl.entities.create(ID, "Ada", assets=ID, metadata=metadata),
    "update": lambda tl, metadata: tl.entities.update(ID, ID, metadata=metadata),
    "new": lambda tl, metadata: NewEntity("Ada", ID, metadata=metadata),
}
METADATA = [
    pytest.param(lambda tl, ask=ask, metadata=metadata: ask(tl, metadata), says, id=f"{method}: {metadata!r}")
    for method, ask in METADATA_ASKS.items()
    for says, metadata in NO_METADATA
]


def bulk(*entities: Any) -> Ask:
    return lambda tl: tl.entities.create_bulk(ID, list(entities))


ADA = NewEntity("Ada", ID)
BULK = [
    refused("entities: the list is empty; give one at least", bulk()),
    refused("entities: must be a list, got NewEntity", lambda tl: tl.entities.create_bulk(ID, ADA)),
    refused("entities: must be a list, got dict", lambda tl: tl.entities.create_bulk(ID, {"name": "Ada"})),
    refused("entities: expected a list, got str", lambda tl: tl.entities.create_bulk(ID, "Ada")),
    refused("entities[1]: expected a NewEntity or a mapping, got str", bulk(ADA, "Mary")),
    refused("entities[1]: name is missing", bulk(ADA, {"assets": ID})),
    refused("entities[0]: assets is missing", bulk({"name": "Ada"})),
    refused(
        "entities[0]: 'asset_ids' is not one of name, assets, description, metadata",
        bulk({"name": "Ada", "asset_ids": [ID]}),
    ),
    refused("entities[2]: name: the text is empty", bulk(ADA, ADA, {"name": "", "assets": ID})),
    refused("entities[0]: assets: the list is empty", bulk({"name": "Ada", "assets": []})),
    refused("entities[0]: metadata: a: an entity keeps", bulk({"name": "Ada", "assets": ID, "metadata": {"a": []}})),
    refused("entities[0]: description: expected", bulk({"name": "Ada", "assets": ID, "description": 7})),
]


@pytest.mark.parametrize(("ask", "says"), [*NAMES, *WAITS, *ASSETS, *METADATA, *BULK])
@in_both_colours
async def test_what_makes_no_sense_is_refused(tl: AsyncTwelveLabs, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(tl)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)


@pytest.mark.parametrize("kind", [None, "image/png", "image/jpeg", "application/octet-stream"])
def test_an_asset_that_may_be_an_image_is_taken(kind: str | None) -> None:
    assert NewEntity("Ada", [Asset("a1", file_type=kind), "a2"]).assets == ("a1", "a2")
