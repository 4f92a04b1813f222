"""The description of a further version: what it has otherwise than the one that it is laid over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.differences import TABLE
from pipeline.document import EXTENDS, load, read_data

HEAD = """\
# What {version} of the API has otherwise than {base}: objects are merged key by key, null removes, all else replaces.
"""


def first_overlay(folder: Path, version: str, base: str) -> str:
    """The text of a description that differs from another version's in nothing but the version.

    Args:
        folder: The other version's description.
        version: Such as `v1.4`.
        base: The other version.
    """
    document = load(folder)
    old, new = base.removeprefix("v"), version.removeprefix("v")
    said = {"info": document["info"], "servers": document["servers"]}
    other = json.loads(re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d]|\.\d)", new, json.dumps(said)))
    changes = {key: value for key, value in other["info"].items() if value != document["info"][key]}
    return overlay_text(version, base, {"info": changes, "servers": other["servers"]})


def overlay_text(version: str, base: str, changes: dict[str, Any]) -> str:
    """The text of a description that is laid over another one."""
    said = yaml.safe_dump({EXTENDS: base, **changes}, sort_keys=False, width=120, allow_unicode=True)
    return HEAD.format(version=version, base=base) + said


def difference(base: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """What is to be laid over an object so that it becomes another one."""
    changes: dict[str, Any] = {key: None for key in base if key not in changed}
    for key, value in changed.items():
        before = base.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            if below := difference(before, value):
                changes[key] = below
        elif key not in base or value != before:
            changes[key] = value
    return changes


def written_out(base: Path, overlay: Path) -> dict[str, str]:
    """The files of a whole description in place of one that is laid over another.

    A file of the other that nothing changes stays as it is, with its comments; what no file has goes into `api.yaml`.

    Args:
        base: The folder that is extended.
        overlay: The folder that is laid over it.
    """
    left = dict(_entries(load(overlay)))
    texts: dict[str, str] = {}
    files = sorted((file for file in base.glob("*.yaml") if file.name != TABLE), key=lambda file: file.stem == "api")
    for file in files:
        before = dict(_entries(read_data(file)))
        before.pop((EXTENDS,), None)
        own = {place: left.pop(place) for place in before if place in left}
        own |= left if file.stem == "api" else {}
        texts[file.name] = file.read_text("utf-8") if own == before else _dumped(own)
    tables = [file.read_text("utf-8").rstrip() for file in (base / TABLE, overlay / TABLE) if file.is_file()]
    return {**texts, **({TABLE: "\n\n".join(tables) + "\n"} if tables else {})}


def _entries(document: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What a file of a folder can hold, by its place: a path, a component, or a section."""
    for section, content in document.items():
        if section == "paths":
            yield from (((section, name), entry) for name, entry in content.items())
        elif section == "components":
            yield from (((section, kind, name), each) for kind, all_ in content.items() for name, each in all_.items())
        else:
            yield (section,), content


def _dumped(entries: dict[tuple[str, ...], Any]) -> str:
    document: dict[str, Any] = {}
    for (*folders, name), value in entries.items():
        place = document
        for folder in folders:
            place = place.setdefault(folder, {})
        place[name] = value
    return yaml.safe_dump(document, sort_keys=False, width=120, allow_unicode=True)
