"""What goes together in a request for an analysis, and what does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from twelvelabs_sandbox.analysis.structured import check_schema
from twelvelabs_sandbox.errors import invalid, not_provided

NEWER_MODEL = "pegasus1.6"
UNLIMITED = "unlimited"
SEGMENTS = "time_based_metadata"
FEWEST_TOKENS_OF_SEGMENTS = 2048
SHORTEST_RANGE = 2.0
RESERVED = {"start_time", "end_time", "metadata"}
WINDOW = ("start_time", "end_time")
DURATIONS = ("min_segment_duration", "max_segment_duration")

Body = Mapping[str, Any]


def wants_segments(body: Body) -> bool:
    """Whether segments are asked for, and not text."""
    return bool(body.get("analysis_mode") == SEGMENTS)


def check_analysis(body: Body) -> None:
    """Refuse what makes no sense, whatever the way of asking.

    Raises:
        ApiError: 400, or 422 for a keyword that a schema may not hold.
    """
    if "video" in body and "image" in body:
        raise invalid("image", "It does not go with video: send one of them.")
    if wants_segments(body):
        _check_segments(body)
    else:
        _check_general(body)
    if "video" not in body and "image" not in body:
        raise not_provided("video")
    if "image" in body:
        _check_images(body)
    if "json_schema" in body.get("response_format", {}):
        check_schema(body["response_format"]["json_schema"])


def _check_general(body: Body) -> None:
    if "prompt" in body and "prompt_v2" in body:
        raise invalid("prompt", "It does not go with prompt_v2: send one of them.")
    if "prompt" not in body and "prompt_v2" not in body:
        raise not_provided("prompt")
    if not (body.get("prompt") or body.get("prompt_v2", {}).get("input_text", "")).strip():
        raise invalid("prompt", "It must not be empty.")
    if body.get("response_format", {}).get("type") == "segment_definitions":
        raise invalid("response_format", f"segment_definitions need analysis_mode {SEGMENTS}.")
    if body.get("response_format", {"json_schema": {}}).get("json_schema") is None:
        raise not_provided("response_format.json_schema")
    if body.get("max_tokens") == UNLIMITED:
        raise invalid("max_tokens", f"It can be {UNLIMITED} with analysis_mode {SEGMENTS} only.")
    for name in DURATIONS:
        if name in body:
            raise invalid(name, f"It needs analysis_mode {SEGMENTS}.")
    check_names(body.get("prompt_v2", {}).get("media_sources", ()), "prompt_v2")


def _check_images(body: Body) -> None:
    if body.get("model_name") != NEWER_MODEL:
        raise invalid("image", f"Images need model_name {NEWER_MODEL}.")
    if wants_segments(body):
        raise invalid("image", "Images take general analysis only.")
    if "prompt" not in body:
        raise not_provided("prompt")
    check_names(body["image"], "image")
    names = [image["name"] for image in body["image"]]
    named = [name for name in names if f"<@{name}>" in body["prompt"]]
    if named and len(named) < len(names):
        raise invalid("prompt", "It must refer to all images or to none.")


def _check_segments(body: Body) -> None:
    for name in ("prompt", "prompt_v2"):
        if name in body:
            raise invalid(name, f"It does not go with analysis_mode {SEGMENTS}.")
    form = body.get("response_format")
    if form is None:
        raise not_provided("response_format")
    if form["type"] != "segment_definitions":
        raise invalid("response_format", f"analysis_mode {SEGMENTS} needs the type segment_definitions.")
    if "segment_definitions" not in form:
        raise not_provided("response_format.segment_definitions")
    definitions = form["segment_definitions"]
    _check_unique([each["id"] for each in definitions], "segment_definitions.id")
    for definition in definitions:
        _check_definition(definition, body)
    if any("time_ranges" in each for each in definitions):
        for name in (*WINDOW, *DURATIONS):
            if name in body:
                raise invalid(name, "It does not go with time_ranges.")
        if body.get("max_tokens") == UNLIMITED:
            raise invalid("max_tokens", f"It cannot be {UNLIMITED} with time_ranges.")
    _check_durations(body)
    _check_tokens(body)


def _check_definition(definition: Body, body: Body) -> None:
    check_names(definition.get("media_sources", ()), "media_sources")
    _check_fields(definition.get("fields", ()), body)
    ranges = sorted((each["start_time"], each["end_time"]) for each in definition.get("time_ranges", ()))
    if any(end - start < SHORTEST_RANGE for start, end in ranges):
        raise invalid("time_ranges", f"Every range must last {SHORTEST_RANGE} s or more.")
    if any(after[0] < before[1] for before, after in pairwise(ranges)):
        raise invalid("time_ranges", "They must not overlap.")


def _check_fields(fields: Sequence[Body], body: Body) -> None:
    _check_field_names(fields, "fields.name")
    for field in fields:
        name, kind = f"fields.{field['name']}", field["type"]
        if (kind == "timestamp") != ("format" in field):
            raise invalid(f"{name}.format", "It is required for timestamp type, and only there.")
        if kind == "timestamp" and ("enum" in field or "items" in field):
            raise invalid(name, "A timestamp takes neither enum nor items.")
        if kind in ("array", "time_array") and "items" not in field:
            raise not_provided(f"{name}.items")
        if kind == "time_array":
            _check_time_array(name, field["items"], body)
        elif field.get("items", {}).get("type") == "object" or "fields" in field.get("items", {}):
            raise invalid(f"{name}.items", "Objects are for time_array only.")


def _check_field_names(fields: Sequence[Body], name: str) -> None:
    names = [field["name"] for field in fields]
    _check_unique(names, name)
    if RESERVED & set(names):
        raise invalid(name, f"These names are reserved: {', '.join(sorted(RESERVED))}.")


def _check_time_array(name: str, items: Body, body: Body) -> None:
    if body.get("model_name") != NEWER_MODEL:
        raise invalid(name, f"A time_array needs model_name {NEWER_MODEL}.")
    if items["type"] != "object" or not items.get("fields"):
        raise invalid(f"{name}.items", "A time_array needs the type object and fields.")
    _check_field_names(items["fields"], f"{name}.items.fields.name")
    for field in items["fields"]:
        if (field["type"] == "array") != ("items" in field):
            raise invalid(f"{name}.items.fields.{field['name']}", "items are required for array, and only there.")


def _check_durations(body: Body) -> None:
    shortest, longest = body.get("min_segment_duration", 0.0), body.get("max_segment_duration", float("inf"))
    if longest < shortest:
        raise invalid("max_segment_duration", "It must not be below min_segment_duration.")


def _check_tokens(body: Body) -> None:
    limit = body.get("max_tokens", FEWEST_TOKENS_OF_SEGMENTS)
    if limit == UNLIMITED:
        if body.get("model_name") != NEWER_MODEL:
            raise invalid("max_tokens", f"It can be {UNLIMITED} with model_name {NEWER_MODEL} only.")
    elif limit < FEWEST_TOKENS_OF_SEGMENTS:
        raise invalid("max_tokens", f"Segments need {FEWEST_TOKENS_OF_SEGMENTS} or more.")


def check_names(images: Iterable[Body], name: str) -> None:
    """Images whose names differ."""
    names = [image["name"] for image in images]
    if len(set(names)) < len(names):
        raise invalid(name, "Every image needs a name of its own.")


def _check_unique(values: Sequence[str], name: str) -> None:
    if len(set(values)) < len(values):
        raise invalid(name, "It must be unique.")
