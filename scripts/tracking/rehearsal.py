"""A copy of the checkout in which an upgrade is made and checked, so that the checkout changes only once all holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# What is made again, and what git keeps.
LEFT_OUT = (".git", ".venv*", ".upgrade", "build", "dist", "__pycache__", ".*_cache", ".hypothesis")
TYPED = ("facade", "scripts", "generated", "tests")
# What they try is changed by no upgrade: recording on the sandbox, sockets, and the facade's own code alone.
UNCHANGED = (
    "tests/facade/test_cassettes.py",
    "tests/transport/contract",
    "tests/versions/test_closed_versions.py",
    "tests/versions/test_older_can_go.py",
)
SUITES = ("tests/core", "tests/generated", "tests/transport", "tests/versions", "tests/facade")
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")


class Rehearsal:
    """A copy of a checkout, and the commands that are run in it.

    Attributes:
        root: The copy.
    """

    def __init__(self, checkout: Path, folder: Path) -> None:
        """Copy a checkout.

        Args:
            checkout: What is copied; never written to.
            folder: Where the copy goes; must not exist.

        Raises:
            OSError: A file cannot be copied; the text names the first one.
        """
        self.root = folder
        # Most modules are those of the checkout, so its cache serves the copy.
        self._type_cache = checkout.resolve() / "build" / "mypy"
        try:
            shutil.copytree(checkout, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        except shutil.Error as error:
            # It lists every file; the first one says it.
            raise OSError(error.args[0][0][2]) from error

    def python(self, *arguments: str) -> str | None:
        """Run Python in the copy; returns its output if it failed, else None."""
        return _failure([sys.executable, *arguments], self.root, self._environment())

    def type_errors(self) -> list[str]:
        """The errors of mypy over the whole copy, a line each."""
        present = [folder for folder in TYPED if (self.root / folder).is_dir()]
        command = ["-m", "mypy", "--no-error-summary", "--no-color-output", "--cache-dir", str(self._type_cache)]
        output = self.python(*command, *present)
        return [] if output is None else [line for line in output.splitlines() if ": note: " not in line]

    def failing_tests(self) -> str | None:
        """Run the facade's suites; returns the output if one fails, the first failing test in its first line."""
        suites = [suite for suite in SUITES if (self.root / suite).is_dir()]
        if not suites:
            return None
        options = ["-n", "2", "--dist", "loadfile", "--tb=line", "-p", "no:cacheprovider"]
        options += [f"--ignore={suite}" for suite in UNCHANGED]
        output = self.python("-m", "pytest", *options, *suites)
        return None if output is None else f"{first_failing_test(output)}\n{output}"

    def _environment(self) -> dict[str, str]:
        """Nothing of the user's but the way to programs: what is generated may not read a key, even by mistake."""
        paths = os.pathsep.join(str(self.root / folder) for folder in ("facade", "generated", "scripts"))
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return {**kept, "HOME": str(self.root), "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def _failure(command: list[str], folder: Path, environment: dict[str, str]) -> str | None:
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return None
    return (result.stdout + result.stderr).strip() or f"exit status {result.returncode}, without a word"


def first_failing_test(output: str) -> str:
    """The first test that pytest names as failed, and how many more there are."""
    failed: list[str] = re.findall(r"^(?:FAILED|ERROR) (\S+)", output, flags=re.MULTILINE)
    if not failed:
        return output.splitlines()[-1]
    return failed[0] + (f" and {len(failed) - 1} more" if len(failed) > 1 else "")
