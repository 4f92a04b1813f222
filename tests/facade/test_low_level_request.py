"""Any method and path of the API, also one that no generated operation has."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import KEY, ROOT, Body, parts_of, reply, serve
from twelvelabs_client import AsyncTwelveLabs, DecodeError, InvalidInputError, NotFoundError, ServerError

JSON = {"a": [1, None, {"b": "ß"}]}
OK: dict[str, Any] = {"ok": True}


def said(content_type: str, body: bytes = b"", status: int = 200) -> httpx.Response:
    return httpx.Response(status, headers={"content-type": content_type} if content_type else {}, content=body)


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twelvelabs_client.core.retry.LATER", 0.0)
    monkeypatch.setattr("twelvelabs_client.core.retry.FIRST_WAIT", 0.0, raising=False)


SENT: dict[str, tuple[str, str, dict[str, Any], str, str | None, bytes]] = {
    "nothing but a path": ("GET", "/things", {}, "/things", None, b""),
    "the root": ("GET", "/", {}, "/", None, b""),
    "a method in small letters": ("get", "/things", {}, "/things", None, b""),
    "a query, whose lists repeat the name": (
        "GET", "/things", {"query": {"ids": ["a", "b c"], "page": 2, "on": True, "none": None}},
        "/things?ids=a&ids=b%20c&page=2&on=true", None, b"",
    ),
    "JSON": ("POST", "/things", {"json": {"a": [1, None]}}, "/things", "application/json", b'{"a":[1,null]}'),
    "a list": ("POST", "/things", {"json": []}, "/things", "application/json", b"[]"),
    "false": ("POST", "/things", {"json": False}, "/things", "application/json", b"false"),
    "a form": (
        "POST", "/things", {"form": {"a": ["x", "y z"], "b": True, "c": {"d": 1}}},
        "/things", "application/x-www-form-urlencoded", b"a=x&a=y+z&b=true&c=%7B%22d%22%3A1%7D",
    ),
    "bytes": ("PUT", "/things", {"content": b"\x00\xff"}, "/things", "application/octet-stream", b"\x00\xff"),
    "text": ("PUT", "/things", {"content": "größer"}, "/things", "application/octet-stream", "größer".encode()),
    "blocks": ("PUT", "/things", {"content": [b"a", b"b"]}, "/things", "application/octet-stream", b"ab"),
    "a percent sign": ("GET", "/50%", {}, "/50%25", None, b""),
    "JSON of another name": (
        "PATCH", "/things", {"json": {}, "headers": {"content-type": "application/merge-patch+json"}},
        "/things", "application/merge-patch+json", b"{}",
    ),
    "a value in a path": ("DELETE", "/things/a%2Fb/é", {}, "/things/a%2Fb/%C3%A9", None, b""),
}  # fmt: skip


@pytest.mark.parametrize("case", SENT)
@in_both_colours
async def test_what_is_given_goes_out(case: str) -> None:
    method, path, arguments, target, media_type, body = SENT[case]
    server = serve(reply(200, OK))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert await tl.low_level.request(method, path, **arguments) == OK

    (request,) = server.requests
    assert (request.method, unplussed(request.url)) == (method.upper(), unplussed(httpx.URL(ROOT + target)))
    assert request.headers.get("content-type") == media_type
    assert request.content == body
    assert (request.headers["x-api-key"], request.headers["accept"]) == (KEY, "*/*")


def unplussed(url: httpx.URL) -> str:
    """The same address, however a client writes a space."""
    return str(url).replace("+", "%20")


@in_both_colours
async def test_a_form_with_files_has_parts(tmp_path: Path) -> None:
    (tmp_path / "saw.bin").write_bytes(b"\x00\r\n")
    opened, server = io.BytesIO(b"axe"), serve(reply(200, OK))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.low_level.request(
            "POST",
            "/things",
            form={"name": "n", "tags": ["a", "b"]},
            files={"one": tmp_path / "saw.bin", "two": opened},
        )

    parts = parts_of(server.requests[0])
    assert [(part.name, part.value) for part in parts] == [
        ("name", b"n"), ("tags", b"a"), ("tags", b"b"), ("one", b"\x00\r\n"), ("two", b"axe"),
    ]  # fmt: skip
    assert [part.filename is not None for part in parts] == [False, False, False, True, True]


@in_both_colours
async def test_headers_are_sent_and_may_name_the_media_type() -> None:
    server = serve(reply(200, OK))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.low_level.request(
            "PUT", "/a", content=b"<a/>", headers={"Content-Type": "application/xml", "X-A": "1"}
        )

    assert server.requests[0].headers["content-type"] == "application/xml"
    assert server.requests[0].headers["x-a"] == "1"


READ: dict[str, tuple[httpx.Response, Any]] = {
    "JSON": (reply(200, JSON), JSON),
    "JSON of a vendor": (said("application/problem+json; charset=utf-8", b'{"a": 1}'), {"a": 1}),
    "null": (said("application/json", b"null"), None),
    "text": (said("text/csv; charset=utf-8", "größer".encode()), "größer"),
    "text of another charset": (said("text/plain; charset=latin-1", "größer".encode("latin-1")), "größer"),
    "XML": (said("application/xml", b"<a/>"), "<a/>"),
    "a picture": (said("image/png", b"\x89PNG"), b"\x89PNG"),
    "bytes without a type": (said("", b"\x00"), b"\x00"),
    "nothing": (said("", status=204), None),
    "nothing under a type": (said("application/json"), None),
}


@pytest.mark.parametrize("case", READ)
@in_both_colours
async def test_a_response_is_read_as_its_media_type_says(case: str) -> None:
    response, value = READ[case]
    async with AsyncTwelveLabs(**serve(response).options) as tl:
        read = await tl.low_level.request("GET", "/things")

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("content_type", "blocks"),
    [
        ("application/x-ndjson", [b'{"n": 1}\n{"n"', b": 2}\n", b'{"n": 3}\n']),
        ("text/event-stream", [b'data: {"n": 1}\n\nevent: x\nda', b'ta: {"n": 2}\n\n', b'data: {"n": 3}\n\n']),
    ],
)
@in_both_colours
async def test_events_are_read_as_they_arrive(content_type: str, blocks: list[bytes]) -> None:
    body = Body(*blocks)
    async with AsyncTwelveLabs(**serve(reply(200, body, content_type=content_type)).options) as tl:
        stream = await tl.low_level.request("POST", "/things", json={}, stream=True)
        events = [event async for event in stream]

    assert events == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert body.closed > 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
@in_both_colours
async def test_what_http_allows_to_repeat_is_repeated(method: str) -> None:
    server = serve(reply(503, {}), reply(200, OK))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert await tl.low_level.request(method, "/things") == OK

    assert len(server.requests) == 2


@pytest.mark.parametrize("method", ["POST", "PATCH", "LINK"])
@in_both_colours
async def test_anything_else_is_sent_once(method: str) -> None:
    server = serve(reply(503, {}))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ServerError):
            await tl.low_level.request(method, "/things", json={})

    assert len(server.requests) == 1


REPEATED: dict[str, Callable[[], Any]] = {
    "bytes": lambda: b"whole",
    "a list of blocks": lambda: [b"who", b"le"],
    "a file": lambda: io.BytesIO(b"whole"),
}


@pytest.mark.parametrize("kind", REPEATED)
@in_both_colours
async def test_a_body_that_can_be_read_again_is_sent_whole_each_time(kind: str) -> None:
    server = serve(reply(503, {}), reply(200, OK))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.low_level.request("PUT", "/things", content=REPEATED[kind]())

    assert [request.content for request in server.requests] == [b"whole", b"whole"]


@in_both_colours
async def test_a_body_that_cannot_be_read_again_is_sent_once() -> None:
    server = serve(reply(503, {}))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ServerError):
            await tl.low_level.request("PUT", "/things", content=iter([b"whole"]))

    assert len(server.requests) == 1


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a query that is a list": ({"query": [("a", 1)]}, "query: must be a mapping, got list of tuple"),
    "a query of objects": ({"query": {"a": object()}}, "POST /a: object cannot be sent as text"),
    "a form of objects": ({"form": {"a": object()}}, "POST /a: object cannot be sent as text"),
    "a body of another type": ({"content": 5}, "content: must be a string, bytes"),
    "what is not JSON": ({"json": {1, 2}}, "POST /a: Type is not JSON serializable: set"),
    "a file of another type": ({"files": {"a": 5}}, "expected a path, a binary file"),
    "a file that is not there": ({"files": {"a": "/nowhere/a.png"}}, "/nowhere/a.png"),
}


@pytest.mark.parametrize("case", WRONG)
@in_both_colours
async def test_arguments_of_another_type_are_refused_and_nothing_is_sent(case: str) -> None:
    arguments, said = WRONG[case]
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError) as refusal:
            await tl.low_level.request("POST", "/a", **arguments)

    assert said in str(refusal.value)
    assert server.requests == []


@in_both_colours
async def test_errors_are_those_of_the_facade() -> None:
    refusal = reply(404, {"code": "resource_not_exists", "message": "No such thing."})
    async with AsyncTwelveLabs(**serve(refusal).options) as tl:
        with pytest.raises(NotFoundError, match=r"GET /things/1: .*No such thing") as caught:
            await tl.low_level.request("GET", "/things/1")

    assert caught.value.code == "resource_not_exists"


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 2000])
@in_both_colours
async def test_what_is_not_what_its_media_type_says_is_refused(body: bytes) -> None:
    async with AsyncTwelveLabs(**serve(said("application/json", body)).options) as tl:
        with pytest.raises(DecodeError, match="GET /things"):
            await tl.low_level.request("GET", "/things")


HOSTILE = [
    "things", "", "//evil.example/x", "///x", "http://evil.example/x", "https:/x", "/../x", "/a/../../x", "/a/..", "/.",
    "/%2e%2e/x", "/a/%2E%2e/x", "/%2e", "/a?b=1", "/a#b",
    "/a b", "/a\tb", "/a\r\nX: 1", "/a\x00b", "/a\x7f", "\\\\evil",
    "/\\evil.example", "/a\\b", "/a%0d%0aX: 1", "/%00",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
@in_both_colours
async def test_what_is_not_a_path_below_the_api_is_refused_and_nothing_is_sent(path: str) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError) as refusal:
            await tl.low_level.request("GET", path)

    assert str(refusal.value).isprintable()
    assert server.requests == []


@pytest.mark.parametrize("method", ["", "GET /x", "GE T", "GET\r\n", "É"])
@in_both_colours
async def test_what_is_not_a_method_is_refused(method: str) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError, match="method: must be a word such as GET"):
            await tl.low_level.request(method, "/things")

    assert server.requests == []


@pytest.mark.parametrize(
    ("bodies", "named"),
    [
        ({"json": {}, "form": {}}, "json and form"),
        ({"json": [], "content": b""}, "json and content"),
        ({"form": {}, "content": b""}, "form and content"),
        ({"json": {}, "files": {}}, "json and form"),
    ],
)
@in_both_colours
async def test_two_bodies_are_refused(bodies: dict[str, Any], named: str) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError, match=rf"^{named}: a request has one body$"):
            await tl.low_level.request("POST", "/things", **bodies)

    assert server.requests == []


@pytest.mark.parametrize(
    "headers", [{"X-A": "1\r\nX-B: 2"}, {"X A": "1"}, {"X-A:": "1"}, {"X-A": "ß"}, {"x-api-key": "k"}, {"Host": "evil"}]
)
@in_both_colours
async def test_a_header_that_cannot_be_sent_or_is_the_clients_own_is_refused(headers: dict[str, str]) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError, match=r"^headers: "):
            await tl.low_level.request("GET", "/things", headers=headers)

    assert server.requests == []
