"""What storage URLs serve: frames as JPEG, playlists, files."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from twelvelabs_sandbox.http.routing import CLASS_HEADER, Fidelity
from twelvelabs_sandbox.media.pictures import frame_as_jpeg
from twelvelabs_sandbox.store.platform import Platform
from twelvelabs_sandbox.store.storage_urls import failure, refusal, storage_url

THUMBNAIL = re.compile(r"thumbnails/([0-9a-f]{24})/(\d+)\.jpg")
MANIFEST = re.compile(r"hls/([0-9a-f]{24})/manifest\.m3u8")
MEDIA = re.compile(r"media/([0-9a-f]{24})")


async def serve(request: Request) -> Response:
    """Answer one storage URL."""
    platform: Platform = request.app.state.platform
    key = request.path_params["key"]
    reason = refusal(platform, key, request.query_params)
    response = failure(403, "AccessDenied", reason) if reason else await _content(platform, key, request)
    response.headers[CLASS_HEADER] = Fidelity.COMPUTED
    return response


async def _content(platform: Platform, key: str, request: Request) -> Response:
    found = THUMBNAIL.fullmatch(key) or MANIFEST.fullmatch(key) or MEDIA.fullmatch(key)
    path = platform.files / found[1] if found else Path()
    if found is None or not path.is_file():
        return failure(404, "NoSuchKey", "There is nothing at this URL.")
    if found.re is THUMBNAIL:
        picture = await run_in_threadpool(frame_as_jpeg, path, int(found[2]) / 1000)
        return Response(picture, media_type="image/jpeg")
    if found.re is MANIFEST:
        return Response(_manifest(platform, found[1], request), media_type="application/vnd.apple.mpegurl")
    return FileResponse(path)


def _manifest(platform: Platform, asset_id: str, request: Request) -> str:
    """A playlist of one piece: the file itself."""
    asset = platform.store.get("assets", asset_id) or {}
    duration = asset.get("duration") or 0.0
    origin = platform.settings.storage_url or f"{request.url.scheme}://{request.url.netloc}"
    head = f"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:{int(duration) + 1}\n#EXT-X-PLAYLIST-TYPE:VOD\n"
    piece = storage_url(platform, origin, f"media/{asset_id}")
    return f"{head}#EXTINF:{duration:.3f},\n{piece}\n#EXT-X-ENDLIST\n"
