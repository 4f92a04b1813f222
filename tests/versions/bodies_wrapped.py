"""Calls and whole responses of the operations that `make wrap` wrapped, which adds a row to the table.

Both follow from the translator and from our description, so that a row stays as it is whatever is edited. Rows of
one's own, with other arguments and bodies, belong in `tests/versions/bodies.py`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from wrapping.described import find

from tests.descriptions import our_description
from tests.facade.calling import BY_TYPE
from twelvelabs_client.core.call import Call

Translator = Callable[..., Call[Any]]
WRAPPED: dict[str, Translator] = {}


def called(translator: Translator) -> Call[Any]:
    """The call of a translator, with an argument of its type for each parameter that must have one."""
    parameters = inspect.signature(translator).parameters.values()
    given = [each for each in parameters if each.kind is not each.KEYWORD_ONLY]
    named = {each.name: _argument(translator, each) for each in parameters if each not in given}
    return translator(*(_argument(translator, each) for each in given), **named)


def _argument(translator: Translator, parameter: inspect.Parameter) -> Any:
    annotation = str(parameter.annotation)
    if annotation.endswith("| None"):
        return None
    kind = re.match(r"\w*", annotation)
    assert kind is not None
    return BY_TYPE[kind[0]] if kind[0] in BY_TYPE else translator.__globals__[kind[0]]()


def _whole(place: str) -> Any:
    described = find(our_description("v1.3"), place)
    return None if described.reply is None else described.sample(described.reply)


CALLS: dict[str, Callable[[], Call[Any]]] = {place: partial(called, each) for place, each in WRAPPED.items()}
MADE_UP: dict[str, Any] = {place: body for place in WRAPPED if (body := _whole(place)) is not None}
