"""What changed between two descriptions of an API, as a client meets it.

    python scripts/diff.py OLD NEW                      for people
    python scripts/diff.py OLD NEW --format json        for programs
    python scripts/diff.py OLD NEW --format markdown    for a pull request

OLD and NEW are files (JSON or YAML) or folders of YAML files. The facade methods told are those of the version that OLD
says it describes (by its servers, else its `info`), else NEW, else the newest. Exit 0: nothing breaks a client; 1:
something does; 2: a description is unreadable.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pipeline.canonical import read_specification
from pipeline.document import SpecError
from tracking.changes import compare
from tracking.facade_methods import methods_for
from tracking.rendering import as_json, as_markdown, as_text

ROOT = Path(__file__).resolve().parent.parent
FACADE = ROOT / "facade" / "twelvelabs_client"
FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        old, new = read_specification(options.old), read_specification(options.new)
        changes = compare(old, new, methods_for(FACADE, old, new) if FACADE.is_dir() else {})
    except SpecError as error:
        print(error, file=sys.stderr)
        return 2
    _show(FORMATS[options.format](changes))
    return 1 if any(change.level == "breaking" for change in changes) else 0


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
