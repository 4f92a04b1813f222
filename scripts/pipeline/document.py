"""Read one OpenAPI description: a JSON or YAML file, or a folder of YAML files merged by key.

A folder that says `extends: v1.3` holds only what differs from the folder of that name beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from typing import Any

import yaml

from pipeline.printable import printable

JsonObject = dict[str, Any]

LARGEST_FILE = 32 * 1024 * 1024
MOST_NODES = 2_000_000
DEEPEST = 200
NOT_PART_OF_THE_DESCRIPTION = {"differences.yaml"}
EXTENDS = "extends"


class SpecError(Exception):
    """A description that cannot be used; the text, one printable line, names the file and the place."""

    def __init__(self, text: str) -> None:
        super().__init__(printable(text))


class _PlainLoader(yaml.CSafeLoader):
    """YAML as JSON would say it: no dates, no yes/no booleans, no repeated keys."""


_FLOAT = r"[-+]?(([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)"
_PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("tag:yaml.org,2002:float", _FLOAT, "-+.0123456789"),
):
    _PlainLoader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), [*_first.replace("\0", ""), ""])


def _mapping_without_repeats(loader: _PlainLoader, node: yaml.MappingNode) -> JsonObject:
    """An object. What a merge key (`<<: *common`) brings along gives way to what the object says itself."""
    shared: JsonObject = {}
    pairs: list[tuple[str, Any]] = []
    for (key, value), (key_node, _) in zip(loader.construct_pairs(node, deep=True), node.value, strict=True):
        if key == "<<" and not key_node.style:
            for part in value if isinstance(value, list) else [value]:
                if not isinstance(part, dict):
                    raise ValueError("a merge key (<<) must name an object")
                shared = {**part, **shared}
        else:
            pairs.append((str(key), value))
    return {**shared, **_object_without_repeats(pairs)}


# Other tags (dates, bytes, Python objects) are nothing that JSON could hold.
_JSON_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "str", "seq")}
_PlainLoader.yaml_constructors = {
    tag: constructor
    for tag, constructor in yaml.CSafeLoader.yaml_constructors.items()
    if tag is None or tag in _JSON_TAGS
}
_PlainLoader.add_constructor("tag:yaml.org,2002:map", _mapping_without_repeats)


def load(source: Path) -> JsonObject:
    """Read a description and check that it can be one.

    Args:
        source: A `.json`, `.yaml` or `.yml` file, or a folder whose YAML files are merged by key, and onto the folder
            that it extends.

    Raises:
        SpecError: The file is unreadable, truncated, too large, repeats a key, or is not an OpenAPI 3 description.
    """
    if not source.is_dir():
        document = _load_file(source)
    else:
        whole, *overlays = map(_load_folder, extended(source))
        document = reduce(overlaid, overlays, whole)
        document.pop(EXTENDS, None)
    _check(document, source)
    return document


def extended(folder: Path) -> list[Path]:
    """A folder after the ones that it is laid over, the first of which holds a whole description.

    Raises:
        SpecError: One of them is unreadable or not there, or they extend each other in a circle.
    """
    chain = [folder]
    while (base := _base_of(chain[0])) is not None:
        if not isinstance(base, str) or not re.fullmatch(r"v\d+(\.\d+)*", base):
            raise SpecError(f"{chain[0]}: extends {base!r}: name the folder of another version, such as v1.3")
        if not (folder.parent / base).is_dir():
            raise SpecError(f"{chain[0]}: extends {base}, which does not exist beside it")
        if folder.parent / base in chain:
            raise SpecError(f"{chain[0]}: extends {base}, which extends {chain[0].name}")
        chain.insert(0, folder.parent / base)
    return chain


def _base_of(folder: Path) -> Any:
    file = folder / "api.yaml"
    return _load_file(file).get(EXTENDS) if file.is_file() else None


def overlaid(base: JsonObject, changes: JsonObject) -> JsonObject:
    """An object with changes (RFC 7396): objects are merged key by key, null removes, all else replaces."""
    merged = {**base}
    for key, change in changes.items():
        if change is None:
            merged.pop(key, None)
        elif isinstance(change, dict):
            below = merged.get(key)
            merged[key] = overlaid(below if isinstance(below, dict) else {}, change)
        else:
            merged[key] = change
    return merged


def _load_file(source: Path) -> JsonObject:
    parsed = read_data(source)
    if not isinstance(parsed, dict):
        raise SpecError(f"{source}: holds no object at the top")
    return parsed


def read_data(source: Path) -> Any:
    """What a JSON or YAML file holds, within bounds of size and nesting.

    Raises:
        SpecError: The file is unreadable, truncated or too large, or repeats a key.
    """
    try:
        size = source.stat().st_size
        if size > LARGEST_FILE:
            raise SpecError(f"{source}: {size} bytes; a description has at most {LARGEST_FILE}")
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError(f"{source}: cannot be read: {error}") from error
    try:
        parsed = _parse_json(text) if source.suffix == ".json" else _parse_yaml(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise SpecError(f"{source}: not well-formed: {_in_a_line(error)}") from error
    _bound(parsed, source)
    return parsed


def _parse_yaml(text: str) -> Any:
    """The parser recurses in C, where Python's own limit does not reach: the depth is looked at first."""
    depth = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"nested more than {DEEPEST} deep")
    return yaml.load(text, Loader=_PlainLoader)


def _parse_json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object_without_repeats, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _object_without_repeats(pairs: Iterable[tuple[str, Any]]) -> JsonObject:
    result: JsonObject = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key {key!r} stands twice in one object")
        result[key] = value
    return result


def _load_folder(folder: Path) -> JsonObject:
    files = sorted(file for file in folder.glob("*.yaml") if file.name not in NOT_PART_OF_THE_DESCRIPTION)
    if not files:
        raise SpecError(f"{folder}: holds no .yaml file")
    merged: JsonObject = {}
    for file in sorted(files, key=lambda file: (file.stem != "api", file.name)):
        for section, content in _load_file(file).items():
            _merge_section(merged, section, content, file)
    return merged


def _merge_section(merged: JsonObject, section: str, content: Any, file: Path) -> None:
    if section == "components":
        target = merged.setdefault(section, {})
        for kind, entries in _object(content, f"{file}: components").items():
            _merge_entries(target.setdefault(kind, {}), entries, f"{file}: components/{kind}")
    elif section == "paths":
        _merge_entries(merged.setdefault(section, {}), content, f"{file}: paths")
    elif section == EXTENDS and file.stem != "api":
        raise SpecError(f"{file}: {EXTENDS} belongs in api.yaml")
    elif section in merged:
        raise SpecError(f"{file}: {section} is already set by another file of the folder")
    else:
        merged[section] = content


def _merge_entries(target: JsonObject, entries: Any, place: str) -> None:
    for name, entry in _object(entries, place).items():
        if name in target:
            raise SpecError(f"{place}/{name} is already set by another file of the folder")
        target[name] = entry


def _object(content: Any, place: str) -> JsonObject:
    if not isinstance(content, dict):
        raise SpecError(f"{place} holds no object")
    return content


def _bound(document: Any, source: Path) -> None:
    """Refuse aliases that multiply (what is small in the file must be small when walked), and what no file can hold."""
    seen, stack = 0, [document] if isinstance(document, dict | list) else []
    while stack:
        node = stack.pop()
        seen += 1 + len(node)
        if seen > MOST_NODES:
            raise SpecError(f"{source}: more than {MOST_NODES} nodes once its aliases are followed")
        children = node.values() if isinstance(node, dict) else node
        for text in (*node, *children) if isinstance(node, dict) else node:
            if isinstance(text, str) and not _is_text(text):
                raise SpecError(f"{source}: {text[:60]!r} holds half of a surrogate pair")
        stack.extend(child for child in children if isinstance(child, dict | list))


def _is_text(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


_WITHOUT_PATHS = ("webhooks", "components")


def _check(document: JsonObject, source: Path) -> None:
    # Without quotes, 3.1 is a number in YAML.
    version = str(document.get("openapi"))
    if not version.startswith("3."):
        raise SpecError(f"{source}: not an OpenAPI 3 description (openapi: {document.get('openapi')!r})")
    since_3_1 = not version.startswith("3.0")
    if since_3_1 and "paths" not in document and any(isinstance(document.get(key), dict) for key in _WITHOUT_PATHS):
        return
    if not isinstance(document.get("paths"), dict):
        raise SpecError(f"{source}: has no paths")


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split())
