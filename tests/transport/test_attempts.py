"""How often a call is sent, when again, and what each attempt looks like."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, KEY, Clock, RefusingOnce, Reply, file_of, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    ConflictError,
    NotFoundError,
    ServerError,
    TwelveLabsError,
)

Action = Callable[[Any], Any]


def read(tl: Any) -> Any:
    return tl.indexes.get("i1")


def rename(tl: Any) -> Any:
    return tl.indexes.update("i1", name="meadow")


def create(tl: Any) -> Any:
    return tl.indexes.create("harbor")


def delete(tl: Any) -> Any:
    return tl.indexes.delete("i1")


def lost() -> httpx.ReadError:
    return httpx.ReadError("connection reset")


@pytest.mark.parametrize("retries", [0, 1, 2, 5])
@in_both_colours
async def test_n_retries_are_n_plus_one_requests_at_most(retries: int) -> None:
    server = serve(*(reply(503) for _ in range(retries + 1)))
    async with AsyncTwelveLabs(**server.options, max_retries=retries) as tl:
        with pytest.raises(ServerError):
            await read(tl)
    assert len(server.requests) == retries + 1


@in_both_colours
async def test_after_a_success_nothing_is_sent_again(clock: Clock) -> None:
    server = serve(reply(503), lost(), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        index = await read(tl)
    assert (index.name, len(server.requests), len(clock.waits)) == ("harbor", 3, 2)


# (how the first attempt goes wrong, which calls are then sent again)
FIRST_FAILURES: list[tuple[Callable[[], Reply], list[Action]]] = [
    (lambda: httpx.ConnectError("refused"), [read, rename, create, delete]),
    (lambda: httpx.ConnectTimeout("no answer"), [read, rename, create, delete]),
    (lambda: httpx.PoolTimeout("no connection free"), [read, rename, create, delete]),
    (lambda: reply(429), [read, rename, create, delete]),
    (lambda: reply(429, None, retry_after="1"), [read, rename, create, delete]),
    (lambda: reply(503, None, retry_after="1"), [read, rename, create, delete]),
    (lambda: reply(503), [read, rename, delete]),
    (lambda: reply(500), [read, rename, delete]),
    (lambda: reply(502), [read, rename, delete]),
    (lambda: reply(504), [read, rename, delete]),
    (lambda: reply(408), [read, rename, delete]),
    (lost, [read, rename, delete]),
    (lambda: httpx.ReadTimeout("silence"), [read, rename, delete]),
    (lambda: httpx.WriteError("broken pipe"), [read, rename, delete]),
    (lambda: httpx.RemoteProtocolError("no headers"), [read, rename, delete]),
    (lambda: reply(400), []),
    (lambda: reply(401), []),
    (lambda: reply(403), []),
    (lambda: reply(404), []),
    (lambda: reply(409), []),
    (lambda: reply(409, None, retry_after="1"), []),
    (lambda: reply(422), []),
]


@pytest.mark.parametrize("action", [read, rename, create, delete])
@pytest.mark.parametrize(("failure", "repeated"), FIRST_FAILURES)
@in_both_colours
async def test_a_call_is_repeated_only_where_that_can_do_no_harm(
    action: Action, failure: Callable[[], Reply], repeated: list[Action]
) -> None:
    server = serve(failure(), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        if action in repeated:
            await action(tl)
        else:
            with pytest.raises(TwelveLabsError):
                await action(tl)
    assert len(server.requests) == (2 if action in repeated else 1)


@in_both_colours
async def test_a_state_conflict_is_told_not_repeated() -> None:
    server = serve(reply(409, {"code": "asset_in_use", "message": "It is indexed."}))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ConflictError, match="asset_in_use: It is indexed"):
            await tl.assets.delete("a1")


GONE = {"code": "resource_not_exist", "message": "There is no index i1."}


@pytest.mark.parametrize("lost_reply", [lost, lambda: reply(500), lambda: reply(504)])
@pytest.mark.parametrize("status", [404, 400])
@in_both_colours
async def test_deleting_what_a_lost_attempt_has_deleted_is_success(
    lost_reply: Callable[[], Reply], status: int
) -> None:
    server = serve(lost_reply(), httpx.ConnectError("refused"), reply(status, GONE))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert await delete(tl) is None
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "before",
    [[], [lambda: reply(429)], [lambda: httpx.ConnectError("refused"), lambda: reply(503, None, retry_after="0")]],
)
@in_both_colours
async def test_deleting_what_never_was_is_not_found(before: list[Callable[[], Reply]]) -> None:
    server = serve(*(make() for make in before), reply(404, GONE))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(NotFoundError):
            await delete(tl)


@in_both_colours
async def test_taking_away_a_part_of_what_is_gone_is_not_found() -> None:
    server = serve(lost(), reply(404, GONE))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(NotFoundError):
            await tl.entities.remove_assets("c1", "e1", assets="a1")


@in_both_colours
async def test_a_repeated_read_of_what_is_gone_is_not_found() -> None:
    server = serve(lost(), reply(404, GONE))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(NotFoundError):
            await read(tl)


@in_both_colours
async def test_every_attempt_of_a_json_call_is_the_same_request() -> None:
    server = serve(reply(429), httpx.ConnectError("refused"), reply(201, {"_id": "i1"}))
    async with AsyncTwelveLabs(**server.options) as tl:
        await create(tl)
    sent = [(request.method, request.url, request.headers.raw, request.content) for request in server.requests]
    assert len(sent) == 3
    assert sent[0] == sent[1] == sent[2]
    assert sent[0][3].startswith(b'{"index_name":"harbor"')


@in_both_colours
async def test_every_attempt_of_an_upload_sends_the_file_from_where_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"passed over" + bytes(range(256)) * 900)
    server = serve(reply(429), reply(429), reply(201, {"_id": "a1"}))
    with path.open("rb") as file:
        file.seek(len(b"passed over"))
        async with AsyncTwelveLabs(**server.options) as tl:
            await tl.assets.upload(file, user_metadata={"camera": "A"})
    bodies = [(request.headers["content-type"], request.content) for request in server.requests]
    assert bodies[0] == bodies[1] == bodies[2]
    assert file_of(server.requests[-1]).value == bytes(range(256)) * 900
    assert [request.headers["content-length"] for request in server.requests] == [
        str(len(request.content)) for request in server.requests
    ]


@in_both_colours
async def test_every_attempt_of_a_search_sends_its_images_anew() -> None:
    image = io.BytesIO(b"\x89PNG made up")
    server = serve(lost(), reply(502), reply(200, {"data": []}))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert await tl.search.query("i1", images=[image, b"other"]).to_list() == []
    bodies = [(request.headers["content-type"], request.content) for request in server.requests]
    assert bodies[0] == bodies[1] == bodies[2]
    assert b"\x89PNG made up" in bodies[0][1]


def pipe(data: bytes) -> Any:
    """Bytes that can be read once."""
    file = io.BytesIO(data)
    return SimpleNamespace(read=file.read)


@pytest.mark.parametrize("failure", [lambda: reply(429), lambda: reply(503, None, retry_after="1"), lost])
@in_both_colours
async def test_what_cannot_be_rewound_is_sent_once(failure: Callable[[], Reply]) -> None:
    server = serve(failure())
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(TwelveLabsError):
            await tl.assets.upload(pipe(b"x" * 100_000), filename="clip.mp4")
    assert file_of(server.requests[0]).value == b"x" * 100_000


@in_both_colours
async def test_what_cannot_be_rewound_is_sent_after_a_connection_that_was_never_made() -> None:
    server = serve(reply(201, {"_id": "a1"}))
    transport = RefusingOnce(server)
    async with AsyncTwelveLabs(api_key=KEY, transport=transport) as tl:
        await tl.assets.upload(pipe(b"x" * 1000), filename="clip.mp4")
    assert transport.refused
    assert file_of(server.requests[0]).value == b"x" * 1000
