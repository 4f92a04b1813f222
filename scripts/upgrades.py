"""Upgrade a copy of this checkout to every published description at hand, in the order of their dates.

    python scripts/upgrades.py                          all of ../shared/vendor-specs, checked by `merge`
    python scripts/upgrades.py --newest --checks all    the newest of each version, with all that an upgrade checks
    python scripts/upgrades.py FILE...                  these files

Each is a real upgrade, committed before the next. A file is named as `v1.3-2026-07-30.json`. Exit 1: one does not hold.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import get_args

from conformance import PUBLISHED

from tracking.rehearsal import Rehearsal
from tracking.upgrade import Checks

ROOT = Path(__file__).resolve().parent.parent
GIT = ("git", "-c", "user.name=upgrades", "-c", "user.email=upgrades@localhost", "-c", "core.autocrlf=false")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Upgrade a copy of this checkout to one description after another.")
    parser.add_argument("files", nargs="*", type=Path, help="published descriptions (default: all at hand)")
    parser.add_argument(
        "--checks", choices=get_args(Checks), default="merge", help="how much is proved (default: merge)"
    )
    parser.add_argument("--newest", action="store_true", help="only the newest description of each API version")
    options = parser.parse_args(arguments)
    files = options.files or published_files(PUBLISHED)
    if options.newest:
        files = list({version_of(file): file for file in files}.values())
    if not files:
        print(f"not tried: no published descriptions in {PUBLISHED}; name files to try others")
        return 0
    with tempfile.TemporaryDirectory(prefix="upgrades-") as scratch:
        walk = Walk(ROOT, Path(scratch) / "checkout")
        failed = [file for file in files if not walk.upgrade(file, options.checks)]
    print(
        f"{len(files) - len(failed)} of {len(files)} published descriptions upgrade in order, CHECKS={options.checks}"
    )
    return 1 if failed else 0


def published_files(folder: Path) -> list[Path]:
    """The published descriptions in a folder, each version's by date."""
    found = (file for file in folder.glob("v*-*") if file.suffix in (".json", ".yaml", ".yml"))
    return sorted(found, key=lambda file: file.stem)


def version_of(file: Path) -> str:
    """The API version that a file is named after."""
    return file.stem.partition("-")[0]


class Walk:
    """A copy of a checkout, as a git repository of its own, that moves from description to description.

    Attributes:
        root: The copy.
    """

    def __init__(self, checkout: Path, folder: Path) -> None:
        """Copy a checkout, with what is not committed in it."""
        self.root = Rehearsal(checkout, folder).root
        self.git("init", "--quiet")
        self.commit("The checkout")

    def upgrade(self, file: Path, checks: str, *, accept_removals: bool = True) -> bool:
        """Upgrade to a description and commit; returns whether it holds, and prints the verdict."""
        version = version_of(file)
        started = time.perf_counter()
        removals = ["--accept-removals"] if accept_removals else []
        command = ["scripts/upgrade.py", version, "--spec", str(file.resolve()), "--checks", checks, *removals]
        result = self.python(*command)
        lines = (result.stdout + result.stderr).strip().splitlines() or ["no output"]
        print(f"{time.perf_counter() - started:6.1f} s  {file.name}: {lines[-1]}", flush=True)
        if result.returncode == 0:
            self.commit(f"Upgrade to {file.name}")
        return result.returncode == 0

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy, on the packages of the copy."""
        paths = os.pathsep.join(str(self.root / folder) for folder in ("facade", "generated", "scripts"))
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)

    def commit(self, message: str) -> None:
        """Commit whatever has changed."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """Run git in the copy or another folder, with no settings of the user; returns what it prints."""
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        result = subprocess.run(
            [*GIT, *arguments], cwd=folder or self.root, env=environment, capture_output=True, text=True, check=True
        )
        return result.stdout


if __name__ == "__main__":
    sys.exit(main())
