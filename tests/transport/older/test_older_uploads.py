"""A file brought into an index before v1.3, step by step, when not all goes well."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import Reply, reply, serve
from twelvelabs_client import AsyncTwelveLabsV1_1, AsyncTwelveLabsV1_2, ServerError, TaskFailedError

CLIENTS = {"v1.1": AsyncTwelveLabsV1_1, "v1.2": AsyncTwelveLabsV1_2}
READY = {"_id": "t1", "index_id": "i1", "video_id": "v1", "status": "ready"}
VIDEO = {"_id": "v1", "metadata": {"filename": "clip.mp4", "series": "coast"}}


def steps(*replies: Reply) -> tuple[Any, list[str]]:
    """A server, and what it will have been asked."""
    server, asked = serve(*replies), []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        return server(request)

    return {**server.options, "transport": httpx.MockTransport(answer)}, asked


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@in_both_colours
async def test_a_file_is_stored_waited_for_described_and_read(version: str) -> None:
    options, asked = steps(reply(201, {"_id": "t1"}), reply(200, READY), reply(204), reply(200, VIDEO))

    async with CLIENTS[version](**options) as tl:
        video = await tl.upload(io.BytesIO(b"made up"), index="i1", user_metadata={"series": "coast"})

    assert (video.id, video.index_id, video.status, video.user_metadata) == ("v1", "i1", "ready", {"series": "coast"})
    paths = ["POST /tasks", "GET /tasks/t1", "PUT /indexes/i1/videos/v1", "GET /indexes/i1/videos/v1"]
    assert asked == [path.replace(" ", f" /{version}") for path in paths]


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@in_both_colours
async def test_a_failed_task_ends_it(version: str) -> None:
    options, asked = steps(reply(201, {"_id": "t1"}), reply(200, {"_id": "t1", "status": "failed"}))

    async with CLIENTS[version](**options) as tl:
        with pytest.raises(TaskFailedError, match="t1") as failure:
            await tl.upload(io.BytesIO(b"made up"), index="i1", user_metadata={"series": "coast"})

    assert (failure.value.status, len(asked)) == ("failed", 2)


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@in_both_colours
async def test_a_task_that_does_not_name_its_video_is_told_and_not_guessed_at(version: str) -> None:
    options, asked = steps(reply(201, {"_id": "t1"}), reply(200, {"_id": "t1", "status": "ready"}))

    async with CLIENTS[version](**options) as tl:
        with pytest.raises(TaskFailedError, match=r"^task t1: .+ look for it with videos\.list$") as failure:
            await tl.upload(io.BytesIO(b"made up"), index="i1")

    assert (failure.value.status, len(asked)) == ("ready", 2)


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@in_both_colours
async def test_a_task_is_not_made_twice(version: str) -> None:
    options, asked = steps(reply(500, {"code": "internal", "message": "made up"}))

    async with CLIENTS[version](**options) as tl:
        with pytest.raises(ServerError):
            await tl.tasks.create("i1", io.BytesIO(b"made up"), transcription=io.BytesIO(b"words"))

    assert len(asked) == 1


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@in_both_colours
async def test_both_files_are_sent_anew_when_the_server_surely_did_nothing(version: str) -> None:
    bodies: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content.replace(request.headers["content-type"].partition("boundary=")[2].encode(), b""))
        return reply(429, None, retry_after="0") if len(bodies) == 1 else reply(201, {"_id": "t1"})

    async with CLIENTS[version](api_key="made-up", transport=httpx.MockTransport(answer)) as tl:
        task = await tl.tasks.create("i1", io.BytesIO(b"made up"), transcription=io.BytesIO(b"words"))

    assert task.id == "t1"
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    assert b"made up" in bodies[0]
    assert b"words" in bodies[0]


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
@in_both_colours
async def test_an_index_without_tasks_answers_null(version: str) -> None:
    null = httpx.Response(200, headers={"content-type": "application/json"}, content=b"null")
    options, _ = steps(null)

    async with CLIENTS[version](**options) as tl:
        counts = await tl.tasks.counts("i1")

    assert (counts.index_id, counts.total, counts.raw) == ("i1", 0, {})
