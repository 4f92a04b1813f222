"""The key is in nothing that an error carries, whatever the server sent and the HTTP library makes of it."""

from __future__ import annotations

import pytest

from tests.faults.test_key_on_sockets import shown
from tests.faults.wire import Act, raw_reply, wire
from tests.transport.contract.libraries import ID, KEY, Library, on_every_library
from twelvelabs_client import AsyncTwelveLabs, AsyncTwelveLabsV1_3, DecodeError, TwelveLabsError

# A library may quote the head that it cannot read, or hold on to the request whose reply it was.
HEADS = {
    "a header without a name": b"HTTP/1.1 200 OK\r\nbad header: 1\r\n\r\n",
    "a status that is none": b"HTTP/1.1 2xx OK\r\n\r\n",
    "a head that ends early and repeats the key": f"HTTP/1.1 200 OK\r\nx-k: {KEY}\r\nx".encode(),
    "a header of endless length": b"HTTP/1.1 200 OK\r\nx: " + b"y" * 300_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@on_every_library
async def test_a_head_that_cannot_be_read_leads_to_no_error_with_the_key(library: Library, head: bytes) -> None:
    with wire(Act(head, ending="close")) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(TwelveLabsError) as caught:
                await tl.indexes.get(ID)
    assert KEY not in shown(caught.value)


@on_every_library
async def test_no_part_of_a_key_that_is_repeated_is_quoted(library: Library) -> None:
    with wire(Act(raw_reply(b"x" * 10 + KEY.encode() * 20))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(DecodeError) as caught:
                await tl.indexes.get(ID)
    assert KEY[:8] not in str(caught.value)


@on_every_library
async def test_a_line_of_a_stream_that_repeats_the_key_is_in_no_frame(library: Library) -> None:
    lines = b'{"event_type": "stream_start"}\nthis is no JSON: ' + KEY.encode() + b"\n"
    with wire(Act(raw_reply(lines, headers="content-type: application/x-ndjson\r\n"))) as server:
        async with AsyncTwelveLabsV1_3(**library.settings(server.url)) as tl:
            with pytest.raises(DecodeError) as caught:
                async for _ in tl.analyze.stream("a1", "What?"):
                    pass
    assert KEY not in shown(caught.value)
