"""Bodies of v1.3: made-up ones of every shape, and the collected ones that lie beside the project where they do."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.versions import bodies_embed, bodies_uploads, bodies_wrapped, knowledge_stores
from twelvelabs_client.core.call import Call
from twelvelabs_client.intents import NewEntity
from twelvelabs_client.intents.batches import BatchDefaults, BatchRequest
from twelvelabs_client.intents.filters import (
    AnalyzeBatchFilter,
    AnalyzeTaskFilter,
    AssetFilter,
    EntityCollectionFilter,
    EntityFilter,
    IndexedAssetFilter,
    IndexFilter,
)
from twelvelabs_client.intents.questions import Question
from twelvelabs_client.intents.responses import Turn
from twelvelabs_client.intents.search import Query
from twelvelabs_client.versions.v1_3 import (
    analyze,
    analyze_batches,
    analyze_tasks,
    assets,
    connections,
    entities,
    entity_collections,
    imports,
    indexed_assets,
    indexes,
    responses,
    search,
)

COLLECTED = Path(__file__).resolve().parents[2].parent / "shared" / "api"
Body = dict[str, Any]
PARTS_OF_A_BODY = ("field", "inside")

QUESTION = Question(source="a1", prompt="What is seen?")
QUERY = Query(
    index_id="i1",
    text="boat",
    image_urls=(),
    options=("visual",),
    transcription_options=None,
    operator=None,
    filter=None,
    group_by=None,
    page_limit=None,
    include_user_metadata=None,
)
TURN = Turn(
    knowledge_store_id="ks_1",
    messages=("What is seen?",),
    session_id=None,
    instructions=None,
    include=None,
    selections=(),
    schema=None,
)
STAMP = "2026-07-20T10:41:07.123Z"
PAGE_INFO = {"page": 1, "total_page": 3, "total_results": 21, "limit_per_page": 10}
SPOKEN = [{"start": 0.5, "end": 2, "value": "ahoy"}]
UTTERED = [{"start": 0.5, "end": 2, "value": "ahoy", "speaker": "s1"}]


def read_nothing(source: object, largest: int) -> bytes:
    raise AssertionError(f"{source!r} was read")


def list_indexes() -> Call[Any]:
    return indexes.list_indexes(IndexFilter(), 1)


def list_assets() -> Call[Any]:
    return assets.list_assets(AssetFilter(), 1)


def list_indexed_assets() -> Call[Any]:
    return indexed_assets.list_indexed_assets("i1", IndexedAssetFilter(), 1)


def create_asset() -> Call[Any]:
    return assets.create_asset_from_url(
        "https://media.example/clip.mp4", None, enable_hls=None, enable_thumbnail=None, user_metadata=None
    )


def create_indexed_asset() -> Call[Any]:
    return indexed_assets.create_indexed_asset("i1", "a1", enable_video_stream=None, user_metadata=None)


def get_indexed_asset() -> Call[Any]:
    return indexed_assets.get_indexed_asset("i1", "v1", embedding_options=None, transcription=False)


def list_entity_collections() -> Call[Any]:
    return entity_collections.list_entity_collections(EntityCollectionFilter(), 1)


def list_entities() -> Call[Any]:
    return entities.list_entities("c1", EntityFilter(), 1)


ADA = NewEntity("Ada", "a1")
ENTITIES = "/entity-collections/{entity_collection_id}/entities"


def create_analyze_task() -> Call[Any]:
    return analyze_tasks.create_task(QUESTION, read_nothing, custom_id=None, idempotency_key="k1")


def list_analyze_tasks() -> Call[Any]:
    return analyze_tasks.list_tasks(AnalyzeTaskFilter(), 1)


def create_analyze_batch() -> Call[Any]:
    request = BatchRequest("a1", "What is seen?")
    return analyze_batches.create_batch([request], BatchDefaults(), read_nothing, segments=False)


def list_analyze_batches() -> Call[Any]:
    return analyze_batches.list_batches(AnalyzeBatchFilter(), 1)


RESULTS = "GET /analyze/batches/{batch_id}/results"
CALLS: dict[str, Callable[[], Call[Any]]] = {
    "POST /indexes": lambda: indexes.create_index("harbor", [], []),
    "GET /indexes": list_indexes,
    "GET /indexes/{index-id}": lambda: indexes.get_index("i1"),
    "PUT /indexes/{index-id}": lambda: indexes.update_index("i1", "meadow"),
    "DELETE /indexes/{index-id}": lambda: indexes.delete_index("i1"),
    "POST /assets": create_asset,
    "GET /assets": list_assets,
    "GET /assets/{asset_id}": lambda: assets.get_asset("a1"),
    "DELETE /assets/{asset_id}": lambda: assets.delete_asset("a1", False),
    "GET /assets/{asset_id}/transcription": lambda: assets.get_transcription("a1", None),
    "PATCH /assets/{asset_id}/user-metadata": lambda: assets.update_metadata("a1", {}),
    "PUT /assets/{asset_id}/user-metadata": lambda: assets.replace_metadata("a1", {}),
    "DELETE /assets/{asset_id}/user-metadata": lambda: assets.clear_metadata("a1"),
    "POST /indexes/{index-id}/indexed-assets": create_indexed_asset,
    "GET /indexes/{index-id}/indexed-assets": list_indexed_assets,
    "GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}": get_indexed_asset,
    "PATCH /indexes/{index-id}/indexed-assets/{indexed-asset-id}": lambda: indexed_assets.update_indexed_asset(
        "i1", "v1", {}
    ),
    "DELETE /indexes/{index-id}/indexed-assets/{indexed-asset-id}": lambda: indexed_assets.delete_indexed_asset(
        "i1", "v1"
    ),
    "POST /search": lambda: search.first_clips(QUERY, ()),
    "GET /search/{page-token}": lambda: search.further_clips("t-1", None),
    "POST /analyze": lambda: analyze.run(QUESTION, read_nothing),
    "POST /entity-collections": lambda: entity_collections.create_entity_collection("Crew", None),
    "GET /entity-collections": list_entity_collections,
    "GET /entity-collections/{entity_collection_id}": lambda: entity_collections.get_entity_collection("c1"),
    "PATCH /entity-collections/{entity_collection_id}": lambda: entity_collections.update_entity_collection(
        "c1", name="Mates", description=None
    ),
    "DELETE /entity-collections/{entity_collection_id}": lambda: entity_collections.delete_entity_collection("c1"),
    f"POST {ENTITIES}": lambda: entities.create_entity("c1", ADA),
    f"POST {ENTITIES}/bulk": lambda: entities.create_entities("c1", [ADA, NewEntity("Grace", "a2")]),
    f"GET {ENTITIES}": list_entities,
    f"GET {ENTITIES}/{{entity_id}}": lambda: entities.get_entity("c1", "e1"),
    f"PATCH {ENTITIES}/{{entity_id}}": lambda: entities.update_entity(
        "c1", "e1", name="Grace", description=None, metadata=None
    ),
    f"DELETE {ENTITIES}/{{entity_id}}": lambda: entities.delete_entity("c1", "e1"),
    f"POST {ENTITIES}/{{entity_id}}/assets": lambda: entities.add_assets("c1", "e1", ["a1"]),
    f"DELETE {ENTITIES}/{{entity_id}}/assets": lambda: entities.remove_assets("c1", "e1", ["a1"]),
    "GET /assets/{asset_id}/entities": lambda: entities.list_by_asset("a1", page=1, page_limit=None),
    **knowledge_stores.CALLS,
    "POST /responses": lambda: responses.create_response(TURN),
    "POST /analyze/tasks": create_analyze_task,
    "GET /analyze/tasks": list_analyze_tasks,
    "GET /analyze/tasks/{task_id}": lambda: analyze_tasks.get_task("t1"),
    "POST /analyze/tasks/{task_id}/cancel": lambda: analyze_tasks.cancel_task("t1"),
    "DELETE /analyze/tasks/{task_id}": lambda: analyze_tasks.delete_task("t1"),
    "POST /analyze/batches": create_analyze_batch,
    "GET /analyze/batches": list_analyze_batches,
    "GET /analyze/batches/{batch_id}": lambda: analyze_batches.get_batch("b1"),
    "POST /analyze/batches/{batch_id}/cancel": lambda: analyze_batches.cancel_batch("b1"),
    "DELETE /analyze/batches/{batch_id}": lambda: analyze_batches.delete_batch("b1"),
    RESULTS: lambda: analyze_batches.get_results("b1"),
    **bodies_embed.CALLS,
    **bodies_uploads.CALLS,
    **bodies_wrapped.CALLS,
    "POST /connections:authorize": lambda: connections.authorize_connection("google_drive", "https://a.example", None),
    "GET /connections": lambda: connections.list_connections(page=1, page_limit=None),
    "GET /connections/{connection_id}": lambda: connections.get_connection("c1"),
    "DELETE /connections/{connection_id}": lambda: connections.delete_connection("c1"),
    "POST /connections/{connection_id}/picker-token": lambda: connections.create_picker_token("c1"),
    "POST /connections/redirect-uris": lambda: connections.create_redirect_uri("https://a.example"),
    "GET /connections/redirect-uris": lambda: connections.list_redirect_uris(page=1, page_limit=None),
    "DELETE /connections/redirect-uris/{redirect_uri_id}": lambda: connections.delete_redirect_uri("u1"),
    "POST /connections/{connection_id}/imports": lambda: imports.create_import("c1", ["f1"]),
    "GET /connections/{connection_id}/imports": lambda: imports.list_imports("c1", page=1, page_limit=None),
    "GET /connections/{connection_id}/imports/{import_id}": lambda: imports.get_import("c1", "m1"),
}
EVENT_STREAM = "text/event-stream"
EVENTS = "POST /analyze (events)"
GROUPED = "POST /search (by video)"

ASSET: Body = {
    "_id": "a1",
    "method": "direct",
    "status": "ready",
    "filename": "clip.mp4",
    "file_type": "video/mp4",
    "created_at": STAMP,
    "user_metadata": {"camera": "A", "take": 7},
    "source": {
        "type": "connector",
        "details": {"provider": "google_drive", "source_id": "s1", "source_link": "https://d.example"},
    },
    "hls": {"status": "ready", "manifest_url": "https://m.example/a.m3u8"},
    "thumbnail": {"status": "ready", "representative_url": "https://m.example/a.jpg"},
    "technical_metadata": {"video_streams": [{"codec": "h264"}], "audio_streams": [{"codec": "aac"}]},
    "size": 1048576,
    "duration": 60.5,
    "error": {"message": "The file is broken."},
}
INDEX: Body = {
    "_id": "i1",
    "index_name": "harbor",
    "created_at": STAMP,
    "updated_at": STAMP,
    "expires_at": None,
    "total_duration": 120,
    "video_count": 2.0,
    "models": [{"model_name": "marengo3.0", "model_options": ["visual", "audio"]}],
    "addons": ["thumbnail"],
}
INDEXED: Body = {
    "_id": "v1",
    "asset_id": "a1",
    "created_at": STAMP,
    "updated_at": STAMP,
    "indexed_at": STAMP,
    "status": "ready",
    "system_metadata": {
        "filename": "clip.mp4",
        "duration": 60.5,
        "fps": 25,
        "width": 1280,
        "height": 720,
        "size": 1048576.0,
    },
    "user_metadata": {"category": "harbour"},
    "hls": {
        "status": "COMPLETE",
        "video_url": "https://m.example/v.m3u8",
        "thumbnail_urls": ["https://m.example/v.jpg"],
        "updated_at": STAMP,
    },
    "embedding": {
        "model_name": "marengo3.0",
        "video_embedding": {
            "segments": [
                {
                    "float": [0.25, -1],
                    "start_offset_sec": 0,
                    "end_offset_sec": 6.5,
                    "embedding_option": "visual",
                    "embedding_scope": "clip",
                }
            ]
        },
    },
    "transcription": SPOKEN,
}
CLIP: Body = {
    "video_id": "v1",
    "start": 46,
    "end": 52.899999618530273,
    "rank": 1,
    "thumbnail_url": "https://m.example/t.jpg",
    "transcription": "ahoy",
    "user_metadata": {"category": "harbour"},
}
SEARCH_INFO: Body = {
    "limit_per_page": 10,
    "total_results": 21,
    "page_expires_at": STAMP,
    "next_page_token": "t-2",
    "prev_page_token": "",
}
POOL = {"total_count": 2, "total_duration": 120.5, "index_id": "i1"}
ANNOTATION: Body = {
    "type": "video_citation",
    "start_index": 8,
    "end_index": 10,
    "item_id": "ksi_1",
    "start_sec": 0,
    "end_sec": 6.5,
    "title": "clip.mp4",
    "thumbnail_url": "https://m.example/a.jpg",
    "hls_url": None,
}
RESPONSE: Body = {
    "id": "resp_1",
    "type": "response",
    "object": "response",
    "status": "incomplete",
    "session_id": "sess_1",
    "knowledge_store_id": "ks_1",
    "output": [
        {
            "type": "message",
            "id": "msg_0",
            "status": "completed",
            "role": "assistant",
            "phase": "commentary",
            "content": [{"type": "output_text", "text": "Hm.", "annotations": []}],
        },
        {
            "type": "function_call",
            "id": "fc_1",
            "status": "completed",
            "name": "search",
            "call_id": "call_1",
            "arguments": '{"query": "boat"}',
        },
        {"type": "function_call_output", "id": "fc_2", "status": "completed", "output": "one"},
        {
            "type": "message",
            "id": "msg_1",
            "status": "incomplete",
            "role": "assistant",
            "phase": "final_answer",
            "content": [{"type": "output_text", "text": "A \U0001f3ac boat[1].", "annotations": [ANNOTATION]}],
        },
    ],
    "incomplete_details": {"reason": "max_output_tokens"},
    "usage": {"input_tokens": 900, "output_tokens": 3},
    "created_at": STAMP,
}

COLLECTION: Body = {
    "_id": "c1",
    "name": "Crew",
    "description": "Who sails",
    "created_at": STAMP,
    "updated_at": STAMP,
}
ENTITY: Body = {
    "_id": "e1",
    "entity_collection_id": "c1",
    "name": "Ada",
    "description": "Cox",
    "metadata": {"sport": "rowing", "number": 42, "score": 8.7, "active": True},
    "asset_ids": ["a1", "a2"],
    "status": "ready",
    "created_at": STAMP,
    "updated_at": STAMP,
}
ANSWER: Body = {
    "generation_id": "g1",
    "data": "A boat.",
    "finish_reason": "length",
    "usage": {"output_tokens": 3, "input_tokens": 900},
}
DELIVERIES = [{"url": "https://w.example/a", "delivered": False, "attempts": 3, "last_error": "timeout"}]
ANALYZE_TASK: Body = {
    "task_id": "t1",
    "custom_id": "shot-1",
    "batch_id": "b1",
    "video_source": {
        "type": "video_id",
        "url": "https://m.example/a.mp4",
        "asset_id": "a1",
        "video_id": "v1",
        "index_id": "i1",
        "system_metadata": {"duration": 8},
    },
    "request_params": {
        "analysis_mode": "time_based_metadata",
        "image": [{"name": "a", "media_type": "image", "asset_id": "a2"}],
        "prompt": None,
        "max_tokens": "unlimited",
        "response_format": {
            "type": "segment_definitions",
            "segment_time_format": "hh:mm:ss",
            "segment_definitions": [
                {
                    "id": "scene",
                    "description": "A scene",
                    "fields": [{"name": "shots", "type": "time_array", "items": {"type": "object", "fields": []}}],
                }
            ],
        },
    },
    "status": "ready",
    "created_at": STAMP,
    "completed_at": STAMP,
    "result": ANSWER,
    "error": {"code": "cut", "message": "It was cut."},
    "webhooks": DELIVERIES,
}
ANALYZE_BATCH: Body = {
    "batch_id": "b1",
    "analysis_mode": "general",
    "model_name": "pegasus1.5",
    "status": "completed",
    "total_items": 5,
    "created_at": STAMP,
    "expires_at": STAMP,
    "completed_at": STAMP,
    "canceled_at": STAMP,
    "expired_at": STAMP,
    "queued_items": 0,
    "processing_items": 0,
    "ready_items": 3,
    "failed_items": 2,
    "canceled_items": 0,
    "webhooks": DELIVERIES,
}

CONNECTION: Body = {
    "_id": "c1",
    "provider": "google_drive",
    "status": "active",
    "custom_id": "team-7",
    "account": {"external_id": "109", "display_name": "user@example.com"},
    "scopes": ["drive.readonly"],
    "connected_at": STAMP,
    "last_used_at": STAMP,
}
REDIRECT_URI: Body = {"_id": "u1", "redirect_uri": "https://a.example", "created_at": STAMP}
IMPORT: Body = {
    "_id": "m1",
    "connection_id": "c1",
    "provider": "google_drive",
    "custom_id": "team-7",
    "item_count": 2,
    "created_at": STAMP,
}
IMPORT_ITEMS: list[Body] = [
    {"source_id": "f1", "action": "created", "asset_id": "a1", "status": "processing"},
    {"source_id": "f2", "action": "rejected", "error": {"code": "source_unavailable", "message": "It is not there."}},
]

MADE_UP: dict[str, Body] = {
    "POST /indexes": {"_id": "i1"},
    "GET /indexes": {"data": [INDEX, {"_id": "i2"}], "page_info": PAGE_INFO},
    "GET /indexes/{index-id}": INDEX,
    "POST /assets": ASSET,
    "GET /assets": {"data": [ASSET, {"_id": "a2"}], "page_info": PAGE_INFO},
    "GET /assets/{asset_id}": ASSET,
    "GET /assets/{asset_id}/transcription": {
        "status": "ready",
        "words": SPOKEN,
        "sentences": SPOKEN,
        "utterances": UTTERED,
    },
    "POST /indexes/{index-id}/indexed-assets": {"_id": "v1", "asset_id": "a1"},
    "GET /indexes/{index-id}/indexed-assets": {"data": [INDEXED, {"_id": "v2"}], "page_info": PAGE_INFO},
    "GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}": INDEXED,
    "POST /search": {"data": [CLIP, {"video_id": "v2", "rank": 2}], "page_info": SEARCH_INFO, "search_pool": POOL},
    GROUPED: {"data": [{"id": "v1", "clips": [CLIP, {"rank": 2}]}], "page_info": SEARCH_INFO, "search_pool": POOL},
    "GET /search/{page-token}": {"data": [CLIP], "page_info": {"prev_page_token": "t-1"}, "search_pool": POOL},
    "POST /analyze": {
        "id": "g1",
        "data": "A boat.",
        "finish_reason": "length",
        "usage": {"output_tokens": 3, "input_tokens": 900},
        "error": {"message": "It was cut."},
    },
    "POST /responses": RESPONSE,
    "POST /connections:authorize": {"authorize_url": "https://a.example/?state=s1", "state": "s1"},
    "GET /connections": {"data": [CONNECTION, {"_id": "c2"}], "page_info": PAGE_INFO},
    "GET /connections/{connection_id}": CONNECTION,
    "POST /connections/{connection_id}/picker-token": {
        "access_token": "made-up",
        "expires_in": 3600,
        "scope": "drive.readonly",
        "app_id": "109",
        "developer_key": "made-up",
    },
    "POST /connections/redirect-uris": REDIRECT_URI,
    "GET /connections/redirect-uris": {"data": [REDIRECT_URI, {"_id": "u2"}], "page_info": PAGE_INFO},
    "POST /connections/{connection_id}/imports": {"_id": "m1", "has_failures": True, "items": IMPORT_ITEMS},
    "GET /connections/{connection_id}/imports": {"data": [IMPORT, {"_id": "m2"}], "page_info": PAGE_INFO},
    "GET /connections/{connection_id}/imports/{import_id}": {**IMPORT, "items": IMPORT_ITEMS},
    EVENTS: {
        "event_type": "stream_end",
        "finish_reason": "stop",
        "metadata": {"generation_id": "g1", "usage": {"output_tokens": 3}},
        "error": {"message": "It was cut."},
    },
    "POST /entity-collections": COLLECTION,
    "GET /entity-collections": {"data": [COLLECTION, {"_id": "c2"}], "page_info": PAGE_INFO},
    "GET /entity-collections/{entity_collection_id}": COLLECTION,
    "PATCH /entity-collections/{entity_collection_id}": COLLECTION,
    f"POST {ENTITIES}": ENTITY,
    f"POST {ENTITIES}/bulk": {
        "success_count": 1,
        "failed_count": 1,
        "entities": [{"_id": "e1", "name": "Ada", "status": "processing"}],
        "errors": [{"entity_index": 1, "entity_name": "Grace", "error_reason": "There is no such asset."}],
    },
    f"GET {ENTITIES}": {"data": [ENTITY, {"_id": "e2"}], "page_info": PAGE_INFO},
    f"GET {ENTITIES}/{{entity_id}}": ENTITY,
    f"PATCH {ENTITIES}/{{entity_id}}": ENTITY,
    f"POST {ENTITIES}/{{entity_id}}/assets": ENTITY,
    f"DELETE {ENTITIES}/{{entity_id}}/assets": ENTITY,
    "GET /assets/{asset_id}/entities": {"data": [ENTITY], "page_info": PAGE_INFO},
    **knowledge_stores.MADE_UP,
    "POST /analyze/tasks": {"task_id": "t1", "status": "queued"},
    "GET /analyze/tasks": {"data": [ANALYZE_TASK, {"task_id": "t2"}], "page_info": PAGE_INFO},
    "GET /analyze/tasks/{task_id}": ANALYZE_TASK,
    "POST /analyze/tasks/{task_id}/cancel": {"task_id": "t1", "status": "canceled"},
    "POST /analyze/batches": {
        "batch_id": "b1",
        "status": "pending",
        "total_items": 2,
        "created_at": STAMP,
        "expires_at": STAMP,
        "items": [{"task_id": "t1", "custom_id": "shot-1"}, {"task_id": "t2", "custom_id": None}],
    },
    "GET /analyze/batches": {"data": [ANALYZE_BATCH, {"batch_id": "b2"}], "page_info": PAGE_INFO},
    "GET /analyze/batches/{batch_id}": ANALYZE_BATCH,
    "POST /analyze/batches/{batch_id}/cancel": ANALYZE_BATCH,
    RESULTS: {
        "task_id": "t1",
        "custom_id": "shot-1",
        "status": "ready",
        "data": ANSWER,
        "error": {"code": "asset_unavailable", "message": "It cannot be read."},
    },
    **bodies_embed.MADE_UP,
    **bodies_uploads.MADE_UP,
    **bodies_wrapped.MADE_UP,
}


def call_of(operation: str) -> Call[Any]:
    if operation == EVENTS:
        return analyze.stream(QUESTION, read_nothing)
    if operation == GROUPED:
        return search.first_videos(QUERY, ())
    return CALLS[operation]()


@cache
def collected(file: str) -> tuple[Body, ...]:
    """The whole bodies in one file of collected ones that belong to v1.3 and to the operations known here."""
    path = COLLECTED / file
    entries = json.loads(path.read_bytes()) if path.exists() else []
    known = [
        {**entry, "operation": operation, "body": entry.get("body", entry.get("value"))}
        for entry in entries
        if (operation := _operation(entry["operation"])) in CALLS
        and entry.get("api_version", "1.3") == "1.3"
        and entry["kind"] != "request"
        and entry["status"] is not None
        and not (entry.get("part") or "").startswith("field ")
        and entry.get("media_type") != EVENT_STREAM
        and not (int(entry["status"]) < 300 and str(entry.get("part")).startswith(PARTS_OF_A_BODY))
    ]
    return tuple({**entry, "status": int(entry["status"])} for entry in known)


@cache
def collected_events(file: str) -> tuple[Body, ...]:
    """The entries of one file of collected bodies that are server-sent events, or whole streams of them."""
    path = COLLECTED / file
    entries = json.loads(path.read_bytes()) if path.exists() else []
    return tuple(entry for entry in entries if entry.get("media_type") == EVENT_STREAM)


def _operation(name: str) -> str:
    """`POST /analyze (stream=false)` is `POST /analyze`; some captures write parameters with an underscore."""
    return name.partition(" (")[0].replace("index_id", "index-id").replace("page_token", "page-token")
