"""Generate packages of descriptions that nobody here has written, and print what becomes of each.

    python scripts/foreign.py DIR            every .json, .yaml and .yml file of a folder that is a description
    python scripts/foreign.py FILE --one     one of them, in this process, as a line of JSON

None is merged onto a description of ours. Exit 1: a description gave no package that imports and type-checks, or fewer
than 95 % of its operations.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.document import SpecError
from pipeline.generator import Generated, generate
from pipeline.making import GenerationError
from pipeline.printable import printable
from pipeline.verifying import verified

ROOT = Path(__file__).resolve().parent.parent
VERSION = "v9.9"
ENOUGH = 0.95
NOT_A_DESCRIPTION = ("not an OpenAPI 3 description", "holds no object at the top")
HEAD = f"{'description':44} {'ops':>5} {'made':>5} {'aside':>5} {'warn':>5} {'ok':>3} {'s':>6} {'mypy s':>6} {'MiB':>5}"


@dataclass
class Row:
    """What became of one description; seconds without and of mypy."""

    file: str
    operations: int = 0
    generated: int = 0
    aside: list[str] = field(default_factory=list)
    warnings: int = 0
    holds: bool = False
    seconds: float = 0.0
    mypy_seconds: float = 0.0
    mebibytes: int = 0
    failure: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether it gave a package that holds, with nearly all of its operations."""
        return self.holds and self.generated >= ENOUGH * self.operations

    def report(self) -> str:
        """The row of the table, and a line for each operation set aside and for a failure."""
        lines = [printable(line) for line in (*self.aside, self.failure) if line]
        return "\n    ".join([str(self), *lines])

    def __str__(self) -> str:
        name = self.file if len(self.file) <= 44 else f"...{self.file[-41:]}"
        return (
            f"{name:44} {self.operations:5} {self.generated:5} {len(self.aside):5} {self.warnings:5} "
            f"{'yes' if self.holds else 'no':>3} {self.seconds:6.1f} {self.mypy_seconds:6.1f} {self.mebibytes:5}"
        )


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Generate packages of descriptions that nobody here has written.")
    parser.add_argument("source", type=Path, help="a folder of descriptions; with --one, a file")
    parser.add_argument("--one", action="store_true", help="one file, in this process, as a line of JSON")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each instead of the table")
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(asdict(made_of(options.source))))
        return 0
    files = sorted(file for file in options.source.rglob("*") if file.suffix in (".json", ".yaml", ".yml"))
    if not options.json:
        print(HEAD)
    rows: list[Row] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for row in pool.map(lambda file: _apart(file, options.source), files):
            if any(words in row.failure for words in NOT_A_DESCRIPTION):
                continue
            rows.append(row)
            print(json.dumps(asdict(row)) if options.json else row.report(), flush=True)
    enough = sum(row.is_enough for row in rows)
    total, generated = sum(row.operations for row in rows), sum(row.generated for row in rows)
    if not options.json:
        print(f"{enough} of {len(rows)} descriptions give a package; {generated} of {total} operations")
    return 0 if rows and enough == len(rows) else 1


def made_of(file: Path) -> Row:
    """Generate one description and hold its package against everything that holds a package of ours."""
    row = Row(file.name)
    with tempfile.TemporaryDirectory(prefix="foreign-") as folder:
        scratch = Path(folder)

        def make(aside: Mapping[str, str]) -> Generated:
            started = time.perf_counter()
            try:
                return generate(ROOT, VERSION, file, scratch, aside=aside)
            finally:
                row.seconds += time.perf_counter() - started

        started = time.perf_counter()
        try:
            generated = verified(make, scratch / "verified")
        except (GenerationError, SpecError) as error:
            row.failure = str(error)
        except Exception:
            row.failure = traceback.format_exc()
        else:
            row.generated, row.aside = generated.operations, list(map(str, generated.aside))
            row.operations = row.generated + len(row.aside)
            row.warnings, row.holds = len(generated.warnings), True
        row.mypy_seconds = time.perf_counter() - started - row.seconds
    used = (resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    row.mebibytes = max(used) // 1024
    return row


def _apart(file: Path, folder: Path) -> Row:
    """The same in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, str(file), "--one"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    name = file.relative_to(folder).as_posix()
    if result.returncode != 0:
        return Row(name, failure=result.stderr.strip().splitlines()[-1] if result.stderr.strip() else "no output")
    return Row(**{**json.loads(result.stdout), "file": name})


if __name__ == "__main__":
    sys.exit(main())
