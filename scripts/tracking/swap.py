"""Put a new generated tree, its lock and its published description in place, so that no moment sees a mix.

All new files are laid beside the old ones first. Then a journal is written, the files change places by renaming, and
the journal is removed. The generated folder is exchanged in one step of the file system; what an interruption leaves
undone between the renames, `finish_interrupted` does when a command starts next.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

JOURNAL = Path("build") / "upgrade" / "swap.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def swap(root: Path, staged: dict[str, str]) -> None:
    """Move staged files and folders into place.

    Args:
        root: The checkout.
        staged: New path by final path, both relative to the checkout and on one file system.
    """
    journal = root / JOURNAL
    journal.parent.mkdir(parents=True, exist_ok=True)
    moves = [Move(final, new, (root / new).stat().st_ino) for final, new in staged.items()]
    unfinished = journal.with_suffix(".tmp")
    unfinished.write_text(json.dumps([asdict(move) for move in moves]), encoding="utf-8")
    with _undisturbed():
        os.replace(unfinished, journal)
        _finish(root, moves)


def finish_interrupted(root: Path) -> bool:
    """Finish a swap that was interrupted; tells whether there was one."""
    journal = root / JOURNAL
    if not journal.is_file():
        return False
    _finish(root, [Move(**move) for move in json.loads(journal.read_text(encoding="utf-8"))])
    return True


@dataclass(frozen=True, slots=True)
class Move:
    """One path that takes another's place; the inode tells the new one wherever it stands."""

    final: str
    new: str
    inode: int


def _finish(root: Path, moves: list[Move]) -> None:
    for move in moves:
        source, target = root / move.new, root / move.final
        if not target.exists() or target.stat().st_ino != move.inode:
            _put(source, target)
        if source.is_dir():
            shutil.rmtree(source)
    (root / JOURNAL).unlink()


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and target.is_dir():
        _exchange(source, target)
    else:
        os.replace(source, target)


def _exchange(new: Path, old: Path) -> None:
    """Exchange two folders in one step where the system can, else in two."""
    libc = ctypes.CDLL(None, use_errno=True)
    renameat2 = getattr(libc, "renameat2", None)
    paths = os.fsencode(new), os.fsencode(old)
    if renameat2 is not None and renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return
    aside = old.with_name(f".{old.name}.aside")
    os.rename(old, aside)
    os.rename(new, old)
    os.rename(aside, new)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep signals waiting until the files are in place."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
