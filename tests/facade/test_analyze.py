"""Analysis, as recorded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.conftest import StoreHarbor
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3
from twelvelabs_client.intents import Images, Prompt
from twelvelabs_client.models import AnalysisEnded, AnalysisStarted, TextFragment, TokenUsage

pytestmark = pytest.mark.vcr

QUESTION = "Which colours follow each other?"
COLOURS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"summary": {"type": "string"}, "scenes": {"type": "integer"}},
    "required": ["summary", "scenes"],
}


@in_both_colours
async def test_a_question_is_answered_in_a_whole_text(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()

    answer = await tl.analyze.run(asset, QUESTION, temperature=0.0, start_time=1.0, end_time=5.0)

    assert answer.id
    assert "green" in answer.text
    assert (answer.finish_reason, answer.warning) == ("stop", None)
    assert isinstance(answer.usage, TokenUsage)
    assert (answer.usage.output_tokens or 0) > 0
    assert answer.raw["data"] == answer.text


@in_both_colours
async def test_an_answer_fits_the_schema_asked_for(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()

    answer = (await tl.analyze.run(asset.id, QUESTION, response_schema=COLOURS_SCHEMA)).json()

    assert set(answer) == {"summary", "scenes"}
    assert isinstance(answer["scenes"], int)


@in_both_colours
async def test_an_answer_is_read_while_it_is_written(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()
    stream = tl.analyze.stream(asset, QUESTION)

    events = [event async for event in stream]

    assert isinstance(events[0], AnalysisStarted)
    assert all(isinstance(event, TextFragment) for event in events[1:-1])
    assert isinstance(events[-1], AnalysisEnded)
    assert len(events) > 3
    assert stream.text == "".join(event.text for event in events)
    assert "green" in stream.text
    assert stream.id == events[0].id
    assert stream.finish_reason == "stop"
    assert stream.usage == events[-1].usage
    assert stream.usage is not None


@in_both_colours
async def test_a_stream_gives_the_pieces_of_its_text(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()

    async with tl.analyze.stream(asset, QUESTION, model="pegasus1.5", max_tokens=512) as stream:
        pieces = [piece async for piece in stream.texts()]

    assert len(pieces) > 1
    assert "".join(pieces) == stream.text


@in_both_colours
async def test_a_file_is_analyzed_without_being_stored(tl: AsyncTwelveLabsV1_3) -> None:
    answer = await tl.analyze.run(MEDIA / "harbor.mp4", QUESTION)

    assert "green" in answer.text


@in_both_colours
async def test_images_are_analyzed_by_the_model_that_can(tl: AsyncTwelveLabsV1_3) -> None:
    images = Images({"meadow": MEDIA / "meadow.jpg"})

    answer = await tl.analyze.run(images, "What is in <@meadow>?", max_tokens=512)

    assert "meadow: " in answer.text


@in_both_colours
async def test_a_prompt_points_to_an_image(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()
    prompt = Prompt("When is what <@meadow> shows?", {"meadow": MEDIA / "meadow.jpg"})

    async with tl.analyze.stream(asset, prompt, response_schema=None) as stream:
        async for _ in stream:
            pass

    assert "meadow, mostly" in stream.text
    assert stream.analysis.text == stream.text
    assert stream.analysis.finish_reason == "stop"


@in_both_colours
async def test_a_streamed_answer_fits_the_schema_asked_for(tl: AsyncTwelveLabsV1_3, store_harbor: StoreHarbor) -> None:
    asset = await store_harbor()
    stream = tl.analyze.stream(asset, QUESTION, response_schema=COLOURS_SCHEMA)

    pieces = [piece async for piece in stream.texts()]

    assert len(pieces) > 1
    assert set(stream.analysis.json()) == {"summary", "scenes"}
