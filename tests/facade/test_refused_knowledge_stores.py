"""What makes no sense about knowledge stores is refused in one line, before a byte is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, NAN, Ask, is_one_clear_line, refused, silent_client
from tests.facade.test_refusals import says_no_id
from twelvelabs_client import AsyncTwelveLabsV1_3, InvalidInputError, TwelveLabsV1_3

ASKS_BY_ID: dict[str, Callable[[Any, Any], Any]] = {
    "get": lambda stores, it: stores.get(it),
    "update": lambda stores, it: stores.update(it, name="coast"),
    "delete": lambda stores, it: stores.delete(it),
    "search: store": lambda stores, it: stores.search(it, "boat"),
    "search: items": lambda stores, it: stores.search(ID, "boat", items=it),
    "search: one of the items": lambda stores, it: stores.search(ID, "boat", items=[ID, it]),
    "items.create: store": lambda stores, it: stores.items.create(it, ID),
    "items.create: asset": lambda stores, it: stores.items.create(ID, it),
    "items.list": lambda stores, it: stores.items.list(it),
    "items.get: store": lambda stores, it: stores.items.get(it, ID),
    "items.get: item": lambda stores, it: stores.items.get(ID, it),
    "items.wait: store": lambda stores, it: stores.items.wait(it, ID),
    "items.wait: item": lambda stores, it: stores.items.wait(ID, it),
    "items.delete: store": lambda stores, it: stores.items.delete(it, ID),
    "items.delete: item": lambda stores, it: stores.items.delete(ID, it),
    "collections.create": lambda stores, it: stores.item_collections.create(it, "best"),
    "collections.list": lambda stores, it: stores.item_collections.list(it),
    "collections.get: store": lambda stores, it: stores.item_collections.get(it, ID),
    "collections.get: collection": lambda stores, it: stores.item_collections.get(ID, it),
    "collections.update: store": lambda stores, it: stores.item_collections.update(it, ID, name="best"),
    "collections.update: collection": lambda stores, it: stores.item_collections.update(ID, it, name="best"),
    "collections.delete: store": lambda stores, it: stores.item_collections.delete(it, ID),
    "collections.delete: collection": lambda stores, it: stores.item_collections.delete(ID, it),
    "collections.list_items: store": lambda stores, it: stores.item_collections.list_items(it, ID),
    "collections.list_items: collection": lambda stores, it: stores.item_collections.list_items(ID, it),
    "collections.add_items: store": lambda stores, it: stores.item_collections.add_items(it, ID, items=ID),
    "collections.add_items: collection": lambda stores, it: stores.item_collections.add_items(ID, it, items=ID),
    "collections.add_items: items": lambda stores, it: stores.item_collections.add_items(ID, ID, items=[it]),
    "collections.remove_items: store": lambda stores, it: stores.item_collections.remove_items(it, ID, items=ID),
    "collections.remove_items: collection": lambda stores, it: stores.item_collections.remove_items(ID, it, items=ID),
    "collections.remove_items: items": lambda stores, it: stores.item_collections.remove_items(ID, ID, items=[it]),
}


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    return silent_client(colour)


@pytest.mark.parametrize("identifier", ["", "../indexes", 7])
@pytest.mark.parametrize("method", ASKS_BY_ID)
@in_both_colours
async def test_every_method_checks_its_ids(tl: AsyncTwelveLabsV1_3, method: str, identifier: Any) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ASKS_BY_ID[method](tl.knowledge_stores, identifier)

    assert says_no_id(refusal.value)


LISTS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "stores": lambda stores: stores.list,
    "items": lambda stores: partial(stores.items.list, ID),
    "collections": lambda stores: partial(stores.item_collections.list, ID),
    "members": lambda stores: partial(stores.item_collections.list_items, ID, ID),
}
PAGED: dict[str, Callable[[Any], Callable[..., Any]]] = {
    **LISTS,
    "search": lambda stores: partial(stores.search, ID, "boat"),
}


@pytest.mark.parametrize("limit", [0, 51])
@pytest.mark.parametrize("noun", PAGED)
@in_both_colours
async def test_a_page_holds_one_to_fifty_items(tl: AsyncTwelveLabsV1_3, noun: str, limit: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^page_limit: .* is not a whole number from 1 to 50$"):
        PAGED[noun](tl.knowledge_stores)(page_limit=limit)


@pytest.mark.parametrize("page", [0, -1])
@pytest.mark.parametrize("noun", LISTS)
@in_both_colours
async def test_pages_are_counted_from_one(tl: AsyncTwelveLabsV1_3, noun: str, page: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^page: .* is not a whole number from 1$"):
        LISTS[noun](tl.knowledge_stores)(page=page)


METADATA_ASKS: dict[str, Callable[[Any, Any], Any]] = {
    "store": lambda stores, metadata: stores.create("coast", metadata=metadata),
    "changed store": lambda stores, metadata: stores.update(ID, metadata=metadata),
    "item": lambda stores, metadata: stores.items.create(ID, ID, metadata=metadata),
    "collection": lambda stores, metadata: stores.item_collections.create(ID, "best", metadata=metadata),
    "changed collection": lambda stores, metadata: stores.item_collections.update(ID, ID, metadata=metadata),
}


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        ({str(number): 1 for number in range(51)}, "metadata: 51 keys are more than the "),
        ({"k" * 129: 1}, "metadata: kkkkkkkkkkkkkkkkkkkk...: the key is longer than 128 characters"),
        ({"a": "x" * 8193}, "metadata: a: the text is longer than "),
        ({"a": None}, "metadata: a: the API keeps"),
        ({"a": {"b": 1}}, "metadata: a: the API keeps"),
        ({"a": ["b", 1]}, "metadata: a: the API keeps"),
        ({"a": NAN}, "metadata: a: nan cannot be said in JSON"),
        ({"a": 2**53}, "metadata: a: integers of more than 53 bits go as text"),
        ({1: "a"}, "metadata: 1 is no key"),
        ([("a", 1)], "metadata: must be a mapping, got list"),
    ],
)
@pytest.mark.parametrize("method", METADATA_ASKS)
@in_both_colours
async def test_metadata_that_cannot_be_kept_are_refused(
    tl: AsyncTwelveLabsV1_3, method: str, metadata: Any, says: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await METADATA_ASKS[method](tl.knowledge_stores, metadata)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)


def enriched(config: Any) -> Ask:
    return lambda tl: tl.knowledge_stores.create("coast", enrichment_config=config)


SEARCHES = [
    refused("text: the text is empty", lambda tl: tl.knowledge_stores.search(ID, " ")),
    refused("text: must be a string, got NoneType", lambda tl: tl.knowledge_stores.search(ID, None)),
    refused("asset_types: the list is empty", lambda tl: tl.knowledge_stores.search(ID, "x", asset_types=[])),
    refused("items: the list is empty", lambda tl: tl.knowledge_stores.search(ID, "x", items=[])),
    refused("modalities: the list is empty", lambda tl: tl.knowledge_stores.search(ID, "x", modalities=[])),
    refused(
        "modalities: they tell how videos match",
        lambda tl: tl.knowledge_stores.search(ID, "x", asset_types="image", modalities=["visual"]),
    ),
    refused("page_token: the text is empty", lambda tl: tl.knowledge_stores.search(ID, "x", page_token="")),
]
OTHERS = [
    refused("name: the text is empty", lambda tl: tl.knowledge_stores.create(" ")),
    refused("name: the text is empty", lambda tl: tl.knowledge_stores.update(ID, name="")),
    refused("name: the text is empty", lambda tl: tl.knowledge_stores.item_collections.create(ID, "")),
    refused("name: the text is empty", lambda tl: tl.knowledge_stores.item_collections.update(ID, ID, name=" ")),
    refused("description: must be a string", lambda tl: tl.knowledge_stores.create("coast", description=7)),
    refused("description: must be a string", lambda tl: tl.knowledge_stores.update(ID, description=["a"])),
    refused(
        "description: must be a string",
        lambda tl: tl.knowledge_stores.item_collections.create(ID, "best", description=7),
    ),
    refused("update: nothing to change", lambda tl: tl.knowledge_stores.update(ID)),
    refused("update: nothing to change", lambda tl: tl.knowledge_stores.item_collections.update(ID, ID)),
    refused("items: the list is empty", lambda tl: tl.knowledge_stores.item_collections.add_items(ID, ID, items=[])),
    refused(
        "items: 501 are more than the 500",
        lambda tl: tl.knowledge_stores.item_collections.add_items(ID, ID, items=[ID] * 501),
    ),
    refused(
        "items: 501 are more than the 500",
        lambda tl: tl.knowledge_stores.item_collections.remove_items(ID, ID, items=[ID] * 501),
    ),
    refused("max_wait and poll_interval: seconds", lambda tl: tl.knowledge_stores.items.wait(ID, ID, max_wait=0)),
    refused(
        "max_wait and poll_interval: seconds",
        lambda tl: tl.knowledge_stores.items.create(ID, ID, wait=True, poll_interval=-1),
    ),
    refused("enrichment_config: the text is empty", enriched(" ")),
    refused("enrichment_config: must be a string or a mapping", enriched(["a"])),
    refused("enrichment_config: the schema must be of type 'object'", enriched({"type": "array", "items": {}})),
]


@pytest.mark.parametrize(("ask", "says"), [*SEARCHES, *OTHERS])
@in_both_colours
async def test_what_makes_no_sense_is_refused(tl: AsyncTwelveLabsV1_3, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(tl)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)
