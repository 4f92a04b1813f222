"""What had arrived of a stream before it broke comes before the error, however slowly it is read."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.wire import Act, WireServer, chunked, wire
from tests.transport.contract.libraries import ASYNC_LIBRARIES, ID, Library
from twelvelabs_client import AsyncTwelveLabsV1_3, StreamInterruptedError

EVENTS = [b'{"event_type":"text_generation","text":"%d"}\n' % number for number in range(3)]
FIRST = chunked(EVENTS[0], ended=False)
OTHERS = chunked(*EVENTS[1:], ended=False).partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("ending", ["close", "reset"])
@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
def test_a_slow_reader_gets_all_that_came_before_a_stream_broke(library: Library, ending: str) -> None:
    seen: list[str] = []

    async def read(server: WireServer) -> None:
        async with AsyncTwelveLabsV1_3(**library.settings(server.url)) as tl:
            async for text in tl.analyze.stream(ID, "What?").texts():
                seen.append(text)
                # Until the connection is gone, and everything that came over it has arrived in the event loop.
                while server.open_connections:
                    await asyncio.sleep(0)
                for _ in range(20):
                    await asyncio.sleep(0)

    broken = Act(FIRST, pause=0.05, at_once=len(FIRST), then=OTHERS, ending=ending)
    with wire(broken) as server, pytest.raises(StreamInterruptedError):
        asyncio.run(read(server))

    assert seen == ["0", "1", "2"]
