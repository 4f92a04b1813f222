"""Reports of chunks that the API takes only in part, and notes of an earlier run that it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.faults.killing import CHUNKS, CONTENT, KillingSandbox
from twelvelabs_client import AsyncTwelveLabs, PaginationError, TaskFailedError
from twelvelabs_client.models import Asset
from twelvelabs_client.uploads.plan import MOST_ROUNDS

ID = "[0-9a-f]" * 24
REPORT: dict[str, Any] = {"method": "POST", "path": f"/assets/multipart-uploads/{ID}"}
LISTING: dict[str, Any] = {"method": "GET", "path": f"/assets/multipart-uploads/{ID}"}
# (what becomes of a report, the chunks that are reported once more and are not sent again)
LOST: dict[str, dict[str, Any]] = {
    "one chunk is left out": {"partial": True},
    "it says that it took fewer": {"status": 200, "body": {"processed_chunks": 4, "duplicate_chunks": 1}},
    "it says that it took all": {"status": 200, "body": {"processed_chunks": 10}},
}


class Interruption(Exception):
    """Raised by the caller's own function, in the middle of an upload."""


def interrupt(progress: Any) -> None:
    if progress.chunks_done >= 12:
        raise Interruption


async def interrupted(path: Path) -> None:
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(Interruption):
            await tl.assets.upload(path, multipart=True, on_progress=interrupt)


async def uploaded(path: Path, **options: Any) -> Asset:
    async with AsyncTwelveLabs() as tl:
        return await tl.assets.upload(path, multipart=True, **options)


@pytest.mark.parametrize("lost", LOST)
@in_both_colours
async def test_chunks_of_a_report_that_was_not_taken_whole_are_reported_again(
    sandbox: KillingSandbox, clip: Path, lost: str
) -> None:
    sandbox.faults.add(**REPORT, **LOST[lost])

    asset = await uploaded(clip)

    assert sandbox.stored(asset.id) == CONTENT
    assert len(sandbox.chunks) == CHUNKS
    assert sum(asked.reports for asked in sandbox.asked) == 4


@in_both_colours
async def test_chunks_that_are_not_taken_when_reported_again_are_sent_again(
    sandbox: KillingSandbox, clip: Path
) -> None:
    sandbox.faults.add(**REPORT, status=200, body={"processed_chunks": 0}, times=4)

    asset = await uploaded(clip, max_concurrency=1)

    assert sandbox.stored(asset.id) == CONTENT
    assert {sandbox.chunks.count(number) for number in range(1, 11)} == {2}


@in_both_colours
async def test_chunks_that_are_never_taken_end_the_upload(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(**REPORT, status=200, body={"processed_chunks": 0}, times=100)

    with pytest.raises(TaskFailedError, match=r"^upload \w+: chunks are refused again and again"):
        await uploaded(clip)

    assert {sandbox.chunks.count(number) for number in range(1, CHUNKS + 1)} == {MOST_ROUNDS}


@in_both_colours
async def test_a_listing_of_chunks_without_an_end_is_an_error(sandbox: KillingSandbox, clip: Path) -> None:
    page = {"uploaded_chunks": [{"index": 1, "status": "failed"}], "page_info": {"page": 1, "total_page": 10**9}}
    sandbox.faults.add(**LISTING, status=200, body={"upload_id": "x", "status": "active", **page}, times=10)

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(
            PaginationError, match=r"^upload \w+: page 2 of its chunks has no new one, and the API says"
        ):
            await tl.assets.upload(clip, multipart=True)

    assert sum(asked.looks for asked in sandbox.asked) == 3


# What is refused of what was noted, once the upload is gone on with.
REFUSED: dict[str, Callable[[str], dict[str, Any]]] = {
    "an ETag": lambda session: {"method": "POST", "path": f"/assets/multipart-uploads/{session}", "status": 400},
    "the session": lambda session: {"method": "GET", "path": f"/assets/multipart-uploads/{session}", "status": 403},
    "a header": lambda session: {
        "method": "PUT",
        "path": f"/storage/uploads/{session}/*",
        "status": 403,
        "body": "<Error><Code>SignatureDoesNotMatch</Code></Error>",
        "times": 1000,
    },
}


@pytest.mark.parametrize("refused", REFUSED)
@in_both_colours
async def test_what_was_noted_and_is_refused_starts_the_session_anew(
    sandbox: KillingSandbox, clip: Path, refused: str
) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    sandbox.faults.add(**REFUSED[refused](session.id))

    asset = await uploaded(clip)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_a_noted_header_that_cannot_be_sent_starts_the_session_anew(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    await interrupted(clip)
    session = sandbox.uploads[-1]
    (noted,) = (state / "uploads").glob("*.json")
    noted.write_text(json.dumps({**json.loads(noted.read_text()), "headers": {"x-note": "a line\nmore"}}))

    asset = await uploaded(clip)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT


@in_both_colours
async def test_a_noted_asset_that_is_refused_starts_the_session_anew(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(method="GET", path=f"/assets/{ID}", status=400, body={"code": "made_up"}, times=2)
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(Exception, match="made_up"):
            await tl.assets.upload(clip, multipart=True)
    session = sandbox.uploads[-1]

    asset = await uploaded(clip)

    assert asset.id != session.asset_id
    assert sandbox.stored(asset.id) == CONTENT
