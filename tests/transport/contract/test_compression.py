"""Packed responses are unpacked, and those that are packed wrong are an error that says so, over each library."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.wire import Act, chunked, raw_reply, wire
from tests.transport.contract.libraries import ID, INDEX, Library, on_every_library
from twelvelabs_client import AsyncTwelveLabs, AsyncTwelveLabsV1_3, BadRequestError, DecodeError, StreamInterruptedError

BODY = INDEX.partition(b"\r\n\r\n")[2]
EVENTS = (b'{"event_type":"text_generation","text":"The "}\n', b'{"event_type":"stream_end"}\n')


def raw_deflate(content: bytes) -> bytes:
    """Without the two bytes before it that RFC 9110 asks for, as some servers send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


# (the name of the coding, what packs)
CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "identity": ("identity", bytes),
}
each_coding = pytest.mark.parametrize(("coding", "pack"), CODINGS.values(), ids=CODINGS)


def headers(coding: str) -> str:
    return f"content-type: application/json\r\ncontent-encoding: {coding}\r\n"


@each_coding
@on_every_library
async def test_a_packed_response_is_unpacked(library: Library, coding: str, pack: Callable[[bytes], bytes]) -> None:
    with wire(Act(raw_reply(pack(BODY), headers=headers(coding)))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            assert (await tl.indexes.get(ID)).name == "harbor"
    assert b"accept-encoding: gzip, deflate" in server.requests[0].lower()


@each_coding
@on_every_library
async def test_so_is_a_refusal(library: Library, coding: str, pack: Callable[[bytes], bytes]) -> None:
    refusal = pack(b'{"code": "parameter_invalid", "message": "no such name"}')
    with wire(Act(raw_reply(refusal, status=400, headers=headers(coding)))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(BadRequestError, match="400 parameter_invalid: no such name"):
                await tl.indexes.get(ID)


@on_every_library
async def test_events_that_are_packed_come_as_they_are_sent(library: Library) -> None:
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    blocks = [packer.compress(event) + packer.flush(zlib.Z_SYNC_FLUSH) for event in EVENTS]
    with wire(Act(chunked(*blocks, packer.flush(), headers=headers("gzip")))) as server:
        async with AsyncTwelveLabsV1_3(**library.settings(server.url)) as tl:
            assert [text async for text in tl.analyze.stream(ID, "What?").texts()] == ["The "]


PACKED = gzip.compress(BODY)
# What comes in place of a body that is packed by gzip or deflate.
BROKEN = {
    "plain text as gzip": ("gzip", BODY),
    "plain text as deflate": ("deflate", BODY),
    "damaged in the middle": ("gzip", PACKED[:20] + bytes(8) + PACKED[28:]),
    "a wrong checksum": ("gzip", PACKED[:-8] + bytes(4) + PACKED[-4:]),
}


@pytest.mark.parametrize(("coding", "content"), BROKEN.values(), ids=BROKEN)
@on_every_library
async def test_a_response_that_is_packed_wrong_is_an_error_that_says_so(
    library: Library, coding: str, content: bytes
) -> None:
    with wire(Act(raw_reply(content, headers=headers(coding))), always=Act(INDEX)) as server:
        async with AsyncTwelveLabs(**library.settings(server.url, max_retries=2)) as tl:
            with pytest.raises(DecodeError, match=r"200.*cannot be read: it cannot be unpacked") as caught:
                await tl.indexes.get(ID)
            assert (await tl.indexes.get(ID)).name == "harbor"
    assert str(caught.value).isprintable()
    assert len(server.requests) == 2


@on_every_library
async def test_a_refusal_that_is_packed_wrong_keeps_its_status(library: Library) -> None:
    with wire(Act(raw_reply(b"not packed", status=400, headers=headers("gzip")))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(BadRequestError, match="400"):
                await tl.indexes.get(ID)


@on_every_library
async def test_a_response_whose_packing_ends_early_is_an_error(library: Library) -> None:
    with wire(Act(raw_reply(PACKED[:-20], headers=headers("gzip")))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(DecodeError, match="cannot be read"):
                await tl.indexes.get(ID)


@on_every_library
async def test_events_that_are_packed_wrong_end_in_an_error_after_those_before_it(library: Library) -> None:
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    first = packer.compress(EVENTS[0]) + packer.flush(zlib.Z_SYNC_FLUSH)
    seen: list[str] = []

    async def read(tl: Any) -> None:
        async for text in tl.analyze.stream(ID, "What?").texts():
            seen.append(text)

    with wire(Act(chunked(first, b"\xff" * 20, headers=headers("gzip")))) as server:
        async with AsyncTwelveLabsV1_3(**library.settings(server.url)) as tl:
            with pytest.raises((DecodeError, StreamInterruptedError)):
                await read(tl)
    assert seen == ["The "]
