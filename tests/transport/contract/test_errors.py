"""Nothing foreign leaves a call, and no error text or log shows a secret."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.wire import Act, free_port, json_reply, raw_reply, wire
from tests.transport.contract.libraries import FINE, ID, INDEX, KEY, Library, on_every_library
from twelvelabs_client import (
    APIConnectionError,
    APIError,
    AsyncTwelveLabs,
    Attempt,
    BadRequestError,
    DecodeError,
    InvalidInputError,
    TwelveLabsError,
)
from twelvelabs_client.core.callbacks import called

HEAD_END = b"\r\n\r\n"

# aiohttp takes no more than 128 headers, and each that frames a body once.
HEADS = {
    "300 headers": "".join(f"x-{number}: 1\r\n" for number in range(300)),
    "its length twice": f"content-length: {len(INDEX.partition(HEAD_END)[2])}\r\n",
}


@pytest.mark.parametrize("headers", HEADS.values(), ids=HEADS)
@on_every_library
async def test_an_unusual_head_is_read_or_an_error_of_the_family(library: Library, headers: str) -> None:
    body = INDEX.partition(HEAD_END)[2]
    with wire(Act(raw_reply(body, headers=headers))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            if library.http != "aiohttp":
                assert (await tl.indexes.get(ID)).name == "harbor"
                return
            with pytest.raises(APIConnectionError):
                await tl.indexes.get(ID)


PLACES = (
    "javascript:x", "https:login.example/x", "http:x", "https://", "http://[::1", "http://a b/", "https://x:99999/",
    "http://x:abc/", "//", "?", "\x7f", "mailto:a@b",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=repr)
@on_every_library
async def test_a_redirect_to_any_place_is_an_error_of_the_family(library: Library, place: str) -> None:
    with wire(Act(raw_reply(b"", status=302, headers=f"location: {place}\r\n"))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(TwelveLabsError, match=r"redirect|Invalid URL"):
                await tl.indexes.get(ID)


# (what a server sends, what the error says)
TEXTS = [
    (json_reply({"message": "bad \ud800"}, status=400), r"bad \ud800"),
    (json_reply({"message": "\x1b[31mred\x07"}, status=400), r"\x1b[31mred\x07"),
    (json_reply({"message": "two\nlines"}, status=400), "two lines"),
    (raw_reply(b"<html>Hello</html>", headers="content-type: text/html\r\n"), "check that base_url"),
    (raw_reply(b"<html>Hello</html>", status=404, headers="content-type: text/html\r\n"), "check that base_url"),
    (raw_reply(b"\x1b]0;title\x07{"), r"\x1b]0;title\x07{"),
]


@pytest.mark.parametrize(("response", "said"), TEXTS, ids=[said for _, said in TEXTS])
@on_every_library
async def test_an_error_is_one_printable_line(library: Library, response: bytes, said: str) -> None:
    with wire(Act(response)) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises((APIError, DecodeError)) as caught:
                await tl.indexes.get(ID)
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


@on_every_library
async def test_a_page_for_people_confirms_no_deletion(library: Library) -> None:
    page = raw_reply(b"<html>Please sign in</html>", headers="content-type: text/html; charset=utf-8\r\n")
    with wire(Act(page)) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(DecodeError, match="a page for people"):
                await tl.indexes.delete(ID)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Names a proxy for plain HTTP in the environment."""

    def name(url: str) -> None:
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("NO_PROXY", "")

    return name


PROXIES = (
    "http://user:secret@127.0.0.1:notaport", "http://user:secret@[::1", "http://user:secret@127.0.0.1:99999",
    "socks9://user:secret@127.0.0.1:1", "http://user:secret@:3128",
)  # fmt: skip


@pytest.mark.parametrize("url", PROXIES)
@on_every_library
async def test_a_proxy_that_is_not_valid_is_named_by_its_variable(library: Library, proxy: Any, url: str) -> None:
    proxy(url)
    async with AsyncTwelveLabs(**library.settings("http://127.0.0.1:1")) as tl:
        with pytest.raises(InvalidInputError, match="HTTP_PROXY is not a valid proxy URL") as caught:
            await tl.indexes.get(ID)
    assert "secret" not in str(caught.value)


@on_every_library
async def test_a_proxy_that_cannot_be_reached_is_named_without_its_password(library: Library, proxy: Any) -> None:
    port = free_port()
    proxy(f"user:secret@127.0.0.1:{port}")
    async with AsyncTwelveLabs(**library.settings("http://127.0.0.1:1")) as tl:
        with pytest.raises(APIConnectionError, match=rf"proxy.*127\.0\.0\.1:{port}") as caught:
            await tl.indexes.get(ID)
    assert "secret" not in str(caught.value)


@on_every_library
async def test_the_password_of_a_proxy_that_refuses_is_in_no_error(library: Library, proxy: Any) -> None:
    with wire(Act(raw_reply(b"", status=407))) as server:
        proxy(f"user:secr\u00e9t@127.0.0.1:{server.port}")
        async with AsyncTwelveLabs(**library.settings("http://127.0.0.1:1")) as tl:
            with pytest.raises(APIError, match="407") as caught:
                await tl.indexes.get(ID)
    assert "secr" not in "".join(traceback.format_exception(caught.value))


@on_every_library
async def test_a_call_goes_through_the_proxy_with_its_credentials(library: Library, proxy: Any) -> None:
    with wire(FINE) as server:
        proxy(f"user:secret@127.0.0.1:{server.port}")
        async with AsyncTwelveLabs(**library.settings("http://127.0.0.1:1")) as tl:
            assert (await tl.indexes.get(ID)).id == ID
    assert server.requests[0].startswith(b"GET http://127.0.0.1:1/v1.3/indexes/")
    assert b"dXNlcjpzZWNyZXQ=" in server.requests[0]


@on_every_library
async def test_hosts_of_no_proxy_are_reached_without_it(
    library: Library, proxy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy("http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "fd00::/8, [::1], 127.0.0.0/8")
    with wire(FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            assert (await tl.indexes.get(ID)).id == ID


def raising(error: BaseException) -> Callable[[Attempt], None]:
    def hook(attempt: Attempt) -> None:
        raise error

    return hook


@pytest.mark.parametrize("error", [StopIteration("mine"), StopAsyncIteration("mine")], ids=repr)
@on_every_library
async def test_a_hook_that_raises_what_ends_loops_is_an_error_of_the_family(library: Library, error: Exception) -> None:
    with wire(FINE) as server:
        async with AsyncTwelveLabs(**library.settings(server.url, on_attempt=raising(error))) as tl:
            with pytest.raises(InvalidInputError, match=f"on_attempt: the function raised {type(error).__name__}"):
                await tl.indexes.get(ID)


def test_what_a_function_of_the_callers_raises_otherwise_comes_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        called(lambda: 1 / 0, "on_status")


@pytest.mark.parametrize("key", ["test", "mp4", "ready", ID, "1"])
@on_every_library
async def test_a_key_is_never_masked_in_data(library: Library, key: str) -> None:
    asset = {"_id": ID, "status": "ready", "filename": "a test.mp4", "method": "direct"}
    with wire(Act(json_reply(asset))) as server:
        async with AsyncTwelveLabs(**{**library.settings(server.url), "api_key": key}) as tl:
            found = await tl.assets.get(ID)
    assert (found.id, found.status, found.filename) == (ID, "ready", "a test.mp4")


@on_every_library
async def test_a_key_that_the_server_repeats_is_masked_in_the_error(library: Library) -> None:
    settings = library.settings("")
    with wire(Act(json_reply({"message": f"no such key: {settings['api_key']}"}, status=400))) as server:
        async with AsyncTwelveLabs(**{**settings, "base_url": server.url}) as tl:
            with pytest.raises(BadRequestError, match=re.escape("no such key: <API key>")):
                await tl.indexes.get(ID)


# What a server sends that repeats the key, the key in its place.
REPEATS = {
    "an error with status 200": json_reply({"code": "x", "message": f"key {KEY} is bad"}),
    "an error in escaped letters": raw_reply(
        json.dumps({"message": KEY}).replace("l", r"\u006c").encode(), status=400,
        headers="content-type: application/json\r\n",
    ),
    "a broken status line": f"HTTP/1.1 {KEY}\r\n\r\n".encode(),
    "a broken header": f"HTTP/1.1 200 OK\r\n{KEY}\r\n\r\n".encode(),
    "a redirect": raw_reply(b"", status=302, headers=f"location: http://x:{KEY}/\r\n"),
    "a body that is no JSON": raw_reply(KEY.encode()),
}  # fmt: skip


@pytest.mark.parametrize("response", REPEATS.values(), ids=REPEATS)
@on_every_library
async def test_a_key_that_the_server_repeats_anywhere_is_in_no_error(library: Library, response: bytes) -> None:
    with wire(Act(response, ending="close")) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(TwelveLabsError) as caught:
                await tl.indexes.get(ID)
    assert KEY not in "".join(traceback.format_exception(caught.value))


@on_every_library
async def test_the_signature_of_a_storage_url_reaches_no_log(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with wire(Act(raw_reply(b"", headers='etag: "e1"\r\n'))) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:

            async def body() -> Any:
                yield b"chunk"

            url = f"{server.url}/chunk?X-Signature=MADEUPSIGNATURE"
            assert await tl._transport.put(url, body, 5, {}, timeout=5) == "e1"
    assert b"MADEUPSIGNATURE" in server.requests[0]
    assert "MADEUPSIGNATURE" not in caplog.text


@on_every_library
async def test_a_storage_at_an_impossible_port_is_an_error_of_the_family(library: Library) -> None:
    async with AsyncTwelveLabs(**library.settings("http://127.0.0.1:1")) as tl:

        async def body() -> Any:
            yield b"chunk"

        with pytest.raises(APIConnectionError):
            await tl._transport.put("http://127.0.0.1:99999/chunk", body, 5, {}, timeout=5)


@on_every_library
async def test_a_closed_client_says_so(library: Library) -> None:
    tl = AsyncTwelveLabs(**library.settings("http://127.0.0.1:1"))
    await tl.aclose()
    with pytest.raises(InvalidInputError, match="the client is closed; make a new one"):
        await tl.indexes.get(ID)
