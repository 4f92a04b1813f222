"""What was measured in the frames and the sound of an asset, kept so that each file is decoded once."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from twelvelabs_sandbox.media.clips import Clip, clips_of, still_of
from twelvelabs_sandbox.media.samples import samples_of
from twelvelabs_sandbox.media.sound import loudness_of
from twelvelabs_sandbox.store.platform import Platform

KIND = "footage"


@dataclass(frozen=True, slots=True)
class Footage:
    """Clips of a video and the loudness of each second; of an image one clip without length."""

    clips: tuple[Clip, ...]
    loudness: tuple[float, ...]


def footage_of(platform: Platform, asset_id: str, duration: float | None) -> Footage:
    """The footage of an asset; slow the first time, so call it off the event loop. An image has no duration."""
    kept = platform.store.get(KIND, asset_id)
    if kept is not None:
        return Footage(tuple(Clip(**clip) for clip in kept["clips"]), tuple(kept["loudness"]))
    path = platform.files / asset_id
    samples = samples_of(path)
    clips = [still_of(samples[0])] if duration is None else clips_of(samples, duration)
    footage = Footage(tuple(clips), tuple(loudness_of(path)))
    platform.store.put(KIND, asset_id, asdict(footage))
    return footage


def forget_footage(platform: Platform, asset_id: str) -> None:
    """Drop the footage of media that nobody refers to any more."""
    platform.store.delete(KIND, asset_id)
