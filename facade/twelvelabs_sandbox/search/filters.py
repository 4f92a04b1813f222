"""Search filters: which videos are searched at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.store.documents import Document

NUMBERS = ("duration", "width", "height", "size")
BOUNDS = ("gte", "lte")
IDENTIFIER = re.compile(r"[0-9a-f]{24}")
Filter = dict[str, Any]


def read_filter(text: str | None) -> Filter:
    """The filter written as JSON text, checked; empty without one.

    Raises:
        ApiError: 400 ``search_filter_invalid``.
    """
    if text is None:
        return {}
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _invalid("It must be a JSON object written as text.") from error
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise _invalid("It must be a JSON object.")
    return checked(given)


def checked(given: Filter) -> Filter:
    """A filter as given, once its values are known to make sense.

    Raises:
        ApiError: 400 ``search_filter_invalid``.
    """
    for key, wanted in given.items():
        _check(key, wanted)
    return given


def kept(videos: Iterable[Document], wanted: Filter) -> list[Document]:
    """The indexed assets that pass a filter.

    Raises:
        ApiError: 400 ``search_video_not_in_same_index``, an id of the filter is not among them.
    """
    videos = list(videos)
    _check_ids(wanted.get("id", ()), {video["id"] for video in videos})
    # Keys that mean nothing here are passed over.
    known = {"id", "filename", *NUMBERS}.union(*(video["user_metadata"] for video in videos))
    asked = {key: value for key, value in wanted.items() if key in known}
    return [video for video in videos if all(_passes(video, key, value) for key, value in asked.items())]


def _passes(video: Document, key: str, wanted: Any) -> bool:
    if key == "id":
        return video["id"] in wanted
    if key == "filename" or key in NUMBERS:
        return _equal(video["system_metadata"][key], wanted)
    return key in video["user_metadata"] and _equal(video["user_metadata"][key], wanted)


def _equal(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return _is_number(value) and wanted.get("gte", value) <= value <= wanted.get("lte", value)
    if isinstance(value, list):
        return wanted in value
    return isinstance(value, bool) == isinstance(wanted, bool) and bool(value == wanted)


def _check(key: str, wanted: Any) -> None:
    if key == "id":
        if not isinstance(wanted, list) or not wanted or not all(_is_identifier(each) for each in wanted):
            raise _invalid("id must be an array of video ids.")
    elif key == "filename":
        if not isinstance(wanted, str):
            raise _invalid("filename must be a string.")
    elif isinstance(wanted, Mapping):
        if not wanted or set(wanted) - set(BOUNDS) or not all(map(_is_number, wanted.values())):
            raise _invalid(f"A range of {key} takes gte and lte, both numbers.")
    elif key in NUMBERS and not _is_number(wanted):
        raise _invalid(f"{key} must be a number or a range.")
    elif not isinstance(wanted, (str, int, float)):
        raise _invalid(f"{key} must be a string, number, boolean or range.")


def _check_ids(wanted: Iterable[str], present: set[str]) -> None:
    for identifier in wanted:
        if identifier not in present:
            message = f"The video {identifier} of the filter is not in the searched index. Remove it from the filter."
            raise ApiError(400, "search_video_not_in_same_index", message)


def _is_identifier(value: Any) -> bool:
    return isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _invalid(reason: str) -> ApiError:
    return ApiError(400, "search_filter_invalid", f"The filter parameter is invalid. {reason}")
