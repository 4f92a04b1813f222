"""Give properties whose names cannot become Python names one that can; what stands on the wire is kept beside it."""

from __future__ import annotations

import re
from collections import Counter

from pipeline import names
from pipeline.specification import Schema

_PLAIN = re.compile(r"[A-Za-z0-9_.-]*[A-Za-z0-9][A-Za-z0-9_.-]*")


def rename_odd_properties(schema: Schema) -> None:
    """Rename the odd properties of an object; `x-wire` then says what each is called in JSON.

    The generator cannot tell `a"b` from `a'b`, and reads a property called `$ref` as a reference.
    """
    properties: Schema = schema.get("properties") or {}
    # Two names that differ in case are distinguished, a third one is not.
    alike = Counter(key_of(name) for name in properties if _is_plain(name))
    first: dict[str, str] = {}
    for name in filter(_is_plain, properties):
        first.setdefault(key_of(name) if alike[key_of(name)] > 2 else re.sub("[.-]", "_", name), name)
    plain = set(first.values())
    taken = {key_of(name) for name in plain}
    renamed: dict[str, str] = {}
    for name in properties:
        if name not in plain:
            renamed[name] = free_name(names.snake(name) or "field", taken)
            taken.add(key_of(renamed[name]))
    if not renamed:
        return
    schema["properties"] = {renamed.get(name, name): value for name, value in properties.items()}
    schema["x-docs"] = {renamed.get(name, name): text for name, text in schema.get("x-docs", {}).items()}
    schema["x-wire"] = {new: name for name, new in renamed.items()}
    if "required" in schema:
        schema["required"] = [renamed.get(name, name) for name in schema["required"]]


def _is_plain(name: str) -> bool:
    """What a class says of its fields' types must not be the name of one of them."""
    return _PLAIN.fullmatch(name) is not None and name not in (*names.IMPORTED, "UNSET")


def free_name(wanted: str, taken: set[str]) -> str:
    """The name, or with the first free number: to the generator, case and separators make no difference."""
    name, number = wanted, 2
    while key_of(name) in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def key_of(name: str) -> str:
    """A name as the generator compares it with others."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
