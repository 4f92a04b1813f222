"""What tests of the older versions of the API have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from tests.sandbox.harness import Api

OPTIONS = ["visual", "conversation", "text_in_video", "logo"]
READY = 20.0  # simulated seconds until a short video is indexed
UNREACHABLE = "https://example.com/clips/harbor.mp4"


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def index_in(api: Api, name: str = "old", options: list[str] | None = None, **more: Any) -> str:
    """An index made in the version that the API speaks."""
    options = options or OPTIONS
    built: dict[str, Any] = {"engine_id": "marengo2.5", "index_options": options}
    if api.version == "1.2":
        writing = {"engine_name": "pegasus1.1", "engine_options": ["visual", "conversation"]}
        built = {"engines": [{"engine_name": "marengo2.6", "engine_options": options}, writing]}
    reply = api.post("/indexes", json={"index_name": name, **built, **more})
    assert reply.status_code == 201, reply.text
    return str(reply.json()["_id"])


def task_in(api: Api, index: str, path: Path, *files: tuple[str, Any], name: str | None = None, **fields: Any) -> str:
    """A task made in the version that the API speaks."""
    video = ("video_file", (name or path.name, path.read_bytes()))
    reply = api.form("/tasks", video, *files, index_id=index, **fields)
    assert reply.status_code == 201, reply.text
    return str(reply.json()["_id"])


def video_of(api: Api, task: str) -> str:
    return str(api.get(f"/tasks/{task}").json()["video_id"])
