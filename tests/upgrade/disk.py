"""A small checkout, the contents to swap in, and a disk that stops or refuses at a chosen operation."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tracking import files
from tracking.swap import locked, swap

OLD = {
    "docs/gone.md": "old",
    "generated/v1_2/module.py": "old",
    "generated/v1_3/models/gone.py": "old",
    "generated/v1_3/module.py": "old",
    "openapi/spec.lock": "old",
}
NEW = {
    "generated/v1_3/models/added.py": "new",
    "generated/v1_3/module.py": "new",
    "openapi/published/v1.3.json": "new",
    "openapi/spec.lock": "new",
}
FINAL = "generated/v1_3"
PATHS = (FINAL, "openapi/published/v1.3.json", "openapi/spec.lock")
REMOVED = ("docs/gone.md", "generated/v1_2")


def write(root: Path, contents: dict[str, str]) -> None:
    for path, text in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def checkout(folder: Path) -> Path:
    """Make the old tree, and the new contents beside it; returns the checkout."""
    write(folder / "checkout", OLD)
    write(folder / "made", NEW)
    return folder / "checkout"


def swap_all(root: Path) -> str | None:
    """Swap in the new contents; returns what was done about an interrupted swap before."""
    with locked(root) as settled:
        put = {path: root.parent / "made" / path for path in PATHS}
        swap(root, {**put, **dict.fromkeys(REMOVED)})
    return settled


def state(root: Path) -> dict[str, str]:
    """Everything in the checkout: text by file, and empty folders, but for the lock file."""
    found: dict[str, str] = {}
    for folder, folders, names in os.walk(root):
        found.update({os.path.join(folder, name): Path(folder, name).read_text() for name in names})
        if not folders and not names:
            found[folder] = "an empty folder"
    below = {Path(path).relative_to(root).as_posix(): text for path, text in found.items()}
    return {path: text for path, text in below.items() if path != ".upgrade/lock"}


class Killed(BaseException):
    """Stands for the end of the process."""


Refusal = Callable[[str, Path, Path], bool]


class Disk:
    """The real operations, until one ends the process, before it or half way; some are refused.

    `refuses` is asked with the operation, its path, and for two paths its target.
    """

    def __init__(
        self,
        refuses: Refusal | None = None,
        *,
        dies_at: int | None = None,
        fails_at: int | None = None,
        halfway: bool = False,
        die: Callable[[], object] | None = None,
    ) -> None:
        self.refuses, self.dies_at, self.fails_at, self.halfway, self.die = refuses, dies_at, fails_at, halfway, die
        self.operations: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def operation(path: Path, *more: Any) -> None:
            number = len(self.operations)
            self.operations.append(f"{name} {path}")
            if number == self.dies_at:
                self._end(name, path, *more)
            if number == self.fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            if self.refuses is not None and self.refuses(name, path, more[0] if name == "rename" else path):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(path))
            getattr(files.FileOperations(), name)(path, *more)

        return operation

    def _end(self, name: str, path: Path, *more: Any) -> None:
        if self.halfway and name == "copy_file":
            target = Path(more[0])
            target.write_bytes(path.read_bytes()[:1])
        if self.halfway and name == "write_file":
            path.write_text(more[0][: len(more[0]) // 2])
        if self.die is not None:
            self.die()
        raise Killed


@contextmanager
def using(disk: Disk) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "operations", disk)
        yield
