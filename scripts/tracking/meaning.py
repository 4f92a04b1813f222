"""What a schema means, as a digest: equal whatever its components are called and whichever of them is inlined."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pipeline.specification import Schema, Specification, reference_name

# Lists in which the order says nothing.
_SETS = {"enum", "required"}
_ITSELF = "itself"
_DEEPEST = 20


class Meanings:
    """The digests of one description; each component is read once, so that sharing and circles take no time."""

    def __init__(self, specification: Specification) -> None:
        self._schemas = specification.schemas
        self._known: dict[tuple[str, str], str] = {}
        self._depth = 0

    def of(self, value: Any) -> str:
        """The digest of anything made of schemas."""
        if isinstance(value, dict):
            meant = {key: self._of_word(key, one) for key, one in value.items() if not _is_note(key, one)}
            return self._of_reference(value) or _digest(meant)
        if isinstance(value, list):
            return _digest([self.of(item) for item in value])
        return json.dumps(value, default=str)

    def _of_word(self, word: str, value: Any) -> str:
        if word in _SETS and isinstance(value, list):
            return _digest(sorted(map(self.of, value)))
        return self.of(value)

    def _of_reference(self, value: Schema) -> str | None:
        name = reference_name(value) if isinstance(value.get("$ref"), str) else None
        if name not in self._schemas:
            return None
        beside = {key: one for key, one in value.items() if key != "$ref"}
        key = (name, self.of(beside) if beside else "")
        if key not in self._known:
            self._known[key] = _ITSELF
            self._known[key] = self._opened(name, beside)
        return self._known[key]

    def _opened(self, name: str, beside: Schema) -> str:
        """What lies too deep to be followed goes by its name."""
        if self._depth == _DEEPEST:
            return name
        self._depth += 1
        found = self.of({**self._schemas[name], **beside})
        self._depth -= 1
        return found


def _is_note(word: str, value: Any) -> bool:
    """Whether the pipeline wrote this beside a member of a union: a component gets it by being used there."""
    return word == "x-tag" and isinstance(value, dict) and value.keys() == {"property", "values"}


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
