"""Time: what the server asks for, what the caller has, and what is left."""

from __future__ import annotations

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, Body, Clock, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APITimeoutError,
    InvalidInputError,
    RateLimitError,
    ServerError,
)


@in_both_colours
async def test_the_wait_that_the_server_asks_for_is_kept(clock: Clock) -> None:
    server = serve(reply(429, None, retry_after="7"), reply(503, None, retry_after_ms="250"), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.get("i1")
    assert clock.waits == [7.0, 0.25]


@in_both_colours
async def test_a_wait_told_as_a_date_is_kept_too(clock: Clock) -> None:
    clock.now = 0.0  # 1,790,000,000 s since 1970
    server = serve(reply(429, None, retry_after="Mon, 21 Sep 2026 14:13:50 GMT"), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.get("i1")
    assert clock.waits == [30.0]


@in_both_colours
async def test_waits_that_nobody_asked_for_grow(clock: Clock) -> None:
    server = serve(*(reply(500) for _ in range(5)), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, max_retries=5) as tl:
        await tl.indexes.get("i1")
    bounds = [(0.25, 0.5), (0.5, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 8.0)]
    assert all(low <= wait <= high for wait, (low, high) in zip(clock.waits, bounds, strict=True))


@in_both_colours
async def test_a_wait_beyond_the_callers_time_is_not_begun(clock: Clock) -> None:
    server = serve(reply(429, {"code": "too_many_requests", "message": "100req/1day"}, retry_after="11382"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(RateLimitError, match="call again in 11382 s") as caught:
            await tl.indexes.get("i1")
    assert (caught.value.retry_after, clock.waits) == (11382.0, [])


@in_both_colours
async def test_without_a_limit_every_wait_is_kept(clock: Clock) -> None:
    server = serve(reply(429, None, retry_after="11382"), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, timeout=None) as tl:
        await tl.indexes.get("i1")
    assert clock.waits == [11382.0]


@in_both_colours
async def test_the_time_of_a_call_covers_its_retries_and_waits(clock: Clock) -> None:
    server = serve(*(reply(503, None, retry_after="4") for _ in range(3)))
    async with AsyncTwelveLabs(**server.options, max_retries=9) as tl:
        with pytest.raises(ServerError):
            await tl.indexes.get("i1", timeout=10)
    assert clock.waits == [4.0, 4.0]


@in_both_colours
async def test_each_attempt_gets_only_what_is_left_of_the_time() -> None:
    server = serve(reply(503, None, retry_after="4"), reply(503, None, retry_after="4"), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, connect_timeout=5) as tl:
        await tl.indexes.get("i1", timeout=10)
    timeouts = [request.extensions["timeout"] for request in server.requests]
    assert [each["read"] for each in timeouts] == [10.0, 6.0, 2.0]
    assert [each["connect"] for each in timeouts] == [5.0, 5.0, 2.0]


@in_both_colours
async def test_silence_ends_an_ordinary_call_sooner_than_its_time_does() -> None:
    server = serve(reply(200, INDEX), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, read_timeout=20) as tl:
        await tl.indexes.get("i1", timeout=300)
        await tl.with_options(timeout=None).indexes.get("i1")
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [20, 20]


@in_both_colours
async def test_an_operation_that_is_silent_until_it_is_done_may_be_silent_all_its_time() -> None:
    server = serve(reply(200, {"id": "g1", "data": "A boat."}), reply(200, {"id": "g1", "data": "A boat."}))
    async with AsyncTwelveLabs(**server.options, timeout=30, read_timeout=20) as tl:
        await tl.analyze.run("a1", "What is seen?")
        await tl.analyze.run("a1", "What is seen?", timeout=300)
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [900.0, 300.0]


@in_both_colours
async def test_a_reply_that_drips_beyond_the_time_is_a_timeout(clock: Clock) -> None:
    body = Body(b'{"_id":', lambda: clock.sleep(11), b'"i1"}', b"never read")
    server = serve(reply(200, body))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(APITimeoutError, match=r"did not end in time.*larger timeout="):
            await tl.indexes.get("i1", timeout=10)
    assert (body.sent, body.closed > 0) == (2, True)


@in_both_colours
async def test_an_error_that_drips_beyond_the_time_is_told_as_far_as_it_came(clock: Clock) -> None:
    body = Body(b'{"message":', lambda: clock.sleep(11), b'"slow"', b"never read")
    server = serve(reply(500, body))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ServerError, match="retrieve_index: 500"):
            await tl.indexes.get("i1", timeout=10)
    assert body.sent == 2


@in_both_colours
async def test_a_connection_that_fails_at_the_end_of_the_time_is_a_timeout(clock: Clock) -> None:
    def fail_late(request: httpx.Request) -> httpx.Response:
        clock.sleep(10)
        raise httpx.ConnectError("refused", request=request)

    server = serve(fail_late)
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(APITimeoutError):
            await tl.indexes.get("i1", timeout=10)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx.ReadTimeout, APITimeoutError),
        (httpx.ConnectTimeout, APITimeoutError),
        (httpx.ConnectError, APIConnectionError),
    ],
)
@in_both_colours
async def test_a_timeout_is_told_from_a_broken_connection(
    failure: type[httpx.TransportError], kind: type[APIConnectionError]
) -> None:
    server = serve(failure("as scripted"))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(APIConnectionError, match=f"{failure.__name__}: as scripted") as caught:
            await tl.indexes.get("i1")
    assert type(caught.value) is kind
    assert caught.value.operation == "retrieve_index"


@pytest.mark.parametrize(
    ("failure", "setting"), [(httpx.ReadTimeout, "read_timeout="), (httpx.ConnectTimeout, "connect_timeout=")]
)
@in_both_colours
async def test_a_timeout_before_the_time_is_over_names_the_setting_that_ended_it(
    failure: type[httpx.TransportError], setting: str
) -> None:
    server = serve(failure("as scripted"))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(APITimeoutError, match=f"pass a larger {setting} for the client "):
            await tl.indexes.get("i1")


@in_both_colours
async def test_a_wait_without_end_waits_no_longer_than_a_socket_can() -> None:
    server = serve(reply(200, {"_id": "a1", "status": "ready"}))
    async with AsyncTwelveLabs(**server.options, timeout=None, read_timeout=None, connect_timeout=None) as tl:
        await tl.assets.wait("a1", max_wait=float("inf"))
    timeouts = server.requests[0].extensions["timeout"]
    assert (timeouts["read"], timeouts["connect"]) == (2e6, 2e6)


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
@in_both_colours
async def test_a_time_that_is_none_is_refused_before_anything_is_sent(timeout: float) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError, match="timeout: "):
            await tl.indexes.get("i1", timeout=timeout)
    assert server.requests == []
