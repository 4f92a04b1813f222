"""Clients and transports of the user's: used as they are, left open, and kept to what is promised."""

from __future__ import annotations

import asyncio
import gc
import gzip
from typing import Any

import aiohttp
import httpx
import httpx2
import pytest

from tests.faults.wire import Act, json_reply, raw_reply, wire
from tests.transport.contract.libraries import (
    ASYNC_LIBRARIES,
    FINE,
    HOOKED,
    ID,
    INDEX,
    KEY,
    Library,
    on,
    on_every_library,
)
from twelvelabs_client import APIConnectionError, APITimeoutError, AsyncTwelveLabs, InvalidInputError, NotFoundError

CLIENTS: dict[str, Any] = {"httpx": httpx.AsyncClient, "httpx2": httpx2.AsyncClient, "aiohttp": aiohttp.ClientSession}
TRANSPORTS: dict[str, Any] = {
    "httpx": httpx.AsyncHTTPTransport,
    "httpx2": httpx2.AsyncHTTPTransport,
    "aiohttp": aiohttp.TCPConnector,
}
either = pytest.mark.parametrize("parameter", ["http_client", "transport"])


def made(library: Library, parameter: str) -> Any:
    """A client or a transport of a library, as a user makes it."""
    return (CLIENTS if parameter == "http_client" else TRANSPORTS)[library.http]()


async def close(thing: Any) -> None:
    """Close it in the way of its library."""
    if isinstance(thing, aiohttp.ClientSession | aiohttp.BaseConnector):
        await thing.close()
    else:
        await thing.aclose()


@on_every_library
async def test_a_client_of_the_users_stays_open_with_its_connections(library: Library) -> None:
    http = made(library, "http_client")
    with wire(always=FINE) as server:
        for _ in range(2):
            async with AsyncTwelveLabs(api_key=KEY, base_url=server.url, http_client=http) as tl:
                assert (await tl.indexes.get(ID)).name == "harbor"
        assert (server.connections, server.open_connections) == (1, 1)
        assert f" {library.http}/".encode() in server.requests[0]
        await close(http)


@on_every_library
async def test_a_transport_of_the_users_is_closed_with_the_client(library: Library) -> None:
    with wire(always=FINE) as server:
        settings: dict[str, Any] = {"api_key": KEY, "base_url": server.url, "transport": made(library, "transport")}
        async with AsyncTwelveLabs(**settings) as tl:
            for _ in range(2):
                assert (await tl.indexes.get(ID)).name == "harbor"
        assert server.connections == 1
        while server.open_connections:
            pass
        with pytest.raises(InvalidInputError, match="the client is closed; make a new one"):
            await tl.indexes.get(ID)


@on_every_library
async def test_a_client_of_the_users_that_was_closed_says_so(library: Library) -> None:
    http = made(library, "http_client")
    await close(http)
    async with AsyncTwelveLabs(api_key=KEY, base_url="http://127.0.0.1:1", http_client=http) as tl:
        with pytest.raises(InvalidInputError, match="the client is closed; make a new one"):
            await tl.indexes.get(ID)


@on_every_library
async def test_a_transport_goes_its_own_way_and_a_connector_through_the_proxy_of_the_environment(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with wire(always=FINE) as proxy, wire(always=FINE) as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        settings: dict[str, Any] = {"api_key": KEY, "base_url": server.url, "transport": made(library, "transport")}
        async with AsyncTwelveLabs(**settings) as tl:
            await tl.indexes.get(ID)
    assert (len(proxy.requests), len(server.requests)) == ((1, 0) if library.http == "aiohttp" else (0, 1))


@either
@on_every_library
async def test_silence_ends_in_the_calls_time(library: Library, parameter: str) -> None:
    given = made(library, parameter)
    with wire(Act(ending="silent")) as server:
        settings: dict[str, Any] = {"api_key": KEY, "base_url": server.url, "max_retries": 0, parameter: given}
        async with AsyncTwelveLabs(**settings) as tl:
            with pytest.raises(APITimeoutError, match="timeout="):
                await tl.indexes.get(ID, timeout=0.2)
    await close(given)


@either
@on_every_library
async def test_a_response_that_drips_beyond_the_calls_time_is_a_timeout(library: Library, parameter: str) -> None:
    given = made(library, parameter)
    # Over a synchronous one it comes late: when the headers are whole, and not before.
    with wire(Act(INDEX, pause=0.005)) as server:
        settings: dict[str, Any] = {"api_key": KEY, "base_url": server.url, "max_retries": 0, parameter: given}
        async with AsyncTwelveLabs(**settings) as tl:
            with pytest.raises(APITimeoutError, match="timeout="):
                await tl.indexes.get(ID, timeout=0.2)
    await close(given)


# What a server says first that speaks HTTP/2 alone: its settings, none of them.
HTTP_2 = bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])


@on_every_library
async def test_a_server_that_speaks_http_2_alone_is_an_error_of_the_family(library: Library) -> None:
    with wire(Act(HTTP_2, ending="close")) as server:
        async with AsyncTwelveLabs(**library.settings(server.url)) as tl:
            with pytest.raises(APIConnectionError, match="no response from") as caught:
                await tl.indexes.get(ID)
    assert str(caught.value).isprintable()


async def never(*arguments: Any) -> Any:
    """Something of a session's that is not asked."""
    raise AssertionError(f"it was asked: {arguments}")


PACKED = raw_reply(gzip.compress(INDEX.partition(b"\r\n\r\n")[2]), headers="content-encoding: gzip\r\n")
# What a session of the user's can have, and what the client does as without it.
WITHOUT_EFFECT: dict[str, dict[str, Any]] = {
    "base_url": {"base_url": "http://127.0.0.1:1/elsewhere/"},
    "auto_decompress": {"auto_decompress": False},
    "middlewares": {"middlewares": (never,)},
    "timeout": {"timeout": aiohttp.ClientTimeout(total=0.000001)},
    "raise_for_status": {"raise_for_status": True},
    "raise_for_status, a function": {"raise_for_status": never},
    "headers of ours": {"headers": {"x-api-key": "other", "User-Agent": "other"}},
    "skip_auto_headers": {"skip_auto_headers": ["User-Agent", "Content-Type"]},
}


@pytest.mark.parametrize("choices", WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT)
def test_what_a_session_is_set_to_does_not_change_what_the_client_does(choices: dict[str, Any]) -> None:
    async def scenario(url: str) -> str | None:
        async with aiohttp.ClientSession(**choices) as http:
            tl = AsyncTwelveLabs(api_key=KEY, base_url=url, http_client=http, max_retries=0)
            with pytest.raises(NotFoundError, match="resource_not_exists: none"):
                await tl.indexes.get(ID)
            return (await tl.indexes.get(ID)).name

    refusal = json_reply({"code": "resource_not_exists", "message": "none"}, status=404)
    with wire(Act(refusal), Act(PACKED)) as server:
        assert asyncio.run(scenario(server.url)) == "harbor"
    head = server.requests[1].lower()
    assert f"x-api-key: {KEY}\r\n".lower().encode() in head
    assert head.count(b"x-api-key:") == head.count(b"user-agent: twelvelabs-client/") == 1


def test_what_a_session_adds_to_all_it_sends_it_adds_here_too() -> None:
    async def scenario(url: str) -> None:
        headers, jar = {"X-Team": "harbor", "Authorization": "made-up"}, aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(headers=headers, cookies={"team": "harbor"}, cookie_jar=jar) as http:
            await AsyncTwelveLabs(api_key=KEY, base_url=url, http_client=http).indexes.get(ID)

    with wire(FINE) as server:
        asyncio.run(scenario(server.url))
    head = server.requests[0]
    assert b"X-Team: harbor\r\n" in head
    assert b"Cookie: team=harbor\r\n" in head
    assert b"Authorization: made-up\r\n" in head


@pytest.mark.parametrize("trusts", [True, False])
def test_a_session_asks_the_environment_for_a_proxy_if_it_was_told_to(
    trusts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(url: str) -> None:
        async with aiohttp.ClientSession(trust_env=trusts) as http:
            await AsyncTwelveLabs(api_key=KEY, base_url=url, http_client=http).indexes.get(ID)

    with wire(always=FINE) as proxy, wire(always=FINE) as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        asyncio.run(scenario(server.url))
    assert (len(proxy.requests), len(server.requests)) == ((1, 0) if trusts else (0, 1))


@either
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("library", ASYNC_LIBRARIES, ids=lambda library: library.name)
def test_what_belongs_to_an_event_loop_that_is_over_says_so(library: Library, parameter: str) -> None:
    async def first(url: str) -> AsyncTwelveLabs:
        settings: dict[str, Any] = {"api_key": KEY, "base_url": url, parameter: made(library, parameter)}
        tl: AsyncTwelveLabs = AsyncTwelveLabs(**settings, max_retries=0)
        await tl.indexes.get(ID)
        return tl

    async def again(tl: AsyncTwelveLabs) -> None:
        with pytest.raises(InvalidInputError, match="belongs to another event loop"):
            await tl.indexes.get(ID)

    with wire(always=FINE) as server:
        asyncio.run(again(asyncio.run(first(server.url))))
    # Nobody can close them any more: they end here, and not within another test.
    gc.collect()


MODULES: dict[str, Any] = {"httpx": httpx, "httpx2": httpx2}
MISSING = Act(json_reply({"code": "x", "message": "it is gone"}, status=404))


def hooked(library: Library, hook: Any) -> dict[str, Any]:
    """The settings of a client whose own HTTP client calls a function with each response."""
    http = MODULES[library.http].AsyncClient(event_hooks={"response": [hook]})
    return {**library.settings(""), "http": None, "http_client": http}


@on(HOOKED)
async def test_a_hook_of_the_users_may_read_the_response(library: Library) -> None:
    async def hook(response: Any) -> None:
        await response.aread()

    with wire(FINE, MISSING) as server:
        async with AsyncTwelveLabs(**{**hooked(library, hook), "base_url": server.url}) as tl:
            assert (await tl.indexes.get(ID)).name == "harbor"
            with pytest.raises(NotFoundError, match="it is gone"):
                await tl.indexes.get(ID)


@on(HOOKED)
async def test_what_a_hook_of_the_users_raises_comes_as_it_is_and_once(library: Library) -> None:
    async def hook(response: Any) -> None:
        response.raise_for_status()

    with wire(always=MISSING) as server:
        async with AsyncTwelveLabs(**{**hooked(library, hook), "base_url": server.url, "max_retries": 2}) as tl:
            with pytest.raises(MODULES[library.http].HTTPStatusError):
                await tl.indexes.get(ID)
        assert len(server.requests) == 1
