"""Waiting for what is worked on: looks that fail in passing, ends that are none, and patience that ends."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import Clock, Reply, Server, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    APIConnectionError,
    InvalidInputError,
    NotFoundError,
    RateLimitError,
    TaskFailedError,
    TwelveLabsError,
    WaitTimeoutError,
)


def state(status: str | None, **more: Any) -> httpx.Response:
    return reply(200, {"_id": "a1", "status": status, **more})


def single(server: Server) -> dict[str, Any]:
    """A client without retries, so that each look is one request."""
    return {**server.options, "max_retries": 0}


@in_both_colours
async def test_a_wait_ends_with_the_first_wanted_state_and_looks_no_more(clock: Clock) -> None:
    server = serve(state("processing"), state("processing"), state("ready"))
    async with AsyncTwelveLabs(**server.options) as tl:
        asset = await tl.assets.wait("a1")
    assert (asset.status, len(server.requests)) == ("ready", 3)
    assert clock.waits == pytest.approx([1.0, 1.3])


@in_both_colours
async def test_every_look_is_told_the_first_included() -> None:
    told: list[str | None] = []
    server = serve(state("processing"), state("a state of tomorrow"), state(None), state("ready"))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.assets.wait("a1", on_status=lambda asset: told.append(asset.status))
    assert told == ["processing", "a state of tomorrow", None, "ready"]


@in_both_colours
async def test_what_is_ready_already_is_not_waited_for(clock: Clock) -> None:
    server = serve(state("ready"))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.assets.wait("a1")
    assert clock.waits == []


@in_both_colours
async def test_a_failed_thing_raises_with_its_reason_and_itself() -> None:
    server = serve(state("processing"), state("failed", error={"message": "The file is broken."}))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(TaskFailedError, match=r"^asset a1 is failed: The file is broken\.$") as caught:
            await tl.assets.wait("a1")
    assert (caught.value.status, caught.value.reason) == ("failed", "The file is broken.")
    assert getattr(caught.value.result, "id", None) == "a1"


def passing() -> list[Reply]:
    return [
        reply(429),
        reply(500),
        reply(503),
        reply(520),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("silence"),
    ]


@in_both_colours
async def test_looks_that_fail_in_passing_are_survived() -> None:
    server = serve(state("processing"), *passing(), state("ready"))
    async with AsyncTwelveLabs(**single(server)) as tl:
        assert (await tl.assets.wait("a1")).status == "ready"


@pytest.mark.parametrize("status", [400, 401, 403, 404])
@in_both_colours
async def test_a_look_that_is_refused_ends_the_wait(status: int) -> None:
    server = serve(state("processing"), reply(status))
    async with AsyncTwelveLabs(**single(server)) as tl:
        with pytest.raises(TwelveLabsError) as caught:
            await tl.assets.wait("a1")
    assert isinstance(caught.value, NotFoundError) is (status == 404)


@in_both_colours
async def test_the_api_is_left_alone_as_long_as_it_wishes(clock: Clock) -> None:
    server = serve(reply(429, None, retry_after="90"), state("processing"), state("ready"))
    async with AsyncTwelveLabs(**single(server)) as tl:
        await tl.assets.wait("a1", poll_interval=2)
    assert clock.waits == [90.0, 2.0]


@in_both_colours
async def test_patience_ends_with_a_last_look_at_the_end(clock: Clock) -> None:
    server = serve(*(state("processing") for _ in range(4)))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(WaitTimeoutError, match=r"asset a1 is still processing after 10 s.*wait again") as caught:
            await tl.assets.wait("a1", max_wait=10, poll_interval=4)
    assert clock.waits == [4.0, 4.0, 2.0]
    assert caught.value.status == "processing"
    assert getattr(caught.value.result, "id", None) == "a1"
    assert caught.value.__cause__ is None


@in_both_colours
async def test_what_is_ready_at_the_last_look_was_not_waited_for_in_vain() -> None:
    server = serve(state("processing"), state("ready"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert (await tl.assets.wait("a1", max_wait=0.5)).status == "ready"


@pytest.mark.parametrize(("refusal", "cause"), [(429, RateLimitError), (None, APIConnectionError)])
@in_both_colours
async def test_patience_that_ends_without_a_look_tells_why(refusal: int | None, cause: type[Exception]) -> None:
    failures = [httpx.ConnectError("refused") if refusal is None else reply(refusal) for _ in range(3)]
    server = serve(*failures)
    async with AsyncTwelveLabs(**single(server)) as tl:
        with pytest.raises(WaitTimeoutError, match="is still unknown after 10 s") as caught:
            await tl.assets.wait("a1", max_wait=10, poll_interval=5)
    assert isinstance(caught.value.__cause__, cause)
    assert (caught.value.status, caught.value.result) == (None, None)


@pytest.mark.parametrize("wrong", [{"max_wait": 0}, {"max_wait": -1}, {"poll_interval": 0}, {"max_wait": float("nan")}])
@in_both_colours
async def test_patience_that_is_none_is_refused_before_the_first_look(wrong: dict[str, Any]) -> None:
    async with AsyncTwelveLabs(**serve().options) as tl:
        with pytest.raises(InvalidInputError, match="max_wait and poll_interval"):
            await tl.assets.wait("a1", **wrong)


@in_both_colours
async def test_an_upload_can_wait_for_its_asset() -> None:
    told: list[str | None] = []
    server = serve(reply(201, {"_id": "a1", "status": "processing"}), state("processing"), state("ready"))
    async with AsyncTwelveLabs(**server.options) as tl:
        asset = await tl.assets.upload(
            "https://media.example/clip.mp4", wait=True, on_status=lambda asset: told.append(asset.status)
        )
    assert (asset.status, told) == ("ready", ["processing", "ready"])


@in_both_colours
async def test_an_indexing_that_failed_is_told_though_the_api_gives_no_reason() -> None:
    server = serve(reply(202, {"_id": "v1"}), state("queued"), state("indexing"), state("failed"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(TaskFailedError, match=r"^indexed asset a1 is failed$"):
            await tl.indexed_assets.create("i1", "a1", wait=True)
    assert [request.url.path for request in server.requests[1:]] == ["/v1.3/indexes/i1/indexed-assets/v1"] * 3


@in_both_colours
async def test_a_look_ends_with_the_wait_or_soon_after(clock: Clock) -> None:
    server = serve(*(state("processing") for _ in range(4)))
    async with AsyncTwelveLabs(**server.options, read_timeout=60) as tl:
        with pytest.raises(WaitTimeoutError):
            await tl.assets.wait("a1", max_wait=10, poll_interval=4)
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [10.0, 6.0, 3.0, 3.0]


@in_both_colours
async def test_only_looks_end_with_the_wait(clock: Clock) -> None:
    server = serve(state("ready"), state("ready"))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.assets.wait("a1", max_wait=10)
        await tl.assets.get("a1")
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [10.0, 60.0]
