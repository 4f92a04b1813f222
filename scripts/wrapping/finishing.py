"""Put a wrapped operation in place: write, derive, record, check; and take all of it back where something fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import derive
from versioning.layout import formatted, origins_of
from versioning.running import CHANGED, python

from pipeline.generator import OPENAPI
from pipeline.spec_lock import digest, read_entry
from wrapping.naming import WrapError

# What is checked before anything is said to be done; `make check` has the rest.
TYPED = ("facade", "tests/facade", "tests/versions")


def put(root: Path, texts: Mapping[Path, str]) -> None:
    """Write files, formatted."""
    for place, text in texts.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    formatted(root, [root / place for place in texts if place.suffix == ".py"])


def regenerate(root: Path, version: str) -> None:
    """Make the package of a version anew, and of those laid over it, where our description has changed."""
    if read_entry(root, version).get("description") == digest(root / OPENAPI / version):
        return
    later = [other for other, origin in origins_of(root).items() if origin.base == version]
    for each in (version, *later):
        python(root, "scripts/regenerate.py", each)


def finish(root: Path, tests: Sequence[tuple[Path, str]]) -> None:
    """Derive what follows from what was written, record the tests, and see that all of it holds.

    Args:
        root: The checkout.
        tests: The new tests: module and name.

    Raises:
        WrapError: It does not hold; the text says what.
    """
    derive.derive(root)
    python(root, "scripts/unasync.py")
    named = [f"{place}::{name}" for place, name in tests]
    own = ["-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider"]
    _try(root, "the new test cannot be recorded", *own, *named, "--record-mode=rewrite")
    python(root, "scripts/api_check.py", "--update")
    for command in ("scripts/api_docs.py", "scripts/versions_docs.py"):
        _write_page(root, command)
    _try(root, "the type checker refuses it", "-m", "mypy", "--no-error-summary", *TYPED)
    _try(root, "the new test fails", *own, *named)


def take_back(root: Path) -> None:
    """Undo everything since the last commit in the folders that were found clean."""
    folders = [name for name in CHANGED if (root / name).exists()]
    for command in (["checkout", "--quiet", "--", *folders], ["clean", "--quiet", "--force", "-d", "--", *folders]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)


def new_and_changed(root: Path) -> list[str]:
    """The files that are not committed, each by its name."""
    folders = [name for name in CHANGED if (root / name).exists()]
    command = ["git", "status", "--porcelain", "--untracked-files=all", "--", *folders, "cassettes"]
    output = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return [line[3:] for line in output.splitlines()]


def _write_page(root: Path, command: str) -> None:
    """Write a page of the docs. Other operations may still wait to be wrapped."""
    output = python_output(root, [command]) or ""
    others = [line for line in output.splitlines() if not re.match(r"no (facade )?method\b.* calls ", line)]
    if others:
        raise WrapError(f"{command}: {others[-1]}")


def _try(root: Path, why: str, *arguments: str) -> None:
    result = python_output(root, arguments)
    if result is not None:
        raise WrapError(f"{why}: {_first(result)}")


def python_output(root: Path, arguments: Iterable[str]) -> str | None:
    """What a command of Python prints where it fails, else None."""
    result = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False, env=_environment(root)
    )
    return None if result.returncode == 0 else f"{result.stdout}{result.stderr}"


def _environment(root: Path) -> dict[str, str]:
    paths = os.pathsep.join(str(root / folder) for folder in ("facade", "generated", "scripts"))
    return {**os.environ, "PYTHONPATH": paths}


def _first(output: str) -> str:
    """The first line that names an error."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return next(
        (line for line in lines if "error" in line.lower() or line.startswith("E ")), lines[-1] if lines else ""
    )
