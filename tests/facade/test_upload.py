"""A file made searchable in one call, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_3

pytestmark = pytest.mark.vcr

VIDEO = MEDIA / "harbor.mp4"


@in_both_colours
async def test_one_call_makes_a_file_searchable(tl: AsyncTwelveLabsV1_3, index_name: str, pace: float) -> None:
    told: list[tuple[str, str | None]] = []
    sent: list[tuple[int, int | None]] = []
    index = await tl.indexes.create(index_name)

    video = await tl.upload(
        VIDEO,
        index=index,
        filename="evening.mp4",
        user_metadata={"series": "coast"},
        enable_video_stream=True,
        poll_interval=pace,
        on_progress=lambda now: sent.append((now.sent, now.total)),
        on_status=lambda noun, status: told.append((noun, status)),
    )

    assert (video.status, video.index_id, video.user_metadata) == ("ready", index.id, {"series": "coast"})
    assert video.hls is not None
    asset = await tl.assets.get(video.asset_id or "")
    assert (asset.filename, asset.user_metadata) == ("evening.mp4", {"series": "coast"})
    assert told == sorted(told, key=lambda each: ("asset", "indexed asset").index(each[0]))
    assert [told.count(end) for end in (("asset", "ready"), ("indexed asset", "ready"))] == [1, 1]
    assert sent[-1] == (VIDEO.stat().st_size, VIDEO.stat().st_size)
