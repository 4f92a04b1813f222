"""What makes no sense about connections and imports is refused in one line, before a byte is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, Ask, is_one_clear_line, refused, silent_client
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, TwelveLabs

DONE = "https://app.example.com/done"


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabs | TwelveLabs:
    return silent_client(colour)


ASKS_BY_ID: dict[str, Callable[[Any, Any], Any]] = {
    "get": lambda tl, it: tl.connections.get(it),
    "delete": lambda tl, it: tl.connections.delete(it),
    "picker_token": lambda tl, it: tl.connections.picker_token(it),
    "redirect_uris.delete": lambda tl, it: tl.connections.redirect_uris.delete(it),
    "imports.create": lambda tl, it: tl.connections.imports.create(it, "f1"),
    "imports.list": lambda tl, it: tl.connections.imports.list(it),
    "imports.get: connection": lambda tl, it: tl.connections.imports.get(it, ID),
    "imports.get: import": lambda tl, it: tl.connections.imports.get(ID, it),
    "imports.wait: connection": lambda tl, it: tl.connections.imports.wait(it, ID),
    "imports.wait: import": lambda tl, it: tl.connections.imports.wait(ID, it),
}


@pytest.mark.parametrize("identifier", ["", "..", "../indexes", "a b", "a?b", None, 7], ids=repr)
@pytest.mark.parametrize("method", ASKS_BY_ID)
@in_both_colours
async def test_every_method_checks_its_ids(tl: AsyncTwelveLabs, method: str, identifier: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^(connection|redirect_uri|import_): .*\bid\b") as refusal:
        await ASKS_BY_ID[method](tl, identifier)

    assert is_one_clear_line(refusal.value)


LISTS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "connections": lambda tl: tl.connections.list,
    "redirect_uris": lambda tl: tl.connections.redirect_uris.list,
    "imports": lambda tl: partial(tl.connections.imports.list, ID),
}


@pytest.mark.parametrize(
    ("options", "says"), [({"page_limit": 51}, "page_limit: 51"), ({"page": 0}, "page: 0")], ids=["limit", "page"]
)
@pytest.mark.parametrize("noun", LISTS)
@in_both_colours
async def test_pages_are_counted_from_one_and_hold_up_to_fifty(
    tl: AsyncTwelveLabs, noun: str, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(InvalidInputError, match=f"{says} is not a whole number from 1"):
        LISTS[noun](tl)(**options)


OTHERS = [
    refused("redirect_uri: the text is empty", lambda tl: tl.connections.authorize("")),
    refused("redirect_uri: 'done' is no URI", lambda tl: tl.connections.authorize("done")),
    refused("provider: the text is empty", lambda tl: tl.connections.authorize(DONE, provider=" ")),
    refused("custom_id: the text is empty", lambda tl: tl.connections.authorize(DONE, custom_id="")),
    refused("custom_id: must be a string, got int", lambda tl: tl.connections.authorize(DONE, custom_id=7)),
    refused(
        "redirect_uri: 'http://a.example' cannot", lambda tl: tl.connections.redirect_uris.create("http://a.example")
    ),
    refused(
        "redirect_uri: 'https://*.example' holds", lambda tl: tl.connections.redirect_uris.create("https://*.example")
    ),
    refused("source_ids: the list is empty", lambda tl: tl.connections.imports.create(ID, [])),
    refused("source_ids: the text is empty", lambda tl: tl.connections.imports.create(ID, ["f1", ""])),
    refused("source_ids: 'f1' is named twice", lambda tl: tl.connections.imports.create(ID, ["f1", "f1"])),
    refused("source_ids: 101 files", lambda tl: tl.connections.imports.create(ID, [str(n) for n in range(101)])),
    refused("max_wait and poll_interval: ", lambda tl: tl.connections.imports.create(ID, "f1", wait=True, max_wait=0)),
    refused("max_wait and poll_interval: ", lambda tl: tl.connections.imports.wait(ID, ID, poll_interval=-1)),
    refused("timeout: 0 is not above 0", lambda tl: tl.connections.get(ID, timeout=0)),
]


@pytest.mark.parametrize(("ask", "says"), OTHERS)
@in_both_colours
async def test_what_makes_no_sense_is_refused(tl: AsyncTwelveLabs, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(tl)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)
