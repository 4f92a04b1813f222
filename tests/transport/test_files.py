"""Files to upload: found, opened, sent from where they stand, and closed by whoever opened them."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from twelvelabs_client._runtime.files import opened, read_next
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


def packed(damage: Callable[[bytes], bytes]) -> Any:
    return gzip.GzipFile(fileobj=io.BytesIO(damage(gzip.compress(bytes(range(256)) * 200))))


@pytest.mark.parametrize("damage", [lambda data: data[:-10], lambda data: data[:40] + bytes(40) + data[80:]])
def test_a_packed_file_that_is_damaged_cannot_be_read(damage: Callable[[bytes], bytes]) -> None:
    with (
        pytest.raises(InvalidInputError, match=r"^upload.bin: cannot be read to its end: ") as refusal,
        opened(packed(damage)) as part,
    ):
        part.payload.read()
    assert refusal.value.__cause__ is not None


def test_a_packed_file_is_sent_as_it_reads() -> None:
    with opened(packed(bytes)) as part:
        assert (part.size, part.payload.read()) == (256 * 200, bytes(range(256)) * 200)


@pytest.mark.parametrize("stands_at", [4, 9])
def test_a_file_that_was_read_already_is_told_as_such(stands_at: int) -> None:
    file = io.BytesIO(b"0123")
    file.seek(stands_at)
    with pytest.raises(InvalidInputError) as refusal, opened(file):
        pass
    assert str(refusal.value) == "upload.bin: the file is empty, or was read to its end already: seek(0) rewinds it"


class Taciturn(io.BytesIO):
    """A file that does not tell where it was sent."""

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> Any:
        super().seek(offset, whence)


def test_a_file_need_not_tell_where_it_was_sent() -> None:
    with opened(Taciturn(b"0123")) as part:
        assert (part.size, part.payload.read()) == (4, b"0123")


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
    def forbid(path: Path, mode: str, buffering: int) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(InvalidInputError, match=r"clip\.mp4: cannot be read: Permission denied"), opened(clip):
        pass


class InPieces:
    """A file that gives fewer bytes than it is asked for, as sockets and pipes do."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def read(self, count: int = -1) -> bytes:
        return self._file.read(min(count, 3) if count >= 0 else 3)


class SeekableInPieces(InPieces):
    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def test_a_run_of_bytes_is_whole_even_if_the_file_gives_it_in_pieces() -> None:
    source: Any = SeekableInPieces(b"0123456789")
    with opened(source) as part:
        assert part.open_at is not None
        reader = part.open_at(1)
        assert (reader.read(5), reader.read(3)) == (b"12345", b"678")


def test_a_file_that_cannot_be_rewound_is_read_run_by_run_if_its_size_is_told() -> None:
    source: Any = InPieces(b"0123456789 and more")
    with opened(source, size=10) as part:
        assert (part.size, part.replayable, part.open_at) == (10, False, None)
        assert [read_next(part, 4), read_next(part, 4), read_next(part, 2)] == [b"0123", b"4567", b"89"]
        assert part.payload.read(1) == b""


def test_a_file_that_ends_before_the_size_that_was_told_is_refused() -> None:
    source: Any = InPieces(b"0123")
    with opened(source, name="clip.mp4", size=10) as part, pytest.raises(InvalidInputError) as refusal:
        read_next(part, 8)
    assert str(refusal.value) == "clip.mp4: ended after 4 of the 10 bytes of size="


class Giving(io.BytesIO):
    """A file that can be rewound and gives what it was told to give."""

    gives: Any = None

    def read(self, count: int | None = -1, /) -> Any:
        return self.gives


@pytest.mark.parametrize("rewinds", [False, True])
@pytest.mark.parametrize("gives", ["text", None])
def test_a_file_that_gives_no_bytes_is_refused(gives: Any, rewinds: bool) -> None:
    file = Giving(bytes(10))
    file.gives = gives
    source: Any = file if rewinds else SimpleNamespace(read=file.read)
    with opened(source, size=10) as part, pytest.raises(InvalidInputError, match="where bytes are expected"):
        part.payload.read(4)


def test_a_size_that_is_not_the_files_is_refused(clip: Path) -> None:
    with pytest.raises(InvalidInputError) as refusal, opened(clip, size=11):
        pass
    assert str(refusal.value) == "size: 11 was given, but clip.mp4 has 10 bytes; leave it out"
    with opened(clip, size=10) as part:
        assert part.size == 10


def test_what_has_no_end_is_read_no_further_than_one_call_allows() -> None:
    source: Any = SimpleNamespace(read=lambda count: bytes(count))
    with opened(source, name="clip.mp4", largest=lambda name: 10) as part:
        assert part.payload.read(10) == bytes(10)
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: gives more than the 10 bytes .* pass size="):
            part.payload.read(1)


def test_only_a_file_that_was_given_by_its_path_has_an_identity(clip: Path) -> None:
    stat = clip.stat()
    with opened(clip) as part, opened(clip.with_name("clip.mp4")) as again:
        assert part.identity is not None
        assert part.identity == again.identity
        assert (part.identity.inode, part.identity.size) == (stat.st_ino, 10)
        assert part.identity.modified == stat.st_mtime_ns
    with clip.open("rb") as file, opened(file) as part:
        assert part.identity is None


def test_a_file_is_the_same_under_another_name_and_in_another_folder(clip: Path) -> None:
    with opened(clip) as part:
        before = part.identity
    (clip.parent / "folder").mkdir()
    moved = clip.rename(clip.parent / "folder" / "other.mp4")
    with opened(moved) as part:
        assert part.identity == before


def grow(clip: Path) -> None:
    with clip.open("ab") as file:
        file.write(b"more")


def write(clip: Path) -> None:
    with clip.open("r+b") as file:
        file.write(b"9876543210")
    os.utime(clip, ns=(0, clip.stat().st_mtime_ns + 1))


def replace(clip: Path) -> None:
    stat = clip.stat()
    other = clip.with_name("other.mp4")
    other.write_bytes(b"9876543210")
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(clip)


CHANGES: list[tuple[Any, str]] = [
    (lambda clip: os.truncate(clip, 4), "it had 10 bytes and has 4"),
    (grow, "it had 10 bytes and has 14"),
    (write, "it was written to"),
    (replace, "another file has taken its place"),
]


@pytest.mark.parametrize(("change", "how"), CHANGES)
def test_a_file_that_changes_while_it_is_read_is_refused(clip: Path, change: Any, how: str) -> None:
    with opened(clip) as part:
        part.check_unchanged()
        change(clip)
        with pytest.raises(InvalidInputError) as refusal:
            part.check_unchanged()
    assert str(refusal.value) == f"clip.mp4: the file changed while it was read: {how}"


@pytest.mark.parametrize("change", [grow, write, replace], ids=["grow", "write", "replace"])
def test_the_last_bytes_of_a_changed_file_are_not_handed_over(clip: Path, change: Any) -> None:
    with opened(clip) as part:
        assert part.payload.read(6) == b"012345"
        change(clip)
        with pytest.raises(InvalidInputError, match="the file changed while it was read"):
            part.payload.read(6)


def test_a_file_that_has_become_shorter_does_not_end_early(clip: Path) -> None:
    with opened(clip) as part:
        os.truncate(clip, 4)
        with pytest.raises(InvalidInputError, match="the file changed while it was read"):
            list(iter(partial(part.payload.read, 4), b""))


def test_a_file_that_is_only_taken_away_can_be_read_to_its_end(clip: Path) -> None:
    with opened(clip) as part:
        clip.unlink()
        assert part.payload.read() == b"0123456789"


def test_a_file_of_the_callers_is_watched_too(clip: Path) -> None:
    with clip.open("rb") as file, opened(file) as part:
        grow(clip)
        with pytest.raises(InvalidInputError, match="it had 10 bytes and has 14"):
            part.check_unchanged()
