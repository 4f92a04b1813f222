"""Bodies of v1.3 about embeddings, made up: every field of every shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twelvelabs_client._runtime.files import content_of
from twelvelabs_client.core.call import Call
from twelvelabs_client.intents import TextInput, VideoInput
from twelvelabs_client.intents.embedding import EmbeddingChoices
from twelvelabs_client.intents.embedding_tasks import EmbeddingsOfForms, Part
from twelvelabs_client.intents.filters import EmbeddingTaskFilter
from twelvelabs_client.versions.v1_3 import embed, embed_v1

Body = dict[str, Any]

STAMP = "2026-07-20T10:41:07.123Z"
PAGE_INFO = {"page": 1, "total_page": 3, "total_results": 21, "limit_per_page": 10}
CHOICES = EmbeddingChoices(model="marengo3.0")

CALLS: dict[str, Callable[[], Call[Any]]] = {
    "POST /embed-v2": lambda: embed.create_embeddings(TextInput("boat"), content_of, CHOICES),
    "POST /embed-v2/tasks": lambda: embed.create_task(VideoInput("a1"), content_of, CHOICES),
    "GET /embed-v2/tasks": lambda: embed.list_tasks(EmbeddingTaskFilter(), 1),
    "GET /embed-v2/tasks/{task_id}": lambda: embed.get_task("t1"),
    "POST /embed": lambda: embed_v1.create_embeddings(EmbeddingsOfForms(model="marengo3.0", text="boat")),
    "POST /embed/tasks": lambda: embed_v1.create_task("https://media.example/clip.mp4", Part(), model="marengo3.0"),
    "GET /embed/tasks": lambda: embed_v1.list_tasks(EmbeddingTaskFilter(), 1),
    "GET /embed/tasks/{task_id}/status": lambda: embed_v1.get_status("t1"),
    "GET /embed/tasks/{task_id}": lambda: embed_v1.get_task("t1", None),
}

CLIP: Body = {
    "embedding": [0.25, -1],
    "embedding_option": "visual",
    "embedding_scope": "clip",
    "start_sec": 0,
    "end_sec": 6.5,
}
PAGE: Body = {
    "embedding": [0.5, 1e-7],
    "embedding_option": "visual",
    "embedding_scope": "page",
    "embedding_uncertainty": [0.01, 0.02],
    "start_page_number": 3,
    "end_page_number": 3.0,
    "quadrant": "top_left",
    "chunk_index": None,
    "start_sec": None,
}
CHUNK: Body = {"embedding": [1, 0], "embedding_option": "text", "embedding_scope": "chunk", "chunk_index": 0}
USAGE: Body = {
    "input_tokens": {"text": 12, "video": 340},
    "truncated": True,
    "truncation_reason": "model_context_window",
}
TIMED: Body = {
    "input_url": "https://media.example/clip.mp4",
    "input_filename": "clip.mp4",
    "embedding_options": ["visual", "audio"],
    "embedding_scopes": ["clip", "local"],
    "duration": 60.5,
    "start_offset_sec": 0,
    "end_offset_sec": 30.5,
    "embedding_dimension": 256,
}
LISTED_VIDEO: Body = {
    "input_url": "https://media.example/clip.mp4",
    "input_filename": "clip.mp4",
    "video_clip_length": 6,
    "video_embedding_option": ["visual"],
    "video_embedding_scope": ["clip", "video"],
    "duration": 60.5,
}
VIDEO_SEGMENT: Body = {
    "float": [0.25, -1],
    "start_offset_sec": 0,
    "end_offset_sec": 6.5,
    "embedding_option": "visual",
    "embedding_scope": "clip",
}
STATE: Body = {"_id": "t1", "model_name": "marengo3.0", "status": "ready", "created_at": STAMP, "updated_at": STAMP}
LISTED_AUDIO: Body = {
    "input_filename": "tone.wav",
    "audio_embedding_option": ["audio"],
    "audio_embedding_scope": ["clip"],
    "duration": 9.5,
    "start_offset_sec": 1,
    "end_offset_sec": 8,
}
LIST: Body = {
    "data": [
        {**STATE, "video_embedding": {"metadata": LISTED_VIDEO}},
        {"_id": "t2", "audio_embedding": {"metadata": LISTED_AUDIO}},
        {"_id": "t3", "image_embedding": {"metadata": {"image_embedding_option": ["visual"]}}},
        {"_id": "t4", "document_embedding": {"metadata": {"document_embedding_scope": ["local"]}}},
    ],
    "page_info": PAGE_INFO,
}

MADE_UP: dict[str, Body] = {
    "POST /embed-v2": {
        "data": [CLIP, PAGE, CHUNK],
        "metadata": {"input_type": "video", **TIMED, "clip_length": 6},
        "usage": USAGE,
    },
    "POST /embed-v2/tasks": {
        "_id": "t1",
        "status": "processing",
        "data": None,
        "metadata": {"embedding_dimension": 256},
    },
    "GET /embed-v2/tasks": LIST,
    "GET /embed-v2/tasks/{task_id}": {
        "_id": "t1",
        "status": "failed",
        "created_at": STAMP,
        "updated_at": STAMP,
        "data": [CLIP],
        "metadata": {"input_type": "audio", **TIMED},
        "usage": USAGE,
        "error": {"message": "The file is broken."},
    },
    "POST /embed": {
        "model_name": "marengo3.0",
        "text_embedding": {"segments": [{"float": [0.25, -1]}]},
        "image_embedding": {
            "segments": [{"float": [1, 0]}],
            "metadata": {"input_url": "https://media.example/a.jpg", "input_filename": "a.jpg"},
        },
        "audio_embedding": {
            "segments": [{"float": [0, 1], "start_offset_sec": 0, "end_offset_sec": 6}],
            "error_message": "The rest is broken.",
            "metadata": {"input_filename": "tone.wav"},
        },
    },
    "POST /embed/tasks": {"_id": "t1"},
    "GET /embed/tasks": LIST,
    "GET /embed/tasks/{task_id}/status": {**STATE, "video_embedding": {"metadata": LISTED_VIDEO}},
    "GET /embed/tasks/{task_id}": {
        **STATE,
        "video_embedding": {"metadata": LISTED_VIDEO, "segments": [VIDEO_SEGMENT, {"float": [0, 1]}]},
    },
}
