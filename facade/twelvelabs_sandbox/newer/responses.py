"""Responses: one turn of a conversation about a knowledge store, streamed or whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from jsonschema import Draft202012Validator, SchemaError
from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.analysis.answers import Citation, Seen, all_facts, annotations_in, compose
from twelvelabs_sandbox.analysis.response_events import EVENT_STREAM, events_of
from twelvelabs_sandbox.analysis.structured import fill
from twelvelabs_sandbox.analysis.texts import facts_of, tokens_of
from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.conversations import conversation_of, keep, said_in
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.knowledge import (
    STORES,
    collections_within,
    find_collection,
    find_item,
    item_status,
    ready_items,
)
from twelvelabs_sandbox.store.library import ASSETS, spoken_in
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url

POINTER = re.compile(r"\{\{sel:(\d+)\}\}")
STEPS = "intermediate_outputs"
ID_PREFIX = {"message": "msg", "function_call": "fc", "function_call_output": "fco"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, what its numbers cite, and whether it then fails."""

    text: str
    citations: Sequence[Citation]
    failed: bool = False


async def create(call: Call) -> Reply:
    """Answer the messages of one turn."""
    store = call.platform.find(STORES, call.body["knowledge_store_id"])
    conversation = conversation_of(call.platform, call.body)
    conversation = {**conversation, "selections": _selections(call, conversation)}
    items = _selected(call.platform, store["id"], conversation["selections"])
    answer = _scripted(call, items) or await _composed(call, conversation, items)
    response = _response(call, conversation, answer, _steps(call, items))
    keep(call.platform, conversation, _question(call), answer.text, len(response["output"]))
    if call.body.get("stream"):
        return Reply(stream=events_of(response), media_type=EVENT_STREAM)
    return Reply(body={**response, "output": []} if answer.failed else response)


def _selections(call: Call, conversation: Document) -> list[dict[str, str]]:
    """What this turn and those before point to."""
    new = call.body.get("selections", [])
    for selection in new:
        _check_selection(call.platform, call.body["knowledge_store_id"], selection)
    known = [*conversation["selections"], *new]
    for number in POINTER.findall(_question(call)):
        if int(number[:9]) >= len(known):
            raise invalid("input", f"{{{{sel:{number[:9]}}}}} points to no selection.")
    return known


def _check_selection(platform: Platform, store_id: str, selection: Mapping[str, str]) -> None:
    """Something that is not in the store is no missing resource but a parameter that does not fit."""
    kind, identifier = selection["kind"], selection["id"]
    try:
        found = (find_item if kind == "item" else find_collection)(platform, store_id, identifier)
    except ApiError as error:
        if error.status != 404:
            raise
        raise invalid("selections", f"There is no {kind} {identifier} in the knowledge store.") from error
    if kind == "item" and (status := item_status(platform, found)) != "ready":
        raise invalid("selections", f"The item {identifier} is {status}. Select items that are ready.")


def _selected(platform: Platform, store_id: str, selections: Sequence[Mapping[str, str]]) -> list[Document]:
    """The ready items that were pointed to and are still there, or all there are."""
    items = ready_items(platform, store_id)
    if not selections:
        return items
    named = {selection["id"] for selection in selections}
    chosen = [each for each in collections_within(platform, store_id) if each["id"] in named]
    wanted = named.union(*(collection["item_ids"] for collection in chosen))
    return [item for item in items if item["id"] in wanted]


def _scripted(call: Call, items: Sequence[Document]) -> Answer | None:
    scripts = call.platform.scripted_responses
    script = scripts.get(call.body["knowledge_store_id"], scripts.get(None))
    if script is None:
        return None
    return Answer(script.text, [Citation(item) for item in items], script.failed)


async def _composed(call: Call, conversation: Document, items: Sequence[Document]) -> Answer:
    seen = [await run_in_threadpool(_look_at, call.platform, item) for item in items]
    form = call.body.get("text", {}).get("format", {})
    if form.get("type") != "json_schema":
        return Answer(*compose(seen, [turn["question"] for turn in conversation["turns"]]))
    try:
        Draft202012Validator.check_schema(form["schema"])
    except SchemaError as error:
        raise invalid("text.format.schema", f"It is no JSON Schema: {error.message[:200]}.") from error
    return Answer(orjson.dumps(fill(form["schema"], all_facts(seen))).decode(), [])


def _look_at(platform: Platform, item: Document) -> Seen:
    """What was measured when the item was made, whether or not its asset is still there."""
    system = item["system_metadata"]
    footage = footage_of(platform, item["asset_id"], system.get("duration"))
    if system["asset_type"] == "image":
        return Seen(item, shares=footage.clips[0].shares)
    speech = spoken_in(platform, system["filename"], item["asset_id"])
    return Seen(item, facts=facts_of(footage.clips, speech, 0.0, system["duration"]))


def _response(call: Call, conversation: Document, answer: Answer, steps: list[dict[str, Any]]) -> dict[str, Any]:
    platform = call.platform
    tokens, limit = tokens_of(answer.text), platform.settings.response_tokens
    status = "incomplete" if len(tokens) > limit else "completed"
    text = "".join(tokens[:limit])
    annotations = annotations_in(text, answer.citations, lambda item: _urls(call, item))
    output = [*steps, _message("final_answer", text, status, annotations)]
    for number, item in enumerate(output, start=conversation["items"]):
        item["id"] = f"{ID_PREFIX[item['type']]}_{conversation['id']}_{number}"
    read = [call.body.get("instructions", ""), *said_in(conversation), _question(call)]
    written = min(len(tokens), limit)
    return {
        "id": f"resp_{platform.new_uuid()}",
        "type": "response",
        "object": "response",
        "status": "failed" if answer.failed else status,
        "session_id": conversation["id"],
        "knowledge_store_id": call.body["knowledge_store_id"],
        "output": output,
        "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
        "usage": {"input_tokens": sum(len(tokens_of(each)) for each in read), "output_tokens": written},
        "created_at": timestamp(platform.now(), milliseconds=False),
    }


def _steps(call: Call, items: Sequence[Document]) -> list[dict[str, Any]]:
    """What comes before the answer, if that is wanted: a remark, a search, and what it found."""
    if STEPS not in call.body.get("include", ()):
        return []
    names = ", ".join(item["system_metadata"]["filename"] for item in items) or "nothing"
    arguments = orjson.dumps({"query": _question(call)}).decode()
    found = orjson.dumps([item["id"] for item in items]).decode()
    of_call = {"call_id": f"call_{call.platform.new_token()}", "status": "completed"}
    return [
        _message("commentary", f"I will look at {names}.", "completed", []),
        {"type": "function_call", "name": "search", "arguments": arguments, **of_call},
        {"type": "function_call_output", "output": found, **of_call},
    ]


def _message(phase: str, text: str, status: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    content = [{"type": "output_text", "text": text, "annotations": annotations}]
    return {"type": "message", "status": status, "role": "assistant", "phase": phase, "content": content}


def _question(call: Call) -> str:
    return "\n".join(message["content"] for message in call.body["input"])


def _urls(call: Call, item: Document) -> tuple[str | None, str | None]:
    """The addresses of an item's still image and of its stream, where its asset is there and has such."""
    asset = call.platform.store.get(ASSETS, item["asset_id"])
    if asset is None:
        return None, None
    middle = int((asset["duration"] or 0) * 500)
    thumbnail = f"thumbnails/{asset['id']}/{middle}.jpg" if asset["enable_thumbnail"] else None
    stream = f"hls/{asset['id']}/manifest.m3u8" if asset["enable_hls"] and asset["kind"] == "video" else None
    thumbnail_url, hls_url = (key and storage_url(call.platform, call.origin, key) for key in (thumbnail, stream))
    return thumbnail_url, hls_url
