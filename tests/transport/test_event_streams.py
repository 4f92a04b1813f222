"""Server-sent events arrive one by one; an end that is none is told; leaving the loop closes the connection."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.colours import Colour, in_both_colours
from tests.transport.scripted import Body, Clock, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core import streaming
from twelvelabs_client.core.errors import (
    APIError,
    BadRequestError,
    DecodeError,
    RateLimitError,
    ServerError,
    StreamInterruptedError,
    TaskFailedError,
)
from twelvelabs_client.models import (
    Response,
    ResponseItemChanged,
    ResponseStateChanged,
    ResponseTextDelta,
    ResponseTextDone,
    TokenUsage,
    UnknownResponseEvent,
)

TROUBLE = "one\u2028two\u2029three\x85four \u20ac \U0001f3ac"


def event(kind: str, **fields: Any) -> bytes:
    data = json.dumps({"type": kind, **fields}, ensure_ascii=False)
    return f"event: {kind}\ndata: {data}\n\n".encode()


def answer(status: str, *texts: str, **more: Any) -> dict[str, Any]:
    parts = [{"type": "output_text", "text": text, "annotations": []} for text in texts]
    message = {"type": "message", "id": "m1", "status": status, "role": "assistant", "content": parts}
    known = {"id": "r1", "object": "response", "session_id": "s1", "knowledge_store_id": "k1"}
    return {**known, "status": status, "output": [message] if texts else [], **more}


def message(identifier: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "id": identifier, "status": "in_progress", "role": "assistant", "content": [], **more}


def piece(text: str, item: str = "m1") -> bytes:
    return event("response.output_text.delta", sequence_number=4, item_id=item, delta=text)


CREATED = event("response.created", sequence_number=0, response=answer("in_progress"))
ALIVE = event("keepalive", sequence_number=2)
TEXT = piece(TROUBLE)
USAGE = {"input_tokens": 9, "output_tokens": 3}
COMPLETED = event("response.completed", sequence_number=9, response=answer("completed", TROUBLE, usage=USAGE))
FAILED = event("response.failed", sequence_number=9, response=answer("failed", error={"message": "Out of luck."}))
DONE = b"data: [DONE]\n\n"
EVENTS = {"content_type": "text/event-stream; charset=utf-8"}


async def settle(colour: Colour) -> None:
    """Let the event loop finish generators that were left; without one they are finished at once."""
    if colour == "async":
        for _ in range(10):
            await asyncio.sleep(0)


def question(tl: Any) -> Any:
    return tl.responses.stream("k1", "What is seen?")


@in_both_colours
async def test_events_arrive_as_they_were_sent() -> None:
    body = Body(CREATED, TEXT, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        stream = question(tl)
        events = [event async for event in stream]
    assert [type(event) for event in events] == [ResponseStateChanged, ResponseTextDelta, ResponseStateChanged]
    assert [event.type for event in events] == [
        "response.created",
        "response.output_text.delta",
        "response.completed",
    ]
    assert [event.sequence_number for event in events] == [0, 4, 9]
    assert events[1].raw == json.loads(TEXT.partition(b"data: ")[2])
    assert (stream.text, stream.id, stream.session_id, stream.status) == (TROUBLE, "r1", "s1", "completed")
    assert stream.usage == stream.response.usage == TokenUsage(output_tokens=3, input_tokens=9)
    assert body.closed > 0


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@in_both_colours
async def test_events_are_the_same_however_the_network_cuts_them(ending: bytes) -> None:
    data = (b": hello\n\n" + CREATED + ALIVE + TEXT + TEXT + COMPLETED + DONE).replace(b"\n", ending)
    for size in (1, 2, 3, 7, 64, len(data)):
        blocks = [data[at : at + size] for at in range(0, len(data), size)]
        async with AsyncTwelveLabs(**serve(reply(200, Body(*blocks), **EVENTS)).options) as tl:
            texts = [text async for text in question(tl).texts()]
        assert texts == [TROUBLE, TROUBLE]


@in_both_colours
async def test_an_event_is_there_before_the_next_one_is_sent() -> None:
    body = Body(CREATED, TEXT, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        sent = [body.sent async for _ in question(tl)]
    assert sent == [1, 2, 3]


@in_both_colours
async def test_signs_of_life_are_no_events() -> None:
    body = Body(ALIVE, CREATED, b": comment\n\n", ALIVE + ALIVE + TEXT, ALIVE, COMPLETED, ALIVE, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        events = [event.type async for event in question(tl)]
    assert events == ["response.created", "response.output_text.delta", "response.completed"]


@in_both_colours
async def test_nothing_is_read_after_the_mark_of_the_end() -> None:
    body = Body(CREATED, COMPLETED + DONE, b"anything", httpx.ReadError("reset"))
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        assert len([event async for event in question(tl)]) == 2
    assert (body.sent, body.closed > 0) == (2, True)


@pytest.mark.parametrize("last", [[], [DONE.rstrip()], [TEXT[:20]], [httpx.ReadError("reset")], [ALIVE]])
@in_both_colours
async def test_after_its_last_event_a_stream_may_end_as_it_likes(last: list[Any]) -> None:
    body = Body(CREATED, TEXT, COMPLETED, *last)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        stream = question(tl)
        assert len([event async for event in stream]) == 3
    assert stream.status == "completed"
    assert body.closed > 0


@in_both_colours
async def test_an_answer_that_was_cut_at_its_limit_is_no_error() -> None:
    cut = answer("incomplete", "A bo", incomplete_details={"reason": "max_output_tokens"})
    body = Body(CREATED, piece("A bo"), event("response.completed", sequence_number=9, response=cut), DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        stream = question(tl)
        assert [text async for text in stream.texts()] == ["A bo"]
    assert (stream.status, stream.response.incomplete_reason) == ("incomplete", "max_output_tokens")


PHASES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"phase": "final_answer"}, True),
    ({"phase": None}, True),
    ({"phase": 7}, True),
    ({"phase": "commentary"}, False),
    ({"phase": "a_word_of_tomorrow"}, False),
]


@pytest.mark.parametrize(("phase", "answers"), PHASES)
@in_both_colours
async def test_only_the_final_answer_is_text(phase: dict[str, Any], answers: bool) -> None:
    added = event("response.output_item.added", output_index=0, item=message("m0", **phase))
    body = Body(CREATED, added, piece("Hm. ", "m0"), TEXT, event("response.completed", response=answer("completed")))
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        stream = question(tl)
        events = [event async for event in stream]
    assert isinstance(events[1], ResponseItemChanged)
    assert events[1].item.phase == (phase.get("phase") if isinstance(phase.get("phase"), str) else None)
    assert stream.text == ("Hm. " if answers else "") + TROUBLE


@in_both_colours
async def test_a_text_that_came_without_pieces_is_still_given() -> None:
    done = event("response.output_text.done", item_id="m1", text=TROUBLE)
    body = Body(CREATED, done, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        assert [text async for text in question(tl).texts()] == [TROUBLE]


@pytest.mark.parametrize(
    "data",
    ['{"type": "response.refusal.delta", "delta": "No."}', '{"type": null}', "{}", '{"type": ["x"]}', '{"type": 7}'],
)
@in_both_colours
async def test_an_event_of_tomorrow_is_passed_on_as_it_came(data: str) -> None:
    body = Body(f"data: {data}\n\n".encode(), COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        events = [event async for event in question(tl)]
    kind = json.loads(data).get("type")
    assert events[0] == UnknownResponseEvent(kind if isinstance(kind, str) else None, json.loads(data))


@pytest.mark.parametrize("fields", [{}, {"delta": 7}, {"delta": None, "item_id": ["m1"], "sequence_number": "4"}])
@in_both_colours
async def test_an_event_with_a_wrong_field_is_still_an_event(fields: dict[str, Any]) -> None:
    body = Body(event("response.output_text.delta", **fields), event("response.output_text.done"), COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        events = [event async for event in question(tl)]
    assert (events[0].delta, events[0].item_id, events[0].sequence_number) == ("", None, None)
    assert isinstance(events[1], ResponseTextDone)


@pytest.mark.parametrize("data", [b'{"type": "response.output_text.de', b"[]", b'"text"', b"7", b"null", b"\xff", b"{"])
@in_both_colours
async def test_data_that_is_no_event_is_told_with_its_text_after_the_events_before_it(data: bytes) -> None:
    body = Body(CREATED + TEXT + b"event: x\ndata: " + data + b"\n\n", COMPLETED)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS, x_trace_id="8317046")).options) as tl:
        stream = question(tl)
        with pytest.raises(DecodeError, match="create_response: the reply") as caught:
            async for _ in stream:
                pass
    assert (stream.id, stream.text) == ("r1", TROUBLE)
    assert (caught.value.excerpt, caught.value.trace_id) == (data, "8317046")
    assert body.closed > 0


@in_both_colours
async def test_an_event_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 1000)
    body = Body(CREATED, b"data: ", *[b"x" * 300] * 1000)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        with pytest.raises(DecodeError, match="longer than 1000 bytes"):
            async for _ in question(tl):
                pass
    assert body.sent == 6
    assert body.closed > 0


@pytest.mark.parametrize(
    "failure", [httpx.ReadError("reset"), httpx.ReadTimeout("silence"), httpx.RemoteProtocolError("x")]
)
@in_both_colours
async def test_a_cut_stream_raises_after_the_events_before_the_cut(failure: Exception) -> None:
    body = Body(CREATED, TEXT, TEXT[:40], failure)
    server = serve(reply(200, body, **EVENTS))
    async with AsyncTwelveLabs(**server.options) as tl:
        stream = question(tl)
        with pytest.raises(StreamInterruptedError, match=r"cut off.*incomplete") as caught:
            async for _ in stream:
                pass
    assert (stream.text, stream.status, stream.response, stream.usage) == (TROUBLE, "in_progress", None, None)
    assert caught.value.operation == "create_response"
    assert (body.closed > 0, len(server.requests)) == (True, 1)


@pytest.mark.parametrize(
    "blocks",
    [[], [CREATED], [CREATED, TEXT], [CREATED, DONE], [CREATED, TEXT, COMPLETED[:-1]], [COMPLETED[:-2]], [b": x\n\n"]],
)
@in_both_colours
async def test_a_stream_that_ends_before_its_last_event_raises(blocks: list[bytes]) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(*blocks), **EVENTS)).options) as tl:
        with pytest.raises(StreamInterruptedError, match="before its last event"):
            async for _ in question(tl):
                pass


@in_both_colours
async def test_a_response_that_failed_raises_with_what_there_is_of_it() -> None:
    body = Body(CREATED, TEXT, FAILED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        stream = question(tl)
        with pytest.raises(TaskFailedError, match=r"^create_response: the response r1 failed: Out") as caught:
            async for _ in stream:
                pass
    assert (caught.value.status, caught.value.reason, caught.value.result) == (
        "failed",
        "Out of luck.",
        stream.response,
    )
    assert (stream.status, stream.text) == ("failed", TROUBLE)
    assert body.closed > 0


@pytest.mark.parametrize(
    "last",
    [
        event("response.failed"),
        event("response.failed", response={}),
        event("response.completed", response=answer("failed")),
    ],
)
@in_both_colours
async def test_a_failure_is_one_however_little_it_tells(last: bytes) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(CREATED, last, DONE), **EVENTS)).options) as tl:
        with pytest.raises(TaskFailedError, match="failed: no reason given") as caught:
            async for _ in question(tl):
                pass
    assert (caught.value.status, caught.value.reason) == ("failed", None)


ERRORS: list[tuple[dict[str, Any], type[APIError], str]] = [
    ({"type": "error", "code": "internal", "message": "No."}, APIError, "200 internal: No."),
    ({"type": "error", "error": {"code": "too_many_requests", "message": "No."}}, RateLimitError, "too_many_requests"),
    ({"type": "error", "message": "No."}, APIError, "200 No."),
    ({"type": "error"}, APIError, "200 no reason given"),
    ({"error": {"code": "internal", "message": "No."}}, APIError, "200 internal: No."),
    ({"code": "internal", "message": "No."}, APIError, "200 internal: No."),
]


@pytest.mark.parametrize(("told", "kind", "says"), ERRORS)
@in_both_colours
async def test_an_error_within_a_stream_is_told_as_of_any_call(
    told: dict[str, Any], kind: type[APIError], says: str
) -> None:
    body = Body(CREATED, TEXT, b"event: error\ndata: " + json.dumps(told).encode() + b"\n\n", TEXT)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS, x_trace_id="8317046")).options) as tl:
        stream = question(tl)
        with pytest.raises(kind, match=f"create_response: .*{says}") as caught:
            async for _ in stream:
                pass
    assert (caught.value.trace_id, caught.value.body) == ("8317046", told)
    assert stream.text == TROUBLE
    assert body.closed > 0


@in_both_colours
async def test_a_whole_answer_to_a_request_for_events_is_its_own_last_event() -> None:
    whole = answer("completed", TROUBLE, usage=USAGE)
    async with AsyncTwelveLabs(**serve(reply(200, whole), reply(200, whole)).options) as tl:
        stream = question(tl)
        events = [(event.type, event.raw) async for event in stream]
        texts = [text async for text in question(tl).texts()]
    assert events == [("response.completed", whole)]
    assert (stream.text, stream.status, texts) == (TROUBLE, "completed", [TROUBLE])
    assert stream.usage is not None


@in_both_colours
async def test_a_whole_failure_in_reply_to_a_request_for_events_is_one() -> None:
    async with AsyncTwelveLabs(**serve(reply(200, answer("failed"))).options) as tl:
        with pytest.raises(TaskFailedError, match="the response r1 failed: no reason given"):
            async for _ in question(tl):
                pass


@pytest.mark.parametrize(
    "body", [{"code": "internal", "message": "No."}, {"error": {"message": "No."}}, {"message": "No."}]
)
@in_both_colours
async def test_an_error_in_reply_to_a_request_for_events_is_one_whatever_its_status(body: dict[str, Any]) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(APIError, match=r"create_response: 200 .*No\."):
            async for _ in question(tl):
                pass


@pytest.mark.parametrize(("body", "begins"), [("<html>Sign in</html>", b"<html>"), (b"", b"")])
@in_both_colours
async def test_a_page_in_reply_to_a_request_for_events_cannot_be_read(body: Any, begins: bytes) -> None:
    async with AsyncTwelveLabs(**serve(reply(200, body, content_type="text/html")).options) as tl:
        with pytest.raises(DecodeError, match="cannot be read") as caught:
            async for _ in question(tl):
                pass
    assert caught.value.excerpt.startswith(begins)


@in_both_colours
async def test_leaving_the_loop_closes_the_connection(colour: Colour) -> None:
    body = Body(CREATED, TEXT, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        async for _ in question(tl):
            break
        await settle(colour)
        assert (body.sent, body.closed > 0) == (1, True)


async def fail_at_the_first_text(tl: Any) -> None:
    async for _ in question(tl).texts():
        raise ZeroDivisionError


@in_both_colours
async def test_an_error_in_the_loop_closes_the_connection(colour: Colour) -> None:
    body = Body(CREATED, TEXT, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        with pytest.raises(ZeroDivisionError):
            await fail_at_the_first_text(tl)
        await settle(colour)
        assert body.closed > 0


@in_both_colours
async def test_leaving_the_block_closes_the_connection_at_once() -> None:
    body = Body(CREATED, TEXT, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        async with question(tl) as stream:
            async for _ in stream:
                break
        assert body.closed > 0


@in_both_colours
async def test_closing_in_the_loop_ends_it_without_an_error() -> None:
    body = Body(CREATED, TEXT, TEXT, COMPLETED, DONE)
    async with AsyncTwelveLabs(**serve(reply(200, body, **EVENTS)).options) as tl:
        stream = question(tl)
        async for event in stream:
            if isinstance(event, ResponseTextDelta):
                await stream.aclose()
        assert (body.sent, body.closed > 0) == (2, True)
    assert (stream.text, stream.response) == (TROUBLE, None)


@pytest.mark.parametrize(("status", "kind"), [(400, BadRequestError), (429, RateLimitError), (500, ServerError)])
@in_both_colours
async def test_a_refusal_before_the_stream_is_told_as_of_any_call(status: int, kind: type[Exception]) -> None:
    body = Body(b'{"code": "parameter_invalid", ', b'"message": "Too long."}')
    async with AsyncTwelveLabs(**serve(reply(status, body)).options, max_retries=0) as tl:
        with pytest.raises(kind, match=f"create_response: {status} parameter_invalid: Too long"):
            async for _ in question(tl):
                pass
    assert body.closed > 0


@in_both_colours
async def test_a_stream_is_asked_for_again_only_when_nothing_was_begun(clock: Clock) -> None:
    body = Body(CREATED, COMPLETED, DONE)
    server = serve(reply(429, None, retry_after="2"), httpx.ConnectError("refused"), reply(200, body, **EVENTS))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert len([event async for event in question(tl)]) == 2
    assert clock.waits[0] == 2.0
    assert json.loads(server.requests[0].content)["stream"] is True
    assert server.requests[0].headers["accept"] == "text/event-stream"


@pytest.mark.parametrize("first", [b"", b": ", CREATED])
@in_both_colours
async def test_what_has_begun_is_not_asked_for_again(first: bytes) -> None:
    server = serve(reply(200, Body(first, httpx.ReadError("reset")), **EVENTS))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(StreamInterruptedError):
            async for _ in question(tl):
                pass
    assert len(server.requests) == 1


@in_both_colours
async def test_the_time_of_a_stream_ends_at_its_headers_and_only_silence_ends_it_after(clock: Clock) -> None:
    body = Body(CREATED, lambda: clock.sleep(100), TEXT, lambda: clock.sleep(10_000), COMPLETED, DONE)
    server = serve(reply(200, body, **EVENTS))
    async with AsyncTwelveLabs(**server.options, read_timeout=25) as tl:
        stream = tl.responses.stream("k1", "What is seen?", timeout=5)
        silences = [server.requests[0].extensions["timeout"]["read"] async for _ in stream]
    assert silences == [25, 25, 25]


@in_both_colours
async def test_a_whole_answer_may_take_long() -> None:
    server = serve(reply(200, answer("completed", TROUBLE)))
    async with AsyncTwelveLabs(**server.options, read_timeout=25) as tl:
        response = await tl.responses.create("k1", "What is seen?")
    assert 800 < server.requests[0].extensions["timeout"]["read"] <= 900
    assert (response.text, server.requests[0].headers["accept"]) == (TROUBLE, "application/json")


@in_both_colours
async def test_a_whole_answer_that_failed_raises() -> None:
    failed = answer("failed", error={"message": "Out of luck."})
    async with AsyncTwelveLabs(**serve(reply(200, failed)).options) as tl:
        with pytest.raises(TaskFailedError, match="the response r1 failed: Out of luck") as caught:
            await tl.responses.create("k1", "What is seen?")
    assert isinstance(caught.value.result, Response)
    assert (caught.value.status, caught.value.result.raw) == ("failed", failed)
