"""The floor: what a careful author writes with the HTTP library and orjson alone, dictionaries in the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import httpx
import orjson

from tests.bench.clients import KEY

HEADERS = {"x-api-key": KEY, "accept": "application/json"}


def asset(http: httpx.Client, url: str) -> Any:
    """One small GET."""
    return orjson.loads(http.get(f"{url}/v1.3/assets/a1", headers=HEADERS).raise_for_status().content)


async def asset_async(http: httpx.AsyncClient, url: str) -> Any:
    """One small GET."""
    return orjson.loads((await http.get(f"{url}/v1.3/assets/a1", headers=HEADERS)).raise_for_status().content)


async def asset_over_aiohttp(session: aiohttp.ClientSession, url: str) -> Any:
    """One small GET."""
    async with session.get(f"{url}/v1.3/assets/a1", headers=HEADERS, raise_for_status=True) as reply:
        return orjson.loads(await reply.read())


def assets(http: httpx.Client, url: str) -> Iterator[dict[str, Any]]:
    """The items of all pages."""
    number, last = 1, 1
    while number <= last:
        reply = http.get(f"{url}/v1.3/assets", params={"page": number, "page_limit": 50}, headers=HEADERS)
        page = orjson.loads(reply.raise_for_status().content)
        yield from page["data"]
        number, last = number + 1, page["page_info"]["total_page"]


async def assets_async(http: httpx.AsyncClient, url: str) -> AsyncIterator[dict[str, Any]]:
    """The items of all pages."""
    number, last = 1, 1
    while number <= last:
        reply = await http.get(f"{url}/v1.3/assets", params={"page": number, "page_limit": 50}, headers=HEADERS)
        page = orjson.loads(reply.raise_for_status().content)
        for item in page["data"]:
            yield item
        number, last = number + 1, page["page_info"]["total_page"]


FORM = {
    "index_id": (None, "i1"),
    "query_text": (None, "boat"),
    "search_options": (None, "visual"),
    "page_limit": (None, "50"),
}


def clips(http: httpx.Client, url: str) -> Iterator[dict[str, Any]]:
    """The items of all pages of a search."""
    reply = http.post(f"{url}/v1.3/search", files=FORM, headers=HEADERS)
    while True:
        page = orjson.loads(reply.raise_for_status().content)
        yield from page["data"]
        token = page["page_info"].get("next_page_token")
        if token is None:
            return
        reply = http.get(f"{url}/v1.3/search/{token}", headers=HEADERS)


async def clips_async(http: httpx.AsyncClient, url: str) -> AsyncIterator[dict[str, Any]]:
    """The items of all pages of a search."""
    reply = await http.post(f"{url}/v1.3/search", files=FORM, headers=HEADERS)
    while True:
        page = orjson.loads(reply.raise_for_status().content)
        for item in page["data"]:
            yield item
        token = page["page_info"].get("next_page_token")
        if token is None:
            return
        reply = await http.get(f"{url}/v1.3/search/{token}", headers=HEADERS)


QUESTION = {"video": {"type": "asset_id", "asset_id": "a1"}, "prompt": "What happens?", "model_name": "pegasus1.5"}
TURN = {"knowledge_store_id": "ks_1", "input": [{"type": "message", "role": "user", "content": "What?"}]}


def lines(http: httpx.Client, url: str) -> Iterator[Any]:
    """The events of a streamed analysis, split at LF on bytes."""
    rest = b""
    with http.stream("POST", f"{url}/v1.3/analyze", json={**QUESTION, "stream": True}, headers=HEADERS) as reply:
        for block in reply.iter_bytes():
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                if line:
                    yield orjson.loads(line)


async def lines_async(http: httpx.AsyncClient, url: str) -> AsyncIterator[Any]:
    """The events of a streamed analysis, split at LF on bytes."""
    rest = b""
    body = {**QUESTION, "stream": True}
    async with http.stream("POST", f"{url}/v1.3/analyze", json=body, headers=HEADERS) as reply:
        async for block in reply.aiter_bytes():
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                if line:
                    yield orjson.loads(line)


def server_sent(http: httpx.Client, url: str) -> Iterator[Any]:
    """The events of a streamed response: the data lines of a server that writes LF alone."""
    rest = b""
    with http.stream("POST", f"{url}/v1.3/responses", json={**TURN, "stream": True}, headers=HEADERS) as reply:
        for block in reply.iter_bytes():
            *whole, rest = (rest + block).split(b"\n\n")
            for event in whole:
                for line in event.split(b"\n"):
                    if line.startswith(b"data: "):
                        yield orjson.loads(line[6:])


async def server_sent_async(http: httpx.AsyncClient, url: str) -> AsyncIterator[Any]:
    """The events of a streamed response: the data lines of a server that writes LF alone."""
    rest = b""
    body = {**TURN, "stream": True}
    async with http.stream("POST", f"{url}/v1.3/responses", json=body, headers=HEADERS) as reply:
        async for block in reply.aiter_bytes():
            *whole, rest = (rest + block).split(b"\n\n")
            for event in whole:
                for line in event.split(b"\n"):
                    if line.startswith(b"data: "):
                        yield orjson.loads(line[6:])
