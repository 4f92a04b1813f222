"""The file operations of a swap, each one small step, so that a test can stop a swap before or within any of them."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


class FileOperations:
    """All that a swap changes on disk goes through these."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def copy_file(self, source: Path, target: Path) -> None:
        shutil.copy(source, target, follow_symlinks=False)

    def write_file(self, file: Path, text: str) -> None:
        with file.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())

    def rename(self, source: Path, target: Path) -> None:
        os.replace(source, target)

    def remove_file(self, file: Path) -> None:
        file.unlink()

    def remove_folder(self, folder: Path) -> None:
        folder.rmdir()


operations = FileOperations()


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder itself, not a symlink to one."""
    return path.is_dir() and not path.is_symlink()


def copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder with its contents, to where nothing or an empty folder is."""
    if not is_folder(source):
        operations.copy_file(source, target)
        return
    operations.make_folder(target)
    for child in sorted(source.iterdir()):
        copy(child, target / child.name)


def remove(path: Path) -> None:
    """Remove a file, a symlink, or a folder with its contents, if it is there; a mount point stays, empty."""
    if is_folder(path):
        for child in sorted(path.iterdir()):
            remove(child)
        remove_empty(path)
    elif os.path.lexists(path):
        operations.remove_file(path)


def remove_empty(folder: Path) -> None:
    """Remove an empty folder, unless it is a mount point."""
    with suppress(OSError):
        operations.remove_folder(folder)


def renamed(source: Path, target: Path) -> bool:
    """Rename, and return whether it was possible.

    A mount point cannot be renamed, nor can, on overlayfs, a folder of a lower layer.
    """
    try:
        operations.rename(source, target)
    except OSError:
        return False
    return True
