"""Analyze: a text about one video or some images, streamed or whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson

from twelvelabs_sandbox.analysis.answering import Answer, answer, pictures_of
from twelvelabs_sandbox.analysis.media_sources import AT_ONCE
from twelvelabs_sandbox.analysis.rules import check_analysis
from twelvelabs_sandbox.analysis.texts import fragments_of
from twelvelabs_sandbox.http.routing import Call, Reply


async def create(call: Call) -> Reply:
    """Answer a prompt about a video or images."""
    check_analysis(call.body)
    pictures = await pictures_of(call.platform, call.body)
    written = await answer(call.platform, call.body, pictures, AT_ONCE)
    if call.body.get("stream", True):
        return Reply(stream=_events(written))
    return Reply(body={"id": written.identifier, "data": written.text, "usage": written.usage, **written.finish})


async def _events(written: Answer) -> AsyncIterator[bytes]:
    metadata: dict[str, Any] = {"generation_id": written.identifier}
    yield _line({"event_type": "stream_start", "metadata": metadata})
    for fragment in fragments_of(written.text, written.identifier):
        yield _line({"event_type": "text_generation", "text": fragment})
    yield _line({"event_type": "stream_end", "metadata": {**metadata, "usage": written.usage}, **written.finish})


def _line(event: dict[str, Any]) -> bytes:
    return orjson.dumps(event) + b"\n"
