"""Content of a request: read whole, within its limit, and there again for the next request."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from twelvelabs_client._runtime.files import content_of
from twelvelabs_client.core.errors import InvalidInputError


class OneWay(io.RawIOBase):
    """A file that cannot be rewound, as a pipe."""

    def __init__(self, content: bytes) -> None:
        self._rest = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        return self._rest.readinto(cast(bytearray, buffer))


def test_bytes_paths_and_files_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"made up")

    assert content_of(b"made up", 7) == content_of(path, 7) == content_of(io.BytesIO(b"made up"), 7) == b"made up"
    assert content_of(cast(BinaryIO, OneWay(b"made up")), 7) == b"made up"


def test_a_file_is_read_from_where_it_stands_and_stands_there_again() -> None:
    file = io.BytesIO(b"passed over, made up")
    file.seek(13)

    assert [content_of(file, 7), content_of(file, 7)] == [b"made up"] * 2


def test_of_what_has_no_end_no_more_is_read_than_tells_that() -> None:
    asked: list[int] = []

    class Endless:
        def read(self, count: int) -> bytes:
            asked.append(count)
            return bytes(min(count, 3))

    with pytest.raises(InvalidInputError, match="more than the 0 MB that can be sent here"):
        content_of(cast(BinaryIO, Endless()), 7)

    assert asked == [8, 5, 2]


@pytest.mark.parametrize("one_way", [False, True])
def test_what_is_too_large_is_refused_whether_or_not_that_is_seen_before(one_way: bool) -> None:
    content = os.urandom(8)
    file = cast(BinaryIO, OneWay(content)) if one_way else io.BytesIO(content)

    with pytest.raises(InvalidInputError, match="MB that can be sent here; upload it as an asset and give that"):
        content_of(file, 7)
