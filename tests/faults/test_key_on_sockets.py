"""The key over real connections: it reaches the API's address, and nothing that a reporter of errors would collect."""

from __future__ import annotations

import asyncio
import copy
import io
import logging
import os
import pickle
import re
import signal
import threading
import traceback
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.faults.wire import Act, json_reply, raw_reply, wire
from twelvelabs_client import AsyncTwelveLabs, AsyncTwelveLabsV1_3, Attempt, StorageError, TwelveLabs
from twelvelabs_client.core.errors import APIError, DecodeError, InvalidInputError, TwelveLabsError

KEY = "tlk_MADEUPKEY0123456789"
FINE = Act(json_reply({"_id": "i1", "index_name": "harbor"}))
SILENT, DEAF = Act(ending="silent"), Act(reads=False, ending="silent")


def chain_of(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    rest: list[BaseException | None] = [error]
    while rest:
        each = rest.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            yield each
            rest += (each.__cause__, each.__context__)


def shown(error: BaseException) -> str:
    """All that a reporter of errors may show: texts, attributes, and what every frame but the test's own holds."""
    texts = [f"{each!r} {each} {vars(each)}" for each in chain_of(error)]
    for each in chain_of(error):
        stack = traceback.TracebackException.from_exception(each, capture_locals=True).stack
        texts += [f"{frame.name} {frame.locals}" for frame in stack if "/tests/" not in str(frame.filename)]
    return "\n".join(texts)


STATUSES = [300, 301, 302, 303, 307, 308]
ELSEWHERE = ["{elsewhere}/v1.3/indexes/i1", "//{host}/x", "http://[bad", "https://{host}/x", "", "/v1.3/other"]


@pytest.mark.parametrize("location", ELSEWHERE)
@pytest.mark.parametrize("status", STATUSES)
@in_both_colours
async def test_no_redirect_is_followed_wherever_it_leads(status: int, location: str) -> None:
    with wire(FINE) as elsewhere:
        told = location.format(elsewhere=elsewhere.url, host=elsewhere.url.removeprefix("http://"))
        act = Act(raw_reply(b"", status=status, headers=f"location: {told}\r\n"))
        with wire(act) as server:
            async with httpx.AsyncClient(follow_redirects=True) as http:
                tl = AsyncTwelveLabs(api_key=KEY, base_url=server.url, http_client=http)
                with pytest.raises(TwelveLabsError) as caught:
                    await tl.indexes.get("i1")
            assert len(server.requests) == 1
        assert (elsewhere.connections, elsewhere.requests) == (0, [])
    assert KEY not in shown(caught.value)


@in_both_colours
async def test_a_redirect_of_the_storage_carries_nothing_elsewhere() -> None:
    async def body() -> Any:
        yield b"made up"

    with wire(FINE) as elsewhere:
        act = Act(raw_reply(b"", status=307, headers=f"location: {elsewhere.url}/x\r\n"))
        with wire(act) as storage:
            async with AsyncTwelveLabs(api_key=KEY) as tl:
                with pytest.raises(StorageError, match="307"):
                    await tl._transport.put(f"{storage.url}/chunk", body, 7, {}, 5)
            assert KEY.encode() not in storage.requests[0]
        assert elsewhere.connections == 0


@in_both_colours
async def test_of_an_endless_reply_of_the_storage_only_the_beginning_is_read() -> None:
    async def body() -> Any:
        yield b"made up"

    page = b"<Code>SlowDown</Code>" + b"x" * 8_000
    with wire(Act(raw_reply(page, status=503, length=10**12), ending="silent")) as storage:
        async with AsyncTwelveLabs(api_key=KEY) as tl:
            with pytest.raises(StorageError, match="SlowDown"):
                await tl._transport.put(f"{storage.url}/chunk", body, 7, {}, 5)


@in_both_colours
async def test_a_refusal_of_the_storage_that_breaks_off_keeps_its_status() -> None:
    async def body() -> Any:
        yield b"made up"

    with wire(Act(raw_reply(b"<Code>Expi", status=403, length=500), ending="close")) as storage:
        async with AsyncTwelveLabs(api_key=KEY) as tl:
            with pytest.raises(StorageError) as caught:
                await tl._transport.put(f"{storage.url}/chunk", body, 7, {}, 5)
    assert caught.value.status == 403


ECHOES = [
    (Act(json_reply({"code": "api_key_invalid", "message": f"{KEY} is wrong"}, status=401)), APIError),
    (Act(raw_reply(f"<html>x-api-key: {KEY}</html>".encode(), status=502)), APIError),
    (Act(json_reply({"message": "m"}, status=400, headers=f"x-echo: {KEY}\r\n")), APIError),
    (Act(raw_reply(b"", status=302, headers=f"location: https://x.example/{KEY}\r\n")), APIError),
    (Act(raw_reply(f"<html>x-api-key: {KEY}</html>".encode())), DecodeError),
    (Act(raw_reply(b"{", headers=f"content-type: {KEY}\r\n")), DecodeError),
]


@pytest.mark.parametrize(("act", "kind"), ECHOES)
@in_both_colours
async def test_a_server_that_repeats_the_key_does_not_get_it_into_an_error(
    act: Act, kind: type[TwelveLabsError]
) -> None:
    attempts: list[Attempt] = []
    with wire(act) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url, max_retries=0, on_attempt=attempts.append) as tl:
            with pytest.raises(kind) as caught:
                await tl.indexes.get("i1")
    assert KEY not in shown(caught.value)
    assert KEY.encode() not in pickle.dumps(caught.value)
    assert KEY not in repr(attempts)


class Failing(io.BytesIO):
    """A file that fails when a part of it was sent."""

    def read(self, count: int | None = -1, /) -> bytes:
        if self.tell() > 200_000:
            raise OSError("the drive is gone")
        return super().read(count)


def raise_a_key_error(_: object) -> None:
    raise KeyError("of the caller")


async def timed_out(tl: AsyncTwelveLabsV1_3) -> None:
    async with asyncio.timeout(0.2):
        await tl.indexes.get("i1")


async def timed_out_while_sending(tl: AsyncTwelveLabsV1_3) -> None:
    async with asyncio.timeout(0.2):
        await tl.assets.create(io.BytesIO(bytes(30_000_000)), filename="clip.mp4")


async def timed_out_in_a_stream(tl: AsyncTwelveLabsV1_3) -> None:
    async with asyncio.timeout(0.2):
        async for _ in tl.analyze.stream("a1", "What?"):
            pass


async def cancelled(tl: AsyncTwelveLabsV1_3) -> None:
    task = asyncio.ensure_future(tl.indexes.get("i1"))
    await asyncio.sleep(0.1)
    task.cancel()
    await task


async def file_fails(tl: AsyncTwelveLabsV1_3) -> None:
    await tl.assets.upload(Failing(bytes(900_000)), filename="clip.mp4")


async def progress_fails(tl: AsyncTwelveLabsV1_3) -> None:
    await tl.assets.upload(io.BytesIO(bytes(900_000)), filename="clip.mp4", on_progress=raise_a_key_error)


# (what happens, what the server does, what the caller gets)
INTERRUPTIONS: list[tuple[Callable[[Any], Awaitable[None]], Act, type[BaseException]]] = [
    (timed_out, SILENT, TimeoutError),
    (timed_out_while_sending, DEAF, TimeoutError),
    (timed_out_in_a_stream, SILENT, TimeoutError),
    (cancelled, SILENT, asyncio.CancelledError),
    (file_fails, DEAF, InvalidInputError),
    (progress_fails, DEAF, KeyError),
]


@pytest.mark.parametrize("http", ["httpx", "httpx2", "aiohttp"])
@pytest.mark.parametrize(("happens", "act", "kind"), INTERRUPTIONS, ids=lambda each: getattr(each, "__name__", ""))
def test_an_interruption_comes_as_it_is_and_shows_no_key(
    happens: Callable[[Any], Awaitable[None]], act: Act, kind: type[BaseException], http: Any
) -> None:
    async def scenario(url: str) -> BaseException:
        async with AsyncTwelveLabs(api_key=KEY, base_url=url, http=http, max_retries=0) as tl:
            with pytest.raises(kind) as caught:
                await happens(tl)
            return caught.value

    with wire(act) as server:
        error = asyncio.run(scenario(server.url))
    assert KEY not in shown(error)


def test_control_c_shows_no_key() -> None:
    with wire(SILENT) as server, TwelveLabs(api_key=KEY, base_url=server.url) as tl:

        def interrupt() -> None:
            while not server.requests:
                pass
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

        threading.Thread(target=interrupt).start()
        with pytest.raises(KeyboardInterrupt) as caught:
            tl.indexes.get("i1")
    assert KEY not in shown(caught.value)


@in_both_colours
async def test_no_log_of_any_library_shows_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    with wire(FINE, Act(ending="reset")) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url, max_retries=0) as tl:
            await tl.indexes.get("i1")
            with pytest.raises(TwelveLabsError):
                await tl.indexes.get("i1")
    assert {"httpx", "httpcore.connection", "twelvelabs_client"} <= {record.name for record in caplog.records}
    assert all(KEY not in f"{logging.Formatter().format(each)} {vars(each)}" for each in caplog.records)


@in_both_colours
async def test_a_client_is_not_pickled_and_its_copy_shows_no_key() -> None:
    async with AsyncTwelveLabs(api_key=KEY) as tl:
        for carry in (pickle.dumps, copy.deepcopy):
            with pytest.raises(TypeError, match="is not pickled: it holds a key") as caught:
                carry(tl)
            assert KEY not in shown(caught.value)
        assert KEY not in f"{copy.copy(tl)!r} {vars(copy.copy(tl))} {vars(tl._transport)}"


# (what the environment names, what the error says)
ENVIRONMENTS = [
    ({"SSL_CERT_FILE": "/nowhere/at-all.pem"}, "SSL_CERT_FILE: '/nowhere/at-all.pem' does not exist"),
    ({"SSL_CERT_FILE": os.devnull}, f"the certificates of SSL_CERT_FILE ({os.devnull!r}) cannot be read"),
    ({"HTTPS_PROXY": "made-up://user:secret@x"}, "HTTPS_PROXY is not a valid proxy URL"),
    ({"HTTPS_PROXY": "http://user:secret@127.0.0.1:99999"}, "HTTPS_PROXY is not a valid proxy URL"),
]


@pytest.mark.parametrize(("variables", "says"), ENVIRONMENTS)
@in_both_colours
async def test_an_environment_that_cannot_be_used_is_told_in_the_family(
    variables: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with AsyncTwelveLabs(api_key=KEY, base_url="https://127.0.0.1:1") as tl:
        with pytest.raises(InvalidInputError, match=re.escape(says)) as caught:
            await tl.indexes.get("i1")
    assert "secret" not in str(caught.value)
