"""Numbered pages of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twelvelabs_sandbox.errors import invalid

LARGEST_PAGE = 50
LAST_PAGE = 2**31 - 1


def page_limit(given: Mapping[str, Any]) -> int:
    """Items per page, checked."""
    limit = given.get("page_limit", 10)
    if not 1 <= limit <= LARGEST_PAGE:
        raise invalid("page_limit", f"It must be between 1 and {LARGEST_PAGE}.")
    return int(limit)


def paginate(items: Sequence[Any], query: Mapping[str, Any]) -> tuple[Sequence[Any], dict[str, int]]:
    """The items of the asked-for page, and the `page_info` of the reply."""
    limit = page_limit(query)
    page = int(query.get("page", 1))
    if not 1 <= page <= LAST_PAGE:
        raise invalid("page", f"It must be between 1 and {LAST_PAGE}.")
    info = {
        "limit_per_page": limit,
        "page": page,
        "total_page": -(-len(items) // limit),
        "total_results": len(items),
    }
    return items[(page - 1) * limit : page * limit], info
