"""Refuse arguments of another type than the annotations of a public method allow, before anything is sent."""

from __future__ import annotations

import builtins
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from os import PathLike
from types import NoneType, UnionType
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin

from attrs import frozen

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.core.hints import is_path, parameter_hint, value_hint

Method = Callable[..., Any]


@frozen
class Kind:
    """A kind of argument.

    Attributes:
        name: As an error names it.
        holds: Whether a value is of it.
        types: Types of which every value is of it, so that nearly all values need no other look.
    """

    name: str
    holds: Callable[[object], bool]
    types: frozenset[type] = frozenset()


def _kind(name: str, *types: type) -> Kind:
    """Python counts True and False among the integers; nobody means them so."""
    return Kind(name, lambda value: isinstance(value, types) and not isinstance(value, bool), frozenset(types))


def _list_of(items: Sequence[Kind]) -> Kind:
    """Anything that can be iterated over; the items of what can be so only once are left to the method."""

    def holds(value: object) -> bool:
        if not isinstance(value, Iterable) or isinstance(value, Mapping | bytes | bytearray):
            return False
        return not items or not isinstance(value, _LISTS) or all(_is_one_of(items, item) for item in value)

    names = [_plural(kind.name) for kind in items]
    return Kind(f"a list of {_joined(names)}" if items else "a list", holds)


def _plural(name: str) -> str:
    return name.removeprefix("an ").removeprefix("a ").removesuffix("s") + "s"


def _is_binary(value: object) -> bool:
    return callable(getattr(value, "read", None)) or (isinstance(value, bytes) and not is_path(value))


_LISTS = (list, tuple, set, frozenset)
_KINDS: Mapping[object, Kind] = {
    bool: Kind("True or False", lambda value: isinstance(value, bool), frozenset({bool})),
    int: _kind("an integer", int),
    float: _kind("a number", int, float),
    str: _kind("a string", str),
    bytes: Kind("bytes", _is_binary),
    datetime: _kind("a datetime", datetime),
    date: _kind("a date", date),
    FileSource: _kind("a FileSource", FileSource),
    PathLike: _kind("a path", PathLike),
    BinaryIO: Kind("a binary file", _is_binary),
    Literal: _kind("a string", str),
    Callable: Kind("a function", callable),
    Mapping: _kind("a mapping", Mapping),
    tuple: _kind("a pair", tuple),
}
_NONE = Kind("None", lambda value: value is None, frozenset({NoneType}))
# None of these holds another value.
_PLAIN = frozenset({str, int, float, bool, NoneType})


def checked(method: Method) -> Method:
    """A method that refuses what its annotations do not allow, with `InvalidInputError`; it sees enums by their values.

    The method itself checks values, and what an annotation names a class of this library for: where an id is wanted,
    anything with one will do.
    """
    if inspect.iscoroutinefunction(method):

        @functools.wraps(method)
        async def call_async(*args: Any, **kwargs: Any) -> Any:
            args, kwargs = _by_value(args, kwargs)
            _check(method, args, kwargs)
            return await method(*args, **kwargs)

        return call_async

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        args, kwargs = _by_value(args, kwargs)
        _check(method, args, kwargs)
        return method(*args, **kwargs)

    return call


def _by_value(args: Iterable[Any], kwargs: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments with the value of each member of an enum of strings or numbers, also where it is in a list."""
    return tuple(map(_value_of, args)), {name: _value_of(value) for name, value in kwargs.items()}


def _value_of(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        kind = list if isinstance(value, list) else tuple
        return kind(map(_value_of, value)) if any(isinstance(item, Enum) for item in value) else value
    return value.value if isinstance(value, Enum) and isinstance(value, str | int | float) else value


def _check(method: Method, args: Sequence[object], kwargs: Mapping[str, object]) -> None:
    parameters = _parameters(method)
    for (name, kinds), value in zip(parameters.items(), args, strict=False):
        _check_one(name, kinds, value)
    for name, value in kwargs.items():
        if name in parameters:
            _check_one(name, parameters[name], value)
        elif (hint := parameter_hint(name, parameters)) is not None:
            raise TypeError(f"{method.__name__}() got an unexpected keyword argument {name!r}; use {hint}=")


def _check_one(name: str, kinds: Sequence[Kind], value: object) -> None:
    if kinds and not _is_one_of(kinds, value):
        hint = value_hint(value)
        raise InvalidInputError(f"{name}: must be {_named(kinds)}, got {_shown(value)}" + (f"; {hint}" if hint else ""))


def _is_one_of(kinds: Sequence[Kind], value: object) -> bool:
    kind_of_value = type(value)
    return any(kind_of_value in kind.types or kind.holds(value) for kind in kinds)


def _named(kinds: Sequence[Kind]) -> str:
    return _joined([kind.name for kind in kinds if kind is not _NONE])


def _joined(names: Iterable[str]) -> str:
    *before, last = dict.fromkeys(names)
    return f"{', '.join(before)} or {last}" if before else last


def _shown(value: object) -> str:
    items = ", ".join(sorted({type(item).__name__ for item in value})) if isinstance(value, _LISTS) else ""
    return f"{type(value).__name__} of {items}" if items else type(value).__name__


class _Unknown:
    """What is imported for type checkers alone; it takes what a generic class takes."""

    def __class_getitem__(cls, items: object) -> type[_Unknown]:
        return cls


class _Names(dict[str, Any]):
    """The names of a module; one that is not imported is a class of which nothing is known."""

    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name, _Unknown)


@functools.cache
def _parameters(method: Method) -> Mapping[str, Sequence[Kind]]:
    """The parameters of a method, each with the kinds that it takes; without any, it checks it itself."""
    return {
        parameter.name: () if parameter.kind is parameter.VAR_KEYWORD else _kinds_of(parameter.annotation, method)
        for parameter in inspect.signature(method).parameters.values()
    }


def _kinds_of(annotation: Any, method: Method) -> Sequence[Kind]:
    if annotation is inspect.Parameter.empty:
        return ()
    while isinstance(annotation, str):
        annotation = eval(annotation, {}, _Names(inspect.unwrap(method).__globals__))
    members = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    found = [_kind_of(member, method) for member in members]
    return [] if None in found else [kind for kind in found if kind is not None]


def _kind_of(annotation: Any, method: Method) -> Kind | None:
    origin = get_origin(annotation) or annotation
    if origin in (None, NoneType):
        return _NONE
    if origin in (Sequence, Iterable):
        return _list_of(_kinds_of(get_args(annotation)[0], method))
    return _KINDS.get(origin)
