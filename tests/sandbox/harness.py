"""A sandbox in this process, on a clock that only the test moves."""

from __future__ import annotations

import asyncio
import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import httpx
from jsonschema import Draft202012Validator

from tests.descriptions import our_description
from twelvelabs_sandbox.app import create_app
from twelvelabs_sandbox.http.description import any_of
from twelvelabs_sandbox.settings import Settings
from twelvelabs_sandbox.store.platform import Platform

BASE = "https://api.twelvelabs.io"
Fields = dict[str, Any]


@cache
def described_in(version: str) -> Fields:
    """Our description of a version, which the sandbox keeps to."""
    found: Fields = any_of(our_description(f"v{version}"))
    return found


DESCRIPTION = described_in("1.3")


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class Api:
    """Calls a sandbox app in one version of the API, and holds every reply against its description."""

    def __init__(self, settings: Settings) -> None:
        self.version = "1.3"
        self.app = create_app(settings)
        self.platform: Platform = self.app.state.platform
        self._runner = asyncio.Runner()
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url=BASE, headers={"x-api-key": settings.api_key}
        )

    def send(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        reply = self._runner.run(self.client.request(method, f"/v{self.version}{path}", **arguments))
        assert reply.headers["x-api-version"] == self.version
        _check_against_description(self.version, method, path, reply)
        return reply

    def speaking(self, version: str) -> Api:
        """The same sandbox, asked in another version."""
        other = copy.copy(self)
        other.version = version
        return other

    def get(self, path: str, **arguments: Any) -> httpx.Response:
        return self.send("GET", path, **arguments)

    def post(self, path: str, **arguments: Any) -> httpx.Response:
        return self.send("POST", path, **arguments)

    def form(self, path: str, *files: tuple[str, Any], **fields: Any) -> httpx.Response:
        """Send a form: lists repeat their part, everything else is one part of text."""
        parts = [(name, (None, str(each))) for name, value in fields.items() for each in _listed(value)]
        return self.post(path, files=[*parts, *files])

    def fetch(self, url: str) -> httpx.Response:
        """Get a storage URL, without the key."""
        return self._runner.run(self.client.get(url, headers={"x-api-key": ""}))

    def put(self, url: str, content: Any, **headers: str) -> httpx.Response:
        """Send bytes to a storage URL, without the key."""
        return self._runner.run(self.client.put(url, content=content, headers={"x-api-key": "", **headers}))

    def abandon(self, url: str, part: bytes, **headers: str) -> None:
        """Begin to send bytes to a storage URL, and go away in the middle."""
        parts = urlsplit(url)
        scope = {
            "type": "http",
            "method": "PUT",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
        received = iter([{"type": "http.request", "body": part, "more_body": True}, {"type": "http.disconnect"}])

        async def receive() -> Any:
            return next(received)

        async def send(_: Any) -> None:
            return

        self._runner.run(self.app(scope, receive, send))

    def create_index(self, name: str = "harbor", **more: Any) -> str:
        models = [{"model_name": "marengo3.0", "model_options": ["visual", "audio"]}]
        return str(self.post("/indexes", json={"index_name": name, "models": models, **more}).json()["_id"])

    def upload(self, path: Path, name: str | None = None, **fields: Any) -> str:
        file = ("file", (name or path.name, path.read_bytes()))
        reply = self.form("/assets", file, method="direct", **fields)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["_id"])

    def close(self) -> None:
        self._runner.run(self.client.aclose())
        self._runner.close()
        self.platform.close()


def copy_sound(source: Path, target: Path) -> Path:
    """Write the sound of a video into a file of its own."""
    with av.open(str(source)) as video, av.open(str(target), "w") as container:
        stream: Any = container.add_stream("pcm_s16le", rate=16_000, layout="mono")
        for frame in video.decode(audio=0):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _check_against_description(version: str, method: str, path: str, reply: httpx.Response) -> None:
    declared = _declared(version, method, path.partition("?")[0])
    if not declared or not reply.content or "json" not in reply.headers.get("content-type", ""):
        return
    response = declared["responses"].get(str(reply.status_code))
    if response is None or not response.get("content"):
        return
    if "application/jsonl" in response["content"]:
        for line in reply.content.splitlines():
            _check(version, response["content"]["application/jsonl"]["schema"], json.loads(line))
    elif b"\n{" not in reply.content:
        _check(version, response["content"]["application/json"]["schema"], reply.json())


def _check(version: str, schema: Fields, value: Any) -> None:
    Draft202012Validator({**schema, "components": described_in(version)["components"]}).validate(value)


@cache
def _declared(version: str, method: str, path: str) -> Fields | None:
    # The most literal one first: "multipart-uploads" is no asset's id.
    for template, item in sorted(described_in(version)["paths"].items(), key=lambda each: each[0].count("{")):
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", template), path):
            operation: Fields | None = item.get(method.lower())
            return operation
    return None
