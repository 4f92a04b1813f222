"""Responses over real HTTP, against a sandbox on this machine: scripted, cut off, failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabs, StreamInterruptedError, TaskFailedError, TwelveLabs
from twelvelabs_client.models import KnowledgeStore
from twelvelabs_sandbox import Sandbox

TEXT = "A ferry \U0001f6a2 leaves the harbor at nine, and nobody waves. "


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seed=1, response_tokens=200) as running:
        running.script_response(None, TEXT)
        yield running


@pytest.fixture
def options(sandbox: Sandbox) -> dict[str, Any]:
    sandbox.faults.clear()
    return {"api_key": sandbox.api_key, "base_url": sandbox.url}


@pytest.fixture(scope="module")
def stores(sandbox: Sandbox) -> dict[str, KnowledgeStore]:
    """Knowledge stores by what their responses are like."""
    with TwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url) as tl:
        made = {name: tl.knowledge_stores.create(name) for name in ("plain", "long", "broken")}
    sandbox.script_response(made["long"].id, TEXT * 100)
    sandbox.script_response(made["broken"].id, TEXT * 5, failed=True)
    return made


async def read(stream: Any) -> list[str]:
    return [event.type async for event in stream]


@in_both_colours
async def test_a_scripted_text_arrives_in_pieces(options: dict[str, Any], stores: dict[str, KnowledgeStore]) -> None:
    async with AsyncTwelveLabs(**options) as tl:
        stream = tl.responses.stream(stores["plain"], "What is seen?")
        pieces = [text async for text in stream.texts()]
        whole = await tl.responses.create(stores["plain"], "What is seen?")

    assert len(pieces) > 1
    assert "".join(pieces) == stream.text == whole.text == TEXT


@in_both_colours
async def test_an_answer_beyond_the_limit_is_incomplete(
    options: dict[str, Any], stores: dict[str, KnowledgeStore]
) -> None:
    async with AsyncTwelveLabs(**options) as tl:
        stream = tl.responses.stream(stores["long"], "What is seen?")
        events = await read(stream)
        whole = await tl.responses.create(stores["long"], "What is seen?")

    assert events[-1] == "response.completed"
    assert (stream.status, whole.status) == ("incomplete", "incomplete")
    assert whole.incomplete_reason == "max_output_tokens"
    assert stream.text == whole.text
    assert whole.usage is not None
    assert whole.usage.output_tokens == 200


@in_both_colours
async def test_a_failure_is_an_error_whichever_way_it_comes(
    options: dict[str, Any], stores: dict[str, KnowledgeStore]
) -> None:
    async with AsyncTwelveLabs(**options) as tl:
        stream = tl.responses.stream(stores["broken"], "What is seen?")
        with pytest.raises(TaskFailedError) as streamed:
            await read(stream)
        with pytest.raises(TaskFailedError) as whole:
            await tl.responses.create(stores["broken"], "What is seen?")

    assert (streamed.value.status, whole.value.status) == ("failed", "failed")
    assert 0 < len(stream.text) < len(TEXT)


@pytest.mark.parametrize("size", [0, 700, 2000])
@in_both_colours
async def test_a_stream_that_is_cut_off_says_so(
    options: dict[str, Any], stores: dict[str, KnowledgeStore], sandbox: Sandbox, size: int
) -> None:
    sandbox.faults.add(method="POST", path="/responses", cut_after=size)
    before = len(sandbox.requests)

    async with AsyncTwelveLabs(**options) as tl:
        with pytest.raises(StreamInterruptedError, match="incomplete"):
            await read(tl.responses.stream(stores["long"], "What is seen?"))

    assert len(sandbox.requests) == before + 1
