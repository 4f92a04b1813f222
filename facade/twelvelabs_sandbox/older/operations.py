"""Every operation of versions 1.1 and 1.2 that the sandbox answers."""

from __future__ import annotations

from twelvelabs_sandbox.http.routing import Fidelity, Operation
from twelvelabs_sandbox.newer import embed_v1
from twelvelabs_sandbox.older import classify, engines, generate, indexes, search, tasks, transfers, videos

COMPUTED, STATEFUL, SCRIPTED = Fidelity
INDEX = "/indexes/{index_id}"
VIDEO = INDEX + "/videos/{video_id}"
IMPORT = "/tasks/transfers/import/{integration_id}"
FIXED = {
    "index_options": "index_option_cannot_be_changed",
    "engine_id": "index_engine_cannot_be_changed",
    "engines": "index_engine_cannot_be_changed",
}

SHARED: tuple[Operation, ...] = (
    Operation("GET", "/engines", engines.list_all, STATEFUL),
    Operation("GET", "/engines/{engine_id}", engines.retrieve, STATEFUL),
    Operation("POST", "/indexes", indexes.create, STATEFUL),
    Operation("GET", "/indexes", indexes.list_all, STATEFUL),
    Operation("GET", INDEX, indexes.retrieve, STATEFUL),
    Operation("PUT", INDEX, indexes.update, STATEFUL, fixed=FIXED),
    Operation("DELETE", INDEX, indexes.delete, STATEFUL),
    Operation("POST", "/tasks", tasks.create, COMPUTED),
    Operation("GET", "/tasks", tasks.list_all, COMPUTED),
    # Before the tasks: "status" is no task's id.
    Operation("GET", "/tasks/status", tasks.count, STATEFUL),
    Operation("POST", "/tasks/transfers", transfers.create, COMPUTED),
    Operation("GET", "/tasks/{task_id}", tasks.retrieve, COMPUTED),
    Operation("DELETE", "/tasks/{task_id}", tasks.delete, STATEFUL),
    Operation("GET", INDEX + "/videos", videos.list_all, COMPUTED),
    Operation("GET", VIDEO, videos.retrieve, COMPUTED),
    Operation("PUT", VIDEO, videos.update, STATEFUL),
    Operation("DELETE", VIDEO, videos.delete, STATEFUL),
    Operation("GET", VIDEO + "/transcription", videos.tell_speech, STATEFUL),
    Operation("GET", VIDEO + "/text-in-video", videos.tell_text, STATEFUL),
    Operation("GET", VIDEO + "/logo", videos.tell_logos, STATEFUL),
    Operation("GET", VIDEO + "/thumbnail", videos.thumbnail, COMPUTED),
    Operation("POST", "/search", search.create, COMPUTED),
    Operation("POST", "/classify", classify.create, COMPUTED),
    Operation("POST", "/classify/bulk", classify.create_bulk, COMPUTED),
    Operation("GET", "/classify/{page_token}", classify.retrieve, COMPUTED),
)

OPERATIONS_1_1 = (
    *SHARED,
    Operation("GET", "/search/{page_token}", search.page_of(search.TEXT), COMPUTED),
    Operation("POST", "/beta/search", search.create_combined, COMPUTED),
    Operation("GET", "/beta/search/{page_token}", search.page_of(search.COMBINED), COMPUTED),
)

OPERATIONS_1_2 = (
    *SHARED,
    # Before the pages of a search by text: "combined" is no token.
    Operation("POST", "/search/combined", search.create_combined, COMPUTED),
    Operation("GET", "/search/combined/{page_token}", search.page_of(search.COMBINED), COMPUTED),
    Operation("GET", "/search/{page_token}", search.page_of(search.TEXT), COMPUTED),
    Operation("POST", "/search-v2", search.create_v2, COMPUTED),
    Operation("GET", "/search-v2/{page_token}", search.page_of(search.ANY), COMPUTED),
    Operation("POST", "/tasks/external-provider", transfers.create_external, COMPUTED),
    Operation("POST", IMPORT, transfers.create_import, COMPUTED),
    Operation("GET", IMPORT + "/status", transfers.retrieve_status, COMPUTED),
    Operation("GET", IMPORT + "/logs", transfers.list_logs, STATEFUL),
    Operation("POST", "/gist", generate.gist, SCRIPTED),
    Operation("POST", "/summarize", generate.summarize, SCRIPTED),
    Operation("POST", "/generate", generate.generate, SCRIPTED),
    Operation("POST", "/embed", embed_v1.create, COMPUTED),
    Operation("POST", "/embed/tasks", embed_v1.create_task, COMPUTED),
    Operation("GET", "/embed/tasks", embed_v1.list_tasks, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}/status", embed_v1.retrieve_status, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}", embed_v1.retrieve_task, COMPUTED),
)
