"""Run the commands of a checkout, and see what it has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from versioning.layout import VersionError

FOLDERS = ("facade", "generated", "scripts")
CHANGED = ("facade", "generated", "openapi", "tests", "docs", ".importlinter", "CHANGELOG.md")


def python(root: Path, *arguments: str) -> str:
    """Run Python on the code of a checkout, whichever is installed; returns what it printed.

    Raises:
        VersionError: It failed.
    """
    paths = os.pathsep.join(str(root / folder) for folder in FOLDERS)
    environment = {**os.environ, "PYTHONPATH": paths}
    result = subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        said = (result.stdout + result.stderr).strip().splitlines() or ["it says nothing"]
        raise VersionError(f"{' '.join(arguments)}: {said[-1]}")
    return result.stdout


def refuse_changes(root: Path) -> None:
    """Begin only where everything is committed, so that git takes back what does not please.

    Raises:
        VersionError: Something is not committed, or this is no checkout of git.
    """
    if changed := _status(root):
        raise VersionError(f"{len(changed)} files are not committed, such as {changed[0]}: commit or stash them first")


def changed_files(root: Path) -> str:
    """How much is not committed."""
    return f"{len(_status(root))} files and folders are new or changed: see git status"


def _status(root: Path) -> list[str]:
    command = ["git", "status", "--porcelain", "--", *(name for name in CHANGED if (root / name).exists())]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise VersionError(f"git status: {result.stderr.strip() or 'failed'}")
    return [line[3:] for line in result.stdout.splitlines()]
