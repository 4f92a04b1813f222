"""Measuring: colours, samples, clips, sound, pictures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_sandbox.media.clips import LONGEST, SHORTEST, clips_of, cuts_of
from twelvelabs_sandbox.media.colours import NAMES, Pixel, average, brightness, likeness, name_of, shares
from twelvelabs_sandbox.media.probe import Unreadable, probe
from twelvelabs_sandbox.media.sample_video import COLOURS, make_sample_video
from twelvelabs_sandbox.media.samples import Sample, samples_of, shares_of_image
from twelvelabs_sandbox.media.sound import loudness_of, mean_loudness

CHANNEL = st.integers(0, 255)
PIXELS = st.tuples(CHANNEL, CHANNEL, CHANNEL)


@pytest.mark.parametrize(("name", "pixel"), COLOURS.items())
def test_sample_colours_are_called_by_their_names(name: str, pixel: Pixel) -> None:
    assert name_of(pixel) == name


@pytest.mark.parametrize(
    ("pixel", "name"),
    [((255, 0, 0), "red"), ((0, 255, 255), "cyan"), ((255, 105, 180), "pink"), ((120, 70, 20), "brown")],
)
def test_other_colours_have_names_too(pixel: Pixel, name: str) -> None:
    assert name_of(pixel) == name


@repeatable
@given(st.lists(PIXELS, min_size=1, max_size=30))
def test_shares_make_a_whole(pixels: list[Pixel]) -> None:
    found = shares(pixels)

    assert set(found) <= set(NAMES)
    assert sum(found.values()) == pytest.approx(1)
    assert likeness(found, found) == pytest.approx(1)
    assert average([found, found]) == pytest.approx(found)
    assert 0 <= brightness(pixels) <= 1


def sample(time: float, change: float = 0.0) -> Sample:
    return Sample(time, {"red": 1.0}, 0.5, change)


@repeatable
@given(st.floats(0.5, 60), st.lists(st.floats(0.1, 60), max_size=8, unique=True))
def test_clips_cover_the_video_without_gaps(duration: float, cuts: list[float]) -> None:
    samples = [sample(0.0), *(sample(cut, change=0.5) for cut in sorted(cuts) if cut < duration)]

    clips = clips_of(samples, duration)

    assert clips[0].start == 0
    assert clips[-1].end == pytest.approx(duration, abs=0.001)
    assert all(one.end == after.start for one, after in pairwise(clips))
    assert all(clip.end - clip.start <= LONGEST + 0.01 for clip in clips)
    assert len(clips) == 1 or all(clip.end - clip.start >= SHORTEST - 0.01 for clip in clips)


def test_scenes_of_a_video_are_found(video: Path) -> None:
    samples = samples_of(video)

    clips = clips_of(samples, 6.0)

    assert cuts_of(samples) == [2.0, 4.0]
    assert [next(iter(clip.shares)) for clip in clips] == ["red", "green", "blue"]
    assert [clip.moving for clip in clips] == [True, False, True]
    assert [clip.after_cut for clip in clips] == [False, True, True]


def test_a_tone_is_heard(video: Path) -> None:
    seconds = loudness_of(video)

    assert mean_loudness(seconds, 0, 6) == pytest.approx(0.21, abs=0.02)


def test_a_video_may_be_silent(tmp_path: Path) -> None:
    silent = make_sample_video(tmp_path / "silent.mp4", size=(64, 36), fps=5, audio=False)

    assert loudness_of(silent) == []
    assert probe(silent, "silent.mp4").technical_metadata["has_audio"] is False
    assert silent.stat().st_size < 12_000


@pytest.mark.parametrize("content", [b"", b"no media", b"\x00" * 500])
def test_what_is_no_media_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(Unreadable):
        probe(path, "file.mp4")
    with pytest.raises(ValueError, match="not an image"):
        shares_of_image(content)
