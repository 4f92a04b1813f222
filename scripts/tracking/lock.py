"""The lock of a checkout: one command at a time may change it.

The lock is the operating system's, which releases it when the process ends, however it ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

# Not below build/, which `make clean` removes: a lock whose file is removed no longer excludes anybody.
FOLDER = ".upgrade"


class CheckoutError(Exception):
    """A checkout cannot be changed; the text says why and what to do, in one line."""


@contextmanager
def checkout_lock(root: Path) -> Iterator[None]:
    """Hold the lock of a checkout.

    Raises:
        CheckoutError: Another process holds it, or the lock file cannot be made.
    """
    lock = FileLock(root / FOLDER / "lock", timeout=0)
    # Beside the lock file, which Windows lets nobody else read while it is locked.
    holder = root / FOLDER / "pid"
    try:
        holder.parent.mkdir(exist_ok=True)
        lock.acquire()
    except Timeout:
        message = f"{root}: another command is changing this checkout{_process(holder)}; wait for it to end"
        raise CheckoutError(message) from None
    except OSError as error:
        raise CheckoutError(f"{root}: cannot be locked: {error}") from error
    try:
        with suppress(OSError):
            holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _process(holder: Path) -> str:
    with suppress(OSError, ValueError):
        return f" (process {int(holder.read_text(encoding='ascii'))})"
    return ""
