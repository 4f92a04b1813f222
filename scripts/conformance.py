"""Compare our description of an API version with what is published; every difference must have its reason.

    python scripts/conformance.py v1.3                     with the newest published snapshot at hand
    python scripts/conformance.py v1.3 --published FILE    with this one

The reasons are the rows of `openapi/<version>/differences.yaml`. Exit 1: a difference has no reason, or a row explains
no difference; 2: a file is unreadable. Where no snapshot is at hand there is nothing to compare with, and it is said.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.canonical import read_specification
from pipeline.differences import Difference, read_own_differences
from pipeline.document import SpecError
from pipeline.printable import printable
from tracking.change import Change
from tracking.changes import compare
from tracking.explanations import idle, is_explained, read_reasons

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = ROOT.parent / "shared" / "vendor-specs"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    published = options.published or newest(PUBLISHED, options.version)
    if published is None:
        print(f"{options.version}: not compared: no published snapshot in {PUBLISHED}; name one with --published FILE")
        return 0
    folder = ROOT / "openapi" / options.version
    try:
        theirs, ours = read_specification(published, whole=True), read_specification(folder, ours=True, whole=True)
        rows = read_reasons(folder)
    except SpecError as error:
        print(error, file=sys.stderr)
        return 2
    changes = compare(theirs, ours)
    differences = [change for change in changes if change.kind != "operation-removed"]
    failures = _failures(differences, rows, read_own_differences(folder))
    missing = len(changes) - len(differences)
    described = f"{len(theirs.operations) - missing} of {len(theirs.operations)} published operations described"
    for failure in failures:
        print(printable(failure))
    print(
        f"{options.version}: {len(differences)} differences from {published.name}, {len(rows)} reasons, "
        f"{len(failures)} to settle; {described}, {missing} not yet"
    )
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare our description with what is published.")
    parser.add_argument("version", nargs="?", default="v1.3", help="such as v1.3")
    parser.add_argument("--published", type=Path, help="a published description (default: the newest at hand)")
    return parser


def newest(folder: Path, version: str) -> Path | None:
    """The published snapshot of a version with the latest date in its name (`v1.3-2026-07-30.json`)."""
    found = [file for file in folder.glob(f"{version}-*") if file.suffix in (".json", ".yaml", ".yml")]
    return max(found, key=lambda file: file.stem, default=None)


def _failures(differences: list[Change], rows: list[Difference], own: list[Difference]) -> list[str]:
    """Of rows that another version's table has, too, that table is held to account."""
    return [
        *(
            f"no reason for: {change.place} {change.where} | {change.kind}: {change.text}"
            for change in differences
            if not is_explained(change, rows)
        ),
        *(f"explains nothing: {place}" for place in idle(differences, own)),
    ]


if __name__ == "__main__":
    sys.exit(main())
