"""Single parts that go wrong: sent again, proved, or told; and files that can be read only once."""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.faults.killing import CHUNK, CHUNKS, CONTENT, KillingSandbox, journals_in
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, StorageError, TaskFailedError
from twelvelabs_client._runtime.journals import JournalFile
from twelvelabs_client.uploads.plan import MOST_ROUNDS, block_size
from twelvelabs_client.uploads.resuming import Journal

PUTS = "/storage/uploads/*"
# The storage says that it has a chunk, and has not.
LOSES: dict[str, Any] = {"method": "PUT", "status": 200, "headers": {"ETag": '"made-up"'}}


class Pipe:
    """A file that can be read once, from its beginning to its end, in pieces of its own choice."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)
        self.given = 0

    def read(self, count: int = -1) -> bytes:
        block = self._file.read(min(count, 700) if count >= 0 else -1)
        self.given += len(block)
        return block


@pytest.mark.parametrize("lost", [["7"], ["3", "26"], ["1", "2", "11", "25"]], ids=str)
@in_both_colours
async def test_a_chunk_that_the_api_finds_missing_after_its_report_is_sent_again(
    sandbox: KillingSandbox, clip: Path, lost: list[str]
) -> None:
    told: list[int] = []
    for chunk in lost:
        sandbox.faults.add(path=f"{PUTS}/{chunk}/*", **LOSES)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, multipart=True, on_progress=lambda now: told.append(now.sent))

    assert sandbox.stored(asset.id) == CONTENT
    assert len(sandbox.chunks) == CHUNKS + len(lost)
    assert told == sorted(set(told))


@in_both_colours
async def test_a_chunk_that_is_lost_again_and_again_ends_the_upload(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    sandbox.faults.add(path=f"{PUTS}/7/*", times=100, **LOSES)

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(TaskFailedError, match=r"^upload \w+: chunks are refused again and again after they were"):
            await tl.assets.upload(clip, multipart=True)

    assert sandbox.chunks.count(7) == 6
    assert journals_in(state) == []


@in_both_colours
async def test_what_was_sent_in_the_last_round_is_looked_at_too(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(path=f"{PUTS}/7/*", times=MOST_ROUNDS, **LOSES)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, multipart=True)

    assert sandbox.stored(asset.id) == CONTENT
    assert sandbox.chunks.count(7) == 1 + MOST_ROUNDS


@in_both_colours
async def test_a_chunk_of_a_file_that_was_read_already_cannot_be_sent_again(sandbox: KillingSandbox) -> None:
    sandbox.faults.add(path=f"{PUTS}/7/*", **LOSES)
    pipe: Any = Pipe(CONTENT)

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(TaskFailedError, match="the file cannot be read a second time"):
            await tl.assets.upload(pipe, filename="clip.mp4", multipart=True, size=len(CONTENT))


@in_both_colours
async def test_a_chunk_that_suffered_on_its_way_is_found_by_its_md5_and_sent_again(
    sandbox: KillingSandbox, clip: Path
) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", damage=True)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, checksum="md5")

    assert sandbox.stored(asset.id) == CONTENT
    assert sandbox.chunks.count(7) == 2
    assert len(sandbox.chunks) == CHUNKS + 1


@in_both_colours
async def test_a_storage_that_keeps_other_bytes_than_were_sent_ends_the_upload(
    sandbox: KillingSandbox, clip: Path
) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", damage=True, times=100)

    async with AsyncTwelveLabs(max_retries=1) as tl:
        with pytest.raises(StorageError) as refusal:
            await tl.assets.upload(clip, checksum="md5")

    says = "upload: the storage keeps other bytes of chunk 7 than were sent: its ETag is not their MD5"
    assert str(refusal.value) == says
    assert refusal.value.code == "BadDigest"
    assert sandbox.chunks.count(7) == 4
    assert 7 not in sandbox.uploads[-1].completed


@in_both_colours
async def test_an_etag_may_be_written_in_capitals(sandbox: KillingSandbox, clip: Path) -> None:

    etag = hashlib.md5(CONTENT[6 * CHUNK : 7 * CHUNK]).hexdigest().upper()
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", status=200, headers={"ETag": f'"{etag}"'})

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, checksum="md5")

    # Taken at its word once; then found missing by the API, and sent again.
    assert sandbox.stored(asset.id) == CONTENT
    assert sandbox.chunks.count(7) == 2


@pytest.mark.parametrize("workers", [1, 4])
@in_both_colours
async def test_a_file_that_cannot_be_rewound_is_sent_in_chunks_if_its_size_is_told(
    sandbox: KillingSandbox, workers: int
) -> None:
    pipe: Any = Pipe(CONTENT + b"what comes after it")
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", status=503)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(
            pipe, filename="clip.mp4", multipart=True, size=len(CONTENT), max_concurrency=workers, checksum="md5"
        )

    assert sandbox.stored(asset.id) == CONTENT
    assert pipe.given == len(CONTENT)


@in_both_colours
async def test_of_a_file_that_cannot_be_rewound_no_more_is_read_than_is_under_way(sandbox: KillingSandbox) -> None:
    pipe: Any = Pipe(CONTENT)
    ahead: list[int] = []

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(
            pipe,
            filename="clip.mp4",
            multipart=True,
            size=len(CONTENT),
            max_concurrency=3,
            on_progress=lambda now: ahead.append(pipe.given - now.sent),
        )

    assert max(ahead) <= 6 * CHUNK


@in_both_colours
async def test_a_pipe_is_a_file_too(sandbox: KillingSandbox) -> None:
    reading, writing = os.pipe()
    os.write(writing, CONTENT)
    with open(reading, "rb") as pipe:
        async with AsyncTwelveLabs() as tl:
            asset = await tl.assets.upload(pipe, filename="clip.mp4", multipart=True, size=len(CONTENT))
    os.close(writing)

    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_a_file_that_ends_before_its_size_is_refused(sandbox: KillingSandbox) -> None:
    pipe: Any = Pipe(CONTENT[:-1])

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: ended after 25699 of the 25700 bytes of size=$"):
            await tl.assets.upload(pipe, filename="clip.mp4", multipart=True, size=len(CONTENT))

    assert sandbox.uploads[-1].status == "active"


@in_both_colours
async def test_a_file_that_ends_before_its_size_makes_no_asset_in_one_call_either(sandbox: KillingSandbox) -> None:
    pipe: Any = Pipe(CONTENT[:-1])

    async with AsyncTwelveLabs() as tl:
        before = await tl.assets.list().to_list()
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: ended after 25699 of the 25700 bytes of size=$"):
            await tl.assets.upload(pipe, filename="clip.mp4", size=len(CONTENT))
        assert await tl.assets.list().to_list() == before


class Watched(io.BytesIO):
    """Remembers how much of it was asked for at once."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked: list[int] = []

    def read(self, count: int | None = -1, /) -> bytes:
        self.asked.append(-1 if count is None else count)
        return super().read(count)


@pytest.mark.parametrize("workers", [4, 64])
@in_both_colours
async def test_only_a_small_block_of_a_chunk_is_in_memory(sandbox: KillingSandbox, workers: int) -> None:
    block = block_size(workers)
    content = bytes(3 * block + 1)
    file = Watched(content)

    with KillingSandbox(speed=60, chunk_size=2 * block) as roomy:
        async with AsyncTwelveLabs(base_url=roomy.url) as tl:
            asset = await tl.assets.upload(file, filename="clip.mp4", multipart=True, max_concurrency=workers)
        assert roomy.stored(asset.id) == content

    assert sorted(file.asked) == [1, block, block, block]


@in_both_colours
async def test_every_file_has_its_outcome_in_the_order_of_the_files(sandbox: KillingSandbox, clip: Path) -> None:
    empty, refused, text = (clip.with_name(name) for name in ("empty.mp4", "refused.mp4", "notes.of-tomorrow"))
    empty.touch()
    refused.write_bytes(CONTENT)
    text.write_bytes(CONTENT)
    sandbox.faults.add(method="POST", path="/assets/multipart-uploads", status=500, body={"code": "x"}, times=3)
    told: list[Any] = []
    sources: list[Any] = [refused, empty, clip, clip.with_name("nowhere.mp4"), text, io.BytesIO(CONTENT)]

    async with AsyncTwelveLabs() as tl:
        outcomes = await tl.assets.upload_many(sources, multipart=True, max_concurrency=1, on_result=told.append)

    assert [outcome.source for outcome in outcomes] == sources
    assert [outcome.asset is not None for outcome in outcomes] == [False, False, True, False, False, False]
    assert [type(outcome.error).__name__ for outcome in outcomes] == [
        "ServerError",
        "InvalidInputError",
        "NoneType",
        "InvalidInputError",
        "InvalidInputError",
        "InvalidInputError",
    ]
    assert told == outcomes
    (stored,) = [outcome.asset for outcome in outcomes if outcome.asset]
    assert sandbox.stored(stored.id) == CONTENT


@in_both_colours
async def test_of_no_files_there_are_no_outcomes() -> None:
    async with AsyncTwelveLabs() as tl:
        assert list(await tl.assets.upload_many([])) == []


@in_both_colours
async def test_what_goes_wrong_in_a_callers_own_function_is_the_callers(clip: Path) -> None:
    def fail(outcome: Any) -> None:
        raise LookupError("made up")

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(LookupError, match="made up"):
            await tl.assets.upload_many([clip, clip], multipart=True, on_result=fail)


SESSION = {"method": "GET", "path": "/assets/multipart-uploads/*", "status": 200}


@in_both_colours
async def test_a_chunk_that_the_api_calls_failed_without_counting_it_is_sent_again(
    sandbox: KillingSandbox, clip: Path
) -> None:
    sandbox.faults.add(path=f"{PUTS}/7/*", **LOSES)
    uncounted = {"upload_id": "x", "status": "active", "uploaded_chunks": [{"index": 7, "status": "Failed"}]}
    sandbox.faults.add(**SESSION, body=uncounted)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, multipart=True)

    assert sandbox.stored(asset.id) == CONTENT
    assert sandbox.chunks.count(7) == 2


@in_both_colours
async def test_an_upload_is_not_given_up_while_the_api_counts_failures_that_it_does_not_name(
    sandbox: KillingSandbox, clip: Path
) -> None:
    unnamed = {"upload_id": "x", "status": "active", "chunks_failed": 1, "uploaded_chunks": []}
    sandbox.faults.add(**SESSION, body=unnamed, times=14)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, multipart=True, poll_interval=0.01)

    assert sandbox.stored(asset.id) == CONTENT
    assert len(sandbox.chunks) == CHUNKS


@in_both_colours
async def test_the_journal_is_not_written_anew_for_every_chunk(
    sandbox: KillingSandbox, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = JournalFile.write

    def count(self: JournalFile, journal: Journal, *, durable: bool = False) -> None:
        written.append(len(journal.sent))
        write(self, journal, durable=durable)

    monkeypatch.setattr(JournalFile, "write", count)
    begun = time.monotonic()

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(clip, multipart=True)

    # When it begins, before each of two reports, at the end, and once for every second.
    assert 3 <= len(written) <= 4 + int(time.monotonic() - begun)


class Turned(io.FileIO):
    """A file that reads other than it lies on the disk, as one that is decrypted."""

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        buffer[:count] = bytes(byte ^ 0xFF for byte in buffer[:count])
        return count


class TurnedWhole(io.BufferedReader):
    """The same, one level up."""

    def read(self, size: int | None = -1, /) -> bytes:
        return bytes(byte ^ 0xFF for byte in super().read(size))


KINDS: dict[str, Callable[[Path], Any]] = {
    "raw, buffered": lambda path: io.BufferedReader(Turned(path)),
    "buffered": lambda path: TurnedWhole(io.FileIO(path)),
}


@pytest.mark.parametrize("kind", KINDS)
@in_both_colours
async def test_a_file_of_a_kind_of_the_callers_is_sent_as_it_reads(
    sandbox: KillingSandbox, clip: Path, kind: str
) -> None:
    async with AsyncTwelveLabs() as tl:
        with KINDS[kind](clip) as file:
            asset = await tl.assets.upload(file, filename="clip.mp4", multipart=True)

    assert sandbox.stored(asset.id) == bytes(byte ^ 0xFF for byte in CONTENT)
