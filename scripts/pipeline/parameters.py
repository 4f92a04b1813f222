"""Parameters as the generator takes them: plain values, under names that become different names in Python."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from pipeline import names
from pipeline.specification import Operation, Schema, Specification, kind_of
from pipeline.wire_names import free_name, key_of

_IN_A_PATH = re.compile(r"[A-Za-z_-][A-Za-z0-9_-]*")
_ELSEWHERE = re.compile(r"[A-Za-z0-9_.\[\]-]*[A-Za-z0-9][A-Za-z0-9_.\[\]-]*")


def plain_parameters(specification: Specification, parameter: Schema) -> Iterator[Schema]:
    """Parameters as they stand in a URL: an object with simple fields is a parameter a field.

    A union has no name in Python: it is written out, and its parameter says what it is for.
    """
    schema = specification.resolve(parameter["schema"])
    described = parameter.get("description") or schema.get("description") or ""
    plain = {**parameter, "description": described}
    style, explode = parameter.get("style", "form"), parameter.get("explode", True)
    fields: Schema = schema.get("properties") or {}
    kinds = {kind_of(specification.resolve(field)) for field in fields.values()}
    if kind_of(schema) == "union":
        yield {**plain, "schema": copy.deepcopy(schema)}
    elif not fields or parameter["in"] != "query" or kinds & {"object", "map", "union", "any"}:
        yield plain
    elif style == "deepObject" or (style == "form" and explode):
        for inner, value in fields.items():
            yield {
                **{key: plain[key] for key in ("name", "in", "required")},
                "name": f"{parameter['name']}[{inner}]" if style == "deepObject" else inner,
                "required": parameter["required"] and inner in schema.get("required", ()),
                "description": f"{described} {value.get('description', '')}".strip(),
                "schema": value,
            }
    else:
        yield plain


def name_parameters(operation: Operation) -> None:
    """Give parameters names of which the generator makes different Python names; `x-wire` says what each is called."""
    taken: dict[str, set[str]] = {}
    for parameter in operation.parameters:
        name, place = parameter["name"], parameter["in"]
        known = taken.setdefault(place, set())
        plain = _IN_A_PATH if place == "path" else _ELSEWHERE
        if not plain.fullmatch(name) or key_of(name) in known:
            wanted = names.snake(name) or "value"
            new = free_name(wanted if wanted[0].isalpha() else f"value_{wanted}", known)
            parameter.update({"x-wire": name, "name": new})
            if place == "path":
                operation.path = operation.path.replace(f"{{{name}}}", f"{{{new}}}")
        known.add(key_of(parameter["name"]))
