"""Make the media of the tests: `python tests/media/make.py` writes them beside this file.

Six seconds in three silent scenes (red and moving, green and still, blue and moving), large and long enough for the
API itself; what would be said in them, as WebVTT; and a still image of the green scene. Everything is drawn.
Encoders differ between releases: after making them anew, run `make record`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from twelvelabs_sandbox.media.pictures import frame_as_jpeg
from twelvelabs_sandbox.media.sample_video import SCENES, make_sample_transcript, make_sample_video

FOLDER = Path(__file__).parent
SCENES_OF_HARBOR = tuple(replace(scene, seconds=2.0) for scene in SCENES[:3])
MIDDLE_OF_GREEN = 3.0


def main() -> None:
    """Write the video, its transcript and the image."""
    video = make_sample_video(FOLDER / "harbor.mp4", SCENES_OF_HARBOR, size=(480, 360), fps=2, audio=False)
    make_sample_transcript(FOLDER / "harbor.vtt", SCENES_OF_HARBOR)
    (FOLDER / "meadow.jpg").write_bytes(frame_as_jpeg(video, MIDDLE_OF_GREEN))


if __name__ == "__main__":
    main()
