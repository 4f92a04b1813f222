"""One program, unchanged, on every API version and in both colours, against a sandbox that speaks them all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from attrs import frozen

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.settings import VERSIONS
from twelvelabs_client.models import IndexedAsset
from twelvelabs_sandbox import Sandbox

# What v1.3 calls deprecated is what it shares with the versions before it.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated by the API")
MEDIA = Path(__file__).parents[1] / "media"
HARBOR = MEDIA / "harbor.mp4"
COAST: Mapping[str, str | int] = {"series": "coast", "episode": 3}

Span = tuple[float | None, float | None]


@frozen
class Seen:
    """What the program saw, with names in place of ids.

    Attributes:
        ended: How the two uploads ended.
        spoken: Clips in which the words are said, by the default options: video, start, end.
        shown: Clips in which the colour is seen, from pages of one clip each.
        pages: How many pages those were.
        grouped: The videos in which the colour is seen, each with its clips.
        of_the_coast: Videos in which it is seen, and whose metadata match the filter.
        metadata: What is kept with the first video.
        listed: File names and lengths of all videos, oldest first, from pages of one.
        by_name: File names of a list filtered by one.
        left: File names after a video was deleted.
        indexes: How many indexes of that name there are before and after it was deleted.
    """

    ended: tuple[str | None, str | None]
    spoken: list[tuple[str, Span]]
    shown: list[tuple[str, Span]]
    pages: int
    grouped: list[tuple[str, list[Span]]]
    of_the_coast: set[str]
    metadata: Mapping[str, object] | None
    listed: list[tuple[str | None, float | None]]
    by_name: list[str | None]
    left: list[str | None]
    indexes: tuple[int, int]


async def program(tl: AsyncTwelveLabs, name: str, evening: Path) -> Seen:
    """Index two videos in either way, search them, keep data with them, list them, delete them."""
    index = await tl.indexes.create(name)
    harbor = await tl.upload(HARBOR, index=index, user_metadata=COAST)
    task = await tl.tasks.create(index, evening, wait=True)
    other = str(task.video_id)
    names = {harbor.id: "harbor", other: "evening"}

    spoken = await tl.search.query(index, "ferry").to_list()
    pages = [page async for page in tl.search.query(index, "green", options=["visual"], page_limit=1).pages()]
    shown = [clip for page in pages for clip in page.items]
    grouped = await tl.search.query(index, "green", options=["visual"], group_by="video").to_list()

    await tl.videos.update(index, other, user_metadata={"series": "inland"})
    coast = await tl.search.query(index, "green", options=["visual"], filter={"series": "coast"}).to_list()
    kept = await tl.videos.get(index, harbor)

    listed = await tl.videos.list(index, sort_by="created_at", sort_order="asc", page_limit=1).to_list()
    by_name = await tl.videos.list(index, filename="harbor.mp4").to_list()
    await tl.videos.delete(index, other)
    left = await tl.videos.list(index).to_list()

    before = await tl.indexes.list(name=name).to_list()
    await tl.indexes.delete(index)
    after = await tl.indexes.list(name=name).to_list()

    return Seen(
        ended=(harbor.status, task.status),
        spoken=sorted((names[clip.video_id], (clip.start, clip.end)) for clip in spoken),
        shown=sorted((names[clip.video_id], (clip.start, clip.end)) for clip in shown),
        pages=len(pages),
        grouped=sorted((names[video.video_id], [(clip.start, clip.end) for clip in video.clips]) for video in grouped),
        of_the_coast={names[clip.video_id] for clip in coast},
        metadata=kept.user_metadata,
        listed=[
            (filename(video), video.system_metadata.duration if video.system_metadata else None) for video in listed
        ],
        by_name=[filename(video) for video in by_name],
        left=[filename(video) for video in left],
        indexes=(len(before), len(after)),
    )


def filename(video: IndexedAsset) -> str | None:
    return video.system_metadata.filename if video.system_metadata else None


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(speed=1000, seed=1) as running:
        running.add_transcript("harbor.mp4", (MEDIA / "harbor.vtt").read_text("utf-8"))
        yield running


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    """The same picture under another name, in which nothing is said."""
    return Path(shutil.copyfile(HARBOR, tmp_path / "evening.mp4"))


@pytest.mark.parametrize("api_version", VERSIONS)
@in_both_colours
async def test_one_program_sees_the_same_on_every_version(
    api_version: str, colour: str, sandbox: Sandbox, evening: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twelvelabs_client.core.waiting.FIRST_INTERVAL", 0.005)
    asked: list[str] = []

    async with AsyncTwelveLabs(
        base_url=sandbox.url,
        api_key=sandbox.api_key,
        api_version=api_version,
        on_attempt=lambda attempt: asked.append(attempt.url),
    ) as tl:
        seen = await program(tl, f"harbor {api_version} {colour}", evening)

    assert seen == Seen(
        ended=("ready", "ready"),
        spoken=[("harbor", (0.0, 2.0))],
        shown=[("evening", (2.0, 4.0)), ("harbor", (2.0, 4.0))],
        pages=2,
        grouped=[("evening", [(2.0, 4.0)]), ("harbor", [(2.0, 4.0)])],
        of_the_coast={"harbor"},
        metadata=COAST,
        listed=[("harbor.mp4", 6.0), ("evening.mp4", 6.0)],
        by_name=["harbor.mp4"],
        left=["harbor.mp4"],
        indexes=(1, 0),
    )
    assert len(asked) > 15
    assert [url for url in asked if f"/{api_version}/" not in url] == []
