"""Every operation the sandbox answers, in one table."""

from __future__ import annotations

from .resources import (
    analyze,
    assets,
    embed,
    embed_tasks,
    embed_v1,
    indexed_assets,
    indexes,
    search,
    tasks,
    transcriptions,
    uploads,
    videos,
)
from .routing import Honesty, Operation

COMPUTED, STATEFUL, SCRIPTED = Honesty

OPERATIONS: tuple[Operation, ...] = (
    Operation("POST", "/indexes", indexes.create, STATEFUL),
    Operation("GET", "/indexes", indexes.list_all, STATEFUL),
    Operation("GET", "/indexes/{index_id}", indexes.retrieve, STATEFUL),
    Operation("PUT", "/indexes/{index_id}", indexes.update, STATEFUL),
    Operation("DELETE", "/indexes/{index_id}", indexes.delete, STATEFUL),
    # Before the assets: "multipart-uploads" is no asset's id.
    Operation("POST", "/assets/multipart-uploads", uploads.create, STATEFUL),
    Operation("GET", "/assets/multipart-uploads", uploads.list_all, STATEFUL),
    Operation("GET", "/assets/multipart-uploads/{upload_id}", uploads.retrieve, STATEFUL),
    Operation("POST", "/assets/multipart-uploads/{upload_id}", uploads.report, STATEFUL),
    Operation("POST", "/assets/multipart-uploads/{upload_id}/presigned-urls", uploads.create_urls, STATEFUL),
    Operation("POST", "/assets", assets.create, COMPUTED),
    Operation("GET", "/assets", assets.list_all, COMPUTED),
    Operation("GET", "/assets/{asset_id}", assets.retrieve, COMPUTED),
    Operation("DELETE", "/assets/{asset_id}", assets.delete, STATEFUL),
    Operation("PATCH", "/assets/{asset_id}/user-metadata", assets.merge_user_metadata, STATEFUL),
    Operation("PUT", "/assets/{asset_id}/user-metadata", assets.replace_user_metadata, STATEFUL),
    Operation("DELETE", "/assets/{asset_id}/user-metadata", assets.delete_user_metadata, STATEFUL),
    Operation("GET", "/assets/{asset_id}/transcription", transcriptions.retrieve, STATEFUL),
    Operation("POST", "/indexes/{index_id}/indexed-assets", indexed_assets.create, COMPUTED),
    Operation("GET", "/indexes/{index_id}/indexed-assets", indexed_assets.list_all, COMPUTED),
    Operation("GET", "/indexes/{index_id}/indexed-assets/{indexed_asset_id}", indexed_assets.retrieve, COMPUTED),
    Operation("PATCH", "/indexes/{index_id}/indexed-assets/{indexed_asset_id}", indexed_assets.update, STATEFUL),
    Operation("DELETE", "/indexes/{index_id}/indexed-assets/{indexed_asset_id}", indexed_assets.delete, STATEFUL),
    Operation("GET", "/assets/{asset_id}/indexed-assets", indexed_assets.list_by_asset, COMPUTED),
    Operation("GET", "/indexes/{index_id}/videos", videos.list_all, COMPUTED),
    Operation("GET", "/indexes/{index_id}/videos/{video_id}", videos.retrieve, COMPUTED),
    Operation("PATCH", "/indexes/{index_id}/videos/{video_id}", videos.update, STATEFUL),
    Operation("DELETE", "/indexes/{index_id}/videos/{video_id}", videos.delete, STATEFUL),
    Operation("POST", "/tasks", tasks.create, COMPUTED),
    Operation("GET", "/tasks", tasks.list_all, COMPUTED),
    Operation("GET", "/tasks/{task_id}", tasks.retrieve, COMPUTED),
    Operation("DELETE", "/tasks/{task_id}", tasks.delete, STATEFUL),
    Operation("POST", "/search", search.create, COMPUTED),
    Operation("GET", "/search/{page_token}", search.retrieve, COMPUTED),
    Operation("POST", "/analyze", analyze.create, SCRIPTED),
    Operation("POST", "/embed-v2", embed.create, COMPUTED),
    Operation("POST", "/embed-v2/tasks", embed_tasks.create, COMPUTED),
    Operation("GET", "/embed-v2/tasks", embed_tasks.list_all, COMPUTED),
    Operation("GET", "/embed-v2/tasks/{task_id}", embed_tasks.retrieve, COMPUTED),
    Operation("POST", "/embed", embed_v1.create, COMPUTED),
    Operation("POST", "/embed/tasks", embed_v1.create_task, COMPUTED),
    Operation("GET", "/embed/tasks", embed_v1.list_tasks, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}/status", embed_v1.retrieve_status, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}", embed_v1.retrieve_task, COMPUTED),
)
