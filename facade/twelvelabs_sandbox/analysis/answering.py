"""From the request for an analysis to its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from twelvelabs_sandbox.analysis.media_sources import IMAGE_LIMIT, REFERENCE_LIMIT, Lengths, image_of, video_facts
from twelvelabs_sandbox.analysis.rules import UNLIMITED, wants_segments
from twelvelabs_sandbox.analysis.segmentation import segments_of
from twelvelabs_sandbox.analysis.structured import fill
from twelvelabs_sandbox.analysis.texts import Facts, describe, describe_images, describe_references, tokens_of
from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.store.platform import Platform

DEFAULT_TOKENS, DEFAULT_TOKENS_OF_SEGMENTS = 4096, 32_768
CUT = "The output was cut at max_tokens. Raise max_tokens, or ask for less."
TOO_LONG = "The output reached max_tokens before all segments were written. Raise max_tokens, or ask for less."


@dataclass(frozen=True, slots=True)
class Pictures:
    """The colours of the images of a request: those to analyze, and those to compare with."""

    analyzed: dict[str, Shares] = field(default_factory=dict)
    of_prompt: dict[str, Shares] = field(default_factory=dict)
    of_definitions: dict[str, list[Shares]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished text; `duration` is that of its video, None for images."""

    identifier: str
    text: str
    usage: dict[str, int]
    cut: bool
    duration: float | None

    @property
    def finish(self) -> dict[str, Any]:
        """Why it ended, with a warning when it was cut."""
        if not self.cut:
            return {"finish_reason": "stop"}
        return {"finish_reason": "length", "error": {"message": CUT}}


async def pictures_of(platform: Platform, body: Mapping[str, Any]) -> Pictures:
    """Look at the images of a request.

    Raises:
        ApiError: one is unknown, not ready or unreadable.
    """
    analyzed = {each["name"]: await image_of(platform, each, IMAGE_LIMIT) for each in body.get("image", ())}
    sources = body.get("prompt_v2", {}).get("media_sources", ())
    of_prompt = {each["name"]: await image_of(platform, each, REFERENCE_LIMIT) for each in sources}
    of_definitions = {}
    for definition in body.get("response_format", {}).get("segment_definitions", ()):
        images = definition.get("media_sources", ())
        of_definitions[definition["id"]] = [await image_of(platform, each, REFERENCE_LIMIT) for each in images]
    return Pictures(analyzed, of_prompt, of_definitions)


async def answer(platform: Platform, body: Mapping[str, Any], pictures: Pictures, lengths: Lengths) -> Answer:
    """Look at the video, and write.

    Raises:
        ApiError: the video cannot be analyzed, or there are more segments than the limit of tokens lets through.
    """
    duration = None
    if "image" in body:
        facts, text = Facts(0.0, 0.0, ()), describe_images(list(pictures.analyzed.items()))
    else:
        facts, duration = await video_facts(platform, body, lengths)
        text = "\n\n".join(filter(None, (describe(facts), describe_references(pictures.of_prompt, facts))))
    script = _script(platform, body)
    return _limited(platform, body, _formed(body, facts, pictures, text) if script is None else script, duration)


def _script(platform: Platform, body: Mapping[str, Any]) -> str | None:
    scripts = platform.scripted_analyses
    return scripts.get(body.get("video", {}).get("asset_id"), scripts.get(None))


def _formed(body: Mapping[str, Any], facts: Facts, pictures: Pictures, text: str) -> str:
    if wants_segments(body):
        found = segments_of(body, facts, pictures.of_definitions)
        return orjson.dumps(found, option=orjson.OPT_SORT_KEYS).decode()
    if "response_format" not in body:
        return text
    return orjson.dumps(fill(body["response_format"]["json_schema"], facts)).decode()


def _limited(platform: Platform, body: Mapping[str, Any], text: str, duration: float | None) -> Answer:
    tokens = tokens_of(text)
    segments = wants_segments(body)
    limit = body.get("max_tokens", DEFAULT_TOKENS_OF_SEGMENTS if segments else DEFAULT_TOKENS)
    limit = len(tokens) if limit == UNLIMITED else limit
    cut = len(tokens) > limit
    if cut and segments:
        raise ApiError(400, "token_limit_exceeded", TOO_LONG)
    asked = body.get("prompt") or body.get("prompt_v2", {}).get("input_text", "")
    usage = {"output_tokens": min(len(tokens), limit), "input_tokens": len(tokens_of(asked))}
    return Answer(platform.new_uuid(), "".join(tokens[:limit]), usage, cut, duration)
