"""Sample media, drawn and encoded here: coloured scenes with shapes, and a tone."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import PictureType

Colour = tuple[int, int, int]
COLOURS: dict[str, Colour] = {
    "red": (215, 30, 35),
    "orange": (240, 130, 20),
    "yellow": (245, 220, 40),
    "green": (30, 150, 60),
    "blue": (30, 70, 205),
    "purple": (130, 45, 175),
    "black": (12, 12, 14),
    "white": (245, 245, 245),
    "grey": (128, 128, 130),
}
PIXELS = "yuv420p"
# One thread, no vector instructions (`asm=0`), a constant quantizer: what the encoder writes depends on the pictures
# alone. With vector instructions its bytes differ with the set that is chosen; calls on one machine have differed, too.
ENCODING = {"preset": "ultrafast", "qp": "28", "x264-params": "threads=1:asm=0:info=0", "flags": "+bitexact"}
SAMPLE_RATE = 16_000
AUDIO_FRAME = 1024


@dataclass(frozen=True, slots=True)
class Scene:
    """A few seconds of one shape before one background.

    Attributes:
        background: colour word.
        shape: ``square`` or ``circle``.
        colour: colour word of the shape.
        moving: whether the shape crosses the picture.
        seconds: length.
        words: what is said meanwhile.
    """

    background: str
    shape: str
    colour: str
    moving: bool
    seconds: float
    words: str


SCENES = (
    Scene("red", "circle", "white", True, 4.0, "Welcome to the harbor. The morning ferry leaves at nine."),
    Scene("green", "square", "yellow", False, 4.0, "Behind the meadow, farmers are planting young apple trees."),
    Scene("blue", "circle", "orange", True, 4.0, "A diver swims past the coral reef and waves at the camera."),
    Scene("black", "square", "purple", False, 4.0, "At night the city lights go out, one street at a time."),
    Scene("white", "circle", "black", True, 4.0, "Thank you for watching. The next ferry is already waiting."),
)


def make_sample_video(
    path: str | Path,
    scenes: Sequence[Scene] = SCENES,
    size: tuple[int, int] = (640, 360),
    fps: int = 24,
    audio: bool = True,
) -> Path:
    """Write an H.264 video in MP4, the same bytes every time.

    Args:
        path: where to write it.
        scenes: what it shows, one after the other, with a hard cut between.
        size: width and height in pixels, both even.
        fps: frames per second.
        audio: whether it has a tone, one pitch a scene, as AAC.

    Returns:
        The path.
    """
    path = Path(path)
    # No dates and no encoder versions in the file: the same call gives the same bytes.
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact", "movflags": "+faststart"}) as container:
        video = _video_stream(container, size, fps)
        sound = _audio_stream(container) if audio else None
        for frame in _frames(scenes, size, fps):
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if sound is not None:
            for tone in _tones(scenes):
                container.mux(sound.encode(tone))
            container.mux(sound.encode(None))
    return path


def make_sample_transcript(path: str | Path, scenes: Sequence[Scene] = SCENES) -> Path:
    """Write what is said in the sample video, as WebVTT.

    Args:
        path: where to write it.
        scenes: the scenes of the video.

    Returns:
        The path.
    """
    lines, start = ["WEBVTT"], 0.0
    for scene in scenes:
        # The speaker breathes before a cut: a cue must not reach into the next scene.
        end = start + scene.seconds * 0.9
        lines.append(f"{_clock(start)} --> {_clock(end)}\n{scene.words}")
        start += scene.seconds
    path = Path(path)
    path.write_text("\n\n".join(lines) + "\n", "utf-8")
    return path


def _video_stream(container: Any, size: tuple[int, int], fps: int) -> Any:
    stream = container.add_stream("libx264", rate=fps)
    stream.width, stream.height = size
    stream.pix_fmt = PIXELS
    stream.codec_context.thread_count = 1
    stream.options = ENCODING
    return stream


def _audio_stream(container: Any) -> Any:
    stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
    stream.codec_context.bit_rate = 32_000
    stream.options = {"flags": "+bitexact"}
    return stream


def _frames(scenes: Sequence[Scene], size: tuple[int, int], fps: int) -> Iterator[Any]:
    number = 0
    for scene in scenes:
        count = round(scene.seconds * fps)
        for step in range(count):
            frame = av.VideoFrame(*size, PIXELS)
            _draw(frame, scene, step / count if scene.moving else 0.5)
            frame.pts, frame.time_base = number, Fraction(1, fps)
            # A cut is a key frame; the encoder does not look for cuts.
            frame.pict_type = PictureType.I if step == 0 else PictureType.NONE
            yield frame
            number += 1


def _draw(frame: Any, scene: Scene, progress: float) -> None:
    """Draw a picture whose shape stands at `progress` of its way, left to right."""
    background, colour = _in_yuv(COLOURS[scene.background]), _in_yuv(COLOURS[scene.colour])
    for plane, behind, before in zip(frame.planes, background, colour, strict=True):
        padding = bytes(plane.line_size - plane.width)
        rows = _rows(scene.shape, (plane.width, plane.height), progress, bytes([behind]), bytes([before]))
        plane.update(b"".join(row + padding for row in rows))


def _in_yuv(colour: Colour) -> Colour:
    """A colour as BT.601 has it, in its limited range."""
    red, green, blue = colour
    return (
        16 + round((66 * red + 129 * green + 25 * blue) / 256),
        128 + round((-38 * red - 74 * green + 112 * blue) / 256),
        128 + round((112 * red - 94 * green - 18 * blue) / 256),
    )


def _rows(shape: str, size: tuple[int, int], progress: float, behind: bytes, before: bytes) -> Iterator[bytes]:
    """The rows of one plane of a picture."""
    width, height = size
    radius = height * 0.3
    centre = radius + (width - 2 * radius) * progress
    for row in range(height):
        left, right = _span(shape, radius, centre, row - height / 2)
        yield behind * left + before * (right - left) + behind * (width - right)


def _span(shape: str, radius: float, centre: float, away: float) -> tuple[int, int]:
    """The columns a shape covers in a row that lies `away` from the middle."""
    if abs(away) >= radius:
        return 0, 0
    half = radius if shape == "square" else math.sqrt(radius**2 - away**2)
    return round(centre - half), round(centre + half)


def _tones(scenes: Sequence[Scene]) -> Iterator[Any]:
    samples = array("f")
    for number, scene in enumerate(scenes):
        step = 2 * math.pi * (220 + 110 * number) / SAMPLE_RATE
        samples.extend(0.3 * math.sin(step * at) for at in range(round(scene.seconds * SAMPLE_RATE)))
    for start in range(0, len(samples), AUDIO_FRAME):
        part = samples[start : start + AUDIO_FRAME]
        frame = av.AudioFrame("fltp", "mono", len(part))
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
        content = part.tobytes()
        plane = frame.planes[0]
        plane.update(content + bytes(plane.buffer_size - len(content)))
        yield frame


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
