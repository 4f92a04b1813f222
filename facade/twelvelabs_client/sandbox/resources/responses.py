"""Responses: one turn of a conversation about a knowledge store, streamed or whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from jsonschema import Draft202012Validator, SchemaError
from starlette.concurrency import run_in_threadpool

from twelvelabs_client.sandbox.analysis import facts_of, tokens_of
from twelvelabs_client.sandbox.answers import Citation, Seen, all_facts, annotations_in, compose
from twelvelabs_client.sandbox.conversations import conversation_of, keep, said_in
from twelvelabs_client.sandbox.errors import invalid
from twelvelabs_client.sandbox.footage import footage_of
from twelvelabs_client.sandbox.library import spoken_in
from twelvelabs_client.sandbox.media.samples import shares_of_image
from twelvelabs_client.sandbox.platform import Platform, timestamp
from twelvelabs_client.sandbox.response_events import EVENT_STREAM, events_of
from twelvelabs_client.sandbox.routing import Call, Reply
from twelvelabs_client.sandbox.sources import COLLECTION, ITEM, Source, members_of, sources_of
from twelvelabs_client.sandbox.storage import storage_url
from twelvelabs_client.sandbox.store import Document
from twelvelabs_client.sandbox.structured import fill

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
    conversation = conversation_of(call.platform, call.body)
    conversation = {**conversation, "selections": _selections(call, conversation)}
    sources = _selected(call, conversation["selections"])
    answer = _scripted(call, sources) or await _composed(call, conversation, sources)
    response = _response(call, conversation, answer, _steps(call, sources))
    keep(call.platform, conversation, _question(call), answer.text, len(response["output"]))
    if call.body.get("stream"):
        return Reply(stream=events_of(response), media_type=EVENT_STREAM)
    return Reply(body={**response, "output": []} if answer.failed else response)


def _selections(call: Call, conversation: Document) -> list[dict[str, str]]:
    """What this turn and those before point to."""
    new = call.body.get("selections", [])
    for selection in new:
        prefix = ITEM if selection["kind"] == "item" else COLLECTION
        if not selection["id"].startswith(prefix):
            raise invalid("selections", f"The id of a selection of this kind begins with {prefix}.")
    known = [*conversation["selections"], *new]
    for number in POINTER.findall(_question(call)):
        if int(number[:9]) >= len(known):
            raise invalid("input", f"{{{{sel:{number[:9]}}}}} points to no selection.")
    return known


def _selected(call: Call, selections: Sequence[Mapping[str, str]]) -> list[Source]:
    """The items that were pointed to, or all there are."""
    store = call.body["knowledge_store_id"]
    sources = sources_of(call.platform, store)
    wanted: set[str] = set()
    for selection in selections:
        if selection["kind"] == "collection":
            wanted |= {source.id for source in members_of(call.platform, store, selection["id"])}
        elif selection["id"] in {source.id for source in sources}:
            wanted.add(selection["id"])
        else:
            raise invalid("selections", f"There is no ready item {selection['id']} in the knowledge store.")
    return [source for source in sources if source.id in wanted] if selections else sources


def _scripted(call: Call, sources: Sequence[Source]) -> Answer | None:
    scripts = call.platform.scripted_responses
    script = scripts.get(call.body["knowledge_store_id"], scripts.get(None))
    if script is None:
        return None
    return Answer(script.text, [Citation(source) for source in sources], script.failed)


async def _composed(call: Call, conversation: Document, sources: Sequence[Source]) -> Answer:
    seen = [await run_in_threadpool(_look_at, call.platform, source) for source in sources]
    form = call.body.get("text", {}).get("format", {})
    if form.get("type") != "json_schema":
        return Answer(*compose(seen, [turn["question"] for turn in conversation["turns"]]))
    try:
        Draft202012Validator.check_schema(form["schema"])
    except SchemaError as error:
        raise invalid("text.format.schema", f"It is no JSON Schema: {error.message[:200]}.") from error
    return Answer(orjson.dumps(fill(form["schema"], all_facts(seen))).decode(), [])


def _look_at(platform: Platform, source: Source) -> Seen:
    asset = source.asset
    if asset["kind"] == "image":
        return Seen(source, shares=shares_of_image((platform.files / asset["id"]).read_bytes()))
    footage = footage_of(platform, asset["id"], asset["duration"])
    facts = facts_of(footage.clips, spoken_in(platform, asset["filename"], asset["id"]), 0.0, asset["duration"])
    return Seen(source, facts=facts)


def _response(call: Call, conversation: Document, answer: Answer, steps: list[dict[str, Any]]) -> dict[str, Any]:
    platform = call.platform
    tokens, limit = tokens_of(answer.text), platform.settings.response_tokens
    status = "incomplete" if len(tokens) > limit else "completed"
    text = "".join(tokens[:limit])
    annotations = annotations_in(text, answer.citations, lambda asset: _urls(call, asset))
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


def _steps(call: Call, sources: Sequence[Source]) -> list[dict[str, Any]]:
    """What comes before the answer, if that is wanted: a remark, a search, and what it found."""
    if STEPS not in call.body.get("include", ()):
        return []
    names = ", ".join(source.asset["filename"] for source in sources) or "nothing"
    arguments = orjson.dumps({"query": _question(call)}).decode()
    found = orjson.dumps([source.id for source in sources]).decode()
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


def _urls(call: Call, asset: Document) -> tuple[str | None, str | None]:
    """The addresses of an asset's still image and of its stream, where there are such."""
    middle = int((asset["duration"] or 0) * 500)
    thumbnail = f"thumbnails/{asset['id']}/{middle}.jpg" if asset["enable_thumbnail"] else None
    stream = f"hls/{asset['id']}/manifest.m3u8" if asset["enable_hls"] and asset["kind"] == "video" else None
    thumbnail_url, hls_url = (key and storage_url(call.platform, call.origin, key) for key in (thumbnail, stream))
    return thumbnail_url, hls_url
