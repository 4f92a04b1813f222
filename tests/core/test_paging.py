"""Which page comes next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.paging import Page, next_number


def page(items: int, number: int | None, total: int | None) -> Page[str]:
    return Page(["item"] * items, number=number, total_pages=total)


# (items on the page, its number as the API tells it, pages in all, number asked for, number of the next)
TABLE = [
    (10, 1, 3, 1, 2),
    (10, 2, 3, 2, 3),
    (4, 3, 3, 3, None),
    (0, 2, 3, 2, 3),  # an empty page in the middle
    (0, 1, 0, 1, None),
    (0, 1, 1, 1, None),
    (4, 4, 3, 4, None),  # the list shrank meanwhile
    (10, None, 3, 1, 2),
    (10, None, 3, 3, None),
    (10, 1, None, 1, 2),  # no total: until a page is empty
    (0, 3, None, 3, None),
    (10, None, None, 7, 8),
    (0, None, None, 1, None),
    (10, 4, 9, 3, 5),  # the API answers a later page than it was asked for
    (10, 1, 9, 3, 4),  # an earlier one: going back would go round for ever
    (10, 0, 9, 1, 2),
    (10, -1, 9, 1, 2),
]


@pytest.mark.parametrize(("items", "number", "total", "asked", "following"), TABLE)
def test_the_next_page(items: int, number: int | None, total: int | None, asked: int, following: int | None) -> None:
    assert next_number(page(items, number, total), asked) == following


whole = st.one_of(st.none(), st.integers(-3, 40))


@repeatable
@given(st.integers(0, 3), whole, whole, st.integers(1, 40))
def test_numbers_only_grow_so_that_every_list_ends(
    items: int, number: int | None, total: int | None, asked: int
) -> None:
    following = next_number(page(items, number, total), asked)
    assert following is None or following > asked
    assert following is None or total is None or following <= total
