"""Media of an analysis: an asset, a URL, or base64 within the request."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from .analysis import Facts, facts_of
from .errors import ApiError, invalid, not_provided
from .fetching import Unreachable, fetch_bytes, is_url
from .footage import footage_of, forget_footage
from .library import ready_asset, spoken_in
from .media.colours import Shares
from .media.probe import Unreadable, probe
from .media.samples import shares_of_image
from .routing import Call
from .settings import MEGABYTE

SHORTEST, LONGEST = 1.0, 3600.0
VIDEO_LIMIT, IMAGE_LIMIT = 30 * MEGABYTE, 20 * MEGABYTE


async def video_facts(call: Call) -> Facts:
    """What is known of the asked-for part of the request's video.

    Raises:
        ApiError: the video is unknown, not ready, unreadable, or the part makes no sense.
    """
    source = call.body["video"]
    if source["type"] == "asset_id":
        asset = ready_asset(call.platform, source["asset_id"], "video_not_ready")
        if asset["kind"] != "video":
            raise invalid("video", f"The asset is a {asset['kind']}; analysis needs a video.")
        return await _facts(call, asset["id"], asset["duration"], asset["filename"])
    name = f"video.{source['type']}"
    content = await _content(source, source["type"], name, VIDEO_LIMIT)
    return await _unstored_facts(call, content, name)


async def image_of(call: Call, image: Mapping[str, Any]) -> Shares:
    """The colours of one image of the request."""
    given = [kind for kind in ("url", "asset_id", "base64_string") if kind in image]
    if not given:
        raise not_provided("image.url")
    if len(given) > 1:
        raise invalid("image", "Every image needs exactly one of url, asset_id and base64_string.")
    try:
        if given == ["asset_id"]:
            asset = ready_asset(call.platform, image["asset_id"], "parameter_invalid")
            content = (call.platform.files / asset["id"]).read_bytes()
        else:
            content = await _content(image, given[0], "image", IMAGE_LIMIT)
        return await run_in_threadpool(shares_of_image, content)
    except ValueError as error:
        raise invalid("image", "It must be a readable JPEG, PNG, WebP, GIF or BMP image.") from error


async def _content(source: Mapping[str, Any], kind: str, name: str, limit: int) -> bytes:
    if kind == "url":
        return await _download(source["url"], name)
    text = source["base64_string"]
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


async def _unstored_facts(call: Call, content: bytes, name: str) -> Facts:
    identifier = call.platform.new_id()
    path = call.platform.files / identifier
    path.write_bytes(content)
    try:
        duration = await run_in_threadpool(_duration, path)
        return await _facts(call, identifier, duration, name)
    except Unreadable as error:
        raise invalid(name, str(error)) from error
    finally:
        path.unlink()
        forget_footage(call.platform, identifier)


def _duration(path: Path) -> float:
    found = probe(path, path.name)
    if found.kind != "video" or found.duration is None:
        raise Unreadable(f"The file is a {found.kind}; analysis needs a video.")
    return found.duration


async def _facts(call: Call, identifier: str, duration: float, filename: str) -> Facts:
    start, end = _part(call.body, duration)
    footage = await run_in_threadpool(footage_of, call.platform, identifier, duration)
    return facts_of(footage.clips, spoken_in(call.platform, filename), start, end)


def _part(body: Mapping[str, Any], duration: float) -> tuple[float, float]:
    if duration < SHORTEST:
        raise ApiError(400, "video_duration_too_short", f"The video lasts {duration} s, the minimum is {SHORTEST} s.")
    if duration > LONGEST:
        message = f"The video lasts {duration} s, the maximum is {LONGEST} s. Use an analysis task instead."
        raise ApiError(400, "video_duration_too_long", message)
    start, end = body.get("start_time", 0.0), min(body.get("end_time", duration), duration)
    if start < 0 or end - start < SHORTEST:
        raise invalid("start_time", f"The part from start_time to end_time must last {SHORTEST} s or more.")
    return start, end
