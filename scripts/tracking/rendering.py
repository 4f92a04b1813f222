"""Changes as JSON for programs, and as text and Markdown for people, in which the rows of a group are folded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.printable import printable
from tracking.change import Change
from tracking.grouping import PATTERN
from tracking.rules import LEVELS, Level

MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that say the same: one change of a group, or a single row."""

    rows: tuple[Change, ...]

    @property
    def first(self) -> Change:
        return self.rows[0]

    @property
    def operations(self) -> list[str]:
        return list(dict.fromkeys(change.operation for change in self.rows))

    @property
    def facade(self) -> list[str]:
        return sorted({method for change in self.rows for method in change.facade})

    def subject(self) -> str:
        """The operation, or how many there are."""
        return self.operations[0] if len(self.operations) == 1 else f"{len(self.operations)} operations"

    def where(self) -> str:
        """The place, or what the places have in common."""
        places = list(dict.fromkeys(change.where for change in self.rows))
        if len(places) == 1:
            return places[0]
        group = self.first.group or ""
        if group.startswith(PATTERN):
            return group.removeprefix(PATTERN).split(" ", 1)[1].split(" #")[0]
        return f"{group} at {len(places)} places"

    def text(self) -> str:
        change = self.first
        return f"{change.kind}: {change.text}"


def folded(changes: list[Change]) -> list[Fold]:
    """The gravest first; rows of one group with one kind and text are one fold."""
    folds: dict[object, list[Change]] = {}
    for index, change in enumerate(changes):
        key = (change.group, change.level, change.kind, change.text) if change.group else index
        folds.setdefault(key, []).append(change)
    return sorted((Fold(tuple(rows)) for rows in folds.values()), key=lambda fold: LEVELS.index(fold.first.level))


def as_json(changes: list[Change]) -> str:
    """A list of rows."""
    return json.dumps([change.as_json() for change in changes], indent=1)


def verdict(changes: list[Change]) -> str:
    """How many changes there are of each level, in a line."""
    if not changes:
        return "No change that a client meets."
    folds = folded(changes)
    counts = ", ".join(f"{sum(fold.first.level == level for fold in folds)} {level}" for level in LEVELS)
    operations = len({change.operation for change in changes})
    breaks = any(change.level == "breaking" for change in changes)
    places = f"{_counted(operations, 'operation')}, {_counted(len(changes), 'place')}"
    return f"{'BREAKING' if breaks else 'Nothing breaks'}: {counts} ({places})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_text(changes: list[Change]) -> str:
    """The verdict, then a line for each change; a folded one is followed by its operations."""
    return "\n".join([verdict(changes), *(printable(line) for line in _lines(changes))])


def _lines(changes: list[Change]) -> Iterator[str]:
    folds = folded(changes)
    widths = [max((len(cell(fold)) for fold in folds), default=0) for cell in (Fold.subject, Fold.where)]
    level: Level | None = None
    for fold in folds:
        if fold.first.level != level:
            level = fold.first.level
            yield ""
        subject, where = fold.subject().ljust(min(widths[0], 60)), fold.where().ljust(min(widths[1], 60))
        yield f"{fold.first.level:<10}  {subject}  {where}  {fold.text()}{_users(fold)}"
        if len(fold.operations) > 1:
            yield from (f"{'':<12}{operation}" for operation in fold.operations)


def _users(fold: Fold) -> str:
    return f"  [{', '.join(_first(fold.facade))}]" if fold.facade else ""


def _first(names: list[str]) -> list[str]:
    """A line can hold a few names; all of them are in the JSON output."""
    return names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]


def as_markdown(changes: list[Change]) -> str:
    """The same for a pull request: a table per level, long lists of operations folded away."""
    parts = [f"**{verdict(changes)}**"]
    for level in LEVELS:
        folds = [fold for fold in folded(changes) if fold.first.level == level]
        if folds:
            parts.append("\n".join([f"### {level.capitalize()}", "", *_table(folds)]))
    return "\n\n".join(parts)


def _table(folds: list[Fold]) -> Iterator[str]:
    yield "| operation | where | change | facade |"
    yield "|---|---|---|---|"
    for fold in folds:
        facade = ", ".join(_first([f"`{method}`" for method in fold.facade]))
        cells = [_subject(fold), f"`{_cell(fold.where())}`", _cell(fold.text()), facade]
        yield f"| {' | '.join(cells)} |"


def _subject(fold: Fold) -> str:
    listed = [f"`{_cell(operation)}`" for operation in fold.operations]
    if len(listed) == 1:
        return listed[0]
    return f"<details><summary>{fold.subject()}</summary>{'<br>'.join(listed)}</details>"


def _cell(text: str) -> str:
    """A vertical bar or a new line would end a cell, wherever it stands."""
    return " ".join(printable(text).replace("|", "\\|").split())
