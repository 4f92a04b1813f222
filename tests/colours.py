"""One test text, both colours.

A test is written once, asynchronously, and decorated with `in_both_colours`. It runs as it stands, and again in the
form that `scripts/unasync.py` derives from it: the same rules that derive the synchronous client derive its tests.
"""

from __future__ import annotations

import asyncio
import functools
import importlib.util
import inspect
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

import pytest
from unasync import without_async

Colour = Literal["async", "sync"]
COLOURS: tuple[Colour, ...] = ("async", "sync")


def in_both_colours(test: Callable[..., Any]) -> Callable[..., Any]:
    """Make a pytest test of an `async def`; it and its fixtures can ask for `colour`."""

    @functools.wraps(test)
    def run(*, colour: Colour, **fixtures: Any) -> None:
        if "colour" in inspect.signature(test).parameters:
            fixtures["colour"] = colour
        if colour == "async":
            asyncio.run(test(**fixtures))
        else:
            getattr(synchronous_form(test.__module__), test.__name__).scenario(**fixtures)

    parameters = dict(inspect.signature(test).parameters)
    parameters.setdefault("colour", inspect.Parameter("colour", inspect.Parameter.KEYWORD_ONLY))
    run.__signature__ = inspect.Signature(list(parameters.values()))  # type: ignore[attr-defined]
    run.scenario = test  # type: ignore[attr-defined]
    both: Callable[..., Any] = pytest.mark.parametrize("colour", COLOURS)(run)
    return both


# What tests say and the client does not.
ONLY_IN_TESTS = {"anext": "next", "aread": "read"}


@functools.cache
def synchronous_form(name: str) -> ModuleType:
    """A loaded module in its synchronous form: for tests here, for what they share in their fixtures."""
    original = sys.modules[name]
    source = inspect.getsource(original)
    specification = importlib.util.spec_from_loader(f"{name}_sync", loader=None)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    module.__file__ = original.__file__
    exec(
        compile(without_async(source, further=ONLY_IN_TESTS), f"<synchronous form of {original.__file__}>", "exec"),
        module.__dict__,
    )
    return module
