"""Embeddings at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.embedding.features import Weights, text_weights, together
from twelvelabs_sandbox.embedding.media import Medium, opened
from twelvelabs_sandbox.embedding.requests import (
    LARGEST_SOURCE,
    LONGEST_AT_ONCE,
    LONGEST_SOURCE,
    NEWER,
    TooLarge,
    asked_of,
    check_several,
    check_timed,
    checked_text,
    dimension_of,
    input_of,
    refuse_pdf,
)
from twelvelabs_sandbox.embedding.vectors import image_weights, measure, media_weights, single, timed_data
from twelvelabs_sandbox.embedding.views import media_metadata, usage_of
from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.media.probe import Unreadable
from twelvelabs_sandbox.store.library import spoken_in


async def create(call: Call) -> Reply:
    """Make the embeddings of one input."""
    kind, given = input_of(call.body)
    if call.body["model_name"] == NEWER and kind != "multi_input":
        raise invalid("input_type", f"{NEWER} takes multi_input here.")
    dimension_of(call.body)
    try:
        return Reply(body=await _MAKERS[kind](call, kind, given))
    except Unreadable as error:
        raise invalid(kind, str(error)) from error


async def _text(call: Call, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    text, _ = checked_text(call.body, "text.input_text", given["input_text"])
    return {"data": [single(text_weights(text))]}


async def _image(call: Call, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    async with opened(call, given["media_source"], "image") as medium:
        weights = [await run_in_threadpool(image_weights, medium)]
        if kind == "text_image":
            weights.append(text_weights(checked_text(call.body, "text_image.input_text", given["input_text"])[0]))
        return {"data": [single(together(weights))], "metadata": {"input_type": kind, **medium.origin}}


async def _timed(call: Call, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    check_timed(call.body, kind, given)
    async with opened(call, given["media_source"], kind) as medium:
        asked = asked_of(call.body, kind, given, medium, LONGEST_AT_ONCE)
        found = await run_in_threadpool(measure, medium, spoken_in(call.platform, medium.filename))
        data = await run_in_threadpool(timed_data, found, asked)
        return {"data": data, "metadata": media_metadata(kind, medium, asked)}


async def _several(call: Call, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    check_several(call.body, given)
    weights: list[Weights] = []
    used: dict[str, int] = {}
    cut = False
    if "input_text" in given:
        text, cut = checked_text(call.body, "multi_input.input_text", given["input_text"])
        weights.append(text_weights(text))
        used["text"] = len(text.split())
    for source in given.get("media_sources", []):
        async with opened(call, source, source["media_type"]) as medium:
            _check_source(medium, len(given["media_sources"]))
            cues = spoken_in(call.platform, medium.filename)
            weights.append(await run_in_threadpool(media_weights, medium, cues))
            used[medium.probe.kind] = used.get(medium.probe.kind, 0) + usage_of(medium)
    dimension = dimension_of(call.body)
    record = single(together(weights), dimension, bool(call.body.get("embedding_uncertainty")))
    reply: dict[str, Any] = {"data": [record], "metadata": {"input_type": kind}}
    if call.body["model_name"] == NEWER:
        reply["metadata"]["embedding_dimension"] = dimension
        reply["usage"] = {"input_tokens": used, "truncated": cut}
        if cut:
            reply["usage"]["truncation_reason"] = "model_context_window"
    return reply


def _check_source(medium: Medium, count: int) -> None:
    if medium.probe.size > LARGEST_SOURCE:
        raise TooLarge(medium.probe.size)
    if medium.duration > LONGEST_SOURCE:
        message = f"The source lasts {medium.duration} s, the maximum is {LONGEST_SOURCE:g} s. Use an embedding task."
        raise ApiError(400, "parameter_invalid", message)
    refuse_pdf(medium, "multi_input.media_sources")


_MAKERS = {
    "text": _text,
    "image": _image,
    "text_image": _image,
    "audio": _timed,
    "video": _timed,
    "multi_input": _several,
}
