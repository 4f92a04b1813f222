"""Replace the generated package of one API version.

    python scripts/regenerate.py v1.3                        from our description, and what the checkout upgraded to
    python scripts/regenerate.py v1.3 --spec FILE            with a published description grafted on
    python scripts/regenerate.py v1.3 --spec FILE --out DIR  into DIR, the checkout untouched
    python scripts/regenerate.py v1.3 --check                compare with what is committed

The last line tells what was made. Exit 1: something is missing, wrong or out of date; 2: a description is unreadable.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from pipeline.document import SpecError
from pipeline.generator import OPENAPI, Generated, GenerationError, generate, package_name
from pipeline.printable import printable
from pipeline.tree import (
    PACKAGE,
    SHARED,
    differences,
    lay_out,
    lock_entry,
    read_lock,
    replace,
    shared_module,
    verify,
    write_lock,
)
from tracking.swap import finish_interrupted

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    finish_interrupted(ROOT)
    try:
        with tempfile.TemporaryDirectory(prefix="regenerate-") as scratch:
            return _check(options, Path(scratch)) if options.check else _regenerate(options, Path(scratch))
    except GenerationError as error:
        source = "" if options.spec is None else f"{printable(options.spec)}: "
        print(f"{options.version}: not regenerated: {source}{error}", file=sys.stderr)
        return 1
    except SpecError as error:
        print(f"{options.version}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Replace the generated package of one API version.")
    parser.add_argument("version", help="such as v1.3")
    parser.add_argument("--spec", type=Path, help="a published description to graft onto ours")
    parser.add_argument("--out", type=Path, help="write the whole generated package below this folder instead")
    parser.add_argument("--check", action="store_true", help="only compare with the committed package")
    return parser


def _generate(options: argparse.Namespace, scratch: Path) -> tuple[Generated, dict[str, object]]:
    """The tree and its lock: of the given description, else of the one that the checkout was upgraded to, if it was."""
    folder = ROOT / OPENAPI / "published"
    published: Path | None = folder / f"{options.version}.json"
    held_back: Path | None = folder / f"{options.version}.held-back.json"
    if options.spec is not None or not (folder / f"{options.version}.json").is_file():
        published, held_back = options.spec, None
    generated = generate(ROOT, options.version, published, scratch, held_back)
    return generated, lock_entry(ROOT, generated, options.version, published, held_back)


def _regenerate(options: argparse.Namespace, scratch: Path) -> int:
    generated, entry = _generate(options, scratch)
    package = lay_out(ROOT, generated, options.out or scratch / "checked")
    verify(package, options.version)
    if options.out is None:
        replace(ROOT / "generated" / PACKAGE, generated.tree)
        write_lock(ROOT, options.version, entry)
    for repair in generated.repairs:
        print(f"repaired: {printable(repair)}")
    for conflict in generated.conflicts:
        print(f"conflict: {printable(conflict)}")
    print(generated.summary(options.version))
    return 0


def _check(options: argparse.Namespace, scratch: Path) -> int:
    generated, entry = _generate(options, scratch)
    committed = ROOT / "generated" / PACKAGE / package_name(options.version)
    changed = differences(committed, generated.tree) if committed.is_dir() else ["everything: it is not there"]
    shared = ROOT / "generated" / PACKAGE / SHARED
    if not shared.is_file() or shared.read_text(encoding="utf-8") != shared_module():
        changed.append(SHARED)
    if read_lock(ROOT).get(options.version) != entry:
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
