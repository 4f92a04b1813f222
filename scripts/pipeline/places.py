"""Walk two descriptions side by side, place by place.

A place is an operation (`GET /assets/{}`) and where in it (`query page`, `request /models[]/model_name`,
`response 200 /data[]/hls`). `[]` is an item, `{}` a map's value, `<tag>` a member of a union. What stands at one place
in both descriptions is the same thing, whatever its component is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.specification import Operation, Schema, Specification
from pipeline.variants import paired_variants

Kind = Literal["operation", "parameter", "body", "response", "media", "property", "variant", "schema"]

FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a schema is used: under `key` of an object, or at an index of a list."""

    holder: Any
    key: str | int

    @property
    def schema(self) -> Schema:
        """What stands there, not resolved."""
        use: Schema = self.holder[self.key]
        return use

    @property
    def identity(self) -> tuple[int, str | int]:
        """Equal for one slot met in several places."""
        return id(self.holder), self.key

    def put(self, schema: Schema) -> None:
        """Use another schema here."""
        self.holder[self.key] = schema


@dataclass(frozen=True, slots=True)
class Step:
    """What stands at one place: ours, theirs, or both.

    For `operation` the two sides are in `ours_operation` and `theirs_operation`; for every other kind they are schemas,
    parameters, responses or media objects. `holder` is where one that only one side has would be added on the other.
    A `schema` step has both sides resolved; `slot` is where ours is used, `use` is theirs as it is used. `text` is true
    where the wire has only text: in a query, a header, a path or a form JSON types cannot be told apart.
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
    slot: Slot | None = None
    use: Schema | None = None
    text: bool = False

    @property
    def place(self) -> str:
        """Operation and where, as one text."""
        return f"{self.operation} {self.where}"


class Walk:
    """Walks two specifications; `once` looks into a pair of schemas at its first place in requests and replies only."""

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
                yield from self._schemas(
                    place, where, Slot(left, "schema"), right["schema"], _Way("request", text=True)
                )

    def _contents(self, place: str, where: str, mine: Schema, other: Schema) -> Iterator[Step]:
        side: Literal["request", "response"] = "request" if where == "request" else "response"
        for media_type, left, right in paired_media(mine, other):
            yield Step(place, where, "media", left, right, side, holder=mine, key=media_type)
            if left is not None and right is not None:
                way = _Way(side, text=media_type in FORMS)
                yield from self._schemas(place, where, Slot(left, "schema"), right["schema"], way)

    def _schemas(self, place: str, where: str, slot: Slot, right_use: Schema, way: _Way) -> Iterator[Step]:
        left, right = self.ours.resolve(slot.schema), self.theirs.resolve(right_use)
        pair = (id(left), id(right))
        if pair in way.passed:
            return
        side = way.side
        yield Step(place, where, "schema", left, right, side, slot=slot, use=right_use, text=way.text)
        met = (side, *pair)
        if self._once and met in self._met:
            return
        self._met.add(met)
        deeper = replace(way, passed=way.passed | {pair})
        for child in self._children(where, slot, left, right_use, right):
            if child.kind is not None:
                yield Step(place, child.where, child.kind, child.ours, child.theirs, side, holder=left, key=child.key)
            if child.slot is not None and child.theirs is not None:
                yield from self._schemas(place, child.where, child.slot, child.theirs, deeper)

    def _children(self, where: str, slot: Slot, left: Schema, right_use: Schema, right: Schema) -> Iterator[_Child]:
        """Properties and members may stand on one side only; an item or a map's value stands on both (no kind)."""
        base = where if " /" in where or where.endswith(("]", "}", ">")) else f"{where} "
        if _objects(left, right):
            mine, other = left.get("properties") or {}, right.get("properties") or {}
            for name in dict.fromkeys([*mine, *other]):
                yield _child(f"{base}/{name}", "property", mine, name, other.get(name))
            if all(isinstance(side.get("additionalProperties"), dict) for side in (left, right)):
                yield _child(f"{base}{{}}", None, left, "additionalProperties", right["additionalProperties"])
        if "items" in left and "items" in right:
            yield _child(f"{base}[]", None, left, "items", right["items"])
        if "oneOf" in left:
            yield from self._members(base, left, right.get("oneOf") or [right_use])
        elif "oneOf" in right:
            yield from self._alike(base, slot, right["oneOf"])

    def _members(self, base: str, left: Schema, others: list[Schema]) -> Iterator[_Child]:
        """The members of our union beside theirs; what is no union on their side is one of a single member."""
        indices = {id(member): index for index, member in enumerate(left["oneOf"])}
        for tag, one, two in paired_variants(self.ours, self.theirs, left["oneOf"], others):
            slot = None if one is None else Slot(left["oneOf"], indices[id(one)])
            yield _Child(f"{base}<{tag}>", "variant", one, two, tag, slot)

    def _alike(self, base: str, slot: Slot, others: list[Schema]) -> Iterator[_Child]:
        """An object of ours beside each object in their union: it may be any of them."""
        ours = self.ours.resolve(slot.schema)
        for tag, _, member in paired_variants(self.ours, self.theirs, [], others):
            if member is not None and _objects(ours, self.theirs.resolve(member)):
                yield _Child(f"{base}<{tag}>", None, slot.schema, member, tag, slot)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a schema was reached; `passed` holds the pairs above it, none of which is entered within itself."""

    side: Literal["request", "response"]
    text: bool
    passed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Child:
    """What stands one step below a pair of schemas; without a kind it is a step to its schema only."""

    where: str
    kind: Kind | None
    ours: Schema | None
    theirs: Schema | None
    key: str
    slot: Slot | None


def _child(where: str, kind: Kind | None, holder: Schema, key: str, theirs: Schema | None) -> _Child:
    ours = holder.get(key)
    return _Child(where, kind, ours, theirs, key, None if ours is None else Slot(holder, key))


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
        elif parameter["in"] == "cookie":
            keyed["cookie", parameter["name"]] = parameter
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
