"""The rows of differences.yaml: where our description differs from the published one on purpose, and why.

A row's `place` is an operation with nameless path parameters and where in it, as `GET /assets/{} response 200 /hls`; a
list of places shares one reason. `*` stands for any run of characters, so that `* response 200 */created_at` is every
such field of every operation. `kind` limits a row to kinds of change (`text-changed`, `limit-*`, or a list of them).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.document import SpecError, read_data
from tracking.change import Change

TOLD = ("ours", "theirs", "why", "source", "date")
# What a graft disputes: they can hold only one of two types, formats or duties.
CONFLICTING = {
    "type-changed", "format-changed", "became-optional", "field-removed", "parameter-removed", "media-type-removed",
}  # fmt: skip
KEYS = {"place", "kind", *TOLD}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One row: the places and kinds it covers."""

    places: tuple[str, ...]
    kinds: tuple[str, ...]

    def covers(self, change: Change) -> bool:
        return any(self.covers_at(place, change) for place in self.places)

    def covers_at(self, place: str, change: Change) -> bool:
        kind = any(_matches(kind, change.kind) for kind in self.kinds)
        return kind and _matches(place, f"{change.place} {change.where}")


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


def read_explanations(file: Path) -> list[Explanation]:
    """The rows of a differences.yaml, checked.

    Raises:
        SpecError: The file is unreadable, or a row lacks something or has a key that is not known.
    """
    rows = read_data(file)
    if not isinstance(rows, list):
        raise SpecError(f"{file}: holds no list of differences")
    return [_explanation(row, f"{file}: row {number}") for number, row in enumerate(rows, start=1)]


def _explanation(row: Any, where: str) -> Explanation:
    if not isinstance(row, dict) or not isinstance(row.get("place"), str | list):
        raise SpecError(f"{where}: has no place")
    where = f"{where} ({row['place']})"
    if unknown := sorted(row.keys() - KEYS):
        raise SpecError(f"{where}: unknown {', '.join(unknown)}; a row has place, kind, {', '.join(TOLD)}")
    if missing := [key for key in TOLD if not isinstance(row.get(key), str) or not row[key].strip()]:
        raise SpecError(f"{where}: {', '.join(missing)} must be told as text")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]):
        raise SpecError(f"{where}: date {row['date']!r} is not written as 2026-07-30")
    return Explanation(_texts(row["place"]), _texts(row.get("kind", "*")))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def explained(place: str, explanations: list[Explanation]) -> bool:
    """Whether some row gives the reason of a conflict at a place; a row about texts or limits gives none."""
    rows = [row for row in explanations if any(_matches(kind, told) for kind in row.kinds for told in CONFLICTING)]
    return any(_matches(pattern, place) for row in rows for pattern in row.places)


def unexplained(changes: Iterable[Change], explanations: list[Explanation]) -> list[Change]:
    """The changes that no row covers."""
    return [change for change in changes if not any(row.covers(change) for row in explanations)]


def idle(changes: list[Change], explanations: list[Explanation]) -> Iterator[str]:
    """The places of rows that cover nothing: what they explained is gone, or they were never right."""
    for row in explanations:
        for place in row.places:
            if not any(row.covers_at(place, change) for change in changes):
                yield place if row.kinds == ("*",) else f"{place} ({', '.join(row.kinds)})"
