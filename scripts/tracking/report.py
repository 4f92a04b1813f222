"""The report of an upgrade: Markdown for a pull request, JSON for programs, one HTML page for people."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2

from tracking.rendering import Fold, as_markdown, folded
from tracking.rules import LEVELS, Level
from tracking.upgrade import Upgrade

FOLDER = Path("build") / "upgrade"
TEMPLATES = Path(__file__).parent


def write_reports(root: Path, upgrade: Upgrade) -> list[Path]:
    """Write report.md, report.json and report.html; returns their paths."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = {"report.md": markdown(upgrade), "report.json": as_json(upgrade), "report.html": html(upgrade)}
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in written]


def as_json(upgrade: Upgrade) -> str:
    """Everything that is known of the upgrade."""
    content = {
        "version": upgrade.version,
        "source": upgrade.source,
        "holds": upgrade.holds,
        "verdict": upgrade.verdict(),
        "failures": upgrade.failures,
        "changes": [change.as_json() for change in upgrade.changes],
        "conflicts": {
            "to_decide": [_conflict(conflict) for conflict in upgrade.undecided],
            "explained": [_conflict(conflict) for conflict in upgrade.explained],
        },
        "held_back": upgrade.held_back,
        "released": upgrade.released,
        "not_wrapped": upgrade.unwrapped,
        "only_ours": upgrade.only_ours,
        "repaired": upgrade.repaired,
        "steps": [{"title": title, "seconds": round(seconds, 2)} for title, seconds in upgrade.steps],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _conflict(conflict: Any) -> dict[str, str]:
    return {"place": conflict.place, "ours": conflict.ours, "theirs": conflict.theirs}


def markdown(upgrade: Upgrade) -> str:
    """The same for a pull request."""
    parts = [f"# Upgrade of {upgrade.version} to {upgrade.source}", f"**{upgrade.verdict()}**"]
    if upgrade.failures:
        parts.append(
            "## Why it does not hold\n\n" + "\n\n".join(f"```\n{failure}\n```" for failure in upgrade.failures)
        )
    parts.append("## What changed\n\n" + as_markdown(upgrade.changes))
    for title, _, lines in _lists(upgrade):
        parts.append(f"## {title}\n\n" + "\n".join(f"- `{line}`" for line in lines))
    return "\n\n".join(parts) + "\n"


def _lists(upgrade: Upgrade) -> list[tuple[str, str, list[str]]]:
    """The lists below the changes, without those that are empty: title, what it means, lines."""
    lists = [
        (
            "Conflicts to decide",
            "Ours and theirs cannot both hold here. Give each a row in differences.yaml, or change our description.",
            [str(conflict) for conflict in upgrade.undecided],
        ),
        (
            "Operations held back",
            "Gone from the published description and kept until ACCEPT_REMOVALS=1.",
            upgrade.held_back,
        ),
        (
            "Operations let go",
            "Gone from the published description; kept only where we describe them.",
            upgrade.released,
        ),
        (
            "Operations without a facade method",
            "Reachable through the generated half; not wrapped yet.",
            upgrade.unwrapped,
        ),
        ("Ours and not theirs", "Kept in the generated half, and marked as not published.", upgrade.only_ours),
        (
            "Conflicts with a reason",
            "Ours stands here, and differences.yaml says why.",
            [str(conflict) for conflict in upgrade.explained],
        ),
        (
            "Repaired on reading",
            "Where the published description breaks the rules, or says what is not read.",
            upgrade.repaired,
        ),
    ]
    return [entry for entry in lists if entry[2]]


def html(upgrade: Upgrade) -> str:
    """One self-contained page: no script, no font, no address is fetched."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    folds = folded(upgrade.changes)
    levels = {level: list(found) for level, found in groupby(folds, key=_level)}
    return environment.get_template("report.html.jinja").render(
        upgrade=upgrade,
        summary="" if upgrade.generated is None else upgrade.generated.summary(upgrade.version),
        levels=[(level, levels[level]) for level in LEVELS if level in levels],
        counts=[(level, len(levels.get(level, []))) for level in LEVELS],
        methods=_methods(folds),
        lists=_lists(upgrade),
        seconds=sum(seconds for _, seconds in upgrade.steps),
    )


def _level(fold: Fold) -> Level:
    return fold.first.level


def _methods(folds: list[Fold]) -> list[tuple[str, Level]]:
    """The facade methods whose operations changed, each with the gravest level."""
    gravest: dict[str, Level] = {}
    for fold in folds:
        for method in fold.facade:
            gravest.setdefault(method, fold.first.level)
    return sorted(gravest.items(), key=lambda entry: (LEVELS.index(entry[1]), entry[0]))
