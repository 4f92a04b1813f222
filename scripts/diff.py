"""What changed between two descriptions of an API, as a client meets it.

    python scripts/diff.py OLD NEW                      for people
    python scripts/diff.py OLD NEW --format json        for programs
    python scripts/diff.py OLD NEW --format markdown    for a pull request

OLD and NEW are files (JSON or YAML) or folders of YAML files. The facade methods shown are those of the version that
OLD says it describes (by its servers, else its `info`), else NEW, else the newest. Exit 0: nothing breaks a client; 1:
something does; 2: a description is unreadable, or the comparison itself failed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection
from pathlib import Path

from pipeline.canonical import read_specification
from pipeline.differences import TABLE
from pipeline.document import SpecError
from pipeline.printable import printable
from tracking.change import Change
from tracking.changes import compare
from tracking.explanations import is_explained, read_reasons
from tracking.facade_methods import methods_for
from tracking.rendering import as_json, as_markdown, as_text

ROOT = Path(__file__).resolve().parent.parent
FACADE = ROOT / "facade" / "twelvelabs_client"
FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        old, new = (read_specification(side, ours=side.is_dir(), whole=True) for side in (options.old, options.new))
        changes = compare(old, new, methods_for(FACADE, old, new) if FACADE.is_dir() else {})
        explained, table = _explained(changes, options)
        return report(changes, options.format, explained=explained, table=table)
    except SpecError as error:
        print(printable(error), file=sys.stderr)
    except Exception as error:  # whatever it is, 1 would say that something breaks a client
        print(printable(f"the comparison failed, which is a fault of ours: {error!r}"), file=sys.stderr)
    return 2


def _explained(changes: list[Change], options: argparse.Namespace) -> tuple[list[Change], str]:
    """The changes with a reason, where one side is a folder of ours: the reasons are about theirs becoming ours."""
    for folder, from_ours in ((options.old, True), (options.new, False)):
        if rows := read_reasons(folder):
            return [change for change in changes if is_explained(change, rows, from_ours=from_ours)], str(
                folder / TABLE
            )
    return [], ""


def report(changes: list[Change], layout: str, *, explained: Collection[Change] = (), table: str = "") -> int:
    """Print changes; returns the exit status.

    Args:
        changes: All of them.
        layout: One of `FORMATS`.
        explained: Those that have a reason: they are counted, not shown, and break nothing.
        table: The file with the reasons, such as `openapi/v1.3/differences.yaml`.
    """
    known = set(explained)
    left = [change for change in changes if change not in known]
    note = _note(len(known), table) if known else ""
    if layout == "json":
        _show(as_json(left))
        print(note, end="\n" if note else "", file=sys.stderr)
    else:
        _show(f"{FORMATS[layout](left)}\n\n{note}" if note else FORMATS[layout](left))
    return 1 if any(change.level == "breaking" for change in left) else 0


def _note(count: int, table: str) -> str:
    counted = "1 difference has" if count == 1 else f"{count} differences have"
    return printable(f"{counted} a reason in {table}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="What changed between two descriptions, as a client meets it.")
    parser.add_argument("old", type=Path, help="a description, as a file or a folder")
    parser.add_argument("new", type=Path, help="the description it is compared with")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text")
    return parser


def _show(answer: str) -> None:
    """Print it; a reader that has seen enough (`| head`) is no error."""
    try:
        print(answer, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
