"""Sorting and date filters that several lists share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.store.documents import Document

SORT_KEYS = ("created_at", "updated_at")
NAMED_SORT_KEYS = (*SORT_KEYS, "name")


def ordered(
    documents: Iterable[Document], query: Mapping[str, Any], keys: Collection[str] = SORT_KEYS
) -> list[Document]:
    """Documents by `sort_by` and `sort_option`; newest first by default."""
    key = query.get("sort_by", "created_at")
    option = query.get("sort_option", "desc")
    if key not in keys:
        raise invalid("sort_by", f"It must be one of: {', '.join(keys)}.")
    if option not in ("asc", "desc"):
        raise invalid("sort_option", "It must be one of: asc, desc.")
    # Oldest first from the store, and a stable sort: equal instants keep their order, in both directions.
    rising = sorted(documents, key=lambda document: document[key])
    return rising if option == "asc" else rising[::-1]


def since(documents: Iterable[Document], query: Mapping[str, Any]) -> list[Document]:
    """Documents created and updated at or after the instants of the query."""
    kept = list(documents)
    for key in SORT_KEYS:
        if key in query:
            earliest = instant(key, query[key])
            kept = [document for document in kept if document[key] >= earliest]
    return kept


def instant(name: str, text: str) -> float:
    """The Unix time of an RFC 3339 text; the parameter of that name is refused when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid(name, "It must be an RFC 3339 date and time, such as 2026-10-01T10:00:00Z.") from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
