"""Streams that go wrong on their way: over real sockets, line by line and event by event."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen

from tests.colours import in_both_colours
from tests.faults.wire import Act, chunked, json_reply, raw_reply, wire
from twelvelabs_client import AsyncTwelveLabs, AsyncTwelveLabsV1_3
from twelvelabs_client._runtime.tasks import sleep
from twelvelabs_client.core.errors import (
    APIError,
    DecodeError,
    RateLimitError,
    StreamInterruptedError,
    TwelveLabsError,
)

KEY = "tlk_MADEUPKEY0123456789"
# All that other rules take for an end of line, letters of two to four bytes, and ends that are told within a text.
TEXT = "a\u2028b\u2029c\u0085d\x0b\x0c\x1c\u00e9\u6d77\U0001f6a2\\n"


def event(kind: str, **more: Any) -> bytes:
    return json.dumps({"event_type": kind, **more}, ensure_ascii=False).encode() + b"\n"


BEGIN, SAYS = event("stream_start"), event("text_generation", text=TEXT)
UNKNOWN = event("an_event_of_tomorrow", payload={"deep": [1]})
END = event("stream_end", finish_reason="stop")
EVENTS = "content-type: application/x-ndjson\r\n"


def sent(*blocks: bytes, ended: bool = True, ending: str = "close") -> Act:
    return Act(chunked(*blocks, headers=EVENTS, ended=ended), ending=ending)


@frozen
class Break:
    """How a stream goes wrong, and what its reader gets.

    Attributes:
        name: What goes wrong.
        acts: What the server does, request by request.
        ends: The error at the end; None when the stream is whole after all.
        texts: The texts before that.
        says: What the error's text says.
        patience: Seconds of silence after which the stream counts as lost.
        or_else: Texts that may come as well, where a reset can overtake what was sent before it.
    """

    name: str
    acts: Callable[[], list[Act]]
    ends: type[TwelveLabsError] | None = StreamInterruptedError
    texts: tuple[str, ...] = (TEXT,)
    says: str = ""
    patience: float = 900.0
    or_else: tuple[tuple[str, ...], ...] = ()


BREAKS = [
    Break("nothing", lambda: [sent(BEGIN, SAYS, END)], None),
    Break("every byte comes alone", lambda: [sent(*(bytes([each]) for each in BEGIN + SAYS + END))], None),
    Break("all comes at once", lambda: [sent(BEGIN + SAYS + SAYS + END)], None, (TEXT, TEXT)),
    Break("lines end as on Windows", lambda: [sent(SAYS.replace(b"\n", b"\r\n"), END)], None),
    Break("empty lines as signs of life", lambda: [sent(b"\n", b"\r\n", SAYS, b"\n\n", END)], None),
    Break("the last line is not ended", lambda: [sent(SAYS, END[:-1])], None),
    Break("an event that nobody knows yet", lambda: [sent(UNKNOWN, SAYS, END)], None),
    Break("closed before its end", lambda: [sent(SAYS, ended=False)]),
    Break("closed within a line", lambda: [sent(SAYS, SAYS[:30], ended=False)]),
    Break("closed within a letter", lambda: [sent(SAYS, SAYS[: SAYS.index(b"\xc3") + 1], ended=False)]),
    Break("reset", lambda: [sent(SAYS, ended=False, ending="reset")], or_else=((),)),
    Break("ended in good order before its last event", lambda: [sent(SAYS)], says="before its last event"),
    Break("without any event", lambda: [sent()], texts=()),
    Break("silence", lambda: [sent(SAYS, ended=False, ending="silent")], says="ReadTimeout", patience=0.2),
    Break("a line that is no event", lambda: [sent(SAYS, b"{oops\n", END)], DecodeError, says="{oops"),
    Break("a page in the middle", lambda: [sent(SAYS, b"<html>Bad gateway</html>\n")], DecodeError, says="Bad gateway"),
    Break("half of a line that was ended", lambda: [sent(SAYS, b'{"event_type"\n')], DecodeError, says="event_type"),
    Break("a refusal", lambda: [Act(json_reply({"code": "c", "message": "No."}, status=400))], APIError, (), "No."),
    Break(
        "too many requests for hours",
        lambda: [Act(raw_reply(b"", status=429, headers="retry-after: 7200\r\n"))],
        RateLimitError,
        (),
        "7200",
    ),
    Break(
        "too many requests, then the stream",
        lambda: [Act(raw_reply(b"", status=429, headers="retry-after: 1\r\n")), sent(SAYS, END)],
        None,
    ),
    Break(
        "packed in what cannot be unpacked",
        lambda: [Act(raw_reply(b"no gzip", headers="content-encoding: gzip\r\n"), ending="close")],
        DecodeError,
        (),
    ),
]


async def read(tl: AsyncTwelveLabsV1_3, texts: list[str]) -> None:
    async for each in tl.analyze.stream("a1", "What is seen?"):
        if each.text:
            texts.append(each.text)


@pytest.mark.parametrize("fault", BREAKS, ids=lambda fault: fault.name)
@in_both_colours
async def test_a_stream_ends_whole_or_in_an_error_after_what_came_before(
    fault: Break, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    monkeypatch.setattr("twelvelabs_client.versions.v1_3.analyze.ANALYSIS_TIMEOUT", fault.patience)
    with wire(*fault.acts()) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url) as tl:
            if fault.ends is None:
                await read(tl, texts)
            else:
                with pytest.raises(fault.ends) as caught:
                    await read(tl, texts)
                assert fault.says in str(caught.value)
                assert "\n" not in str(caught.value)
        while server.open_connections:
            pass
        assert not server.acts
    assert tuple(texts) in (fault.texts, *fault.or_else)


@in_both_colours
async def test_an_event_that_nobody_knows_comes_as_it_is(waits: list[float]) -> None:
    with wire(sent(UNKNOWN, END)) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url) as tl:
            events = [each async for each in tl.analyze.stream("a1", "What is seen?")]
    assert getattr(events[0], "raw", None) == json.loads(UNKNOWN)


class OfTheCaller(Exception):
    """Raised in the caller's loop."""


async def break_off(tl: AsyncTwelveLabsV1_3) -> None:
    async for _ in tl.analyze.stream("a1", "What is seen?"):
        break


async def leave_the_block(tl: AsyncTwelveLabsV1_3) -> None:
    async with tl.analyze.stream("a1", "What is seen?") as events:
        async for _ in events:
            return


async def raise_in_the_loop(tl: AsyncTwelveLabsV1_3) -> None:
    try:
        async for _ in tl.analyze.stream("a1", "What is seen?"):
            raise OfTheCaller
    except OfTheCaller:
        pass


@pytest.mark.parametrize("way", ["break_off", "leave_the_block", "raise_in_the_loop"])
@in_both_colours
async def test_whoever_leaves_a_stream_closes_its_connection(way: str) -> None:
    with wire(sent(BEGIN, SAYS, ended=False, ending="linger")) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url) as tl:
            await globals()[way](tl)
            assert server.connections == 1
            while server.open_connections:
                await sleep(0.01)
