"""The key goes to the API's origin and nowhere else: nothing shows it, nothing keeps it, nothing carries it away."""

from __future__ import annotations

import io
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, KEY, Body, reply, serve
from twelvelabs_client import AsyncTwelveLabs, Attempt
from twelvelabs_client.core.errors import InvalidInputError, StreamInterruptedError, TwelveLabsError


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def shown(error: BaseException) -> str:
    """All that a reporter of errors may show: texts, attributes, and what the library's and httpx's frames hold."""
    texts = [f"{each!r} {each} {vars(each)}" for each in chain_of(error)]
    for each in chain_of(error):
        stack = traceback.TracebackException.from_exception(each, capture_locals=True).stack
        texts += [f"{frame.name} {frame.locals}" for frame in stack if "/tests/" not in str(frame.filename)]
    return "\n".join(texts)


def break_like_a_socket(request: httpx.Request) -> httpx.Response:
    """Fail in a frame that holds the bytes of the request, as those of real connections do."""
    written = b"".join(name + b": " + value for name, value in request.headers.raw)
    assert KEY.encode() in written
    exec("raise failure", {"failure": httpx.WriteError("broken pipe"), "bytes_to_send": written})
    raise AssertionError


@in_both_colours
async def test_the_key_is_sent_in_its_header_and_nowhere_else() -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.get("i1")
    (request,) = server.requests
    assert request.headers["x-api-key"] == KEY
    others = [value for name, value in request.headers.items() if name != "x-api-key"]
    assert KEY not in f"{request.url} {others} {request.content!r}"


@in_both_colours
async def test_nothing_made_of_the_client_shows_the_key() -> None:
    async with AsyncTwelveLabs(**serve().options) as tl:
        things = [tl, tl._transport, tl._transport._api_key, tl.with_options(timeout=1), tl.indexes, vars(tl)]
        assert all(KEY not in f"{thing!r} {thing}" for thing in things)
        assert KEY not in repr(vars(tl._transport))


# (a server that fails, what is done there)
FAILURES: list[tuple[Callable[[], Any], Callable[[Any], Any]]] = [
    (lambda: break_like_a_socket, lambda tl: tl.indexes.get("i1")),
    (lambda: httpx.ReadTimeout("silence"), lambda tl: tl.indexes.get("i1")),
    (lambda: OSError("reset"), lambda tl: tl.indexes.get("i1")),
    (lambda: reply(401, {"code": "api_key_invalid", "message": "m"}), lambda tl: tl.indexes.get("i1")),
    (lambda: reply(307, None, location="https://elsewhere.example"), lambda tl: tl.indexes.get("i1")),
    (lambda: reply(200, "<html>"), lambda tl: tl.indexes.get("i1")),
    (lambda: reply(200, Body(httpx.ReadError("reset"))), lambda tl: tl.indexes.get("i1")),
    (lambda: reply(200, Body(b"no gzip"), content_encoding="gzip"), lambda tl: tl.indexes.get("i1")),
    (lambda: reply(200), lambda tl: tl.indexes.create("\ud800")),
    (lambda: reply(200), lambda tl: tl.search.query("i1", "\ud800").to_list()),
]  # fmt: skip


@pytest.mark.parametrize(("failure", "action"), FAILURES)
@in_both_colours
async def test_no_error_shows_the_key_even_with_what_its_frames_hold(
    failure: Callable[[], Any], action: Callable[[Any], Any]
) -> None:
    async with AsyncTwelveLabs(**serve(failure()).options, max_retries=0) as tl:
        with pytest.raises(TwelveLabsError) as caught:
            await action(tl)
    assert KEY not in shown(caught.value)
    assert KEY.encode() not in pickle.dumps(caught.value)


def break_within(request: httpx.Request) -> httpx.Response:
    """Begin a stream, and fail in it in a frame that holds the bytes of the request."""
    return reply(200, Body(b'{"event_type": "stream_start"}\n', lambda: break_like_a_socket(request)))


@in_both_colours
async def test_no_error_of_a_stream_shows_the_key() -> None:
    async with AsyncTwelveLabs(**serve(break_within).options) as tl:
        with pytest.raises(StreamInterruptedError) as caught:
            assert [event async for event in tl.analyze.stream("a1", "What is seen?")] == []
    assert KEY not in shown(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": f"{KEY} {KEY}"},
        {"api_key": f"{KEY}\n{KEY}"},
        {"base_url": "http://api.example"},
        {"api_version": "v9"},
        {"timeout": 0},
        {"headers": {"x-api-key": "other"}},
        {"user_agent_suffix": "a\nb"},
    ],
    ids=str,
)
@in_both_colours
async def test_no_refused_setting_shows_the_key(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        AsyncTwelveLabs(**{"api_key": KEY, **wrong})
    assert KEY not in shown(caught.value)


@in_both_colours
async def test_no_record_of_the_log_shows_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(reply(503), httpx.ReadError("reset"), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.get("i1")
    own = [record.getMessage() for record in caplog.records if record.name == "twelvelabs_client"]
    assert [text.partition(" in ")[0] for text in own] == [
        "retrieve_index: attempt 1: 503",
        "retrieve_index: attempt 2: ReadError",
        "retrieve_index: attempt 3: 200",
    ]
    assert all(KEY not in f"{record.getMessage()} {record.args} {vars(record)}" for record in caplog.records)


@in_both_colours
async def test_the_hook_for_attempts_never_sees_the_key() -> None:
    attempts: list[Attempt] = []
    server = serve(reply(503), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, on_attempt=attempts.append) as tl:
        await tl.indexes.get("i1")
    assert len(attempts) == 2
    assert KEY not in repr(attempts)


@pytest.mark.parametrize("failure", [break_like_a_socket, OSError("reset")])
@in_both_colours
async def test_an_error_of_the_hook_itself_does_not_show_the_key(failure: Any) -> None:
    def fail(attempt: Attempt) -> None:
        raise LookupError("of the caller")

    async with AsyncTwelveLabs(**serve(failure).options, on_attempt=fail) as tl:
        with pytest.raises(LookupError, match="of the caller") as caught:
            await tl.indexes.get("i1")
    assert KEY not in shown(caught.value)


@in_both_colours
async def test_no_model_carries_the_key_away() -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        index = await tl.indexes.get("i1")
    assert pickle.loads(pickle.dumps(index)) == index
    assert KEY.encode() not in pickle.dumps(index)


@in_both_colours
async def test_a_key_that_changes_is_asked_for_anew_before_each_attempt() -> None:
    keys = iter(["tlk_first", "tlk_second", "tlk_third"])
    server = serve(reply(503), httpx.ReadError("reset"), reply(200, INDEX))
    async with AsyncTwelveLabs(**{**server.options, "api_key": lambda: next(keys)}) as tl:
        await tl.indexes.get("i1")
    assert [request.headers["x-api-key"] for request in server.requests] == ["tlk_first", "tlk_second", "tlk_third"]


@pytest.mark.parametrize("key", ["", "tlk_\n", "tlk with blanks", None], ids=repr)
@in_both_colours
async def test_a_function_that_returns_no_key_is_told_and_nothing_is_sent(key: Any) -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**{**server.options, "api_key": lambda: key}) as tl:
        if key == "tlk_\n":  # What a file of secrets ends with is no part of the key.
            await tl.indexes.get("i1")
            assert server.requests[0].headers["x-api-key"] == "tlk_"
        else:
            with pytest.raises(InvalidInputError, match=r"^api_key: "):
                await tl.indexes.get("i1")
            assert server.requests == []


@in_both_colours
async def test_what_a_users_function_raises_is_the_users() -> None:
    def locked() -> str:
        raise LookupError("the vault is locked")

    server = serve()
    async with AsyncTwelveLabs(**{**server.options, "api_key": locked}) as tl:
        with pytest.raises(LookupError, match="the vault is locked"):
            await tl.indexes.get("i1")
    assert server.requests == []


@in_both_colours
async def test_an_upload_carries_the_key_in_no_part_of_its_form() -> None:
    server = serve(reply(201, {"_id": "a1"}))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.assets.upload(io.BytesIO(b"made up"), filename="clip.mp4")
    assert KEY.encode() not in server.requests[0].content
