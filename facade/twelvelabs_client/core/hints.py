"""What was probably meant by what cannot be used: names of the vendor's SDK, and things of another kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

_PATH = re.compile(rb"[^\0\n]{1,1000}\.[A-Za-z0-9]{2,5}")
# Names of methods and resources there, and what they may be called here: what is below the object itself, or below
# the client, `tl`.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "analyze_async": ("analyze",),
    "analyze_stream": ("analyze.stream",),
    "asset": ("assets",),
    "authorize_connection": ("authorize",),
    "create_assets": ("add_assets",),
    "create_bulk": ("tl.assets.upload_many",),
    "create_connection_picker_token": ("picker_token",),
    "create_stream": ("stream",),
    "data_connectors": ("connections",),
    "delete_assets": ("remove_assets",),
    "delete_connection": ("delete",),
    "delete_user_metadata": ("clear_metadata",),
    "entities": ("tl.entities",),
    "get_additional_presigned_urls": ("presigned_urls",),
    "get_status": ("get",),
    "import_files": ("create",),
    "imports": ("connections.imports",),
    "index": ("indexes",),
    "indexed_assets": ("tl.indexed_assets",),
    "knowledge_store_item_collections": ("knowledge_stores.item_collections",),
    "knowledge_store_items": ("knowledge_stores.items",),
    "list_connections": ("list",),
    "list_imports": ("list",),
    "list_incomplete_uploads": ("list",),
    "list_items": ("items",),
    "multipart_upload": ("uploads",),
    "replace_user_metadata": ("replace_metadata",),
    "report_chunk_batch": ("report",),
    "retrieve": ("get", "page"),
    "retrieve_connection": ("get",),
    "retrieve_import": ("get",),
    "retrieve_transcription": ("transcription",),
    "task": ("tasks",),
    "update_user_metadata": ("update_metadata",),
    "upload_file": ("tl.assets.upload",),
    "v_2": ("create",),
    "videos": ("tl.videos",),
    "wait_for_done": ("wait",),
    "wait_for_upload_completion": ("wait",),
}
_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "asset_id": ("source",),
    "callback": ("on_status",),
    "embedding_option": ("embedding_options",),
    "file": ("source",),
    "file_path": ("source",),
    "index_name": ("name",),
    "item_collection_id": ("collection",),
    "knowledge_store_id": ("store",),
    "max_workers": ("max_concurrency",),
    "metadata": ("user_metadata",),
    "model_name": ("model", "models"),
    "page_token": ("token",),
    "progress_callback": ("on_progress",),
    "prompt_v2": ("prompt",),
    "query_media_file": ("images",),
    "query_media_url": ("images",),
    "query_text": ("text",),
    "request_options": ("timeout",),
    "search_options": ("options",),
    "session_id": ("session",),
    "sleep_interval": ("poll_interval",),
    "sort_option": ("sort_order",),
    "url": ("source",),
    "user_metadata": ("metadata",),
    "video": ("source",),
    "video_file": ("source",),
    "video_id": ("source",),
    "video_url": ("source",),
}


def name_hint(name: str, kind: type) -> str | None:
    """What a class has, or the client, for a name of the vendor's SDK."""
    ours = (each for each in _NAMES.get(name, ()) if each.startswith("tl.") or hasattr(kind, each.partition(".")[0]))
    return next(ours, None)


def parameter_hint(name: str, parameters: Collection[str]) -> str | None:
    """The parameter that is meant by a name of the vendor's SDK, such as `index_id`."""
    return next((each for each in _parameter_candidates(name) if each in parameters), None)


def _parameter_candidates(name: str) -> Iterator[str]:
    yield name.removesuffix("_id")
    yield from _PARAMETERS.get(name, ())


def is_path(value: bytes) -> bool:
    """Whether bytes are the name of a file rather than what is in one."""
    return _PATH.fullmatch(value) is not None


def value_hint(value: object) -> str | None:
    """What to pass in place of a thing of another kind."""
    if isinstance(value, bytes) and is_path(value):
        return "give a path as a string or a Path"
    if hasattr(value, "video_id"):
        return "pass its video_id where a video is wanted, indexed_assets.get(index, video_id) where an asset is"
    return None
