"""A translator can page its list by tokens; nothing else of the list is asked to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import Server, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.errors import PaginationError, ServerError, UnsupportedInVersionError
from twelvelabs_client.core.paging import Page
from twelvelabs_client.models import Connection
from twelvelabs_client.versions import low_level
from twelvelabs_client.versions._pages import listed_by_token, token_page_of
from twelvelabs_client.versions.v1_3 import connections
from twelvelabs_generated.v1_3.models.connection_list import ConnectionList
from twelvelabs_generated.v1_3.models.search_page_info import SearchPageInfo


def list_connections(*, page: int, page_limit: int | None) -> Call[Page[Connection]]:
    """As a version would put it whose connections have tokens."""

    def read(status: int, body: Any) -> Page[Connection]:
        found = ConnectionList.from_json(body)
        assert isinstance(found, ConnectionList)
        return token_page_of(
            found.data, connections.read_connection, SearchPageInfo.from_json(body.get("page_info")), body
        )

    def call_of(token: str | None) -> Call[Page[Connection]]:
        asked = low_level.request("GET", "/connections", query={"page_token": token, "page_limit": page_limit})
        return Call("listConnections", asked.build, read, "read")

    return listed_by_token("v1.3", page, call_of)


@pytest.fixture(autouse=True)
def paged_by_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "list_connections", list_connections)


def page(token: str | None, *ids: str) -> httpx.Response:
    info = {} if token is None else {"next_page_token": token}
    return reply(200, {"data": [{"_id": each} for each in ids], "page_info": info})


def asked_tokens(server: Server) -> list[str | None]:
    return [request.url.params.get("page_token") for request in server.requests]


# (the pages: token of the next and ids, ids in all, tokens asked by)
TABLE = [
    ([(None, "a")], ["a"], [None]),
    ([(None,)], [], [None]),
    ([("t-1", "a", "b"), ("t-2", "c"), (None, "d")], ["a", "b", "c", "d"], [None, "t-1", "t-2"]),
    ([("t-1", "a"), ("", "b")], ["a", "b"], [None, "t-1"]),
    ([("t-1", "a"), ("t-2",), (None, "b")], ["a", "b"], [None, "t-1", "t-2"]),  # an empty page in the middle
    ([("a b/1&", "a"), (None,)], ["a"], [None, "a b/1&"]),
]
WAYS: list[Callable[[Any], Any]] = [lambda found: found, lambda found: found.prefetch(4)]


@pytest.mark.parametrize("way", WAYS, ids=["as it stands", "ahead"])
@pytest.mark.parametrize(("pages", "ids", "tokens"), TABLE)
@in_both_colours
async def test_each_page_is_asked_for_by_the_token_of_the_one_before(
    pages: list[Any], ids: list[str], tokens: list[str | None], way: Callable[[Any], Any]
) -> None:
    server = serve(*(page(*each) for each in pages))
    async with AsyncTwelveLabs(**server.options) as tl:
        found = way(tl.connections.list(page_limit=2))
        assert server.requests == []
        assert [connection.id async for connection in found] == ids
    assert asked_tokens(server) == tokens
    assert {request.url.params["page_limit"] for request in server.requests} == {"2"}
    assert all("page" not in request.url.params for request in server.requests)


@in_both_colours
async def test_a_reply_without_paging_is_the_only_page() -> None:
    server = serve(reply(200, {"data": [{"_id": "a"}]}))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [connection.id async for connection in tl.connections.list()] == ["a"]


@in_both_colours
async def test_a_page_has_the_token_of_the_next_one() -> None:
    server = serve(page("t-1", "a"), page("", "b"))
    async with AsyncTwelveLabs(**server.options) as tl:
        pages = [each async for each in tl.connections.list().pages()]
    assert [(each.next_page_token, each.number, each.total_pages) for each in pages] == [
        ("t-1", None, None),
        (None, None, None),
    ]


@pytest.mark.parametrize(("count", "requests"), [(0, 0), (1, 1), (2, 2), (9, 2)])
@in_both_colours
async def test_the_first_items_cost_no_more_requests_than_they_need(count: int, requests: int) -> None:
    server = serve(page("t-1", "a"), page(None, "b"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert len(await tl.connections.list().first(count)) == min(count, 2)
    assert len(server.requests) == requests


@in_both_colours
async def test_each_iteration_starts_anew() -> None:
    server = serve(page("t-1", "a"), page(None, "b"), page("t-2", "a"), page(None, "c"))
    async with AsyncTwelveLabs(**server.options) as tl:
        found = tl.connections.list()
        assert [each.id for each in await found.to_list()] == ["a", "b"]
        assert [each.id for each in await found.to_list()] == ["a", "c"]
    assert asked_tokens(server) == [None, "t-1", None, "t-2"]


@in_both_colours
async def test_a_page_that_fails_in_passing_is_fetched_again_by_its_token() -> None:
    server = serve(page("t-1", "a"), httpx.ReadError("reset"), page(None, "b"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [each.id async for each in tl.connections.list()] == ["a", "b"]
    assert asked_tokens(server) == [None, "t-1", "t-1"]


@in_both_colours
async def test_an_error_on_a_page_comes_after_the_items_before_it() -> None:
    server = serve(page("t-1", "a"), reply(500))
    seen = []

    async def collect(tl: Any) -> None:
        async for connection in tl.connections.list():
            seen.append(connection.id)

    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(ServerError):
            await collect(tl)
    assert seen == ["a"]


@pytest.mark.parametrize("tokens", [("t-1", "t-1"), ("t-1", "t-2", "t-1")], ids="-".join)
@in_both_colours
async def test_a_list_whose_token_repeats_ends_in_an_error_that_says_so(tokens: tuple[str, ...]) -> None:
    server = serve(*(page(token, f"c{number}") for number, token in enumerate(tokens)))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(PaginationError, match="the API repeats a page token"):
            await tl.connections.list().to_list()


@in_both_colours
async def test_a_page_that_has_no_token_yet_is_refused_when_it_is_asked_for() -> None:
    async with AsyncTwelveLabs(**serve().options) as tl:
        with pytest.raises(UnsupportedInVersionError, match=r"^page: 2: not available in API v1\.3; leave it out"):
            tl.connections.list(page=2)
