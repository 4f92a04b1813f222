"""Walk two descriptions side by side, place by place.

A place is an operation (`GET /assets/{}`) and where in it (`query page`, `request /models[]/model_name`,
`response 200 /data[]/hls`). `[]` is an item, `{}` a map's value, `<tag>` a member of a union. What stands at one place
in both descriptions is the same thing, whatever its component is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.specification import Operation, Schema, Specification
from pipeline.variants import paired_variants

Kind = Literal["operation", "parameter", "body", "response", "media", "property", "variant", "schema"]


@dataclass(frozen=True, slots=True)
class Step:
    """What stands at one place: ours, theirs, or both.

    For `operation` the two sides are in `ours_operation` and `theirs_operation`; for every other kind they are schemas,
    parameters, responses or media objects. `holder` is where one that only one side has would be added on the other.
    """

    operation: str
    where: str
    kind: Kind
    ours: Schema | None
    theirs: Schema | None
    side: Literal["request", "response"] = "request"
    ours_operation: Operation | None = None
    theirs_operation: Operation | None = None
    holder: Schema | None = None
    key: str = ""

    @property
    def place(self) -> str:
        """Operation and where, as one text."""
        return f"{self.operation} {self.where}"


class Walk:
    """Walks two specifications; `once` visits a pair of schemas at its first place in requests and in replies only."""

    def __init__(self, ours: Specification, theirs: Specification, *, once: bool = False) -> None:
        self.ours = ours
        self.theirs = theirs
        self._once = once
        self._met: set[tuple[str, int, int]] = set()

    def steps(self) -> Iterator[Step]:
        """Every step, operations in our order, then those only theirs."""
        for place in dict.fromkeys([*self.ours.operations, *self.theirs.operations]):
            mine, other = self.ours.operations.get(place), self.theirs.operations.get(place)
            yield Step(place, "operation", "operation", None, None, ours_operation=mine, theirs_operation=other)
            if mine is not None and other is not None:
                yield from self._operation(place, mine, other)

    def _operation(self, place: str, mine: Operation, other: Operation) -> Iterator[Step]:
        yield from self._parameters(place, mine, other)
        if mine.request or other.request:
            yield from self._contents(place, "request", mine.request, other.request)
        for status, left, right in paired_responses(mine, other):
            where = f"response {status}"
            yield Step(place, where, "response", left, right, "response", key=status)
            if left is not None and right is not None:
                yield from self._contents(place, where, left["content"], right["content"])

    def _parameters(self, place: str, mine: Operation, other: Operation) -> Iterator[Step]:
        for where, left, right in paired_parameters(mine, other):
            yield Step(place, where, "parameter", left, right)
            if left is not None and right is not None:
                yield from self._schemas(place, where, left["schema"], right["schema"], "request", frozenset())

    def _contents(self, place: str, where: str, mine: Schema, other: Schema) -> Iterator[Step]:
        side: Literal["request", "response"] = "request" if where == "request" else "response"
        for media_type, left, right in paired_media(mine, other):
            yield Step(place, where, "media", left, right, side, holder=mine, key=media_type)
            if left is not None and right is not None:
                yield from self._schemas(place, where, left["schema"], right["schema"], side, frozenset())

    def _schemas(
        self,
        place: str,
        where: str,
        left_use: Schema,
        right_use: Schema,
        side: Literal["request", "response"],
        path: frozenset[tuple[int, int]],
    ) -> Iterator[Step]:
        left, right = self.ours.resolve(left_use), self.theirs.resolve(right_use)
        pair = (id(left), id(right))
        met = (side, *pair)
        if (self._once and met in self._met) or pair in path:
            return
        self._met.add(met)
        yield Step(place, where, "schema", left, right, side)
        deeper = path | {pair}
        for step_where, kind, mine, other, key in self._children(where, left, right):
            if kind is not None:
                yield Step(place, step_where, kind, mine, other, side, holder=left, key=key)
            if mine is not None and other is not None:
                yield from self._schemas(place, step_where, mine, other, side, deeper)

    def _children(
        self, where: str, left: Schema, right: Schema
    ) -> Iterator[tuple[str, Kind | None, Schema | None, Schema | None, str]]:
        """Properties and members may stand on one side only; an item or a map's value stands on both (no kind)."""
        base = where if " /" in where or where.endswith(("]", "}", ">")) else f"{where} "
        mine, other = left.get("properties") or {}, right.get("properties") or {}
        if _objects(left, right):
            for name in dict.fromkeys([*mine, *other]):
                yield f"{base}/{name}", "property", mine.get(name), other.get(name), name
            values = left.get("additionalProperties"), right.get("additionalProperties")
            if isinstance(values[0], dict) and isinstance(values[1], dict):
                yield f"{base}{{}}", None, values[0], values[1], "{}"
        if "items" in left and "items" in right:
            yield f"{base}[]", None, left["items"], right["items"], "[]"
        if "oneOf" in left and "oneOf" in right:
            for tag, one, two in paired_variants(self.ours, self.theirs, left["oneOf"], right["oneOf"]):
                yield f"{base}<{tag}>", "variant", one, two, tag


def _objects(left: Schema, right: Schema) -> bool:
    return left.get("type") == "object" and right.get("type") == "object"


def paired_parameters(mine: Operation, other: Operation) -> Iterator[tuple[str, Schema | None, Schema | None]]:
    """Parameters of two operations: those of the path by position, the others by name."""
    keyed = [_keyed(operation) for operation in (mine, other)]
    for key in dict.fromkeys([*keyed[0], *keyed[1]]):
        left, right = keyed[0].get(key), keyed[1].get(key)
        shown = left or right or {}
        yield f"{shown['in']} {shown['name']}", left, right


def _keyed(operation: Operation) -> dict[tuple[str, str], Schema]:
    path = [parameter for parameter in operation.parameters if parameter["in"] == "path"]
    keyed = {("path", str(index)): parameter for index, parameter in enumerate(path)}
    for parameter in operation.parameters:
        if parameter["in"] == "query":
            keyed["query", parameter["name"]] = parameter
        elif parameter["in"] == "header":
            keyed["header", parameter["name"].lower()] = parameter
    return keyed


def paired_responses(mine: Operation, other: Operation) -> Iterator[tuple[str, Schema | None, Schema | None]]:
    """Replies of two operations by status; a single success on both sides is the same reply under any 2xx."""
    left, right = dict(mine.responses), dict(other.responses)
    only_left = [status for status in mine.successes() if status not in right]
    only_right = [status for status in other.successes() if status not in left]
    if len(only_left) == 1 and len(only_right) == 1:
        yield only_left[0], left.pop(only_left[0]), right.pop(only_right[0])
    for status in dict.fromkeys([*left, *right]):
        yield status, left.get(status), right.get(status)


def paired_media(mine: Schema, other: Schema) -> Iterator[tuple[str, Schema | None, Schema | None]]:
    """Media types of two bodies; where one is left on each side, they are the same body in another dress."""
    left = {media_type: media for media_type, media in mine.items() if media_type not in other}
    right = {media_type: media for media_type, media in other.items() if media_type not in mine}
    for media_type in mine:
        if media_type in other:
            yield media_type, mine[media_type], other[media_type]
    if len(left) == 1 and len(right) == 1:
        yield next(iter(left)), next(iter(left.values())), next(iter(right.values()))
        return
    yield from ((media_type, media, None) for media_type, media in left.items())
    yield from ((media_type, None, media) for media_type, media in right.items())
