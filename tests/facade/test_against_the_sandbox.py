"""The client over real HTTP, against a sandbox on this machine."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import (
    APIConnectionError,
    AsyncTwelveLabs,
    Attempt,
    BadRequestError,
    InvalidInputError,
    PermissionDeniedError,
    RateLimit,
    ServerError,
    TwelveLabs,
)
from twelvelabs_sandbox import Sandbox

VIDEO = MEDIA / "harbor.mp4"
MANY = 20


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(speed=1000, seed=1, sidecars=MEDIA) as running:
        yield running


@pytest.fixture(autouse=True)
def quick(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a user, and waits that suit a thousandfold speed."""
    monkeypatch.setenv("TWELVELABS_API_KEY", sandbox.api_key)
    monkeypatch.setenv("TWELVELABS_BASE_URL", sandbox.url)
    monkeypatch.setattr("twelvelabs_client.core.waiting.FIRST_INTERVAL", 0.005)
    sandbox.faults.clear()


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A name for an index of this test alone."""
    return str(request.node.name)


def requests_since(sandbox: Sandbox, before: int) -> list[str]:
    return [f"{method} {path}" for method, path in sandbox.requests[before:]]


@in_both_colours
async def test_the_program_of_a_first_user_works(name: str) -> None:
    async with AsyncTwelveLabs() as tl:
        index = await tl.indexes.create(name)
        asset = await tl.assets.upload(VIDEO, wait=True)
        video = await tl.indexed_assets.create(index, asset, wait=True)
        clips = await tl.search.query(index, "a green picture").first(3)
        answer = await tl.analyze.run(asset, "What is it about?")

    assert (asset.status, video.status) == ("ready", "ready")
    assert (clips[0].video_id, clips[0].start, clips[0].end) == (video.id, 2.0, 4.0)
    assert "green" in answer.text


@in_both_colours
async def test_progress_adds_up_to_the_size_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "long.mp4"
    file.write_bytes(b"made-up " * 50_000)
    told: list[tuple[int, int | None]] = []

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(file, on_progress=lambda now: told.append((now.sent, now.total)))

    assert len(told) > 1
    assert told == sorted(told)
    assert {size for _, size in told} == {400_000}
    assert told[-1] == (400_000, 400_000)


@in_both_colours
async def test_an_open_file_is_sent_from_where_it_stands_and_left_open(tmp_path: Path) -> None:
    stored = tmp_path / "with-a-preface.bin"
    stored.write_bytes(b"a preface" + VIDEO.read_bytes())

    with stored.open("rb") as file:
        file.seek(len(b"a preface"))
        async with AsyncTwelveLabs() as tl:
            asset = await tl.assets.upload(file, filename="harbor.mp4", wait=True)

        assert not file.closed

    assert (asset.status, asset.size, asset.duration) == ("ready", VIDEO.stat().st_size, 6.0)


@in_both_colours
async def test_the_file_of_a_path_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    open_path = Path.open

    def remember(path: Path, *arguments: Any, **options: Any) -> Any:
        file = open_path(path, *arguments, **options)
        opened.extend([file] if path == VIDEO else [])
        return file

    monkeypatch.setattr(Path, "open", remember)

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(VIDEO)

    assert [file.closed for file in opened] == [True]


@in_both_colours
async def test_other_options_hold_only_for_the_calls_made_through_them(sandbox: Sandbox) -> None:
    async with AsyncTwelveLabs() as tl:
        impatient = tl.with_options(max_retries=0)
        sandbox.faults.add(path="/indexes", status=503, headers={"Retry-After": "0"})

        with pytest.raises(ServerError, match=r"^list_indexes: 503 "):
            await impatient.indexes.list().first(1)

        sandbox.faults.add(path="/indexes", status=503, headers={"Retry-After": "0"})
        before = len(sandbox.requests)
        await tl.indexes.list().first(1)

    assert requests_since(sandbox, before) == ["GET /indexes", "GET /indexes"]


@in_both_colours
async def test_fields_of_tomorrow_can_be_sent_today(name: str) -> None:
    async with AsyncTwelveLabs() as tl:
        with pytest.raises(BadRequestError, match="parameter_unknown: The colour parameter"):
            await tl.with_options(query={"colour": "red"}).indexes.list().first(1)
        with pytest.raises(BadRequestError, match="parameter_unknown: The shape parameter"):
            await tl.with_options(body={"shape": "round"}).indexes.create(name)


@in_both_colours
async def test_every_attempt_is_told_and_none_tells_the_key(sandbox: Sandbox) -> None:
    attempts: list[Attempt] = []
    sandbox.faults.add(path="/indexes", status=503, headers={"Retry-After": "0"})

    async with AsyncTwelveLabs(on_attempt=attempts.append) as tl:
        await tl.indexes.list(name="nothing of this name").first(1)

    assert [(each.operation, each.number, each.status) for each in attempts] == [
        ("list_indexes", 1, 503),
        ("list_indexes", 2, 200),
    ]
    assert {(each.method, each.url, each.error) for each in attempts} == {("GET", f"{sandbox.url}/v1.3/indexes", None)}
    assert attempts[1].trace_id == attempts[1].headers["x-trace-id"]
    assert sandbox.api_key not in repr(attempts)


@in_both_colours
async def test_the_limits_that_the_last_reply_told_are_kept() -> None:
    async with AsyncTwelveLabs() as tl:
        before = tl.rate_limits
        await tl.indexes.list().first(1)
        (limit,) = tl.rate_limits

    assert before == ()
    assert isinstance(limit, RateLimit)
    assert (limit.dimension, limit.limit) == ("request", 3000)
    assert 0 <= (limit.remaining or 0) < 3000


@in_both_colours
async def test_a_closed_client_sends_nothing_more(sandbox: Sandbox) -> None:
    async with AsyncTwelveLabs() as tl:
        await tl.indexes.list().first(1)
        before = len(sandbox.requests)

    with pytest.raises(InvalidInputError, match=r"^list_indexes: the client is closed; make a new one$"):
        await tl.indexes.list().first(1)
    with pytest.raises(InvalidInputError, match="the client is closed"):
        await tl.with_options(timeout=5).assets.upload(VIDEO)

    assert requests_since(sandbox, before) == []


def sockets_to(sandbox: Sandbox) -> list[socket.socket]:
    """The open sockets of this process that lead to the sandbox."""
    gc.collect()
    sockets = [each for each in gc.get_objects() if isinstance(each, socket.socket) and each.fileno() >= 0]
    return [each for each in sockets if leads_to(each, urlsplit(sandbox.url).port)]


def leads_to(connection: socket.socket, port: int | None) -> bool:
    try:
        return bool(connection.getpeername()[1] == port)
    except (OSError, IndexError):
        return False


@in_both_colours
async def test_a_closed_client_leaves_no_socket_open(sandbox: Sandbox) -> None:
    async with AsyncTwelveLabs() as tl:
        await tl.indexes.list().first(1)
        async for _ in tl.indexes.list(page_limit=1).pages():
            break
        while_open = len(sockets_to(sandbox))

    assert while_open > 0
    assert sockets_to(sandbox) == []


@in_both_colours
async def test_a_client_of_the_users_own_stays_open() -> None:
    async with httpx.AsyncClient() as http:
        async with AsyncTwelveLabs(http_client=http) as tl:
            await tl.indexes.list().first(1)
        async with tl.with_options(timeout=5) as other:
            await other.indexes.list().first(1)

        assert not http.is_closed


@in_both_colours
async def test_leaving_other_options_does_not_close_the_client() -> None:
    async with AsyncTwelveLabs() as tl:
        async with tl.with_options(timeout=5) as other:
            await other.indexes.list().first(1)

        assert await tl.indexes.list(name="nothing of this name").first(1) == []


def test_many_tasks_share_a_client_and_none_gets_the_reply_of_another(name: str) -> None:
    async def run() -> tuple[list[str], list[str | None]]:
        async with AsyncTwelveLabs() as tl:
            made = await asyncio.gather(*(tl.indexes.create(f"{name} {number}") for number in range(MANY)))
            read = await asyncio.gather(*(tl.indexes.get(index) for index in made))
            return [index.id for index in made], [index.name for index in read]

    ids, names = asyncio.run(run())

    assert len(set(ids)) == MANY
    assert names == [f"{name} {number}" for number in range(MANY)]


def test_many_threads_share_a_client_and_none_gets_the_reply_of_another(name: str) -> None:
    together = threading.Barrier(MANY)

    with TwelveLabs() as tl, ThreadPoolExecutor(MANY) as pool:

        def create_and_read(number: int) -> str | None:
            together.wait()
            return tl.indexes.get(tl.indexes.create(f"{name} {number}")).name

        names = list(pool.map(create_and_read, range(MANY)))

    assert names == [f"{name} {number}" for number in range(MANY)]


@in_both_colours
async def test_images_taken_away_by_a_lost_attempt_are_gone_and_those_brought_by_one_are_not_brought_twice(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twelvelabs_client.core.retry.FIRST_WAIT", 0.001)
    place = "/entity-collections/*/entities/*/assets"
    async with AsyncTwelveLabs() as tl:
        first, second = [await tl.assets.upload(MEDIA / "meadow.jpg", wait=True) for _ in range(2)]
        crew = await tl.entity_collections.create("crew")
        ada = await tl.entities.create(crew, "Ada", assets=first)

        sandbox.faults.add(method="POST", path=place, cut_after=0)
        with pytest.raises(APIConnectionError):
            await tl.entities.add_assets(crew, ada, assets=second)
        brought = await tl.entities.get(crew, ada)
        sandbox.faults.add(method="DELETE", path=place, cut_after=0)
        left = await tl.entities.remove_assets(crew, ada, assets=second)

    assert (brought.asset_ids, left.asset_ids) == ([first.id, second.id], [first.id])
    asked = [method for method, path in sandbox.requests if path.endswith(f"/{ada.id}/assets")]
    assert asked == ["POST", "DELETE", "DELETE"]


@in_both_colours
async def test_entities_of_another_account_are_not_to_be_read(sandbox: Sandbox) -> None:
    theirs = "e" * 24
    sandbox.add_foreign(theirs)
    async with AsyncTwelveLabs() as tl:
        crew = await tl.entity_collections.create("crew")

        with pytest.raises(PermissionDeniedError, match="read_not_allowed"):
            await tl.entities.get(crew, theirs)
        with pytest.raises(PermissionDeniedError, match="read_not_allowed"):
            await tl.entities.list(theirs).first(1)
