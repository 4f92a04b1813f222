"""Questions about a knowledge store that make no sense are refused in one line, before a byte is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import NAN, is_one_clear_line, silent_client
from twelvelabs_client import AsyncTwelveLabsV1_3, InvalidInputError, TwelveLabsV1_3
from twelvelabs_client.intents import ResponseSchema, Selection
from twelvelabs_client.models import Response

SCHEMA: dict[str, Any] = {"type": "object"}
ELSEWHERE = Response("resp_1", session_id="sess_1", knowledge_store_id="ks_2")


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    return silent_client(colour)


def asked(*arguments: Any, **options: Any) -> Callable[[Any], Any]:
    positional = arguments or ("ks_1", "Who?")
    return lambda ask: ask(*positional, **options)


REFUSALS: list[tuple[str, Callable[[Any], Any]]] = [
    ("knowledge_store: the id is empty", asked("", "Who?")),
    ("knowledge_store: '../x' is no id", asked("../x", "Who?")),
    ("knowledge_store: expected an id or a model with one, got list", asked(["ks_1"], "Who?")),
    ("input: the text is empty", asked("ks_1", " ")),
    ("input: give one message at least", asked("ks_1", [])),
    ("input: must be a string or a list of strings, got NoneType", asked("ks_1", None)),
    ("input: a message of 10001 characters", asked("ks_1", "x" * 10_001)),
    ("input: {{sel:0}} points to no selection; there are 0", asked("ks_1", "{{sel:0}}")),
    ("input: {{sel:1}} points to no selection; there are 1", asked("ks_1", "{{sel:1}}", selections=["ksi_1"])),
    ("session: the id is empty", asked(session="")),
    ("session: this response tells no session_id", asked(session=Response("resp_1"))),
    ("session: its conversation is about the knowledge store ks_2", asked(session=ELSEWHERE)),
    ("instructions: the text is empty", asked(instructions=" ")),
    ("instructions: must be a string, got int", asked(instructions=7)),
    ("selections: expected several, got str", asked(selections="ksi_1")),
    ("selections: must be a list, got Selection", asked(selections=Selection("item", "ksi_1"))),
    ("selections: must be a list, got NoneType", asked(selections=None)),
    ("selections: expected an id or a model with one, got int", asked(selections=[7])),
    ("selections: 'abc' tells neither item", asked(selections=["abc"])),
    ("response_schema: expected a JSON Schema", asked(response_schema=["object"])),
    ("response_schema: it cannot be said in JSON", asked(response_schema={"minimum": NAN})),
    ("response_schema: oneOf is not supported and can break the answer", asked(response_schema={"oneOf": []})),
]  # fmt: skip
METHODS: dict[str, Callable[[Any], Any]] = {
    "create": lambda tl: tl.responses.create,
    "stream": lambda tl: tl.responses.stream,
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("says", "ask"), REFUSALS)
@in_both_colours
async def test_what_makes_no_sense_is_refused(
    tl: AsyncTwelveLabsV1_3, method: str, ask: Callable[[Any], Any], says: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(METHODS[method](tl))

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)


@in_both_colours
async def test_a_time_that_is_none_is_refused(tl: AsyncTwelveLabsV1_3) -> None:
    with pytest.raises(InvalidInputError, match="timeout: 0 is not above 0 seconds"):
        await tl.responses.create("ks_1", "Who?", timeout=0)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Selection("video", "ksi_1"), "kind: 'video' is not one of collection, item"),  # type: ignore[arg-type]
        (lambda: Selection("item", ""), "id: the id is empty"),
        (lambda: Selection("item", "ksic_1"), "id: 'ksic_1' is the id of a knowledge store's collection"),
        (lambda: ResponseSchema(None), "response_schema: expected a JSON Schema"),  # type: ignore[arg-type]
        (lambda: ResponseSchema({"not": {}}), "response_schema: not is not supported"),
        (lambda: ResponseSchema(SCHEMA, name=" "), "name: the text is empty"),
        (lambda: ResponseSchema(SCHEMA, description=""), "description: the text is empty"),
    ],
)
def test_what_is_handed_over_is_checked_when_made(make: Callable[[], object], says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        make()

    assert str(refusal.value).startswith(says)
