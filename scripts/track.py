"""Follow a published description: a branch with the upgrade, or what to file if it does not hold.

    python scripts/track.py v1.3                     what TwelveLabs publishes today
    python scripts/track.py v1.3 --url URL_OR_FILE   what is published elsewhere
    python scripts/track.py v1.3 --push origin       push the branch, too (never by force)
    python scripts/track.py v1.3 --json              one JSON object on standard output, for programs

The commit is made in a work tree of its own: nothing in the checkout changes but build/. Writes build/track/title.txt
and body.md for a pull request or an issue, and branch.bundle. Exit 0: unchanged, known, or it holds; 3: it holds and
breaks something; 4: it does not hold, and there is no branch; 2: it could not be tried.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import get_args

from pipeline.document import SpecError
from pipeline.making import GenerationError
from pipeline.printable import printable
from tracking.fetching import SECONDS
from tracking.following import TREE, Tracker
from tracking.lock import CheckoutError
from tracking.swap import locked
from tracking.upgrade import Checks

ROOT = Path(__file__).resolve().parent.parent
URL = "https://docs.twelvelabs.io/openapi.json"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    tracker = Tracker(
        ROOT,
        options.version,
        options.url,
        checks=options.checks,
        remote=options.push,
        seconds=options.seconds,
        report=_show_step,
    )
    try:
        with locked(ROOT) as settled:
            if settled:
                print(settled, file=sys.stderr)
            tracked = tracker.run()
    except CheckoutError as error:
        return _fail(str(error), as_json=options.json)
    except (SpecError, GenerationError, OSError) as error:
        return _fail(f"{options.version}: {error}", as_json=options.json)
    print(json.dumps(tracked.as_json()) if options.json else tracked.text)
    return tracked.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Follow a published description.")
    parser.add_argument("version", help="such as v1.3")
    parser.add_argument("--url", default=URL, help=f"where it is published, or a file (default: {URL})")
    parser.add_argument("--checks", choices=get_args(Checks), default="all", help="how much must hold (default: all)")
    parser.add_argument("--push", metavar="REMOTE", help="push the branch to this remote")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"for the download (default: {SECONDS:g})")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _fail(text: str, *, as_json: bool) -> int:
    # The work tree stands for the checkout, and is gone when this is read.
    text = printable(text.replace(str(ROOT / TREE), str(ROOT)))
    if as_json:
        print(json.dumps({"outcome": "failed", "text": text, "status": 2}))
    print(text, file=sys.stderr)
    return 2


def _show_step(title: str, seconds: float) -> None:
    """On standard error, since standard output has the answer alone."""
    print(f"{seconds:6.1f} s  {title}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
