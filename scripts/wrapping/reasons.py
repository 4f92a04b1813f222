"""Rows of differences.yaml for an operation that the newest published description at hand has not, or has otherwise."""

from __future__ import annotations

import datetime
from pathlib import Path

from conformance import newest
from versioning.published import BESIDE

from pipeline.canonical import read_specification
from pipeline.differences import TABLE
from pipeline.generator import OPENAPI
from tracking.change import Change
from tracking.changes import compare
from tracking.explanations import is_explained, read_reasons

WHY = "described before it was published, or otherwise than it is: say why"


def explain(root: Path, version: str, place: str) -> bool:
    """Add rows for the differences of one operation that have no reason; returns whether there were any."""
    folder, published = root / OPENAPI / version, newest(root / BESIDE, version)
    if published is None:
        return False
    changes = compare(read_specification(published), read_specification(folder, ours=True))
    rows = read_reasons(folder)
    left = [each for each in changes if each.operation == place and not is_explained(each, rows)]
    left = [each for each in left if each.kind != "operation-removed"]
    if left:
        table = folder / TABLE
        table.write_text(
            f"{table.read_text('utf-8').rstrip()}\n\n# {place}.\n\n{''.join(map(row, left))}", encoding="utf-8"
        )
    return bool(left)


def row(change: Change) -> str:
    """The row that explains one difference."""
    said = f"{change.place} {change.where}".strip().replace('"', "'")
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return (
        f'- {{place: "{said}", kind: {change.kind}, ours: "as described", theirs: "otherwise",\n'
        f'   why: "{WHY}", source: "our reading", date: "{today}"}}\n'
    )
