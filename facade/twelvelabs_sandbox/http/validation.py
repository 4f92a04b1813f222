"""Requests against the description: what does not fit is refused with the API's own codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import orjson
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from starlette.datastructures import UploadFile
from starlette.requests import Request

from twelvelabs_sandbox import errors
from twelvelabs_sandbox.http.description import Parameter, Rules
from twelvelabs_sandbox.http.text_values import read_text

TAGS = ("const", "enum")
DEEP_KEY = re.compile(r"(\w+)\[(\w+)\]")
JSON = "application/json"
FORM = "multipart/form-data"
FORM_PART_LIMIT = 64 * 1024 * 1024
NOTHING: Mapping[str, str] = {}


def read_query(request: Request, rules: Rules) -> dict[str, Any]:
    """The query's parameters, typed and checked."""
    given: dict[str, list[str]] = defaultdict(list)
    for key, text in request.query_params.multi_items():
        given[key].append(text)
    _require(given, rules)
    return _read_parameters(given, rules)


async def read_body(request: Request, rules: Rules, fixed: Mapping[str, str] = NOTHING) -> dict[str, Any]:
    """The body's fields, typed and checked; files are `UploadFile`.

    Args:
        request: what was sent.
        rules: what the operation takes.
        fixed: fields that can never be changed, with the codes of their refusals.
    """
    if rules.content_type is None:
        return {}
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not sent and not rules.body_required and not await request.body():
        return {}
    if sent != rules.content_type:
        raise errors.content_type_invalid(sent, rules.content_type)
    fields = await _read_form(request, rules) if sent == FORM else await _read_json(request)
    for name in fixed.keys() & fields:
        raise errors.ApiError(400, fixed[name], f"The {name} parameter cannot be changed. Remove it from the request.")
    _check_body(fields, rules)
    return {name: _whole(value, rules.properties.get(name, {})) for name, value in fields.items()}


def _whole(value: Any, schema: Mapping[str, Any]) -> Any:
    """JSON Schema takes 5.0 for an integer; Python does not."""
    return int(value) if isinstance(value, float) and schema.get("type") == "integer" else value


async def _read_json(request: Request) -> dict[str, Any]:
    try:
        fields = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise errors.invalid("body", f"It is not JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise errors.invalid("body", f"received {_kind(fields)}, but expected object")
    return fields


async def _read_form(request: Request, rules: Rules) -> dict[str, Any]:
    form = await request.form(max_part_size=FORM_PART_LIMIT)
    given: dict[str, list[Any]] = defaultdict(list)
    for name, part in form.multi_items():
        given[name].append(part)
    properties = rules.properties
    return {name: read_text(parts, properties.get(name, {}), rules.resolve) for name, parts in given.items()}


def _check_body(fields: Mapping[str, Any], rules: Rules) -> None:
    if rules.properties:
        _refuse_unknown(fields, rules.properties)
    for name in rules.body.get("required", ()):
        if name not in fields:
            raise errors.not_provided(name)
    # A validator knows JSON only; a file counts as text there.
    plain = {name: _without_files(value) for name, value in fields.items()}
    _refuse(rules.body_validator, plain, "body")


def _refuse_unknown(fields: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for name in fields:
        if name not in known:
            raise errors.unknown(name)


def _refuse(validator: Draft202012Validator, value: Any, name: str) -> None:
    found = best_match(validator.iter_errors(value))
    if found is None:
        return
    error = _narrowed(_outermost(found)) or found
    place = ".".join(str(step) for step in error.absolute_path)
    if error.validator == "required" and isinstance(error.instance, dict):
        required: Any = error.validator_value
        missing = next(key for key in required if key not in error.instance)
        raise errors.not_provided(f"{place}.{missing}" if place else missing)
    raise errors.invalid(place or name, _reason(error))


def _outermost(error: Any) -> ValidationError:
    return error if error.parent is None else _outermost(error.parent)


def _narrowed(error: ValidationError) -> ValidationError | None:
    """The error within the one branch of a union whose tag the value carries; None without one."""
    branches: dict[object, list[ValidationError]] = defaultdict(list)
    for each in error.context or ():
        branches[each.schema_path[0]].append(each)
    tagged = [branch for branch in branches.values() if not any(map(_is_of_tag, branch))]
    if len(tagged) != 1 or len(branches) == 1:
        return None
    return _narrowed(tagged[0][0]) or tagged[0][0]


def _is_of_tag(error: ValidationError) -> bool:
    return error.validator in TAGS and bool(error.path)


def _reason(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    if error.validator == "type":
        return f"received {_kind(error.instance)}, but expected {wanted}"
    if error.validator == "enum":
        return f"It must be one of: {', '.join(map(str, wanted))}."
    return error.message[:200]


def _read_parameters(given: Mapping[str, list[str]], rules: Rules) -> dict[str, Any]:
    query: dict[str, Any] = {}
    free = next((each for each in rules.query.values() if _takes_any_key(each, rules)), None)
    for key, texts in given.items():
        deep = DEEP_KEY.fullmatch(key)
        if deep and _object_like(rules.query.get(deep[1]), rules):
            parameter = rules.query[deep[1]]
            schema = rules.resolve(parameter.schema).get("properties", {}).get(deep[2], {})
            query.setdefault(deep[1], {})[deep[2]] = read_text(texts, schema, rules.resolve)
        elif key in rules.query and rules.query[key] is not free:
            query[key] = read_text(texts, rules.query[key].schema, rules.resolve)
        elif free:
            query.setdefault(free.name, {})[key] = texts[-1]
        else:
            raise errors.unknown(key)
    for name, value in query.items():
        if rules.query[name] is not free:
            _refuse(rules.validator(rules.query[name].schema), value, name)
    return query


def _require(given: Mapping[str, list[str]], rules: Rules) -> None:
    for parameter in rules.query.values():
        if parameter.required and parameter.name not in given:
            raise errors.not_provided(parameter.name)


def _object_like(parameter: Parameter | None, rules: Rules) -> bool:
    if parameter is None:
        return False
    schema = rules.resolve(parameter.schema)
    return parameter.deep or "properties" in schema or schema.get("type") == "object"


def _takes_any_key(parameter: Parameter, rules: Rules) -> bool:
    """An exploded open map: each of its keys is a query key of its own."""
    return "additionalProperties" in rules.resolve(parameter.schema) and not parameter.deep


def _without_files(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_files(each) for each in value]
    return "" if isinstance(value, UploadFile) else value


def _kind(value: Any) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")
