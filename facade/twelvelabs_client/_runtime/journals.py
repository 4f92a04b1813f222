"""The journals of uploads under way, one small file each, in a folder of the user's."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from twelvelabs_client._runtime import locks
from twelvelabs_client.uploads.resuming import (
    LONGEST_JOURNAL,
    MOST_AT_ONCE,
    MOST_JOURNALS,
    OLD_SECONDS,
    Journal,
    decode,
    decode_asset,
    encode,
    encode_asset,
    is_settled,
)

JOURNAL, NEW, LOCK = ".json", ".new", ".lock"
log = logging.getLogger("twelvelabs_client")


class JournalFile:
    """The journal of one upload, which nobody else reads or writes as long as it is held. It is forgotten when the
    upload has come to its end, and kept when it was interrupted.

    Args:
        place: The file without its suffix; None: nothing is kept.
        lock: The lock that goes with it.
    """

    def __init__(self, place: Path | None = None, lock: int | None = None) -> None:
        self._place = place
        self._lock = lock
        self._has_warned = False

    def __enter__(self) -> JournalFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if is_settled(error):
            self.forget()
        if self._place is not None and self._lock is not None:
            locks.give_back(self._lock, _lock_of(self._place))

    def read(self) -> Journal | None:
        """What was noted by an earlier run, if anything."""
        return decode(self._read())

    def read_asset(self) -> str | None:
        """The asset that an earlier run had stored, if any."""
        return decode_asset(self._read())

    def write(self, journal: Journal, *, durable: bool = False) -> None:
        """Replace what was noted, all of it or nothing; where that fails the upload goes on with what was there before.

        Args:
            journal: What to note.
            durable: Whether it is to outlive a power failure. Losing it costs sending again, nothing else.
        """
        self._write(encode(journal), durable=durable)

    def write_asset(self, asset_id: str) -> None:
        """Note an asset that is stored, for a run that may have to go on from there."""
        self._write(encode_asset(asset_id), durable=True)

    def _read(self) -> bytes:
        if self._place is None:
            return b""
        try:
            with _journal_of(self._place).open("rb") as file:
                return file.read(LONGEST_JOURNAL)
        except OSError:
            return b""

    def _write(self, text: bytes, *, durable: bool) -> None:
        if self._place is None or len(text) > LONGEST_JOURNAL:
            return
        try:
            _replace(_journal_of(self._place), self._place.with_suffix(NEW), text, durable=durable)
        except OSError as error:
            if not self._has_warned:
                log.warning("upload: cannot be noted in %s, so it may not be resumed: %s", self._place.parent, error)
            self._has_warned = True

    def forget(self) -> None:
        """Remove what was noted."""
        if self._place is not None:
            _remove(self._place)


def hold(folder: str | os.PathLike[str] | None, key: str) -> JournalFile:
    """The journal of an upload: an interrupted one that nobody goes on with, else a new one.

    Uploads of the same file at the same time have a journal each. Where there is no folder to write to, the upload
    works all the same and cannot be resumed.
    """
    if folder is None:
        return JournalFile()
    place = Path(folder) / "uploads"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clean(place, time.time())
        return _hold(place, key)
    except OSError as error:
        log.warning("upload: cannot be resumed if it is interrupted: %s", error)
        return JournalFile()


def _hold(folder: Path, key: str) -> JournalFile:
    places = [folder / f"{key}-{number}" for number in range(MOST_AT_ONCE)]
    for place in sorted(places, key=lambda place: not _journal_of(place).exists()):
        lock = locks.take(_lock_of(place))
        if lock is not None:
            return JournalFile(place, lock)
    return JournalFile()


def _replace(path: Path, new: Path, text: bytes, *, durable: bool) -> None:
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    os.replace(new, path)
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make sure that a new name outlives a power failure; a folder cannot be opened on Windows, nor needs it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _clean(folder: Path, now: float) -> None:
    """Remove what nobody can go on with any more, unless somebody is just doing it."""
    for place in _outdated(folder, now):
        with suppress(OSError), _locked(place) as locked:
            if locked:
                _remove(place)


def _outdated(folder: Path, now: float) -> list[Path]:
    """Journals whose session has ended long ago, and the oldest of too many."""
    written: dict[Path, float] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            place = Path(entry.path)
            if place.suffix not in (JOURNAL, NEW, LOCK):
                continue
            place = place.with_suffix("")
            with suppress(OSError):
                written[place] = max(written.get(place, 0.0), entry.stat().st_mtime)
    newest_first = sorted(written, key=lambda place: -written[place])
    return [
        place
        for number, place in enumerate(newest_first)
        if number >= MOST_JOURNALS or written[place] < now - OLD_SECONDS
    ]


@contextmanager
def _locked(place: Path) -> Iterator[bool]:
    lock = locks.take(_lock_of(place))
    try:
        yield lock is not None
    finally:
        if lock is not None:
            locks.give_back(lock, _lock_of(place))


def _remove(place: Path) -> None:
    for path in (_journal_of(place), place.with_suffix(NEW)):
        with suppress(OSError):
            path.unlink()


def _journal_of(place: Path) -> Path:
    return place.with_suffix(JOURNAL)


def _lock_of(place: Path) -> Path:
    return place.with_suffix(LOCK)
