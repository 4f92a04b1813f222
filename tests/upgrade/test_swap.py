"""New files take the place of old ones whole: an interruption leaves the old state or the new one, or is finished."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracking.swap import JOURNAL, finish_interrupted, swap

STAGED = {"generated/v1_3": "build/staged/v1_3", "openapi/spec.lock": "build/staged/spec.lock"}


class Killed(BaseException):
    """Stands for the end of the process."""


def checkout(root: Path) -> None:
    write(root / "generated/v1_3/module.py", "old")
    write(root / "generated/v1_3/gone.py", "old")
    write(root / "openapi/spec.lock", "old")
    write(root / "build/staged/v1_3/module.py", "new")
    write(root / "build/staged/spec.lock", "new")


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def state(root: Path) -> dict[str, str]:
    files = [*(root / "generated").rglob("*.py"), root / "openapi/spec.lock"]
    return {file.relative_to(root).as_posix(): file.read_text() for file in files}


OLD = {"generated/v1_3/module.py": "old", "generated/v1_3/gone.py": "old", "openapi/spec.lock": "old"}
NEW = {"generated/v1_3/module.py": "new", "openapi/spec.lock": "new"}


def test_everything_staged_is_in_place_and_nothing_is_left_over(tmp_path: Path) -> None:
    checkout(tmp_path)

    swap(tmp_path, STAGED)

    assert state(tmp_path) == NEW
    assert not (tmp_path / JOURNAL).exists()
    assert list((tmp_path / "build/staged").iterdir()) == []


def test_a_file_that_was_not_there_before_is_put_in_place(tmp_path: Path) -> None:
    write(tmp_path / "build/staged/v1.3.json", "new")

    swap(tmp_path, {"openapi/published/v1.3.json": "build/staged/v1.3.json"})

    assert (tmp_path / "openapi/published/v1.3.json").read_text() == "new"


def dies_at(call: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, ending the process before its so-manieth call."""
    calls = 0

    def replaced(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed
        return function(*arguments)

    return replaced


@pytest.mark.parametrize(
    ("name", "call"),
    [("os.replace", 1), ("os.replace", 2), ("shutil.rmtree", 1)],
    ids=["before the journal", "between the files", "after the exchange"],
)
def test_an_interrupted_swap_is_old_or_finished_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: int
) -> None:
    checkout(tmp_path)
    with monkeypatch.context() as patched:
        function: Callable[..., Any] = os.replace if name == "os.replace" else shutil.rmtree
        patched.setattr(name, dies_at(call, function))
        with pytest.raises(Killed):
            swap(tmp_path, STAGED)

    finished = finish_interrupted(tmp_path)

    assert state(tmp_path) == (NEW if finished else OLD)
    assert finished is ((name, call) != ("os.replace", 1))


def test_a_folder_is_never_half_old_and_half_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout(tmp_path)
    monkeypatch.setattr("shutil.rmtree", dies_at(1, shutil.rmtree))

    with pytest.raises(Killed):
        swap(tmp_path, STAGED)

    assert [file.read_text() for file in (tmp_path / "generated/v1_3").iterdir()] == ["new"]


def test_without_an_interruption_there_is_nothing_to_finish(tmp_path: Path) -> None:
    assert finish_interrupted(tmp_path) is False
