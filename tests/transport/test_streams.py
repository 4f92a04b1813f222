"""Streams arrive event by event; an end that is none is told; leaving the loop closes the connection."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from typing import Any

import attrs
import httpx
import pytest

from tests.colours import Colour, in_both_colours
from tests.transport.scripted import Body, Clock, reply, serve
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs
from twelvelabs_client.core import streaming
from twelvelabs_client.core.errors import (
    BadRequestError,
    DecodeError,
    RateLimitError,
    ServerError,
    StreamInterruptedError,
)
from twelvelabs_client.models import AnalysisEnded, AnalysisStarted, TextFragment, UnknownEvent

TROUBLE = "one\u2028two\u2029three\x85four \u20ac \U0001f3ac"
START = b'{"event_type": "stream_start", "metadata": {"generation_id": "g1"}}\n'
TEXT = json.dumps({"event_type": "text_generation", "text": TROUBLE}, ensure_ascii=False).encode() + b"\r\n"
END = b'{"event_type": "stream_end", "finish_reason": "stop", "metadata": {"generation_id": "g1"}}\n'


async def settle(colour: Colour) -> None:
    """Let the event loop finish generators that were left; without one they are finished at once."""
    if colour == "async":
        for _ in range(10):
            await asyncio.sleep(0)


def question(tl: Any) -> Any:
    return tl.analyze.stream("a1", "What is seen?")


@in_both_colours
async def test_events_arrive_as_they_were_sent() -> None:
    body = Body(START, TEXT, END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = question(tl)
        events = [event async for event in stream]
    assert [type(event) for event in events] == [AnalysisStarted, TextFragment, AnalysisEnded]
    assert [event.raw for event in events] == [json.loads(line) for line in (START, TEXT, END)]
    assert (stream.text, stream.id, stream.finish_reason) == (TROUBLE, "g1", "stop")
    assert body.closed > 0


@in_both_colours
async def test_events_are_the_same_however_the_network_cuts_them() -> None:
    data = START + TEXT + b"\n" + END
    for size in (1, 2, 3, 7, 64, len(data)):
        blocks = [data[at : at + size] for at in range(0, len(data), size)]
        async with AsyncTwelveLabs(**serve(reply(200, Body(*blocks))).options) as tl:
            texts = [text async for text in question(tl).texts()]
        assert texts == [TROUBLE]


@in_both_colours
async def test_an_event_is_there_before_the_next_one_is_sent() -> None:
    body = Body(START, TEXT, END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        sent = [body.sent async for _ in question(tl)]
    assert sent == [1, 2, 3]


@in_both_colours
async def test_the_last_event_needs_no_end_of_line() -> None:
    body = Body(START, END.removesuffix(b"\n"))
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        assert [type(event) async for event in question(tl)] == [AnalysisStarted, AnalysisEnded]


@pytest.mark.parametrize(
    "line", [b'{"event_type": "progress", "percent": 7}', b'{"event_type": null}', b"{}", b'{"event_type": ["text"]}']
)
@in_both_colours
async def test_an_event_of_tomorrow_is_passed_on_as_it_came(line: bytes) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(line + b"\n" + END))).options) as tl:
        events = [event async for event in question(tl)]
    assert events[0] == UnknownEvent(raw=json.loads(line))


@pytest.mark.parametrize(
    "line",
    [
        b'{"event_type": "text_generation"}',
        b'{"event_type": "text_generation", "text": 7}',
        b'{"event_type": "text_generation", "text": null}',
    ],
)
@in_both_colours
async def test_an_event_with_a_wrong_field_is_still_an_event(line: bytes) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(line + b"\n" + END))).options) as tl:
        events = [event async for event in question(tl)]
    assert events[0] == TextFragment("")
    assert events[0].raw == json.loads(line)


@pytest.mark.parametrize("line", [b"data: {}", b'{"event_type": "text_gen', b"[]", b'"text"', b"7", b"null", b"\xff"])
@pytest.mark.parametrize("together", [False, True], ids=["one by one", "together"])
@in_both_colours
async def test_a_line_that_is_no_event_is_told_with_its_text_after_the_events_before_it(
    line: bytes, together: bool
) -> None:
    lines = (START, line + b"\n", END)
    body = Body(b"".join(lines)) if together else Body(*lines)
    async with AsyncTwelveLabs(**serve(reply(200, body, x_trace_id="8317046")).options) as tl:
        stream = question(tl)
        with pytest.raises(DecodeError, match="analyze: the reply") as caught:
            async for _ in stream:
                pass
    assert stream.id == "g1"
    assert (caught.value.excerpt, caught.value.trace_id) == (line, "8317046")
    assert body.closed > 0


@in_both_colours
async def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 1000)
    body = Body(START, *[b"x" * 300] * 1000)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(DecodeError, match="longer than 1000 bytes"):
            assert [event async for event in question(tl)] == []
    assert body.sent == 5
    assert body.closed > 0


@pytest.mark.parametrize(
    "failure", [httpx.ReadError("reset"), httpx.ReadTimeout("silence"), httpx.RemoteProtocolError("x")]
)
@in_both_colours
async def test_a_cut_stream_raises_after_the_events_before_the_cut(failure: Exception) -> None:
    body = Body(START, TEXT, TEXT[:20], failure)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = question(tl)
        with pytest.raises(StreamInterruptedError, match=r"cut off.*incomplete") as caught:
            async for _ in stream:
                pass
    assert (stream.text, stream.finish_reason) == (TROUBLE, None)
    assert caught.value.operation == "analyze"
    assert body.closed > 0


@pytest.mark.parametrize("blocks", [[], [START], [START, TEXT], [START, TEXT, b"\n"]])
@in_both_colours
async def test_a_stream_that_ends_before_its_last_event_raises(blocks: list[bytes]) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(*blocks))).options) as tl:
        with pytest.raises(StreamInterruptedError, match="before its last event"):
            async for _ in question(tl):
                pass


@in_both_colours
async def test_leaving_the_loop_closes_the_connection(colour: Colour) -> None:
    body = Body(START, TEXT, END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        async for _ in question(tl):
            break
        await settle(colour)
        assert (body.sent, body.closed > 0) == (1, True)


async def fail_at_the_first_text(tl: Any) -> None:
    async for _ in question(tl).texts():
        raise ZeroDivisionError


@in_both_colours
async def test_an_error_in_the_loop_closes_the_connection(colour: Colour) -> None:
    body = Body(START, TEXT, END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(ZeroDivisionError):
            await fail_at_the_first_text(tl)
        await settle(colour)
        assert body.closed > 0


@in_both_colours
async def test_leaving_the_block_closes_the_connection_at_once() -> None:
    body = Body(START, TEXT, END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        async with question(tl) as stream:
            async for _ in stream:
                break
        assert body.closed > 0


@pytest.mark.parametrize(("status", "kind"), [(400, BadRequestError), (429, RateLimitError), (500, ServerError)])
@in_both_colours
async def test_a_refusal_before_the_stream_is_told_as_of_any_call(status: int, kind: type[Exception]) -> None:
    body = Body(b'{"code": "parameter_invalid", ', b'"message": "Too long."}')
    async with AsyncTwelveLabs(**serve(reply(status, body)).options, max_retries=0) as tl:
        with pytest.raises(kind, match=f"analyze: {status} parameter_invalid: Too long"):
            async for _ in question(tl):
                pass
    assert body.closed > 0


@in_both_colours
async def test_a_stream_is_asked_for_again_only_when_nothing_was_begun(clock: Clock) -> None:
    server = serve(reply(429, None, retry_after="2"), httpx.ConnectError("refused"), reply(200, Body(START, END)))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert len([event async for event in question(tl)]) == 2
    assert clock.waits[0] == 2.0
    assert json.loads(server.requests[0].content)["stream"] is True
    assert server.requests[0].headers["accept"] == "application/x-ndjson, application/json"


@in_both_colours
async def test_the_time_of_a_stream_ends_at_its_headers(clock: Clock) -> None:
    body = Body(START, lambda: clock.sleep(100), TEXT, lambda: clock.sleep(10_000), END)
    server = serve(reply(200, body))
    async with AsyncTwelveLabs(**server.options) as tl:
        stream = tl.analyze.stream("a1", "What is seen?", timeout=5)
        silences = [server.requests[0].extensions["timeout"]["read"] async for _ in stream]
    assert silences == [900.0, 900.0, 900.0]


@in_both_colours
async def test_after_its_last_event_a_break_loses_nothing() -> None:
    body = Body(START, TEXT, END, httpx.ReadError("reset"))
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        assert len([event async for event in question(tl)]) == 3
    assert body.closed > 0


@pytest.mark.parametrize("blocks", [[START, TEXT, END], [START + TEXT + END]], ids=["one by one", "together"])
@in_both_colours
async def test_closing_in_the_loop_ends_it_without_an_error(blocks: list[bytes]) -> None:
    body = Body(*blocks)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = question(tl)
        events = []
        async for event in stream:
            events.append(event)
            await stream.aclose()
    assert [type(event) for event in events] == [AnalysisStarted]
    assert (body.sent, body.closed > 0, stream.finish_reason) == (1, True, None)


def test_closing_in_another_thread_ends_the_loop_with_the_part_it_waits_for() -> None:
    stream: Any = None
    body = Body(START, lambda: stream.close(), TEXT, END)
    with TwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = question(tl)
        assert [type(event) for event in stream] == [AnalysisStarted]
    assert body.closed > 0


def test_closing_in_another_thread_while_it_waits_in_vain_is_no_error() -> None:
    stream: Any = None
    body = Body(START, lambda: stream.close(), httpx.ReadTimeout("silence"))
    with TwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = question(tl)
        assert [type(event) for event in stream] == [AnalysisStarted]
    assert body.closed > 0


@in_both_colours
async def test_a_text_is_no_further_than_the_events_that_were_given() -> None:
    body = Body(START + TEXT + TEXT + END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = question(tl)
        told = [(stream.text, stream.finish_reason) async for _ in stream]
    assert told == [("", None), (TROUBLE, None), (2 * TROUBLE, None), (2 * TROUBLE, "stop")]


@in_both_colours
async def test_a_fragment_of_a_stream_is_like_any_other() -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(START, TEXT, END))).options) as tl:
        (fragment,) = [event async for event in question(tl) if isinstance(event, TextFragment)]
    assert fragment == TextFragment(TROUBLE)
    assert hash(fragment) == hash(TextFragment(TROUBLE))
    assert repr(fragment) == repr(TextFragment(TROUBLE))
    assert attrs.asdict(fragment) == attrs.asdict(TextFragment(TROUBLE, json.loads(TEXT)))
    assert pickle.loads(pickle.dumps(fragment)).raw == copy.copy(fragment).raw == fragment.raw == json.loads(TEXT)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        fragment.text = "another"  # type: ignore[misc]
