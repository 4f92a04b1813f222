"""Replies of v1.1 and v1.2 in every form that is known of them, made up; the collected ones lie beside the project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import twelvelabs_generated
from pipeline.specification import nameless

GENERATED = Path(twelvelabs_generated.__file__).parent
COLLECTED = Path(__file__).resolve().parents[2].parent / "shared" / "api" / "real-responses.json"
LEGACY = ("v1_1", "v1_2")
Body = Any

STAMP = "2023-10-12T06:36:27.542Z"
STILL = "https://media.example/7.jpeg"
TASK_ID, VIDEO_ID, INDEX_ID = "a1" * 12, "b2" * 12, "c3" * 12
PAGE_INFO = {"limit_per_page": 10, "page": 1, "total_page": 3, "total_results": 24}
VECTOR = [-0.25, 0.5]

TASK = {
    "_id": TASK_ID,
    "created_at": STAMP,
    "estimated_time": "2023-10-12T06:40:00Z",
    "index_id": INDEX_ID,
    "metadata": {"duration": 552.92, "filename": "harbor.mp4", "height": 720, "width": 1280},
    "status": "ready",
    "updated_at": STAMP,
}
HLS = {
    "video_url": "https://media.example/stream.m3u8",
    "thumbnail_urls": [STILL],
    "status": "COMPLETE",
    "updated_at": STAMP,
}
TASK_DETAIL = {**TASK, "video_id": VIDEO_ID, "hls": HLS, "type": "index_task_info"}
INDEXING = {**TASK, "status": "indexing", "process": {"percentage": 42.5, "remain_seconds": 30}}
COUNTS = {"index_id": INDEX_ID, "ready": 7, "validating": 2, "pending": 0, "failed": 0, "total_result": 10}
VIDEO: dict[str, Any] = {
    "_id": VIDEO_ID,
    "created_at": STAMP,
    "updated_at": STAMP,
    "indexed_at": "2023-10-12T06:41:00Z",
    "metadata": {
        "filename": "harbor.mp4", "duration": 741.875, "fps": 24, "width": 640, "height": 360, "size": 65749715,
        "engine_ids": ["marengo2.5"], "vispresso_index_id": "d4" * 12, "video_title": "Harbor",
    },
}  # fmt: skip
SPOKEN = [{"start": 4.34, "end": 8.86, "value": "Ahoy!"}, {"start": 9, "end": 11, "value": "Yes,"}]
LOGOS = [{"start": 13, "end": 14, "score": 0.9651, "value": "Anchor & Sons"}]
CLIP = {
    "score": 86.17,
    "start": 173,
    "end": 190.25,
    "video_id": VIDEO_ID,
    "confidence": "high",
    "thumbnail_url": STILL,
    "metadata": [{"type": "visual"}, {"type": "conversation", "text": "Land ahead."}],
    "modules": [{"type": "visual", "confidence": "high"}],
}
POOL = {"index_id": INDEX_ID, "total_count": 13, "total_duration": 8731}
FIRST = {"limit_per_page": 3, "total_results": 157, "page_expired_at": STAMP, "next_page_token": "8d6f-1"}
LATER = {**FIRST, "next_page_token": "8d6f-2", "prev_page_token": "8d6f-0"}
RESULTS = {"search_pool": POOL, "data": [CLIP], "page_info": FIRST}
GROUPED = {
    "search_pool": POOL,
    "data": [{"id": VIDEO_ID, "clips": [CLIP, {**CLIP, "confidence": "extremely low"}]}],
    "page_info": {**FIRST, "total_inner_matches": 9},
}
LATER_RESULTS = {**RESULTS, "page_info": LATER}
CLASSIFIED_CLIP = {"start": 473.1, "end": 595.1, "score": 84.9, "option": "visual", "prompt": "Boats"}
CLASSIFIED = {
    "name": "Harbors",
    "score": 95.5,
    "duration_ratio": 0.86,
    "clips": [{**CLASSIFIED_CLIP, "thumbnail_url": STILL}],
    "detailed_scores": {"avg_score": 81.08, "max_score": 84.94, "normalized_score": 100},
}
LABELED = {
    "name": "Harbors",
    "max_score": 86.37,
    "confidence": "extremely low",
    "duration": 120.5,
    "clips": [{**CLASSIFIED_CLIP, "confidence": "high"}],
}
NO_MORE = {
    "limit_per_page": 6, "total_results": 6, "page_expired_at": STAMP, "next_page_token": "", "prev_page_token": "",
}  # fmt: skip
CLASSIFY_PAGE = {"data": [{"video_id": VIDEO_ID, "classes": [CLASSIFIED]}], "page_info": NO_MORE}
INDEX_1_1 = {
    "_id": INDEX_ID,
    "index_name": "nature",
    "engine_id": "marengo2",
    "index_options": ["visual", "text_in_video", "conversation"],
    "addons": ["thumbnail"],
    "video_count": 12,
    "total_duration": 8716.8969,
    "created_at": STAMP,
    "updated_at": STAMP,
}
INDEX_1_2 = {
    "_id": INDEX_ID,
    "index_name": "nature",
    "engines": [
        {"engine_name": "marengo2.6", "engine_options": ["visual", "logo"], "finetuned": False},
        {"engine_name": "pegasus1.1", "engine_options": ["visual", "conversation"], "addons": ["thumbnail"]},
    ],
    "addons": ["thumbnail"],
    "video_count": 33,
    "total_duration": 3247,
    "created_at": STAMP,
    "updated_at": STAMP,
    "expires_at": "2024-01-10T06:36:27.542Z",
}
ENGINE = {
    "_id": "marengo2.5",
    "author": "twelve_labs",
    "created_at": "2022-07-04 03:05:27.068 +0000 UTC",
    "updated_at": "2022-07-04 03:05:27.068 +0000 UTC",
    "finetune": False,
    "ready": True,
}
OLD_ENGINE = {**ENGINE, "allowed_index_options": ["visual", "text_in_video", "conversation"]}
ENGINE_1_2 = {**ENGINE, "allowed_engine_options": ["visual", "logo"]}
WEBHOOK_DATA = {"id": TASK_ID, "metadata": {"duration": 30}, "status": "ready", "tags": ["night"]}
WEBHOOK = {"id": "whe_1", "created_at": "2022-08-01T17:22:18.372553+09:00", "type": "index.task.ready"}

SEGMENT = {"float": VECTOR, "start_offset_sec": 0, "end_offset_sec": 7.5, "embedding_scope": "clip"}
EMBEDDED = {
    "input_filename": "harbor.mp4", "video_clip_length": 6, "video_embedding_scope": ["clip", "video"], "duration": 18,
}  # fmt: skip
EMBEDDING_TASK = {"_id": TASK_ID, "engine_name": "Marengo-retrieval-2.6", "status": "ready", "created_at": STAMP}
IMPORTED = {"video_id": VIDEO_ID, "filename": "1.mp4", "created_at": STAMP}
REFUSED = {"filename": "2.mp4", "error_message": "It is too long."}

# Operation, status, body: what both versions send alike.
SHARED: list[tuple[str, int, Body]] = [
    ("create_index", 201, {"_id": INDEX_ID}),
    ("update_index", 204, None),
    ("delete_index", 204, None),
    ("create_task", 200, {"_id": TASK_ID}),
    ("create_task", 201, {"_id": TASK_ID}),
    ("list_tasks", 200, {"data": [TASK, {**TASK, "type": "index_task_info"}], "page_info": PAGE_INFO}),
    ("retrieve_task", 200, TASK_DETAIL),
    ("retrieve_task", 200, INDEXING),
    ("delete_task", 204, None),
    ("retrieve_task_counts", 200, COUNTS),
    ("retrieve_task_counts", 200, {**COUNTS, "indexing": 1, "queued": 3}),
    ("create_transfer", 204, None),
    ("list_videos", 200, {"data": [VIDEO], "page_info": {**PAGE_INFO, "total_duration": 11497}}),
    ("retrieve_video", 200, {**VIDEO, "hls": HLS}),
    ("update_video", 204, None),
    ("delete_video", 204, None),
    ("retrieve_video_transcription", 200, {"id": VIDEO_ID, "index_id": INDEX_ID, "data": SPOKEN}),
    ("retrieve_video_text", 200, {"id": VIDEO_ID, "index_id": INDEX_ID, "data": SPOKEN}),
    ("retrieve_video_logos", 200, {"id": VIDEO_ID, "index_id": INDEX_ID, "data": LOGOS}),
    ("retrieve_video_thumbnail", 200, {"thumbnail": STILL}),
    ("search", 200, RESULTS),
    ("search", 200, GROUPED),
    ("search", 200, {"data": [{**CLIP, "module_confidence": {"visual": "high"}}], "page_info": {}}),
    ("retrieve_search_page", 200, LATER_RESULTS),
    ("search_combined", 200, RESULTS),
    ("retrieve_search_combined_page", 200, LATER_RESULTS),
    ("classify", 200, CLASSIFY_PAGE),
    ("classify_bulk", 200, CLASSIFY_PAGE),
    ("retrieve_classify_page", 200, {**CLASSIFY_PAGE, "page_info": {**NO_MORE, "next_page_token": "846670"}}),
]
OF_VERSION: dict[str, list[tuple[str, int, Body]]] = {
    "v1_1": [
        ("list_engines", 200, {"data": [OLD_ENGINE]}),
        ("retrieve_engine", 200, OLD_ENGINE),
        ("list_indexes", 200, {"data": [INDEX_1_1], "page_info": PAGE_INFO}),
        ("retrieve_index", 200, {**INDEX_1_1, "expires_at": STAMP, "deleted": True}),
        ("update_index", 200, None),
        ("delete_index", 200, None),
        ("retrieve_video", 200, {**VIDEO, "metadata": {**VIDEO["metadata"], "engine_id": "marengo2"}}),
        (
            "search",
            200,
            {**RESULTS, "query": "boat", "search_options": ["visual"], "conversation_option": "semantic"},
        ),
        ("classify", 200, {"labels": [LABELED]}),
        ("classify", 200, {"video_id": VIDEO_ID, "labels": [LABELED]}),
        ("classify", 200, {"video_id": VIDEO_ID, "classes": [{**CLASSIFIED, "detailed_scores": {"duration_weighted_score": 1}}]}),
        ("classify_bulk", 200, {"data": [{"video_id": VIDEO_ID, "labels": [LABELED]}], "page_info": NO_MORE}),
    ],
    "v1_2": [
        ("list_engines", 200, {"data": [ENGINE_1_2, OLD_ENGINE]}),
        ("retrieve_engine", 200, ENGINE_1_2),
        ("list_indexes", 200, {"data": [INDEX_1_2], "page_info": PAGE_INFO}),
        ("retrieve_index", 200, INDEX_1_2),
        ("create_external_task", 201, {"_id": TASK_ID}),
        ("create_integration_import", 200, {"videos": [{"video_id": VIDEO_ID, "filename": "1.mp4"}], "failed_files": [REFUSED]}),
        (
            "retrieve_integration_import_status",
            200,
            {
                **{state: [{**IMPORTED}] for state in ("validating", "pending", "queued", "indexing", "ready")},
                "failed": [{**REFUSED, "created_at": STAMP}, IMPORTED],
                "not_imported": ["3.mp4"],
            },
        ),
        (
            "list_integration_import_logs",
            200,
            {
                "data": [
                    {
                        "index_id": INDEX_ID,
                        "index_name": "nature",
                        "created_at": STAMP,
                        "ended_at": "2023-10-12T06:50:00Z",
                        "video_status": {
                            "ready": 5, "validating": 2, "pending": 1, "indexing": 3, "failed": 2, "queued": 0,
                        },
                        "failed_files": [REFUSED],
                    }
                ]
            },
        ),
        (
            "retrieve_video",
            200,
            {
                **VIDEO,
                "source": {"type": "youtube", "name": "Harbor", "url": "https://video.example/1"},
                "embedding": {"engine_name": "Marengo-retrieval-2.6", "video_embedding": {"segments": [SEGMENT]}},
            },
        ),
        ("search_v2", 200, RESULTS),
        ("search_v2", 200, GROUPED),
        ("retrieve_search_v2_page", 200, LATER_RESULTS),
        ("generate_gist", 200, {"id": "g1", "title": "Boats", "topics": ["Sea"], "hashtags": ["boats", "sea"]}),
        ("summarize", 200, {"id": "g1", "summary": "Boats leave."}),
        (
            "summarize",
            200,
            {
                "id": "g1",
                "chapters": [
                    {"chapter_number": 0, "start": 0, "end": 15.5, "chapter_title": "Dawn", "chapter_summary": "Fog."}
                ],
            },
        ),
        (
            "summarize",
            200,
            {"id": "g1", "highlights": [{"start": 0, "end": 15, "highlight": "Fog.", "highlight_summary": "It lifts."}]},
        ),
        ("generate", 200, {"id": "g1", "data": "Boats leave."}),
        (
            "create_embeddings_v1",
            200,
            {
                "engine_name": "Marengo-retrieval-2.6",
                "text_embedding": {"segments": [{"float": VECTOR}]},
                "image_embedding": {"segments": [{"float": VECTOR}], "metadata": {"input_url": STILL}},
                "audio_embedding": {
                    "segments": [{"start_offset_sec": 2, "float": VECTOR}], "metadata": {"input_filename": "01.mp3"},
                },
            },
        ),
        (
            "create_embeddings_v1",
            200,
            {
                "engine_name": "Marengo-retrieval-2.6",
                "text_embedding": {"float": VECTOR, "is_success": True},
                "image_embedding": {"is_success": False, "error_message": "It is no image."},
            },
        ),
        ("create_video_embedding_task", 200, {"_id": TASK_ID}),
        (
            "list_video_embedding_tasks",
            200,
            {
                "data": [
                    {**EMBEDDING_TASK, "status": "processing", "video_embedding": {"metadata": EMBEDDED}},
                    {**EMBEDDING_TASK, "metadata": {"input_url": STILL, "duration_mins": 0.3}},
                ],
                "page_info": PAGE_INFO,
            },
        ),
        ("retrieve_video_embedding_task_status", 200, {"_id": TASK_ID, "status": "ready", "metadata": EMBEDDED}),
        (
            "retrieve_video_embedding_task",
            200,
            {**EMBEDDING_TASK, "video_embedding": {"metadata": EMBEDDED, "segments": [SEGMENT]}},
        ),
        (
            "retrieve_video_embedding_task",
            200,
            {
                **EMBEDDING_TASK,
                "metadata": EMBEDDED,
                "video_embeddings": [SEGMENT, {"embedding_scope": "video", "embedding": {"float": VECTOR}}],
            },
        ),
    ],
}  # fmt: skip
MADE_UP: list[tuple[str, str, int, Body]] = [
    (version, operation, status, body)
    for version in LEGACY
    for operation, status, body in [*SHARED, *OF_VERSION[version]]
]
EVENTS: dict[str, list[tuple[str, Body]]] = {
    "v1_1": [("WebhookEvent", {**WEBHOOK, "data": {**WEBHOOK_DATA, "engine": "marengo2", "index_options": ["visual"]}})],
    "v1_2": [
        (
            "WebhookEvent",
            {
                **WEBHOOK,
                "data": {
                    **WEBHOOK_DATA, "engines": [{"name": "marengo2.6", "options": ["visual"]}], "engine_options": ["logo"],
                },
            },
        ),
        ("GenerateStreamStart", {"event_type": "stream_start", "metadata": {"generation_id": "g1"}}),
        ("GenerateTextGeneration", {"event_type": "text_generation", "text": "Boa"}),
        ("GenerateStreamEnd", {"event_type": "stream_end", "metadata": {"generation_id": "g1"}}),
        ("GenerateStreamError", {"event_type": "stream_error", "error": {"message": "It is too long."}}),
    ],
}  # fmt: skip


def table(version: str) -> dict[str, dict[str, Any]]:
    """The operations of a version that our description has; an upgrade may add others."""
    found: dict[str, dict[str, Any]] = json.loads((GENERATED / version / "OPERATIONS.json").read_bytes())
    return {name: entry for name, entry in found.items() if entry.get("described", True)}


def collected() -> Iterator[tuple[str, str, int, Body, str]]:
    """The collected replies of both versions, each with the operation it belongs to and its own id."""
    entries = json.loads(COLLECTED.read_bytes()) if COLLECTED.is_file() else []
    places = {
        (version, f"{entry['method']} {nameless(entry['path'])}"): name
        for version in LEGACY
        for name, entry in table(version).items()
    }
    for entry in entries:
        version = f"v{entry['api_version'].replace('.', '_')}"
        if version in LEGACY:
            yield version, places[version, nameless(entry["operation"])], entry["status"], entry["body"], entry["id"]
