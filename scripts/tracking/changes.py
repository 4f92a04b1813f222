"""What changed between two descriptions, as a client meets it: one row per operation, where and kind.

Every pair of schemas that stands at some place of both is compared once. What changed in a pair is then placed under
each use: a component's change is a row at every operation and place that uses the component.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.specification import Operation, Schema, Specification, nameless, reference_name
from tracking.besides import compare_besides, compare_hidden_prose
from tracking.change import Change
from tracking.comparison import Pair, compare_schemas
from tracking.grouping import grouped
from tracking.meaning import Meanings
from tracking.operation_changes import Compared, Root, compare_operations, compare_webhooks
from tracking.rules import Finding, Side, finding, worst
from tracking.uses import Use, compare_uses

# Below one body; a component that is used at more places is shown at the first ones.
MOST_PLACES = 2_000
FURTHER = ("", "and at further places of this body")
# Stands where the method of an operation does: what the server sends by itself.
WEBHOOK = "WEBHOOK"


def compare(old: Specification, new: Specification, facade: Mapping[str, Iterable[str]] | None = None) -> list[Change]:
    """Every change from one description to another, in a stable order.

    Args:
        old: The description a client was made from.
        new: The description the API follows now.
        facade: Facade methods by operation, such as `GET /assets/{}`.
    """
    comparison = _Comparison(old, new)
    merged = _merged(comparison.rows())
    users = {nameless(place): tuple(methods) for place, methods in (facade or {}).items()}
    rows = [replace(change, facade=users.get(change.place, ())) for change in grouped(merged, comparison.shared())]
    return sorted(rows, key=_order)


def _order(change: Change) -> tuple[str, str, str, str]:
    method, path = change.operation.split(" ", 1)
    return path, method, change.where, change.kind


def _merged(changes: Iterable[Change]) -> list[Change]:
    """One row for each operation, where and kind, as grave as the gravest that stands there."""
    rows: dict[tuple[str, str, str], list[Change]] = {}
    for change in changes:
        rows.setdefault((change.operation, change.where, change.kind), []).append(change)
    return [
        replace(
            same[0], level=worst([row.level for row in same]), text="; ".join(dict.fromkeys(row.text for row in same))
        )
        for same in rows.values()
    ]


@dataclass(slots=True, eq=False)
class _Node:
    """One pair of schemas: what changed in it, and where it leads."""

    pair: Pair
    component: str | None
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    edges: list[_Edge] = field(default_factory=list)
    alive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Edge:
    """A use of a pair one step below; findings of the use itself, and those its component brings to every use."""

    step: str
    node: _Node
    own: list[Finding]
    brought: list[Finding]


class _Comparison:
    def __init__(self, old: Specification, new: Specification) -> None:
        self.old, self.new = old, new
        self._meanings = Meanings(old).of, Meanings(new).of
        self._nodes: dict[tuple[int, int, Side], _Node] = {}
        self._waiting: list[_Node] = []
        self._described: set[str] = set()
        self._used: dict[str, set[tuple[str, str]]] = {}

    def rows(self) -> list[Change]:
        """The rows in no order, several of one kind at one place among them."""
        rows: list[Change] = list(compare_besides(self.old, self.new, self._meanings))
        roots: list[tuple[str, str, _Edge]] = []
        rows += compare_set_aside(self.old, self.new)
        for operation, before, after, compared in self._pairs():
            if before is None or after is None:
                rows.append(_only_one(operation, gone=after is None))
                continue
            for item in compared(before, after):
                if isinstance(item, Root):
                    roots.append((operation, item.where, self._root(item)))
                else:
                    rows.append(_row(operation, item[0], item[1], None))
        self._compare_waiting()
        self._find_alive()
        for operation, where, edge in roots:
            rows += self._placed(operation, where, edge)
        return [*rows, *compare_hidden_prose(self.old, self.new, self._described)]

    def _pairs(self) -> Iterator[tuple[str, Operation | None, Operation | None, _Compare]]:
        """What stands in either description, with the name that its rows have and the way to compare it."""
        for place in dict.fromkeys([*self.old.operations, *self.new.operations]):
            if place in self.old.aside or place in self.new.aside:
                continue
            before, after = self.old.operations.get(place), self.new.operations.get(place)
            yield _shown(before, after), before, after, compare_operations
        for name in dict.fromkeys([*self.old.webhooks, *self.new.webhooks]):
            yield f"{WEBHOOK} {name}", self.old.webhooks.get(name), self.new.webhooks.get(name), compare_webhooks

    def shared(self) -> set[str]:
        """The components whose changes show at more than one place."""
        return {name for name, places in self._used.items() if len(places) > 1}

    def _root(self, root: Root) -> _Edge:
        return self._edge("", root.old, root.new, root.side, root.old_outer, root.new_outer)

    def _edge(
        self,
        step: str,
        old: Schema,
        new: Schema,
        side: Side,
        old_outer: Schema | None = None,
        new_outer: Schema | None = None,
    ) -> _Edge:
        node = self._node(old, new, side)
        uses = Use.of(self.old, old, old_outer), Use.of(self.new, new, new_outer)
        if node.component and not any(use.own("description") for use in uses):
            self._described.add(node.component)
        found = list(compare_uses(*uses, side, self._meanings))
        return _Edge(step, node, [one for one, own in found if own], [one for one, own in found if not own])

    def _node(self, old: Schema, new: Schema, side: Side) -> _Node:
        pair = Pair(self.old.resolve(old), self.new.resolve(new), side, (_name(self.old, old), _name(self.new, new)))
        key = (id(pair.old), id(pair.new), side)
        if key not in self._nodes:
            self._nodes[key] = _Node(pair, pair.names[0] or pair.names[1])
            self._waiting.append(self._nodes[key])
        return self._nodes[key]

    def _compare_waiting(self) -> None:
        while self._waiting:
            node = self._waiting.pop()
            compared = compare_schemas(self.old, self.new, node.pair)
            node.findings = compared.findings
            node.edges = [self._edge(step, old, new, side) for step, old, new, side in compared.deeper]

    def _find_alive(self) -> None:
        """Mark the pairs in or below which something changed: nothing else need be walked."""
        above: dict[_Node, list[_Node]] = {}
        for node in self._nodes.values():
            for edge in node.edges:
                above.setdefault(edge.node, []).append(node)
        waiting = [
            node for node in self._nodes.values() if node.findings or any(e.own or e.brought for e in node.edges)
        ]
        while waiting:
            node = waiting.pop()
            if not node.alive:
                node.alive = True
                waiting += above.get(node, [])

    def _placed(self, operation: str, where: str, root: _Edge) -> Iterator[Change]:
        """The changes below one root at all their places, the nearest first; a pair is not entered within itself."""
        entered: set[_Node] = set()
        waiting: deque[tuple[_Edge, str, str | None, _Path]] = deque([(root, "", None, None)])
        places = 0
        while waiting:
            edge, pointer, group, path = waiting.popleft()
            node, place, full = edge.node, f"{where} {pointer}".strip(), places >= MOST_PLACES
            yield from (_row(operation, place, change, group) for change in edge.own)
            if _is_on(path, node) or (full and node in entered):
                continue
            entered.add(node)
            places += 1
            group = node.component or group
            if node.component:
                self._used.setdefault(node.component, set()).update({(operation, place), *([FURTHER] if full else [])})
            note = f" ({FURTHER[1]})" if full else ""
            yield from (_row(operation, place, change, group, note) for change in edge.brought)
            for step, change in node.findings:
                yield _row(operation, f"{where} {pointer}{step}".strip(), change, group, note)
            for below in node.edges:
                if below.node.alive or below.own or below.brought:
                    waiting.append((below, pointer + below.step, group, (node, path)))


_Compare = Callable[[Operation, Operation], Compared]
_Path = tuple[_Node, Any] | None


def _is_on(path: _Path, node: _Node) -> bool:
    while path is not None:
        if path[0] is node:
            return True
        path = path[1]
    return False


def _name(specification: Specification, use: Schema) -> str | None:
    name = None
    while "$ref" in use:
        name = reference_name(use)
        use = specification.resolve_once(use)
    return name


def _shown(before: Operation | None, after: Operation | None) -> str:
    """Method and path as the old description writes them, where it has them."""
    operation = before or after
    assert operation is not None
    return f"{operation.method} {operation.path}"


def compare_set_aside(old: Specification, new: Specification) -> Iterator[Change]:
    """What becomes of the operations that cannot be read in one of two descriptions."""
    for place in dict.fromkeys([*old.aside, *new.aside]):
        before, after = old.aside.get(place), new.aside.get(place)
        shown = after or before
        assert shown is not None
        operation = f"{shown.method} {shown.path}"
        if after is None and place not in new.operations:
            yield _only_one(operation, gone=True)
        elif after is None:
            yield _row(operation, "operation", finding("operation-added", "request", "can be generated now"), None)
        elif before is not None and before.published != after.published:
            text = f"says something else, and still cannot be generated: {after.reason}"
            yield _row(operation, "operation", finding("operation-set-aside", "request", text, "still"), None)
        elif place in old.operations:
            text = f"cannot be generated any more: {after.reason}"
            yield _row(operation, "operation", finding("operation-set-aside", "request", text), None)
        elif before is None:
            text = f"is new, and cannot be generated: {after.reason}"
            yield _row(operation, "operation", finding("operation-added", "request", text), None)


def _only_one(operation: str, *, gone: bool) -> Change:
    kind, text = ("operation-removed", "is gone") if gone else ("operation-added", "is new")
    return _row(operation, "operation", finding(kind, "request", text), None)


def _row(operation: str, where: str, change: Finding, group: str | None, note: str = "") -> Change:
    return Change(operation, where, change.kind, change.level, change.text + note, group)
