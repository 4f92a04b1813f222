"""Bodies of v1.3 about upload sessions, videos and tasks, made up: every field of every shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.intents.filters import TaskFilter, VideoFilter
from twelvelabs_client.intents.tasks import NewTask
from twelvelabs_client.intents.videos import VideoView
from twelvelabs_client.models.upload import SentChunk, Upload
from twelvelabs_client.versions.v1_3 import indexed_assets, tasks, uploads, videos

Body = dict[str, Any]

STAMP = "2026-07-20T10:41:07.123Z"
PAGE_INFO = {"page": 1, "total_page": 3, "total_results": 21, "limit_per_page": 10}


def list_videos() -> Call[Any]:
    return videos.list_videos("i1", VideoFilter(), 1)


def list_tasks() -> Call[Any]:
    return tasks.list_tasks(TaskFilter(), 1)


def create_task() -> Call[Any]:
    return tasks.create_task(NewTask(index_id="i1", url="https://a.example"))


def create_upload() -> Call[Any]:
    return uploads.create_upload(
        "harbor.mp4", "video", 3_000, enable_hls=None, enable_thumbnail=None, user_metadata=None
    )


def get_upload() -> Call[Upload]:
    """The session alone; its chunks come beside it."""
    both = uploads.get_upload("u1", page=1, page_limit=None)
    return evolve(both, decode=lambda status, body: both.decode(status, body)[0])  # type: ignore[arg-type, return-value]


CALLS: dict[str, Callable[[], Call[Any]]] = {
    "GET /assets/{asset_id}/indexed-assets": lambda: indexed_assets.list_by_asset("a1", page=1, page_limit=None),
    "POST /assets/multipart-uploads": create_upload,
    "GET /assets/multipart-uploads": lambda: uploads.list_uploads(page=1, page_limit=None),
    "GET /assets/multipart-uploads/{upload_id}": get_upload,
    "POST /assets/multipart-uploads/{upload_id}/presigned-urls": lambda: uploads.create_urls("u1", 1, 1),
    "POST /assets/multipart-uploads/{upload_id}": lambda: uploads.report_chunks("u1", [SentChunk(1, "e1", 3_000)]),
    "GET /indexes/{index-id}/videos": list_videos,
    "GET /indexes/{index-id}/videos/{video-id}": lambda: videos.get_video("i1", "v1", VideoView(transcription=True)),
    "PATCH /indexes/{index-id}/videos/{video-id}": lambda: videos.update_video("i1", "v1", {"series": "harbor"}),
    "DELETE /indexes/{index-id}/videos/{video-id}": lambda: videos.delete_video("i1", "v1"),
    "POST /tasks": create_task,
    "GET /tasks": list_tasks,
    "GET /tasks/{task_id}": lambda: tasks.get_task("t1"),
    "DELETE /tasks/{task_id}": lambda: tasks.delete_task("t1"),
}

SYSTEM_METADATA = {"filename": "harbor.mp4", "duration": 12.5, "fps": 29.97, "width": 1280, "height": 720, "size": 3000}
HLS = {"video_url": "https://a.example/hls.m3u8", "thumbnail_urls": ["https://a.example/1.jpg"], "status": "COMPLETE"}
VIDEO: Body = {
    "_id": "v1",
    "asset_id": "a1",
    "created_at": STAMP,
    "updated_at": STAMP,
    "indexed_at": STAMP,
    "system_metadata": SYSTEM_METADATA,
    "user_metadata": {"series": "harbor", "episode": 3},
    "hls": {**HLS, "updated_at": STAMP},
    "transcription": [{"start": 0.5, "end": 2, "value": "ahoy"}],
}
TASK: Body = {
    "_id": "t1",
    "video_id": "t1",
    "index_id": "i1",
    "status": "ready",
    "created_at": STAMP,
    "updated_at": STAMP,
    "system_metadata": {"filename": "harbor.mp4", "duration": 12.5, "width": 1280, "height": 720},
}
UPLOAD: Body = {
    "upload_id": "u1",
    "status": "active",
    "total_size": 3_000,
    "chunk_size": 5_242_880,
    "total_chunks": 1,
    "created_at": STAMP,
    "expires_at": STAMP,
}
URL: Body = {"chunk_index": 1, "url": "https://storage.example/1", "expires_at": STAMP}

MADE_UP: dict[str, Body] = {
    "GET /assets/{asset_id}/indexed-assets": {
        "data": [{"_id": "x1", "index": {"_id": "i1", "index_name": "nature"}}],
        "page_info": PAGE_INFO,
    },
    "POST /assets/multipart-uploads": {
        "upload_id": "u1",
        "asset_id": "a1",
        "upload_urls": [URL],
        "upload_headers": {"x-amz-acl": "private"},
        "chunk_size": 5_242_880,
        "total_chunks": 1,
        "expires_at": STAMP,
    },
    "GET /assets/multipart-uploads": {"data": [UPLOAD], "page_info": PAGE_INFO},
    "GET /assets/multipart-uploads/{upload_id}": {
        **UPLOAD,
        "uploaded_chunks": [{"index": 1, "status": "completed", "uploaded_at": STAMP, "updated_at": STAMP}],
        "chunks_completed": 1,
        "chunks_failed": 0,
        "chunks_pending": 0,
        "uploaded_size": 3_000,
        "updated_at": STAMP,
        "page_info": PAGE_INFO,
    },
    "POST /assets/multipart-uploads/{upload_id}": {
        "url": "https://a.example",
        "asset_id": "a1",
        "processed_chunks": 1,
        "duplicate_chunks": 0,
        "total_completed": 1,
    },
    "POST /assets/multipart-uploads/{upload_id}/presigned-urls": {
        "upload_id": "u1",
        "start_index": 1,
        "count": 1,
        "upload_urls": [URL],
        "generated_at": STAMP,
        "expires_at": STAMP,
    },
    "GET /indexes/{index-id}/videos": {"data": [VIDEO, {"_id": "v2"}], "page_info": PAGE_INFO},
    "GET /indexes/{index-id}/videos/{video-id}": VIDEO,
    "POST /tasks": {"_id": "t1", "video_id": "t1"},
    "GET /tasks": {"data": [TASK, {"_id": "t2"}], "page_info": PAGE_INFO},
    "GET /tasks/{task_id}": {**TASK, "hls": HLS},
}
