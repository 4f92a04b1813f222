"""Derive the code of one version of the API from that of another, and what distinguishes the versions.

    python scripts/derive.py            write it
    python scripts/derive.py --check    only compare

`facade/derived.toml` says what is derived from what. The synchronous client is derived afterwards: `make unasync`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from versioning.layout import CLIENT, VersionError, formatted, origins_of
from versioning.protocols import MODULE, newer_module
from versioning.translators import derived, stray, taken_over

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Write or check what is derived; returns the exit status."""
    parser = argparse.ArgumentParser(description="Derive the code of one version of the API from that of another.")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(arguments)
    try:
        changed = derive(ROOT, check=options.check)
    except VersionError as error:
        print(error, file=sys.stderr)
        return 1
    if options.check and changed:
        print(f"derived files are out of date: {', '.join(changed[:10])}; run make derive")
        return 1
    if changed:
        print(f"derived: {len(changed)} files changed")
    return 0


def derive(root: Path, *, check: bool = False) -> list[str]:
    """Write what is derived, in the order in which one comes from the other.

    Args:
        root: The checkout.
        check: Only compare.

    Returns:
        The files that differ, or differed.
    """
    changed: list[str] = []
    for version, origin in origins_of(root).items():
        texts = {**derived(root, version, origin), **taken_over(root, origin)}
        gone = stray(root, version, origin, texts)
        changed += [*gone, *_written(root, texts, check=check)]
        for file in gone if not check else ():
            (root / CLIENT / file).unlink()
    return changed + _written(root, {MODULE: newer_module(root)}, check=check)


def _written(root: Path, texts: dict[str, str], *, check: bool) -> list[str]:
    """Format texts and put them in place; returns which of them are not what was there."""
    with tempfile.TemporaryDirectory(prefix="derive-") as folder:
        for name, text in texts.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_text(text, encoding="utf-8")
        formatted(root, [Path(folder)])
        made = {name: (Path(folder) / name).read_text("utf-8") for name in texts}
    places = {name: root / CLIENT / name for name in texts}
    changed = [name for name, place in places.items() if not place.is_file() or place.read_text("utf-8") != made[name]]
    for name in changed if not check else ():
        places[name].parent.mkdir(parents=True, exist_ok=True)
        places[name].write_text(made[name], encoding="utf-8")
    return changed


if __name__ == "__main__":
    sys.exit(main())
