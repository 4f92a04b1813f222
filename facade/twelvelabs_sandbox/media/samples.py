"""Small pictures of a video, taken a few times a second, and how much changes between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import av

from twelvelabs_sandbox.media import colours
from twelvelabs_sandbox.media.colours import Pixel, Shares

WIDTH, HEIGHT = 24, 16
PER_SECOND = 4.0
LONG = 600.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One small picture.

    Attributes:
        time: seconds.
        shares: colour words with their shares.
        brightness: 0 to 1.
        change: mean difference per channel to the sample before, 0 to 1.
    """

    time: float
    shares: Shares
    brightness: float
    change: float


def samples_of(path: Path) -> list[Sample]:
    """Samples of a video in order; empty when it has no pictures."""
    with av.open(str(path)) as container:
        if not container.streams.video:
            return []
        samples: list[Sample] = []
        with suppress(av.FFmpegError):  # A file that breaks off in the middle is good until there.
            samples.extend(_samples(container))
        return samples


def shares_of_image(content: bytes) -> Shares:
    """Colour shares of one still image.

    Raises:
        ValueError: it is no image.
    """
    try:
        with av.open(BytesIO(content), "r") as container:
            return colours.shares(_pixels(next(container.decode(video=0))))
    except (av.FFmpegError, IndexError, StopIteration) as error:
        raise ValueError("not an image") from error


def _samples(container: Any) -> Iterator[Sample]:
    stream = container.streams.video[0]
    if (container.duration or 0) / av.time_base > LONG:
        stream.codec_context.skip_frame = "NONKEY"  # Key frames are enough there, and many times cheaper.
    before: list[Pixel] | None = None
    due = float("-inf")
    for frame in container.decode(stream):
        time = frame.time or 0.0
        if time < due:
            continue
        due = max(due, time) + 1 / PER_SECOND - 0.001
        pixels = _pixels(frame)
        yield Sample(time, colours.shares(pixels), colours.brightness(pixels), _change(before, pixels))
        before = pixels


def _pixels(frame: Any) -> list[Pixel]:
    small = frame.reformat(width=WIDTH, height=HEIGHT, format="rgb24", interpolation="AREA")
    plane = small.planes[0]
    content, pitch = bytes(plane), plane.line_size
    rows = (content[row * pitch : row * pitch + WIDTH * 3] for row in range(HEIGHT))
    return [(row[at], row[at + 1], row[at + 2]) for row in rows for at in range(0, WIDTH * 3, 3)]


def _change(before: list[Pixel] | None, after: list[Pixel]) -> float:
    if before is None:
        return 0.0
    differences = (
        abs(old[channel] - new[channel]) for old, new in zip(before, after, strict=True) for channel in range(3)
    )
    return sum(differences) / (len(after) * 3 * 255)
