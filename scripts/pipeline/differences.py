"""The rows of differences.yaml: where our description differs from the published one on purpose, and why.

A row's `place` is an operation with nameless path parameters and where in it, as `GET /assets/{} response 200 /hls`; a
list of places shares one reason. `*` stands for any run of characters, so that `* response 200 */created_at` is every
such field of every operation. `kind` says which kinds of change from theirs to ours the row explains (`text-changed`,
`limit-*`, or a list of them); it explains no other. A row with a `decision` also settles which side is used where no
JSON value fits both; it holds for the two kinds of value that it names first in `ours` and `theirs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.document import SpecError, extended, read_data

Side = Literal["ours", "theirs"]

TABLE = "differences.yaml"
REASON = ("ours", "theirs", "why", "source", "date")
KEYS = {"place", "kind", "decision", *REASON}


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: the places and kinds of change that it explains, and the side that it chose, if any."""

    places: tuple[str, ...]
    kinds: tuple[str, ...]
    ours: str = ""
    theirs: str = ""
    decision: Side | None = None

    def explains(self, place: str, kind: str) -> bool:
        """Whether this is the reason of a change from theirs to ours, of that kind at that place."""
        return any(matches(each, kind) for each in self.kinds) and any(matches(each, place) for each in self.places)

    def decides(self, place: str, ours: str, theirs: str) -> bool:
        """Whether this row settles a place where ours and theirs are those kinds of value."""
        named = re.match(r"\w+", self.ours), re.match(r"\w+", self.theirs)
        same = all(match is not None and match[0] == kind for match, kind in zip(named, (ours, theirs), strict=True))
        return self.decision is not None and same and self.explains(place, "type-changed")


def matches(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern describes, in which `*` is any run of characters."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


def read_differences(folder: Path) -> list[Difference]:
    """The rows of the tables of a version's folder and of those that it extends, checked.

    Raises:
        SpecError: The file is unreadable, or a row lacks something or has a key that is not known.
    """
    folders = extended(folder) if folder.is_dir() else []
    return [row for each in folders for row in read_own_differences(each)]


def read_own_differences(folder: Path) -> list[Difference]:
    """The rows of the table in one folder, checked; none where there is no table."""
    file = folder / TABLE
    if not file.is_file():
        return []
    rows = read_data(file)
    if not isinstance(rows, list):
        raise SpecError(f"{file}: must be a list of differences")
    return [_difference(row, f"{file}: row {number}") for number, row in enumerate(rows, start=1)]


def _difference(row: Any, where: str) -> Difference:
    if not isinstance(row, dict) or not isinstance(row.get("place"), str | list):
        raise SpecError(f"{where}: has no place")
    where = f"{where} ({row['place']})"
    if unknown := sorted(row.keys() - KEYS):
        raise SpecError(f"{where}: unknown {', '.join(unknown)}; a row has place, kind, decision, {', '.join(REASON)}")
    if not isinstance(row.get("kind"), str | list):
        raise SpecError(f"{where}: has no kind; say which kind of change it explains, such as field-added")
    if missing := [key for key in REASON if not isinstance(row.get(key), str) or not row[key].strip()]:
        raise SpecError(f"{where}: {', '.join(missing)} must be a string that is not empty")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]):
        raise SpecError(f"{where}: date {row['date']!r} must be written as 2026-07-30")
    if row.get("decision") not in (None, *get_args(Side)):
        raise SpecError(f"{where}: decision must be ours or theirs, not {row['decision']!r}")
    return Difference(_strings(row["place"]), _strings(row["kind"]), row["ours"], row["theirs"], row.get("decision"))


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def decision(rows: list[Difference], place: str, ours: str, theirs: str) -> Side | None:
    """The side that the first row about a place chose."""
    return next((row.decision for row in rows if row.decides(place, ours, theirs)), None)
