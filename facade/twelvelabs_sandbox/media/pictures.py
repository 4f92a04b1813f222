"""Single pictures of a video: the frame at a time, as JPEG."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av

LARGEST_SIDE = 640


def frame_as_jpeg(path: Path, seconds: float) -> bytes:
    """The frame shown at `seconds`, as JPEG bytes of at most 640 pixels a side."""
    with av.open(str(path)) as container:
        frame = _frame_at(container, seconds)
    scale = min(1.0, LARGEST_SIDE / max(frame.width, frame.height))
    # JPEG halves the colour's resolution: sides must be even.
    width, height = (max(2, round(side * scale) // 2 * 2) for side in (frame.width, frame.height))
    return _encode(frame.reformat(width=width, height=height, format="yuvj420p"), width, height)


def _frame_at(container: Any, seconds: float) -> Any:
    stream = container.streams.video[0]
    if stream.duration:
        start = stream.start_time or 0
        container.seek(start + int(seconds / stream.time_base), stream=stream)
    shown = None
    for frame in container.decode(stream):
        if shown is not None and frame.time is not None and frame.time > seconds:
            break
        shown = frame
    if shown is None:
        raise ValueError(f"no frame at {seconds} s")
    return shown


def _encode(frame: Any, width: int, height: int) -> bytes:
    encoder: Any = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"threads": "1"}
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
