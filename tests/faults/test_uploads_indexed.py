"""`upload` between its two steps: a file is stored once, however often indexing it fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from tests.faults.killing import KillingSandbox, Offset
from twelvelabs_client import (
    AsyncTwelveLabs,
    AsyncTwelveLabsV1_3,
    BadRequestError,
    FileSource,
    TaskFailedError,
    TwelveLabsError,
    WaitTimeoutError,
)
from twelvelabs_client.models import Index

ID = "[0-9a-f]" * 24
INDEXED = f"/indexes/{ID}/indexed-assets"
# How indexing fails, what that is for the caller.
FAILURES: dict[str, tuple[dict[str, Any], type[TwelveLabsError]]] = {
    "refused": ({"method": "POST", "path": INDEXED, "status": 400, "body": {"code": "made_up"}}, BadRequestError),
    "failed": (
        {"method": "GET", "path": f"{INDEXED}/{ID}", "status": 200, "body": {"_id": "made-up", "status": "failed"}},
        TaskFailedError,
    ),
    "not done in time": (
        {
            "method": "GET",
            "path": f"{INDEXED}/{ID}",
            "status": 200,
            "body": {"_id": "made-up", "status": "indexing"},
            "times": 1000,
        },
        WaitTimeoutError,
    ),
}
QUICK: dict[str, Any] = {"max_wait": 1.0, "poll_interval": 0.02}


@pytest.fixture(scope="module")
def sandbox(clock: Offset) -> Iterator[KillingSandbox]:
    with KillingSandbox(speed=2000, seed=1, chunk_size=100_000, sidecars=MEDIA) as running:
        yield running


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return Path(shutil.copy(MEDIA / "harbor.mp4", tmp_path))


async def new_index(tl: AsyncTwelveLabsV1_3) -> Index:
    return await tl.indexes.create(uuid4().hex)


async def failing(tl: AsyncTwelveLabsV1_3, source: Any, kind: type[TwelveLabsError], **options: Any) -> TwelveLabsError:
    """The error of an upload, with a new index."""
    index = options.pop("index", None) or await new_index(tl)
    with pytest.raises(kind) as failure:
        await tl.upload(source, index=index, **QUICK, **options)
    return failure.value


def count(sandbox: KillingSandbox, path: str) -> int:
    return sum(asked.method == "POST" and asked.path == f"/v1.3{path}" for asked in sandbox.asked)


@pytest.mark.parametrize("failure", FAILURES)
@in_both_colours
async def test_a_file_whose_indexing_failed_is_stored_once(
    sandbox: KillingSandbox, film: Path, state: Path, failure: str
) -> None:
    fault, kind = FAILURES[failure]
    sandbox.faults.add(**fault)

    async with AsyncTwelveLabs() as tl:
        index = await new_index(tl)
        error = await failing(tl, film, kind, index=index)
        sandbox.faults.clear()
        video = await tl.upload(film, index=index, poll_interval=0.02)

    assert error.asset is not None
    assert (video.status, video.asset_id) == ("ready", error.asset.id)
    assert f"asset {error.asset.id} is stored" in error.__notes__[0]
    assert count(sandbox, "/assets") == 1
    assert list(state.glob("uploads/*")) == []


@in_both_colours
async def test_what_is_being_indexed_is_waited_for_and_not_indexed_twice(sandbox: KillingSandbox, film: Path) -> None:
    fault, kind = FAILURES["not done in time"]
    sandbox.faults.add(**fault)

    async with AsyncTwelveLabs() as tl:
        index = await new_index(tl)
        await failing(tl, film, kind, index=index)
        sandbox.faults.clear()
        video = await tl.upload(film, index=index, poll_interval=0.02)

    assert count(sandbox, f"/indexes/{video.index_id}/indexed-assets") == 1


@in_both_colours
async def test_the_asset_serves_for_another_index_too(sandbox: KillingSandbox, film: Path) -> None:
    sandbox.faults.add(**FAILURES["refused"][0])

    async with AsyncTwelveLabs() as tl:
        error = await failing(tl, film, BadRequestError)
        video = await tl.upload(film, index=await new_index(tl), poll_interval=0.02)

    assert error.asset is not None
    assert video.asset_id == error.asset.id


def rewrite(film: Path) -> None:
    film.write_bytes(film.read_bytes() + b"\0")


# (what is different the second time, what is done to the file)
OTHERS: dict[str, tuple[dict[str, Any], Callable[[Path], None]]] = {
    "another file": ({}, rewrite),
    "other metadata": ({"user_metadata": {"series": "coast"}}, lambda film: None),
    "another name": ({"filename": "evening.mp4"}, lambda film: None),
}


@pytest.mark.parametrize("other", OTHERS)
@in_both_colours
async def test_another_file_or_another_wish_is_stored_anew(sandbox: KillingSandbox, film: Path, other: str) -> None:
    options, change = OTHERS[other]
    sandbox.faults.add(**FAILURES["refused"][0], times=2)

    async with AsyncTwelveLabs() as tl:
        first = await failing(tl, film, BadRequestError)
        change(film)
        second = await failing(tl, film, BadRequestError, **options)

    assert first.asset is not None
    assert second.asset is not None
    assert first.asset.id != second.asset.id


@in_both_colours
async def test_an_asset_that_was_deleted_meanwhile_is_stored_anew(sandbox: KillingSandbox, film: Path) -> None:
    sandbox.faults.add(**FAILURES["refused"][0])

    async with AsyncTwelveLabs() as tl:
        error = await failing(tl, film, BadRequestError)
        assert error.asset is not None
        await tl.assets.delete(error.asset.id)
        video = await tl.upload(film, index=await new_index(tl), poll_interval=0.02)

    assert video.asset_id != error.asset.id


@in_both_colours
async def test_what_was_not_given_by_its_path_is_named_by_the_error_alone(
    sandbox: KillingSandbox, film: Path, state: Path
) -> None:
    sandbox.faults.add(**FAILURES["refused"][0])
    content = film.read_bytes()
    source = FileSource(lambda: film.open("rb"), len(content), "harbor.mp4")

    async with AsyncTwelveLabs() as tl:
        error = await failing(tl, source, BadRequestError)

    assert error.asset is not None
    assert sandbox.stored(error.asset.id) == content
    assert list(state.rglob("*.json")) == []


@in_both_colours
async def test_a_program_that_ended_while_the_asset_was_processed_goes_on_with_it(
    sandbox: KillingSandbox, film: Path
) -> None:
    def end(noun: str, status: str | None) -> None:
        raise KeyboardInterrupt

    async with AsyncTwelveLabs() as tl:
        index = await new_index(tl)
        with pytest.raises(KeyboardInterrupt):
            await tl.upload(film, index=index, on_status=end)
        await tl.upload(film, index=index, poll_interval=0.02)

    assert count(sandbox, "/assets") == 1
