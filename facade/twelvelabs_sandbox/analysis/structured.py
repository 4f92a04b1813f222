"""JSON that fits a schema, filled from the facts of a video."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.analysis.texts import Facts, Scene, clock, describe
from twelvelabs_sandbox.errors import ApiError, invalid

Schema = Mapping[str, Any]

DEEPEST = 16
TIME_FORMATS = ("seconds", "hh:mm:ss", "hh:mm:ss.fff")
MARKS = {"title", "description", "default", "examples", "format", "$schema", "$id", "additionalProperties"}
SHAPES = {"type", "properties", "items", "required", "enum", "anyOf", "$defs", "$ref"}
LIMITS = {"pattern", "minimum", "maximum", "minItems"}
KEYWORDS = MARKS | SHAPES | LIMITS
STARTS, ENDS = ("start", "begin", "from"), ("end", "stop", "until")


def check_schema(schema: Schema) -> None:
    """Refuse what response schemas may not hold.

    Raises:
        ApiError: 422 for a keyword that is not supported, 400 for a timestamp without a proper format.
    """
    for keyword in schema:
        if keyword not in KEYWORDS:
            message = f"The json_schema parameter is invalid. The keyword {keyword} is not supported: leave it out."
            raise ApiError(422, "parameter_invalid", message)
    if schema.get("type") == "timestamp" and schema.get("format") not in TIME_FORMATS:
        raise invalid("json_schema", f"A timestamp needs a format: {', '.join(TIME_FORMATS)}.")
    for part in _parts(schema):
        check_schema(part)


def fill(schema: Schema, facts: Facts) -> Any:
    """A value that fits the schema."""
    return _Filler(schema).fill(schema, facts, "", DEEPEST)


class _Filler:
    """Walks a schema; `name` is the property being filled, which hints at what belongs there."""

    def __init__(self, root: Schema) -> None:
        self._root = root

    def fill(self, schema: Schema, facts: Facts, name: str, depth: int) -> Any:
        schema = self._plain(schema)
        if "enum" in schema:
            return _choice(schema["enum"], facts)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        kind = kind[0] if isinstance(kind, list) else kind
        if depth == 0 or kind == "null":
            return None
        if kind == "object":
            members = schema.get("properties", {}).items()
            return {member: self.fill(part, facts, member, depth - 1) for member, part in members}
        if kind == "array":
            return self._list(schema, facts, name, depth)
        return _scalar(kind, schema, facts, name)

    def _list(self, schema: Schema, facts: Facts, name: str, depth: int) -> list[Any]:
        """One entry per scene; each scene is told as if it were the whole video."""
        items = schema.get("items", {})
        entries = [self.fill(items, _only(scene), name, depth - 1) for scene in facts.scenes]
        if not entries and schema.get("minItems"):
            return [self.fill(items, facts, name, depth - 1)]
        return entries if self._plain(items).get("type") == "object" else _distinct(entries)

    def _plain(self, schema: Schema) -> Schema:
        for _ in range(DEEPEST):
            if "$ref" in schema:
                schema = self._root.get("$defs", {}).get(schema["$ref"].rpartition("/")[2], {})
            elif "anyOf" in schema:
                schema = schema["anyOf"][0]
            else:
                return schema
        return {"type": "null"}


def _scalar(kind: str, schema: Schema, facts: Facts, name: str) -> Any:
    if kind == "boolean":
        return bool(facts.scenes)
    if kind == "timestamp":
        return timestamp_as(_time(facts, name), schema["format"])
    if kind in ("integer", "number"):
        number = min(max(_number(facts, name), schema.get("minimum", 0)), schema.get("maximum", float("inf")))
        return int(number) if kind == "integer" else number
    return _text(facts, name.lower())


def _text(facts: Facts, name: str) -> str:
    first = facts.scenes[0] if facts.scenes else None
    if any(word in name for word in ("time", *STARTS, *ENDS)):
        return clock(_time(facts, name))
    if first is None:
        return "nothing"
    if "colo" in name:
        return first.colours[0] if first.colours else "none"
    if any(word in name for word in ("title", "name", "topic", "label", "tag", "keyword")):
        return first.title
    if any(word in name for word in ("speech", "said", "quote", "transcript")):
        return first.speech
    return first.description if len(facts.scenes) == 1 else describe(facts)


def _number(facts: Facts, name: str) -> float:
    name = name.lower()
    if any(word in name for word in (*STARTS, *ENDS, "time")):
        return _time(facts, name)
    if "duration" in name or "length" in name:
        return facts.end - facts.start
    return len(facts.scenes)


def _time(facts: Facts, name: str) -> float:
    return facts.end if any(word in name.lower() for word in ENDS) else facts.start


def timestamp_as(seconds: float, form: str) -> float | str:
    """An instant of a video in one of the time formats; text is rounded, and never negative."""
    if form == "seconds":
        return seconds
    unit = 1000 if form == "hh:mm:ss.fff" else 1
    whole, fraction = divmod(int(max(seconds, 0.0) * unit + 0.5), unit)
    text = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{text}.{fraction:03}" if unit > 1 else text


def _choice(values: list[Any], facts: Facts) -> Any:
    """The first value that names something seen; the first of all when none does."""
    seen = {word for scene in facts.scenes for word in (*scene.colours, scene.light, scene.motion)}
    return next((value for value in values if value in seen), values[0])


def _only(scene: Scene) -> Facts:
    return Facts(scene.start, scene.end, (scene,))


def _distinct(entries: list[Any]) -> list[Any]:
    return [entry for place, entry in enumerate(entries) if entry not in entries[:place]]


def _parts(schema: Schema) -> list[Schema]:
    named = [part for keyword in ("properties", "$defs") for part in schema.get(keyword, {}).values()]
    items = [schema["items"]] if "items" in schema else []
    return [part for part in (*named, *items, *schema.get("anyOf", ())) if isinstance(part, Mapping)]
