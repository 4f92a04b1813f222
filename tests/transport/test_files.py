"""Files to upload: found, opened, sent from where they stand, and closed by whoever opened them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from twelvelabs_client._runtime.files import opened
from twelvelabs_client.core.errors import InvalidInputError


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"0123456789")
    return path


@pytest.mark.parametrize("form", [str, Path])
def test_a_path_is_opened_and_closed_again(clip: Path, form: Any) -> None:
    with opened(form(clip)) as part:
        assert (part.name, part.media_type, part.size, part.replayable) == ("clip.mp4", "video/mp4", 10, True)
        assert part.payload.read() == b"0123456789"
    with pytest.raises(InvalidInputError, match="closed file"):
        part.payload.read()


def test_a_file_is_sent_from_where_it_stands_and_left_open(clip: Path) -> None:
    with clip.open("rb") as file:
        file.seek(4)
        with opened(file) as part:
            assert (part.name, part.size) == ("clip.mp4", 6)
            assert part.payload.read(2) == b"45"
            part.payload.seek(0)
            assert part.payload.read() == b"456789"
        assert not file.closed


def test_a_rewind_goes_to_where_the_file_stood(clip: Path) -> None:
    with clip.open("rb") as file:
        file.seek(4)
        with opened(file) as part:
            assert part.payload.seek(0, os.SEEK_END) == 6
            assert part.payload.seek(-2, os.SEEK_CUR) == part.payload.tell() == 4
            assert part.payload.read() == b"89"


def test_bytes_are_a_file_without_a_name() -> None:
    with opened(b"0123") as part:
        assert (part.name, part.size, part.payload.read()) == ("upload.bin", 4, b"0123")


def test_the_name_that_was_asked_for_wins_and_decides_the_type(clip: Path) -> None:
    with opened(clip, name="poster.png") as part:
        assert (part.name, part.media_type) == ("poster.png", "image/png")


def test_what_cannot_be_rewound_has_no_size_and_is_not_replayable() -> None:
    with opened(SimpleNamespace(read=io.BytesIO(b"0123").read, name="clip.mp4")) as part:
        assert (part.name, part.size, part.replayable) == ("clip.mp4", None, False)
        assert part.payload.read() == b"0123"


@pytest.mark.parametrize("size_known", [True, False])
def test_progress_is_told_block_by_block(size_known: bool) -> None:
    told: list[tuple[int, int | None]] = []
    file: Any = io.BytesIO(b"0123456789")
    source = file if size_known else SimpleNamespace(read=file.read)
    with opened(source, progress=lambda sent, size: told.append((sent, size))) as part:
        while part.payload.read(4):
            pass
    size = 10 if size_known else None
    assert told == [(4, size), (8, size), (10, size)]


def test_progress_begins_anew_with_a_new_attempt() -> None:
    told: list[int] = []
    with opened(b"0123456789", progress=lambda sent, size: told.append(sent)) as part:
        for _ in range(2):
            part.payload.seek(0)
            part.payload.read()
    assert told == [10, 10]


def test_a_file_without_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    at_its_end = io.BytesIO(b"0123")
    at_its_end.seek(4)
    for source in (tmp_path / "empty.mp4", b"", at_its_end):
        with pytest.raises(InvalidInputError, match="the file is empty"), opened(source):
            pass


def test_what_is_no_file_is_refused_by_its_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused: list[tuple[Any, str]] = [
        (tmp_path, "is a directory"),
        (tmp_path / "missing.mp4", r"missing\.mp4: there is no such file"),
        (tmp_path / "pipe", "not a regular file"),
        (io.StringIO("text"), "opened as text"),
        (7, "expected a path, a binary file or an address, got int"),
        (None, "got NoneType"),
    ]
    for source, complaint in refused:
        with pytest.raises(InvalidInputError, match=complaint), opened(source):
            pass


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(path: Path, mode: str) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(InvalidInputError, match=r"clip\.mp4: cannot be read: Permission denied"), opened(clip):
        pass
