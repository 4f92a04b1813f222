"""One command at a time changes a checkout, and the next one settles what a killed one left."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import regenerate
import track
import upgrade

from tests.upgrade.disk import NEW, OLD, Disk, Killed, checkout, state, swap_all, using
from tracking.lock import CheckoutError
from tracking.swap import FINISHED, JOURNAL, UNDONE, finish_interrupted, locked

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[[], int]

# Commands that end early for a reason of their own, once they have the checkout.
CHANGING: dict[str, Command] = {
    "upgrade": lambda: upgrade.main(["v1.3", "--spec", "missing.json"]),
    "upgrade --dry-run": lambda: upgrade.main(["v1.3", "--spec", "missing.json", "--dry-run"]),
    "regenerate": lambda: regenerate.main(["v7.7"]),
    "track": lambda: track.main(["v1.3", "--url", "missing.json"]),
}
READING: dict[str, Command] = {
    "regenerate --check": lambda: regenerate.main(["v7.7", "--check"]),
    "regenerate --out": lambda: regenerate.main(["v7.7", "--out", "elsewhere"]),
}
# The moments before which a swap is killed: one of each kind.
STAGING = "make_folder openapi/published"
MOVING = "rename generated/.v1_3.new"

HOLDS_THE_LOCK = """
import sys
import tempfile
from pathlib import Path
from tracking.lock import checkout_lock
with checkout_lock(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""
DIES_WHILE_IT_SWAPS = """
import os, signal, sys
from pathlib import Path
from tests.upgrade.disk import Disk, swap_all, using
with using(Disk(dies_at=int(sys.argv[2]), halfway=True, die=lambda: os.kill(os.getpid(), signal.SIGKILL))):
    swap_all(Path(sys.argv[1]))
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "scripts")])
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def another_process_at(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of a checkout, and is killed at the end."""
    with python(HOLDS_THE_LOCK, str(root)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout, which the commands take for theirs."""
    for command in (upgrade, regenerate, track):
        monkeypatch.setattr(command, "ROOT", tmp_path / "checkout")
    monkeypatch.chdir(tmp_path)
    return checkout(tmp_path)


def number_of(operation: str, folder: Path) -> int:
    """Which operation of a swap this is, such as `rename generated/.v1_3.new`."""
    root = checkout(folder)
    disk = Disk()
    with using(disk):
        swap_all(root)
    return [done.replace(f"{root}/", "") for done in disk.operations].index(operation)


def interrupt(root: Path, operation: str) -> None:
    """Kill a swap before an operation."""
    disk = Disk(dies_at=number_of(operation, root.parent / "rehearsal"))
    with using(disk), pytest.raises(Killed):
        swap_all(root)


def test_a_second_command_gets_one_line_and_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with another_process_at(root) as process:
        statuses = {name: command() for name, command in CHANGING.items()}
        lines = capsys.readouterr().err.splitlines()

    assert set(statuses.values()) == {2}
    line = f"{root}: another command is changing this checkout (process {process.pid}); wait for it to end"
    assert lines == [line] * len(CHANGING)
    assert {path: text for path, text in state(root).items() if path != ".upgrade/pid"} == OLD


def test_the_lock_ends_with_the_process_that_held_it(root: Path) -> None:
    with another_process_at(root) as process:
        process.kill()
        process.wait()

        with locked(root) as settled:
            assert settled is None

    assert state(root) == OLD


def test_a_command_that_reads_works_beside_one_that_prepares_a_change(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with locked(root):
        statuses = [command() for command in READING.values()]

    assert statuses == [1] * len(READING)
    assert "v7.7: not regenerated" in capsys.readouterr().err


def test_a_swap_that_is_under_way_is_left_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interrupt(root, MOVING)
    before = state(root)

    with another_process_at(root):
        statuses = {command() for command in (*CHANGING.values(), *READING.values())}
        with pytest.raises(CheckoutError, match="another command is changing this checkout"):
            finish_interrupted(root)

    assert statuses == {2}
    assert {path: text for path, text in state(root).items() if path != ".upgrade/pid"} == before
    assert len(capsys.readouterr().err.splitlines()) == len(CHANGING) + len(READING)


@pytest.mark.parametrize(("operation", "settled", "tree"), [(STAGING, UNDONE, OLD), (MOVING, FINISHED, NEW)])
@pytest.mark.parametrize("name", [*CHANGING, *READING])
def test_the_next_command_settles_an_interrupted_swap_and_says_so(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, operation: str, settled: str, tree: dict[str, str]
) -> None:
    interrupt(root, operation)

    {**CHANGING, **READING}[name]()

    assert capsys.readouterr().err.splitlines()[0] == settled
    assert state(root) == tree


@pytest.mark.parametrize(("operation", "settled", "tree"), [(STAGING, UNDONE, OLD), (MOVING, FINISHED, NEW)])
def test_a_process_that_is_killed_leaves_what_the_next_one_settles(
    root: Path, tmp_path: Path, operation: str, settled: str, tree: dict[str, str]
) -> None:
    with python(DIES_WHILE_IT_SWAPS, str(root), str(number_of(operation, tmp_path / "rehearsal"))) as process:
        assert process.wait() == -signal.SIGKILL

    with locked(root) as done:
        assert done == settled

    assert state(root) == tree


def test_a_damaged_journal_stops_each_command_with_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    interrupt(root, MOVING)
    (root / JOURNAL).write_text("{")

    statuses = {command() for command in (*CHANGING.values(), *READING.values())}

    lines = capsys.readouterr().err.splitlines()
    assert statuses == {2}
    assert len(lines) == len(CHANGING) + len(READING)
    assert all(str(root / JOURNAL) in line and "then remove this file" in line for line in lines)


def test_a_checkout_that_cannot_be_locked_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".upgrade").write_text("a file, where a folder must be")

    assert CHANGING["upgrade"]() == 2
    assert capsys.readouterr().err.startswith(f"{root}: cannot be locked: ")


@pytest.mark.parametrize(
    ("command", "options"), [(upgrade.main, ["--spec", "spec.json"]), (regenerate.main, ["--check"])]
)
def test_a_file_operation_that_fails_is_reported_in_one_line(
    command: Callable[[list[str]], int],
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    status = command(["v7.7", *options])

    assert status == 2
    assert re.fullmatch(
        r"v7\.7: (nothing was changed|not regenerated): .*No such file or directory.*\n", capsys.readouterr().err
    )
