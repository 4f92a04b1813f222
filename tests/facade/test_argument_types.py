"""Every method refuses an argument of another type before anything is sent; its signature says which types it takes."""

from __future__ import annotations

import builtins
import collections.abc
import datetime
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from tests.facade.calling import call_on, method_of, silent
from tests.facade.refusals import is_one_clear_line
from tests.facade.test_public_surface import methods_of
from twelvelabs_client import InvalidInputError, TwelveLabs, UnsupportedInVersionError, intents, models
from twelvelabs_client.core.settings import VERSIONS, ApiVersion
from twelvelabs_client.intents import metadata

pytestmark = [
    pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::twelvelabs_client.UnknownValueWarning"),
]

# What programs confuse: a number and its text, one and a list of one, bytes and a path, a day and an instant.
CONFUSED: tuple[Any, ...] = (
    5, 1.5, True, "no", "5", b"clip.mp4", ["a"], [5], {"a": 1}, (600, 820), {5}, datetime.date(2026, 7, 1), object(),
)  # fmt: skip
# Bodies may be anything, the arguments of a generated operation are its own, and choices are checked by name.
OPEN = {"low_level.call", "low_level.request", "low_level.save", "client.with_options"}


class Names(dict[str, Any]):
    """What annotations name, also where it is imported for type checkers only."""

    def __missing__(self, name: str) -> Any:
        for module in (models, intents, metadata, typing, collections.abc, builtins):
            if hasattr(module, name):
                return getattr(module, name)
        raise KeyError(name)


def resolved(annotation: Any, method: Callable[..., Any]) -> Any:
    while isinstance(annotation, str):
        annotation = eval(annotation, {}, Names(inspect.unwrap(method).__globals__))
    return annotation


def allows(annotation: Any, value: object, method: Callable[..., Any]) -> bool:
    """Whether a type checker would let a value pass."""
    annotation = resolved(annotation, method)
    origin, members = get_origin(annotation), get_args(annotation)
    if annotation is Any:
        return True
    if origin in (Union, types.UnionType):
        return any(allows(member, value, method) for member in members)
    if origin is Literal:
        # What is not known is sent, with a warning: the API may have got it since.
        return isinstance(value, str)
    if isinstance(value, bool):
        return annotation is bool
    if annotation is float:
        return isinstance(value, int | float)
    if origin in (collections.abc.Sequence, collections.abc.Iterable):
        # A set is as good as a list where the order does not matter.
        listed = isinstance(value, Iterable) and not isinstance(value, Mapping | bytes)
        return listed and all(allows(members[0], item, method) for item in value)  # type: ignore[attr-defined]
    if origin is collections.abc.Mapping:
        return isinstance(value, Mapping) and all(allows(members[1], item, method) for item in value.values())
    if origin is tuple:
        return isinstance(value, tuple) and all(map(lambda a, b: allows(a, b, method), members, value))
    if origin is collections.abc.Callable:
        return callable(value)
    if annotation is typing.BinaryIO:
        return hasattr(value, "read")
    return isinstance(value, origin or annotation or types.NoneType)


def parameters_of(method: Callable[..., Any]) -> list[inspect.Parameter]:
    return [each for each in inspect.signature(method).parameters.values() if each.name != "self"]


CASES = [
    pytest.param(version, name, parameter.name, id=f"{version}-{name}-{parameter.name}")
    for version in VERSIONS
    for name, method in methods_of(TwelveLabs, version).items()
    if name not in OPEN
    for parameter in parameters_of(method)
]


def test_every_parameter_is_tried() -> None:
    assert len(CASES) > 250 * len(VERSIONS)


@pytest.mark.parametrize(("version", "name", "parameter"), CASES)
def test_an_argument_of_another_type_is_refused_by_its_name(version: ApiVersion, name: str, parameter: str) -> None:
    method = method_of(silent(version), name)
    annotation = inspect.signature(method).parameters[parameter].annotation
    wrong = [value for value in CONFUSED if not allows(annotation, value, method)]

    for value in wrong:
        with pytest.raises((InvalidInputError, UnsupportedInVersionError)) as refusal:
            call_on(silent(version), name, {parameter: value})

        assert str(refusal.value).startswith((f"{parameter}: ", f"{parameter}["))
        assert is_one_clear_line(refusal.value)
    assert wrong
