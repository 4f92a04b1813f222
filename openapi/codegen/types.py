"""What all generated modules share: absent values, requests, and reading that never raises."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from enum import Enum
from math import isfinite
from typing import Any, BinaryIO, Literal, NoReturn, Self, TypeAlias, TypeVar, final
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
# A body that is sent as it is: text as UTF-8, a file from where it stands, blocks one after the other.
Content: TypeAlias = str | bytes | BinaryIO | Iterable[bytes]


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
        fields: The fields of a URL-encoded form, or UNSET.
        content: A body that is sent as it is, or UNSET.
        media_type: What the body is, unless it is a multipart form.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    json: Any = UNSET
    form: tuple[Part, ...] | Unset = UNSET
    fields: tuple[tuple[str, str], ...] | Unset = UNSET
    content: Content | Unset = UNSET
    media_type: str = "application/json"

    @property
    def body(self) -> Literal["json", "form", "fields", "content"] | None:
        """Which of the four the body is; None without one."""
        if isinstance(self.form, tuple):
            return "form"
        if isinstance(self.fields, tuple):
            return "fields"
        if self.content is not UNSET:
            return "content"
        return None if self.json is UNSET else "json"


class Reply:
    """A JSON object of a response. Each field is read when it is asked for, so that the others cost nothing.

    A field that is missing, null or of another type is UNSET, and stays in `raw_`. No field can be set.

    Attributes:
        raw_: The JSON object as received.
    """

    __slots__ = ("_read", "raw_")
    # Made when the first list is read: most responses have none, and each attribute takes time to set.
    _read: dict[str, Any]

    def __init__(self, raw_: dict[str, Any]) -> None:
        self.raw_ = raw_

    @classmethod
    def from_json(cls, value: object) -> Self | Unset:
        """Read a JSON value; UNSET if it is no object."""
        return cls(value) if isinstance(value, dict) else UNSET

    def to_dict(self) -> dict[str, Any]:
        """A copy of the JSON object."""
        return deepcopy(self.raw_)

    def __eq__(self, other: object) -> bool:
        return self.raw_ == other.raw_ if type(other) is type(self) else NotImplemented

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields_of(type(self)))
        return f"{type(self).__name__}({fields})"


# Before a value of a path, and between those of a list (RFC 6570, 3.2.2, 3.2.5 and 3.2.7).
_PATH_STYLES = {"simple": ("", ","), "label": (".", ","), "matrix": (";", ",")}


def path_value(value: Any, style: str = "simple", explode: bool = False, name: str = "") -> str:
    """One path segment, percent-encoded; the items of a list and the fields of an object stand one after the other.

    Args:
        value: What stands there.
        style: `simple`, `label` or `matrix`, as OpenAPI names them.
        explode: Whether each item of a list stands by itself, and each field of an object as `name=value`.
        name: The parameter's name, which stands in a matrix.

    Raises:
        ValueError: The value is empty, absent, or would name another path.
    """
    first, between = _PATH_STYLES[style]
    label = f"{quote(name)}=" if style == "matrix" else ""
    plain = to_json(value)
    if isinstance(plain, dict):
        pairs = [(_segment(key), _segment(item)) for key, item in plain.items()]
        texts = [f"{key}={item}" for key, item in pairs] if explode else [text for pair in pairs for text in pair]
        label = "" if explode else label
    else:
        texts = [_segment(item) for item in plain] if isinstance(plain, list) else [_segment(plain)]
    if explode and first:
        return "".join(f"{first}{label}{text}" for text in texts)
    text = between.join(texts)
    if text in ("", ".", ".."):
        raise ValueError(f"{value!r} cannot be part of a path")
    return f"{first}{label}{text}"


def _segment(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise ValueError(f"{value!r} cannot be part of a path")
    return quote(text_of(value), safe="")


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


def joined(value: Any, separator: str, explode: bool = False) -> str | Unset:
    """A list, or the names and values of an object, as one text: `a,b` or, exploded, `name=a,other=b`; none of none."""
    plain = to_json(value)
    if isinstance(plain, dict):
        pairs = [(key, text_of(item)) for key, item in plain.items() if item is not None]
        texts = [f"{key}={item}" for key, item in pairs] if explode else [text for pair in pairs for text in pair]
        return separator.join(texts) if texts else UNSET
    if isinstance(plain, list):
        texts = [text_of(item) for item in plain if item is not None]
        return separator.join(texts) if texts else UNSET
    return UNSET if plain is UNSET or plain is None else text_of(plain)


def deep_object(name: str, value: Any) -> tuple[tuple[str, Any], ...]:
    """An object as parameters: `name[field]`, and `name[field][inner]` of what is nested in it."""
    plain = to_json(value)
    if not isinstance(plain, dict):
        return ((name, plain),)
    return tuple(row for key, item in plain.items() for row in deep_object(f"{name}[{key}]", item))


def json_text(value: Any) -> str | Unset:
    """A value as JSON text, for a parameter that is described as JSON."""
    import json

    return UNSET if value is UNSET else json.dumps(to_json(value), separators=(",", ":"), ensure_ascii=False)


def cookie_text(*cookies: tuple[str, Any]) -> str | Unset:
    """Cookies as the header of that name holds them."""
    return "; ".join(f"{name}={quote(text)}" for name, text in query_pairs(*cookies)) or UNSET


def field_pairs(fields: Any, *separators: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """An object as the fields of a URL-encoded form: a list is a repeated field, an object JSON text.

    Args:
        fields: The object.
        separators: The fields whose lists are joined instead, with what stands between two items; `[]` for objects
            whose fields are fields of the form: `name[field]`.
    """
    between = dict(separators)
    rows = (row for name, value in to_json(fields).items() for row in _field_rows(name, value, between.get(name)))
    return tuple((name, text) for name, text in form_parts(*rows) if isinstance(text, str))


def _field_rows(name: str, value: Any, separator: str | None) -> tuple[tuple[str, Any], ...]:
    if separator == "[]":
        return deep_object(name, value)
    return ((name, value if separator is None else joined(value, separator)),)


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
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value} cannot be sent as text")
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


def read_day(value: object) -> datetime.date | Unset:
    """A day and nothing more, where the value may be an instant as well."""
    return read_date(value) if isinstance(value, str) and len(value) == len("2026-01-31") else UNSET


def read_bytes(value: object) -> bytes | Unset:
    """The value if it is bytes."""
    return value if isinstance(value, bytes) else UNSET


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


_BEGINNING = threading.Lock()


def read_once(reply: Reply, name: str, read: Callable[[object], T | Unset]) -> T | Unset:
    """A field of a response, read when it is first asked for: the same list each time, and not one read anew."""
    try:
        found = reply._read
    except AttributeError:
        with _BEGINNING:
            if not hasattr(reply, "_read"):
                reply._read = {}
        found = reply._read
    if name not in found:
        # Of threads that read it at once, the first one counts.
        found.setdefault(name, read(reply.raw_.get(name)))
    value: T | Unset = found[name]
    return value


def read_whole_list(value: object, read_item: Callable[[object], T | Unset]) -> list[T] | Unset:
    """The list if each of its items can be read, where the value may be a list of others as well."""
    items = read_list(value, read_item)
    return items if isinstance(value, list) and not isinstance(items, Unset) and len(items) == len(value) else UNSET


def as_it_came(value: object) -> Any:
    """An item of a list of anything; a null keeps its place."""
    return value


def likeliest(
    value: Mapping[str, Any], *members: tuple[Callable[[object], T | Unset], tuple[str, ...]]
) -> T | Unset:
    """What the reader makes of an object that has what it must have, and finds most in it, and misses least.

    Args:
        value: The object.
        *members: Each reader, with the names without which an object is described as something else.
    """
    read = [(all(name in value for name in required), reader(value)) for reader, required in members]
    scored = [(whole, _likeness(model), model) for whole, model in read if not isinstance(model, Unset)]
    # Of what no model knows anything, none is made, as of a value of another type.
    fitting = [each for each in scored if each[1][0] or each[1][1] == 0 or not value]
    return max(fitting, key=lambda each: each[:2])[2] if fitting else UNSET


def _likeness(model: object) -> tuple[int, int]:
    """How many of a model's fields were found, and how many were not, below 0."""
    names = fields_of(type(model))
    found = sum(1 for name in names if getattr(model, name) is not UNSET)
    return found, found - len(names)


def fields_of(kind: type) -> list[str]:
    """The names of a model's fields in Python, in the order of the description."""
    return [name for name, value in vars(kind).items() if isinstance(value, property)]


def list_reader(read_item: Callable[[object], T | Unset]) -> Callable[[object], list[T] | Unset]:
    """A reader of lists of such items."""
    return lambda value: read_list(value, read_item)


def whole_list_reader(read_item: Callable[[object], T | Unset]) -> Callable[[object], list[T] | Unset]:
    """A reader of lists of such items alone."""
    return lambda value: read_whole_list(value, read_item)


def refuse_attribute(module: str, name: str) -> NoReturn:
    """Raise what Python raises for a name that a module does not have."""
    raise AttributeError(f"module {module!r} has no attribute {name!r}")
