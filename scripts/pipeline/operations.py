"""OPERATIONS.json: what a version has, as data."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.graft import Grafted
from pipeline.specification import Operation, Schema, Specification, reference_name


def operations_table(specification: Specification, grafted: Grafted) -> Schema:
    """One entry per operation, by its id.

    `published` is false for what the published description does not have. `described` is false for what ours does not
    have, so that no facade method calls it yet; else it is left out. `stream` and `event` say how a response is
    streamed and which model its items are; `retry` is `read`, `idempotent` or `certain`. What is set aside stands there
    by its place, with the reason, and has no module.
    """
    table = {
        operation.operation_id: {
            "method": operation.method,
            "path": operation.path,
            "module": f"{operation.tag}.{operation.operation_id}",
            "published": place in grafted.published,
            "retry": retry_class(operation),
            "parameters": [parameter["name"] for parameter in operation.parameters if parameter["in"] != "path"],
            "body": sorted(_body_fields(specification, operation)),
            "statuses": sorted(operation.successes()),
            **({} if place in grafted.described else {"described": False}),
            **({"deprecated": True} if operation.deprecated else {}),
            **_stream(operation),
        }
        for place, operation in specification.operations.items()
    }
    aside = {
        place: {"method": one.method, "path": one.path, "aside": one.reason}
        for place, one in specification.aside.items()
    }
    return {**dict(sorted(table.items())), **dict(sorted(aside.items()))}


def operations_of(package: Path) -> Schema:
    """The operations that a version's package has, by their ids, as its table says."""
    table: Schema = json.loads((package / "OPERATIONS.json").read_bytes())
    return {name: row for name, row in table.items() if "aside" not in row}


def retry_class(operation: Operation) -> str:
    """What may be repeated: as our description says, else what HTTP says of the method (RFC 9110, 9.2.2)."""
    if "x-retry" in operation.extensions:
        return str(operation.extensions["x-retry"])
    if operation.method in ("GET", "HEAD", "OPTIONS", "TRACE"):
        return "read"
    return "idempotent" if operation.method in ("PUT", "DELETE") else "certain"


def _body_fields(specification: Specification, operation: Operation) -> set[str]:
    bodies = [specification.resolve(media["schema"]) for media in operation.request.values()]
    return {name for body in bodies for name in body.get("properties") or {}}


def _stream(operation: Operation) -> Schema:
    for reply in operation.successes().values():
        for media in reply["content"].values():
            if "x-stream" in media:
                schema = media["schema"]
                return {"stream": media["x-stream"], "event": reference_name(schema) if "$ref" in schema else None}
    return {}
