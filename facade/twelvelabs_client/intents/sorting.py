"""By what lists can be ordered, and which way."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from twelvelabs_client.core import checks

SortByTime: TypeAlias = Literal["created_at", "updated_at"]
SortByTimeOrName: TypeAlias = Literal["created_at", "updated_at", "name"]
SortOrder: TypeAlias = Literal["asc", "desc"]


def check_sorting_by_time(sort_by: str | None, sort_order: str | None) -> None:
    """The order of a list that is ordered by time.

    Raises:
        InvalidInputError: The API knows no such order.
    """
    _check(sort_by, get_args(SortByTime), sort_order)


def check_sorting(sort_by: str | None, sort_order: str | None) -> None:
    """The order of a list that is ordered by time or by name.

    Raises:
        InvalidInputError: The API knows no such order.
    """
    _check(sort_by, get_args(SortByTimeOrName), sort_order)


def _check(sort_by: str | None, fields: tuple[str, ...], sort_order: str | None) -> None:
    checks.one_of(sort_by, "sort_by", fields)
    checks.one_of(sort_order, "sort_order", get_args(SortOrder))
