"""Broken connections, bytes that are no HTTP, and replies that are not what they say: over real sockets."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from attrs import field, frozen

from tests.colours import in_both_colours
from tests.faults.wire import Act, acts_of, chunked, free_port, json_reply, raw_reply, wire
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    BadRequestError,
    ConflictError,
    DecodeError,
    NotFoundError,
    RateLimitError,
    ServerError,
    TwelveLabsError,
)

KEY = "tlk_MADEUPKEY0123456789"
INDEX = {"_id": "i1", "index_name": "harbor"}
FINE = json_reply(INDEX)
PAGE = b"<html><head><title>Bad gateway</title></head></html>"


def read(tl: Any) -> Any:
    return tl.indexes.get("i1")


def create(tl: Any) -> Any:
    return tl.indexes.create("harbor")


def delete(tl: Any) -> Any:
    return tl.indexes.delete("i1")


def upload(tl: Any) -> Any:
    return tl.assets.create(b"x" * 3_000_000, filename="harbor.mp4")


@frozen
class Fault:
    """A fault, and what becomes of a call that meets it.

    Attributes:
        name: What goes wrong.
        acts: What the server does, request by request.
        call: What is called.
        ends: The error that is raised; None when the call succeeds after all.
        requests: How many requests reach the server; None where the fault is that it does not read them.
        says: What the error's text says.
        settings: Of the client.
        waits: How long the client waits first, where a server said how long.
    """

    name: str
    acts: Callable[[], list[Act]]
    call: Callable[[Any], Any] = read
    ends: type[TwelveLabsError] | None = None
    requests: int | None = 2
    says: str = ""
    settings: dict[str, Any] = field(factory=dict)
    waits: float | None = None


def then_fine(act: Act) -> Callable[[], list[Act]]:
    return lambda: [act, Act(FINE)]


def only(act: Act) -> Callable[[], list[Act]]:
    return lambda: [act]


def not_now(status: int, header: str = "") -> Act:
    return Act(raw_reply(b"", status=status, headers=f"{header}\r\n" if header else ""))


RESET = Act(ending="reset")
CLOSED = Act(ending="close")
SILENT = Act(ending="silent")
HALF_HEAD = Act(FINE[:20], ending="close")
HALF_BODY = Act(FINE[:-9], ending="close")
HALF_BODY_RESET = Act(FINE[:-9], ending="reset")
HALF_REFUSAL = json_reply({"code": "parameter_invalid"}, status=400)[:-9]
GONE = b"HTTP/1.1 204 No Content\r\n\r\n"
FAR_AHEAD = "Fri, 31 Dec 2100 23:59:59 GMT"
ODD = {**INDEX, "models": None, "created_at": "yesterday", "addons": ["of-tomorrow"], "expires_at": {"never": 1}}
HALF_CHUNKED = Act(chunked(b'{"_id": "i1",', ended=False), ending="close")

FAULTS = [
    Fault("reset before the reply, of a read", then_fine(RESET)),
    Fault("reset before the reply, of a creation", only(RESET), create, APIConnectionError, 1),
    Fault("closed before the reply, of a read", then_fine(CLOSED)),
    Fault("closed before the reply, of a creation", only(CLOSED), create, APIConnectionError, 1),
    Fault("closed within the headers", then_fine(HALF_HEAD)),
    Fault("closed within the body, of a read", then_fine(HALF_BODY)),
    Fault("closed within the body, of a creation", only(HALF_BODY), create, APIConnectionError, 1),
    Fault("reset within the body", then_fine(HALF_BODY_RESET)),
    Fault("closed within a body in chunks", then_fine(HALF_CHUNKED)),
    Fault("silence, then a reply", then_fine(SILENT), settings={"read_timeout": 0.2}),
    Fault(
        "silence for good",
        lambda: acts_of(lambda: SILENT, 3),
        ends=APITimeoutError,
        requests=3,
        says="timeout=",
        settings={"read_timeout": 0.1},
    ),
    Fault(
        "silence within the body",
        lambda: acts_of(lambda: Act(FINE[:-9], ending="silent"), 3),
        ends=APITimeoutError,
        requests=3,
        settings={"read_timeout": 0.1},
    ),
    Fault("reset until nobody tries any more", lambda: acts_of(lambda: RESET, 3), ends=APIConnectionError, requests=3),
    Fault(
        "no HTTP at all", lambda: acts_of(lambda: Act(b"SSH-2.0-x\r\n", ending="close"), 3), read, APIConnectionError, 3
    ),
    Fault(
        "headers without end",
        lambda: acts_of(lambda: Act(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 40_000, ending="close"), 3),
        read,
        APIConnectionError,
        3,
    ),
    Fault(
        "two lengths that differ",
        lambda: acts_of(lambda: Act(raw_reply(b"{}", headers="content-length: 9\r\n"), ending="close"), 3),
        read,
        APIConnectionError,
        3,
    ),
    Fault(
        "a hint before the reply", lambda: [Act(b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n" + FINE)], requests=1
    ),
    Fault("more bytes than the length says", lambda: [Act(FINE + b"stray")], requests=1),
    Fault(
        "a page of a proxy, then the reply",
        then_fine(Act(raw_reply(PAGE, status=502, headers="content-type: text/html\r\n"))),
    ),
    Fault(
        "a page of a proxy, of a creation",
        only(Act(raw_reply(PAGE, status=502, headers="content-type: text/html\r\n"))),
        create,
        ServerError,
        1,
        "Bad gateway",
    ),
    Fault("a status that no book knows", only(Act(raw_reply(b"", status=520))), read, ServerError, 1, "520"),
    Fault(
        "a page of a proxy with such a status", only(Act(raw_reply(PAGE, status=520))), read, ServerError, 1, "Bad gat"
    ),
    Fault("a status that is none", only(Act(raw_reply(b"", status=999))), read, APIError, 1, "999"),
    Fault("a refusal that breaks off", only(Act(HALF_REFUSAL, ending="close")), read, BadRequestError, 1, "400"),
    Fault("an unknown word, a null for a list and a bad date", lambda: [Act(json_reply(ODD))], requests=1),
    Fault("a list for a document", only(Act(json_reply([INDEX]))), read, DecodeError, 1, "a list"),
    Fault("a document that nobody can be deep enough for", only(Act(raw_reply(b"[" * 100_000))), read, DecodeError, 1),
    Fault(
        "JSON that calls itself a page",
        lambda: [Act(raw_reply(FINE.split(b"\r\n\r\n")[1], headers="content-type: text/html\r\n"))],
        requests=1,
    ),
    Fault("a page instead of JSON", only(Act(raw_reply(PAGE))), read, DecodeError, 1, "begins"),
    Fault("half a document", only(Act(raw_reply(b'{"_id": "i1"'))), read, DecodeError, 1, '"i1"'),
    Fault("nothing where a document belongs", only(Act(raw_reply(b""))), read, DecodeError, 1),
    Fault(
        "a packed body that cannot be unpacked",
        only(Act(raw_reply(gzip.compress(b"{}")[:-6] + b"xxxxxx", headers="content-encoding: gzip\r\n"))),
        read,
        DecodeError,
        1,
    ),
    Fault(
        "a number that JSON does not know", lambda: [Act(raw_reply(b'{"_id": "i1", "video_count": NaN}'))], requests=1
    ),
    Fault("too many requests, for seconds", then_fine(not_now(429, "retry-after: 2")), waits=2.0),
    Fault("too many requests, for parts of a second", then_fine(not_now(429, "retry-after: 0.75")), waits=0.75),
    Fault("too many requests, for milliseconds", then_fine(not_now(429, "Retry-After-Ms: 250")), waits=0.25),
    Fault(
        "too many requests, until a date that is over",
        then_fine(not_now(429, "Retry-After: Mon, 21 Sep 2020 14:13:50 GMT")),
    ),
    Fault("too many requests, of a creation", then_fine(not_now(429, "retry-after: 2")), create, waits=2.0),
    Fault("too many requests, for a time that is none", then_fine(not_now(429, "retry-after: soon"))),
    Fault("not now, of a creation", then_fine(not_now(503, "retry-after: 1")), create, waits=1.0),
    Fault("not now without a time, of a creation", only(not_now(503)), create, ServerError, 1),
    Fault(
        "not now, until nobody tries any more", lambda: acts_of(lambda: not_now(503), 3), ends=ServerError, requests=3
    ),
    Fault(
        "not now, without repetitions",
        only(not_now(503)),
        ends=ServerError,
        requests=1,
        settings={"max_retries": 0},
    ),
    Fault("a gateway that waits in vain", then_fine(not_now(504))),
    Fault("a server that fails", then_fine(not_now(500))),
    Fault("a server that lost patience", then_fine(not_now(408))),
    Fault("a server that fails, of a creation", only(not_now(500)), create, ServerError, 1),
    Fault("a deletion that fails, then succeeds", lambda: [not_now(502), Act(GONE)], delete),
    Fault("a deletion of what never was", only(Act(json_reply({"code": "x"}, status=404))), delete, NotFoundError, 1),
    Fault("a conflict", only(not_now(409, "retry-after: 1")), create, ConflictError, 1),
    Fault("a conflict, of a deletion", only(not_now(409)), delete, ConflictError, 1),
    Fault(
        "too many requests, until a date far ahead",
        only(not_now(429, f"retry-after: {FAR_AHEAD}")),
        read,
        RateLimitError,
        1,
    ),
    Fault(
        "too many requests for hours",
        only(Act(raw_reply(b"", status=429, headers="retry-after: 7200\r\n"))),
        read,
        RateLimitError,
        1,
        "7200",
    ),
    Fault(
        "a redirect to elsewhere",
        only(Act(raw_reply(b"", status=307, headers="location: http://127.0.0.2/\r\n"))),
        read,
        APIError,
        1,
        "127.0.0.2",
    ),
    Fault(
        "a deletion whose reply is lost", lambda: [RESET, Act(json_reply({"code": "not_found"}, status=404))], delete
    ),
    Fault(
        "refused before the file is sent",
        only(Act(json_reply({"code": "too_large", "message": "Too large."}, status=413), reads=False, ending="linger")),
        upload,
        APIError,
        1,
    ),
    Fault("reset while the file is sent", only(Act(reads=False, ending="reset")), upload, APIConnectionError, 1),
    Fault("a bad request", only(Act(json_reply({"code": "parameter_invalid"}, status=400))), read, BadRequestError, 1),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@in_both_colours
async def test_a_call_ends_in_its_result_or_in_an_error_of_the_family(fault: Fault, waits: list[float]) -> None:
    with wire(*fault.acts()) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url, **fault.settings) as tl:
            if fault.ends is None:
                await fault.call(tl)
            else:
                with pytest.raises(fault.ends) as caught:
                    await fault.call(tl)
                assert type(caught.value).__module__.startswith("twelvelabs_client")
                assert fault.says in str(caught.value)
                assert "\n" not in str(caught.value)
                assert KEY not in str(caught.value)
        assert fault.requests is None or len(server.requests) == fault.requests
    assert fault.waits is None or round(waits[0], 3) == fault.waits


@in_both_colours
async def test_a_server_that_is_not_there_is_tried_and_told(waits: list[float]) -> None:
    async with AsyncTwelveLabs(api_key=KEY, base_url=f"http://127.0.0.1:{free_port()}") as tl:
        with pytest.raises(APIConnectionError, match="no response from http://127"):
            await create(tl)
    assert len(waits) == 2


@pytest.mark.parametrize("second", [read, create])
@in_both_colours
async def test_a_connection_that_the_server_closed_while_idle_costs_nothing(second: Callable[[Any], Any]) -> None:
    with wire(Act(FINE, ending="close"), Act(FINE)) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url) as tl:
            await read(tl)
            while server.open_connections:
                pass
            await second(tl)
        assert (len(server.requests), server.connections) == (2, 2)


@in_both_colours
async def test_calls_share_a_connection_and_closing_closes_it() -> None:
    with wire(*acts_of(lambda: Act(FINE), 5)) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url) as tl:
            for _ in range(5):
                await read(tl)
            assert (server.connections, server.open_connections) == (1, 1)
        while server.open_connections:
            pass
    assert len(server.requests) == 5


@pytest.mark.parametrize("fault", [RESET, HALF_BODY, Act(raw_reply(b"{")), Act(raw_reply(PAGE, status=502))])
@in_both_colours
async def test_after_a_fault_the_client_works_on(fault: Act) -> None:
    with wire(fault, Act(FINE)) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url, max_retries=0) as tl:
            with pytest.raises(TwelveLabsError):
                await read(tl)
            index = await read(tl)
    assert index.name == "harbor"
