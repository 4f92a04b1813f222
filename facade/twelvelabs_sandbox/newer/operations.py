"""Every operation the sandbox answers, in one table."""

from __future__ import annotations

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.http.routing import Call, Fidelity, Handler, Operation, Reply
from twelvelabs_sandbox.newer import (
    analyze,
    analyze_batches,
    analyze_tasks,
    assets,
    connections,
    embed,
    embed_tasks,
    embed_v1,
    entities,
    entity_collections,
    imports,
    indexed_assets,
    indexes,
    item_collections,
    knowledge_store_items,
    knowledge_store_search,
    knowledge_stores,
    redirect_uris,
    responses,
    search,
    tasks,
    transcriptions,
    uploads,
    videos,
)

COMPUTED, STATEFUL, SCRIPTED = Fidelity
STORE = "/knowledge-stores/{knowledge_store_id}"
COLLECTIONS = STORE + "/item-collections"
DOCS_URL = "https://docs.twelvelabs.io/api-reference/error-codes"
DOCUMENTED = (404, 409, 422)


def documented(handler: Handler) -> Handler:
    """The handler with a page named in its errors, which only the operations on connections still do."""

    async def answer(call: Call) -> Reply:
        try:
            return await handler(call)
        except ApiError as error:
            if error.status in DOCUMENTED:
                error.docs_url = DOCS_URL
            raise

    return answer


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
    Operation("POST", "/entity-collections", entity_collections.create, STATEFUL),
    Operation("GET", "/entity-collections", entity_collections.list_all, STATEFUL),
    Operation("GET", "/entity-collections/{entity_collection_id}", entity_collections.retrieve, STATEFUL),
    Operation("PATCH", "/entity-collections/{entity_collection_id}", entity_collections.update, STATEFUL),
    Operation("DELETE", "/entity-collections/{entity_collection_id}", entity_collections.delete, STATEFUL),
    Operation("POST", "/entity-collections/{entity_collection_id}/entities", entities.create, STATEFUL),
    Operation("GET", "/entity-collections/{entity_collection_id}/entities", entities.list_all, STATEFUL),
    Operation("POST", "/entity-collections/{entity_collection_id}/entities/bulk", entities.create_bulk, STATEFUL),
    Operation("GET", "/entity-collections/{entity_collection_id}/entities/{entity_id}", entities.retrieve, STATEFUL),
    Operation("PATCH", "/entity-collections/{entity_collection_id}/entities/{entity_id}", entities.update, STATEFUL),
    Operation("DELETE", "/entity-collections/{entity_collection_id}/entities/{entity_id}", entities.delete, STATEFUL),
    Operation(
        "POST", "/entity-collections/{entity_collection_id}/entities/{entity_id}/assets", entities.add_assets, STATEFUL
    ),
    Operation(
        "DELETE",
        "/entity-collections/{entity_collection_id}/entities/{entity_id}/assets",
        entities.remove_assets,
        STATEFUL,
    ),
    Operation("GET", "/assets/{asset_id}/entities", entities.list_by_asset, STATEFUL),
    Operation("POST", "/knowledge-stores", knowledge_stores.create, STATEFUL),
    Operation("GET", "/knowledge-stores", knowledge_stores.list_all, STATEFUL),
    Operation("GET", STORE, knowledge_stores.retrieve, STATEFUL),
    Operation("PATCH", STORE, knowledge_stores.update, STATEFUL),
    Operation("DELETE", STORE, knowledge_stores.delete, STATEFUL),
    Operation("POST", STORE + "/search", knowledge_store_search.create, COMPUTED),
    Operation("POST", STORE + "/items", knowledge_store_items.create, COMPUTED),
    Operation("GET", STORE + "/items", knowledge_store_items.list_all, COMPUTED),
    Operation("GET", STORE + "/items/{item_id}", knowledge_store_items.retrieve, COMPUTED),
    Operation("DELETE", STORE + "/items/{item_id}", knowledge_store_items.delete, STATEFUL),
    Operation("POST", COLLECTIONS, item_collections.create, STATEFUL),
    Operation("GET", COLLECTIONS, item_collections.list_all, STATEFUL),
    Operation("GET", COLLECTIONS + "/{collection_id}", item_collections.retrieve, STATEFUL),
    Operation("PATCH", COLLECTIONS + "/{collection_id}", item_collections.update, STATEFUL),
    Operation("DELETE", COLLECTIONS + "/{collection_id}", item_collections.delete, STATEFUL),
    Operation("GET", COLLECTIONS + "/{collection_id}/items", item_collections.list_items, COMPUTED),
    Operation("POST", COLLECTIONS + "/{collection_id}/items/add", item_collections.add_items, STATEFUL),
    Operation("POST", COLLECTIONS + "/{collection_id}/items/remove", item_collections.remove_items, STATEFUL),
    Operation("POST", "/responses", responses.create, SCRIPTED),
    Operation("POST", "/analyze/tasks", analyze_tasks.create, SCRIPTED),
    Operation("GET", "/analyze/tasks", analyze_tasks.list_all, SCRIPTED),
    Operation("GET", "/analyze/tasks/{task_id}", analyze_tasks.retrieve, SCRIPTED),
    Operation("POST", "/analyze/tasks/{task_id}/cancel", analyze_tasks.cancel, STATEFUL),
    Operation("DELETE", "/analyze/tasks/{task_id}", analyze_tasks.delete, STATEFUL),
    Operation("POST", "/analyze/batches", analyze_batches.create, SCRIPTED),
    Operation("GET", "/analyze/batches", analyze_batches.list_all, STATEFUL),
    Operation("GET", "/analyze/batches/{batch_id}", analyze_batches.retrieve, STATEFUL),
    Operation("GET", "/analyze/batches/{batch_id}/results", analyze_batches.results, SCRIPTED),
    Operation("POST", "/analyze/batches/{batch_id}/cancel", analyze_batches.cancel, STATEFUL),
    Operation("DELETE", "/analyze/batches/{batch_id}", analyze_batches.delete, STATEFUL),
    Operation("POST", "/embed-v2", embed.create, COMPUTED),
    Operation("POST", "/embed-v2/tasks", embed_tasks.create, COMPUTED),
    Operation("GET", "/embed-v2/tasks", embed_tasks.list_all, COMPUTED),
    Operation("GET", "/embed-v2/tasks/{task_id}", embed_tasks.retrieve, COMPUTED),
    Operation("POST", "/embed", embed_v1.create, COMPUTED),
    Operation("POST", "/embed/tasks", embed_v1.create_task, COMPUTED),
    Operation("GET", "/embed/tasks", embed_v1.list_tasks, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}/status", embed_v1.retrieve_status, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}", embed_v1.retrieve_task, COMPUTED),
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
