"""Replace the generated package of one API version.

    python scripts/regenerate.py v1.3                        from our description, and what the checkout upgraded to
    python scripts/regenerate.py v1.3 --spec FILE --out DIR  with a published description merged in, below DIR
    python scripts/regenerate.py v1.3 --spec FILE            the same in the checkout: an upgrade with CHECKS=merge
    python scripts/regenerate.py v1.3 --check                compare with what is committed

The last line says what was made. Exit 1: something is missing, wrong or out of date; 2: a description is unreadable,
another command is changing the checkout, or a file operation failed.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import upgrade

from pipeline.document import SpecError
from pipeline.generator import Generated, generate, package_name
from pipeline.making import GenerationError
from pipeline.printable import printable
from pipeline.spec_lock import (
    LOCK,
    aside_of,
    decided_for_ours,
    ledger_file,
    lock_entry,
    lock_text,
    provenance_of,
    published_file,
    read_entry,
)
from pipeline.tree import PACKAGE, SHARED, differences, lay_out, shared_module
from pipeline.verifying import verified
from tracking.lock import CheckoutError
from tracking.swap import finish_interrupted, locked, swap

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parsed(arguments)
    if options.spec is not None and options.out is None and not options.check:
        return upgrade.main([options.version, "--spec", options.spec, "--checks", "merge"])
    try:
        with tempfile.TemporaryDirectory(prefix="regenerate-") as scratch, _settled(options) as settled:
            if settled:
                print(settled, file=sys.stderr)
            return _check(options, Path(scratch)) if options.check else _regenerate(options, Path(scratch))
    except CheckoutError as error:
        print(error, file=sys.stderr)
        return 2
    except GenerationError as error:
        source = "" if options.spec is None else f"{printable(options.spec)}: "
        print(f"{printable(options.version)}: not regenerated: {source}{error}", file=sys.stderr)
        return 1
    except SpecError as error:
        print(f"{printable(options.version)}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.version}: not regenerated: {printable(error)}", file=sys.stderr)
        return 2


def _settled(options: argparse.Namespace) -> AbstractContextManager[str | None]:
    """Lock the checkout if this command changes it; an interrupted upgrade is finished first either way."""
    elsewhere = options.out is not None and options.out.resolve() != ROOT / "generated"
    if options.check or elsewhere:
        return nullcontext(finish_interrupted(ROOT))
    return locked(ROOT)


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Replace the generated package of one API version.")
    parser.add_argument("version", help="such as v1.3")
    parser.add_argument("--spec", help="a published description to merge into ours")
    parser.add_argument("--out", type=Path, help="write the whole generated package below this folder instead")
    parser.add_argument("--check", action="store_true", help="only compare with the committed package")
    options = parser.parse_args(arguments)
    if options.check and (options.spec is not None or options.out is not None):
        parser.error("--check compares what is committed: give neither --spec nor --out with it")
    if options.spec is not None and "://" in options.spec and options.out is not None:
        parser.error("--out needs a file as --spec: a URL is only taken by an upgrade")
    return options


def _of_the_checkout(version: str, scratch: Path, aside: Mapping[str, str]) -> Generated:
    """The package that the checkout describes."""
    ledger, forced = ledger_file(ROOT, version), decided_for_ours(ROOT, version)
    kept, published = ledger if ledger.is_file() else None, published_file(ROOT, version)
    return generate(ROOT, version, published, scratch, kept=kept, forced=forced, aside=aside)


def _entry(version: str, generated: Generated) -> dict[str, object]:
    """What spec.lock says of it."""
    decided = sorted(decided_for_ours(ROOT, version) & set(map(str, generated.disagreements)))
    return lock_entry(ROOT, generated, version, provenance_of(ROOT, version), decided)


def _regenerate(options: argparse.Namespace, scratch: Path) -> int:
    def make(aside: Mapping[str, str]) -> Generated:
        if options.spec is not None:
            return generate(ROOT, options.version, Path(options.spec), scratch, aside=aside)
        return _of_the_checkout(options.version, scratch, aside)

    generated = verified(make, scratch / "verified")
    package = lay_out(ROOT, generated, options.out or scratch / "made")
    if options.out is None:
        entry = _entry(options.version, generated)
        lock = scratch / "spec.lock"
        lock.write_text(lock_text(ROOT, options.version, entry), encoding="utf-8")
        new = {file.relative_to(package.parent): file for file in package.iterdir() if file.is_file()}
        new[Path(PACKAGE, generated.tree.name)] = generated.tree
        swap(ROOT, {LOCK.as_posix(): lock, **{f"generated/{path.as_posix()}": made for path, made in new.items()}})
    for repair in generated.repairs:
        print(f"repaired: {printable(repair)}")
    for warning in generated.warnings:
        print(f"warning: {printable(warning)}")
    for operation in generated.aside:
        print(f"set aside: {printable(operation)}")
    for one in generated.disagreements:
        print(printable(f"{one}; {one.used} used"))
    print(generated.summary(options.version))
    return 0


def _check(options: argparse.Namespace, scratch: Path) -> int:
    failed = aside_of(ROOT, options.version)
    generated = dataclasses.replace(_of_the_checkout(options.version, scratch, failed), failed=failed)
    entry = _entry(options.version, generated)
    committed = ROOT / "generated" / PACKAGE / package_name(options.version)
    changed = differences(committed, generated.tree) if committed.is_dir() else ["everything: it is not there"]
    shared = ROOT / "generated" / PACKAGE / SHARED
    if not shared.is_file() or shared.read_text(encoding="utf-8") != shared_module():
        changed.append(SHARED)
    if read_entry(ROOT, options.version) != entry:
        changed.append("openapi/spec.lock")
    if changed:
        print(
            f"{options.version}: out of date: {', '.join(changed[:10])}; run make regenerate VERSION={options.version}"
        )
        return 1
    print(generated.summary(options.version))
    return 0


if __name__ == "__main__":
    sys.exit(main())
