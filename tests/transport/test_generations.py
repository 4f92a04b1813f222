"""Texts of v1.2 on an unreliable line: streams that break or fail in the middle, and what is not asked twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import Body, reply, serve
from twelvelabs_client import AsyncTwelveLabs, ServerError, StreamInterruptedError
from twelvelabs_client.models import AnalysisFailedError

START = b'{"event_type": "stream_start", "metadata": {"generation_id": "g1"}}\n'
TEXT = b'{"event_type": "text_generation", "text": "A boat"}\n'
END = b'{"event_type": "stream_end", "metadata": {"generation_id": "g1"}}\n'
ERROR = b'{"event_type": "stream_error", "error": {"message": "It is too long."}}\n'


@in_both_colours
async def test_a_streamed_answer_is_asked_for_and_read() -> None:
    server = serve(reply(200, Body(START, TEXT, TEXT[:20], TEXT[20:], END)))
    async with AsyncTwelveLabs(api_version="v1.2", **server.options) as tl:
        stream = tl.generate.stream("v1", "What?", temperature=0)
        pieces = [piece async for piece in stream.texts()]

    assert (pieces, stream.text, stream.id) == (["A boat", "A boat"], "A boatA boat", "g1")
    assert json.loads(server.requests[0].content) == {
        "video_id": "v1",
        "prompt": "What?",
        "temperature": 0,
        "stream": True,
    }
    assert "application/x-ndjson" in server.requests[0].headers["accept"]


@pytest.mark.parametrize(
    "blocks", [[START, TEXT], [START, TEXT, END[:30], httpx.ReadError("reset")], []], ids=["cut", "torn", "empty"]
)
@in_both_colours
async def test_a_stream_without_its_end_is_told_from_a_whole_one(blocks: list[bytes | Exception]) -> None:
    async with AsyncTwelveLabs(api_version="v1.2", **serve(reply(200, Body(*blocks))).options) as tl:
        stream = tl.generate.stream("v1", "What?")
        with pytest.raises(StreamInterruptedError, match=r"^generate: "):
            async for _ in stream:
                pass

    assert stream.text == ("A boat" if blocks else "")


@in_both_colours
async def test_an_error_in_the_middle_is_raised_with_its_text() -> None:
    body = Body(START, TEXT, ERROR)
    async with AsyncTwelveLabs(api_version="v1.2", **serve(reply(200, body)).options) as tl:
        stream = tl.generate.stream("v1", "What?")
        with pytest.raises(AnalysisFailedError, match=r"^generate: the API gave up .*: It is too long\.$") as failure:
            async for _ in stream:
                pass

    assert (failure.value.reason, failure.value.raw, stream.text) == ("It is too long.", json.loads(ERROR), "A boat")
    assert body.closed > 0


@pytest.mark.parametrize(
    "ask",
    [
        lambda tl: tl.gist("v1"),
        lambda tl: tl.summarize("v1"),
        lambda tl: tl.generate.run("v1", "What?"),
    ],
)
@in_both_colours
async def test_what_costs_is_not_asked_twice(ask: Callable[[Any], Any]) -> None:
    server = serve(reply(500))
    async with AsyncTwelveLabs(api_version="v1.2", **server.options) as tl:
        with pytest.raises(ServerError):
            await ask(tl)

    assert len(server.requests) == 1
