"""Responses, as recorded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import FillStore
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError
from twelvelabs_client.intents import ResponseSchema, Selection
from twelvelabs_client.models import ResponseItemChanged, ResponseStateChanged, ResponseTextDelta, TokenUsage

pytestmark = pytest.mark.vcr

QUESTION = "Which colours follow each other?"
COLOURS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"summary": {"type": "string"}, "scenes": {"type": "integer"}},
}


@in_both_colours
async def test_a_question_is_answered_and_cites_its_sources(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, picture = await fill_store()

    response = await tl.responses.create(store, QUESTION, instructions="Be brief.")

    assert (response.status, response.incomplete_reason) == ("completed", None)
    assert response.knowledge_store_id == store.id
    assert response.session_id
    assert response.created_at is not None
    assert "green" in response.text
    assert response.commentary == ()
    assert isinstance(response.usage, TokenUsage)
    assert (response.usage.output_tokens or 0) > 0
    marks, annotations = zip(*response.citations(), strict=True)
    assert marks == tuple(f"[{number}]" for number in range(1, len(marks) + 1))
    assert annotations[1].title == "harbor.mp4"
    assert (annotations[1].item_id, annotations[1].start, annotations[1].end) == (film.id, 2.0, 4.0)
    assert (annotations[-1].item_id, annotations[-1].title, annotations[-1].start) == (picture.id, "meadow.jpg", None)


@in_both_colours
async def test_a_conversation_goes_on(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, _ = await fill_store()

    first = await tl.responses.create(
        store.id, "What is in {{sel:0}}?", selections=[film.id], include="intermediate_outputs"
    )
    second = await tl.responses.create(
        store, ["And in {{sel:1}}?", "Be quick."], session=first, selections=[Selection("item", film.id)]
    )

    assert second.session_id == first.session_id
    assert 'Earlier you asked: "What is in {{sel:0}}?"' in second.text
    assert first.commentary == ("I will look at harbor.mp4.",)
    assert [item.type for item in first.output] == ["message", "function_call", "function_call_output", "message"]
    assert json.loads(first.output[1].arguments or "") == {"query": "What is in {{sel:0}}?"}
    assert [item.type for item in second.output] == ["message"]


@in_both_colours
async def test_an_item_or_a_collection_is_looked_at_first(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, film, picture = await fill_store()
    pictures = await tl.knowledge_stores.item_collections.create(store, "pictures")
    await tl.knowledge_stores.item_collections.add_items(store, pictures, items=[picture])

    of_film = await tl.responses.create(store, QUESTION, selections=[film])
    of_pictures = await tl.responses.create(store, QUESTION, selections=[pictures])

    assert {cited.item_id for _, cited in of_film.citations()} == {film.id}
    assert {cited.item_id for _, cited in of_pictures.citations()} == {picture.id}


@in_both_colours
async def test_a_store_that_nobody_knows_is_not_found(tl: AsyncTwelveLabsV1_3) -> None:
    with pytest.raises(NotFoundError):
        await tl.responses.create("ks_019ebcf4-7e08-7201-b69c-69e0c1e6ae56", QUESTION)


@in_both_colours
async def test_an_answer_fits_the_schema_asked_for(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, _, _ = await fill_store()

    plain = (await tl.responses.create(store, QUESTION, response_schema=COLOURS_SCHEMA)).json()
    named = ResponseSchema(COLOURS_SCHEMA, name="colours", description="What follows what.")
    also = (await tl.responses.create(store, QUESTION, response_schema=named)).json()

    assert set(plain) == {"summary", "scenes"}
    assert isinstance(plain["scenes"], int)
    assert also == plain


@in_both_colours
async def test_an_answer_is_read_while_it_is_written(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, _, _ = await fill_store()
    stream = tl.responses.stream(store, QUESTION, include=["intermediate_outputs"])

    events = [event async for event in stream]

    assert isinstance(events[0], ResponseStateChanged)
    assert (events[0].type, events[-1].type) == ("response.created", "response.completed")
    phases = [event.item.phase for event in events if isinstance(event, ResponseItemChanged)]
    assert phases == ["commentary"] * 2 + [None] * 4 + ["final_answer"] * 2
    pieces = [event.delta for event in events if isinstance(event, ResponseTextDelta)]
    assert "".join(pieces).startswith("I will look at harbor.mp4, meadow.jpg.")
    assert "".join(pieces).endswith(stream.text)
    assert stream.response is not None
    assert stream.text == stream.response.text
    assert "green" in stream.text
    assert (stream.status, stream.usage) == ("completed", stream.response.usage)
    assert (stream.id, stream.session_id) == (stream.response.id, stream.response.session_id)
    numbers = [event.sequence_number or 0 for event in events]
    assert numbers == sorted(numbers)
    assert numbers[-1] >= len(numbers)


@in_both_colours
async def test_a_stream_gives_the_pieces_of_its_answer(tl: AsyncTwelveLabsV1_3, fill_store: FillStore) -> None:
    store, _, _ = await fill_store()
    first = await tl.responses.create(store, QUESTION)

    async with tl.responses.stream(
        store, "And then?", session=first.session_id, include="intermediate_outputs"
    ) as stream:
        pieces = [piece async for piece in stream.texts()]

    assert len(pieces) > 1
    assert "".join(pieces) == stream.text
    assert "I will look" not in stream.text
    assert stream.session_id == first.session_id
