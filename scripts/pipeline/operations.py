"""OPERATIONS.json: what a version has, as data."""

from __future__ import annotations

from pipeline.graft import Grafted
from pipeline.specification import Operation, Schema, Specification, reference_name


def operations_table(specification: Specification, grafted: Grafted) -> Schema:
    """One entry per operation, by its id.

    `published` is false for what the published description does not have. `described` is false for what ours does not
    have, so that no facade method calls it yet; else it is left out. `stream` and `event` say how a response is
    streamed and which model its items are; `retry` is `read`, `idempotent` or `certain`.
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
    return dict(sorted(table.items()))


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
