"""Several pages under way at once: the same items in the same order, and never a page too many."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import KEY, reply
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import InvalidInputError, ServerError


class Pages:
    """Answers each page by its number; what is asked for is noted, in whatever order it comes."""

    def __init__(self, total: int | None, **special: Any) -> None:
        self.total = total
        self.special = special
        self.asked: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        number = int(re.findall(r"[?&]page=(\d+)", str(request.url))[0])
        self.asked.append(number)
        answer = self.special.get(f"page_{number}")
        if isinstance(answer, httpx.Response):
            return answer
        total = self.total if answer is None else answer
        data = [{"_id": f"{number}{letter}"} for letter in "ab"] if total is None or number <= total else []
        if total is None and number > 3:
            data = []
        return reply(200, {"data": data, "page_info": {"page": number, "total_page": total}})

    @property
    def options(self) -> dict[str, Any]:
        return {"api_key": KEY, "transport": httpx.MockTransport(self), "max_retries": 0}


def ids(last: int, first: int = 1) -> list[str]:
    return [f"{number}{letter}" for number in range(first, last + 1) for letter in "ab"]


@pytest.mark.parametrize("count", [1, 2, 4, 32])
@pytest.mark.parametrize("total", [1, 2, 7])
@in_both_colours
async def test_items_come_in_order_with_one_request_a_page_and_none_past_the_last(count: int, total: int) -> None:
    server = Pages(total)
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list().prefetch(count)] == ids(total)
    assert sorted(server.asked) == list(range(1, total + 1))
    assert server.asked[0] == 1


@in_both_colours
async def test_no_page_is_fetched_before_the_first_and_then_no_more_than_asked_for() -> None:
    server = Pages(50)
    async with AsyncTwelveLabs(**server.options) as tl:
        pages = tl.indexes.list().prefetch(4).pages()
        assert server.asked == []
        await anext(pages)
        assert server.asked[0] == 1
        await anext(pages)
        await pages.aclose()
    assert set(server.asked) <= {1, 2, 3, 4, 5, 6}


@in_both_colours
async def test_an_error_of_a_page_comes_after_the_items_before_it() -> None:
    server = Pages(9, page_4=reply(500))
    seen = []

    async def collect(tl: Any) -> None:
        async for index in tl.indexes.list().prefetch(4):
            seen.append(index.id)

    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ServerError):
            await collect(tl)
    assert seen == ids(3)
    assert max(server.asked) < 9


@in_both_colours
async def test_a_list_that_shrinks_ends_where_it_says() -> None:
    server = Pages(50, page_2=3, page_3=3)
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list().prefetch(2)] == ids(3)
    assert max(server.asked) <= 5


@in_both_colours
async def test_a_list_that_grows_is_read_to_its_new_end() -> None:
    server = Pages(6, page_1=3, page_2=3)
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list().prefetch(2)] == ids(6)
    assert sorted(server.asked) == [1, 2, 3, 4, 5, 6]


@in_both_colours
async def test_pages_whose_number_nobody_knows_come_one_by_one() -> None:
    server = Pages(None)
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id async for index in tl.indexes.list().prefetch(4)] == ids(3)
    assert server.asked == [1, 2, 3, 4]


@in_both_colours
async def test_leaving_the_loop_ends_what_is_under_way() -> None:
    server = Pages(50)
    async with AsyncTwelveLabs(**server.options) as tl:
        async for index in tl.indexes.list(page=3).prefetch(4):
            if index.id == "4a":
                break
        asked = len(server.asked)
        assert asked <= 7
        await tl.indexes.list(page=50).to_list()
    assert len(server.asked) == asked + 1


@in_both_colours
async def test_the_first_items_cost_no_more_requests_than_they_need() -> None:
    server = Pages(50)
    async with AsyncTwelveLabs(**server.options) as tl:
        assert [index.id for index in await tl.indexes.list().prefetch(4).first(3)] == ["1a", "1b", "2a"]
    assert server.asked == [1, 2]


@pytest.mark.parametrize("count", [0, -1, 33, True, 2.0])
@in_both_colours
async def test_another_number_of_pages_is_refused(count: Any) -> None:
    async with AsyncTwelveLabs(**Pages(1).options) as tl:
        with pytest.raises(InvalidInputError, match=r"^prefetch: .* from 1 to 32"):
            tl.indexes.list().prefetch(count)
