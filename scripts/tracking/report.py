"""The report of an upgrade: Markdown for a pull request, JSON for programs, one HTML page for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
import yaml

from pipeline.graft import Disagreement
from pipeline.printable import printable, printable_lines
from tracking.facade_methods import TOUCHED, touched
from tracking.fetching import today
from tracking.markdown import Section, code, fence, fenced, fitted, prose
from tracking.rendering import Fold, folded, sections_of, verdict
from tracking.rules import LEVELS, Level
from tracking.upgrade import Upgrade

FOLDER = Path("build") / "upgrade"
TEMPLATES = Path(__file__).parent
ELSEWHERE = "report.json and report.html have them"
LINES_OF_A_FAILURE = 30
LONGEST_FAILURE = 4_000


def write_reports(root: Path, upgrade: Upgrade) -> list[Path]:
    """Write report.md, report.json and report.html; returns their paths."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = {"report.md": markdown(upgrade), "report.json": as_json(upgrade), "report.html": html(upgrade)}
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in written]


def row_to_paste(disagreement: Disagreement, *, source: str, date: str) -> str:
    """The row of differences.yaml that decides a conflict, to be completed by a reason.

    Args:
        disagreement: The conflict.
        source: Where the other description comes from.
        date: The day of the row, such as `2026-07-30`.
    """
    return "\n".join(
        [
            f"- place: {_quoted(disagreement.place)}",
            "  kind: type-changed",
            f"  ours: {_quoted(disagreement.ours)}",
            f"  theirs: {_quoted(disagreement.theirs)}",
            "  decision: ours   # or theirs",
            '  why: "..."',
            f"  source: {_quoted(source)}",
            f"  date: {_quoted(date)}",
        ]
    )


def _quoted(text: str) -> str:
    """A string in YAML that reads back as it was, whatever it holds, written in printable ASCII."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=False, width=float("inf")).strip()


def _rows_to_paste(upgrade: Upgrade) -> list[str]:
    return [row_to_paste(conflict, source=upgrade.source, date=today()) for conflict in upgrade.conflicts]


def as_json(upgrade: Upgrade) -> str:
    """Everything that is known of the upgrade."""
    content = {
        "version": upgrade.version,
        "source": upgrade.source,
        "checks": upgrade.checks,
        "holds": upgrade.holds,
        "verdict": upgrade.verdict(),
        "failures": upgrade.failures,
        "conflicts": [
            {**_disagreement(conflict), "row": row}
            for conflict, row in zip(upgrade.conflicts, _rows_to_paste(upgrade), strict=True)
        ],
        "disagreements": [_disagreement(disagreement) for disagreement in upgrade.disagreements],
        "decided": [_disagreement(disagreement) for disagreement in upgrade.decided],
        "changes": [change.as_json() for change in upgrade.changes],
        "explained": [change.as_json() for change in upgrade.explained],
        "methods_touched": touched(upgrade.changes),
        "kept": upgrade.kept,
        "removed": upgrade.removed,
        "not_wrapped": upgrade.unwrapped,
        "names_gone": upgrade.names_gone,
        "only_ours": upgrade.only_ours,
        "repaired": upgrade.repaired,
        "warned": upgrade.warned,
        "set_aside": upgrade.aside,
        "steps": [{"title": title, "seconds": round(seconds, 2)} for title, seconds in upgrade.steps],
    }
    return json.dumps(_printable(content), indent=1, ensure_ascii=False) + "\n"


def _disagreement(disagreement: Disagreement) -> dict[str, Any]:
    return {key: getattr(disagreement, key) for key in ("place", "ours", "theirs", "compatible", "used")}


def _printable(node: Any) -> Any:
    if isinstance(node, str):
        return printable_lines(node)
    if isinstance(node, dict):
        return {printable(key): _printable(value) for key, value in node.items()}
    return [_printable(item) for item in node] if isinstance(node, Sequence) else node


def markdown(upgrade: Upgrade, notes: Sequence[str] = ()) -> str:
    """The same for a pull request: the most important first, and as much of it as a pull request holds.

    Args:
        upgrade: What is reported.
        notes: Paragraphs of Markdown that follow the verdict.
    """
    changes = dict(zip(LEVELS, _by_level(upgrade), strict=True))
    lists = {entry.title: _section(entry) for entry in _lists(upgrade)}
    first = [lists.pop(title) for title in FIRST if title in lists]
    opening, ending = fence("\n".join(_rows_to_paste(upgrade)), "yaml")
    sections = [
        Section(
            f"# Upgrade of {prose(upgrade.version)} to {code(upgrade.source)}",
            [f"**{_verdict(upgrade)}**", *(f"\n{note}" for note in notes)],
        ),
        Section("## Why it does not hold", [_failure(failure) for failure in upgrade.failures]),
        Section(
            f"## Conflicts to decide ({len(upgrade.conflicts)})",
            _rows_to_paste(upgrade),
            f"{CONFLICTS.format(version=prose(upgrade.version))}\n\n{opening}",
            ending,
        ),
        Section("## What changed", [prose(verdict(upgrade.changes))]),
        *changes["breaking"],
        _methods(upgrade),
        *first,
        *changes["risky"],
        *changes["compatible"],
        *lists.values(),
    ]
    return fitted(sections, ELSEWHERE) + "\n"


CONFLICTS = (
    "Ours and theirs cannot both hold here, and the facade reads it. Paste these rows into "
    "`openapi/{version}/differences.yaml`, choose `ours` or `theirs` in each, and say why."
)


def _methods(upgrade: Upgrade) -> Section:
    rows = [f"- {code(method)}: {level}" for method, level in touched(upgrade.changes).items()]
    return Section(f"## Facade methods touched ({len(rows)})", rows, f"{TOUCHED}\n")


def _verdict(upgrade: Upgrade) -> str:
    return prose(upgrade.verdict())


def _by_level(upgrade: Upgrade) -> list[list[Section]]:
    folds = folded(upgrade.changes)
    return [sections_of([fold for fold in folds if fold.first.level == level], "## {level}") for level in LEVELS]


def _failure(failure: str) -> str:
    """What failed in a line, and the end of what the command printed."""
    line, _, output = failure.partition("\n")
    kept = "\n".join(output.strip().splitlines()[-LINES_OF_A_FAILURE:])[-LONGEST_FAILURE:]
    return f"{prose(line)}\n" + (f"\n{fenced(kept)}\n" if kept else "")


@dataclass(frozen=True, slots=True)
class _List:
    title: str
    meaning: str
    lines: Sequence[str]


FIRST = ("Operations kept", "Operations removed", "Low-level names gone", "Not wrapped yet")
MEANING = {
    "Operations set aside": "Not in the generated package; `low_level.request` calls them.",
    "Operations kept": "Gone from the published description, and kept until ACCEPT_REMOVALS=1.",
    "Operations removed": "Gone from the published description, and their removal was accepted.",
    "Low-level names gone": "Modules of the generated package that were removed or renamed: imports of them break.",
    "Not wrapped yet": "No facade method calls these operations; they are callable through the low-level half.",
    "Different kinds of value": "Ours stays where some value fits both, else theirs was taken; nothing is to decide.",
    "Decided": "Conflicts that a row of differences.yaml settles, or DECIDE=ours.",
    "Differences with a reason": "A row of differences.yaml says why; they are left out of the verdict.",
    "Ours alone": "Kept in the generated half, and marked as not published.",
    "Not read": "What the published description says and the generated package does not.",
    "Repaired on reading": "Where the published description breaks the rules and what it means is clear.",
}


def _lists(upgrade: Upgrade) -> list[_List]:
    """What is shown as lines, without what is empty."""
    lines: dict[str, Sequence[str]] = {
        "Operations set aside": upgrade.aside,
        "Operations kept": upgrade.kept,
        "Operations removed": upgrade.removed,
        "Low-level names gone": upgrade.names_gone,
        "Not wrapped yet": upgrade.unwrapped,
        "Different kinds of value": [_line(disagreement) for disagreement in upgrade.disagreements],
        "Decided": [_line(disagreement) for disagreement in upgrade.decided],
        "Differences with a reason": [
            f"{fold.subject()} {fold.where()}: {fold.text()}" for fold in folded(upgrade.explained)
        ],
        "Ours alone": upgrade.only_ours,
        "Not read": upgrade.warned,
        "Repaired on reading": upgrade.repaired,
    }
    return [_List(title, MEANING[title], found) for title, found in lines.items() if found]


def _line(disagreement: Disagreement) -> str:
    return f"{disagreement.place}: ours {disagreement.ours}, theirs {disagreement.theirs}; used: {disagreement.used}"


def _section(entry: _List) -> Section:
    rows = [f"- {code(line)}" for line in entry.lines]
    return Section(f"## {entry.title} ({len(rows)})", rows, f"{entry.meaning}\n")


def html(upgrade: Upgrade) -> str:
    """One self-contained page: it runs no script and loads nothing."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable_lines(str(value)),
    )
    folds = folded(upgrade.changes)
    levels = {level: list(found) for level, found in groupby(folds, key=_level)}
    return environment.get_template("report.html.jinja").render(
        upgrade=upgrade,
        summary="" if upgrade.generated is None else upgrade.generated.summary(upgrade.version),
        conflicts=list(zip(upgrade.conflicts, _rows_to_paste(upgrade), strict=True)),
        levels=[(level, levels[level]) for level in LEVELS if level in levels],
        counts=[(level, len(levels.get(level, []))) for level in LEVELS],
        methods=list(touched(upgrade.changes).items()),
        rule=TOUCHED,
        failures=[failure.partition("\n")[::2] for failure in upgrade.failures],
        lists=_lists(upgrade),
        seconds=sum(seconds for _, seconds in upgrade.steps),
    )


def _level(fold: Fold) -> Level:
    return fold.first.level
