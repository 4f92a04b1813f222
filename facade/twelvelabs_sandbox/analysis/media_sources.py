"""Media of an analysis: an asset, a URL, or base64 within the request."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.analysis.texts import Facts, facts_of
from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.fetching import Unreachable, fetch_bytes, is_url
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.probe import Unreadable, probe
from twelvelabs_sandbox.media.samples import shares_of_image
from twelvelabs_sandbox.settings import MEGABYTE
from twelvelabs_sandbox.store.footage import footage_of, forget_footage
from twelvelabs_sandbox.store.library import ready_asset, spoken_in
from twelvelabs_sandbox.store.platform import Platform

SHORTEST = 1.0
VIDEO_LIMIT, IMAGE_LIMIT, REFERENCE_LIMIT = 30 * MEGABYTE, 20 * MEGABYTE, 32 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a video may be, in seconds: whole, with a window, and the part of it that is analyzed."""

    whole: float
    with_window: float
    part: float


AT_ONCE = Lengths(3600.0, 3600.0, 3600.0)
IN_BACKGROUND = Lengths(7200.0, 14_400.0, 7200.0)


def check_video(platform: Platform, source: Mapping[str, Any]) -> None:
    """Refuse what can be seen to be wrong before the video is looked at.

    Raises:
        ApiError: the asset is unknown or not ready, the URL is none, the base64 is none or too large.
    """
    if source["type"] == "asset_id":
        ready_asset(platform, source["asset_id"], "video_not_ready")
    elif source["type"] == "base64_string":
        _decoded(source["base64_string"], "video", VIDEO_LIMIT)
    elif not is_url(source["url"]):
        raise invalid("video.url", "It must be an http or https URL.")


async def video_facts(platform: Platform, body: Mapping[str, Any], lengths: Lengths) -> tuple[Facts, float]:
    """What is known of the asked-for part of a request's video, and how long the whole video is.

    Raises:
        ApiError: the video is unknown, not ready, unreadable, or the part makes no sense.
    """
    source = body["video"]
    if source["type"] == "asset_id":
        asset = ready_asset(platform, source["asset_id"], "video_not_ready")
        if asset["kind"] != "video":
            raise invalid("video", f"The asset is a {asset['kind']}; analysis needs a video.")
        facts = await _facts(platform, body, lengths, asset["id"], asset["duration"], asset["filename"])
        return facts, asset["duration"]
    name = f"video.{source['type']}"
    content = await _content(source, source["type"], name, VIDEO_LIMIT)
    return await _unstored_facts(platform, body, lengths, content, name)


async def image_of(platform: Platform, image: Mapping[str, Any], limit: int) -> Shares:
    """The colours of one image of the request."""
    given = [kind for kind in ("url", "asset_id", "base64_string") if kind in image]
    if not given:
        raise not_provided("image.url")
    if len(given) > 1:
        raise invalid("image", "Every image needs exactly one of url, asset_id and base64_string.")
    try:
        if given == ["asset_id"]:
            asset = ready_asset(platform, image["asset_id"], "parameter_invalid")
            content = (platform.files / asset["id"]).read_bytes()
        else:
            content = await _content(image, given[0], "image", limit)
        return await run_in_threadpool(shares_of_image, content)
    except ValueError as error:
        raise invalid("image", "It must be a readable JPEG, PNG, WebP, GIF or BMP image.") from error


async def _content(source: Mapping[str, Any], kind: str, name: str, limit: int) -> bytes:
    if kind == "url":
        return await _download(source["url"], name)
    return _decoded(source["base64_string"], name, limit)


def _decoded(text: str, name: str, limit: int) -> bytes:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise invalid(name, "It must be base64.") from error
    if len(content) > limit:
        raise invalid(name, f"It must not be larger than {limit // MEGABYTE} MB. Use an asset instead.")
    return content


async def _download(url: str, name: str) -> bytes:
    if not is_url(url):
        raise invalid(name, "It must be an http or https URL.")
    try:
        return await run_in_threadpool(fetch_bytes, url)
    except Unreachable as error:
        raise invalid(name, str(error)) from error


async def _unstored_facts(
    platform: Platform, body: Mapping[str, Any], lengths: Lengths, content: bytes, name: str
) -> tuple[Facts, float]:
    identifier = platform.new_id()
    path = platform.files / identifier
    path.write_bytes(content)
    try:
        duration = await run_in_threadpool(_duration, path)
        return await _facts(platform, body, lengths, identifier, duration, name), duration
    except Unreadable as error:
        raise invalid(name, str(error)) from error
    finally:
        path.unlink()
        forget_footage(platform, identifier)


def _duration(path: Path) -> float:
    found = probe(path, path.name)
    if found.kind != "video" or found.duration is None:
        raise Unreadable(f"The file is a {found.kind}; analysis needs a video.")
    return found.duration


async def _facts(
    platform: Platform, body: Mapping[str, Any], lengths: Lengths, identifier: str, duration: float, filename: str
) -> Facts:
    start, end = _part(body, duration, lengths)
    footage = await run_in_threadpool(footage_of, platform, identifier, duration)
    return facts_of(footage.clips, spoken_in(platform, filename, identifier), start, end)


def _part(body: Mapping[str, Any], duration: float, lengths: Lengths) -> tuple[float, float]:
    if duration < SHORTEST:
        raise ApiError(400, "video_duration_too_short", f"The video lasts {duration} s, the minimum is {SHORTEST} s.")
    window = "start_time" in body or "end_time" in body
    longest = lengths.with_window if window else lengths.whole
    if duration > longest:
        raise ApiError(400, "video_duration_too_long", f"The video lasts {duration} s, the maximum is {longest} s.")
    start, end = body.get("start_time", 0.0), min(body.get("end_time", duration), duration)
    if start < 0 or end - start < SHORTEST:
        raise invalid("start_time", f"The part from start_time to end_time must last {SHORTEST} s or more.")
    if end - start > lengths.part:
        raise ApiError(400, "video_duration_too_long", f"The part lasts {end - start} s, at most {lengths.part} s do.")
    return start, end
