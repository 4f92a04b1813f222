"""What is read of a reply: everything that can be; and what is said of one that cannot."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, Body, reply, serve
from twelvelabs_client import AsyncTwelveLabs, RateLimit
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    BadRequestError,
    DecodeError,
    RateLimitError,
    ServerError,
)


@pytest.mark.parametrize("status", [200, 201, 202, 206])
@in_both_colours
async def test_every_success_with_a_body_is_read(status: int) -> None:
    server = serve(reply(status, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        index = await tl.indexes.get("i1")
    assert (index.id, index.name, index.video_count, index.raw) == ("i1", "harbor", 2, INDEX)


@pytest.mark.parametrize("status", [200, 202, 204])
@pytest.mark.parametrize(
    "body", [b"", b" \n", b"{}", b'{"extra": 1}', b'{"message": "It is gone."}', b"null", b"<html>", b'{"cut']
)
@in_both_colours
async def test_where_nothing_is_told_whatever_comes_is_success(status: int, body: bytes) -> None:
    server = serve(reply(status, body))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.delete("i1")
    assert len(server.requests) == 1


ENVELOPES: list[dict[str, Any]] = [
    {"code": "too_many_requests", "message": "Slow down."},
    {"error": {"code": "too_many_requests", "message": "Slow down."}},
    {"error_code": "too_many_requests", "message": "Slow down."},
]
ANSWERED: dict[str, Callable[[Any], Any]] = {
    "retrieve_index": lambda tl: tl.indexes.get("i1"),
    "create_index": lambda tl: tl.indexes.create("harbor"),
    "delete_index": lambda tl: tl.indexes.delete("i1"),
    "update_asset_user_metadata": lambda tl: tl.assets.update_metadata("a1", {"take": 7}),
    "list_assets": lambda tl: tl.assets.list().to_list(),
    "search": lambda tl: tl.search.query("i1", "boat").to_list(),
    "analyze": lambda tl: tl.analyze.run("a1", "What is seen?"),
    "create_embeddings": lambda tl: tl.embed.create("boat", model="marengo3.0"),
    "create_response": lambda tl: tl.responses.create("ks1", "What is seen?"),
}


@pytest.mark.parametrize("body", ENVELOPES, ids=str)
@pytest.mark.parametrize("operation", ANSWERED)
@in_both_colours
async def test_an_error_with_the_status_of_a_success_is_an_error(operation: str, body: dict[str, Any]) -> None:
    server = serve(reply(200, body, x_trace_id="8317046"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(APIError) as caught:
            await ANSWERED[operation](tl)
    error = caught.value
    assert (error.operation, error.status, error.code) == (operation, 200, "too_many_requests")
    assert (error.message, error.body, error.trace_id) == ("Slow down.", body, "8317046")
    assert len(server.requests) == 1


@pytest.mark.parametrize("operation", [name for name in ANSWERED if name.split("_")[0] not in ("delete", "update")])
@in_both_colours
async def test_an_empty_object_is_no_success(operation: str) -> None:
    server = serve(reply(200, {}))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(DecodeError, match=f"^{operation}: .* it has no .*; it begins"):
            await ANSWERED[operation](tl)


def utf_16(value: object) -> bytes:
    return json.dumps(value).encode("utf-16")


ODD_BUT_READABLE: list[tuple[bytes, dict[str, Any]]] = [
    (b'{"_id": "i1", "total_duration": NaN}', {}),
    (b'{"_id": "i1", "total_duration": Infinity}', {"total_duration": float("inf")}),
    (b'{"_id": "i1", "video_count": 12345678901234567890123}', {}),
    (b'{"_id": "i1", "total_duration": 1e999}', {"total_duration": float("inf")}),
    (b'{"_id": "i1", "index_name": "\\ud800"}', {"name": "\ud800"}),
    (b'\xef\xbb\xbf{"_id": "i1"}', {}),
    (b'\r\n {"_id": "i1"} \n', {}),
    (utf_16({"_id": "i1", "index_name": "Zürich"}), {"name": "Zürich"}),
    (b'{"_id": "i1", "_id": "i1"}', {}),
]


@pytest.mark.parametrize(("body", "fields"), ODD_BUT_READABLE, ids=str)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
@in_both_colours
async def test_odd_json_is_read_whatever_it_is_called(body: bytes, fields: dict[str, Any], content_type: str) -> None:
    server = serve(reply(200, body, content_type=content_type))
    async with AsyncTwelveLabs(**server.options) as tl:
        index = await tl.indexes.get("i1")
    assert index.id == "i1"
    assert {name: getattr(index, name) for name in fields} == fields


# (a field in a reply, the value it has there, what the model holds then)
WRONG_FIELDS = [
    ("index_name", 7, None),
    ("index_name", None, None),
    ("video_count", "many", None),
    ("video_count", True, None),
    ("created_at", "yesterday", None),
    ("created_at", 1790000000, None),
    ("addons", "thumbnail", ()),
    ("addons", [1, "thumbnail"], ["thumbnail"]),
    ("models", {"model_name": "marengo3.0"}, ()),
    ("models", [None, 7], ()),
]


@pytest.mark.parametrize(("field", "value", "held"), WRONG_FIELDS, ids=str)
@in_both_colours
async def test_one_wrong_field_never_costs_the_reply(field: str, value: Any, held: Any) -> None:
    body = {**INDEX, field: value, "a_field_of_tomorrow": {"deep": [1]}}
    server = serve(reply(200, body))
    async with AsyncTwelveLabs(**server.options) as tl:
        index = await tl.indexes.get("i1")
    assert getattr(index, {"index_name": "name"}.get(field, field)) == held
    assert (index.id, index.raw) == ("i1", body)


UNREADABLE = [
    b"",
    b"  \n",
    b"<html><title>Sign in</title>",
    b'{"_id": "i1"',
    b"[]",
    b'"i1"',
    b"7",
    b"null",
    b"\xff\xfe\x00",
]


@pytest.mark.parametrize(
    "body", [*UNREADABLE, b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"], ids=lambda body: body[:20]
)
@in_both_colours
async def test_a_reply_that_cannot_be_read_at_all_is_told_with_all_that_is_known(body: bytes) -> None:
    server = serve(reply(200, body, content_type="text/html", x_trace_id="8317046"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(DecodeError) as caught:
            await tl.indexes.get("i1")
    error = caught.value
    assert (error.operation, error.status, error.trace_id) == ("retrieve_index", 200, "8317046")
    assert error.excerpt == body[:200]
    assert str(error).startswith("retrieve_index: the reply (200, text/html) cannot be read: ")
    assert len(str(error).splitlines()) == 1
    assert len(server.requests) == 1


@in_both_colours
async def test_an_empty_success_where_a_body_belongs_is_unreadable() -> None:
    server = serve(reply(204))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(DecodeError, match=r"\(204, no content type\).*expected a JSON object, got nothing"):
            await tl.indexes.get("i1")


@in_both_colours
async def test_a_packed_reply_is_unpacked() -> None:
    server = serve(reply(200, Body(gzip.compress(b'{"_id": "i1"}')), content_encoding="gzip"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert (await tl.indexes.get("i1")).id == "i1"


@in_both_colours
async def test_a_reply_that_cannot_be_unpacked_cannot_be_read() -> None:
    body = Body(b"this is not gzip")
    server = serve(reply(200, body, content_encoding="gzip", x_trace_id="8317046"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(DecodeError, match="cannot be unpacked") as caught:
            await tl.indexes.get("i1")
    assert isinstance(caught.value.__cause__, httpx.DecodingError)
    assert caught.value.trace_id == "8317046"
    assert body.closed > 0


@in_both_colours
async def test_a_body_that_breaks_off_is_read_anew() -> None:
    broken = Body(b'{"_id": ', httpx.RemoteProtocolError("peer closed connection"))
    server = serve(reply(200, broken), reply(200, Body(b'{"_id": ', b'"i1"}')))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert (await tl.indexes.get("i1")).id == "i1"
    assert broken.closed > 0


@in_both_colours
async def test_what_was_created_is_not_created_again_because_its_reply_broke_off() -> None:
    server = serve(reply(201, Body(b'{"_id": ', httpx.ReadError("reset"))))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(APIConnectionError, match=r"create_index: no response .*ReadError: reset"):
            await tl.indexes.create("harbor")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"code": "parameter_invalid", "message": "Too long."}, "400 parameter_invalid: Too long."),
        ({"error": {"code": "parameter_invalid", "message": "Too long."}}, "400 parameter_invalid: Too long."),
        ({"error_code": "parameter_invalid", "message": "Too long."}, "400 parameter_invalid: Too long."),
        ("<html><head><TITLE lang=en>\n Bad\n Request</TITLE></head>", "400 Bad Request"),
        ("<html>İİİİİİİ<title>Bad Request</title>", "400 Bad Request"),
        (b"plain text", "400 plain text"),
        (b'{"message": "cut', '400 {"message": "cut'),
        (b"\xff\xfe\xfa", "400 "),
        (b"", "400 no reason given"),
        (["parameter_invalid"], "400 no reason given"),
        (b"[" * 100_000, "400 [[["),
    ],
)  # fmt: skip
@in_both_colours
async def test_every_shape_of_refusal_is_told(body: Any, said: str) -> None:
    server = serve(reply(400, body, x_trace_id="8317046"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(BadRequestError) as caught:
            await tl.indexes.get("i1")
    assert str(caught.value).startswith(f"retrieve_index: {said}")
    assert "(trace 8317046)" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "body",
    [
        lambda: Body(b'{"code": "x", ', httpx.ReadError("reset")),
        lambda: Body(httpx.ReadTimeout("silence")),
        lambda: Body(OSError("reset")),
    ],
)
@in_both_colours
async def test_a_refusal_is_told_even_if_its_body_breaks_off(body: Callable[[], Body]) -> None:
    scripted = body()
    server = serve(reply(401, scripted))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(AuthenticationError, match="check the API key"):
            await tl.indexes.get("i1")
    assert scripted.closed > 0


@in_both_colours
async def test_a_refusal_that_cannot_be_unpacked_keeps_its_status() -> None:
    server = serve(reply(401, Body(b"not gzip"), content_encoding="gzip"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(AuthenticationError, match="401 no reason given"):
            await tl.indexes.get("i1")


@in_both_colours
async def test_of_an_endless_refusal_only_the_beginning_is_read() -> None:
    endless = Body(*[b"x" * 65_536] * 100)
    server = serve(reply(500, endless))
    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(ServerError):
            await tl.indexes.get("i1")
    assert endless.sent < 20
    assert endless.closed > 0


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@in_both_colours
async def test_a_redirect_is_refused_and_told(status: int) -> None:
    server = serve(reply(status, None, location="https://elsewhere.example/v1.3/indexes/i1"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(APIError, match=r"redirects to 'https://elsewhere.example.*not followed"):
            await tl.indexes.get("i1")
    assert [request.url.host for request in server.requests] == ["api.twelvelabs.io"]


@in_both_colours
async def test_a_redirect_is_refused_also_by_a_client_that_would_follow_it() -> None:
    server = serve(reply(307, None, location="https://elsewhere.example/"))
    async with httpx.AsyncClient(transport=httpx.MockTransport(server), follow_redirects=True) as http:
        tl = AsyncTwelveLabs(api_key="tlk_x", http_client=http)
        with pytest.raises(APIError, match="not followed"):
            await tl.indexes.get("i1")
    assert len(server.requests) == 1


LIMITS = {"X-RateLimit-Request-Remaining": "59", "x-ratelimit-REQUEST-limit": "60", "X-Ratelimit-Dimensions": "Request"}


@in_both_colours
async def test_limits_are_told_with_successes_and_refusals_in_any_case_of_letters() -> None:
    server = serve(
        httpx.Response(200, headers=LIMITS, json=INDEX),
        reply(200, INDEX),
        httpx.Response(429, headers={"X-Ratelimit-Remaining": "0", "RETRY-AFTER": "9000"}),
    )
    async with AsyncTwelveLabs(**server.options) as tl:
        assert list(tl.rate_limits) == []
        await tl.indexes.get("i1")
        assert list(tl.rate_limits) == [RateLimit("request", limit=60, remaining=59)]
        await tl.indexes.get("i1")
        assert list(tl.rate_limits) == [RateLimit("request", limit=60, remaining=59)]
        with pytest.raises(RateLimitError) as caught:
            await tl.indexes.get("i1")
        assert list(tl.rate_limits) == list(caught.value.rate_limits) == [RateLimit("", remaining=0)]
