"""Journals of uploads on the disk: whole or not at all, one holder each, cleared away in the end."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from twelvelabs_client._runtime import locks
from twelvelabs_client._runtime.journals import JournalFile, hold
from twelvelabs_client.core.errors import StorageError, TaskFailedError
from twelvelabs_client.uploads.resuming import (
    LONGEST_JOURNAL,
    MOST_AT_ONCE,
    MOST_JOURNALS,
    OLD_SECONDS,
    Journal,
    decode,
)

JOURNAL = Journal("u1", "a1", 10, 4, 3, {"x-own": "made-up"}, {1: "e1"})
OTHER = Journal("u2", "a2", 10, 4, 3)


def interrupted(folder: Path, key: str = "k", journal: Journal = JOURNAL) -> JournalFile:
    """A journal that is left behind, and free."""
    with suppress(KeyboardInterrupt), hold(folder, key) as file:
        file.write(journal)
        raise KeyboardInterrupt
    return file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "uploads").glob("*"))


def age(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_what_was_noted_is_there_for_the_next_run(tmp_path: Path) -> None:
    interrupted(tmp_path)

    with hold(tmp_path, "k") as file:
        assert file.read() == JOURNAL


@pytest.mark.parametrize("key", ["k", "other"])
def test_an_upload_of_another_name_finds_nothing(tmp_path: Path, key: str) -> None:
    interrupted(tmp_path)

    with hold(tmp_path, key) as file:
        assert (file.read() == JOURNAL) is (key == "k")


@pytest.mark.parametrize(
    "error", [None, TaskFailedError("m", status=None, reason=None, result=None), StorageError("m", status=400)]
)
def test_an_upload_at_its_end_leaves_nothing_behind(tmp_path: Path, error: Exception | None) -> None:
    def upload() -> None:
        with hold(tmp_path, "k") as file:
            file.write(JOURNAL, durable=True)
            assert names(tmp_path) == ["k-0.json", "k-0.lock"]
            if error is not None:
                raise error

    if error is None:
        upload()
    else:
        with pytest.raises(type(error)):
            upload()

    assert names(tmp_path) == []


def test_nobody_else_reads_the_folder_or_what_is_in_it(tmp_path: Path) -> None:
    interrupted(tmp_path / "new")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}

    assert modes == {tmp_path / "new/uploads": 0o700, tmp_path / "new/uploads/k-0.json": 0o600}


@pytest.mark.parametrize("durable", [True, False])
def test_a_journal_that_is_replaced_is_the_old_one_until_it_is_the_new_one(
    tmp_path: Path, durable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    replace = os.replace

    def look_and_replace(new: Any, old: Any) -> None:
        seen.append((file.read(), decode(Path(new).read_bytes())))
        replace(new, old)

    monkeypatch.setattr("os.replace", look_and_replace)
    with hold(tmp_path, "k") as file:
        file.write(JOURNAL)
        file.write(OTHER, durable=durable)

    assert seen == [(None, JOURNAL), (JOURNAL, OTHER)]


def test_what_lasts_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr("os.fsync", lambda descriptor: done.append("sync"))
    monkeypatch.setattr("os.replace", lambda new, old: done.append("replace"))
    with hold(tmp_path, "k") as file:
        file.write(JOURNAL, durable=True)
        file.write(JOURNAL)

    assert done == ["sync", "replace", "sync", "replace"]


def test_uploads_of_the_same_file_at_the_same_time_have_a_journal_each(tmp_path: Path) -> None:
    with hold(tmp_path, "k") as first, hold(tmp_path, "k") as second:
        first.write(JOURNAL)
        second.write(OTHER)

        assert (first.read(), second.read()) == (JOURNAL, OTHER)
        assert names(tmp_path) == ["k-0.json", "k-0.lock", "k-1.json", "k-1.lock"]


def test_interrupted_uploads_are_gone_on_with_before_new_ones_begin(tmp_path: Path) -> None:
    with hold(tmp_path, "k"):
        interrupted(tmp_path, journal=OTHER)

    with hold(tmp_path, "k") as file, hold(tmp_path, "k") as next_file:
        assert (file.read(), next_file.read()) == (OTHER, None)


def test_more_at_once_than_there_are_places_are_not_noted_and_go_on(tmp_path: Path) -> None:
    held = [hold(tmp_path, "k") for _ in range(MOST_AT_ONCE + 1)]
    for file in held:
        file.write(JOURNAL)

    assert [file.read() for file in held] == [JOURNAL] * MOST_AT_ONCE + [None]
    for file in held:
        file.__exit__(None, None, None)
    assert names(tmp_path) == []


def test_of_many_threads_only_one_gets_a_journal(tmp_path: Path) -> None:
    interrupted(tmp_path)
    found: list[Journal | None] = []
    start, end = threading.Barrier(8), threading.Barrier(8)

    def upload() -> None:
        start.wait(10)
        with hold(tmp_path, "k") as file:
            found.append(file.read())
            end.wait(10)

    threads = [threading.Thread(target=upload) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found.count(JOURNAL) == 1
    assert found.count(None) == 7


HOLDER = """
import sys, time
from twelvelabs_client._runtime.journals import hold
from twelvelabs_client.uploads.resuming import Journal
with hold(sys.argv[1], "k") as file:
    file.write(Journal("u2", "a2", 10, 4, 3))
    print("held", flush=True)
    time.sleep(60)
"""


def test_what_a_living_process_holds_is_left_alone_and_what_a_dead_one_held_is_free(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with hold(tmp_path, "k") as file:
            assert file.read() is None
        holder.kill()

    with hold(tmp_path, "k") as file:
        assert file.read() == OTHER


def test_a_lock_whose_file_was_taken_away_meanwhile_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "k.lock"
    lock = locks._lock
    taken: list[int] = []

    def lock_and_lose_it_once(descriptor: int) -> None:
        lock(descriptor)
        taken.append(descriptor)
        if len(taken) == 1:
            path.unlink()

    monkeypatch.setattr(locks, "_lock", lock_and_lose_it_once)
    held = locks.take(path)

    assert held is not None
    assert len(taken) == 2
    assert os.path.samestat(os.fstat(held), path.stat())
    locks.give_back(held, path)
    assert not path.exists()


def test_what_is_too_old_to_be_resumed_is_cleared_away(tmp_path: Path) -> None:
    for key, seconds in (("old", OLD_SECONDS + 60), ("young", OLD_SECONDS - 60)):
        interrupted(tmp_path, key)
        age(tmp_path / "uploads" / f"{key}-0.json", seconds)
    for name in ("left-0.lock", "left-0.new", "somebody's.txt"):
        (tmp_path / "uploads" / name).touch()
        age(tmp_path / "uploads" / name, OLD_SECONDS + 60)

    with hold(tmp_path, "k"):
        assert names(tmp_path) == ["k-0.lock", "somebody's.txt", "young-0.json"]


def test_what_is_old_and_still_held_is_left_alone(tmp_path: Path) -> None:
    with hold(tmp_path, "slow") as slow:
        slow.write(JOURNAL)
        for path in (tmp_path / "uploads").iterdir():
            age(path, OLD_SECONDS + 60)
        with hold(tmp_path, "k"):
            assert slow.read() == JOURNAL


def test_of_too_many_the_oldest_are_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    for number in range(MOST_JOURNALS + 3):
        (folder / f"{number}-0.json").touch()
        age(folder / f"{number}-0.json", number * 60)

    with hold(tmp_path, "k"):
        assert len(names(tmp_path)) == MOST_JOURNALS + 1

    assert not (folder / f"{MOST_JOURNALS}-0.json").exists()
    assert (folder / f"{MOST_JOURNALS - 1}-0.json").exists()


def test_a_journal_stays_small(tmp_path: Path) -> None:
    with hold(tmp_path, "k") as file:
        file.write(JOURNAL)
        file.write(Journal("u1", "a1", 10, 4, 3, {"x-own": "x" * LONGEST_JOURNAL}))

        assert file.read() == JOURNAL


@pytest.mark.parametrize("text", [b"", b"\x00" * 100, b"{"])
def test_a_damaged_journal_is_none(tmp_path: Path, text: bytes) -> None:
    interrupted(tmp_path)
    (tmp_path / "uploads" / "k-0.json").write_bytes(text)

    with hold(tmp_path, "k") as file:
        assert file.read() is None


def test_without_a_folder_nothing_is_noted_and_nothing_fails() -> None:
    with hold(None, "k") as file:
        file.write(JOURNAL, durable=True)

        assert file.read() is None


def test_a_folder_that_cannot_be_made_is_told_and_is_no_reason_to_fail(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()

    with caplog.at_level(logging.WARNING), hold(tmp_path / "file", "k") as file:
        file.write(JOURNAL)
        assert file.read() is None

    assert "upload: cannot be resumed if it is interrupted" in caplog.text


def test_a_disk_that_is_full_is_told_and_is_no_reason_to_fail(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(new: Any, old: Any) -> None:
        raise OSError(28, "No space left on device")

    with caplog.at_level(logging.WARNING), hold(tmp_path, "k") as file:
        file.write(JOURNAL)
        monkeypatch.setattr("os.replace", fail)
        for _ in range(3):
            file.write(OTHER)
        assert file.read() == JOURNAL

    assert caplog.text.count("No space left on device") == 1
