"""Whatever goes wrong below, what is raised is one of this library's errors, with its cause."""

from __future__ import annotations

import errno
import io
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, Body, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APITimeoutError,
    DecodeError,
    InvalidInputError,
    StreamInterruptedError,
    TwelveLabsError,
)

ANALYSIS_ENDS = b'{"event_type": "stream_end", "finish_reason": "stop"}\n'


def ssl_as_httpx_tells_it() -> httpx.ConnectError:
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


# (what the network raises, which class the caller gets)
NETWORK: list[tuple[Callable[[], BaseException], type[TwelveLabsError]]] = [
    (lambda: httpx.ConnectError("refused"), APIConnectionError),
    (ssl_as_httpx_tells_it, APIConnectionError),
    (lambda: httpx.ReadError("reset"), APIConnectionError),
    (lambda: httpx.WriteError("broken pipe"), APIConnectionError),
    (lambda: httpx.CloseError("closed"), APIConnectionError),
    (lambda: httpx.RemoteProtocolError("no headers"), APIConnectionError),
    (lambda: httpx.LocalProtocolError("too little data for declared Content-Length"), APIConnectionError),
    (lambda: httpx.ProxyError("407"), APIConnectionError),
    (lambda: httpx.UnsupportedProtocol("no such scheme"), APIConnectionError),
    (lambda: httpx.TooManyRedirects("round"), APIConnectionError),
    (lambda: httpx.ConnectTimeout("slow"), APITimeoutError),
    (lambda: httpx.ReadTimeout("slow"), APITimeoutError),
    (lambda: httpx.WriteTimeout("slow"), APITimeoutError),
    (lambda: httpx.PoolTimeout("slow"), APITimeoutError),
    (lambda: OSError(errno.EHOSTUNREACH, "No route to host"), APIConnectionError),
    (lambda: ConnectionResetError("reset"), APIConnectionError),
    (lambda: ssl.SSLError("decryption failed"), APIConnectionError),
    (lambda: TimeoutError("slow"), APITimeoutError),
]


def names_of(error: BaseException | None) -> list[str]:
    found = []
    while error is not None:
        found.append(type(error).__name__)
        error = error.__cause__
    return found


@pytest.mark.parametrize(("failure", "kind"), NETWORK)
@in_both_colours
async def test_a_failure_of_the_network_is_in_the_family(
    failure: Callable[[], BaseException], kind: type[TwelveLabsError]
) -> None:
    raised = failure()
    async with AsyncTwelveLabs(**serve(raised).options, max_retries=0) as tl:
        with pytest.raises(TwelveLabsError) as caught:
            await tl.indexes.get("i1")
    assert type(caught.value) is kind
    assert type(raised).__name__ in names_of(caught.value)
    assert type(raised).__name__ in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(("failure", "kind"), NETWORK)
@in_both_colours
async def test_a_failure_within_a_body_is_in_the_family(
    failure: Callable[[], BaseException], kind: type[TwelveLabsError]
) -> None:
    body = Body(b'{"_id": ', failure())
    async with AsyncTwelveLabs(**serve(reply(200, body)).options, max_retries=0) as tl:
        with pytest.raises(TwelveLabsError) as caught:
            await tl.indexes.get("i1")
    assert type(caught.value) is kind
    assert type(failure()).__name__ in names_of(caught.value)
    assert body.closed > 0


@pytest.mark.parametrize("failure", [failure for failure, _ in NETWORK])
@in_both_colours
async def test_a_failure_within_a_stream_is_in_the_family(failure: Callable[[], BaseException]) -> None:
    body = Body(b'{"event_type": "stream_start"}\n', failure())
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(StreamInterruptedError) as caught:
            assert [event async for event in tl.analyze.stream("a1", "What is seen?")] == []
    assert type(failure()).__name__ in names_of(caught.value)
    assert body.closed > 0


@in_both_colours
async def test_a_stream_that_cannot_be_unpacked_cannot_be_read() -> None:
    body = Body(b"not gzip")
    async with AsyncTwelveLabs(**serve(reply(200, body, content_encoding="gzip")).options) as tl:
        with pytest.raises(DecodeError, match="cannot be unpacked"):
            assert [event async for event in tl.analyze.stream("a1", "What is seen?")] == []
    assert body.closed > 0


# What cannot be put on the wire at all: surrogates have no bytes, JSON has no objects of Python.
UNSENDABLE: list[Callable[[Any], Any]] = [
    lambda tl: tl.indexes.create("\ud800"),
    lambda tl: tl.indexes.get("\ud800"),
    lambda tl: tl.indexes.update("i1", name="\udfff"),
    lambda tl: tl.indexes.list(name="\ud800").to_list(),
    lambda tl: tl.search.query("i1", "\ud800").to_list(),
    lambda tl: tl.search.query("i1", "x", filter={"camera": "\ud800"}).to_list(),
    lambda tl: tl.analyze.run("a1", "x", response_schema={"type": "\ud800"}),
    lambda tl: tl.with_options(body={"extra": object()}).indexes.create("harbor"),
    lambda tl: tl.with_options(body={"extra": 2**70}).indexes.create("harbor"),
    lambda tl: tl.with_options(query={"extra": "\ud800"}).indexes.get("i1"),
    lambda tl: tl.indexed_assets.update("i1", "v1", user_metadata={"camera": "\ud800"}),
]


@pytest.mark.parametrize("action", UNSENDABLE)
@in_both_colours
async def test_what_cannot_be_put_on_the_wire_is_refused(action: Callable[[Any], Any]) -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError):
            await action(tl)
    assert server.requests == []


@in_both_colours
async def test_an_address_that_only_the_network_library_refuses_is_refused_in_the_family() -> None:
    long = "https://api.example/" + "x" * 70_000
    server = serve()
    async with AsyncTwelveLabs(**server.options, base_url=long) as tl:
        with pytest.raises(InvalidInputError, match="retrieve_index: URL too long") as caught:
            await tl.indexes.get("i1")
    assert isinstance(caught.value.__cause__, httpx.InvalidURL)


class Failing(io.BytesIO):
    """A file that fails when its second block is read, as on a drive that is gone."""

    def __init__(self, failure: Exception) -> None:
        super().__init__(b"x" * 200_000)
        self._failure = failure

    def read(self, count: int | None = -1) -> bytes:
        if self.tell() > 0:
            raise self._failure
        return super().read(count)


@pytest.mark.parametrize("failure", [OSError(errno.EIO, "Input/output error"), ValueError("read of closed file")])
@in_both_colours
async def test_a_file_that_fails_while_it_is_sent_is_the_files_failure_and_not_the_networks(
    failure: Exception,
) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError, match=r"clip\.mp4: cannot be read to its end: ") as caught:
            await tl.assets.upload(Failing(failure), filename="clip.mp4")
    assert caught.value.__cause__ is failure


@in_both_colours
async def test_a_file_that_was_closed_before_a_retry_is_told(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"made up")
    file = path.open("rb")

    def close_and_refuse(request: httpx.Request) -> httpx.Response:
        file.close()
        return reply(429)

    async with AsyncTwelveLabs(**serve(close_and_refuse).options) as tl:
        with pytest.raises(InvalidInputError, match="closed file"):
            await tl.assets.upload(file)


@pytest.mark.parametrize("error", [KeyError("of the caller"), BrokenPipeError("of the caller"), TimeoutError("slow")])
@in_both_colours
async def test_what_a_users_own_function_raises_comes_through_unchanged(error: Exception) -> None:
    def interrupt(_: object) -> None:
        raise error

    async with AsyncTwelveLabs(**serve().options) as tl:
        with pytest.raises(type(error)) as caught:
            await tl.assets.upload(io.BytesIO(b"made up"), filename="clip.mp4", on_progress=interrupt)
    assert caught.value is error


@in_both_colours
async def test_a_hook_that_raises_leaves_no_connection_open() -> None:
    def interrupt(attempt: object) -> None:
        raise OSError("of the caller")

    body = Body(b"{}")
    async with AsyncTwelveLabs(**serve(reply(200, body)).options, on_attempt=interrupt) as tl:
        with pytest.raises(OSError, match="of the caller") as caught:
            await tl.indexes.get("i1")
    assert not isinstance(caught.value, TwelveLabsError)
    assert body.closed > 0
