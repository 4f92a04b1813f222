"""Move a checkout to a published description, if all that must hold holds.

    python scripts/upgrade.py v1.3 --spec FILE_OR_URL                    upgrade
    python scripts/upgrade.py v1.3 --spec FILE_OR_URL --dry-run          only report whether it would hold
    python scripts/upgrade.py v1.3 --spec FILE_OR_URL --checks merge     skip type checks and tests
    python scripts/upgrade.py v1.3 --spec FILE_OR_URL --accept-removals  let go of operations that are gone

Everything is made and checked in a copy of the checkout. Always writes build/upgrade/report.md, report.json and
report.html. Exit 0: it holds; 1: it does not, and nothing was touched; 2: a description is unreadable, another command
is changing the checkout, or a file operation failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import get_args

from pipeline.document import SpecError
from pipeline.making import GenerationError
from pipeline.printable import printable
from tracking.attempt import Attempt
from tracking.fetching import fetch
from tracking.lock import CheckoutError
from tracking.report import write_reports
from tracking.swap import locked, swap
from tracking.upgrade import Checks

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="upgrade-") as scratch, locked(ROOT) as settled:
            if settled:
                print(settled, file=sys.stderr)
            return _upgrade(options, Path(scratch))
    except CheckoutError as error:
        print(error, file=sys.stderr)
        return 2
    except (SpecError, GenerationError) as error:
        print(f"{printable(options.version)}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.version}: nothing was changed: {printable(error)}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Move a checkout to a published description.")
    parser.add_argument("version", help="such as v1.3")
    parser.add_argument("--spec", required=True, help="a published description, as a file or a URL")
    parser.add_argument("--dry-run", action="store_true", help="change nothing but build/")
    parser.add_argument("--checks", choices=get_args(Checks), default="all", help="how much is proved (default: all)")
    parser.add_argument("--accept-removals", action="store_true", help="let go of operations that are gone")
    parser.add_argument(
        "--decide", choices=["ours"], help="use ours for every conflict that needs a decision, recorded in spec.lock"
    )
    return parser


def _upgrade(options: argparse.Namespace, scratch: Path) -> int:
    attempt = Attempt(
        ROOT,
        options.version,
        fetch(options.spec, scratch),
        checks=options.checks,
        accept_removals=options.accept_removals,
        decide_ours=options.decide == "ours",
        report=_show_step,
    )
    upgrade = attempt.run(scratch)
    for file in write_reports(ROOT, upgrade):
        print(f"written: {file.relative_to(ROOT)}")
    if upgrade.holds and not options.dry_run:
        swap(ROOT, upgrade.new_paths)
        print("in place: generated/, openapi/spec.lock, openapi/published/ and docs/")
    print(printable(upgrade.verdict()))
    return 0 if upgrade.holds else 1


def _show_step(title: str, seconds: float) -> None:
    print(f"{seconds:6.1f} s  {title}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
