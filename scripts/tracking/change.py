"""One row of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.printable import printable
from pipeline.specification import nameless
from tracking.rules import Level


@dataclass(frozen=True, slots=True)
class Change:
    """One row: `operation` is method and published path, `where` the place in it."""

    operation: str
    where: str
    kind: str
    level: Level
    text: str
    group: str | None = None
    facade: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The operation with nameless path parameters: the same in every description."""
        return nameless(self.operation)

    def printable(self) -> Change:
        """The same row with texts that can be shown: what a description says may hold control characters."""
        texts = (self.operation, self.where, self.text, self.group or "")
        if all(map(str.isprintable, texts)):
            return self
        operation, where, text, group = map(printable, texts)
        return replace(self, operation=operation, where=where, text=text, group=group or None)

    def as_json(self) -> dict[str, Any]:
        """The row as the JSON output writes it."""
        return {
            "operation": self.operation,
            "where": self.where,
            "kind": self.kind,
            "level": self.level,
            "text": self.text,
            "group": self.group,
            "facade": list(self.facade),
        }
