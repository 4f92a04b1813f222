"""A user's program type-checks, and a user's mistakes do not: under mypy and under pyright."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def found_by_mypy(file: Path) -> set[int]:
    options = ["--strict", "--output", "json", "--cache-dir", "build/mypy-programs"]
    command = [sys.executable, "-m", "mypy", *options, str(file)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    reports = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return {
        report["line"] for report in reports if report["severity"] == "error" and report["file"].endswith(file.name)
    }


def found_by_pyright(file: Path) -> set[int]:
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", str(file)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    reports = json.loads(run.stdout)["generalDiagnostics"]
    return {report["range"]["start"]["line"] + 1 for report in reports if report["severity"] == "error"}


CHECKERS = [pytest.param(found_by_mypy, id="mypy"), pytest.param(found_by_pyright, id="pyright")]


def deprecated_by_mypy(file: Path) -> list[int]:
    options = ["--enable-error-code", "deprecated", "--output", "json", "--cache-dir", "build/mypy-programs"]
    command = [sys.executable, "-m", "mypy", *options, str(file)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    reports = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return [report["line"] for report in reports if report["code"] == "deprecated"]


@pytest.mark.timeout(300)
def test_what_the_api_deprecates_is_marked_in_the_version_that_does(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from twelvelabs_client import TwelveLabsV1_2, TwelveLabsV1_3\n"
        "def newest(tl: TwelveLabsV1_3) -> None:\n"
        "    tl.tasks.list()\n"
        "    tl.videos.list('i1')\n"
        "    tl.embed.v1.create('x')\n"
        "    tl.indexed_assets.list('i1')\n"
        "def older(tl: TwelveLabsV1_2) -> None:\n"
        "    tl.tasks.list()\n"
        "    tl.videos.list('i1')\n"
        "    tl.embed.v1.create('x')\n"
    )

    assert deprecated_by_mypy(program) == [3, 4, 5]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("found", CHECKERS)
def test_a_users_program_has_no_type_error(found: Callable[[Path], set[int]]) -> None:
    assert found(HERE / "right.py") == set()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("found", CHECKERS)
def test_each_mistake_is_found_and_nothing_else(found: Callable[[Path], set[int]]) -> None:
    program = HERE / "wrong.py"
    lines = program.read_text(encoding="utf-8").splitlines()
    mistakes = {number for number, line in enumerate(lines, start=1) if line.endswith("# wrong")}

    assert found(program) == mistakes
