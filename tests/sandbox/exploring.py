"""Requests made from the description, sent to a sandbox that already holds something."""

from __future__ import annotations

import copy
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.descriptions import our_description

CHECKS = [
    checks.not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
# Nothing can be read any more once it is deleted, so deletions come last.
# With many parents, a child would mostly be looked for under the wrong one.
ENOUGH_KNOWN = 2
ORDER = ("POST", "PUT", "GET", "PATCH", "DELETE")


class Explorer:
    """Sends many requests for every operation of a description to an app, and remembers what was answered.

    Attributes:
        statuses: The statuses seen, by operation.
    """

    def __init__(self, app: Any, description: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self._headers = dict(headers)
        self._known: dict[str, list[str]] = defaultdict(list)
        self.statuses: dict[str, set[int]] = defaultdict(set)
        self._schema = schemathesis.openapi.from_dict(closed(description))
        self._schema.app = app
        self._schema.location = "http://testserver/openapi.json"

    def operations(self) -> Iterator[Any]:
        """The operations in the order in which they are best tried."""
        found = []
        for result in self._schema.get_all_operations():
            assert isinstance(result, Ok), result
            found.append(result.ok())
        yield from sorted(found, key=_turn)

    def know(self, noun: str, identifier: str) -> None:
        """Tell of something that exists, such as `assets`."""
        self._known[noun].append(identifier)

    def try_out(self, operation: Any, *, examples: int) -> None:
        """Send made-up requests of one operation; each reply must be as described.

        Raises:
            AssertionError: A reply is a server error, or not as described.
        """

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            # The sandbox remembers, so that a shorter request would meet another state.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), chance=st.integers(0, 2**16))
        def send(case: Any, chance: int) -> None:
            self._point_at_what_exists(case, random.Random(chance))
            response = case.call(headers=self._headers)
            self.statuses[operation.label].add(response.status_code)
            self._learn(operation.path, response)
            case.validate_response(response, checks=CHECKS)

        send()

    def _point_at_what_exists(self, case: Any, chance: random.Random) -> None:
        """Most made-up ids name nothing; put known ones in their place, but not always."""
        segments = case.path.split("/")
        for before, segment in pairwise(segments):
            known = self._known[before]
            if segment.startswith("{") and known and chance.random() < 0.8:
                case.path_parameters[segment.strip("{}").partition("}")[0]] = chance.choice(known)
        if isinstance(case.body, dict):
            case.body = self._with_known_ids(case.body, chance)

    def _with_known_ids(self, value: Any, chance: random.Random) -> Any:
        if isinstance(value, list):
            return [self._with_known_ids(each, chance) for each in value]
        if not isinstance(value, dict):
            return value
        return {name: self._known_id(name, each, chance) for name, each in value.items()}

    def _known_id(self, name: str, value: Any, chance: random.Random) -> Any:
        known = self._known[plural(name.removesuffix("s").removesuffix("_id").replace("_", "-"))]
        if not name.removesuffix("s").endswith("_id") or not known or chance.random() > 0.9:
            return self._with_known_ids(value, chance)
        return [chance.choice(known)] if isinstance(value, list) else chance.choice(known)

    def _learn(self, path: str, response: Any) -> None:
        if (
            not 200 <= response.status_code < 300
            or "application/json" not in response.headers.get("content-type", [""])[0]
        ):
            return
        noun = next(part for part in reversed(path.split("/")) if part and not part.startswith("{"))
        reply = response.json()
        rows = reply.get("data", []) if isinstance(reply, dict) and isinstance(reply.get("data"), list) else [reply]
        for row in rows:
            found = _identifier(row)
            if isinstance(found, str) and len(self._known[noun]) < ENOUGH_KNOWN:
                self._known[noun].append(found)


def _turn(operation: Any) -> tuple[int, int]:
    """Parents are made before their children, and deleted after them."""
    method, depth = operation.method.upper(), operation.path.count("/")
    return ORDER.index(method), -depth if method == "DELETE" else depth


def _identifier(row: Any) -> Any:
    if not isinstance(row, dict):
        return None
    names = ("_id", "id", *(name for name in row if name.endswith("_id")))
    return next((row[name] for name in names if row.get(name)), None)


def plural(noun: str) -> str:
    """`index` as it stands in paths: `indexes`."""
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("x") else f"{noun}s"


def closed(description: Mapping[str, Any]) -> dict[str, Any]:
    """The description with nothing allowed in requests beyond what it names: the sandbox refuses the rest anyway."""
    document = copy.deepcopy(dict(description))
    for path in document["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict) and "requestBody" in operation:
                _close(operation["requestBody"], document, set())
    return document


def _close(node: Any, document: dict[str, Any], seen: set[str]) -> None:
    if isinstance(node, list):
        for each in node:
            _close(each, document, seen)
    if not isinstance(node, dict):
        return
    reference = node.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        seen.add(reference)
        _close(_found(reference, document), document, seen)
    if "properties" in node and "allOf" not in node:
        node.setdefault("additionalProperties", False)
    for each in list(node.values()):
        _close(each, document, seen)


def _found(reference: str, document: dict[str, Any]) -> Any:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def described(version: str) -> dict[str, Any]:
    """Our description of a version, which the sandbox keeps to."""
    return copy.deepcopy(our_description(f"v{version}"))
