"""Which members of two unions are the same member."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from pipeline.specification import Schema, Specification, kind_of, reference_name

MOST_COMPARED = 10_000


def tag_values(specification: Specification, member: Schema) -> list[str]:
    """The values of a union member's tag, if it has one."""
    return [str(value) for value in specification.resolve(member).get("x-tag", {}).get("values", [])]


def paired_variants(
    ours: Specification, theirs: Specification, mine: list[Schema], other: list[Schema]
) -> Iterator[tuple[str, Schema | None, Schema | None]]:
    """Members of two unions: by tag, then by the component's name, by shape, by likeness; those of one side last.

    Each comes with the label of its place: the tag's value, else the kind, counted where several share it.
    """
    left, right = _Members(ours, mine), _Members(theirs, other)
    label = _Labels()
    for keys in (_Members.tags, _Members.name, _Members.shape):
        for i, j in _joined(left, right, keys):
            yield label.of(ours, left.take(i)), mine[i], other[j]
            right.take(j)
    for i, j in list(_alike(left, right)):
        yield label.of(ours, left.take(i)), mine[i], other[j]
        right.take(j)
    yield from ((label.of(ours, member), member, None) for member in left.remaining.values())
    yield from ((label.of(theirs, member), None, member) for member in right.remaining.values())


class _Labels:
    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def of(self, specification: Specification, member: Schema) -> str:
        values = tag_values(specification, member)
        label = values[0] if values else kind_of(specification.resolve(member))
        self._used[label] = self._used.get(label, 0) + 1
        return label if self._used[label] == 1 else f"{label} {self._used[label]}"


class _Members:
    """The members of one union that have no counterpart yet, by their position."""

    def __init__(self, specification: Specification, members: list[Schema]) -> None:
        self.specification = specification
        self.remaining = dict(enumerate(members))

    def take(self, index: int) -> Schema:
        return self.remaining.pop(index)

    def tags(self, member: Schema) -> Iterable[Hashable]:
        return tag_values(self.specification, member)

    def name(self, member: Schema) -> Iterable[Hashable]:
        return [reference_name(member)] if "$ref" in member else []

    def shape(self, member: Schema) -> Iterable[Hashable]:
        """Kind, values and properties; a tagged member is told by its tag alone."""
        schema = self.specification.resolve(member)
        if "x-tag" in schema:
            return []
        item = kind_of(self.specification.resolve(schema["items"])) if "items" in schema else ""
        values = tuple(sorted(map(repr, schema.get("enum") or [])))
        return [(kind_of(schema), schema.get("format"), values, item, frozenset(schema.get("properties") or {}))]


def _joined(
    left: _Members, right: _Members, keys: Callable[[_Members, Schema], Iterable[Hashable]]
) -> Iterator[tuple[int, int]]:
    """Positions that share a key, each once, the earliest first."""
    holders: dict[Hashable, list[int]] = {}
    for j, member in right.remaining.items():
        for key in keys(right, member):
            holders.setdefault(key, []).append(j)
    for i, member in list(left.remaining.items()):
        free = [j for key in keys(left, member) for j in holders.get(key, ()) if j in right.remaining]
        if free:
            yield i, min(free)


def _alike(left: _Members, right: _Members) -> Iterator[tuple[int, int]]:
    """Untagged members of one kind; of several, the one with most properties in common."""
    if len(left.remaining) * len(right.remaining) > MOST_COMPARED:
        return
    free = dict(right.remaining)
    for i, member in left.remaining.items():
        scores = {j: _likeness(left, member, right, candidate) for j, candidate in free.items()}
        best = max(scores, key=lambda j: scores[j], default=None)
        if best is not None and scores[best] > 0:
            del free[best]
            yield i, best


def _likeness(left: _Members, one: Schema, right: _Members, two: Schema) -> float:
    mine, other = left.specification.resolve(one), right.specification.resolve(two)
    both_tagged = "x-tag" in mine and "x-tag" in other
    if both_tagged or kind_of(mine) != kind_of(other):
        return 0
    names, others = set(mine.get("properties") or {}), set(other.get("properties") or {})
    return len(names & others) / len(names | others) if names | others else 1
