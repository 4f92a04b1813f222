"""Every operation the sandbox answers, in one table."""

from __future__ import annotations

from .connecting import documented
from .resources import (
    analyze,
    assets,
    connections,
    imports,
    indexed_assets,
    indexes,
    redirect_uris,
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
    Operation("POST", "/connections:authorize", documented(connections.authorize), STATEFUL),
    # Before the connections: "redirect-uris" is no connection's id.
    Operation("POST", "/connections/redirect-uris", documented(redirect_uris.create), STATEFUL),
    Operation("GET", "/connections/redirect-uris", documented(redirect_uris.list_all), STATEFUL),
    Operation("DELETE", "/connections/redirect-uris/{redirect_uri_id}", documented(redirect_uris.delete), STATEFUL),
    Operation("GET", "/connections", documented(connections.list_all), STATEFUL),
    Operation("GET", "/connections/{connection_id}", documented(connections.retrieve), STATEFUL),
    Operation("DELETE", "/connections/{connection_id}", documented(connections.delete), STATEFUL),
    Operation(
        "POST", "/connections/{connection_id}/picker-token", documented(connections.create_picker_token), STATEFUL
    ),
    Operation("POST", "/connections/{connection_id}/imports", documented(imports.create), COMPUTED),
    Operation("GET", "/connections/{connection_id}/imports", documented(imports.list_all), STATEFUL),
    Operation("GET", "/connections/{connection_id}/imports/{import_id}", documented(imports.retrieve), COMPUTED),
)
