"""Speak a version of the API no more.

    python scripts/drop_version.py v1.1

What other versions have of it is written out first: their descriptions become whole, their translators are written by
hand from then on. If clients speak it by default, they speak the version that was made from it instead, and the tests
and programs that spoke it do so, too. Exit 1: it cannot go.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import derive
from versioning.dropping import drop, still_named
from versioning.layout import VersionError, default_of, origins_of, versions_of
from versioning.running import changed_files, python, refuse_changes

from pipeline.making import GenerationError
from pipeline.printable import printable

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Speak a version of the API no more.")
    parser.add_argument("version", help="such as v1.1")
    version = parser.parse_args(arguments).version
    try:
        heir = _heir(version)
        refuse_changes(ROOT)
        drop(ROOT, version, heir)
        _finish([other for other in versions_of(ROOT) if other in origins_of(ROOT) or other == heir])
    except (VersionError, GenerationError) as error:
        print(f"{printable(version)}: not dropped: {error}", file=sys.stderr)
        return 1
    for place in still_named(ROOT, version):
        print(f"still named: {place}")
    print(f"{version}: dropped; {changed_files(ROOT)}")
    return 0


def _heir(version: str) -> str | None:
    """The version that takes its place, if clients speak it by default.

    Raises:
        VersionError: It is no version, or nothing can take its place.
    """
    if version not in versions_of(ROOT):
        raise VersionError(f"it is none of {', '.join(versions_of(ROOT))}")
    if version != default_of(ROOT):
        return None
    heirs = [other for other, origin in origins_of(ROOT).items() if origin.base == version]
    if not heirs:
        raise VersionError("clients speak it by default, and no version was made from it: make new-version first")
    return heirs[-1]


def _finish(described: list[str]) -> None:
    for version in described:
        python(ROOT, "scripts/regenerate.py", version)
    derive.derive(ROOT)
    for command in ("scripts/unasync.py", "scripts/api_docs.py", "scripts/versions_docs.py"):
        python(ROOT, command)
    python(ROOT, "scripts/api_check.py", "--update")


if __name__ == "__main__":
    sys.exit(main())
