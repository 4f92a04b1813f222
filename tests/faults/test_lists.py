"""Lists whose pages fail: each error comes in its place, and no page is asked for in vain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import field, frozen

from tests.colours import in_both_colours
from tests.faults.wire import Act, acts_of, json_reply, raw_reply, wire
from twelvelabs_client import AsyncTwelveLabs
from twelvelabs_client.core.errors import (
    APIConnectionError,
    DecodeError,
    PageTokenExpiredError,
    RateLimitError,
    ServerError,
    TwelveLabsError,
)

KEY = "tlk_MADEUPKEY0123456789"


def page(number: int, total: int | None, *ids: str) -> Act:
    info = {"page": number, "total_page": total, "limit_per_page": 2}
    return Act(json_reply({"data": [{"_id": each} for each in ids], "page_info": info}))


def hits(token: str | None, *ids: str) -> Act:
    info = {"next_page_token": token} if token else {}
    return Act(json_reply({"data": [{"video_id": each, "rank": 1} for each in ids], "page_info": info}))


def refused(status: int, code: str = "c", headers: str = "") -> Act:
    return Act(json_reply({"code": code, "message": "m"}, status=status, headers=headers))


def indexes(tl: Any) -> Any:
    return tl.indexes.list()


def ahead(tl: Any) -> Any:
    return tl.indexes.list().prefetch(3)


def search(tl: Any) -> Any:
    return tl.search.query("i1", "boat")


@frozen
class Trouble:
    """A list that meets a fault.

    Attributes:
        name: What goes wrong.
        acts: What the server does; all of it has to be asked for, and nothing more.
        ids: The items that come before the end.
        ends: The error at the end; None where the list is whole.
        says: What the error's text says.
        of: Which list.
    """

    name: str
    acts: Callable[[], list[Act]]
    ids: tuple[str, ...]
    ends: type[TwelveLabsError] | None = None
    says: str = ""
    of: Callable[[Any], Any] = field(default=indexes)


RESET = Act(ending="reset")
CUT = Act(page(2, 3, "c").answer[:-9], ending="close")

TROUBLES = [
    Trouble("nothing", lambda: [page(1, 2, "a", "b"), page(2, 2, "c")], ("a", "b", "c")),
    Trouble("no page at all", lambda: [page(1, 0)], ()),
    Trouble("an empty page in the middle", lambda: [page(1, 3, "a"), page(2, 3), page(3, 3, "b")], ("a", "b")),
    Trouble("a page that is reset once", lambda: [page(1, 2, "a"), RESET, page(2, 2, "b")], ("a", "b")),
    Trouble("a page that is cut off once", lambda: [page(1, 2, "a"), CUT, page(2, 2, "b")], ("a", "b")),
    Trouble(
        "a page that fails for good", lambda: [page(1, 3, "a"), *acts_of(lambda: refused(503), 3)], ("a",), ServerError
    ),
    Trouble(
        "a page that is reset for good",
        lambda: [page(1, 3, "a"), page(2, 3, "b"), *acts_of(lambda: RESET, 3)],
        ("a", "b"),
        APIConnectionError,
    ),
    Trouble("a page that is no page", lambda: [page(1, 3, "a"), Act(raw_reply(b"<html>"))], ("a",), DecodeError),
    Trouble(
        "too many requests for hours",
        lambda: [page(1, 3, "a"), refused(429, headers="retry-after: 7200\r\n")],
        ("a",),
        RateLimitError,
        "7200",
    ),
    Trouble("pages ahead", lambda: [page(1, 1, "a", "b")], ("a", "b"), of=ahead),
    Trouble("an empty page of a search", lambda: [hits("t1", "a"), hits("t2"), hits(None, "b")], ("a", "b"), of=search),
    Trouble(
        "a page of a search that is reset once",
        lambda: [hits("t1", "a"), RESET, hits(None, "b")],
        ("a", "b"),
        of=search,
    ),
    Trouble(
        "a token that expired midway",
        lambda: [hits("t1", "a"), refused(400, "search_page_token_expired")],
        ("a",),
        PageTokenExpiredError,
        "search again from the start and skip what you have",
        of=search,
    ),
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
@in_both_colours
async def test_an_error_comes_in_its_place_and_no_page_is_asked_for_in_vain(
    trouble: Trouble, waits: list[float]
) -> None:
    seen: list[str] = []

    async def collect(tl: AsyncTwelveLabs) -> None:
        async for each in trouble.of(tl):
            seen.append(each.id if hasattr(each, "id") else each.video_id)

    with wire(*trouble.acts()) as server:
        async with AsyncTwelveLabs(api_key=KEY, base_url=server.url) as tl:
            if trouble.ends is None:
                await collect(tl)
            else:
                with pytest.raises(trouble.ends) as caught:
                    await collect(tl)
                assert trouble.says in str(caught.value)
        assert len(server.requests) == len(trouble.acts())
    assert tuple(seen) == trouble.ids
