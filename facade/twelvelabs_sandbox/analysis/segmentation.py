"""Segments of a video: its scenes between measured cuts, as definitions ask for them, told by what is known of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from twelvelabs_sandbox.analysis.structured import fill, timestamp_as
from twelvelabs_sandbox.analysis.texts import Facts, Scene, alike
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.search.ranking import SEEN, concepts_in, tokens

Group = tuple[Scene, ...]


def segments_of(
    body: Mapping[str, Any], facts: Facts, references: Mapping[str, Sequence[Shares]]
) -> dict[str, list[dict[str, Any]]]:
    """The segments of every definition, by its id.

    Args:
        body: the request.
        facts: what is known of the part of the video.
        references: colours of the reference images of each definition.
    """
    form = body["response_format"]
    times = form.get("segment_time_format", "seconds")
    found = {}
    for definition in form["segment_definitions"]:
        groups = _groups(definition, body, facts, references.get(definition["id"], ()))
        found[definition["id"]] = [_segment(group, definition.get("fields", ()), times) for group in groups]
    return found


def _groups(
    definition: Mapping[str, Any], body: Mapping[str, Any], facts: Facts, references: Sequence[Shares]
) -> list[Group]:
    """The runs of scenes that become segments: those that are meant, neither too short nor too long."""
    ranges = definition.get("time_ranges") or [{"start_time": facts.start, "end_time": facts.end}]
    groups: list[Group] = []
    for each in ranges:
        within = list(_within(facts.scenes, each["start_time"], each["end_time"]))
        meant = [scene for scene in within if _meant(scene, definition["description"], references)]
        long_enough = _joined(meant, body.get("min_segment_duration", 0.0))
        for group in long_enough:
            groups += _split(group, body.get("max_segment_duration", math.inf))
    return groups


def _within(scenes: Sequence[Scene], start: float, end: float) -> Iterator[Scene]:
    for scene in scenes:
        if scene.start < end and scene.end > start:
            yield replace(scene, start=max(scene.start, start), end=min(scene.end, end))


def _meant(scene: Scene, description: str, references: Sequence[Shares]) -> bool:
    """Whether a scene shows what a description names; one that names nothing that is known means every scene."""
    seen = {*scene.colours, scene.light, scene.motion}
    named = set(concepts_in(tokens(description), SEEN)) - {"cut"}
    return (not named or bool(named & seen)) and (not references or any(alike(scene, each) for each in references))


def _joined(scenes: Sequence[Scene], shortest: float) -> list[Group]:
    """Neighbours put together until they are long enough; what stays too short is no segment."""
    groups: list[Group] = []
    for scene in scenes:
        last = groups[-1] if groups else ()
        if last and _length(last) < shortest and math.isclose(last[-1].end, scene.start):
            groups[-1] = (*last, scene)
        else:
            groups.append((scene,))
    return [group for group in groups if _length(group) >= shortest]


def _split(group: Group, longest: float) -> list[Group]:
    """Equal parts, none too long."""
    count = max(1, math.ceil(_length(group) / longest)) if math.isfinite(longest) else 1
    start, step = group[0].start, _length(group) / count
    edges = [round(start + step * number, 3) for number in range(count)]
    ends = [*edges[1:], group[-1].end]
    return [tuple(_within(group, edge, end)) for edge, end in zip(edges, ends, strict=True)]


def _length(group: Group) -> float:
    return group[-1].end - group[0].start


def _segment(group: Group, fields: Sequence[Mapping[str, Any]], times: str) -> dict[str, Any]:
    facts = Facts(group[0].start, group[-1].end, group)
    return {
        "start_time": timestamp_as(facts.start, times),
        "end_time": timestamp_as(facts.end, times),
        "metadata": {field["name"]: _value(field, facts, times) for field in fields},
    }


def _value(field: Mapping[str, Any], facts: Facts, times: str) -> Any:
    if field["type"] == "time_array":
        return [_entry(field["items"]["fields"], scene, times) for scene in facts.scenes]
    schema = {"type": "object", "properties": {field["name"]: _schema(field)}}
    return fill(schema, facts)[field["name"]]


def _entry(fields: Sequence[Mapping[str, Any]], scene: Scene, times: str) -> dict[str, Any]:
    facts = Facts(scene.start, scene.end, (scene,))
    told = {field["name"]: _value(field, facts, times) for field in fields}
    return {"start_time": timestamp_as(scene.start, times), "end_time": timestamp_as(scene.end, times), **told}


def _schema(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field as a piece of JSON Schema; the values of a list are those of its members."""
    if field["type"] != "array":
        return {key: field[key] for key in ("type", "format", "enum") if key in field}
    members = {**field["items"], **({"enum": field["enum"]} if "enum" in field else {})}
    return {"type": "array", "items": members}
