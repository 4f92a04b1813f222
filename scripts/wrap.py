"""Wrap operations of the API: write the skeletons of facade methods, formatted and passing, to be edited.

    python scripts/wrap.py 'GET /probes/{probe_id}'
    python scripts/wrap.py 'GET /probes, POST /probes'
    python scripts/wrap.py 'POST /assets/{asset_id}/renew' --method assets.renew

What it writes, and what is left to think about: docs/wrapping.md. Exit 1: nothing is changed, and one line says why.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from versioning.layout import VersionError
from versioning.running import refuse_changes
from wrapping.naming import WrapError, method_name
from wrapping.steps import Wrapped, wrap

from pipeline.document import SpecError
from pipeline.printable import printable
from tracking.facade_methods import DEFAULT

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write the skeleton of a facade method for an operation.")
    parser.add_argument("operations", help="such as 'GET /probes/{probe_id}'; several with commas between")
    parser.add_argument("--version", default=DEFAULT, help=f"of the API (default: {DEFAULT})")
    parser.add_argument("--method", help="what the method is called, such as probes.get")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        chosen = method_name(options.method) if options.method else None
        refuse_changes(ROOT)
        operations = [each.strip() for each in options.operations.split(",") if each.strip()]
        wrapped = wrap(ROOT, options.version, operations, chosen)
    except (WrapError, VersionError, SpecError) as error:
        print(f"not wrapped: {printable(str(error))}", file=sys.stderr)
        return 1
    _show(wrapped, time.monotonic() - started)
    return 0


def _show(wrapped: Wrapped, seconds: float) -> None:
    width = max(len(str(place)) for place in wrapped.to_think_about)
    for operation, method in wrapped.methods.items():
        print(f"{operation} is {method} now")
    print(f"Written, formatted, checked and passing: {seconds:.0f} s.")
    print(f"\nThink about {len(wrapped.to_think_about)} files:")
    for place, what in wrapped.to_think_about.items():
        print(f"  {place!s:{width}}  {what}")
    print(f"\nWritten besides, with nothing to decide, {len(wrapped.others)} files:")
    for name in wrapped.others:
        print(f"  {name}")
    print("\nAfter an edit: make unasync derive docs record, then make check test. docs/wrapping.md says more.")
    for note in wrapped.notes:
        print(f"Note: {note}")


if __name__ == "__main__":
    sys.exit(main())
