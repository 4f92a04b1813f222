"""The form of a description that openapi-python-client can make correct, complete and stable Python of.

Replies lose `required`, null and closed sets of tags (reading is lenient); requests keep them (writing is strict).
Every object, map and value set gets a name of its own, because the generator drops models whose names collide.
Defaults are documentation: a generated default would be sent.
"""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

from pipeline import names
from pipeline.holding import holding_of
from pipeline.import_depth import late_imports
from pipeline.operations import retry_class
from pipeline.parameters import name_parameters, plain_parameters
from pipeline.printable import printable_lines
from pipeline.reach import reached, references
from pipeline.specification import Operation, Schema, Specification, kind_of, reference, reference_name
from pipeline.wire import body_of, is_moved, known, read_as, sending_of, sent_as
from pipeline.wire_names import rename_odd_properties

LIMITS = {
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems",
    "maxItems", "minProperties", "maxProperties", "pattern", "uniqueItems", "contentMediaType", "default",
    "deprecated", "discriminator", "readOnly", "writeOnly", "propertyNames",
}  # fmt: skip
FORM = "multipart/form-data"
REPLY = "reply"
REQUEST = "request"


def prepare(specification: Specification, read_only: Collection[str] = ()) -> Schema:
    """An OpenAPI document for the generator, made from a merged description.

    Args:
        specification: The merged description.
        read_only: Names that our description alone gives to what is read and never written; see `read_only_names`.
    """
    working = _named(specification)
    request_names, reply_names = _closures(working)
    written, renamed = _names_of_both(working, request_names & reply_names, read_only)
    schemas: dict[str, Schema] = {}
    for name, schema in working.schemas.items():
        if name in request_names:
            schemas[written.get(name, name)] = _referring(_for_request(schema), written)
        if name in reply_names:
            schemas.setdefault(renamed.get(name, name), _for_reply(schema, renamed))
    paths: dict[str, Schema] = {}
    for operation in working.operations.values():
        described = _operation(working, operation, written, renamed)
        # The templates see what stands on a response and nothing else that stands on an operation.
        notes = {
            "x-retry": retry_class(operation),
            "x-holding": holding_of(working, operation)._asdict(),
            "x-sending": sending_of(working, operation),
        }
        for reply in described["responses"].values():
            reply.update(notes)
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    for schema in schemas.values():
        rename_odd_properties(schema)
    models = {name: schema for name, schema in schemas.items() if schema.get("x-side") == REPLY}
    graph = {
        name: [each for each in dict.fromkeys(references(schema)) if each in models] for name, schema in models.items()
    }
    for name, late in late_imports(graph).items():
        schemas[name]["x-late"] = late
    document: Schema = {
        "openapi": "3.1.0",
        "info": {"title": "API", "version": "1"},
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }
    _make_prose_printable(document)
    return document


def _make_prose_printable(node: Any) -> None:
    """What docstrings say is read by people: nothing in it may hide or move what stands beside it."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list) and key != "x-wire":
            _make_prose_printable(value)
        elif isinstance(value, str) and key in ("description", "summary"):
            node[key] = printable_lines(value)
        if key == "x-docs":
            node[key] = {name: printable_lines(text) for name, text in value.items()}


class _Namer:
    """Moves every inline object, map and value set to a component named after its place."""

    def __init__(self, specification: Specification) -> None:
        self.specification = specification
        self.schemas = specification.schemas
        self.class_names = names.ClassNames(self.schemas)

    def run(self) -> None:
        for name in list(self.schemas):
            self._inside(self.schemas[name], name)
        for operation in self.specification.operations.values():
            base = names.pascal(operation.operation_id)
            for parameter in operation.parameters:
                parameter["schema"] = self._named(parameter["schema"], base + names.pascal(parameter["name"]))
            for media in operation.request.values():
                media["schema"] = self._named(media["schema"], f"{base}Request")
            for reply in operation.responses.values():
                for media_type, media in reply["content"].items():
                    suffix = "Event" if "x-stream" in media else "Reply"
                    media["schema"] = self._named(
                        media["schema"], base + suffix, union=media_type != "application/json"
                    )
        for webhook in self.specification.webhooks.values():
            for media in webhook.request.values():
                media["schema"] = self._named(media["schema"], f"{names.pascal(webhook.operation_id)}Payload")

    def _named(self, schema: Schema, wanted: str, *, union: bool = False) -> Schema:
        """The schema itself, or a reference to the component it has become."""
        if "$ref" in schema:
            return schema
        self._inside(schema, wanted)
        nameable = kind_of(schema) in ("object", "map") or is_value_set(schema) or (union and "oneOf" in schema)
        if not nameable:
            return schema
        name = self.class_names.claim(wanted)
        beside: Schema = {key: schema[key] for key in ("nullable", "description") if key in schema}
        self.schemas[name] = {key: value for key, value in schema.items() if key != "nullable"}
        return {**reference(name), **beside}

    def _inside(self, schema: Schema, owner: str) -> None:
        tag = (schema.get("x-tag") or {}).get("property")
        for name, value in (schema.get("properties") or {}).items():
            if name != tag:
                schema["properties"][name] = self._named(value, owner + names.pascal(name))
        if "items" in schema:
            items = self._named(schema["items"], f"{owner}Item")
            schema["items"] = {**items, "nullable": True} if self.specification.is_nullable(items) else items
        if isinstance(schema.get("additionalProperties"), dict):
            schema["additionalProperties"] = self._named(schema["additionalProperties"], f"{owner}Value")
        for index, member in enumerate(schema.get("oneOf") or []):
            tag = (member.get("x-tag") or {}).get("values") or [str(index + 1)]
            schema["oneOf"][index] = self._named(member, owner + names.pascal(str(tag[0])))


def _closures(specification: Specification) -> tuple[set[str], set[str]]:
    """Names of the components that requests and replies reach; what a webhook sends us is read like a reply."""
    request: list[Schema] = []
    reply: list[Schema] = []
    for operation in specification.operations.values():
        request += [parameter["schema"] for parameter in operation.parameters]
        request += [media["schema"] for media in operation.request.values()]
        reply += [
            media["schema"] for response in operation.responses.values() for media in response["content"].values()
        ]
    reply += [media["schema"] for webhook in specification.webhooks.values() for media in webhook.request.values()]
    return reached(specification, request), reached(specification, reply)


def read_only_names(ours: Specification) -> frozenset[str]:
    """The names of what our description has in responses alone: they stay, whatever a published one sends as well."""
    request, reply = _closures(_named(ours))
    return frozenset(reply - request)


def _named(specification: Specification) -> Specification:
    """A copy in which parameters are plain, only success is answered, and all that becomes a class has a name."""
    working = copy.deepcopy(specification)
    for operation in working.operations.values():
        operation.parameters = [
            plain for parameter in operation.parameters for plain in plain_parameters(working, parameter)
        ]
        name_parameters(operation)
        sent = sent_as(working, operation)
        operation.request = {sent: operation.request[sent]} if sent else {}
        operation.responses = {status: _as_read(working, reply) for status, reply in operation.successes().items()}
    _Namer(working).run()
    _forms_apart(working)
    return working


def _forms_apart(specification: Specification) -> None:
    """Make two models of a component that is a form here and JSON there: one has parts, the other an object."""
    bodies = [each for operation in specification.operations.values() for each in operation.request.items()]
    forms = [media for name, media in bodies if name == FORM and "$ref" in media["schema"]]
    roots = [media["schema"] for name, media in bodies if name != FORM]
    roots += [specification.schemas[reference_name(media["schema"])] for media in forms]
    roots += [each["schema"] for operation in specification.operations.values() for each in operation.parameters]
    elsewhere, taken = reached(specification, roots), names.ClassNames(specification.schemas)
    apart: dict[str, str] = {}
    for media in forms:
        name = reference_name(media["schema"])
        if name in elsewhere:
            if name not in apart:
                apart[name] = taken.claim(f"{name}Form")
                specification.schemas[apart[name]] = copy.deepcopy(specification.schemas[name])
            media["schema"] = {**media["schema"], **reference(apart[name])}


def _as_read(specification: Specification, reply: Schema) -> Schema:
    """A success with the one body that is read, and the events of its streams."""
    read = read_as(specification, reply)
    content = {name: media for name, media in reply["content"].items() if name == read or "x-stream" in media}
    return {**reply, "content": content}


def _names_of_both(
    specification: Specification, both: set[str], read_only: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What is read and written alike is two models: `X` to write, `XReply` to read.

    Where our description only reads it, `X` stays the one to read and `XRequest` is written.
    """
    taken = names.ClassNames(specification.schemas)
    written: dict[str, str] = {}
    read: dict[str, str] = {}
    for name in (name for name in specification.schemas if name in both):
        parts = {name, *reached(specification, [specification.schemas[name]])}
        if not any(kind_of(specification.schemas[part]) in ("object", "map", "union") for part in parts):
            continue
        if name in read_only:
            written[name] = taken.claim(f"{name}Request")
        else:
            read[name] = taken.claim(f"{name}Reply")
    return written, read


def _referring(node: Any, renamed: dict[str, str]) -> Any:
    """The same schemas with references to other names."""
    if isinstance(node, list):
        return [_referring(item, renamed) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        return {**node, **reference(renamed.get(reference_name(node), reference_name(node)))}
    return {key: _referring(value, renamed) for key, value in node.items()}


def is_value_set(schema: Schema) -> bool:
    """Only words and whole numbers can be sets of values in Python types; a boolean or a fraction is just that."""
    return "enum" in schema and schema.get("type") in ("string", "integer")


def _kept(schema: Schema, dropped: set[str]) -> Schema:
    dropped = dropped if is_value_set(schema) else dropped | {"enum"}
    kept = {key: value for key, value in schema.items() if key not in dropped and not key.startswith("x-")}
    if kept.get("format") == "uuid":
        # A string like any other: what is sent and read is not checked, and no module imports more than it must.
        del kept["format"]
    return kept


def _for_request(schema: Schema) -> Schema:
    result = _kept(schema, LIMITS)
    tag = schema.get("x-tag")
    if "properties" in schema:
        sent = {name: value for name, value in schema["properties"].items() if value.get("readOnly") is not True}
        result["properties"] = {name: _for_request(value) for name, value in sent.items()}
        if "required" in result:
            result["required"] = [name for name in result["required"] if name in sent]
        if tag and len(tag["values"]) == 1 and tag["property"] in sent:
            described = {k: v for k, v in result["properties"][tag["property"]].items() if k == "description"}
            result["properties"][tag["property"]] = {
                **described,
                **_kind_of_tag(tag["values"]),
                "const": tag["values"][0],
            }
            result["required"] = list(dict.fromkeys([*result.get("required", []), tag["property"]]))
        result.setdefault("additionalProperties", False)
    if isinstance(result.get("additionalProperties"), dict):
        result["additionalProperties"] = _for_request(result["additionalProperties"])
    if "items" in schema:
        result["items"] = _for_request(schema["items"])
    if "oneOf" in schema:
        result["oneOf"] = [_for_request(member) for member in schema["oneOf"]]
    if kind_of(schema) in ("object", "map"):
        result.update({"x-side": REQUEST, "x-docs": _own_words_of_references(schema)})
    return _with_null(result)


def _kind_of_tag(values: list[Any]) -> Schema:
    """The type of a tag's values; a true is a whole number in Python, and none in JSON."""
    kinds = {type(value) for value in values}
    return {"type": _KINDS_OF_TAGS[kinds.pop()]} if len(kinds) == 1 else {}


_KINDS_OF_TAGS: dict[type, str] = {str: "string", bool: "boolean", int: "integer"}


def _own_words_of_references(schema: Schema) -> dict[str, str]:
    """What an object says of its fields; the generator would tell what the named type says of itself."""
    properties = schema.get("properties") or {}
    return {name: value["description"] for name, value in properties.items() if value.get("description")}


def _with_null(schema: Schema) -> Schema:
    if not schema.pop("nullable", False):
        return schema
    if "oneOf" in schema:
        return {**schema, "oneOf": [*schema["oneOf"], {"type": "null"}]}
    if "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**beside, "oneOf": [{"$ref": schema["$ref"]}, {"type": "null"}]}
    if "type" in schema and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return schema


def _for_reply(schema: Schema, renamed: dict[str, str]) -> Schema:
    result = _kept(schema, LIMITS | {"required", "nullable"})
    if result.get("format") == "binary":
        del result["format"]  # in JSON it can only be a string
    if "$ref" in result:
        result["$ref"] = reference(renamed.get(reference_name(schema), reference_name(schema)))["$ref"]
    tag = schema.get("x-tag")
    if "properties" in schema:
        read = {name: value for name, value in schema["properties"].items() if value.get("writeOnly") is not True}
        result["properties"] = {name: _for_reply(value, renamed) for name, value in read.items()}
        if tag and tag["property"] in read:
            described = {k: v for k, v in result["properties"][tag["property"]].items() if k == "description"}
            result["properties"][tag["property"]] = {**described, **_kind_of_tag(tag["values"])}
            result["x-tag"] = tag
        result["additionalProperties"] = False
        result["x-required"] = [name for name in schema.get("required", []) if name in read]
    elif isinstance(result.get("additionalProperties"), dict):
        result["additionalProperties"] = _for_reply(result["additionalProperties"], renamed)
    if "items" in schema:
        result["items"] = _for_reply(schema["items"], renamed)
        if schema["items"].get("nullable"):
            # The place of a null among the items says something.
            result["items"] = _with_null({**result["items"], "nullable": True})
    if "oneOf" in schema:
        members = [_for_reply(member, renamed) for member in schema["oneOf"]]
        result = {**result, "oneOf": members} if len(members) > 1 else {**result, **members[0]}
        if len(members) == 1:
            result.pop("oneOf")
    if kind_of(schema) in ("object", "map"):
        result.update({"x-side": REPLY, "x-docs": _own_words_of_references(schema)})
    return result


def _operation(
    specification: Specification, operation: Operation, written: dict[str, str], renamed: dict[str, str]
) -> Schema:
    result: Schema = {
        "operationId": operation.operation_id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            _referring(_parameter(parameter, moved=is_moved(specification, parameter)), written)
            for parameter in operation.parameters
        ],
        "responses": {
            status: _reply(specification, reply, renamed)
            for status, reply in (operation.responses or {"2XX": {"description": "", "content": {}}}).items()
        },
    }
    for name, media in operation.request.items():
        schema = _referring(_for_request(media["schema"]), written)
        content = known(body_of(specification, name, media), schema, sent=True)
        result["requestBody"] = {"required": operation.request_required, "content": content}
    return result


def _parameter(parameter: Schema, *, moved: bool) -> Schema:
    kept = {"name": parameter["name"], "in": "query" if moved else parameter["in"], "required": parameter["required"]}
    schema = _for_request(parameter["schema"])
    if "$ref" not in schema and parameter.get("description"):
        schema["description"] = parameter["description"]
    return {**kept, "schema": schema}


def _reply(specification: Specification, reply: Schema, renamed: dict[str, str]) -> Schema:
    """The body of a success; the events of a stream are no body to parse."""
    content: Schema = {}
    for name, media in reply["content"].items():
        if "x-stream" not in media:
            body = body_of(specification, name, media, sent=False)
            schema = _for_reply(media["schema"], renamed)
            if body == "json" and specification.is_nullable(media["schema"]):
                schema = _with_null({**schema, "nullable": True})
            content = known(body, schema, sent=False)
    return {"description": reply["description"] or "Success.", **({"content": content} if content else {})}
