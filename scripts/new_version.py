"""Make the client speak a further version of the API, which begins as a copy of another one.

    python scripts/new_version.py v1.4 --from v1.3                        the API has not changed, or nobody knows how
    python scripts/new_version.py v1.4 --from v1.3 --spec FILE_OR_URL     this is what is published of it

Its description is laid over the other's, its translators are derived from the other's, and wherever the other version
is decided on, the further one is decided the same way. Nothing is left to write by hand where the API has not changed.
Exit 1: not made; 3: made, and the published description changes something that is to be decided
(`build/new-version/decisions.md`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import derive
from versioning.decisions import FILE, Decision, found_by_types, left, named_in_docstrings, news, page
from versioning.description import first_overlay
from versioning.layout import (
    DERIVED,
    Origin,
    VersionError,
    formatted,
    is_older,
    origins_of,
    origins_text,
    versions_of,
)
from versioning.places import add_version
from versioning.published import changes_between, keep, lay_over
from versioning.running import changed_files, python, refuse_changes

from pipeline.document import SpecError
from pipeline.generator import OPENAPI, package_name
from pipeline.making import GenerationError
from pipeline.printable import printable
from tracking.change import Change
from tracking.fetching import Published, fetch

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parsed(arguments)
    started = time.monotonic()
    try:
        _check(options.version, options.base)
        refuse_changes(ROOT)
        with tempfile.TemporaryDirectory(prefix="new-version-") as scratch:
            spec = fetch(options.spec, Path(scratch)) if options.spec else None
            changes = changes_between(ROOT, options.version, options.base, spec.file) if spec else []
            undecided = _make(options.version, options.base, spec, changes)
    except (VersionError, GenerationError, SpecError) as error:
        print(f"{printable(options.version)}: not made: {error}", file=sys.stderr)
        return 1
    print(f"{options.version}: made from {options.base} in {time.monotonic() - started:.0f} s; {changed_files(ROOT)}")
    return 3 if undecided else 0


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the client speak a further version of the API.")
    parser.add_argument("version", help="such as v1.4")
    parser.add_argument("--from", dest="base", required=True, help="the version that it begins as, such as v1.3")
    parser.add_argument("--spec", help="what is published of it: a file or a URL")
    return parser.parse_args(arguments)


def _check(version: str, base: str) -> None:
    package_name(version)
    known = versions_of(ROOT)
    if version in known or (ROOT / OPENAPI / version).exists():
        raise VersionError(f"the client speaks {version} already, or openapi/{version}/ exists")
    if base not in known:
        raise VersionError(f"FROM={printable(base)} is none of {', '.join(known)}")
    if is_older(ROOT, base):
        raise VersionError(f"FROM={base} is one of the older versions: begin with a later one")


def _make(version: str, base: str, spec: Published | None, changes: list[Change]) -> bool:
    """Make it; returns whether something is to be decided."""
    folder = ROOT / OPENAPI / version
    folder.mkdir()
    (folder / "api.yaml").write_text(first_overlay(ROOT / OPENAPI / base, version, base), encoding="utf-8")
    if spec is not None:
        lay_over(ROOT, version, base, changes)
        keep(ROOT, version, spec)
    python(ROOT, "scripts/regenerate.py", version)
    formatted(ROOT, add_version(ROOT, base, version))
    origins = {**origins_of(ROOT), version: Origin(base, frozenset())}
    (ROOT / DERIVED).write_text(origins_text(ROOT, origins), encoding="utf-8")
    derive.derive(ROOT)
    python(ROOT, "scripts/unasync.py")
    python(ROOT, "scripts/api_check.py", "--update")
    python(ROOT, "scripts/api_docs.py")
    # A docstring may name an operation that the version has not: the page is written once that is decided.
    decided = named_in_docstrings(ROOT, version, base, changes)
    if not decided:
        python(ROOT, "scripts/versions_docs.py")
    return _tell(version, base, changes, decided) if changes else False


def _tell(version: str, base: str, changes: list[Change], decided: list[Decision]) -> bool:
    decided = [*decided, *found_by_types(ROOT, version, changes)]
    others = left(ROOT, version, changes, decided)
    said = page(version, base, decided=decided, others=others, new=news(ROOT, version, changes))
    (ROOT / FILE).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / FILE).write_text(said, encoding="utf-8")
    print(said)
    print(f"written: {FILE}")
    return bool(decided or others)


if __name__ == "__main__":
    sys.exit(main())
