"""What an interrupted upload leaves behind, when it is gone on with, and when not."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from tests.colours import in_both_colours
from tests.faults.killing import CHUNKS, CONTENT, Death, KillingSandbox, Offset, journals_in
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, StorageError, TaskFailedError, TwelveLabs
from twelvelabs_client.models import Asset

PUTS = "/storage/uploads/*"


class Interruption(Exception):
    """Raised by the caller's own function, in the middle of an upload."""


def interrupt_after(parts: int, how: BaseException | None = None) -> Callable[[Any], None]:
    """Tells of progress end, at that many parts, in an exception."""

    def tell(progress: Any) -> None:
        if progress.chunks_done >= parts:
            raise how or Interruption

    return tell


async def interrupted(path: Path, *, parts: int = 12, **options: Any) -> None:
    """An upload that is broken off from inside."""
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(Interruption):
            await tl.assets.upload(path, multipart=True, on_progress=interrupt_after(parts), **options)


async def uploaded(path: Path, **options: Any) -> Asset:
    async with AsyncTwelveLabs() as tl:
        return await tl.assets.upload(path, multipart=True, **options)


@in_both_colours
async def test_an_upload_that_is_broken_off_is_gone_on_with(sandbox: KillingSandbox, clip: Path, state: Path) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    already = len(sandbox.chunks)

    asset = await uploaded(clip)

    assert asset.id == session.asset_id
    assert sandbox.stored(asset.id) == CONTENT
    assert not session.completed & set(sandbox.chunks[already:])
    assert journals_in(state) == []


@in_both_colours
async def test_an_upload_that_failed_is_gone_on_with(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/20/*", status=503, times=100)
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(StorageError):
            await tl.assets.upload(clip, multipart=True, max_concurrency=1)
    session = sandbox.uploads[-1]
    sandbox.faults.clear()
    already = len(sandbox.chunks)

    asset = await uploaded(clip)

    assert asset.id == session.asset_id
    assert sandbox.stored(asset.id) == CONTENT
    assert sorted(sandbox.chunks[already:]) == list(range(20, CHUNKS + 1))


@in_both_colours
async def test_what_the_storage_refuses_for_good_is_not_gone_on_with(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/20/*", status=400)
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(StorageError):
            await tl.assets.upload(clip, multipart=True, max_concurrency=1)

    assert journals_in(state) == []


@in_both_colours
async def test_progress_begins_with_what_is_there_already(clip: Path) -> None:
    await interrupted(clip, parts=12, max_concurrency=1)
    told: list[Any] = []

    await uploaded(clip, on_progress=told.append)

    assert (told[0].chunks_done, told[0].chunks_total, told[0].sent) == (12, CHUNKS, 12_000)
    assert (told[-1].chunks_done, told[-1].sent, told[-1].total) == (CHUNKS, len(CONTENT), len(CONTENT))
    assert told[0].rate is None
    assert told[-1].rate > 0
    assert told[-1].remaining == 0
    assert [each.sent for each in told] == sorted(each.sent for each in told)


@in_both_colours
async def test_a_file_is_the_same_wherever_it_was_moved(sandbox: KillingSandbox, clip: Path) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    (clip.parent / "elsewhere").mkdir()

    asset = await uploaded(clip.rename(clip.parent / "elsewhere" / "clip.mp4"))

    assert asset.id == session.asset_id


def rewrite(clip: Path) -> None:
    clip.write_bytes(CONTENT[::-1])
    os.utime(clip, ns=(0, clip.stat().st_mtime_ns + 1_000_000))


def put_another_in_its_place(clip: Path) -> None:
    stat = clip.stat()
    other = clip.with_name("other.mp4")
    other.write_bytes(CONTENT[::-1])
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(clip)


def lengthen(clip: Path) -> None:
    with clip.open("ab") as file:
        file.write(b"more")


@pytest.mark.parametrize("change", [rewrite, put_another_in_its_place, lengthen])
@in_both_colours
async def test_a_file_that_has_changed_is_uploaded_anew(
    sandbox: KillingSandbox, clip: Path, change: Callable[[Path], None]
) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    change(clip)

    asset = await uploaded(clip)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == clip.read_bytes()


@pytest.mark.parametrize("change", [rewrite, put_another_in_its_place, lengthen])
@in_both_colours
async def test_a_file_that_changes_while_it_is_uploaded_makes_no_asset(
    sandbox: KillingSandbox, clip: Path, change: Callable[[Path], None]
) -> None:
    def change_once(progress: Any) -> None:
        if progress.chunks_done == 12:
            change(clip)

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(InvalidInputError, match=r"^clip.mp4: the file changed while it was read: "):
            await tl.assets.upload(clip, multipart=True, max_concurrency=1, on_progress=change_once)

    session = sandbox.uploads[-1]
    assert session.status == "active"
    assert session.completed == set(range(1, 11))


OTHER_WISHES: list[dict[str, Any]] = [
    {"filename": "other.mp4"},
    {"user_metadata": {"series": "coast"}},
    {"enable_thumbnail": True},
    {"resume": False},
]


@pytest.mark.parametrize("wishes", OTHER_WISHES, ids=str)
@in_both_colours
async def test_an_upload_with_other_wishes_is_another_one(
    sandbox: KillingSandbox, clip: Path, wishes: dict[str, Any]
) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]

    asset = await uploaded(clip, **wishes)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_an_upload_by_another_account_is_another_one(sandbox: KillingSandbox, clip: Path) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]

    async with AsyncTwelveLabs(api_key="made-up-other-key", max_retries=0) as tl:
        with pytest.raises(Exception, match="API key"):
            await tl.assets.upload(clip, multipart=True)

    assert (await uploaded(clip)).id == session.asset_id


@in_both_colours
async def test_without_resuming_nothing_is_noted(clip: Path, state: Path) -> None:
    await interrupted(clip, resume=False)

    assert list(state.rglob("*")) == []


def given_as(source: str, file: Any) -> Any:
    return file if source == "file" else CONTENT


@pytest.mark.parametrize("source", ["file", "bytes"])
@in_both_colours
async def test_what_was_not_given_by_its_path_is_not_noted(clip: Path, state: Path, source: str) -> None:
    async with AsyncTwelveLabs() as tl:
        with clip.open("rb") as file, pytest.raises(Interruption):
            await tl.assets.upload(
                given_as(source, file), filename="clip.mp4", multipart=True, on_progress=interrupt_after(12)
            )

    assert list(state.rglob("*")) == []


@in_both_colours
async def test_what_is_noted_holds_neither_the_key_nor_an_address_nor_the_name(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    await interrupted(clip, user_metadata={"series": "made-up-series"})

    (noted,) = (state / "uploads").glob("*.json")
    text = noted.name + noted.read_text()
    secrets = (sandbox.api_key, "http", "Signature", "127.0.0.1", "clip", "made-up-series", str(clip.parent))
    assert [secret for secret in secrets if secret in text] == []


@in_both_colours
async def test_the_folder_can_be_chosen_for_a_client(clip: Path, state: Path, tmp_path: Path) -> None:
    async with AsyncTwelveLabs(state_dir=tmp_path / "mine") as tl:
        with pytest.raises(Interruption):
            await tl.assets.upload(clip, multipart=True, on_progress=interrupt_after(12))

    assert len(journals_in(tmp_path / "mine")) == 1
    assert not state.exists()


@in_both_colours
async def test_without_a_folder_to_write_to_files_are_uploaded_all_the_same(
    sandbox: KillingSandbox, clip: Path, tmp_path: Path
) -> None:
    async with AsyncTwelveLabs(state_dir=clip) as tl:
        asset = await tl.assets.upload(clip, multipart=True)

    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_a_session_that_has_expired_is_begun_anew(
    sandbox: KillingSandbox, clip: Path, clock: Offset, state: Path
) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    clock.seconds += 24 * 60 + 1

    asset = await uploaded(clip)

    assert sandbox.uploads[-2].status == "expired"
    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT
    assert journals_in(state) == []


@in_both_colours
async def test_a_session_that_expires_while_it_is_gone_on_with_is_begun_anew(
    sandbox: KillingSandbox, clip: Path, clock: Offset
) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]

    def expire_once(progress: Any) -> None:
        if progress.chunks_done == 20 and sandbox.uploads[-1].id == session.id:
            clock.seconds += 24 * 60 + 1

    asset = await uploaded(clip, max_concurrency=1, on_progress=expire_once)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_a_session_that_the_api_no_longer_knows_is_begun_anew(sandbox: KillingSandbox, clip: Path) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    sandbox.faults.add(method="GET", path=f"/assets/multipart-uploads/{session.id}", status=404, body={"code": "x"})

    asset = await uploaded(clip)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_an_asset_that_was_deleted_meanwhile_is_made_anew(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(method="GET", path="/assets/[0-9a-f]*", status=400, body={"code": "made_up"})
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(Exception, match="made_up"):
            await tl.assets.upload(clip, multipart=True)
        session = sandbox.uploads[-1]
        await tl.assets.delete(session.asset_id)

    asset = await uploaded(clip)

    assert (session.status, asset.id != session.asset_id) == ("completed", True)
    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_an_upload_broken_off_while_waiting_gives_its_asset_when_run_again(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    def interrupt(asset: Asset) -> None:
        raise Interruption

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(Interruption):
            await tl.assets.upload(clip, multipart=True, wait=True, on_status=interrupt)
    already = len(sandbox.chunks)

    asset = await uploaded(clip)

    assert asset.id == sandbox.uploads[-1].asset_id
    assert len(sandbox.chunks) == already
    assert journals_in(state) == []


@in_both_colours
async def test_an_asset_that_could_not_be_processed_is_not_given_again(clip: Path, state: Path) -> None:
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(TaskFailedError) as failure:
            await tl.assets.upload(clip, multipart=True, wait=True)

    failed: Any = failure.value.result
    assert journals_in(state) == []
    assert (await uploaded(clip)).id != failed.id


@in_both_colours
async def test_two_runs_one_after_the_other_make_two_assets(clip: Path) -> None:
    assert (await uploaded(clip)).id != (await uploaded(clip)).id


def test_a_cancelled_upload_is_gone_on_with_and_leaves_no_connection(sandbox: KillingSandbox, clip: Path) -> None:
    async def upload() -> tuple[int, int]:
        async with AsyncTwelveLabs() as tl:
            reached = asyncio.Event()

            def tell(progress: Any) -> None:
                if progress.chunks_done == 12:
                    reached.set()

            task = asyncio.create_task(tl.assets.upload(clip, multipart=True, on_progress=tell))
            await asyncio.wait_for(reached.wait(), 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            backend: Any = tl._transport._backend
            pool = backend.http._transport
            return len(asyncio.all_tasks()), pool._pool.in_use

    assert asyncio.run(upload()) == (1, 0)
    sandbox.settle()
    session = sandbox.uploads[-1]

    assert asyncio.run(uploaded(clip)).id == session.asset_id


def test_control_c_ends_an_upload_at_once_which_is_gone_on_with(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/13/*", delay=0.3)

    with TwelveLabs() as tl:
        with pytest.raises(KeyboardInterrupt):
            tl.assets.upload(clip, multipart=True, on_progress=interrupt_after(12, KeyboardInterrupt()))
        backend: Any = tl._transport._backend
        pool = backend.http._transport
        assert pool._pool.in_use == 0
    assert [thread for thread in threading.enumerate() if thread.name.startswith("twelvelabs_")] == []
    sandbox.settle()
    session = sandbox.uploads[-1]
    assert len(session.completed) < CHUNKS

    with TwelveLabs() as tl:
        assert tl.assets.upload(clip, multipart=True).id == session.asset_id


class MainThread:
    """Gets a signal as from the keyboard, in the place of a process that is killed."""

    def kill(self) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    def wait(self) -> None:
        return


def test_control_c_ends_many_uploads_at_once_which_are_gone_on_with(sandbox: KillingSandbox, clip: Path) -> None:
    paths = [clip, *(clip.with_name(f"{number}.mp4") for number in range(3))]
    for path in paths[1:]:
        path.write_bytes(CONTENT)
    # The main thread waits for the others, in which nothing can be raised.
    sandbox.death = Death(lambda asked: asked.chunk == 8, victim=cast(Any, MainThread()))

    with TwelveLabs() as tl, pytest.raises(KeyboardInterrupt):
        tl.assets.upload_many(paths, multipart=True, chunk_concurrency=1)
    sandbox.death = None
    sandbox.settle()
    sessions = {session.filename: session for session in sandbox.uploads[-4:]}
    assert {session.status for session in sessions.values()} == {"active"}

    with TwelveLabs() as tl:
        outcomes = tl.assets.upload_many(paths, multipart=True)

    assert [each.asset.id for each in outcomes if each.asset] == [sessions[path.name].asset_id for path in paths]


@in_both_colours
async def test_uploads_of_the_same_file_at_the_same_time_do_not_touch_each_other(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    async with AsyncTwelveLabs() as tl:
        outcomes = await tl.assets.upload_many([clip, clip, clip], multipart=True, max_concurrency=3)

    assets = [outcome.asset.id for outcome in outcomes if outcome.asset]
    assert len(set(assets)) == 3
    assert [sandbox.stored(asset) for asset in assets] == [CONTENT] * 3
    assert {tuple(session.taken.values()) for session in sandbox.uploads[-3:]} == {(1,) * CHUNKS}
    assert list(state.glob("uploads/*")) == []


@in_both_colours
async def test_uploads_of_files_with_one_stem_do_not_touch_each_other(sandbox: KillingSandbox, clip: Path) -> None:
    others = [clip.with_suffix(".mov"), clip.parent / "folder" / "clip.mp4"]
    others[1].parent.mkdir()
    others[0].write_bytes(CONTENT[::-1])
    others[1].write_bytes(CONTENT[1:])

    async with AsyncTwelveLabs() as tl:
        outcomes = await tl.assets.upload_many([clip, *others], multipart=True)

    stored = [sandbox.stored(outcome.asset.id) for outcome in outcomes if outcome.asset]
    assert stored == [CONTENT, CONTENT[::-1], CONTENT[1:]]


def test_two_interrupted_uploads_of_one_file_are_each_gone_on_with(sandbox: KillingSandbox, clip: Path) -> None:
    with TwelveLabs() as tl:

        def break_off_both(progress: Any) -> None:
            if progress.chunks_done == 12:
                tl.assets.upload(clip, multipart=True, on_progress=interrupt_after(12))

        with pytest.raises(Interruption):
            tl.assets.upload(clip, multipart=True, on_progress=break_off_both)
        begun = {session.asset_id for session in sandbox.uploads[-2:]}

        assert {tl.assets.upload(clip, multipart=True).id for _ in range(2)} == begun
        assert tl.assets.upload(clip, multipart=True).id not in begun
