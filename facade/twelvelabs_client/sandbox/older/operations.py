"""Every operation of versions 1.1 and 1.2 that the sandbox answers."""

from __future__ import annotations

from twelvelabs_client.sandbox.resources import embed_v1
from twelvelabs_client.sandbox.routing import Honesty, Operation

from . import engines, indexes, tasks, videos

COMPUTED, STATEFUL, SCRIPTED = Honesty
INDEX = "/indexes/{index_id}"
VIDEO = INDEX + "/videos/{video_id}"
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
)

OPERATIONS_1_1 = SHARED

OPERATIONS_1_2 = (
    *SHARED,
    Operation("POST", "/embed", embed_v1.create, COMPUTED),
    Operation("POST", "/embed/tasks", embed_v1.create_task, COMPUTED),
    Operation("GET", "/embed/tasks", embed_v1.list_tasks, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}/status", embed_v1.retrieve_status, COMPUTED),
    Operation("GET", "/embed/tasks/{task_id}", embed_v1.retrieve_task, COMPUTED),
)
