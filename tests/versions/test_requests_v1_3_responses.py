"""What each question about a knowledge store becomes on the wire of v1.3."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.transport.scripted import reply, serve
from tests.versions.wire import wire
from twelvelabs_client import TwelveLabs, TwelveLabsV1_3
from twelvelabs_client.intents import ResponseSchema, Selection
from twelvelabs_client.models import Response

EARLIER = Response("resp_1", session_id="sess_1", knowledge_store_id="ks_1")
STORE: Any = SimpleNamespace(id="ks_1")
ITEM: Any = SimpleNamespace(id="ksi_3")
SCHEMA = {"type": "object", "properties": {"default": {"type": "string"}, "not": {"enum": ["oneOf"]}}}


def body(*contents: str, **more: Any) -> dict[str, Any]:
    messages = [{"type": "message", "role": "user", "content": content} for content in contents]
    return {"knowledge_store_id": "ks_1", "input": messages, **more}


def json_schema(**more: Any) -> dict[str, Any]:
    return {"format": {"type": "json_schema", "name": "answer", "schema": SCHEMA, **more}}


QUESTIONS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"knowledge_store": "ks_1", "input": "Who?"}, body("Who?")),
    ({"knowledge_store": STORE, "input": ["Who?", "When?"]}, body("Who?", "When?")),
    ({"knowledge_store": "ks_1", "input": ("Who?",)}, body("Who?")),
    ({"knowledge_store": "ks_1", "input": "\U0001f3ac" * 10_000}, body("\U0001f3ac" * 10_000)),
    (
        {"knowledge_store": "ks_1", "input": "And?", "session": "sess_1", "instructions": "Be brief."},
        body("And?", session_id="sess_1", instructions="Be brief."),
    ),
    ({"knowledge_store": "ks_1", "input": "{{sel:9}}?", "session": EARLIER}, body("{{sel:9}}?", session_id="sess_1")),
    (
        {"knowledge_store": "ks_1", "input": "{{sel:2}}?", "selections": ["ksi_1", "ksic_2", ITEM]},
        body(
            "{{sel:2}}?",
            selections=[
                {"kind": "item", "id": "ksi_1"},
                {"kind": "collection", "id": "ksic_2"},
                {"kind": "item", "id": "ksi_3"},
            ],
        ),
    ),
    (
        {"knowledge_store": "ks_1", "input": "Who?", "selections": [Selection("collection", "of-tomorrow")]},
        body("Who?", selections=[{"kind": "collection", "id": "of-tomorrow"}]),
    ),
    ({"knowledge_store": "ks_1", "input": "Who?", "selections": []}, body("Who?")),
    ({"knowledge_store": "ks_1", "input": "Who?", "response_schema": SCHEMA}, body("Who?", text=json_schema())),
    (
        {
            "knowledge_store": "ks_1",
            "input": "Who?",
            "response_schema": ResponseSchema(SCHEMA, name="people", description="Who is there."),
        },
        body("Who?", text=json_schema(name="people", description="Who is there.")),
    ),
    (
        {"knowledge_store": "ks_1", "input": "Who?", "include": "intermediate_outputs"},
        body("Who?", include=["intermediate_outputs"]),
    ),
    (
        {"knowledge_store": "ks_1", "input": "Who?", "include": ["intermediate_outputs"]},
        body("Who?", include=["intermediate_outputs"]),
    ),
]
WAYS: dict[bool, Callable[[TwelveLabsV1_3, dict[str, Any]], object]] = {
    False: lambda tl, asked: tl.responses.create(**asked),
    True: lambda tl, asked: list(tl.responses.stream(**asked)),
}


@pytest.mark.parametrize("stream", WAYS)
@pytest.mark.parametrize(("asked", "expected"), QUESTIONS)
def test_a_question_is_a_json_body(asked: dict[str, Any], expected: dict[str, Any], stream: bool) -> None:
    server = serve(reply(200, {"object": "response", "id": "resp_2", "status": "completed"}))
    with TwelveLabs(**server.options) as tl:
        WAYS[stream](tl, asked)
    (request,) = server.requests
    assert wire(request) == ("POST", "/responses", [])
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept"] == ("text/event-stream" if stream else "application/json")
    assert json.loads(request.content) == {**expected, "stream": stream}
