"""Uploads are stored, resumed and cancelled over every HTTP library."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from tests.faults.killing import CHUNK, CHUNKS, CONTENT, KillingSandbox, journals_in
from tests.faults.test_uploads_parts import LOSES, PUTS, Pipe
from tests.transport.contract.libraries import ASYNC_LIBRARIES, Library, on_every_library
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, StorageError


@on_every_library
async def test_a_file_in_one_call_is_stored_whole_at_a_further_attempt(
    library: Library, sandbox: KillingSandbox, clip: Path
) -> None:
    sandbox.faults.add(method="POST", path="/assets", status=503, headers={"Retry-After": "0"})

    async with AsyncTwelveLabs(http=library.http) as tl:
        asset = await tl.assets.upload(clip)

    assert sandbox.stored(asset.id) == CONTENT


@pytest.mark.parametrize("size", [len(CONTENT), None], ids=["size known", "size unknown"])
@on_every_library
async def test_what_can_be_read_once_is_stored_whole(
    library: Library, sandbox: KillingSandbox, size: int | None
) -> None:
    pipe: Any = Pipe(CONTENT)

    async with AsyncTwelveLabs(http=library.http) as tl:
        asset = await tl.assets.upload(pipe, filename="clip.mp4", size=size)

    assert sandbox.stored(asset.id) == CONTENT


@on_every_library
async def test_chunks_that_fail_are_sent_again(library: Library, sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(path=f"{PUTS}/3/*", **LOSES)
    sandbox.faults.add(method="PUT", path=f"{PUTS}/7/*", damage=True)
    sandbox.faults.add(method="PUT", path=f"{PUTS}/11/*", status=503)
    reported: list[int] = []

    async with AsyncTwelveLabs(http=library.http) as tl:
        asset = await tl.assets.upload(
            clip, multipart=True, checksum="md5", on_progress=lambda now: reported.append(now.sent)
        )

    assert sandbox.stored(asset.id) == CONTENT
    assert [sandbox.chunks.count(chunk) for chunk in (3, 7, 11)] == [2, 2, 2]
    assert reported == sorted(set(reported))


@on_every_library
async def test_an_upload_that_failed_is_gone_on_with(
    library: Library, sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/20/*", status=503, times=100)
    async with AsyncTwelveLabs(http=library.http) as tl:
        with pytest.raises(StorageError):
            await tl.assets.upload(clip, multipart=True, max_concurrency=1)
        sandbox.faults.clear()
        already = len(sandbox.chunks)

        asset = await tl.assets.upload(clip, multipart=True)

    assert sandbox.stored(asset.id) == CONTENT
    assert sorted(sandbox.chunks[already:]) == list(range(20, CHUNKS + 1))
    assert journals_in(state) == []


@on_every_library
async def test_a_file_that_changes_while_it_is_sent_is_told_as_such(
    library: Library, sandbox: KillingSandbox, clip: Path
) -> None:
    def shorten(progress: Any) -> None:
        if progress.chunks_done == 12:
            os.truncate(clip, 15 * CHUNK)

    async with AsyncTwelveLabs(http=library.http) as tl:
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: the file changed while it was read: "):
            await tl.assets.upload(clip, multipart=True, max_concurrency=1, on_progress=shorten)

    assert sandbox.uploads[-1].status == "active"
    assert max(sandbox.chunks) <= 16


@on_every_library
async def test_a_file_that_ends_before_its_size_makes_no_asset(library: Library, sandbox: KillingSandbox) -> None:
    pipe: Any = Pipe(CONTENT[:-1])

    async with AsyncTwelveLabs(http=library.http) as tl:
        before = await tl.assets.list().to_list()
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: ended after 25699 of the 25700 bytes of size=$"):
            await tl.assets.upload(pipe, filename="clip.mp4", size=len(CONTENT))
        assert await tl.assets.list().to_list() == before


@pytest.mark.parametrize("multipart", [False, True], ids=["in one call", "in chunks"])
@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
def test_a_cancelled_upload_leaves_no_connection_and_the_client_works_on(
    library: Library, multipart: bool, sandbox: KillingSandbox, clip: Path
) -> None:
    async def scenario() -> bytes:
        async with AsyncTwelveLabs(http=library.http) as tl:
            upload = asyncio.create_task(tl.assets.upload(clip, multipart=multipart))
            while not any(asked.method == "PUT" or asked.path.endswith("/assets") for asked in sandbox.asked):
                await asyncio.sleep(0)
            upload.cancel()
            with pytest.raises(asyncio.CancelledError):
                await upload
            asset = await tl.assets.upload(clip, multipart=multipart)
        return sandbox.stored(asset.id)

    assert asyncio.run(scenario()) == CONTENT
    sandbox.settle()
