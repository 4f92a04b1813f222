"""How older lists are filtered: exact values, bare days, and bounds that are parameters of their own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.ordering import instant
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.versions import Version

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY_LENGTH = 86_400.0


def at_the_time(
    documents: Iterable[Document], query: Mapping[str, Any], version: Version, *keys: str
) -> list[Document]:
    """Documents whose instants of those names pass the query.

    A bare day stands for all of it. An instant is meant exactly in version 1.1, to the second; in version 1.2 it means
    that instant or later on its day.
    """
    kept = list(documents)
    for key in keys:
        kept = [document for document in kept if _passes(float(document[key]), query, key, version)]
    return kept


def has_numbers(measured: Mapping[str, Any], query: Mapping[str, Any], *names: str) -> bool:
    """Whether numbers are as the query has them; a length is rounded down where it is asked for exactly."""
    return all(_has_number(measured.get(name), query, name) for name in names)


def has_values(metadata: Mapping[str, Any], query: Mapping[str, Any]) -> bool:
    """Whether the caller's own metadata have the values of the query, which come as text."""
    wanted = query.get("metadata", {})
    return all(key in metadata and _as_text(metadata[key]) == str(text) for key, text in wanted.items())


def _passes(moment: float, query: Mapping[str, Any], key: str, version: Version) -> bool:
    earliest, latest = query.get(f"{key}[gte]"), query.get(f"{key}[lte]")
    return (
        (key not in query or _on(moment, key, query[key], version))
        and (earliest is None or moment >= _begin(key, earliest))
        and (latest is None or _until(moment, key, latest))
    )


def _until(moment: float, key: str, text: str) -> bool:
    """Whether a moment, as replies show it, is not after an instant or the end of a day."""
    if DAY.fullmatch(text):
        return moment < _end(key, text)
    return math.floor(round(moment * 1e6) / 1000) <= _begin(key, text) * 1000


def _on(moment: float, key: str, text: str, version: Version) -> bool:
    begin = _begin(key, text)
    end = of_older(version, v1_1=_end(key, text), v1_2=begin - begin % DAY_LENGTH + DAY_LENGTH)
    return begin <= moment < end


def _begin(key: str, text: str) -> float:
    try:
        return instant(key, text)
    except OverflowError as error:
        raise invalid(key, "It must be a date of this era.") from error


def _end(key: str, text: str) -> float:
    """The end of what a text stands for: a day, a second, or the instant itself."""
    if DAY.fullmatch(text):
        return _begin(key, text) + DAY_LENGTH
    return _begin(key, text) + (0.001 if "." in text else 1.0)


def _has_number(value: float | None, query: Mapping[str, Any], name: str) -> bool:
    exact, least, most = query.get(name), query.get(f"{name}[gte]"), query.get(f"{name}[lte]")
    if exact is None and least is None and most is None:
        return True
    if value is None:
        return False
    return (
        (exact is None or exact == (math.floor(value) if name == "duration" else value))
        and (least is None or value >= least)
        and (most is None or value <= most)
    )


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
