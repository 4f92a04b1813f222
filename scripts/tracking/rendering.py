"""Changes as JSON for programs, and as text and Markdown for people, in which one change in many places is one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracking.change import Change
from tracking.grouping import PATTERN, generalised, last_step
from tracking.markdown import Section, code, fitted, prose
from tracking.rules import LEVELS, WORDING, Level

MOST_NAMES = 6
MOST_OPERATIONS = 20


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that say the same of one thing, or a single row."""

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

    def members(self) -> list[str]:
        """What is folded: the operations, each with its place where the places differ."""
        if self._common() is not None:
            return self.operations
        return list(dict.fromkeys(f"{change.operation} {change.where}" for change in self.rows))

    def subject(self) -> str:
        """The operation, or how many there are."""
        return self.operations[0] if len(self.operations) == 1 else f"{len(self.operations)} operations"

    def where(self) -> str:
        """The place, or what the places have in common."""
        places = len({change.where for change in self.rows})
        return self._common() or f"{last_step(self.first.where)[1]} at {places} places"

    def _common(self) -> str | None:
        """The place, but for statuses of one kind, or the shared component."""
        places = list(dict.fromkeys(change.where for change in self.rows))
        alike = {generalised(place) for place in places}
        if len(alike) == 1:
            return places[0] if len(places) == 1 else alike.pop()
        groups = {change.group for change in self.rows}
        group = groups.pop() if len(groups) == 1 else None
        return None if group is None or group.startswith(PATTERN) else f"{group} at {len(places)} places"

    def text(self) -> str:
        change = self.first
        return f"{change.kind}: {change.text}"


def folded(changes: Sequence[Change]) -> list[Fold]:
    """The gravest first and mere wording last.

    Rows are folded that say the same of one shared component, or of places that end alike.
    """
    shown = [change.printable() for change in changes]
    ends: dict[object, set[tuple[str, str]]] = {}
    for change in shown:
        ends.setdefault((change.group, _said(change)), set()).add(last_step(change.where))
    folds: dict[object, list[Change]] = {}
    for index, change in enumerate(shown):
        ends_alike = change.group is None or len(ends[change.group, _said(change)]) == 1
        subject: object = last_step(change.where) if ends_alike else change.group
        if change.kind.startswith("operation-"):
            subject = index  # an operation that comes or goes is a change by itself
        folds.setdefault((subject, _said(change)), []).append(change)
    return sorted((Fold(tuple(rows)) for rows in folds.values()), key=_order)


def _order(fold: Fold) -> tuple[int, bool]:
    return LEVELS.index(fold.first.level), fold.first.kind in WORDING


def _said(change: Change) -> tuple[str, str, str]:
    return change.level, change.kind, change.text


def as_json(changes: Sequence[Change]) -> str:
    """A list of rows."""
    return json.dumps([change.printable().as_json() for change in changes], indent=1, ensure_ascii=False)


def verdict(changes: Sequence[Change]) -> str:
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


def as_text(changes: Sequence[Change]) -> str:
    """The verdict, then a line for each change; a folded one is followed by its operations or places."""
    return "\n".join([verdict(changes), *_lines(changes)])


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    folds = folded(changes)
    widths = [max((len(cell(fold)) for fold in folds), default=0) for cell in (Fold.subject, Fold.where)]
    level: Level | None = None
    for fold in folds:
        if fold.first.level != level:
            level = fold.first.level
            yield ""
        subject, where = fold.subject().ljust(min(widths[0], 60)), fold.where().ljust(min(widths[1], 60))
        yield f"{fold.first.level:<10}  {subject}  {where}  {fold.text()}{_users(fold)}"
        if len(fold.members()) > 1:
            yield from (f"{'':<12}{member}" for member in fold.members())


def _users(fold: Fold) -> str:
    return f"  [{', '.join(_first(fold.facade))}]" if fold.facade else ""


def _first(names: list[str], most: int = MOST_NAMES) -> list[str]:
    """A line can hold a few names; all of them are in the JSON output."""
    return names if len(names) <= most else [*names[:most], f"{len(names) - most} more"]


def as_markdown(changes: Sequence[Change]) -> str:
    """The same for a pull request: a table per level, of which as much is kept as a pull request holds."""
    sections = [Section("", [f"**{verdict(changes)}**"]), *sections_of(folded(changes))]
    return fitted(sections, "the text and JSON output have them")


def sections_of(folds: list[Fold], title: str = "### {level}") -> list[Section]:
    """A table for each level that has changes."""
    by_level = {level: [_row(fold) for fold in folds if fold.first.level == level] for level in LEVELS}
    head = "| operation | where | change | facade |\n|---|---|---|---|"
    return [Section(title.format(level=level.capitalize()), rows, head) for level, rows in by_level.items() if rows]


def _row(fold: Fold) -> str:
    facade = ", ".join(_first([code(method) for method in fold.facade]))
    return f"| {_subject(fold)} | {code(fold.where())} | {prose(fold.text())} | {facade} |"


def _subject(fold: Fold) -> str:
    listed = [code(member) for member in fold.members()]
    if len(listed) == 1:
        return listed[0]
    return f"<details><summary>{fold.subject()}</summary>{'<br>'.join(_first(listed, MOST_OPERATIONS))}</details>"
