"""`timeout=` ends the whole call in wall time, whatever the server or the network does."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.wire import Act, json_reply, wire
from tests.transport.contract.libraries import FINE, ID, INDEX, TRICKLE, Library, on_every_library
from tests.transport.test_event_streams import COMPLETED, CREATED, DONE
from twelvelabs_client import APIError, APITimeoutError, AsyncTwelveLabs, WaitTimeoutError

# Where a call of no time limit would end: in nothing, or in minutes.
SLOW = {
    "no response at all": Act(ending="silent"),
    "headers byte by byte": TRICKLE,
    "a body byte by byte": Act(INDEX.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", ending="silent"),
}


@pytest.mark.parametrize("act", SLOW.values(), ids=SLOW)
@on_every_library
async def test_a_call_ends_in_its_time_however_slowly_the_response_arrives(library: Library, act: Act) -> None:
    with wire(always=act) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(APITimeoutError, match="pass a larger timeout="):
                await tl.indexes.get(ID, timeout=0.3)
            assert server.finished == 0 or act.ending == "silent"
            server.always = FINE
            assert (await tl.indexes.get(ID)).id == ID


@on_every_library
async def test_a_refusal_whose_body_never_ends_is_an_error_in_the_calls_time(library: Library) -> None:
    refusal = b"HTTP/1.1 500 Told\r\ncontent-type: application/json\r\ncontent-length: 99999\r\n\r\n{"
    with wire(Act(refusal, ending="silent")) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(APIError, match="500"):
                await tl.indexes.get(ID, timeout=0.3)


@on_every_library
async def test_the_headers_of_a_stream_come_in_the_calls_time(library: Library) -> None:
    with wire(Act(INDEX, pause=0.05)) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(APITimeoutError):
                async for _ in tl.responses.stream(ID, "What is seen?", timeout=0.3):
                    pass
        assert server.finished == 0


@on_every_library
async def test_events_may_take_longer_than_the_time_of_the_headers(library: Library) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    events = CREATED + COMPLETED + DONE
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(events), events)
    with wire(Act(head + body, pause=0.003, at_once=len(head))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            arrived = [each async for each in tl.responses.stream(ID, "What is seen?", timeout=1.0)]
    assert len(arrived) == 2


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    path = tmp_path / "large.mp4"
    path.touch()
    os.truncate(path, 150_000_000)
    return path


@on_every_library
async def test_sending_ends_in_the_calls_time_though_the_server_reads_nothing(
    library: Library, large_file: Path
) -> None:
    with wire(Act(reads=False, ending="silent")) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(APITimeoutError):
                await tl.assets.create(large_file, timeout=0.5)


@on_every_library
async def test_a_tls_handshake_that_gets_no_answer_ends_in_the_calls_time(library: Library) -> None:
    with wire(Act(reads=False, ending="silent")) as server:
        url = server.url.replace("http:", "https:")
        async with AsyncTwelveLabs(**library.settings(url, connect_timeout=None)) as tl:
            with pytest.raises(APITimeoutError):
                await tl.indexes.get(ID, timeout=0.3)


@pytest.mark.usefixtures("hanging_lookups")
@on_every_library
async def test_a_name_that_cannot_be_looked_up_ends_in_the_calls_time(library: Library) -> None:
    async with AsyncTwelveLabs(**library.settings("https://nowhere.example", connect_timeout=None)) as tl:
        with pytest.raises(APITimeoutError):
            await tl.indexes.get(ID, timeout=0.3)


@on_every_library
async def test_a_wait_for_something_ends_with_its_max_wait(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"twelvelabs_client.{'_sync' if library.sync else '_async'}.waiting.LAST_LOOK", 0.1)
    with wire(always=Act(json_reply({"_id": ID, "status": "processing"}), pause=0.05)) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(WaitTimeoutError):
                await tl.assets.wait(ID, max_wait=0.3)
        assert server.finished == 0


@on_every_library
async def test_the_error_says_how_often_and_how_long_a_call_was_tried(library: Library) -> None:
    with wire(always=Act(json_reply({"message": "later"}, status=503))) as server:
        settings = library.settings(server.url, max_retries=2)
        async with AsyncTwelveLabs(**settings) as tl:
            with pytest.raises(APIError, match=r"503 later; .* \(after 3 attempts in \d+\.\d s\)$") as caught:
                await tl.indexes.get(ID)
    assert caught.value.attempts == 3
    assert caught.value.elapsed is not None


@pytest.mark.parametrize("reads", [True, False], ids=["which reads it", "which reads nothing"])
@on_every_library
async def test_a_chunk_for_a_silent_storage_counts_as_lost_after_its_time(library: Library, reads: bool) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield bytes(256 * 1024)

    with wire(Act(reads=reads, ending="silent")) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(APITimeoutError, match="at the storage"):
                await tl._transport.put(f"{server.url}/chunk", body, 64 * 256 * 1024, {}, 0.3)
