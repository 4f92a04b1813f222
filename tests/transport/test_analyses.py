"""Analyses on an unreliable line: attempts, streams that fail in the middle, results line by line, and waits."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.colours import Colour, in_both_colours
from tests.transport.scripted import Body, Clock, reply, serve
from tests.transport.test_streams import settle
from twelvelabs_client import (
    APIError,
    AsyncTwelveLabs,
    AsyncTwelveLabsV1_3,
    DecodeError,
    NotFoundError,
    RateLimitError,
    ServerError,
    StreamInterruptedError,
    TaskFailedError,
    TwelveLabsError,
)
from twelvelabs_client.models import AnalysisFailedError, TextFragment, TokenUsage

START = b'{"event_type": "stream_start", "metadata": {"generation_id": "g1"}}\n'
TEXT = b'{"event_type": "text_generation", "text": "A boat"}\n'
END = b'{"event_type": "stream_end", "finish_reason": "stop", "metadata": {"generation_id": "g1"}}\n'
READY = (
    b'{"task_id": "t1", "custom_id": "one", "status": "ready", "data": {"generation_id": "g1", "data": "A boat.",'
    b' "finish_reason": "stop", "usage": {"output_tokens": 3}}}\n'
)
FAILED = b'{"task_id": "t2", "custom_id": null, "status": "failed", "error": {"message": "No."}}\n'
WAITING = b'{"task_id": "t3", "custom_id": null, "status": "queued"}\n'


@in_both_colours
async def test_every_task_has_a_key_of_its_own_that_all_its_attempts_share() -> None:
    server = serve(reply(429, retry_after="1"), httpx.ConnectError("refused"), *[reply(202, {"task_id": "t1"})] * 2)
    async with AsyncTwelveLabs(**server.options) as tl:
        for _ in range(2):
            await tl.analyze.tasks.create("a1", "What is seen?")

    first, second, third, other = [request.headers["idempotency-key"] for request in server.requests]
    assert first == second == third != other
    assert len(first) >= 32


@pytest.mark.parametrize("status", [500, 503, None], ids=["500", "503", "lost"])
@in_both_colours
async def test_a_task_that_may_have_been_taken_in_is_not_sent_again(status: int | None) -> None:
    server = serve(httpx.ReadError("reset") if status is None else reply(status))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(TwelveLabsError):
            await tl.analyze.tasks.create("a1", "What is seen?")

    assert len(server.requests) == 1


@in_both_colours
async def test_a_batch_that_may_have_been_taken_in_is_not_sent_again() -> None:
    server = serve(reply(504, {"error": {"code": "timeout", "message": "Split the batch."}}))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ServerError, match="create_analyze_batch: 504 timeout: Split the batch"):
            await tl.analyze.batches.create(["a1"], "What?")


@in_both_colours
async def test_one_batch_too_many_is_told_after_a_few_attempts() -> None:
    refused = reply(429, {"error": {"code": "too_many_requests", "message": "Five batches are active."}})
    async with AsyncTwelveLabs(**serve(refused, refused, refused).options) as tl:
        with pytest.raises(RateLimitError, match="Five batches are active"):
            await tl.analyze.batches.create(["a1"], "What?")


@in_both_colours
async def test_a_cancellation_whose_answer_was_lost_is_sent_again() -> None:
    server = serve(httpx.ReadError("reset"), reply(200, {"task_id": "t1", "status": "canceled"}))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert (await tl.analyze.tasks.cancel("t1")).status == "canceled"

    assert len(server.requests) == 2


ERRORS = [
    (b'{"event_type": "error", "error": {"code": "internal", "message": "Out of breath."}}', "internal"),
    (b'{"event_type": "error", "code": "internal", "message": "Out of breath."}', "internal"),
    (b'{"event_type": "error", "error": "Out of breath."}', None),
    (b'{"event_type": "stream_error", "message": "Out of breath."}', None),
    (b'{"code": "internal", "message": "Out of breath."}', "internal"),
    (b'{"error": {"code": "internal", "message": "Out of breath."}}', "internal"),
    (b'{"error_code": "internal", "message": "Out of breath."}', "internal"),
    (b'{"error": "Out of breath."}', None),
    (b'{"message": "Out of breath."}', None),
]


@pytest.mark.parametrize(("line", "code"), ERRORS)
@in_both_colours
async def test_an_error_in_the_middle_of_a_stream_is_raised_with_its_text(line: bytes, code: str | None) -> None:
    body = Body(START, TEXT, line + b"\n", END)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = tl.analyze.stream("a1", "What is seen?")
        with pytest.raises(AnalysisFailedError, match=r"gave up while it wrote the answer: .*Out of breath") as failure:
            async for _ in stream:
                pass

    assert (failure.value.code, failure.value.reason) == (code, "Out of breath.")
    assert failure.value.raw == json.loads(line)
    assert (stream.text, stream.finish_reason) == ("A boat", None)
    assert body.closed > 0


@in_both_colours
async def test_an_error_without_text_is_still_an_error() -> None:
    body = Body(START, b'{"event_type": "error"}\n')
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(AnalysisFailedError, match="no reason given"):
            async for _ in tl.analyze.stream("a1", "What is seen?"):
                pass


@pytest.mark.parametrize(
    "end",
    [
        {"finish_reason": "length", "metadata": {"generation_id": "g1", "usage": {"output_tokens": 3}}},
        {"metadata": {"generation_id": "g1", "finish_reason": "length", "usage": {"output_tokens": 3}}},
        {"finish_reason": "length", "metadata": {"generation_id": "g1"}, "usage": {"output_tokens": 3}},
    ],
)
@in_both_colours
async def test_reason_and_usage_are_read_wherever_they_stand(end: dict[str, Any]) -> None:
    warning = {"error": {"message": "It was cut."}}
    body = Body(START, TEXT, json.dumps({"event_type": "stream_end", **end, **warning}).encode())
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        stream = tl.analyze.stream("a1", "What is seen?")
        texts = [event.text async for event in stream if isinstance(event, TextFragment)]

    assert texts == ["A boat"]
    assert (stream.finish_reason, stream.usage, stream.warning) == ("length", TokenUsage(3), "It was cut.")
    assert (stream.analysis.id, stream.analysis.text, stream.analysis.warning) == ("g1", "A boat", "It was cut.")


@in_both_colours
async def test_results_are_there_before_the_next_one_is_sent() -> None:
    body = Body(READY, FAILED, WAITING)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        seen = [(body.sent, result.status, result.ok) async for result in tl.analyze.batches.results("b1")]

    assert seen == [(1, "ready", True), (2, "failed", False), (3, "queued", False)]


@in_both_colours
async def test_results_tell_their_answer_or_why_there_is_none() -> None:
    async with AsyncTwelveLabs(**serve(reply(200, Body(READY + FAILED))).options) as tl:
        good, bad = [result async for result in tl.analyze.batches.results("b1")]

    assert (good.task_id, good.custom_id, good.text, good.error) == ("t1", "one", "A boat.", None)
    assert good.result is not None
    assert (good.result.finish_reason, good.result.usage) == ("stop", TokenUsage(3))
    assert (bad.task_id, bad.custom_id, bad.text, bad.result) == ("t2", None, None, None)
    assert (bad.error, bad.error_code) == ("No.", None)
    assert bad.raw == json.loads(FAILED)


async def collect(tl: AsyncTwelveLabsV1_3, seen: list[str]) -> None:
    async for result in tl.analyze.batches.results("b1"):
        seen.append(result.task_id)


@pytest.mark.parametrize("line", [b'{"task_id": "t4", "sta', b"[]", b"null", b"\xff", b'"text"'])
@in_both_colours
async def test_a_line_that_is_no_result_is_told_after_the_results_before_it(line: bytes) -> None:
    body = Body(READY, line + b"\n", FAILED)
    seen: list[str] = []
    async with AsyncTwelveLabs(**serve(reply(200, body, x_trace_id="8317046")).options) as tl:
        with pytest.raises(DecodeError, match="retrieve_analyze_batch_results: the reply") as caught:
            await collect(tl, seen)

    assert seen == ["t1"]
    assert (caught.value.excerpt, caught.value.trace_id) == (line, "8317046")
    assert body.closed > 0


@in_both_colours
async def test_results_that_are_cut_off_are_told_after_those_before_the_cut() -> None:
    body = Body(READY, FAILED[:20], httpx.ReadError("reset"))
    seen: list[str] = []
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(StreamInterruptedError, match=r"cut off.*incomplete"):
            await collect(tl, seen)

    assert seen == ["t1"]
    assert body.closed > 0


@pytest.mark.parametrize("body", [b"", b"\n", b"\n\n \n"])
@in_both_colours
async def test_results_without_a_line_are_none(body: bytes) -> None:
    seen: list[str] = []
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(StreamInterruptedError, match=r"retrieve_analyze_batch_results: .* without a single line"):
            await collect(tl, seen)


@in_both_colours
async def test_an_error_in_place_of_results_is_one() -> None:
    seen: list[str] = []
    body = b'{"code": "internal", "message": "Out of breath."}'
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        with pytest.raises(APIError, match="retrieve_analyze_batch_results: 200 internal: Out of breath"):
            await collect(tl, seen)


@in_both_colours
async def test_leaving_the_results_closes_the_connection(colour: Colour) -> None:
    body = Body(READY, FAILED, WAITING)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        async for _ in tl.analyze.batches.results("b1"):
            break
        await settle(colour)
        assert (body.sent, body.closed > 0) == (1, True)


@in_both_colours
async def test_leaving_the_block_closes_the_connection_at_once() -> None:
    body = Body(READY, FAILED, WAITING)
    async with AsyncTwelveLabs(**serve(reply(200, body)).options) as tl:
        async with tl.analyze.batches.results("b1") as results:
            async for _ in results:
                break
        assert body.closed > 0


@in_both_colours
async def test_results_of_an_unknown_batch_are_refused_as_of_any_call() -> None:
    refused = reply(404, {"error": {"code": "resource_not_exist", "message": "There is no such batch."}})
    async with AsyncTwelveLabs(**serve(refused).options) as tl:
        with pytest.raises(NotFoundError, match="There is no such batch"):
            async for _ in tl.analyze.batches.results("b1"):
                pass


def task(status: str, **more: Any) -> httpx.Response:
    return reply(200, {"task_id": "t1", "custom_id": None, "status": status, **more})


@in_both_colours
async def test_waiting_for_a_task_ends_with_its_answer() -> None:
    result = {"generation_id": "g1", "data": "A boat", "finish_reason": "length", "usage": {"output_tokens": 2}}
    looks = [task("queued"), task("pending"), task("processing")]
    server = serve(*looks, task("ready", result=result, error={"message": "It was cut."}))
    async with AsyncTwelveLabs(**server.options) as tl:
        ready = await tl.analyze.tasks.wait("t1")

    assert ready.result is not None
    assert (ready.result.text, ready.result.finish_reason, ready.result.warning) == ("A boat", "length", "It was cut.")
    assert (ready.warning, ready.error) == ("It was cut.", None)


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [
        ("failed", {"message": "Too long."}, "analyze task t1 is failed: Too long."),
        ("failed", None, "analyze task t1 is failed"),
        ("canceled", {"code": "user_canceled", "message": "On request."}, "analyze task t1 is canceled: On request."),
        ("canceled", None, "analyze task t1 is canceled"),
        ("CANCELED", {"message": "On request."}, "analyze task t1 is canceled: On request."),
    ],
)
@in_both_colours
async def test_waiting_for_a_task_ends_in_every_final_state(
    status: str, error: dict[str, str] | None, says: str
) -> None:
    server = serve(task("processing"), task(status, **({} if error is None else {"error": error})))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(TaskFailedError) as failure:
            await tl.analyze.tasks.wait("t1")

    assert str(failure.value) == says
    assert failure.value.status == status


def batch(status: str, ready: int, failed: int, canceled: int) -> httpx.Response:
    counts = {"total_items": 5, "ready_items": ready, "failed_items": failed, "canceled_items": canceled}
    return reply(200, {"batch_id": "b1", "status": status, **counts})


@pytest.mark.parametrize(
    ("failed", "all_ready", "error"),
    [(0, True, None), (2, False, "3 of 5 items are ready, 2 failed, 0 canceled")],
)
@in_both_colours
async def test_a_completed_batch_says_whether_all_is_ready(failed: int, all_ready: bool, error: str | None) -> None:
    server = serve(batch("pending", 0, 0, 0), batch("processing", 1, 0, 0), batch("completed", 5 - failed, failed, 0))
    async with AsyncTwelveLabs(**server.options) as tl:
        found = await tl.analyze.batches.wait("b1")

    assert (found.failed_items, found.all_ready, found.error) == (failed, all_ready, error)


@pytest.mark.parametrize("status", ["canceled", "expired"])
@in_both_colours
async def test_a_batch_that_was_broken_off_says_how_far_it_came(status: str) -> None:
    server = serve(batch("canceling", 1, 0, 3), batch(status, 2, 0, 3))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(TaskFailedError) as failure:
            await tl.analyze.batches.wait("b1")

    assert str(failure.value) == f"analyze batch b1 is {status}: 2 of 5 items are ready, 0 failed, 3 canceled"


@in_both_colours
async def test_creating_can_wait_too(clock: Clock) -> None:
    done = batch("completed", 5, 0, 0)
    server = serve(reply(202, {"task_id": "t1"}), task("ready"), reply(201, {"batch_id": "b1"}), done)
    async with AsyncTwelveLabs(**server.options) as tl:
        ready = await tl.analyze.tasks.create("a1", "What?", wait=True, poll_interval=3)
        completed = await tl.analyze.batches.create(["a1"], "What?", wait=True, poll_interval=3)

    assert (ready.status, completed.status) == ("ready", "completed")
    assert [request.url.path for request in server.requests] == [
        "/v1.3/analyze/tasks",
        "/v1.3/analyze/tasks/t1",
        "/v1.3/analyze/batches",
        "/v1.3/analyze/batches/b1",
    ]
