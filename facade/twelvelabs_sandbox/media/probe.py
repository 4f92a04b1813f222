"""Reading what a media file is: streams, sizes, rates, durations."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.stream import Disposition

IMAGE_DEMUXERS = ("image2", "_pipe", "gif", "webp", "apng")
IMAGE_TYPES = {
    "mjpeg": "image/jpeg",
    "png": "image/png",
    "apng": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
}
CONTAINER_TYPES = {
    "mp4": "video/mp4",
    "matroska": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mpegts": "video/mp2t",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
}
DOCUMENT_TYPES = {".pdf": "application/pdf", ".txt": "text/plain", ".md": "text/markdown"}


class Unreadable(Exception):
    """The bytes are no media this sandbox can decode."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found in a file.

    Attributes:
        kind: video, audio, image or document.
        mime_type: detected media type.
        size: bytes.
        duration: seconds; None for images and documents.
        technical_metadata: the API's technical metadata.
    """

    kind: str
    mime_type: str
    size: int
    duration: float | None
    technical_metadata: dict[str, Any] = field(default_factory=dict)


def probe(path: Path, filename: str) -> Probe:
    """Measure a file.

    Args:
        path: where its bytes are.
        filename: its own name; the ending tells documents.

    Raises:
        Unreadable: it cannot be decoded.
    """
    mime_type = DOCUMENT_TYPES.get(Path(filename).suffix.lower())
    if mime_type:
        return _probe_document(path, mime_type)
    try:
        with av.open(str(path)) as container:
            return _probe_container(container, path.stat().st_size)
    except (av.FFmpegError, ValueError) as error:
        raise Unreadable("The file could not be decoded. Upload a valid video, audio or image file.") from error


def _probe_container(container: Any, size: int) -> Probe:
    video = [stream for stream in container.streams.video if stream.codec_context is not None and not _is_cover(stream)]
    audio = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if not video and not audio:
        raise Unreadable("The file holds neither pictures nor sound. Upload a valid video, audio or image file.")
    # Headers alone can lie: one decoded frame proves that there is something behind them.
    first = next(container.decode(video[0] if video else audio[0]), None)
    if first is None:
        raise Unreadable("The file holds no complete frame. It may be cut off: upload it again.")
    if video and any(name in container.format.name for name in IMAGE_DEMUXERS):
        return _image(video[0], first, size)
    duration = _duration(container, video[0] if video else audio[0])
    mime_type = _container_type(container.format.name, bool(video))
    general = {"file_size_bytes": size, "file_mime_type": mime_type, "file_container_format": container.format.name}
    metadata = {**general, **_video_metadata(video), **_audio_metadata(audio)}
    return Probe("video" if video else "audio", mime_type, size, duration, _present(metadata))


def _is_cover(stream: Any) -> bool:
    """The picture on the front of a sound file."""
    return bool(stream.disposition & Disposition.attached_pic)


def _image(stream: Any, frame: Any, size: int) -> Probe:
    codec = stream.codec_context.name
    mime_type = IMAGE_TYPES.get(codec, f"image/{codec}")
    metadata = {
        "file_size_bytes": size,
        "file_mime_type": mime_type,
        "image_width": frame.width,
        "image_height": frame.height,
        "image_format": mime_type.removeprefix("image/"),
        "image_bit_depth": frame.format.components[0].bits,
        "has_alpha": any(component.is_alpha for component in frame.format.components),
        "is_animated": stream.frames > 1,
        "storage_aspect_ratio": round(frame.width / frame.height, 4),
    }
    return Probe("image", mime_type, size, None, metadata)


def _video_metadata(streams: list[Any]) -> dict[str, Any]:
    if not streams:
        return {"total_video_streams": 0}
    described = [_video_stream(stream) for stream in streams]
    first = described[0]
    return {
        "video_streams": described,
        "video_codec": first.get("codec"),
        "video_width": first.get("width"),
        "video_height": first.get("height"),
        "video_fps": first.get("fps"),
        "video_duration_seconds": first.get("duration_seconds"),
        "video_bitrate_bps": first.get("bitrate_bps"),
        "total_video_streams": len(described),
        "storage_aspect_ratio": round(first["width"] / first["height"], 4),
        "is_hdr": first.get("color_transfer") in ("smpte2084", "arib-std-b67"),
    }


def _audio_metadata(streams: list[Any]) -> dict[str, Any]:
    described = [_audio_stream(stream) for stream in streams]
    first = described[0] if described else {}
    return {
        "audio_streams": described or None,
        "audio_codec": first.get("codec"),
        "audio_sample_rate": first.get("sample_rate"),
        "audio_channels": first.get("channels"),
        "audio_duration_seconds": first.get("duration_seconds"),
        "has_audio": bool(described),
        "total_audio_streams": len(described),
    }


def _video_stream(stream: Any) -> dict[str, Any]:
    codec = stream.codec_context
    return _present(
        {
            "index": stream.index,
            "codec": codec.name,
            "width": codec.width,
            "height": codec.height,
            "fps": _rate(stream.base_rate or stream.guessed_rate),
            "avg_fps": _rate(stream.average_rate),
            "duration_seconds": _seconds(stream),
            "bitrate_bps": codec.bit_rate or None,
            "pixel_aspect_ratio": _ratio(stream.sample_aspect_ratio),
            "display_aspect_ratio": _ratio(stream.display_aspect_ratio),
            "pixel_format": codec.pix_fmt,
            "bit_depth": codec.format.components[0].bits if codec.format else None,
        }
    )


def _audio_stream(stream: Any) -> dict[str, Any]:
    codec = stream.codec_context
    return _present(
        {
            "index": stream.index,
            "codec": codec.name,
            "codec_long": codec.codec.long_name,
            "sample_rate": codec.sample_rate,
            "channels": codec.channels,
            "channel_layout": codec.layout.name,
            "bitrate_bps": codec.bit_rate or None,
            "language": stream.metadata.get("language", "und").replace("und", "") or None,
            "duration_seconds": _seconds(stream),
        }
    )


def _probe_document(path: Path, mime_type: str) -> Probe:
    content = path.read_bytes()
    metadata: dict[str, Any] = {"file_size_bytes": len(content), "file_mime_type": mime_type}
    if mime_type == "application/pdf":
        if not content.startswith(b"%PDF-"):
            raise Unreadable("The file is named .pdf but holds no PDF. Name it after its content.")
        metadata["document_pdf_version"] = content[5:8].decode("ascii", "replace")
        return Probe("document", mime_type, len(content), None, metadata)
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise Unreadable("The file is named as text but is not UTF-8. Name it after its content.") from error
    return Probe("document", mime_type, len(content), None, metadata)


def _container_type(format_name: str, has_video: bool) -> str:
    found = next((mime for name, mime in CONTAINER_TYPES.items() if name in format_name), "application/octet-stream")
    return found if has_video else found.replace("video/", "audio/")


def _duration(container: Any, stream: Any) -> float:
    if container.duration:
        return round(float(container.duration / av.time_base), 3)
    return _seconds(stream) or 0.0


def _seconds(stream: Any) -> float | None:
    return round(float(stream.duration * stream.time_base), 3) if stream.duration and stream.time_base else None


def _rate(rate: Fraction | None) -> float | None:
    return round(float(rate), 3) if rate else None


def _ratio(ratio: Fraction | None) -> str | None:
    return f"{ratio.numerator}:{ratio.denominator}" if ratio else None


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
