"""Responses to try the table of what a success must hold with: whole ones, and each thing that can be wrong."""

from __future__ import annotations

import copy
import importlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from types import ModuleType
from typing import Any

from attrs import frozen

from twelvelabs_client.core.call import Call

Body = dict[str, Any]
WRONG: dict[str, Any] = {"id": 7, "text": 7, "list": {}, "object": "x", "number": "x"}
ERRORS: list[Body] = [
    {"code": "too_many_requests", "message": "Slow down."},
    {"error": {"code": "too_many_requests", "message": "Slow down."}},
    {"error_code": "too_many_requests", "message": "Slow down."},
    {"error": "Slow down."},
    {"message": "Slow down."},
]


@frozen
class Reply:
    """A whole response to one operation, and the call that reads it."""

    version: str
    operation: str
    call: Callable[[], Call[Any]]
    body: Body

    def __str__(self) -> str:
        return f"{self.version} {self.operation}"

    @property
    def row(self) -> ModuleType:
        """The generated operation, with its row of the table."""
        return operation_of(self.version, self.operation)

    def read(self, body: Body) -> Any:
        """Read another response in its place."""
        return self.call().decode(200, copy.deepcopy(body))


@cache
def table_of(version: str) -> dict[str, Body]:
    """The operations of a version."""
    package = resources.files("twelvelabs_generated").joinpath(version.replace(".", "_"), "OPERATIONS.json")
    table: dict[str, Body] = json.loads(package.read_bytes())
    return table


def operation_of(version: str, operation: str) -> ModuleType:
    """A generated operation."""
    place = table_of(version)[operation]["module"]
    return importlib.import_module(f"twelvelabs_generated.{version.replace('.', '_')}.api.{place}")


def undecided(version: str) -> set[str]:
    """Described operations whose success has a body of which no row says what it must hold."""
    return {
        name
        for name, entry in table_of(version).items()
        if entry.get("described", True)
        and not operation_of(version, name).HOLDS
        and operation_of(version, name).parse.__annotations__["return"] != "None"
    }


def decided(version: str) -> set[str]:
    """Described operations with a row."""
    table = table_of(version)
    return {name for name in table if table[name].get("described", True) and operation_of(version, name).HOLDS}


def without_all(reply: Reply) -> Body:
    """The response without any of the fields that its row names."""
    names = {name for name, _ in reply.row.HOLDS}
    return {name: value for name, value in reply.body.items() if name not in names}


def worse(reply: Reply) -> Iterator[Body]:
    """The response with one thing wrong of what its row says."""
    yield {}
    yield without_all(reply)
    for name, kind in reply.row.HOLDS:
        if name in reply.body:
            yield {**without_all(reply), name: WRONG[kind]}
        if kind != "list":
            yield {**without_all(reply), name: None}
        if kind == "id":
            yield {**without_all(reply), name: ""}
    for listed in {listed for listed, _, _ in reply.row.EACH}:
        if items := reply.body.get(listed):
            names = {name for name, *_ in fields_of_items(reply.row, listed)}
            yield {**reply.body, listed: [*items, {key: value for key, value in items[0].items() if key not in names}]}
            yield {**reply.body, listed: [*items, {**items[0], **dict.fromkeys(names, 7)}]}
            yield {**reply.body, listed: [*items, None]}


def fields_of_items(row: ModuleType, listed: str) -> list[tuple[str, str]]:
    """What the objects in a list must have, one of them."""
    return [(name, kind) for each, name, kind in row.EACH if each == listed]


# Where vectors stand, and what leads there.
VECTORS = {"embedding", "float", "segments", "video_embedding", "video_embeddings"} | {
    f"{kind}_embedding" for kind in ("text", "image", "audio")
}


def is_required(row: ModuleType, path: tuple[Any, ...]) -> bool:
    """Whether what stands at a place of a response may cost the response. A bare list is as good as one in `data`."""
    path = ("data", *path) if isinstance(path[0], int) else path
    if path[0] in {name for name, _ in row.HOLDS} and len(path) == 1:
        return True
    names = {name for name, _ in fields_of_items(row, path[0])}
    if names and (len(path) < 3 or path[2] in names):
        return True
    return bool(row.OPERATION.find("embed") >= 0 and (path[0] in ("data", "status"))) or bool(VECTORS & set(path))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body below its root."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from places(each, (*path, key))


def optional_places(row: ModuleType, body: Any) -> list[tuple[Any, ...]]:
    """The places of a response that may hold anything: all but those that must hold what was asked for."""
    found = [path for path in sorted(places(body), key=str) if path != ("event_type",)]
    return [path for path in found if not is_required(row, path)] or [("a_field_of_tomorrow",)]
