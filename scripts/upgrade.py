"""Move a checkout to a published description, if all that must hold holds.

    python scripts/upgrade.py v1.3 --spec FILE_OR_URL                    upgrade
    python scripts/upgrade.py v1.3 --spec FILE_OR_URL --dry-run          only tell whether it would hold
    python scripts/upgrade.py v1.3 --spec FILE_OR_URL --accept-removals  let go of operations that are gone

Always writes build/upgrade/report.md, report.json and report.html. Exit 0: it holds; 1: it does not, and nothing was
touched; 2: a description is unreadable.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from pipeline.document import SpecError
from pipeline.generator import GenerationError
from pipeline.printable import printable
from tracking.fetching import local_copy
from tracking.report import write_reports
from tracking.swap import finish_interrupted, swap
from tracking.upgrade import prepare_upgrade, stage

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    if finish_interrupted(ROOT):
        print("an interrupted upgrade was finished first", file=sys.stderr)
    try:
        with tempfile.TemporaryDirectory(prefix="upgrade-") as scratch:
            return _upgrade(options, Path(scratch))
    except (SpecError, GenerationError) as error:
        print(f"{options.version}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Move a checkout to a published description.")
    parser.add_argument("version", help="such as v1.3")
    parser.add_argument("--spec", required=True, help="a published description, as a file or an address")
    parser.add_argument("--dry-run", action="store_true", help="touch nothing but build/")
    parser.add_argument("--accept-removals", action="store_true", help="let go of operations that are gone")
    return parser


def _upgrade(options: argparse.Namespace, scratch: Path) -> int:
    published = local_copy(options.spec, scratch)
    upgrade = prepare_upgrade(
        ROOT, options.version, published, scratch, accept_removals=options.accept_removals, tell=_tell
    )
    for report in write_reports(ROOT, upgrade):
        print(f"written: {report.relative_to(ROOT)}")
    print(printable(upgrade.verdict()))
    if not upgrade.holds:
        return 1
    if not options.dry_run:
        swap(ROOT, stage(ROOT, upgrade, published))
        print(f"{options.version}: generated/, openapi/spec.lock and openapi/published/ are in place")
    return 0


def _tell(step: str, seconds: float) -> None:
    print(f"{seconds:6.1f} s  {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
