"""Lock files: one holder at a time, and none once the holder is dead, however it died.

The lock is the operating system's, which lets go of it when a process ends; a file that merely exists says nothing.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # Of the open file, not of the process: two uploads of one process are kept apart too.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(path: Path) -> int | None:
    """Lock a file, made when it is not there; None if somebody else holds it.

    Returns:
        What `give_back` wants.

    Raises:
        OSError: The file cannot be made, or cannot be locked here.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return None
        except OSError:
            os.close(descriptor)
            raise
        if _is_at(descriptor, path):
            return descriptor
        # Its last holder took it away between our opening and locking it.
        os.close(descriptor)


def give_back(descriptor: int, path: Path) -> None:
    """Let go of a lock, and take its file away."""
    if sys.platform != "win32":
        # While it is still ours: afterwards it may be the next one's.
        with suppress(OSError):
            path.unlink()
    os.close(descriptor)
    if sys.platform == "win32":
        # What is open cannot be taken away there, so this fails if somebody has it already.
        with suppress(OSError):
            path.unlink()


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
