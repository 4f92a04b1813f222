"""A module without what it says of one version: whatever names it goes, in the smallest piece that can go by itself.

That is a row of a table, an arm of a `match`, an imported name, an argument by name, one side of `X | Y`, or else the
whole definition. What a definition was called goes with it, wherever the module names it, and so does what is of use
to nothing else.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import cast

Span = tuple[int, int]
Parents = dict[ast.AST, ast.AST]
VERSION = re.compile(r"v?\d+[._]\d+")


def without(text: str, version: str) -> str:
    """A module that names a version no more, not formatted yet."""
    names = naming(version)
    gone: set[str] = set()
    while True:
        tree = ast.parse(text)
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        said = [node for node in ast.walk(tree) if not isinstance(parents.get(node), ast.Expr)]
        found = [node for node in said if any(names(each) or each in gone for each in _own(node))]
        if not found:
            return text
        before, bound = text, _bound(tree)
        text = _Source(text).without(min(found, key=lambda node: _order(node, parents)), parents)
        gone |= bound - _bound(ast.parse(text))
        gone |= {name for name in bound if _is_own(name, bound) and _count(name, before) > _count(name, text) == 1}


def naming(version: str) -> Callable[[str], bool]:
    """Whether a name or string is that of a version: `v1.1`, `1.1`, `v1_1`, `OfV1_1`, `IN_1_1`; or begins `v1.1: `."""
    dotted, joined = (re.escape(version.removeprefix("v").replace(".", mark)) for mark in "._")
    said = re.compile(rf"v?{dotted}(: .*)?|(.*(_|[vV]))?{joined}(?!\d)\w*", re.DOTALL)
    return lambda text: said.fullmatch(text) is not None


def _own(node: ast.AST) -> Iterator[str]:
    """The names and the string that a node is, without those of the nodes below."""
    match node:
        case ast.Constant(value=str(text)):
            yield text if len(text) < 100 else ""
        case ast.Name(id=text) | ast.arg(arg=text) | ast.keyword(arg=str(text)) | ast.Attribute(attr=text):
            yield text
        case ast.FunctionDef(name=text) | ast.AsyncFunctionDef(name=text) | ast.ClassDef(name=text):
            yield text
        case ast.alias(name=text, asname=other):
            yield from (other or text).split(".")
        case ast.ImportFrom(module=str(text)):
            yield from text.split(".")


def _is_own(name: str, bound: set[str]) -> bool:
    """Whether no other module names it: it is private, or stands in a module of tests."""
    tested = any(each.startswith("test_") for each in bound)
    return name.startswith("_") or (tested and not name.startswith(("test_", "pytest")))


def _count(name: str, text: str) -> int:
    return len(re.findall(rf"\b{name}\b", text))


def _order(node: ast.AST, parents: Parents) -> bool:
    """Arms of a `match` go first: what stands in one goes with it."""
    return not isinstance(parents.get(node), ast.pattern)


def _bound(tree: ast.Module) -> set[str]:
    """What a module defines or imports at its top."""
    statements = [node for each in tree.body for node in (each.body if isinstance(each, ast.If) else [each])]
    bound: set[str] = set()
    for node in statements:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                bound |= {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound |= {alias.asname or alias.name for alias in names}
    return bound


class _Source:
    """A text, and where the nodes of its tree stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text.encode()
        self.lines = self.text.splitlines(keepends=True)
        self.starts = [0, *accumulate(map(len, self.lines))]

    def without(self, node: ast.AST, parents: Parents) -> str:
        """The text without the smallest piece around a node that can go by itself."""
        named = node
        while (parent := parents.get(node)) is not None:
            match parent:
                case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                    return self._with(self._span(parent), self._read(self._span(right if node is left else left)))
                case ast.match_case(pattern=pattern, body=body) if pattern is node:
                    return self._without_lines(pattern.lineno, body[-1].end_lineno or 0)
                case ast.stmt() | ast.Module() if isinstance(node, ast.stmt) and _can_go(node, parents):
                    return self._without_statement(node)
            rows = [self._row(row) for row in _rows(parent, node, named)]
            if len(rows) > 1:
                row = next(row for row in rows if self._is_in(node, row))
                return self._without_row(row, rows, b"," if isinstance(parent, ast.Tuple) and len(rows) == 2 else b"")
            node = parent
        raise AssertionError("a module is no name")

    def _without_statement(self, node: ast.stmt) -> str:
        first = min(each.lineno for each in (node, *getattr(node, "decorator_list", ())))
        while first > 1 and self.lines[first - 2].lstrip().startswith(b"#"):
            first -= 1
        return self._without_lines(first, node.end_lineno or 0)

    def _without_row(self, row: Span, rows: Sequence[Span], comma: bytes) -> str:
        start, end = row
        first, last = (bisect_right(self.starts, place) for place in row)
        indent = self.text[self.starts[first - 1] : start]
        if indent.strip():
            place = rows.index(row)
            if place > 0:
                return self._with((rows[place - 1][1], end), comma)
            # A tuple of one keeps a comma behind it.
            return self._with((start, rows[1][1]), self._read((rows[1][0], rows[1][1])) + comma)
        # The parenthesis that ends a long value stands below it, as far to the right as its key.
        while self.lines[last].rstrip() in (indent + b")", indent + b"),"):
            last += 1
        return self._without_lines(first, last)

    def _without_lines(self, first: int, last: int) -> str:
        return self._with((self.starts[first - 1], self.starts[last]), b"")

    def _with(self, span: Span, other: bytes) -> str:
        return (self.text[: span[0]] + other + self.text[span[1] :]).decode()

    def _read(self, span: Span) -> bytes:
        return self.text[span[0] : span[1]]

    def _row(self, nodes: tuple[ast.AST, ast.AST]) -> Span:
        start, end = self._span(nodes[0])[0], self._span(nodes[1])[1]
        return start - 2 if self.text[:start].endswith(b"**") else start, end

    def _is_in(self, node: ast.AST, row: Span) -> bool:
        return row[0] <= self._span(node)[0] < row[1]

    def _span(self, node: ast.AST) -> Span:
        place = cast("ast.expr", node)  # like all that stands in a row, it has a place
        return (
            self.starts[place.lineno - 1] + place.col_offset,
            self.starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0),
        )


def _can_go(node: ast.stmt, parents: Parents) -> bool:
    """Whether a statement stands for itself: in a module, in a class, or below an `if` that is not left empty."""
    parent = parents[node]
    match parent:
        case ast.Module():
            return True
        case ast.If(body=[_, _, *_]):
            return isinstance(parents[parent], ast.Module)
        case ast.ClassDef(body=[_, _, *_]):
            return True
        case _:
            return False


def _rows(parent: ast.AST, node: ast.AST, named: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    """What stands beside a node and can go without the rest, itself included: the first and the last node of each."""
    match parent:
        case ast.Dict(keys=keys, values=values):
            return [(key or value, value) for key, value in zip(keys, values, strict=True)]
        case ast.List(elts=nodes) | ast.Set(elts=nodes) | ast.MatchOr(patterns=nodes):
            return [(each, each) for each in nodes]
        case ast.Tuple(elts=nodes, ctx=ast.Load()) if _are_alike(nodes):
            return [(each, each) for each in nodes]
        case ast.Import(names=names) | ast.ImportFrom(names=names) if node in names:
            return [(each, each) for each in names]
        case ast.Call(args=args, keywords=keywords) if node is named and node in keywords:
            return [(each, each) for each in (*args, *keywords)]
        case ast.arguments(args=args, kwonlyargs=further) if node is named:
            return [(each, each) for each in (further if node in further else args)]
        case _:
            return []


def _are_alike(nodes: Sequence[ast.expr]) -> bool:
    """Whether what stands in a tuple are versions, names or rows, not the parts of one row."""
    kinds = {type(node) for node in nodes if not isinstance(node, ast.Starred)}
    values = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return len(kinds) == 1 and all(isinstance(value, str) and VERSION.fullmatch(value) for value in values)
