"""The entry in our description of an operation that only a published one has: its facts, in words of ours.

Names, types, values and limits are facts. No sentence of the published description is taken: what the words say here
follows from the names, and a person says it better.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.document import load
from pipeline.names import snake
from pipeline.operations import retry_class
from pipeline.specification import Operation
from wrapping.described import Described
from wrapping.naming import in_words, is_parameter, with_article

Node = dict[str, Any]
_RESPONSES = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "409": "Conflict",
    "422": "UnprocessableContent",
}
_WORDS = ("title", "example", "examples", "summary", "externalDocs", "x-docs", "deprecated", "$comment")
_VERBS = {"GET": "Read", "POST": "Create", "PUT": "Replace", "PATCH": "Change", "DELETE": "Delete"}
_IDS = ("_id", "id", "data")


def entry_of(described: Described, known: set[str]) -> tuple[Node, Node]:
    """An operation and the schemas that it needs besides, in our words.

    Args:
        described: The operation, in the merged description.
        known: The schemas that our description has.
    """
    tag = _tag(described)
    item_name = _item_name(described)
    node = described.node
    operation: Node = {
        "operationId": f"{_VERBS[described.method].lower()}_{snake(_subject(described))}",
        "tags": [tag],
        "summary": f"{_VERBS[described.method]} {item_name}",
        "description": f"{_VERBS[described.method]}s {item_name}.",
        "x-retry": retry_class(Operation(described.method, described.path, tag, "")),
    }
    if parameters := [_parameter(each) for each in node.get("parameters", ())]:
        operation["parameters"] = parameters
    if "requestBody" in node:
        operation["requestBody"] = {
            "required": node["requestBody"].get("required", False),
            "description": "What is sent.",
            "content": _content(node["requestBody"]["content"]),
        }
    operation["responses"] = dict(_responses(node["responses"]))
    needed = {name for name in _reached(described, operation) if name not in known}
    schemas = {name: _named(name, described.document["components"]["schemas"][name]) for name in sorted(needed)}
    _say_what_holds(described, operation, schemas)
    return operation, schemas


def file_of(folder: Path, described: Described) -> Path:
    """Where an entry goes: to the file that has its path, else to one of its own."""
    for file in sorted(folder.glob("*.yaml")):
        if re.search(rf"^  '?{re.escape(described.path)}'?:", file.read_text("utf-8"), re.MULTILINE):
            return file
    stem = _tag(described).replace("_", "-")
    own = folder / f"{stem}.yaml"
    return own if not own.exists() else folder / f"{stem}-{snake(_subject(described)).replace('_', '-')}.yaml"


def written(file: Path, described: Described, operation: Node, schemas: Node) -> str:
    """The text of that file with the entry."""
    added = {described.method.lower(): operation}
    if not file.is_file():
        head = f"# {in_words(_tag(described)).capitalize()}.\n"
        components = {"components": {"schemas": schemas}} if schemas else {}
        return (
            head + _dumped({"paths": {described.path: added}}, 0) + ("\n" + _dumped(components, 0) if schemas else "")
        )
    lines = file.read_text("utf-8").splitlines(keepends=True)
    path = next(at for at, line in enumerate(lines) if re.match(rf"  '?{re.escape(described.path)}'?:", line))
    lines.insert(_end_of_block(lines, path, 2), _dumped(added, 4))
    if schemas and "  schemas:\n" in lines:
        lines.insert(lines.index("  schemas:\n") + 1, _dumped(schemas, 4))
    elif schemas and "components:\n" in lines:
        lines.insert(lines.index("components:\n") + 1, _dumped({"schemas": schemas}, 2))
    elif schemas:
        lines.append("\n" + _dumped({"components": {"schemas": schemas}}, 0))
    return "".join(lines)


def with_tag(text: str, described: Described) -> str:
    """The root of our description with the tag of an entry, where that is new."""
    tag = _tag(described)
    if re.search(rf"^  - name: {tag}$", text, re.MULTILINE):
        return text
    lines = text.splitlines(keepends=True)
    start = lines.index("tags:\n")
    said = f"  - name: {tag}\n    description: {in_words(tag).capitalize()} of the API.\n"
    lines.insert(_end_of_block(lines, start, 0), said)
    return "".join(lines)


def our_schemas(folder: Path) -> set[str]:
    """The schemas of our description."""
    return set(load(folder)["components"]["schemas"])


def _end_of_block(lines: list[str], start: int, indent: int) -> int:
    """The line after a block; blank lines behind it are not of it."""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _dumped(node: Node, indent: int) -> str:
    text = yaml.safe_dump(node, sort_keys=False, width=120, allow_unicode=True)
    return "".join(f"{' ' * indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _tag(described: Described) -> str:
    declared = described.node.get("tags") or ()
    static = next((part for part in described.path.split("/") if part and not is_parameter(part)), "root")
    return snake(str(next(iter(declared), "")) or static)


def _subject(described: Described) -> str:
    """The words of a path that tell it from others: `lens`, `asset renew`."""
    parts = [part for part in described.path.split("/") if part]
    words = [_singular(part, parts[at + 1 : at + 2]) for at, part in enumerate(parts) if not is_parameter(part)]
    return " ".join(words)


def _singular(part: str, after: list[str]) -> str:
    if after and is_parameter(after[0]):
        return snake(after[0].strip("{}")).removesuffix("_id")
    return snake(part)


def _item_name(described: Described) -> str:
    words = in_words(_subject(described))
    return words if words.endswith("s") and not described.path.endswith("}") else with_article(words)


def _parameter(node: Node) -> Node:
    said = {key: value for key, value in node.items() if key in ("name", "in", "required", "style", "explode")}
    item_name = in_words(node["name"])
    return {**said, "description": f"{item_name.capitalize()}.", "schema": _plain(node["schema"])}


def _responses(nodes: Node) -> Iterator[tuple[str, Node]]:
    for status, node in nodes.items():
        if status in _RESPONSES:
            yield status, {"$ref": f"#/components/responses/{_RESPONSES[status]}"}
        elif status.startswith("2"):
            content = {"content": _content(node["content"])} if node.get("content") else {}
            yield status, {"description": "It worked.", **content}
    if "401" not in nodes:
        yield "401", {"$ref": f"#/components/responses/{_RESPONSES['401']}"}


def _content(content: Node) -> Node:
    return {name: {"schema": _plain(media["schema"])} for name, media in content.items()}


def _named(name: str, schema: Node) -> Node:
    said = _plain(schema)
    said = (
        {"type": said.pop("type"), "description": f"{in_words(name).capitalize()}.", **said} if "type" in said else said
    )
    for field, value in (said.get("properties") or {}).items():
        if isinstance(value, dict):
            value["description"] = f"{in_words(field).capitalize()} of {with_article(name)}."
    return said


def _plain(node: Any) -> Any:
    """A schema without a word that a person wrote."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return copy.copy(node)
    names = node.get("properties")
    kept = {
        key: _plain(value)
        for key, value in node.items()
        if key not in _WORDS and key != "properties" and not (key == "description" and isinstance(value, str))
    }
    return {**kept, **({"properties": {name: _plain(each) for name, each in names.items()}} if names else {})}


def _reached(described: Described, node: Any) -> set[str]:
    """The schemas that something refers to, and those that they refer to."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            reference = current.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
                name = reference.rpartition("/")[2]
                if name not in found:
                    found.add(name)
                    waiting.append(described.document["components"]["schemas"][name])
            waiting += current.values()
        elif isinstance(current, list):
            waiting += current
    return found


def _say_what_holds(described: Described, operation: Node, schemas: Node) -> None:
    """Say what a success must hold where its form does not: its first field."""
    reply = (
        operation["responses"][str(described.status)].get("content", {}).get("application/json", {}).get("schema", {})
    )
    target = schemas.get(str(reply.get("$ref", "")).rpartition("/")[2], reply)
    properties = target.get("properties") or {}
    required = target.get("required") or ()
    if (
        properties
        and not any(name in properties for name in _IDS)
        and not any(name.endswith("_id") for name in required)
    ):
        target["x-holds"] = [next(iter(properties))]
