"""A response as server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import orjson

from twelvelabs_sandbox.analysis.texts import fragments_of

EVENT_STREAM = "text/event-stream"
PIECES_BETWEEN_SIGNS_OF_LIFE = 20

Event = dict[str, Any]


async def events_of(response: Mapping[str, Any]) -> AsyncIterator[bytes]:
    """A finished response as the stream in which it would have been written."""
    for number, event in enumerate(_events(response)):
        kind = event.pop("type")
        data = orjson.dumps({"type": kind, "sequence_number": number, **event})
        yield b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
    yield b"data: [DONE]\n\n"


def _events(response: Mapping[str, Any]) -> Iterator[Event]:
    begun = {key: value for key, value in response.items() if key != "usage"}
    begun |= {"status": "in_progress", "output": [], "incomplete_details": None}
    yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    yield {"type": "keepalive"}
    failed = response["status"] == "failed"
    for index, item in enumerate(response["output"]):
        events = _message(item, index) if item["type"] == "message" else _step(item, index)
        if failed and index == len(response["output"]) - 1:
            # It breaks off with the first words of its last message.
            events = (event for number, event in enumerate(events) if number < 3)
        yield from events
    if failed:
        yield {"type": "response.failed", "response": {**begun, "status": "failed"}}
    else:
        yield {"type": "response.completed", "response": response}


def _message(item: Mapping[str, Any], index: int) -> Iterator[Event]:
    yield {
        "type": "response.output_item.added",
        "output_index": index,
        "item": {**item, "status": "in_progress", "content": []},
    }
    for number, part in enumerate(item["content"]):
        place = {"item_id": item["id"], "output_index": index, "content_index": number}
        yield {"type": "response.content_part.added", **place, "part": {**part, "text": "", "annotations": []}}
        for count, piece in enumerate(fragments_of(part["text"], item["id"]), start=1):
            yield {"type": "response.output_text.delta", **place, "delta": piece}
            if count % PIECES_BETWEEN_SIGNS_OF_LIFE == 0:
                yield {"type": "keepalive"}
        yield {"type": "response.output_text.done", **place, "text": part["text"]}
        yield {"type": "response.content_part.done", **place, "part": part}
    yield {"type": "response.output_item.done", "output_index": index, "item": item}


def _step(item: Mapping[str, Any], index: int) -> Iterator[Event]:
    yield {"type": "response.output_item.added", "output_index": index, "item": {**item, "status": "in_progress"}}
    if "arguments" in item:
        place = {"item_id": item["id"], "output_index": index}
        yield {"type": "response.function_call_arguments.done", **place, "arguments": item["arguments"]}
    yield {"type": "response.output_item.done", "output_index": index, "item": item}
