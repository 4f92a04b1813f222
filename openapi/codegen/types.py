"""What all generated modules share: absent values, requests, and reading that never raises."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, BinaryIO, Literal, NoReturn, TypeVar, final
from urllib.parse import quote

from attrs import define

T = TypeVar("T")


@final
class Unset:
    """The type of `UNSET`. There is one value of it, also after a copy or a pickle."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        return UNSET

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __copy__(self) -> Unset:
        return self

    def __deepcopy__(self, memo: object) -> Unset:
        return self

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Unset = object.__new__(Unset)


@define(frozen=True, eq=False)
class File:
    """One file of a form.

    Attributes:
        payload: What is sent, from where it stands.
        file_name: The name the server sees; without one the part would be no file.
        mime_type: Its media type; None lets the sender guess from the name.
    """

    payload: BinaryIO | bytes
    file_name: str
    mime_type: str | None = None


Part = tuple[str, "str | File"]


@define(frozen=True, eq=False)
class Request:
    """One HTTP request, before anything is known of the server or the key.

    Attributes:
        method: `GET`, `POST`, ...
        path: The path below the version's root, percent-encoded, beginning with a slash.
        query: Names and values, in order; a list is repeated names.
        headers: Headers of this operation.
        json: The JSON body, or UNSET.
        form: The parts of a multipart body, or UNSET.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    json: Any = UNSET
    form: tuple[Part, ...] | Unset = UNSET


def path_value(value: str | float | datetime.date) -> str:
    """One path segment, percent-encoded.

    Raises:
        ValueError: The value is empty, absent, or would name another path.
    """
    text = text_of(to_json(value)) if isinstance(value, str | float | int | datetime.date) else ""
    if text in ("", ".", ".."):
        raise ValueError(f"{value!r} cannot be part of a path")
    return quote(text, safe="")


def query_pairs(*parameters: tuple[str, Any]) -> tuple[tuple[str, str], ...]:
    """Parameters as they stand in a URL: what is absent is left out, lists repeat the name, a map's keys stand bare."""
    return tuple(pair for name, value in parameters for pair in _pairs(name, to_json(value)))


def _pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is UNSET or value is None:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _pairs(key, item)
    elif isinstance(value, list):
        for item in value:
            yield from _pairs(name, item)
    else:
        yield name, text_of(value)


def form_parts(*fields: tuple[str, Any]) -> tuple[Part, ...]:
    """Fields as parts of a form: a list is repeated parts, an object is JSON text."""
    return tuple(part for name, value in fields for part in _parts(name, value))


def _parts(name: str, value: Any) -> Iterator[Part]:
    if value is UNSET or value is None:
        return
    if isinstance(value, File):
        yield name, value
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _parts(name, item)
    else:
        yield name, text_of(to_json(value))


def text_of(value: Any) -> str:
    """A JSON value as text of a form or a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, separators=(",", ":"))
    if not isinstance(value, str | int | float):
        raise ValueError(f"{type(value).__name__} cannot be sent as text")
    return str(value)


def to_json(value: Any) -> Any:
    """A generated model, or anything made of such, as JSON. A member of an enum is its value."""
    if isinstance(value, Enum):
        return to_json(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {to_json(key): to_json(item) for key, item in value.items() if item is not UNSET}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, datetime.date):
        return _date_text(value.isoformat())
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [to_json(item) for item in value]
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def _date_text(text: str) -> str:
    """UTC as `Z`, which every version of the API documents; other offsets as they are."""
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def json_object(*fields: tuple[str, Any]) -> dict[str, Any]:
    """Fields as a JSON object, without those that are absent."""
    return {to_json(name): to_json(value) for name, value in fields if value is not UNSET}


def json_object_over(received: Mapping[str, Any], *fields: tuple[str, Any]) -> dict[str, Any]:
    """A received object with its known fields as they stand now; an instant that is unchanged keeps its text."""
    result = dict(received)
    for name, value in fields:
        unchanged = isinstance(value, datetime.datetime) and read_datetime(received.get(name)) == value
        if value is not UNSET and not unchanged:
            result[name] = to_json(value)
    return result


def read_text(value: object) -> str | Unset:
    """The value if it is text."""
    return value if isinstance(value, str) else UNSET


def read_integer(value: object) -> int | Unset:
    """The value if it is a whole number; `1.0E9` is one."""
    if type(value) is int:
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return UNSET


def read_number(value: object) -> float | Unset:
    """The value if it is a number."""
    return value if isinstance(value, float) or type(value) is int else UNSET


def read_boolean(value: object) -> bool | Unset:
    """The value if it is true or false."""
    return value if isinstance(value, bool) else UNSET


def read_datetime(value: object) -> datetime.datetime | Unset:
    """An instant, however many digits its fraction has; UNSET if it is none."""
    if not isinstance(value, str):
        return UNSET
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        return _read_unusual_datetime(value)


def _read_unusual_datetime(value: str) -> datetime.datetime | Unset:
    """What begins with a whole day; of less, dateutil would make an instant of today's month."""
    from dateutil.parser import parse

    try:
        datetime.date.fromisoformat(value[:10])
        return parse(value.removesuffix(" UTC"), tzinfos=_offset_of_zone)
    except (ValueError, OverflowError):
        return UNSET


def _offset_of_zone(name: str | None, offset: int | None) -> int | None:
    if name and offset is None:
        raise ValueError(f"{name} is no zone that is the same everywhere")
    return offset


def read_date(value: object) -> datetime.date | Unset:
    """A day; UNSET if it is none."""
    instant = read_datetime(value)
    return instant if isinstance(instant, Unset) else instant.date()


def read_numbers(value: object) -> list[float] | Unset:
    """A list of numbers as it came: vectors are long, so their items are not looked at."""
    return value if isinstance(value, list) else UNSET


def read_anything(value: object) -> Any:
    """The value as it came; null is as good as absent."""
    return UNSET if value is None else value


def read_list(value: object, read_item: Callable[[object], T | Unset]) -> list[T] | Unset:
    """The items that can be read."""
    if not isinstance(value, list):
        return UNSET
    return [item for item in map(read_item, value) if not isinstance(item, Unset)]


def list_reader(read_item: Callable[[object], T | Unset]) -> Callable[[object], list[T] | Unset]:
    """A reader of lists of such items."""
    return lambda value: read_list(value, read_item)


def refuse_attribute(module: str, name: str) -> NoReturn:
    """Raise what Python raises for a name that a module does not have."""
    raise AttributeError(f"module {module!r} has no attribute {name!r}")
