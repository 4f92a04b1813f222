"""Pages are fetched as they are asked for, and never one too many."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import Server, reply, serve
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    InvalidInputError,
    NotFoundError,
    PageTokenExpiredError,
    PaginationError,
    ServerError,
)
from twelvelabs_client.core.paging import MOST_EMPTY_PAGES


def page(number: int | None, total: int | None, *ids: str) -> httpx.Response:
    info = {"page": number, "total_page": total, "total_results": 5, "limit_per_page": 2}
    return reply(200, {"data": [{"_id": each} for each in ids], "page_info": info})


def asked_pages(server: Server) -> list[str]:
    return [request.url.params["page"] for request in server.requests]


@in_both_colours
async def test_items_of_all_pages_come_in_order_with_one_request_a_page() -> None:
    server = serve(page(1, 3, "a", "b"), page(2, 3, "c", "d"), page(3, 3, "e"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list(page_limit=2)] == ["a", "b", "c", "d", "e"]
    assert asked_pages(server) == ["1", "2", "3"]
    assert {request.url.params["page_limit"] for request in server.requests} == {"2"}


@in_both_colours
async def test_a_page_is_fetched_when_its_first_item_is_asked_for() -> None:
    server = serve(page(1, 2, "a", "b"), page(2, 2, "c"))
    async with AsyncTwelveLabs(**server.options) as tl:
        requests = [len(server.requests) async for _ in tl.indexes.list()]
    assert requests == [1, 1, 2]


@pytest.mark.parametrize(
    ("pages", "ids"),
    [
        ([(1, 1, "a")], ["a"]),
        ([(1, 0)], []),
        ([(1, 3, "a"), (2, 3), (3, 3, "b")], ["a", "b"]),
        ([(1, None, "a"), (2, None, "b"), (3, None)], ["a", "b"]),
        ([(None, None)], []),
        ([(1, 9, "a"), (9, 9, "b")], ["a", "b"]),
    ],
    ids=["one", "none", "empty-middle", "no-total", "nothing-told", "jumps-to-the-last"],
)
@in_both_colours
async def test_no_request_goes_past_the_last_page(pages: list[Any], ids: list[str]) -> None:
    server = serve(*(page(*each) for each in pages))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list()] == ids
    assert len(server.requests) == len(pages)


@in_both_colours
async def test_a_reply_without_paging_is_one_page_and_the_empty_one_after_it() -> None:
    server = serve(reply(200, {"data": [{"_id": "a"}]}), reply(200, {"data": []}))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list()] == ["a"]


@in_both_colours
async def test_an_error_on_a_page_comes_after_the_items_before_it() -> None:
    server = serve(page(1, 3, "a", "b"), page(2, 3, "c"), reply(500))
    seen = []

    async def collect(tl: Any) -> None:
        async for index in tl.indexes.list():
            seen.append(index.id)

    async with AsyncTwelveLabs(**server.options, max_retries=0) as tl:
        with pytest.raises(ServerError):
            await collect(tl)
    assert seen == ["a", "b", "c"]


@in_both_colours
async def test_a_page_that_fails_in_passing_is_fetched_again() -> None:
    server = serve(page(1, 2, "a"), httpx.ReadError("reset"), page(2, 2, "b"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list()] == ["a", "b"]
    assert asked_pages(server) == ["1", "2", "2"]


@in_both_colours
async def test_pages_tell_their_number_total_and_raw_reply() -> None:
    server = serve(page(1, 2, "a", "b"), page(2, 2, "c"))
    async with AsyncTwelveLabs(**server.options) as tl:
        pages = [each async for each in tl.indexes.list().pages()]
    assert [(each.number, each.total_pages, each.total_results, len(each.items)) for each in pages] == [
        (1, 2, 5, 2),
        (2, 2, 5, 1),
    ]
    assert pages[1].raw["data"] == [{"_id": "c"}]


@pytest.mark.parametrize(
    ("count", "ids", "requests"),
    [(0, [], 0), (-1, [], 0), (1, ["a"], 1), (2, ["a", "b"], 1), (3, ["a", "b", "c"], 2), (99, ["a", "b", "c"], 2)],
)
@in_both_colours
async def test_the_first_items_cost_no_more_requests_than_they_need(count: int, ids: list[str], requests: int) -> None:
    server = serve(page(1, 2, "a", "b"), page(2, 2, "c"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id for index in await tl.indexes.list().first(count)] == ids
    assert len(server.requests) == requests


@in_both_colours
async def test_a_list_begins_at_the_page_asked_for_and_anew_with_each_iteration() -> None:
    server = serve(page(2, 2, "c"), page(2, 2, "c"))
    async with AsyncTwelveLabs(**server.options) as tl:
        indexes = tl.indexes.list(page=2)
        assert len(await indexes.to_list()) == len(await indexes.to_list()) == 1
    assert asked_pages(server) == ["2", "2"]


@pytest.mark.parametrize("wrong", [{"page": 0}, {"page": "1"}, {"page_limit": 0}, {"page_limit": 51}, {"sort_by": 7}])
@in_both_colours
async def test_a_list_that_makes_no_sense_is_refused_when_it_is_asked_for(wrong: dict[str, Any]) -> None:
    async with AsyncTwelveLabs(**serve().options) as tl:
        with pytest.raises(InvalidInputError, match=f"^{next(iter(wrong))}: "):
            tl.indexes.list(**wrong)


def results(next_page_token: str | None, *videos: str) -> httpx.Response:
    info = (
        {}
        if next_page_token is None
        else {"next_page_token": next_page_token, "page_expires_at": "2026-07-20T20:50:35Z"}
    )
    return reply(200, {"data": [{"video_id": each, "rank": 1} for each in videos], "page_info": info})


@in_both_colours
async def test_a_list_whose_page_repeats_ends_in_an_error_that_says_so() -> None:
    server = serve(*(page(None, None, name) for name in "ababa"))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(PaginationError, match="the API repeats its pages"):
            await tl.indexes.list().to_list()


@in_both_colours
async def test_a_list_of_empty_pages_without_end_ends_in_an_error_that_says_so() -> None:
    server = serve(*(page(number, 10_000) for number in range(1, MOST_EMPTY_PAGES + 1)))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(PaginationError, match="100 pages in a row are empty"):
            await tl.indexes.list().to_list()


EXPIRED = {"code": "search_page_token_expired", "message": "The token has expired."}


@in_both_colours
async def test_further_pages_of_a_search_are_fetched_by_their_tokens() -> None:
    server = serve(results("a b/1", "v1", "v2"), results("t-2"), results("", "v3"))
    async with AsyncTwelveLabs(**server.options) as tl:
        clips = [clip async for clip in tl.search.query("i1", "boat")]
    assert [clip.video_id for clip in clips] == ["v1", "v2", "v3"]
    assert [(request.method, request.url.raw_path) for request in server.requests] == [
        ("POST", b"/v1.3/search"),
        ("GET", b"/v1.3/search/a%20b%2F1"),
        ("GET", b"/v1.3/search/t-2"),
    ]


@pytest.mark.parametrize("tokens", [("t-1", "t-1"), ("t-1", "t-2", "t-1")], ids="-".join)
@in_both_colours
async def test_a_search_whose_token_repeats_ends_in_an_error_that_says_so(tokens: tuple[str, ...]) -> None:
    server = serve(*(results(token, f"v{number}") for number, token in enumerate(tokens)))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(PaginationError, match="the API repeats a page token"):
            await tl.search.query("i1", "boat").to_list()


@pytest.mark.parametrize(
    "refusal", [(400, EXPIRED), (400, {"error_code": EXPIRED["code"], "message": "m"}), (410, None)]
)
@in_both_colours
async def test_an_expired_token_says_what_to_do(refusal: tuple[int, Any]) -> None:
    server = serve(results("t-1", "v1"), reply(*refusal))
    seen = []

    async def collect(tl: Any) -> None:
        async for clip in tl.search.query("i1", "boat"):
            seen.append(clip.video_id)

    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(PageTokenExpiredError, match="search again from the start"):
            await collect(tl)
    assert seen == ["v1"]


@pytest.mark.parametrize(("count", "requests"), [(0, 0), (1, 1), (2, 2), (9, 2)])
@in_both_colours
async def test_the_best_results_cost_no_more_requests_than_they_need(count: int, requests: int) -> None:
    server = serve(results("t-1", "v1"), results(None, "v2"))
    async with AsyncTwelveLabs(**server.options) as tl:
        assert len(await tl.search.query("i1", "boat").first(count)) == min(count, 2)
    assert len(server.requests) == requests


@in_both_colours
async def test_a_search_of_an_unknown_index_is_told_when_it_is_iterated() -> None:
    server = serve(reply(404, {"code": "resource_not_exist", "message": "m"}))
    async with AsyncTwelveLabs(**server.options) as tl:
        found = tl.search.query("i1", "boat")
        with pytest.raises(NotFoundError):
            await found.to_list()


def found_in_a_store(next_page_token: str | None, *items: str) -> httpx.Response:
    token = {} if next_page_token is None else {"next_page_token": next_page_token}
    data = [{"asset_type": "image", "item_id": each, "rank": 1} for each in items]
    return reply(200, {"data": data, "effective_search_options": {}, **token})


@in_both_colours
async def test_further_pages_of_a_knowledge_store_are_fetched_by_the_same_call() -> None:
    server = serve(found_in_a_store("a b/1", "ksi_1", "ksi_2"), found_in_a_store("t-2"), found_in_a_store("", "ksi_3"))
    async with AsyncTwelveLabs(**server.options) as tl:
        found = [match async for match in tl.knowledge_stores.search("ks_1", "boat")]
    assert [match.item_id for match in found] == ["ksi_1", "ksi_2", "ksi_3"]
    assert {request.url.raw_path for request in server.requests} == {b"/v1.3/knowledge-stores/ks_1/search"}
    tokens = [json.loads(request.content).get("page_token") for request in server.requests]
    assert tokens == [None, "a b/1", "t-2"]


@pytest.mark.parametrize("body", [EXPIRED, {"code": "a_word_of_tomorrow", "message": "m"}, None])
@in_both_colours
async def test_an_expired_token_of_a_knowledge_store_says_what_to_do(body: Any) -> None:
    server = serve(found_in_a_store("t-1", "ksi_1"), reply(410, body))
    seen = []

    async def collect(tl: Any) -> None:
        async for match in tl.knowledge_stores.search("ks_1", "boat"):
            seen.append(match.item_id)

    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(PageTokenExpiredError, match=r"410 .*search again from the start and skip what you have"):
            await collect(tl)
    assert seen == ["ksi_1"]
    assert len(server.requests) == 2
