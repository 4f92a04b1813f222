"""The parts of an operation in canonical form: parameters, bodies and responses, with shared ones inlined."""

from __future__ import annotations

import re
from typing import Any

from pipeline.document import JsonObject
from pipeline.operation_words import HEADERS_THAT_ARE_NO_PARAMETERS, UNDESCRIBED, beside_its_schema
from pipeline.references import target_of
from pipeline.schemas import SchemaReader
from pipeline.specification import UNREAD, Schema

STREAMS = {
    "text/event-stream": "sse",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "jsonl",
    "application/x-jsonlines": "jsonl",
}
PLACES = ("path", "query", "header", "cookie")


class Shared:
    """Follows references to shared parameters, headers, request bodies, responses and path items."""

    def __init__(self, document: JsonObject) -> None:
        self.document = document

    def open(self, node: Any, place: str) -> JsonObject:
        """The object itself, however many references lead to it."""
        for _ in range(20):
            if not isinstance(node, dict):
                raise LookupError(f"{place}: {node!r} where an object is expected")
            if "$ref" not in node:
                return node
            node = target_of(self.document, node["$ref"], place)
        raise LookupError(f"{place}: references run in a circle")


def read_parameters(declared: list[Schema], place: str, schemas: SchemaReader) -> list[Schema]:
    """The parameters of an operation; of two of one name, the first."""
    read: dict[tuple[str, str], Schema] = {}
    for parameter in declared:
        name, where = str(parameter["name"]), str(parameter["in"])
        if where not in PLACES:
            raise LookupError(f"{place} {where} {name}: parameters stand in {', '.join(PLACES)}")
        if (where == "header" and name.lower() in HEADERS_THAT_ARE_NO_PARAMETERS) or (where, name) in read:
            continue
        published, encoded = _parameter_schema(parameter)
        schema = schemas.read(published, f"{place} {where} {name}")
        beside = beside_its_schema(parameter)
        read[where, name] = {
            **{key: value for key, value in parameter.items() if isinstance(value, _PARAMETER_KEYS.get(key, ()))},
            **({"style": "json"} if encoded else {}),
            **schemas.own_words(parameter),
            **schemas.unread(parameter | beside, {*_PARAMETER_KEYS, "name", "in", "required", "schema", "content"}),
            "name": name,
            "in": where,
            "required": where == "path" or parameter.get("required") is True,
            "schema": schema,
        }
    return list(read.values())


_PARAMETER_KEYS: dict[str, type] = {"description": str, "deprecated": bool, "style": str, "explode": bool}


def _parameter_schema(parameter: JsonObject) -> tuple[Any, bool]:
    """What a parameter is, and whether it is sent as JSON text."""
    if "schema" in parameter or not parameter.get("content"):
        return parameter.get("schema", {"type": "string"}), False
    (name, media), *_ = parameter["content"].items()
    is_json = name.split(";")[0].strip().lower().endswith(("/json", "+json"))
    return (media or {}).get("schema"), is_json


def path_order(path: str, parameters: list[Schema], place: str, schemas: SchemaReader) -> list[Schema]:
    """Path parameters as the path names them (one that is not declared is text), then the others."""
    in_path = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "path"}
    names = re.findall(r"\{([^}]+)\}", path)
    schemas.warnings += [f"{place} path {name}: does not stand in the path" for name in in_path if name not in names]
    undeclared = {
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        **schemas.unread({UNDESCRIBED: True}, ()),
    }
    ordered = [in_path.get(name) or {"name": name, **undeclared} for name in names]
    return [*ordered, *(parameter for parameter in parameters if parameter["in"] != "path")]


def read_content(content: Any, place: str, schemas: SchemaReader) -> dict[str, Schema]:
    """A body by media type."""
    result: dict[str, Schema] = {}
    for published, media in (content or {}).items():
        media_type = published.split(";")[0].strip().lower()
        if media_type.startswith("aplication/"):
            schemas.repairs.append(f"{place}: {published} is read as application/json")
            media_type = "application/json"
        if not _MEDIA_TYPE.fullmatch(media_type) and not schemas.whole:
            schemas.warnings.append(f"{place}: {published!r} is not a media type")
            continue
        entry: Schema = {"schema": schemas.read((media or {}).get("schema"), place)}
        encoding = media.get("encoding") if isinstance(media, dict) else None
        if isinstance(encoding, dict):
            entry["encoding"] = {name: each if schemas.whole else _encoding(each) for name, each in encoding.items()}
        stream = schemas.own_words(media or {}).get("x-stream") or STREAMS.get(media_type)
        if stream:
            entry["x-stream"] = stream
        entry.update(schemas.unread({**(media or {}), "media type": published}, {"schema", "encoding"}))
        if entry.get(UNREAD, {}).get("media type") == media_type:
            del entry[UNREAD]["media type"]
        result[published if schemas.whole and media_type in result else media_type] = entry
    return result


_MEDIA_TYPE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+")


def _encoding(published: Any) -> Schema:
    words = published.items() if isinstance(published, dict) else ()
    return {key: value for key, value in words if isinstance(value, _ENCODING_WORDS.get(key, ()))}


_ENCODING_WORDS: dict[str, type] = {"style": str, "explode": bool, "contentType": str}


def read_response(published: Any, place: str, schemas: SchemaReader, shared: Shared) -> Schema:
    """A response with its headers and its body."""
    node = shared.open(published, place)
    headers = {name: shared.open(header, place) for name, header in (node.get("headers") or {}).items()}
    result: Schema = {"description": str(node.get("description") or ""), "content": {}}
    result.update(schemas.unread(node, {"description", "headers", "content"}))
    if headers:
        result["headers"] = {
            name: {
                **{key: header[key] for key in _HEADER_KEYS if key in header},
                **schemas.unread(header, {*_HEADER_KEYS, "schema", "content"}),
                "schema": schemas.read(_parameter_schema(header)[0] if schemas.whole else header.get("schema"), place),
            }
            for name, header in headers.items()
        }
    result["content"] = read_content(node.get("content"), place, schemas)
    return result


_HEADER_KEYS = ("description", "required", "deprecated")
