"""Files of any storage: opened anew for every chunk and every attempt, whole or not at all."""

from __future__ import annotations

import asyncio
import gzip
import io
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.faults.killing import CHUNK, CHUNKS, CONTENT, KillingSandbox
from twelvelabs_client import AsyncTwelveLabs, FileSource, InvalidInputError

PUTS = "/storage/uploads/*"


class Stream(io.BytesIO):
    """A stream that a storage gives, which may not be able to seek; it says when it is opened and closed."""

    def __init__(self, content: bytes, storage: Storage, can_seek: bool) -> None:
        super().__init__(content)
        self._storage = storage
        self._can_seek = can_seek
        storage.opened += 1

    def seekable(self) -> bool:
        return self._can_seek

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if not self._can_seek:
            raise io.UnsupportedOperation("seek")
        return super().seek(offset, whence)

    def read(self, count: int | None = -1, /) -> bytes:
        self._storage.read += ((block := super().read(min(count or 0, 700))) and len(block)) or 0
        self._storage.readers.add(threading.get_ident())
        return block

    def close(self) -> None:
        self._storage.closed += not self.closed
        super().close()


class Storage:
    """Gives streams of its one file, and counts them."""

    def __init__(self, content: bytes = CONTENT, *, can_seek: bool = True) -> None:
        self._content = content
        self._can_seek = can_seek
        self.opened = self.closed = self.read = 0
        self.readers: set[int] = set()

    def __call__(self) -> Stream:
        return Stream(self._content, self, self._can_seek)

    def source(self, size: int = len(CONTENT)) -> FileSource:
        return FileSource(self, size, "clip.mp4")


@pytest.mark.parametrize("can_seek", [True, False])
@in_both_colours
async def test_a_source_is_opened_for_every_chunk_and_attempt_and_closed(
    sandbox: KillingSandbox, can_seek: bool
) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", status=503)
    storage = Storage(can_seek=can_seek)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(storage.source(), multipart=True, checksum="md5")

    assert sandbox.stored(asset.id) == CONTENT
    # The two that begin are opened together.
    assert storage.opened == storage.closed == CHUNKS + 1


@in_both_colours
async def test_of_a_source_that_can_seek_no_byte_is_read_in_vain(sandbox: KillingSandbox) -> None:
    storage = Storage()

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(storage.source(), multipart=True)

    assert storage.read == len(CONTENT)


@pytest.mark.parametrize("can_seek", [True, False])
@in_both_colours
async def test_a_source_in_one_request_is_opened_for_every_attempt(sandbox: KillingSandbox, can_seek: bool) -> None:
    sandbox.faults.add(method="POST", path="/assets", status=429, headers={"Retry-After": "0.01"})
    storage = Storage(can_seek=can_seek)
    told: list[int] = []

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(storage.source(), on_progress=lambda now: told.append(now.sent))

    assert (asset.filename, sandbox.stored(asset.id)) == ("clip.mp4", CONTENT)
    assert storage.opened == storage.closed == 2
    assert told[-1] == len(CONTENT)


def test_the_event_loop_goes_on_while_a_chunk_is_read(sandbox: KillingSandbox) -> None:
    storage = Storage()

    async def upload() -> None:
        async with AsyncTwelveLabs() as tl:
            await tl.assets.upload(storage.source(), multipart=True)

    asyncio.run(upload())

    assert threading.get_ident() not in storage.readers


@in_both_colours
async def test_a_compressed_file_is_sent_as_it_reads(sandbox: KillingSandbox, tmp_path: Path) -> None:
    packed = tmp_path / "clip.gz"
    packed.write_bytes(gzip.compress(CONTENT))
    source = FileSource(lambda: gzip.GzipFile(packed), len(CONTENT), "clip.mp4")

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(source, multipart=True)

    assert sandbox.stored(asset.id) == CONTENT


def fails() -> Any:
    raise PermissionError("made up")


class Breaking(io.BytesIO):
    def read(self, count: int | None = -1, /) -> bytes:
        raise OSError("made up")


def closed_stream() -> Any:
    stream = io.BytesIO(CONTENT)
    stream.close()
    return stream


FRESH = "it must open a new binary stream each time"
# (how it opens, what is said of it)
WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "too short": (Storage(CONTENT[:-1]), "ended after 25699 of the 25700 bytes of size="),
    "too short to be skipped": (
        Storage(CONTENT[:1500], can_seek=False),
        "ended after 1500 of the 25700 bytes of size=",
    ),
    "too long": (Storage(CONTENT + b"."), "has more than the 25700 bytes of size="),
    "closed": (closed_stream, f"open gave a closed stream; {FRESH}"),
    "text": (lambda: io.StringIO("made up"), "open gave a stream of text; open it with mode 'rb'"),
    "a path": (lambda: "clip.mp4", f"open gave str, which cannot be read; {FRESH}"),
    "not to be opened": (fails, "cannot be opened: made up"),
    "not to be read": (Breaking, "cannot be read to its end: made up"),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("multipart", [True, False])
@in_both_colours
async def test_what_is_wrong_with_a_source_is_said_in_a_line_and_makes_no_asset(
    sandbox: KillingSandbox, wrong: str, multipart: bool
) -> None:
    opens, says = WRONG[wrong]
    source = FileSource(opens, len(CONTENT), "clip.mp4")

    async with AsyncTwelveLabs() as tl:
        before = [asset.id for asset in await tl.assets.list().to_list()]
        with pytest.raises(InvalidInputError) as refusal:
            await tl.assets.upload(source, multipart=multipart, max_concurrency=1)
        assert [asset.id for asset in await tl.assets.list().to_list()] == before

    assert str(refusal.value).startswith("clip.mp4: ")
    assert says in str(refusal.value)


class Shared(io.BytesIO):
    """A stream in memory, of which there is one, whoever opens it: closing means nothing to it."""

    can_seek = True

    def __call__(self) -> Shared:
        self.seek(0) if self.can_seek else None
        return self

    def seekable(self) -> bool:
        return self.can_seek

    def close(self) -> None:
        pass


@pytest.mark.parametrize("workers", [1, 4])
@in_both_colours
async def test_a_stream_that_is_given_to_all_is_shared(sandbox: KillingSandbox, workers: int) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", status=503)
    source = FileSource(Shared(CONTENT), len(CONTENT), "clip.mp4")

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(source, multipart=True, max_concurrency=workers)

    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_a_stream_that_is_given_to_all_and_cannot_seek_is_refused() -> None:
    stream = Shared(CONTENT)
    stream.can_seek = False
    source = FileSource(stream, len(CONTENT), "clip.mp4")

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: open gave a stream that is in use already; it must"):
            await tl.assets.upload(source, multipart=True)


SETTINGS: list[tuple[Any, Any, Any, str]] = [
    ("clip.mp4", 5, "clip.mp4", "open: expected a function that opens the file, got str"),
    (Storage(), 0, "clip.mp4", "size: 0 is not a whole number from 1"),
    (Storage(), "5", "clip.mp4", "size: '5' is not a whole number from 1"),
    (Storage(), 5, "", "name: the text is empty"),
    (Storage(), 5, None, "name: expected a text, got NoneType"),
]


@pytest.mark.parametrize(("opens", "size", "name", "says"), SETTINGS)
def test_a_source_is_checked_when_it_is_made(opens: Any, size: Any, name: Any, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        FileSource(opens, size, name)
    assert str(refusal.value).startswith(says)


@in_both_colours
async def test_another_size_than_that_of_the_source_is_refused() -> None:
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(InvalidInputError, match=r"^size: 7 was given, but clip.mp4 has 25700 bytes; leave it out$"):
            await tl.assets.upload(Storage().source(), size=7)


class Hanging(io.BytesIO):
    """A stream whose first read hangs until it is let go."""

    def __init__(self, let_go: threading.Event, storage: list[Hanging]) -> None:
        super().__init__(CONTENT)
        self._let_go = let_go
        storage.append(self)

    def read(self, count: int | None = -1, /) -> bytes:
        self._let_go.wait(10)
        return super().read(count)


def test_a_cancelled_upload_does_not_wait_for_a_read_that_hangs_and_closes_its_streams(sandbox: KillingSandbox) -> None:
    let_go = threading.Event()
    streams: list[Hanging] = []

    async def scenario() -> float:
        async with AsyncTwelveLabs() as tl:
            source = FileSource(lambda: Hanging(let_go, streams), len(CONTENT), "clip.mp4")
            task = asyncio.create_task(tl.assets.upload(source, multipart=True, max_concurrency=2))
            while len(streams) < 2:
                await asyncio.sleep(0.005)
            begun = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            took = time.monotonic() - begun
            let_go.set()
            return took

    assert asyncio.run(scenario()) < 5
    assert all(stream.closed for stream in streams)


def test_no_more_than_the_chunks_under_way_are_open(sandbox: KillingSandbox) -> None:
    storage = Storage()
    most: list[int] = []

    async def upload() -> None:
        async with AsyncTwelveLabs() as tl:
            await tl.assets.upload(
                storage.source(),
                multipart=True,
                max_concurrency=3,
                on_progress=lambda now: most.append(storage.opened - storage.closed),
            )

    asyncio.run(upload())

    assert max(most) <= 3 + 1
    assert len(CONTENT) < CHUNK * CHUNKS
