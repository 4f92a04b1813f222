"""Files that cannot be uploaded are refused in one line, before a byte is sent and without a trace on disk."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, Ask, is_one_clear_line, refused, silent_client
from twelvelabs_client import AsyncTwelveLabsV1_3, InvalidInputError, TwelveLabsV1_3

pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning")

ADDRESS = "https://example.com/clip.mp4"
Upload: TypeAlias = Callable[[Any, Path], Any]


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    return silent_client(colour)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files that cannot be uploaded, and one that could."""
    (tmp_path / "clip.mp4").write_bytes(b"made-up bytes")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "folder.mp4").mkdir()
    return tmp_path


def closed(path: Path) -> Any:
    file = path.open("rb")
    file.close()
    return file


def unseekable() -> Any:
    return SimpleNamespace(read=io.BytesIO(b"made-up").read)


class Enormous(io.BytesIO):
    """A file that would be one byte larger than it may be, if anybody read it."""

    def __init__(self, size: int, name: str) -> None:
        super().__init__()
        self.name = name
        self._size = size + 1

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._size if whence == os.SEEK_END else offset

    def read(self, count: int | None = -1, /) -> bytes:
        raise AssertionError("a byte was read")


def one_call(tl: Any, source: Any, **options: Any) -> Any:
    return tl.assets.upload(source, multipart=False, **options)


def in_chunks(tl: Any, source: Any, **options: Any) -> Any:
    return tl.assets.upload(source, multipart=True, **options)


UPLOADS: list[Any] = [
    pytest.param(upload, says, id=says)
    for says, upload in (
        ("nowhere.mp4: there is no such file", lambda tl, folder: tl.assets.upload(folder / "nowhere.mp4")),
        ("folder.mp4: is a directory", lambda tl, folder: tl.assets.upload(folder / "folder.mp4")),
        ("empty.mp4: the file is empty", lambda tl, folder: tl.assets.upload(str(folder / "empty.mp4"))),
        ("the file was opened as text", lambda tl, folder: tl.assets.upload(io.StringIO("made-up"))),
        ("the file is closed", lambda tl, folder: tl.assets.upload(closed(folder / "clip.mp4"))),
        ("got NoneType", lambda tl, folder: tl.assets.upload(None)),
        ("cannot be read: File name too long", lambda tl, folder: tl.assets.upload("a" * 200 + "/" + "b" * 5000)),
        (
            "max_wait and poll_interval: ",
            lambda tl, folder: tl.assets.upload(folder / "clip.mp4", wait=True, max_wait=0),
        ),
        ("'file:///clip.mp4' is no http or https", lambda tl, folder: tl.assets.upload("file:///clip.mp4")),
        ("'s3://bucket/clip.mp4' is no http or", lambda tl, folder: tl.assets.upload("s3://bucket/clip.mp4")),
        ("'https:///clip.mp4' is no http or https", lambda tl, folder: tl.assets.upload("https:///clip.mp4")),
        ("is no http or https address", lambda tl, folder: tl.assets.upload("https://[::1/clip.mp4")),
        ("nowhere.mp4: there is no such file", lambda tl, folder: tl.upload(folder / "nowhere.mp4", index=ID)),
        ("nowhere.mp4: there is no such file", lambda tl, folder: tl.tasks.create(ID, folder / "nowhere.mp4")),
        ("'s3://bucket/clip.mp4' is no http or", lambda tl, folder: tl.tasks.create(ID, "s3://bucket/clip.mp4")),
        ("max_wait and poll_interval: ", lambda tl, folder: in_chunks(tl, folder / "clip.mp4", max_wait=0)),
        ("max_wait and poll_interval: ", lambda tl, folder: in_chunks(tl, folder / "clip.mp4", poll_interval=-1)),
        ("timeout: 0 is not above 0 seconds", lambda tl, folder: in_chunks(tl, folder / "clip.mp4", timeout=0)),
        ("timeout: must be a number", lambda tl, folder: in_chunks(tl, folder / "clip.mp4", timeout="5")),
        ("multipart: only for a file", lambda tl, folder: tl.assets.upload(ADDRESS, multipart=True)),
        ("multipart: only for a file", lambda tl, folder: tl.assets.upload(ADDRESS, multipart=False)),
        ("checksum: only for a file", lambda tl, folder: tl.assets.upload(ADDRESS, checksum="md5")),
        ("size: only for a file", lambda tl, folder: tl.assets.upload(ADDRESS, size=10)),
        (
            "checksum: 'sha1' is not one of md5",
            lambda tl, folder: tl.assets.upload(folder / "clip.mp4", checksum="sha1"),
        ),
        ("checksum: only chunks can be proved", lambda tl, folder: one_call(tl, folder / "clip.mp4", checksum="md5")),
        (
            "notes.pdf: the name does not say",
            lambda tl, folder: tl.assets.upload(b"x", filename="notes.pdf", checksum="md5"),
        ),
        ("size: 0 is not a whole number", lambda tl, folder: tl.assets.upload(unseekable(), size=0)),
        ("size: 9 was given, but clip.mp4 has 13", lambda tl, folder: tl.assets.upload(folder / "clip.mp4", size=9)),
        (
            "max_concurrency: 65 is not a whole number from 1",
            lambda tl, folder: in_chunks(tl, folder / "clip.mp4", max_concurrency=65),
        ),
        ("sources: must be a list of", lambda tl, folder: tl.assets.upload_many(folder / "clip.mp4")),
        ("sources: give a list of files", lambda tl, folder: tl.assets.upload_many("clip.mp4")),
        (
            "max_concurrency: 0 is not a whole number from 1",
            lambda tl, folder: tl.assets.upload_many([], max_concurrency=0),
        ),
        (
            "chunk_concurrency: 0 is not a whole number from 1",
            lambda tl, folder: tl.assets.upload_many([], chunk_concurrency=0),
        ),
        ("checksum: 'sha1' is not one of md5", lambda tl, folder: tl.assets.upload_many([], checksum="sha1")),
        ("max_wait and poll_interval: ", lambda tl, folder: tl.assets.upload_many([], max_wait=0)),
        (
            "clip.mp4: 2147483649 bytes are more than the 2147483648 of a task",
            lambda tl, folder: tl.tasks.create(ID, Enormous(2 * 2**30, "clip.mp4")),
        ),
        ("clip: the name does not say whether", lambda tl, folder: in_chunks(tl, folder / "clip.mp4", filename="clip")),
        ("notes.pdf: the name does not say", lambda tl, folder: in_chunks(tl, b"made-up", filename="notes.pdf")),
        ("cannot be rewound cannot be sent in", lambda tl, folder: in_chunks(tl, unseekable(), filename="clip.mp4")),
        (
            "clip.mp4: 10737418241 bytes are more than",
            lambda tl, folder: tl.assets.upload(Enormous(10 * 2**30, "clip.mp4")),
        ),
        ("still.png: 33554433 bytes are more than", lambda tl, folder: in_chunks(tl, Enormous(2**25, "still.png"))),
        (
            "clip.mp4: 200.0 MB is more than the 200 MB",
            lambda tl, folder: tl.assets.upload(Enormous(200 * 2**20, "clip.mp4"), multipart=False),
        ),
        (
            "notes.pdf: 200.0 MB is more than the 200 MB",
            lambda tl, folder: tl.assets.upload(Enormous(200 * 2**20, "notes.pdf")),
        ),
    )
]


@pytest.mark.parametrize(("upload", "says"), UPLOADS)
@in_both_colours
async def test_what_cannot_be_uploaded_is_refused(
    tl: AsyncTwelveLabsV1_3, folder: Path, upload: Upload, says: str
) -> None:
    before = sorted(folder.rglob("*"))

    with pytest.raises(InvalidInputError) as refusal:
        await upload(tl, folder)

    assert says in str(refusal.value)
    assert str(refusal.value).isprintable()
    assert sorted(folder.rglob("*")) == before


@in_both_colours
async def test_a_text_file_in_disguise_is_refused(tl: AsyncTwelveLabsV1_3) -> None:
    with tempfile.NamedTemporaryFile("w+") as file:
        file.write("made-up")
        file.seek(0)

        with pytest.raises(InvalidInputError, match=r"^the file was opened as text; open it with mode 'rb'$"):
            await tl.assets.upload(file)


SHARE_LINKS = {
    "https://www.youtube.com/watch?v=made-up": "YouTube",
    "https://youtu.be/made-up": "YouTube",
    "https://vimeo.com/1": "Vimeo",
    "https://drive.google.com/file/d/made-up/view": "Google Drive",
    "https://docs.google.com/uc?id=made-up": "Google Drive",
    "https://www.dropbox.com/s/made-up/clip.mp4?dl=1": "Dropbox",
    "https://onedrive.live.com/?id=made-up": "OneDrive",
    "https://1drv.ms/v/made-up": "OneDrive",
    "https://wetransfer.com/downloads/made-up": "WeTransfer",
    "https://www.loom.com/share/made-up": "Loom",
    "HTTPS://WWW.TIKTOK.COM/@made-up/video/1": "TikTok",
}


@pytest.mark.parametrize("link", SHARE_LINKS)
@in_both_colours
async def test_a_link_to_a_page_about_a_video_is_refused(tl: AsyncTwelveLabsV1_3, link: str) -> None:
    says = f"url: a {SHARE_LINKS[link]} link leads to a page, not to the media file; download it and upload the file"

    with pytest.raises(InvalidInputError) as refusal:
        await tl.assets.upload(link)

    assert str(refusal.value) == says


def opened(tl: Any, filename: Any = "clip.mp4", total_size: Any = 7, **options: Any) -> Any:
    return tl.uploads.create(filename, total_size=total_size, **options)


def numbered(name: str, low: int, high: int, values: list[Any], ask: Callable[[Any, Any], Any]) -> list[Any]:
    """Rows with numbers out of their range."""
    return [
        pytest.param(
            lambda tl, value=value: ask(tl, value),
            f"{name}: {value!r} is not a whole number from {low} to {high}",
            id=f"{name}: {value!r}",
        )
        for value in values
    ]


SESSIONS = [
    refused("filename: the text is empty", lambda tl: opened(tl, " ")),
    refused("filename: must be a string, got PosixPath", lambda tl: opened(tl, Path("clip.mp4"))),
    refused("clip: the name does not say whether it is video", lambda tl: opened(tl, "clip")),
    refused("notes.pdf: the name does not say whether it is", lambda tl: opened(tl, "notes.pdf")),
    *(
        refused(f"total_size: {size!r} is not a number of bytes", lambda tl, size=size: opened(tl, total_size=size))  # type: ignore[misc]
        for size in (0, -1)
    ),
    refused("clip.mp4: 10737418241 bytes", lambda tl: opened(tl, total_size=10 * 2**30 + 1)),
    refused("clip: 10737418241 bytes", lambda tl: opened(tl, "clip", 10 * 2**30 + 1, kind="audio")),
    refused("still.png: 33554433 bytes", lambda tl: opened(tl, "still.png", 2**25 + 1)),
    refused("still: 33554433 bytes", lambda tl: opened(tl, "still", 2**25 + 1, kind="image")),
    refused("chunks: nothing to report; give at least one", lambda tl: tl.uploads.report(ID, [])),
    *numbered(
        "start",
        1,
        1_000_000,
        [0, -1, 1_000_001],
        lambda tl, start: tl.uploads.presigned_urls(ID, start=start, count=1),
    ),
    *numbered(
        "count",
        1,
        50,
        [0, -1, 51],
        lambda tl, count: tl.uploads.presigned_urls(ID, start=1, count=count),
    ),
    *numbered(
        "max_concurrency",
        1,
        64,
        [0, -1, 65],
        lambda tl, workers: in_chunks(tl, "nowhere.mp4", max_concurrency=workers),
    ),
]


@pytest.mark.parametrize(("ask", "says"), SESSIONS)
@in_both_colours
async def test_a_session_that_makes_no_sense_is_not_opened(tl: AsyncTwelveLabsV1_3, ask: Ask, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await ask(tl)

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)
