"""`timeout=` of an upload in chunks is the whole of it, whatever it waits for; what was sent by then is not lost."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.faults.killing import CONTENT, KillingSandbox
from twelvelabs_client import APITimeoutError, AsyncTwelveLabs

ID = "[0-9a-f]" * 24
SESSION = f"/assets/multipart-uploads/{ID}"
LIMIT = 0.5
# How long after its time an upload may still be tidying up.
SPARE = 1.0
ACTIVE = {"upload_id": "x", "status": "active"}
# What takes far too long.
SLOW: dict[str, dict[str, Any]] = {
    "all chunks together": {"method": "PUT", "delay": 0.2, "times": 1000},
    "one chunk": {"method": "PUT", "path": "/storage/uploads/*/7/*", "delay": 4},
    "a storage that reads slowly": {"method": "PUT", "path": "/storage/uploads/*/7/*", "pace": 4},
    "the opening": {"method": "POST", "path": "/assets/multipart-uploads", "delay": 4},
    "a report": {"method": "POST", "path": SESSION, "delay": 4},
    "addresses": {"method": "POST", "path": f"{SESSION}/presigned-urls", "delay": 4},
    "the last look": {"method": "GET", "path": SESSION, "delay": 4},
    "the API's own work": {"method": "GET", "path": SESSION, "status": 200, "body": ACTIVE, "times": 1000},
    "a wait that the storage asks for": {"method": "PUT", "status": 503, "headers": {"Retry-After": "9"}, "times": 4},
}


@pytest.mark.parametrize("slow", SLOW)
@pytest.mark.parametrize("workers", [1, 4])
@in_both_colours
async def test_an_upload_ends_with_its_time(sandbox: KillingSandbox, clip: Path, slow: str, workers: int) -> None:
    sandbox.faults.add(**SLOW[slow])
    begun = time.monotonic()

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(APITimeoutError) as late:
            await tl.assets.upload(clip, multipart=True, timeout=LIMIT, max_concurrency=workers)

    assert time.monotonic() - begun < LIMIT + SPARE
    assert "timeout=" in str(late.value)


@in_both_colours
async def test_what_was_sent_in_time_is_not_sent_again(sandbox: KillingSandbox, clip: Path) -> None:
    sandbox.faults.add(method="PUT", delay=0.05, times=1000)

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(APITimeoutError, match=r"^upload: not finished in 0.5 s \(timeout=\); call again"):
            await tl.assets.upload(clip, multipart=True, timeout=LIMIT, max_concurrency=1)
        session = sandbox.uploads[-1]
        # Of the last one nobody knows whether it arrived.
        *arrived, _ = sandbox.chunks
        sandbox.faults.clear()
        asset = await tl.assets.upload(clip, multipart=True, timeout=60)

    assert asset.id == session.asset_id
    assert sandbox.stored(asset.id) == CONTENT
    assert arrived
    assert set(arrived).isdisjoint(sandbox.chunks[len(arrived) + 1 :])
