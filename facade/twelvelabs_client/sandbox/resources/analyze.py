"""Analyze: a text about one video or some images, streamed or whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from twelvelabs_client.sandbox.analysis import Facts, describe, describe_images, fragments_of, tokens_of
from twelvelabs_client.sandbox.errors import invalid, not_provided
from twelvelabs_client.sandbox.media_sources import image_of, video_facts
from twelvelabs_client.sandbox.routing import Call, Reply
from twelvelabs_client.sandbox.structured import check_schema, fill

DEFAULT_TOKENS = 4096
IMAGE_MODEL = "pegasus1.6"


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished text."""

    identifier: str
    text: str
    usage: dict[str, int]
    cut: bool

    @property
    def finish(self) -> dict[str, Any]:
        """Why it ended, with a warning when it was cut."""
        if not self.cut:
            return {"finish_reason": "stop"}
        warning = "The output was cut at max_tokens. Raise max_tokens, or ask for less."
        return {"finish_reason": "length", "error": {"message": warning}}


async def create(call: Call) -> Reply:
    """Answer a prompt about a video or images."""
    _check(call.body)
    answer = _limited(call, await _text(call))
    if call.body.get("stream", True):
        return Reply(stream=_events(answer))
    body = {"id": answer.identifier, "data": answer.text, "usage": answer.usage, **answer.finish}
    return Reply(body=body)


def _check(body: Mapping[str, Any]) -> None:
    if "prompt" in body and "prompt_v2" in body:
        raise invalid("prompt", "It does not go with prompt_v2: send one of them.")
    if "prompt" not in body and "prompt_v2" not in body:
        raise not_provided("prompt")
    if not (body.get("prompt") or body.get("prompt_v2", {}).get("input_text", "")).strip():
        raise invalid("prompt", "It must not be empty.")
    if "video" in body and "image" in body:
        raise invalid("image", "It does not go with video: send one of them.")
    if "video" not in body and "image" not in body:
        raise not_provided("video")
    if "image" in body:
        _check_images(body)
    if "response_format" in body:
        check_schema(body["response_format"]["json_schema"])


def _check_images(body: Mapping[str, Any]) -> None:
    if body.get("model_name") != IMAGE_MODEL:
        raise invalid("image", f"Images need model_name {IMAGE_MODEL}.")
    if "prompt" not in body:
        raise not_provided("prompt")
    names = [image["name"] for image in body["image"]]
    if len(set(names)) < len(names):
        raise invalid("image", "Every image needs a name of its own.")
    named = [name for name in names if f"<@{name}>" in body["prompt"]]
    if named and len(named) < len(names):
        raise invalid("prompt", "It must refer to all images or to none.")


async def _text(call: Call) -> str:
    scripted = call.platform.scripted_analyses
    if "image" in call.body:
        images = [(image["name"], await image_of(call, image)) for image in call.body["image"]]
        return _formatted(call.body, Facts(0.0, 0.0, ()), scripted.get(None) or describe_images(images))
    facts = await video_facts(call)
    script = scripted.get(call.body["video"].get("asset_id"), scripted.get(None))
    return script if script is not None else _formatted(call.body, facts, describe(facts))


def _formatted(body: Mapping[str, Any], facts: Facts, text: str) -> str:
    if "response_format" not in body:
        return text
    return orjson.dumps(fill(body["response_format"]["json_schema"], facts)).decode()


def _limited(call: Call, text: str) -> Answer:
    tokens = tokens_of(text)
    limit = call.body.get("max_tokens", DEFAULT_TOKENS)
    prompt = call.body.get("prompt") or call.body["prompt_v2"]["input_text"]
    usage = {"output_tokens": min(len(tokens), limit), "input_tokens": len(tokens_of(prompt))}
    return Answer(call.platform.new_uuid(), "".join(tokens[:limit]), usage, cut=len(tokens) > limit)


async def _events(answer: Answer) -> AsyncIterator[bytes]:
    metadata: dict[str, Any] = {"generation_id": answer.identifier}
    yield _line({"event_type": "stream_start", "metadata": metadata})
    for fragment in fragments_of(answer.text, answer.identifier):
        yield _line({"event_type": "text_generation", "text": fragment})
    yield _line({"event_type": "stream_end", "metadata": {**metadata, "usage": answer.usage}, **answer.finish})


def _line(event: dict[str, Any]) -> bytes:
    return orjson.dumps(event) + b"\n"
